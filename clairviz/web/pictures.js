// A panel as a picture, drawn here: the panel with its style sheet, below it what is selected, the
// source and the day. SVG keeps the letters as letters; PNG is drawn from it, at twice the size.
(() => {
  "use strict";
  const words = JSON.parse(document.currentScript?.dataset.pictures || "{}");
  const SCALE = 2, EDGE = 16, LINE = 1.45;
  const RESET = "*{box-sizing:border-box}h3,h4,p,ul,ol,li,dl,dt,dd,figure,footer,table{margin:0;padding:0}" +
    "a{color:inherit;text-decoration:none}table{border-collapse:collapse}";

  // Rules for other widths than this window's would change what is measured here.
  const rules = list => [...list].flatMap(rule => rule instanceof CSSMediaRule
    ? matchMedia(rule.conditionText).matches ? rules(rule.cssRules) : []
    : [rule.cssText]);
  const styles = () => [...document.styleSheets]
    .filter(sheet => sheet.href && new URL(sheet.href).pathname.endsWith("/clairviz.css"))
    .flatMap(sheet => rules(sheet.cssRules)).join("\n");

  const inlined = async image => {
    if (image.src.startsWith("data:")) return;
    const answer = await fetch(image.src);
    image.src = `data:image/svg+xml,${encodeURIComponent(await answer.text())}`;
  };

  const line = (text, size) => {
    const made = document.createElement("p");
    made.textContent = text;
    made.style.cssText = `font-size:${size}px;color:#3d434c;overflow-wrap:anywhere`;
    return made;
  };

  const drawn = async panel => {
    const size = parseFloat(getComputedStyle(panel).fontSize);
    const width = Math.ceil(panel.getBoundingClientRect().width);
    const page = document.createElement("div");
    page.className = "cv-page";
    page.style.cssText = `width:${width + 2 * EDGE}px;padding:${EDGE}px;background:#fff;font-size:${size}px`;
    const copy = panel.cloneNode(true);
    copy.querySelector("footer")?.remove();
    for (const gone of copy.querySelectorAll(".cv-hidden")) gone.remove();
    for (const mark of copy.querySelectorAll("a")) mark.removeAttribute("href");
    copy.style.width = `${width}px`;
    page.append(copy);
    const said = [...document.querySelectorAll(".print-header p")].map(each => each.textContent);
    said.push(new Date().toLocaleDateString(document.documentElement.lang));
    for (const text of said) page.append(line(text, size * 0.85));
    await Promise.all([...copy.querySelectorAll("img")].map(inlined));
    const lines = said.reduce((sum, text) => sum + Math.ceil(text.length * size / width) * size * LINE, 0);
    const height = Math.ceil(panel.getBoundingClientRect().height + lines + 2 * EDGE + said.length * size);
    const full = width + 2 * EDGE;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${full}" height="${height}" viewBox="0 0 ${full} ${height}">` +
      `<title></title><rect width="100%" height="100%" fill="#fff"/><foreignObject width="100%" height="100%"></foreignObject></svg>`;
    const tree = new DOMParser().parseFromString(svg, "image/svg+xml");
    tree.querySelector("title").textContent = panel.querySelector("h3")?.textContent || "";
    const style = document.createElement("style");
    style.textContent = RESET + styles();
    page.prepend(style);
    tree.querySelector("foreignObject").append(tree.importNode(page, true));
    return { text: new XMLSerializer().serializeToString(tree), width: full, height };
  };

  const save = (blob, panel, ending) => {
    const title = (panel.querySelector("h3")?.textContent || "clairviz").replace(/[\\/:*?"<>|\s.]+/g, "-");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `clairviz_${title}_${new Date().toISOString().slice(0, 10)}.${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  const take = async (panel, ending) => {
    const picture = await drawn(panel);
    if (ending === "svg") return save(new Blob([picture.text], { type: "image/svg+xml" }), panel, ending);
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture.text)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = picture.width * SCALE;
    canvas.height = picture.height * SCALE;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob(blob => save(blob, panel, ending), "image/png");
  };

  const offer = () => {
    const said = words[document.documentElement.lang];
    if (!said) return;
    for (const panel of document.querySelectorAll(".cv-panel")) {
      if (panel.querySelector(":scope > footer .cv-picture")) continue;
      let foot = panel.querySelector(":scope > footer");
      if (!foot) panel.append(foot = document.createElement("footer"));
      for (const ending of ["png", "svg"]) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "cv-picture";
        button.textContent = ending === "png" ? said : "SVG";
        button.title = `${said} (${ending.toUpperCase()})`;
        button.addEventListener("click", () => take(panel, ending));
        foot.append(button);
      }
    }
  };
  let waits = false;
  new MutationObserver(() => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => { waits = false; offer(); });
  }).observe(document, { childList: true, subtree: true });
})();
