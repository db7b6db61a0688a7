// What the stage does without its server: a quiet sign at the edge, and the calculator of the
// handout in place of the live simulator. Constant: words and rule stand in data attributes.
window.clairvizOffline ||= (() => {
  "use strict";
  const BACK = 4000, SLOW = 1200;
  const NUMBERS = ["cost", "governments"], PARAMETER = { cost: "cost", governments: "govs" };
  let wasLost = false, backAt = 0, slowSince = 0, typed = false;

  const app = () => document.querySelector("[data-testid=stApp]");
  const rule = () => document.getElementById("stage-rule");
  const isLost = () => (app()?.dataset.testConnectionState ?? "CONNECTED") !== "CONNECTED";
  const isRunning = () => app()?.dataset.testScriptState === "running";
  const make = (tag, id, attributes = {}) => {
    const found = document.getElementById(id);
    if (found) return found;
    const made = document.createElement(tag);
    made.id = id;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    document.body.append(made);
    return made;
  };
  const asked = name => new URL(location.href).searchParams.get(name);

  // One line at the edge, in the reader's language; empty where all is as it should be.
  const sign = (words, now) => {
    const lost = isLost();
    if (wasLost && !lost) backAt = now;
    wasLost = lost;
    slowSince = isRunning() ? slowSince || now : 0;
    const fault = document.querySelector(".st-key-stage [data-testid=stException]");
    const text = lost ? words.lost : fault ? words.fault : slowSince && now - slowSince > SLOW ? words.running
      : now - backAt < BACK ? words.back : "";
    const element = make("div", "stage-sign", { role: "status" });
    if (element.textContent !== text) element.textContent = text;
    element.hidden = !text;
  };

  // The numbers as the reader last saw them: typed into the page, else those of the address.
  const held = () => {
    const box = document.querySelector(".st-key-live_simulator");
    const first = (selector, name, usual) => box?.querySelector(selector)?.value || asked(name) || usual;
    return {
      cost: first(".st-key-sim_inputs [data-testid=stTextInput] input", "cost", "8000000"),
      governments: first("[data-testid=stNumberInput] input", "govs", "1"),
    };
  };

  const build = panel => {
    const told = JSON.parse(rule().dataset.words), start = held();
    const form = document.createElement("form");
    const line = (tag, text, parent, name) => {
      const made = document.createElement(tag);
      if (name) made.className = name;
      made.textContent = text;
      parent.append(made);
      return made;
    };
    line("p", told.uncalculated, form, "mark");
    const inputs = line("div", "", form, "inputs");
    for (const name of NUMBERS) {
      const label = line("label", told[name], inputs), input = document.createElement("input");
      Object.assign(input, { name, value: start[name], autocomplete: "off" });
      label.append(input);
    }
    line("p", "", form, "problem").setAttribute("role", "alert");
    const answers = line("dl", "", form);
    answers.setAttribute("aria-live", "polite");
    for (const name of ["subsidy", "own", "limit"]) {
      const pair = line("div", "", answers);
      line("dt", told[name], pair);
      line("dd", "", pair).dataset.answer = name;
    }
    line("p", `${told.rule} ${told.condition} ${told.rounding}`, form, "small");
    form.addEventListener("input", () => { typed = true; keep(form); answer(panel); });
    form.addEventListener("submit", event => event.preventDefault());
    panel.append(form);
    answer(panel);
  };

  const answer = panel => {
    const form = panel.querySelector("form");
    const said = window.clairvizCalculator.answer(rule().dataset, form.elements.cost.value, form.elements.governments.value);
    form.querySelector(".problem").textContent = said.wrong;
    for (const name of ["subsidy", "own", "limit"]) form.querySelector(`[data-answer=${name}]`).textContent = said[name];
    form.elements.cost.setAttribute("aria-invalid", String(!said.isCost));
    form.elements.governments.setAttribute("aria-invalid", String(!said.isCount));
    return said;
  };

  // The address keeps what is typed, so that the server answers it once it is back.
  const keep = form => {
    const url = new URL(location.href);
    const said = window.clairvizCalculator.answer(rule().dataset, form.elements.cost.value, form.elements.governments.value);
    if (said.isCost) url.searchParams.set(PARAMETER.cost, String(said.spent));
    if (said.isCount) url.searchParams.set(PARAMETER.governments, String(said.count));
    history.replaceState(history.state, "", url);
  };

  // Another window typed: the panel shows it too.
  const follow = () => {
    const panel = document.getElementById("stage-offline");
    if (!panel || panel.hidden || !panel.firstChild || panel.contains(document.activeElement)) return;
    const form = panel.querySelector("form");
    let changed = false;
    for (const name of NUMBERS) {
      const value = asked(PARAMETER[name]), input = form.elements[name];
      const same = value === null || window.clairvizCalculator.answer(rule().dataset, input.value, "1").spent === BigInt(value || 0);
      if (!same && /^[0-9]+$/.test(value)) { input.value = value; changed = true; }
    }
    if (changed) answer(panel);
  };

  const tick = (words, isSimulator, transform) => {
    sign(words, Date.now());
    const lost = isLost();
    document.documentElement.classList.toggle("stage-lost", lost && rule() !== null);
    // Streamlit's box on the lost connection is not shown; nor may it close everything else to the keys.
    if (lost) for (const closed of document.querySelectorAll("body > [inert]")) closed.removeAttribute("inert");
    if (!lost && typed && !isRunning()) {
      typed = false;
      // As the back button would: the page follows its address.
      dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
    }
    const existing = document.getElementById("stage-offline");
    if (!lost || !rule()) { existing?.remove(); return; }
    const panel = existing || make("section", "stage-offline");
    if (!panel.firstChild) build(panel);
    panel.hidden = !isSimulator;
    panel.style.transform = transform;
    if (!typed) follow();
  };

  const remove = () => {
    document.documentElement.classList.remove("stage-lost");
    for (const id of ["stage-sign", "stage-offline"]) document.getElementById(id)?.remove();
  };
  return { tick, remove, isLost };
})();
