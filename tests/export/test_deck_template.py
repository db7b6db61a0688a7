"""Templates that a user gives, and our own: what is taken from them, what is left out, what is refused."""

import re
import zipfile
from io import BytesIO

import pytest
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml

from clairviz.base.i18n import translator
from clairviz.export.pptx import template as base_of
from clairviz.export.pptx.deck import DeckRefused, deck
from clairviz.export.pptx.template import dropped_text
from scripts.base_presentation import made
from tests.export.decks import (
    LANGUAGES,
    SMALL,
    WIDE,
    Make,
    make,
    texts,
)

__all__ = ["make"]  # the fixture

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_a_template_lends_its_size_and_master_but_no_slide(make: Make) -> None:
    _report, content, presentation = make("all", "ja", template=SMALL)
    assert presentation.slide_width / presentation.slide_height == pytest.approx(4 / 3)
    assert len(presentation.slide_layouts) == 11
    assert "FORMER" not in "".join(texts(slide) for slide in presentation.slides)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert not any(b"FORMER" in archive.read(name) for name in archive.namelist())


def as_kind(content: bytes, old: bytes, new: bytes, **further: bytes) -> bytes:
    """The file with another word in its list of types, and further entries."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as archive, zipfile.ZipFile(stream, "w", 8) as copy:
        for entry in archive.infolist():
            part = archive.read(entry)
            copy.writestr(
                entry.filename, part.replace(old, new) if "Content_Types" in entry.filename else part
            )
        for name, part in further.items():
            copy.writestr(name, part)
    return stream.getvalue()


def test_a_potx_is_taken(make: Make) -> None:
    report, _content, _presentation = make("none", "ja")
    main = b"presentationml.presentation.main+xml"
    potx = as_kind(SMALL, main, b"presentationml.template.main+xml")
    assert deck(report, _=translator("ja"), template=potx)[:2] == b"PK"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("template", "reason"),
    [
        (b"", "not a PowerPoint file"),
        (b"\xd0\xcf\x11\xe0" * 200, "not a PowerPoint file"),
        (SMALL[: len(SMALL) // 2], "not a PowerPoint file"),
        (as_kind(SMALL, b"presentationml", b"wordprocessingml"), "not a PowerPoint file"),
        (as_kind(SMALL, b"x", b"x", **{"ppt/vbaProject.bin": b"macro"}), "macros"),
        (
            as_kind(SMALL, b"officedocument.presentationml.presentation.main", b"macroEnabled.main"),
            "macros",
        ),
        (as_kind(SMALL, b"x", b"x", bomb=b"\0" * 100_000_000), "larger"),
        (as_kind(SMALL, b"x", b"x", **{f"n{n}": b"" for n in range(2000)}), "larger"),
    ],
    ids=["empty", "encrypted", "torn", "word", "vba", "pptm", "bomb", "many"],
)
def test_a_bad_template_is_refused_with_a_remedy(make: Make, lang: str, template: bytes, reason: str) -> None:
    report, _content, _presentation = make("none", "ja")
    with pytest.raises(DeckRefused) as refused:
        deck(report, _=translator(lang), template=template)
    assert refused.value.remedy
    if lang == "en":
        assert reason in str(refused.value)
    else:
        assert not re.search("[a-z]{9}", str(refused.value))


def with_links(content: bytes) -> bytes:
    """The template with a link, a linked picture and a linked file in its master and theme."""
    presentation = Presentation(BytesIO(content))
    master = presentation.slide_master
    shape = next(iter(master.placeholders))
    shape.text_frame.text = "TITLE"
    shape.click_action.hyperlink.address = "https://tracker.example/a"
    part = master.part
    picture = part.relate_to("file://host/share/logo.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    shape._element.spPr.append(
        parse_xml(
            f'<a:blipFill xmlns:a="{A[1:-1]}" xmlns:r="{R}"><a:blip r:link="{picture}"/>'
            "<a:stretch/></a:blipFill>"
        )
    )
    presentation.part.relate_to("https://tracker.example/t", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    stream = BytesIO()
    presentation.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_references_to_other_places_are_dropped_and_said(make: Make, lang: str) -> None:
    report, _content, _presentation = make("none", "ja")
    template = with_links(SMALL)
    content = deck(report, _=translator(lang), template=template)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            assert b"tracker.example" not in archive.read(name), name
            assert b"logo.png" not in archive.read(name), name
            assert b'TargetMode="External"' not in archive.read(name), name
        master = archive.read("ppt/slideMasters/slideMaster1.xml")
    assert b"hlinkClick" not in master
    assert b"r:link" not in master
    assert b"TITLE" in master
    assert "3" in dropped_text(template, translator(lang))
    assert dropped_text(SMALL, translator(lang)) == ""


def test_a_template_that_grows_or_lasts_is_stopped_and_refused(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    report, _content, _presentation = make("none", "ja")
    monkeypatch.setattr(base_of, "_SECONDS", 0.01)
    with pytest.raises(DeckRefused, match="larger"):
        deck(report, _=translator("en"), template=with_links(WIDE))


def test_the_base_is_what_its_script_makes() -> None:
    with zipfile.ZipFile(base_of.PLAIN) as kept, zipfile.ZipFile(BytesIO(made())) as anew:
        assert kept.namelist() == anew.namelist()
        assert [name for name in kept.namelist() if kept.read(name) != anew.read(name)] == []
    assert base_of.PLAIN.stat().st_size < 100_000


def test_xml_stands_in_one_module() -> None:
    folder = base_of.PLAIN.parent
    for file in folder.glob("*.py"):
        if file.name in ("oxml.py", "template_child.py"):
            continue
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"</?[ap]:|xmlns|parse_xml|lxml", text), file.name
