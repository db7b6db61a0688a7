// The list of projects of a handout: facets with counts, words, order, sums. The state stands behind
// the # of the address, so that marks of figures, a bookmark and the way back lead to it.
// Constant: rows and codes stand in the page, folded words in its JSON.
"use strict";
(() => {
  const section = document.getElementById("projects");
  if (!section) return;
  const data = JSON.parse(document.getElementById("data").textContent), lang = document.documentElement.lang;
  const form = section.querySelector("form"), body = section.querySelector("tbody");
  const rows = [...body.rows].map((element, index) => ({
    element,
    words: data.words[index],
    year: data.years[element.dataset.year],
    codes: Object.fromEntries(Object.entries(element.dataset).map(([key, codes]) => [key, codes.split(" ")])),
  }));
  const facets = [...section.querySelectorAll(".choice")].map(box => ({
    key: box.dataset.facet,
    box,
    inputs: [...box.querySelectorAll("input")].map(input => ({
      input, label: input.closest("label"), count: input.closest("label").querySelector("b"),
    })),
  }));
  const headings = [...section.querySelectorAll("thead th")];
  const amounts = headings.flatMap((heading, place) => (heading.classList.contains("number") ? [place] : []));

  // Folding as base/fold.py does it: what was folded there is looked for with words folded here.
  const foldOne = character => {
    if (/[\u3041-\u3096\u309d\u309e]/.test(character)) character = String.fromCharCode(character.charCodeAt(0) + 0x60);
    if (Object.hasOwn(data.fold, character)) return data.fold[character];
    if (/[\u30a1-\u30fe]/.test(character)) return character;
    return character.normalize("NFD").replace(/[\s\p{M}\p{Cf}\p{Cc}]/gu, "");
  };
  const foldCluster = text => {
    for (let round = 0; round < 2; round++) {
      const marked = text.replaceAll("゛", "\u3099").replaceAll("゜", "\u309a").normalize("NFKC");
      text = [...marked].map(one => one.toUpperCase().toLowerCase()).join("").normalize("NFKC");
      text = [...text].map(foldOne).join("");
    }
    return text;
  };
  const fold = text => (text.match(/[^][\p{M}ﾞﾟ゛゜]*/gu) || []).map(foldCluster).join("");
  const escaped = text => text.replace(/[.*+?^${}()|[\]\\\/-]/g, "\\$&");
  // 霞ヶ関 and 霞が関 name one place.
  const spelled = word => new RegExp(escaped(word).replace(/(?<=[\u3400-\u9fff])[ケガ](?=[\u3400-\u9fff])/g, "[ケガ]"));

  const state = { q: "", chosen: {}, sort: null, down: false };
  let tests = [];
  const hasWords = row => tests.every(({ word, spelling }) =>
    spelling.test(row.words) || spelling.test(row.year.in) || row.year.is.includes(word));
  const isMarked = (row, key) => {
    const chosen = state.chosen[key];
    return !chosen?.size || row.codes[key].some(code => chosen.has(code));
  };

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
  const number = value => value.toLocaleString("en-US");
  const amountOf = (row, place) => {
    const text = row.element.cells[place].textContent.replaceAll(",", "");
    return /^\d+$/.test(text) ? Number(text) : null;
  };
  const sums = shown => amounts.map(place => {
    const stated = shown.map(row => amountOf(row, place)).filter(amount => amount !== null);
    const sum = stated.reduce((all, amount) => all + BigInt(amount), 0n), heading = headings[place].textContent;
    if (!stated.length) return filled(section.dataset.unstated, { heading });
    return filled(section.dataset.sum, {
      heading,
      amount: filled(section.dataset.amount, { amount: number(sum) }),
      count: number(stated.length),
    });
  });

  const count = () => {
    for (const { key, box, inputs } of facets) {
      const counts = {};
      for (const row of rows) {
        if (!row.found || !facets.every(other => other.key === key || isMarked(row, other.key))) continue;
        for (const code of row.codes[key]) counts[code] = (counts[code] || 0) + 1;
      }
      const most = Math.max(1, ...Object.values(counts));
      for (const { input, label, count: shown } of inputs) {
        const found = counts[input.value] || 0;
        shown.textContent = number(found);
        label.classList.toggle("empty", !found);
        label.style.setProperty("--part", found / most);
      }
      const chosen = state.chosen[key]?.size;
      box.querySelector(".chosen").textContent = chosen ? filled(section.dataset.chosen, { count: chosen }) : "";
    }
  };

  const show = () => {
    tests = state.q.trim().split(/\s+/).map(fold).filter(Boolean).map(word => ({ word, spelling: spelled(word) }));
    for (const row of rows) {
      row.found = hasWords(row);
      row.isShown = row.found && facets.every(({ key }) => isMarked(row, key));
      row.element.hidden = !row.isShown;
    }
    count();
    const shown = rows.filter(row => row.isShown);
    const said = [filled(section.dataset.said, { count: number(shown.length), total: number(rows.length) })];
    if (!shown.length) said.push(section.dataset.none);
    section.querySelector(".status").textContent = said.join(" ");
    section.querySelector(".conditions").textContent =
      [...conditions(), ...(shown.length ? sums(shown) : [])].join(" / ");
  };

  // What is filtered by, in words: paper shows no form.
  const conditions = () => {
    const named = facets.map(({ inputs }) => inputs.filter(({ input }) => input.checked)
      .map(({ label }) => label.querySelector("span").textContent).join(section.dataset.comma));
    const words = state.q.trim();
    return [words && filled(section.dataset.words, { text: words }), ...named].filter(Boolean);
  };

  const order = (place, down) => {
    const isAmount = amounts.includes(place);
    const key = row => isAmount ? amountOf(row, place)
      : place === 0 ? Number(row.element.dataset.year) : row.element.cells[place].textContent;
    const compared = new Intl.Collator(lang, { numeric: true });
    const sorted = rows.map(row => ({ row, key: key(row) })).sort((a, b) => {
      // What is not stated comes last, whichever way.
      if (a.key === null || b.key === null) return (a.key === null) - (b.key === null);
      const found = typeof a.key === "number" ? a.key - b.key : compared.compare(a.key, b.key);
      return down ? -found : found;
    });
    body.append(...sorted.map(({ row }) => row.element));
    headings.forEach((heading, at) => {
      if (at === place) heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      else heading.removeAttribute("aria-sort");
    });
  };

  const write = () => {
    const parameters = new URLSearchParams();
    if (state.q) parameters.set("q", state.q);
    for (const { key } of facets) for (const code of state.chosen[key] || []) parameters.append(key, code);
    const text = parameters.toString();
    history.replaceState(null, "", `#${section.id}${text ? "?" + text : ""}`);
  };
  const read = () => {
    const [place, text] = decodeURI(location.hash).split("?");
    if (place !== `#${section.id}`) return false;
    const parameters = new URLSearchParams(text || "");
    state.q = form.elements.q.value = parameters.get("q") || "";
    for (const { key, box, inputs } of facets) {
      state.chosen[key] = new Set();
      for (const { input } of inputs) {
        input.checked = parameters.getAll(key).includes(input.value);
        if (input.checked) state.chosen[key].add(input.value);
      }
      if (state.chosen[key].size) box.open = true;
    }
    show();
    return true;
  };

  form.addEventListener("input", event => {
    const { name, value, checked } = event.target;
    if (name === "q") state.q = value;
    else {
      const chosen = (state.chosen[name] ||= new Set());
      if (checked) chosen.add(value); else chosen.delete(value);
    }
    show();
    write();
  });
  form.addEventListener("submit", event => event.preventDefault());
  section.querySelector(".clear").addEventListener("click", () => {
    history.replaceState(null, "", `#${section.id}`);
    read();
  });
  for (const button of section.querySelectorAll("[data-sort]"))
    button.addEventListener("click", () => {
      const place = Number(button.dataset.sort);
      // Amounts and years begin with the largest.
      const first = amounts.includes(place) || place === 0;
      state.down = state.sort === place ? !state.down : first;
      state.sort = place;
      order(place, state.down);
    });
  addEventListener("hashchange", () => { if (read()) section.scrollIntoView(); });
  for (const { box } of facets) box.open = innerWidth > 820;
  if (!read()) show();
  else requestAnimationFrame(() => section.scrollIntoView());
})();
