// Draws the figures of a handout, fits them to screen and paper, and shows what calculator.js answers.
// Constant: what it works on stands in the page, as JSON and as data attributes.
"use strict";
(() => {
  // Width of the text on A4 in CSS pixels, and of a map's height by its width.
  const PAPER = 680, SHAPE = 0.53, TALLEST_MAP = 460;
  const data = JSON.parse(document.getElementById("data").textContent);
  const charts = [];

  const size = (chart, width) => ({
    width,
    height: chart.isMap ? Math.min(TALLEST_MAP, Math.round(width * SHAPE)) : chart.height,
  });

  const fit = (chart, width) => {
    if (!width || width === chart.width) return;
    chart.width = width;
    Plotly.relayout(chart.element, size(chart, width)).then(() => quiet(chart.element));
  };

  // A screen reader is told the numbers by the figure's label; the drawing itself is noise to it.
  const quiet = element => {
    for (const drawing of element.querySelectorAll("svg.main-svg")) drawing.setAttribute("aria-hidden", "true");
  };

  const draw = ([id, figure]) => {
    for (const trace of figure.data) {
      if (!("outlines" in trace)) continue;
      trace.geojson = data.outlines[trace.outlines];
      delete trace.outlines;
    }
    const element = document.getElementById(id);
    const chart = { element, isMap: "geo" in figure.layout, height: figure.layout.height, width: element.clientWidth };
    Object.assign(figure.layout, size(chart, chart.width), { autosize: false });
    charts.push(chart);
    return Plotly.newPlot(element, figure.data, figure.layout, data.config).then(() => quiet(element));
  };

  const onScreen = () => charts.forEach(chart => fit(chart, chart.element.clientWidth));
  const opened = new Set();
  let isPaper = false;
  const toPaper = () => {
    if (isPaper) return;
    isPaper = true;
    for (const details of document.querySelectorAll("details:not([open])")) {
      opened.add(details);
      details.open = true;
    }
    charts.forEach(chart => fit(chart, PAPER));
  };
  const toScreen = () => {
    if (!isPaper) return;
    isPaper = false;
    for (const details of opened) details.open = false;
    opened.clear();
    onScreen();
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

  for (const details of document.querySelectorAll("details")) details.open = false;
  document.querySelectorAll(".calculator").forEach(calculator);
  Object.entries(data.figures)
    .reduce((before, figure) => before.then(() => draw(figure)), Promise.resolve())
    .then(() => {
      if (isPaper) charts.forEach(chart => fit(chart, PAPER));
      document.documentElement.dataset.drawn = String(charts.length);
    });
  let waiting = 0;
  addEventListener("resize", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => isPaper || onScreen());
  });
  addEventListener("beforeprint", toPaper);
  addEventListener("afterprint", toScreen);
  matchMedia("print").addEventListener("change", event => (event.matches ? toPaper() : toScreen()));
})();
