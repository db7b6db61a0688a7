"""The 47 prefectures as a tile map: a square each, roughly where it lies, with its count."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from clairviz.base.i18n import Translator
from clairviz.figures.labels import text_width
from clairviz.figures.linked.element import element, link
from clairviz.figures.steps import step_of
from clairviz.words.phrases import Names, count_of_projects

# Column and row of each prefecture (JIS X 0401), the usual arrangement of tile maps of Japan.
PLACES: Mapping[str, tuple[int, int]] = {
    "01": (12, 1), "02": (12, 2), "03": (12, 3), "04": (12, 4), "05": (11, 3), "06": (11, 4),
    "07": (12, 5), "08": (12, 6), "09": (11, 6), "10": (10, 6), "11": (11, 7), "12": (12, 7),
    "13": (11, 8), "14": (11, 9), "15": (11, 5), "16": (9, 5), "17": (8, 5), "18": (8, 6),
    "19": (10, 7), "20": (9, 6), "21": (9, 7), "22": (10, 8), "23": (9, 8), "24": (8, 9),
    "25": (8, 7), "26": (7, 7), "27": (7, 8), "28": (6, 7), "29": (8, 8), "30": (7, 9),
    "31": (5, 7), "32": (4, 7), "33": (5, 8), "34": (4, 8), "35": (3, 7), "36": (6, 10),
    "37": (6, 9), "38": (5, 9), "39": (5, 10), "40": (2, 8), "41": (1, 8), "42": (1, 9),
    "43": (2, 9), "44": (3, 8), "45": (3, 9), "46": (2, 10), "47": (1, 11),
}  # fmt: skip
# Endings that every prefecture has and a tile has no room for.
_ENDINGS = ("都", "府", "県")


def prefecture_tiles(
    counts: Mapping[str, int],
    *,
    names: Names,
    href: Callable[[str], str],
    chosen: frozenset[str] = frozenset(),
    tips: Mapping[str, str] | None = None,
    label: str,
    _: Translator,
) -> Markup:
    """A tile a prefecture: its name and count, blank where none is on file, each a link.

    `counts` are projects by prefecture_code; `href` gives the address of a code; `tips` replace
    what hover says.
    """
    tiles = [
        _tile(
            code, place, counts.get(code, 0), names, href(code), code in chosen, (tips or {}).get(code, ""), _
        )
        for code, place in PLACES.items()
    ]
    return element("div", *tiles, class_="cv-tiles", role="group", aria_label=label)


def short_name(code: str, names: Names, _: Translator) -> str:
    """As a tile holds it: 京都 for 京都府, Kyoto for Kyoto Prefecture; 北海道 keeps its ending."""
    name = names.get(("pref", code), code)
    if _.lang != "ja":
        return name.removesuffix(" Prefecture").removesuffix(" Metropolis")
    return name[:-1] if name.endswith(_ENDINGS) and len(name) > 2 else name


def _tile(
    code: str,
    place: tuple[int, int],
    count: int,
    names: Names,
    href: str,
    is_chosen: bool,
    tip: str,
    _: Translator,
) -> Markup:
    name, short = names.get(("pref", code), code), short_name(code, names, _)
    said = tip or (
        _("{name}: {count}", name=name, count=count_of_projects(count, _))
        if count
        else _("{name}: none on file", name=name)
    )
    return link(
        href,
        element("span", short, class_="cv-name", style=f"--w:{text_width(short, 1):.2f}"),
        element("b", f"{count:,}") if count else "",
        class_="cv-tile"
        + (f" cv-step{step_of(count)}" if count else " cv-none")
        + (" cv-chosen" if is_chosen else ""),
        style=f"--x:{place[0]};--y:{place[1]}",
        id=f"cv-pref-{code}",
        data_code=f"pref:{code}",
        data_tip=said,
        aria_label=said.replace("\n", " "),
        aria_current="true" if is_chosen else None,
    )
