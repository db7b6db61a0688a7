"""The findings of a reading as a list; it says so where there is nothing to find."""

from collections.abc import Sequence

from markupsafe import Markup

from clairviz.base.i18n import Translator
from clairviz.figures.linked.element import element, group
from clairviz.figures.linked.panel import bold
from clairviz.store.importing.findings import Group, grouped
from clairviz.store.ingest.problem import Problem

MOST_GROUPS = 100


def problem_report(problems: Sequence[Problem], _: Translator) -> Markup:
    """How many errors and warnings, then each group of equal ones; the number of a group is its place."""
    groups = grouped(problems)
    parts = [verdict(problems, _)]
    if groups:
        heads = ("", _("Kind"), _("Where"), _("What is wrong"), _("What to do"))
        rows = [_row(number, found, _) for number, found in enumerate(groups[:MOST_GROUPS], 1)]
        parts.append(
            element(
                "div",
                element(
                    "table",
                    element("caption", _("Findings"), class_="cv-hidden"),
                    element("thead", element("tr", *(element("th", head, scope="col") for head in heads))),
                    element("tbody", *rows),
                    class_="cv-table cv-report",
                ),
                class_="cv-scroll",
                tabindex="0",
                role="region",
                aria_label=_("Findings"),
            )
        )
    if len(groups) > MOST_GROUPS:
        text = _(
            "The first {shown} of {total} kinds of findings are listed; the workbook has all.",
            shown=MOST_GROUPS,
            total=f"{len(groups):,}",
        )
        parts.append(element("p", text, class_="cv-note"))
    return group(parts)


def verdict(problems: Sequence[Problem], _: Translator) -> Markup:
    """Whether the files can be brought in, in a sentence."""
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    if errors:
        kind = "error"
        text = _(
            "**The files cannot be brought in yet.** Errors: {errors}. Warnings: {warnings}.",
            errors=f"{errors:,}",
            warnings=f"{warnings:,}",
        )
    elif warnings:
        kind = "warning"
        text = _(
            "**No error was found.** Warnings to look at: {warnings}. They do not refuse the files.",
            warnings=f"{warnings:,}",
        )
    else:
        kind, text = "good", _("**No error and no warning was found.**")
    return element("p", bold(text), class_=f"cv-verdict cv-verdict-{kind}", role="status")


def _row(number: int, found: Group, _: Translator) -> Markup:
    problem = found.problem
    is_error = problem.severity == "error"
    where: list[object] = [element("b", ", ".join(found.places))] if found.places else []
    if found.count > 1 and found.count > len(found.places):
        where.append(" " + _("(and others, {count} in all)", count=f"{found.count:,}"))
    elif found.count > 1:
        where.append(" " + _("({count} cells)", count=f"{found.count:,}"))
    if problem.column:
        where.append(element("div", problem.column))
    place = " / ".join(part for part in (problem.file, problem.sheet) if part)
    where.append(element("div", place, class_="cv-note"))
    what: list[object] = [problem.text(_)]
    if problem.rule:
        said = _("Rule for machine-readable tables: {rule}", rule=problem.rule_name(_))
        what.append(element("div", said, class_="cv-note"))
    return element(
        "tr",
        element("td", f"{number}", class_="cv-number"),
        element(
            "td",
            element("span", _("Error") if is_error else _("Warning"), class_=f"cv-kind-{problem.severity}"),
        ),
        element("td", *where),
        element("td", *what),
        element("td", problem.mend(_)),
    )
