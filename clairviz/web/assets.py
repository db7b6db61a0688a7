"""The style sheet and the script of the app, as files of the server.

Sent once and kept by the browser. Started by `streamlit run` alone, the style sheet travels with
every run instead, and the links of figures load the page anew.
"""

import hashlib
import json
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from clairviz.base.i18n import languages, message, translator
from clairviz.figures.linked.look import figure_style, tip_script

ADDRESS = "/assets"
# One sheet a concern, after base and the figures' own; the sheet for paper has the last word.
SHEETS = ("maps", "about", "data", "present", "simulator", "pictures", "print")
SCRIPTS = ("clairviz.js", "pictures.js")
_FOLDER = Path(__file__).parent
_served = False


def mark_served() -> None:
    """Tell pages that the server hands out the files below ADDRESS."""
    global _served
    _served = True


def is_served() -> bool:
    """Whether the server hands out files, and so answers programs too; `streamlit run` alone does not."""
    return _served


@cache
def files() -> dict[str, tuple[str, str]]:
    """Contents and content type by name."""
    base, *sheets = [
        (_FOLDER / "styles" / f"{name}.css").read_text(encoding="utf-8") for name in ("base", *SHEETS)
    ]
    sheets = [base, figure_style(), *sheets]
    script = tip_script() + "".join((_FOLDER / name).read_text(encoding="utf-8") for name in SCRIPTS)
    return {"clairviz.css": ("".join(sheets), "text/css"), "clairviz.js": (script, "text/javascript")}


@cache
def version() -> str:
    """Changes whenever a file does, so that a browser keeps each for good."""
    return hashlib.sha256("".join(text for text, _type in files().values()).encode()).hexdigest()[:12]


def base_path() -> str:
    """The prefix the app is served under, as in /sub; empty at the root of the host."""
    prefix = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{prefix}" if prefix else ""


def markup() -> str:
    """What the page needs to load them; the sheet stands last, so that it wins over Streamlit's own."""
    start = base_path() + ADDRESS
    return (
        f'<link rel="stylesheet" href="{start}/clairviz.css?v={version()}">'
        f'<script defer src="{start}/clairviz.js?v={version()}" data-pictures="{escape(_words())}"></script>'
    )


@cache
def _words() -> str:
    """What the script writes on its button, by language."""
    return json.dumps(
        {lang: translator(lang)(message("Picture")) for lang in languages()}, ensure_ascii=False
    )


def style() -> None:
    """Send the style sheet with the page, where nobody serves it."""
    if not _served:
        st.html(f"<style>{files()['clairviz.css'][0]}</style>")
