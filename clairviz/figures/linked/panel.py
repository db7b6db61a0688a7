"""What stands around figures of HTML: panels with title and foot, lists of sentences, tables of projects."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from clairviz.base.i18n import Translator
from clairviz.base.markup import bold_parts
from clairviz.figures.linked.element import element, group, link


def panel(
    title: str, *contents: object, note: str = "", foot: Sequence[Markup] = (), is_wide: bool = False
) -> Markup:
    """A titled part of a page; `note` stands under the title, `foot` are links such as table and CSV.

    A wide one takes all columns of its grid.
    """
    return element(
        "section",
        element("h3", title),
        element("p", note, class_="cv-note") if note else "",
        *contents,
        element("footer", group(list(foot))) if foot else "",
        class_="cv-panel cv-wide" if is_wide else "cv-panel",
    )


def grid(name: str, *panels: Markup) -> Markup:
    """Panels side by side as the style sheet arranges the grid of that name."""
    return element("div", *panels, class_=f"cv-grid cv-grid-{name}")


def sentences(said: Sequence[str], cautions: Sequence[str] = ()) -> Markup:
    """Findings first, what must be known beside them after; ``**bold**`` is kept."""
    lines = [element("li", bold(text)) for text in said]
    lines += [element("li", bold(text), class_="cv-caution") for text in cautions]
    return element("ul", *lines, class_="cv-findings") if lines else Markup("")


def bold(text: str) -> Markup:
    """Text with ``**bold**`` parts as markup."""
    return group(
        [element("strong", part) if is_bold else Markup(escape(part)) for part, is_bold in bold_parts(text)]
    )


def plain_table(
    heads: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    label: str,
    numeric: frozenset[int] = frozenset(),
) -> Markup:
    """A plain table; `numeric` columns are set flush right."""
    return element(
        "div",
        element(
            "table",
            element("caption", label, class_="cv-hidden"),
            element("thead", element("tr", *(element("th", head, scope="col") for head in heads))),
            element(
                "tbody",
                *(
                    element(
                        "tr",
                        *(
                            element("td", cell, class_="cv-number" if index in numeric else None)
                            for index, cell in enumerate(row)
                        ),
                    )
                    for row in rows
                ),
            ),
            class_="cv-table",
        ),
        class_="cv-scroll",
        tabindex="0",
        role="region",
        aria_label=label,
    )


def switch(label: str, choices: Sequence[tuple[str, str, bool]]) -> Markup:
    """Links of which one is the present state: address, name, and whether it is."""
    links = [
        link(href, name, aria_current="true" if is_current else None) for href, name, is_current in choices
    ]
    return element("nav", *links, class_="cv-switch", aria_label=label)


def pages(label: str, choices: Sequence[tuple[str, str, bool]]) -> Markup:
    """Links to the pages of a long table: address, number, and whether it is shown."""
    links = [
        link(href, name, aria_current="page" if is_current else None) for href, name, is_current in choices
    ]
    return element("nav", *links, class_="cv-pages", aria_label=label)


def more(href: str, text: str, _: Translator) -> Markup:
    """A link to what a part of a page is only the beginning of."""
    return element("a", text, href=href, data_soft="1", class_="cv-more")
