"""Cleans a template that a user gave, in a process of its own that may not grow or last.

Run as a script by `template.cleaned`: the file on stdin, an answer on stdout. It imports nothing of
the project. A file can be made to unpack to anything, so the parent also stops us after some
seconds; the limits below hold where the system has them (not on Windows).

The answer is a line of JSON, and the cleaned presentation after it: ``dropped``, how many of its
references to other places were left out, or ``refused``, a key of `template.REFUSALS`.
"""

import json
import sys
import zipfile
from contextlib import suppress
from io import BytesIO
from typing import Any

MOST_ENTRIES, MOST_UNPACKED, MOST_RATIO = 2_000, 200_000_000, 200
_MEMORY, _SECONDS = 2_000_000_000, 40
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class TemplateRefused(Exception):
    """A template that is not taken; its argument says why."""


def main() -> None:
    """Answer for the file on stdin."""
    _limit()
    content = b""
    try:
        content, dropped = without_slides(sys.stdin.buffer.read())
        answer: dict[str, Any] = {"dropped": dropped}
    except TemplateRefused as refused:
        answer = {"refused": str(refused)}
    except MemoryError:
        answer = {"refused": "large"}
    # python-pptx raises whatever a broken part runs into.
    except Exception:
        answer = {"refused": "damaged"}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + content)


def _limit() -> None:
    if sys.platform != "win32":
        import resource

        for kind, most in (
            (resource.RLIMIT_AS, _MEMORY),
            (resource.RLIMIT_CPU, _SECONDS),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(ValueError, OSError):  # a system may know a limit and not allow it
                resource.setrlimit(kind, (most, most))


def without_slides(content: bytes) -> tuple[bytes, int]:
    """The presentation without slides and without references to other places, and how many those were."""
    from pptx import Presentation

    presentation = Presentation(BytesIO(_checked(content)))
    _without_slides(presentation)
    dropped = _without_outside(presentation.part.package)
    stream = BytesIO()
    presentation.save(stream)
    return stream.getvalue(), dropped


def _checked(content: bytes) -> bytes:
    """The file as a presentation, its size and kind looked at before it is unpacked."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        packed = max(1, sum(entry.compress_size for entry in entries))
        if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or unpacked / packed > MOST_RATIO:
            raise TemplateRefused("large")
        types = archive.read("[Content_Types].xml").decode("utf-8", "replace")
        if "macroEnabled" in types or any("vbaProject" in entry.filename for entry in entries):
            raise TemplateRefused("macros")
        if (_MAIN not in types and _TEMPLATE not in types) or archive.testzip() is not None:
            raise TemplateRefused("damaged")
        return content if _MAIN in types else _as_presentation(archive)


def _as_presentation(archive: zipfile.ZipFile) -> bytes:
    """A .potx as a .pptx: the two differ in the type of their main part alone."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in archive.infolist():
            content = archive.read(entry)
            if entry.filename == "[Content_Types].xml":
                content = content.replace(_TEMPLATE.encode(), _MAIN.encode())
            copy.writestr(entry.filename, content)
    return stream.getvalue()


def _without_slides(presentation: Any) -> None:
    """Take the slides out, and what names them; PowerPoint would want to repair the rest."""
    root = presentation.part._element
    for slide in list(presentation.slides._sldIdLst):
        presentation.part.drop_rel(slide.rId)
        presentation.slides._sldIdLst.remove(slide)
    for found in root.xpath(f"./p:custShowLst | .//p:ext[@uri='{_SECTIONS}']"):
        found.getparent().remove(found)
    # The thumbnail and the printer settings are those of the former file.
    for holder in (presentation.part.package, presentation.part):
        for name, relation in list(holder._rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/printerSettings")):
                holder._rels.pop(name)


def _without_outside(package: Any) -> int:
    """Take out every reference to a file or an address outside, with what uses it."""
    dropped = 0
    for holder in [package, *package.iter_parts()]:
        relations = holder._rels if holder is package else holder.rels
        outside = [name for name, relation in relations.items() if relation.is_external]
        for name in outside:
            relations.pop(name)
        dropped += len(outside)
        if outside and holder is not package:
            _without_users(holder, set(outside))
    return dropped


def _without_users(part: Any, names: set[str]) -> None:
    """Take out what refers to the relationships `names`: a link, a film; of a picture only the reference."""
    from pptx.opc.oxml import serialize_part_xml
    from pptx.oxml import parse_xml

    root = part._element if hasattr(part, "_element") else parse_xml(part.blob)
    for element in list(root.iter()):
        users = [key for key, value in element.attrib.items() if key.startswith(_RELATION) and value in names]
        if not users:
            continue
        if str(element.tag).endswith("}blip") or element.getparent() is None:
            for key in users:
                del element.attrib[key]
        else:
            element.getparent().remove(element)
    if not hasattr(part, "_element"):
        part._blob = serialize_part_xml(root)


if __name__ == "__main__":
    main()
