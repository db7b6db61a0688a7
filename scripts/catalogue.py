"""What the translation catalogues lack or no longer need.

    python scripts/catalogue.py [LANG]

prints the missing entries, ready to be pasted into a topic of ``clairviz/locales/LANG/``.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from clairviz.base import i18n  # noqa: E402

KEYWORDS = {"_": None, "plural": (1, 2), "message": None}


def used() -> Catalog:
    """Every source string in the code."""
    catalogue = Catalog()
    method = [("**.py", "python")]
    for folder in ("clairviz", "pages"):
        for file, line, text, *_rest in extract_from_dir(
            PROJECT / folder, method_map=method, keywords=KEYWORDS, strip_comment_tags=True
        ):
            catalogue.add(text, locations=[(f"{folder}/{file}", line)])
    return catalogue


def missing(lang: str) -> Catalog:
    """Entries the language's catalogues do not translate."""
    known, result = i18n.read_catalogue(lang), Catalog(locale=lang)
    for entry in used():
        if entry.id and (known.get(entry.id) is None or not known.get(entry.id).string):
            result.add(entry.id, locations=entry.locations)
    return result


def unused(lang: str) -> list[str]:
    """Translated strings that no code uses."""
    wanted = used()
    return [str(entry.id) for entry in i18n.read_catalogue(lang) if entry.id and wanted.get(entry.id) is None]


if __name__ == "__main__":
    language = sys.argv[1] if len(sys.argv) > 1 else i18n.DEFAULT_LANGUAGE
    write_po(sys.stdout.buffer, missing(language), omit_header=True, width=100)
    for text in unused(language):
        print(f"# not used: {text!r}")
