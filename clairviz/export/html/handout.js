// Draws the figures of a handout, fits them to screen and paper, and calculates a subsidy.
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

  // 8,000,000 · 800万円 · １億2,000万: whole yen, or null for what is no amount.
  const FIGURES = "[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+";
  const AMOUNT = new RegExp(`^¥?(?:(${FIGURES})億)?(?:(${FIGURES})万)?(${FIGURES})?円?$`);
  const amount = text => {
    const match = AMOUNT.exec(text.normalize("NFKC").replace(/[\s\\]/g, "").replaceAll("、", ","));
    if (!match || !match.slice(1).some(Boolean)) return null;
    const [large, middle, small] = match.slice(1).map(part => (part ? BigInt(part.replaceAll(",", "")) : 0n));
    const below = 10000n;
    if ((match[1] && middle >= below) || ((match[1] || match[2]) && small >= below)) return null;
    return large * below * below + middle * below + small;
  };

  const calculator = box => {
    const told = box.dataset, form = box.querySelector("form"), problem = form.querySelector(".problem");
    const { cost, governments } = form.elements;
    const answer = name => form.querySelector(`[data-answer=${name}]`);
    const yen = value => told.amount.replace("{amount}", value.toLocaleString("en-US"));
    const show = (subsidy, own, limit, wrong) => {
      answer("subsidy").textContent = subsidy;
      answer("own").textContent = own;
      answer("limit").textContent = limit;
      problem.textContent = wrong;
    };
    const calculate = () => {
      const spent = amount(cost.value), count = amount(governments.value);
      const isCost = spent !== null && spent <= BigInt(told.mostYen);
      const isCount = count !== null && count >= 1n && count <= BigInt(told.mostGovernments);
      cost.setAttribute("aria-invalid", String(!isCost));
      governments.setAttribute("aria-invalid", String(!isCount));
      if (!isCost) return show("", "", "", told.badCost);
      if (!isCount) return show("", "", "", told.badGovernments);
      const limit = count > 1n ? told.joint : told.single;
      if (!limit) return show(told.silent, told.silent, told.silent, "");
      // Whole numbers throughout; a fraction of a yen is dropped.
      const share = (spent * BigInt(told.numerator)) / BigInt(told.denominator), cap = BigInt(limit);
      const subsidy = share < cap ? share : cap;
      show(yen(subsidy), yen(spent - subsidy), share < cap ? told.rateWord : told.capWord, "");
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
