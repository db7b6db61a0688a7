"""The columns of a file of planned projects, explained to those who fill it in."""

from dataclasses import dataclass

from clairviz.base.i18n import DEFAULT_LANGUAGE, Translator
from clairviz.subsidy import BodyKind
from clairviz.subsidy.words import labels
from clairviz.subsidy.written.cells import HEADERS


@dataclass(frozen=True)
class GuideLine:
    """One column: its heading, what to write, an example, and the choices of its list."""

    field: str
    header: str
    meaning: str
    example: str
    width: int
    choices: tuple[str, ...] = ()

    @property
    def is_required(self) -> bool:
        """Whether a row without it is refused."""
        return self.field == "eligible_cost_yen"


def batch_columns(_: Translator) -> tuple[GuideLine, ...]:
    """The columns in their order."""
    kinds = tuple(labels.body_label(kind, _) for kind in BodyKind)

    lines = (
        ("name", _("A name to know the row by."), _("Water supply training"), 32, ()),
        (
            "eligible_cost_yen",
            _("The eligible cost in whole yen."),
            "8,000,000",
            18,
            (),
        ),
        (
            "governments",
            _("How many bodies carry it out together; empty means 1."),
            "2",
            14,
            (),
        ),
        (
            "fiscal_year",
            _("The fiscal year whose rule applies; empty means the year chosen on the page."),
            _.fiscal_year(2005),
            14,
            (),
        ),
        (
            "body",
            _("Who applies; empty means a local government. One of: {kinds}.", kinds=_(", ").join(kinds)),
            kinds[1],
            18,
            kinds,
        ),
        (
            "partner",
            _("For an NGO: with whom it works. One of: {kinds}.", kinds=_(", ").join(partner_terms(_))),
            partner_terms(_)[0],
            18,
            partner_terms(_),
        ),
        *_further(_),
    )
    return tuple(
        GuideLine(field, header_of(field, _), meaning, example, width, choices)
        for field, meaning, example, width, choices in lines
    )


def _further(_: Translator) -> tuple[tuple[str, str, str, int, tuple[str, ...]], ...]:
    """The questions on the project, and the cost to compare with."""
    yes_no = (_("Yes"), _("No"))

    def question(text: str) -> str:
        return _("{question} {answer}", question=text, answer=_("Yes or No; empty means No."))

    return (
        ("funding_only", question(_("Does it only provide funds?")), _("No"), 14, yes_no),
        ("survey_only", question(_("Is it only a survey?")), _("No"), 14, yes_no),
        ("preliminary_survey", question(_("Is it a preliminary survey?")), _("No"), 14, yes_no),
        (
            "other_public_subsidy",
            question(_("Is it subsidised by the state or the like?")),
            _("No"),
            14,
            yes_no,
        ),
        (
            "total_cost_yen",
            _(
                "The cost of the whole project in yen, to be compared with the eligible cost; it decides nothing."
            ),
            "9,500,000",
            18,
            (),
        ),
    )


def partner_terms(_: Translator) -> tuple[str, ...]:
    """The words for the partner of an NGO, as `cells.parse_partner` understands them."""
    return (_("Local government"), _("association"), _("none"))


def header_of(field: str, _: Translator) -> str:
    """The first heading of a field in the reader's language."""
    wants_ascii = _.lang != DEFAULT_LANGUAGE
    return next(header for header in HEADERS[field] if header.isascii() == wants_ascii)
