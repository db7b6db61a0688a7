"""The rules on file: complete, in both languages, and never carried to another year."""

import ast
import re
from fractions import Fraction
from pathlib import Path

import pytest

import clairviz.subsidy
from clairviz.base.i18n import translator
from clairviz.subsidy import (
    Answer,
    Application,
    ClauseCode,
    InputRefused,
    NoRuleOnFile,
    RefusalCode,
    Rule,
    hypothetical,
    parse_yen,
)
from clairviz.subsidy.rule.formulas import formula_for, share_within_cap
from clairviz.subsidy.rule.rules import Effect
from clairviz.subsidy.words import wording
from tests.rules import RULES, quote

SOURCES = {"clair-2005", "utsunomiya-1999", "portal-worlds-2022", "okayama-2023"}
EVERY_RULE = list(RULES.values())
year = lambda rule: str(rule.fiscal_year)  # noqa: E731


def test_the_years_on_file() -> None:
    assert list(RULES) == [1999, 2005, 2022, 2024]


@pytest.mark.parametrize("rule", EVERY_RULE, ids=year)
def test_a_rule_speaks_or_is_silent_on_every_clause_in_both_languages(rule: Rule) -> None:
    assert sorted(provision.code for provision in rule.provisions) == sorted(ClauseCode)
    assert rule.source_id in SOURCES
    assert formula_for(rule.fiscal_year) is share_within_cap
    assert rule.note_ja and rule.note_en
    for provision in rule.provisions:
        is_silent = provision.effect is Effect.NOT_STATED
        assert is_silent == (provision.text_ja == "") == (provision.text_en == "")
        assert provision.reference and provision.reference.source_id == rule.source_id


@pytest.mark.parametrize("rule", EVERY_RULE, ids=year)
def test_the_caps_are_those_of_the_text(rule: Rule) -> None:
    for code, cap_yen in (
        (ClauseCode.CAP_SINGLE, rule.cap_single_yen),
        (ClauseCode.CAP_JOINT, rule.cap_joint_yen),
    ):
        written = re.search(r"\d+万円", rule.provision(code).text_ja)
        assert (parse_yen(written[0]) if written else None) == cap_yen


def test_only_the_last_rule_on_file_is_the_newest() -> None:
    assert [year for year, rule in RULES.items() if rule.is_newest] == [2024]
    for year, rule in RULES.items():
        told = wording.estimate(quote(Application(eligible_cost_yen=1, fiscal_year=year)), translator("ja"))
        assert ("最新の募集要項をご確認ください" in told) == (not rule.is_newest)
        assert told.startswith("試算")


def test_what_the_association_decides_stands_among_the_clauses_and_never_decides() -> None:
    told = {clause.code: clause for clause in quote(Application(eligible_cost_yen=1)).clauses}
    for code in (ClauseCode.RECOGNITION, ClauseCode.PIONEERING):
        assert (told[code].answer, told[code].is_raised) == (Answer.DECIDED, False)
        assert "認定" in told[code].text_ja
    assert told[ClauseCode.OTHER_EXCLUSIONS].answer is Answer.OPEN
    assert "など" in told[ClauseCode.OTHER_EXCLUSIONS].text_ja
    for fiscal_year in (1999, 2022, 2024):
        later = quote(Application(eligible_cost_yen=1, fiscal_year=fiscal_year))
        silent = {clause.code for clause in later.clauses if clause.answer is Answer.NOT_STATED}
        assert silent >= {ClauseCode.RECOGNITION, ClauseCode.PIONEERING, ClauseCode.OTHER_EXCLUSIONS}
        assert later.eligible


def test_what_is_quoted_of_the_document_stands_in_it() -> None:
    source = (Path(__file__).parent / "cases" / "clair_2005_rule.txt").read_text(encoding="utf-8")
    plain = re.sub(r"\s", "", source)
    quoted = [one for one in RULES[2005].provisions if one.reference and one.reference.is_quoted]
    assert len(quoted) > 10
    for provision in quoted:
        for sentence in filter(None, re.sub(r"\s", "", provision.text_ja).split("。")):
            assert sentence in plain, provision.code


@pytest.mark.parametrize(
    ("fiscal_year", "nearest"),
    [
        (1996, (1999,)),
        (2000, (1999, 2005)),
        (2004, (1999, 2005)),
        (2006, (2005, 2022)),
        (2023, (2022, 2024)),
        (2025, (2024,)),
        (-1, (1999,)),
    ],
)
def test_a_year_without_a_rule_is_refused_with_its_nearest(
    fiscal_year: int, nearest: tuple[int, ...]
) -> None:
    with pytest.raises(NoRuleOnFile) as refusal:
        quote(Application(eligible_cost_yen=1, fiscal_year=fiscal_year))
    assert (refusal.value.fiscal_year, refusal.value.nearest) == (fiscal_year, nearest)


def test_a_hypothetical_rule_is_flagged_and_quotes_no_text_for_what_was_changed() -> None:
    rule = hypothetical(RULES[2005], rate=Fraction(2, 3), cap_single_yen=4_000_000)
    answer = quote(Application(eligible_cost_yen=9_000_000), rule=rule)
    assert (answer.subsidy_yen, answer.is_hypothetical, answer.rule) == (4_000_000, True, 2005)
    assert not any(step.text_ja or step.reference for step in answer.steps)
    assert rule.provision(ClauseCode.CAP_JOINT) == RULES[2005].provision(ClauseCode.CAP_JOINT)
    assert not RULES[2005].is_hypothetical


def test_a_hypothetical_joint_cap_opens_joint_projects_where_the_rule_is_silent() -> None:
    rule = hypothetical(RULES[1999], cap_joint_yen=5_000_000)
    joint = Application(eligible_cost_yen=20_000_000, governments=2, fiscal_year=1999)
    assert quote(joint, rule=rule).subsidy_yen == 5_000_000
    assert quote(joint).subsidy_yen is None


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"rate": Fraction(0)}, RefusalCode.NOT_A_RATE),
        ({"rate": Fraction(3, 2)}, RefusalCode.NOT_A_RATE),
        ({"cap_single_yen": -1}, RefusalCode.NEGATIVE),
        ({"cap_joint_yen": 2_999_999}, RefusalCode.JOINT_CAP_BELOW_SINGLE),
    ],
)
def test_an_impossible_hypothetical_rule_is_refused(
    change: dict[str, int | Fraction], problem: RefusalCode
) -> None:
    with pytest.raises(InputRefused) as refusal:
        hypothetical(RULES[2005], **change)  # type: ignore[arg-type]
    assert refusal.value.problem is problem


@pytest.mark.parametrize(
    "wrong",
    [
        {"eligible_cost_yen": -1},
        {"eligible_cost_yen": 1.5},
        {"eligible_cost_yen": True},
        {"eligible_cost_yen": 10**15},
        {"eligible_cost_yen": 1, "governments": 0},
        {"eligible_cost_yen": 1, "governments": 5_001},
        {"eligible_cost_yen": 1, "governments": 2.0},
    ],
)
def test_an_application_that_no_project_has_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InputRefused):
        Application(**wrong)  # type: ignore[arg-type]


def test_the_core_is_pure() -> None:
    """No floating-point number, no page, database or data frame in the package."""
    for file in Path(clairviz.subsidy.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), file
            names = [alias.name for alias in getattr(node, "names", []) if hasattr(alias, "name")]
            names += [getattr(node, "module", None) or ""]
            assert not {name.split(".")[0] for name in names} & {"streamlit", "duckdb", "pandas"}
