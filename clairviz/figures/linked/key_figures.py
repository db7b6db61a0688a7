"""Key figures: a number with its unit, what it is compared with, and its course over the years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from clairviz.figures.linked.element import element
from clairviz.figures.theme import ACCENT

WIDTH, HEIGHT = 120, 28


@dataclass(frozen=True)
class KeyFigure:
    """`value` and `unit` stand large, `comparator` below; `series` is drawn as a line, with gaps."""

    label: str
    value: str
    unit: str
    comparator: str = ""
    series: Mapping[int, int | None] | None = None
    series_label: str = ""


def key_figure_row(figures: Sequence[KeyFigure]) -> Markup:
    """The figures side by side, wrapped where the page is narrow."""
    return element("dl", *(_card(figure) for figure in figures), class_="cv-figures")


def _card(figure: KeyFigure) -> Markup:
    known = [value for value in (figure.series or {}).values() if value is not None]
    line = (
        element("img", src=spark_line(figure.series), alt=figure.series_label, class_="cv-spark")
        if figure.series is not None and len(known) > 2
        else ""
    )
    return element(
        "div",
        element("dt", figure.label),
        element("dd", element("b", figure.value), element("span", figure.unit, class_="cv-unit"), line),
        element("dd", figure.comparator, class_="cv-comparator") if figure.comparator else "",
    )


def spark_line(series: Mapping[int, int | None]) -> str:
    """A line from zero over the years as the address of a picture; a year not on file is a gap."""
    top = max([1, *(value for value in series.values() if value is not None)])
    step = (WIDTH - 4) / max(1, len(series) - 1)
    runs: list[list[str]] = [[]]
    for index, value in enumerate(series.values()):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(f"{2 + index * step:.1f},{HEIGHT - 3 - (HEIGHT - 6) * value / top:.1f}")
    drawn = "".join(
        f'<polyline points="{" ".join(run)}" fill="none" stroke="{ACCENT}" stroke-width="1.8"/>'
        if len(run) > 1
        else f'<circle cx="{run[0].split(",")[0]}" cy="{run[0].split(",")[1]}" r="1.5" fill="{ACCENT}"/>'
        for run in runs
        if run
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{drawn}</svg>'
    return f"data:image/svg+xml,{quote(svg)}"
