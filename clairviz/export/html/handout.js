// Shows what calculator.js answers, opens the tables for paper, and starts the list.
// Constant: what it works on stands in the page, as JSON and as data attributes.
"use strict";
(() => {
  const opened = new Set();
  let isPaper = false;
  const toPaper = () => {
    if (isPaper) return;
    isPaper = true;
    for (const details of document.querySelectorAll("details.numbers:not([open])")) {
      opened.add(details);
      details.open = true;
    }
  };
  const toScreen = () => {
    if (!isPaper) return;
    isPaper = false;
    for (const details of opened) details.open = false;
    opened.clear();
  };

  const calculator = box => {
    const form = box.querySelector("form"), { cost, governments } = form.elements;
    const calculate = () => {
      const said = window.clairvizCalculator.answer(box.dataset, cost.value, governments.value);
      cost.setAttribute("aria-invalid", String(!said.isCost));
      governments.setAttribute("aria-invalid", String(!said.isCount));
      for (const name of ["subsidy", "own", "limit"]) form.querySelector(`[data-answer=${name}]`).textContent = said[name];
      form.querySelector(".problem").textContent = said.wrong;
    };
    form.addEventListener("input", calculate);
    form.addEventListener("submit", event => event.preventDefault());
    calculate();
  };

  for (const details of document.querySelectorAll("details.numbers")) details.open = false;
  document.querySelectorAll(".calculator").forEach(calculator);
  addEventListener("beforeprint", toPaper);
  addEventListener("afterprint", toScreen);
  matchMedia("print").addEventListener("change", event => (event.matches ? toPaper() : toScreen()));
  document.documentElement.dataset.drawn = "1";
})();
