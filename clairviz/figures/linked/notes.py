"""Sources told once: short marks at figures, and at the foot of the page what each stands for."""

from collections.abc import Mapping

from markupsafe import Markup

from clairviz.base.i18n import Translator
from clairviz.figures.linked.element import element, group


class Notes:
    """The sources of a page in the order of their first mark, and what rests on each."""

    def __init__(self, titles: Mapping[str, str], _: Translator) -> None:
        self._titles, self._ = titles, _
        self._used: dict[str, dict[str, None]] = {}

    def cite(self, source_id: str, what: str = "") -> Markup:
        """A mark such as [2] that leads to the foot, where `what` is then named."""
        self.use(source_id, what)
        number = self.number(source_id)
        title = self._titles.get(source_id, source_id)
        return element(
            "a",
            f"[{number}]",
            href=f"#{place_of(source_id)}",
            class_="cv-mark",
            aria_label=self._("Source {number}: {title}", number=number, title=title),
            data_tip=title,
        )

    def use(self, source_id: str, what: str = "") -> None:
        """Have the foot name the source, and `what` rests on it, without a mark at the figure."""
        whats = self._used.setdefault(source_id, {})
        if what:
            whats[what] = None

    def number(self, source_id: str) -> int:
        """The number of a source that is used."""
        return list(self._used).index(source_id) + 1

    def title(self, source_id: str) -> str:
        """What the source is called."""
        return self._titles.get(source_id, source_id)

    def foot(self) -> Markup:
        """Each source once: its mark, its name as a link to what is known of it, what rests on it."""
        _ = self._
        items = [
            element(
                "li",
                element("span", f"[{number}] ", class_="cv-number-of"),
                element("a", self.title(source_id), href=source_href(source_id, _)),
                element("span", " " + _("for {items}", items=_(", ").join(whats))) if whats else "",
                id=place_of(source_id),
            )
            for number, (source_id, whats) in enumerate(self._used.items(), 1)
        ]
        head = element("span", _("Sources"), class_="cv-sources-head", id="cv-sources-head")
        return element(
            "section",
            head,
            element("ol", group(items)),
            class_="cv-sources",
            aria_labelledby="cv-sources-head",
        )


def source_href(source_id: str, _: Translator) -> str:
    """Where the page on sources shows `source_id`, relative to any page."""
    return f"about?source={source_id}&lang={_.lang}"


def place_of(source_id: str) -> str:
    """The id of the element that tells of a source, where its marks lead."""
    return f"cv-source-{source_id}"
