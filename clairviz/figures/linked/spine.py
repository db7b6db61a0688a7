"""The spine of time: a column a fiscal year, told apart as complete, partial and not on file."""

from collections.abc import Sequence

from markupsafe import Markup

from clairviz.base.address import Address
from clairviz.base.counts import ALL, Counts
from clairviz.base.i18n import Translator
from clairviz.figures.linked.element import element, group, link
from clairviz.words.phrases import count_of_projects, years_label

# A column of one project is still seen beside one of hundreds.
LEAST_PERCENT = 4


def year_spine(counts: Counts, chosen: Sequence[int], *, _: Translator, address: Address) -> Markup:
    """Projects by fiscal year from the first to the last on file, each column the choice of its year.

    `counts` are under all filters but the years; `chosen` the years selected, empty for all.
    A drag over columns or Shift with a click chooses a span (web/clairviz.js).
    """
    series = counts.series(ALL, "")
    most = max((number or 0 for number in series.values()), default=0)
    columns = [_column(counts, year, number, most, chosen, _, address) for year, number in series.items()]
    everything = link(
        address.having("year", "all").text,
        _("All years"),
        class_="cv-all",
        id="cv-year-all",
        aria_current="true" if not chosen else None,
    )
    return element(
        "nav",
        element(
            "div",
            *columns,
            class_="cv-columns",
            data_span=address.having("year", "{years}").text.replace("%7Byears%7D", "{years}"),
            style=f"--n:{len(columns)}",
        ),
        everything,
        class_="cv-spine",
        aria_label=_("Fiscal years: projects counted"),
    )


def _column(
    counts: Counts,
    year: int,
    number: int | None,
    most: int,
    chosen: Sequence[int],
    _: Translator,
    address: Address,
) -> Markup:
    short = _.short_fiscal_year(year)
    label = years_label((year,), (), _)
    if number is None:
        tip = _("{year}: not on file", year=label)
        return element(
            "span",
            element("span", class_="cv-value"),
            element("span", element("i", class_="cv-bar"), class_="cv-space"),
            element("span", short, class_="cv-year"),
            class_="cv-column cv-missing",
            data_tip=tip,
            aria_label=tip,
            role="img",
        )
    partial = year in counts.partial
    tip = _("{year}: {count}", year=label, count=count_of_projects(number, _))
    if partial:
        stated = counts.recognised.get(year)
        tip += "\n" + (
            _("only partly on file; {count} recognised", count=count_of_projects(stated, _))
            if stated is not None
            else _("only partly on file")
        )
    height = max(LEAST_PERCENT, round(100 * number / most)) if number else 0
    is_chosen = year in chosen
    return link(
        address.toggled(year=str(year)).text
        if list(chosen) != [year]
        else address.having("year", "all").text,
        element("span", f"{number:,}", class_="cv-value"),
        element("span", element("i", class_="cv-bar", style=f"height:{height}%"), class_="cv-space"),
        element("span", short, class_="cv-year"),
        id=f"cv-year-{year}",
        class_=" ".join(
            ["cv-column", *(["cv-partial"] if partial else []), *(["cv-chosen"] if is_chosen else [])]
        ),
        data_year=year,
        data_tip=tip,
        aria_label=tip.replace("\n", " "),
        aria_current="true" if is_chosen else None,
    )


def only_year(counts: Counts, start: int | None, *, _: Translator) -> Markup:
    """In place of the spine where one year is on file: which, and since when the programme runs."""
    year = years_label(counts.on_file, (), _)
    text = (
        _(
            "On file: {year} only (the programme began in {start}).",
            year=year,
            start=years_label((start,), (), _),
        )
        if start is not None
        else _("On file: {year} only.", year=year)
    )
    return element("p", text, class_="cv-only")


def spine_legend(counts: Counts, *, _: Translator) -> Markup:
    """What hatched and empty columns mean, where there are any."""
    parts: list[Markup] = []
    if counts.partial:
        parts.append(element("li", element("i", class_="cv-swatch cv-partial"), _("only partly on file")))
    on_file = counts.on_file
    if on_file and len(on_file) < on_file[-1] - on_file[0] + 1:
        parts.append(element("li", element("i", class_="cv-swatch cv-missing"), _("not on file")))
    return element("ul", group(parts), class_="cv-legend") if parts else Markup("")
