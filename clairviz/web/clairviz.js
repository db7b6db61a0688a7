// Marks of figures are links. Streamlit would load the page anew for each; here the address
// changes as the back button changes it, and the page follows in its session.
(() => {
  "use strict";
  const FOCUS_MS = 4000;
  let refocus = null;

  const go = href => {
    const there = new URL(href, location.href);
    history.pushState({}, "", there.pathname + there.search);
    dispatchEvent(new PopStateEvent("popstate"));
  };

  // After the page has followed, the mark that was used has the focus again.
  const keepFocus = id => {
    if (!id) return;
    refocus = { id, until: performance.now() + FOCUS_MS };
  };
  new MutationObserver(() => {
    if (!refocus || performance.now() > refocus.until) return;
    const idle = document.activeElement === document.body || document.activeElement === null;
    const mark = document.getElementById(refocus.id);
    if (idle && mark) mark.focus({ preventScroll: true });
  }).observe(document, { childList: true, subtree: true });

  const softLink = event => event.target instanceof Element ? event.target.closest("a[data-soft]") : null;
  const isPlain = event => !event.button && !event.metaKey && !event.ctrlKey && !event.altKey;

  // A span of years: a drag over columns, or Shift with a second choice.
  let dragged = null;
  const column = node => node instanceof Element ? node.closest("a[data-year]") : null;
  const markSpan = (from, to) => {
    const box = from.closest("[data-span]");
    const [a, b] = [+from.dataset.year, +to.dataset.year].sort((x, y) => x - y);
    for (const each of box.querySelectorAll("[data-year]"))
      each.classList.toggle("cv-spanned", +each.dataset.year >= a && +each.dataset.year <= b);
    return [a, b];
  };
  const chooseSpan = (from, to) => {
    const [a, b] = markSpan(from, to);
    go(from.closest("[data-span]").dataset.span.replace("{years}", `${a}-${b}`));
  };
  document.addEventListener("pointerdown", event => {
    const from = column(event.target);
    dragged = from && isPlain(event) && event.pointerType !== "touch" ? { from, to: from } : null;
    if (dragged) event.preventDefault();
  });
  document.addEventListener("pointermove", event => {
    const to = dragged && column(document.elementFromPoint(event.clientX, event.clientY));
    if (to && to !== dragged.to && to.parentNode === dragged.from.parentNode) {
      dragged.to = to;
      markSpan(dragged.from, to);
    }
  });
  document.addEventListener("pointerup", () => {
    if (dragged && dragged.to !== dragged.from) chooseSpan(dragged.from, dragged.to);
    dragged = null;
  });

  document.addEventListener("click", event => {
    const link = softLink(event);
    if (!link || !isPlain(event) || event.defaultPrevented) return;
    const there = new URL(link.href, location.href);
    if (there.origin !== location.origin) return;
    event.preventDefault();
    keepFocus(link.id);
    const chosen = event.shiftKey && link.dataset.year && link.parentNode.querySelector("[data-year].cv-chosen");
    if (chosen && chosen !== link) chooseSpan(chosen, link);
    else go(link.href);
  }, true);
})();

// What a screen reader and the browser's translation go by.
(() => {
  "use strict";
  const follow = () => {
    const lang = document.querySelector("[data-page-lang]")?.dataset.pageLang;
    if (lang && document.documentElement.lang !== lang) document.documentElement.lang = lang;
  };
  new MutationObserver(follow).observe(document, { childList: true, subtree: true, attributeFilter: ["data-page-lang"] });
})();

// A chart is as wide as it was on screen. For paper its drawings are told their own size, so that
// the style sheet can scale them to the page.
(() => {
  "use strict";
  const prepare = () => {
    for (const drawing of document.querySelectorAll(".js-plotly-plot .main-svg")) {
      const width = drawing.getAttribute("width"), height = drawing.getAttribute("height");
      if (!width || !height) continue;
      drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
      drawing.style.setProperty("--drawn", `${width}px`);
    }
  };
  const restore = () => {
    for (const drawing of document.querySelectorAll(".js-plotly-plot .main-svg")) {
      drawing.removeAttribute("viewBox");
      drawing.style.removeProperty("--drawn");
    }
  };
  addEventListener("beforeprint", prepare);
  addEventListener("afterprint", restore);
  matchMedia("print").addEventListener("change", event => event.matches ? prepare() : restore());
})();

// On the page of a presentation Shift + F5 starts it where it was left.
addEventListener("keydown", event => {
  if (event.key !== "F5" || !event.shiftKey) return;
  const button = document.querySelector(".st-key-start_here button");
  if (!button) return;
  event.preventDefault();
  button.click();
});
