"""The sheet of notes: what was selected, on what it rests, and what is assumed."""

from collections.abc import Mapping, Sequence
from datetime import date

from clairviz import __version__
from clairviz.base.i18n import Translator, half
from clairviz.export.xlsx import sheets
from clairviz.export.xlsx.rules import Source
from clairviz.subsidy import Rule
from clairviz.subsidy.words import labels


def as_of_text(as_of: date, _: Translator) -> str:
    """The day the data describe, in Japanese by era and by the common calendar."""
    day = f"{_.day(as_of)}（{as_of.isoformat()}）" if _.lang == "ja" else as_of.isoformat()
    return _("As of {date}", date=day)


def hypothetical_warning(_: Translator) -> str:
    """That the figures rest on no rule on file."""
    return _("A hypothetical rule is applied. These are not the amounts of any rule on file.")


def notes_sheet(
    workbook: sheets.Book,
    names: Sequence[str],
    rules: Sequence[Rule],
    sources: Mapping[str, Source],
    _: Translator,
    *,
    as_of: date,
) -> None:
    """Adds the sheet of notes on the named scenarios and the rules applied to them."""
    sheet = workbook.create_sheet(_("Remarks"))
    sheets.put_text(sheet, 1, 1, _("Remarks"), sheets.TITLE)
    lines = [
        (_("Data as of"), as_of_text(as_of, _)),
        (_("Scenarios"), _(", ").join(names)),
        *_rule_lines(rules, sources, _),
        (_("Rounding"), labels.rounding_note(_)),
        (
            _("Not stated"),
            _(
                "What a source does not say is marked so and nothing is computed from it; it is never taken as 0."
            ),
        ),
        (
            _("Joint projects"),
            _(
                "The own burden is divided equally; the leading body takes the remainder. An assumption of ours."
            ),
        ),
        (
            _("Status"),
            labels.estimate_text(is_newest=all(rule.is_newest for rule in rules), _=_),
        ),
        (_("Made with"), f"clairviz {__version__}"),
    ]
    row = 2
    for label, text in lines:
        row += 1
        sheets.put_text(sheet, row, 1, label, sheets.LABEL)
        sheets.put_text(sheet, row, 2, text, sheets.WORDS)
    sheets.finish(sheet, (22, 110), freeze="A3", header_row=1)


def _rule_lines(rules: Sequence[Rule], sources: Mapping[str, Source], _: Translator) -> list[tuple[str, str]]:
    """Each rule with its note and its source, once; a hypothetical one with a warning."""
    lines = []
    for rule in dict.fromkeys(rules):
        if rule.is_hypothetical:
            lines.append((_("Rule applied"), hypothetical_warning(_)))
            lines.append((_("Made from"), labels.rule_note(rule, _)))
        else:
            lines.append((_("Rule applied"), labels.rule_note(rule, _)))
        source = sources.get(rule.source_id)
        if source:
            parts = [half(source[column], _) for column in ("title", "publisher", "locator")]
            lines.append((_("Source"), _(", ").join(part for part in parts if part)))
            lines.append((_("Note on the source"), half(source["note"], _)))
    return lines
