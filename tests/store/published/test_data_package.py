"""data/ as a Data Package: current, and every file valid by what it says."""

import sys
from pathlib import Path

import frictionless

PROJECT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(PROJECT / "scripts"))

import data_package  # noqa: E402

FILE = data_package.DATA / data_package.NAME


def test_the_description_is_current() -> None:
    assert FILE.read_text(encoding="utf-8") == data_package.text()


def test_every_file_is_as_described() -> None:
    report = frictionless.Package(str(FILE)).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:20]


def test_every_file_of_the_folder_is_described() -> None:
    described = {resource.path for resource in frictionless.Package(str(FILE)).resources}
    files = [*files_of("reference"), *files_of("source/projects")]
    assert described == set(files)


def files_of(folder: str) -> list[str]:
    return [f"{folder}/{file.name}" for file in sorted((data_package.DATA / folder).glob("*.csv"))]
