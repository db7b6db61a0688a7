"""The sources of a page about projects: a mark at each figure, and at the foot what each mark stands for."""

from markupsafe import Markup

from clairviz.base.i18n import Translator
from clairviz.base.selection import Selection
from clairviz.figures.linked.element import element, link
from clairviz.figures.linked.notes import Notes
from clairviz.report.model import Ask
from clairviz.store.queries import reference
from clairviz.store.queries.provenance import sources_of_projects
from clairviz.words.phrases import years_label

# More marks than these at one figure lead to the foot as a whole.
MOST_MARKS = 3


class Cited:
    """The sources of the projects selected."""

    def __init__(self, ask: Ask, selection: Selection, _: Translator) -> None:
        self._ = _
        used, every = ask(sources_of_projects, selection), ask(reference.sources)
        self._notes = Notes(dict(zip(every["source_id"], every["title"], strict=True)), _)
        self._ids: list[str] = []
        years = used.groupby("source_id", sort=False)["fiscal_year"]
        for source_id, of_it in years:
            self._ids.append(str(source_id))
            self._notes.use(str(source_id), years_label([int(year) for year in of_it], (), _))

    def mark(self) -> Markup:
        """What leads from a figure to the foot: a mark a source, or one for all where they are many."""
        _ = self._
        if not self._ids:
            return Markup("")
        if len(self._ids) > MOST_MARKS:
            text = _("[1] to [{last}]", last=len(self._ids))
            marks = [element("a", text, href="#cv-sources-head", class_="cv-mark")]
        else:
            marks = [self._notes.cite(source_id) for source_id in self._ids]
        return element("span", _("Source: "), *marks, class_="cv-cited")

    def foot(self) -> Markup:
        """Every source once, with the years it tells of, and where more is said."""
        _ = self._
        more = [
            link(f"about?part={part}&lang={_.lang}", text)
            for part, text in (
                ("oddities", _("Conflicts and oddities in the sources")),
                ("model-project", _("The programme step by step")),
            )
        ]
        return element(
            "div",
            self._notes.foot(),
            element("p", more[0], " · ", more[1], class_="cv-sources"),
            class_="cv-foot",
        )
