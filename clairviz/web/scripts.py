"""The scripts that travel with a page, beside clairviz.js. The server allows each by its hash.

A script must be constant: nothing of a reader's input or of the data may enter it.
"""

from pathlib import Path

from clairviz.export.html.calculator import calculator_script

# Lists, in the element the about page offers for it, every host this browser has asked since
# the page was opened; the words come from that element's data attributes.
NETWORK_SCRIPT = """
(() => {
  const target = document.getElementById("network-hosts");
  if (!target) return;
  const text = target.dataset, counts = new Map([[location.host, 0]]);
  const line = (name, words) => {
    const item = document.createElement(name);
    item.textContent = words;
    target.append(item);
    return item;
  };
  const show = policy => {
    target.replaceChildren();
    const others = [...counts.keys()].filter(host => host !== location.host);
    line("p", others.length ? text.found : text.none).style.fontWeight = "700";
    const list = line("ul", "");
    for (const [host, count] of counts) {
      const item = document.createElement("li");
      item.textContent = `${host}: ${count} (${host === location.host ? text.own : text.other})`;
      list.append(item);
    }
    line("p", `${text.policy} ${policy || text.nopolicy}`).style.overflowWrap = "anywhere";
    target.dataset.state = others.length ? "others" : "own";
  };
  for (const entry of [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]) {
    const url = new URL(entry.name, location.href);
    if (!url.host) continue;
    counts.set(url.host, (counts.get(url.host) || 0) + 1);
  }
  fetch(location.href).then(answer => show(answer.headers.get("content-security-policy")), () => show(""));
})();
"""

_STAGE = Path(__file__).parent / "present"
# Shows one scene of a presentation at a time, by key, click, touch and a second window; goes on
# without the server, with the calculator of the handout.
STAGE_SCRIPT = calculator_script() + "".join(
    (_STAGE / name).read_text(encoding="utf-8") for name in ("offline.js", "stage.js")
)

# Scrolls to the part of the page that the link asked for, named by the element's data attribute.
# A fragment in the address would do the same, but is lost when the address is completed.
PART_SCRIPT = """
(() => {
  const part = document.getElementById("asked-part")?.dataset.part;
  const go = left => {
    const target = document.getElementById(part);
    if (target) target.scrollIntoView();
    else if (left) setTimeout(go, 100, left - 1);
  };
  if (part) go(50);
})();
"""

CONSTANT_SCRIPTS = (NETWORK_SCRIPT, PART_SCRIPT, STAGE_SCRIPT)
