"""A bad cell in the files of the subsidy rules: named with its place and its remedy, nothing built."""

from pathlib import Path

import pytest

from clairviz.base.i18n import languages, translator
from clairviz.base.schema import subsidy as schema
from clairviz.store.ingest.dataset import fingerprint_of, load, source_files
from clairviz.store.ingest.problem import DataRefused, Problem
from clairviz.subsidy import ClauseCode
from clairviz.subsidy.rule.application import MAX_YEN
from clairviz.subsidy.rule.rules import Effect

RULES, CLAUSES = "reference/subsidy_rules.csv", "reference/subsidy_clauses.csv"


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def problems_of(folder: Path) -> list[Problem]:
    with pytest.raises(DataRefused) as refused:
        load(folder)
    return list(refused.value.problems)


@pytest.mark.parametrize(
    ("old", "new", "column", "value"),
    [
        ("2005,1/2,3000000", "2005,0.5,3000000", "rate", "0.5"),
        ("2005,1/2,3000000", "2005,3/2,3000000", "rate", "3/2"),
        ("2005,1/2,3000000", "2005,0,3000000", "rate", "0"),
        ("2005,1/2,3000000", "2005,1/0,3000000", "rate", "1/0"),
        ("2005,1/2,3000000", "2005,-1/2,3000000", "rate", "-1/2"),
        ("2005,1/2,3000000", "2005,１/２,3000000", "rate", "１/２"),
        ("2005,1/2,3000000", "2005,,3000000", "rate", ""),
        ("2005,1/2,3000000", "2005,1/2,300万円", "cap_single_yen", "300万円"),
        ("2005,1/2,3000000", "2005,1/2,0", "cap_single_yen", "0"),
        ("2005,1/2,3000000", f"2005,1/2,{10**15}", "cap_single_yen", str(10**15)),
        ("2005,1/2,3000000,5000000", "2005,1/2,3000000,2999999", "cap_joint_yen", "2999999"),
        ("2005,1/2,3000000,5000000", "2005,1/2,3000000,", "cap_joint_yen", ""),
        ("2005,1/2,3000000", "1995,1/2,3000000", "fiscal_year", "1995"),
        ("2005,1/2,3000000", "H17,1/2,3000000", "fiscal_year", "H17"),
        ("5000000,clair-2005", "5000000,nobody", "source_id", "nobody"),
    ],
)
def test_a_bad_cell_of_a_rule(data_copy: Path, old: str, new: str, column: str, value: str) -> None:
    change(data_copy, RULES, old, new)
    found = [problem for problem in problems_of(data_copy) if problem.file == RULES]
    assert [(one.line, one.column, one.value) for one in found if one.column == column] == [
        (3, column, value)
    ]
    for lang in languages():
        _ = translator(lang)
        assert "subsidy_rules.csv" in found[0].place(_)
        assert "{" not in found[0].text(_) + found[0].mend(_)


@pytest.mark.parametrize(
    ("old", "new", "column", "value"),
    [
        ("2005,ngo,admits_with_local_government", "2005,ngo,perhaps", "effect", "perhaps"),
        ("2005,ngo,admits_with_local_government", "2005,npo,refuses", "clause", "npo"),
        ("2005,ngo,admits_with_local_government", "2005,ngo,sets", "effect", "sets"),
        ("2005,rate,sets,quoted", "2005,rate,admits,quoted", "effect", "admits"),
        ("2005,rate,sets,quoted", "2005,rate,sets,", "wording", ""),
        ("2005,rate,sets,quoted", "2005,rate,sets,rumoured", "wording", "rumoured"),
        ("2005,survey_only,not_stated,,", "2005,survey_only,not_stated,,調査", "text_ja", "調査"),
        ("2005,survey_only,not_stated,", "2005,survey_only,refuses,", "text_ja", ""),
        ("2005,survey_only,", "2004,survey_only,", "fiscal_year", "2004"),
        ("2005,survey_only,", "2005,funding_only,", "clause", "funding_only"),
    ],
)
def test_a_bad_cell_of_a_clause(data_copy: Path, old: str, new: str, column: str, value: str) -> None:
    change(data_copy, CLAUSES, old, new)
    found = [problem for problem in problems_of(data_copy) if problem.file == CLAUSES]
    assert (column, value) in [(one.column, one.value) for one in found]
    assert all(one.line for one in found)
    for lang in languages():
        _ = translator(lang)
        assert "{" not in "".join(one.text(_) + one.mend(_) for one in found)


def test_a_rule_without_one_of_its_clauses_names_it(data_copy: Path) -> None:
    file = data_copy / CLAUSES
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("2005,ngo,")), encoding="utf-8")
    (found,) = problems_of(data_copy)
    assert (found.file, found.line, found.column, found.value) == (RULES, 3, "fiscal_year", "2005")
    assert "ngo" in found.text(translator("en")) and "subsidy_clauses.csv" in found.text(translator("ja"))


@pytest.mark.parametrize("file", [RULES, CLAUSES])
def test_an_edit_changes_the_fingerprint_and_a_missing_file_is_named(data_copy: Path, file: str) -> None:
    before = fingerprint_of(data_copy)
    assert data_copy / file in source_files(data_copy)
    path = data_copy / file
    path.write_bytes(path.read_bytes() + b"\n")
    assert fingerprint_of(data_copy) != before
    path.unlink()
    assert (file, 0) in [(problem.file, problem.line) for problem in problems_of(data_copy)]


def test_file_and_code_speak_of_the_same_clauses() -> None:
    assert tuple(ClauseCode) == schema.CLAUSES
    assert tuple(Effect) == schema.EFFECTS
    assert schema.MAX_YEN == MAX_YEN
