// What figures of HTML say to mouse and keyboard alike: of the server's pages and of a handout.
(() => {
  "use strict";
  // The same thing lights up in every figure.
  const point = (code, on) => {
    for (const each of document.querySelectorAll(`[data-code="${CSS.escape(code)}"]`))
      each.classList.toggle("cv-pointed", on);
  };
  // What is not printed is said beside the mark, to the mouse and to the keyboard alike.
  let tip = null, told = null;
  const hide = () => { tip?.remove(); tip = told = null; };
  // A cell of a matrix is what stands at the head of its row and of its column.
  const CELL = ".cv-matrix td > a";
  const cellTip = mark => {
    const cell = mark.parentNode, table = cell.closest("table");
    const name = head => (head?.querySelector("[data-tip]")?.dataset.tip || head?.innerText || "").trim();
    return `${name(cell.parentNode.cells[0])} × ${name(table.tHead.rows[0].cells[cell.cellIndex])}: ${mark.textContent}`;
  };
  const show = mark => {
    hide();
    told = mark;
    tip = document.createElement("div");
    tip.id = "cv-tip";
    tip.setAttribute("aria-hidden", "true");
    tip.textContent = mark.dataset.tip ?? cellTip(mark);
    document.body.append(tip);
    place();
  };
  const place = () => {
    const box = told.getBoundingClientRect(), own = tip.getBoundingClientRect();
    const above = box.top - own.height - 8;
    tip.style.top = `${above > 0 ? above : box.bottom + 8}px`;
    tip.style.left = `${Math.max(4, Math.min(innerWidth - own.width - 4, box.left + box.width / 2 - own.width / 2))}px`;
  };
  // A page that scrolls to the mark with the focus moves others under a pointer that rests: those are not meant.
  let rest = "";
  const where = event => `${event.screenX},${event.screenY}`;
  addEventListener("pointermove", event => { rest = where(event); }, true);
  const enter = event => {
    if (!(event.target instanceof Element)) return;
    if (event.type === "pointerover" && where(event) === rest && told?.matches(":focus")) return;
    const mark = event.target.closest(`[data-tip], ${CELL}`), coded = event.target.closest("[data-code]");
    if (mark) show(mark); else hide();
    if (coded) point(coded.dataset.code, true);
  };
  const leave = event => {
    if (!(event.target instanceof Element)) return;
    const coded = event.target.closest("[data-code]");
    if (coded) point(coded.dataset.code, false);
    if (told && event.target.closest(`[data-tip], ${CELL}`) === told) hide();
  };
  for (const name of ["pointerover", "focusin"]) document.addEventListener(name, enter);
  for (const name of ["pointerout", "focusout"]) document.addEventListener(name, leave);
  document.addEventListener("keydown", event => { if (event.key === "Escape") hide(); });
  // A mark that is still pointed at keeps its tip, at its new place: a page may scroll by itself under the pointer.
  addEventListener("scroll", () => { if (told?.isConnected && told.matches(":hover, :focus")) place(); else hide(); }, true);
})();
