"""The catalogues are linted like code."""

import ast
import re
import string
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "scripts"))

import catalogue  # noqa: E402

from clairviz.base import i18n  # noqa: E402

OTHERS = [lang for lang in i18n.languages() if lang != i18n.SOURCE_LANGUAGE]


def entries(lang: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    result = []
    for entry in i18n.read_catalogue(lang):
        if entry.id:
            ids = entry.id if isinstance(entry.id, tuple | list) else (entry.id,)
            texts = entry.string if isinstance(entry.string, tuple | list) else (entry.string,)
            result.append((tuple(ids), tuple(texts)))
    return result


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("lang", OTHERS)
def test_every_string_is_translated_and_none_is_left_over(lang: str) -> None:
    assert [entry.id for entry in catalogue.missing(lang) if entry.id] == []
    assert catalogue.unused(lang) == []


@pytest.mark.parametrize("lang", OTHERS)
def test_translations_keep_the_placeholders_and_hold_no_html(lang: str) -> None:
    for ids, texts in entries(lang):
        wanted = set().union(*(placeholders(text) for text in ids))
        for text in texts:
            assert placeholders(text) <= wanted, ids
            assert text.strip(), ids
            assert not re.search(r"</?[a-z]+[ >/]", text), ids
        assert set().union(*(placeholders(text) for text in texts)) == wanted, ids


def test_a_string_translated_twice_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ja").mkdir()
    for name in ("a", "b"):
        (tmp_path / "ja" / f"{name}.po").write_text('msgid "Field"\nmsgstr "分野"\n', encoding="utf-8")
    monkeypatch.setattr(i18n.paths, "LOCALES", tmp_path)
    with pytest.raises(ValueError, match="repeats"):
        i18n.read_catalogue("ja")


def test_no_interface_text_in_pages_or_widgets() -> None:
    """No Streamlit call shows a literal with letters in it."""
    shown = {
        "title",
        "header",
        "subheader",
        "markdown",
        "caption",
        "write",
        "button",
        "info",
        "warning",
        "error",
        "success",
        "metric",
        "toggle",
        "text_input",
        "selectbox",
        "multiselect",
        "radio",
        "checkbox",
        "download_button",
        "expander",
        "segmented_control",
        "slider",
        "number_input",
        "text_area",
    }
    found = []
    for file in [*(PROJECT / "pages").glob("*.py"), *(PROJECT / "clairviz" / "web").rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in shown
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "st"
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and re.search(r"[A-Za-z]{2}", str(node.args[0].value))
            ):
                found.append(f"{file.name}:{node.lineno}")
    assert found == []


def test_an_unknown_language_falls_back_to_the_default() -> None:
    assert i18n.translator("xx").lang == i18n.DEFAULT_LANGUAGE
    assert i18n.translator("en")("Field") == "Field"
    assert i18n.translator("ja")("Field") == "分野"


def test_plural_forms() -> None:
    english = i18n.translator("en")
    texts = [
        english.plural("{count} project", "{count} projects", number, count=number) for number in (0, 1, 2)
    ]
    assert texts == ["0 projects", "1 project", "2 projects"]
    assert i18n.translator("ja").plural("{count} project", "{count} projects", 2, count=2) == "2事業"
