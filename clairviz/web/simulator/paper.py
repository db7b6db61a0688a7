"""The sheet on paper: A4, black and white, made of the same parts as the page.

It is a document of its own, shown in print only: a chart drawn for the screen would be cut at
the edge of the paper, and inputs print as empty boxes.
"""

from html import escape

from clairviz.base.i18n import Translator
from clairviz.figures.subsidy import nice_end
from clairviz.subsidy import Partner, Quote, curve
from clairviz.subsidy.rule.application import MAX_YEN
from clairviz.subsidy.words import labels
from clairviz.subsidy.written.plan import Plan, flags_of, partner_of
from clairviz.web import charts
from clairviz.web.simulator import answer
from clairviz.web.simulator.inputs import flag_names, partner_names

WIDTH, HEIGHT = 640, 190
_LEFT, _BOTTOM, _TOP, _RIGHT = 60, 34, 12, 12


def sheet(plan: Plan, quote: Quote, tables: tuple[str, ...], _: Translator) -> str:
    """The whole sheet as HTML; `tables` close it."""
    source = charts.source_text((plan.rule.source_id,), _)
    plain = source.replace("[", "").partition("](")[0]
    year = _.fiscal_year(quote.rule)
    head = _("{title}: rule of {year}", title=_("Subsidy simulator"), year=year)
    warning = _("Hypothetical rule, not one on file.") if quote.is_hypothetical else ""
    sections = [
        f"<h1>{escape(head)}</h1>",
        f'<p class="sim-warning">{escape(warning)}</p>' if warning else "",
        f"<p>{escape(plain)}</p>",
        answer.html_table([_("Input"), _("Value")], _inputs(plan, _)),
        answer.answer_panel(quote, _),
        _svg(plan, quote, _),
        *tables,
    ]
    return f'<div class="sim-print" aria-hidden="true">{"".join(sections)}</div>'


def _inputs(plan: Plan, _: Translator) -> list[list[str]]:
    application = plan.application
    body = labels.body_label(application.body, _)
    partner = partner_of(application)
    if partner is not None and not application.body.is_local_government:
        body = _("{body}; partner: {partner}", body=body, partner=partner_names(_)[Partner(partner)])
    flags = _(", ").join(flag_names(_)[flag] for flag in flags_of(application))
    rows = [
        [_("Eligible cost"), answer.yen(application.eligible_cost_yen, _)],
        [_("Number of local governments"), str(application.governments)],
        [_("Who applies"), body],
        [_("What applies to the project"), flags or _("none")],
    ]
    for item in plan.items:
        mark = _("eligible") if item.is_eligible else _("not eligible")
        rows.append([f"– {item.item}", f"{answer.yen(item.amount_yen, _)} ({mark})"])
    return rows


def _svg(plan: Plan, quote: Quote, _: Translator) -> str:
    """The curve for paper: lines told apart by dashes, values written out."""
    rule, cost = plan.rule, plan.application.eligible_cost_yen
    kinks = [point for number in (1, 2) for point in curve(rule, up_to_yen=MAX_YEN, governments=number)]
    ends = [point.cost_yen for point in kinks if point.is_kink]
    up_to = min(MAX_YEN, nice_end(max([1_000_000, cost * 1.15, *(1.5 * end for end in ends)])))
    lines = {number: curve(rule, up_to_yen=up_to, governments=number) for number in (1, 2)}
    top = max([1, *(point.subsidy_yen for line in lines.values() for point in line)]) * 1.2

    def place(x: float, y: float) -> tuple[float, float]:
        across = _LEFT + x / up_to * (WIDTH - _LEFT - _RIGHT)
        return round(across, 1), round(HEIGHT - _BOTTOM - y / top * (HEIGHT - _BOTTOM - _TOP), 1)

    (left, base), (right, _base) = place(0, 0), place(up_to, 0)
    parts = [f'<path d="M{left} {_TOP}V{base}H{right}" fill="none" stroke="#000"/>']
    names = {1: _("Single"), 2: _("Joint (2 or more)")}
    for number, line in lines.items():
        if not line:
            continue
        is_ours = (number > 1) == plan.application.is_joint
        corners = " ".join(f"{x},{y}" for x, y in (place(p.cost_yen, p.subsidy_yen) for p in line))
        style = 'stroke-width="2.5"' if is_ours else 'stroke-width="1.5" stroke-dasharray="7 5"'
        parts.append(f'<polyline points="{corners}" fill="none" stroke="#000" {style}/>')
        x, y = place(up_to, line[-1].subsidy_yen)
        parts.append(_text(x, y - 5, names[number], "end"))
        for point in line:
            if point.is_kink:
                x, y = place(point.cost_yen, point.subsidy_yen)
                parts.append(f'<path d="M{x} {y}V{base}" stroke="#000" stroke-dasharray="2 3"/>')
                parts.append(f'<circle cx="{x}" cy="{y}" r="4" fill="#fff" stroke="#000"/>')
                parts.append(_text(x, base + 14, _.yen_short(point.cost_yen), "middle"))
                parts.append(_text(left - 4, y + 4, _.yen_short(point.subsidy_yen), "end"))
    if quote.subsidy_yen is not None:
        x, y = place(cost, quote.subsidy_yen)
        parts.append(f'<path d="M{x} {y - 6}l6 6l-6 6l-6 -6z" fill="#000"/>')
        said = f"{_.yen_short(cost)} → {_.yen_short(quote.subsidy_yen)}"
        is_left = x < WIDTH * 0.66
        parts.append(_text(x + (9 if is_left else -9), y + 18, said, "start" if is_left else "end"))
    parts.append(_text((left + right) / 2, HEIGHT - 4, _("Eligible cost"), "middle"))
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" font-size="12" font-family="sans-serif">{"".join(parts)}</svg>'
    )
    # An image, since Streamlit takes drawings out of HTML; the policy allows data: for images.
    return f'<img class="sim-drawing" alt="" src="data:image/svg+xml,{_in_address(drawing)}">'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


def _in_address(drawing: str) -> str:
    """As the browser wants it in an address; a general quoting would cost most of a run."""
    return escape(drawing.replace("%", "%25").replace("#", "%23"))
