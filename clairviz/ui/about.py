"""Parts of the about page: what is on offer, sources, what was odd in them, this installation."""

import html
import tomllib
from collections.abc import Hashable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from typing import Any

import pandas as pd
import streamlit as st

from clairviz import __version__, chronology, navigation, paths
from clairviz.i18n import Translator, half
from clairviz.queries import offices as queries
from clairviz.queries import reference
from clairviz.queries.fields import projects_by_field
from clairviz.queries.projects import projects
from clairviz.queries.provenance import DOCUMENT, uses_of_sources
from clairviz.selection import NOT_STATED, Selection
from clairviz.subsidy import rules_on_file, yen_words
from clairviz.subsidy.labels import rate_words
from clairviz.ui import charts, serving
from clairviz.ui.scripts import NETWORK_SCRIPT
from clairviz.wording import count_of_projects, project_name, years_label

DOCUMENT_YEAR = 2005
# Fields whose spelling in the source is unusual and kept.
AS_PRINTED = ("medical-insurance",)


def asked_source(_: Translator) -> None:
    """The source a link asked for, before anything else."""
    asked = st.session_state.get("source")
    for _id, title, body in serving.draw(
        _sources, (reference.sources,), (uses_of_sources,), _=_, only=asked or "-"
    ):
        with st.container(key="findings"):
            st.markdown(_("**Source: {title}**", title=title))
            st.markdown(body)


def catalogue(_: Translator) -> None:
    """Each programme with what it does, who runs it and where that stands."""
    st.subheader(_("What CLAIR offers"), anchor="programmes")
    with st.grid(3, min_column_width=280, border=True):
        for card in serving.draw(_cards, (queries.programmes,), _=_):
            st.markdown(card)
    st.caption(charts.source_text((DOCUMENT,), _))


def _cards(programmes: pd.DataFrame, *, _: Translator) -> list[str]:
    cards = []
    for record in programmes.to_dict("records"):
        division = _("not stated") if pd.isna(record["division"]) else half(record["division"], _)
        lines = (
            f"**{_.name(record)}**",
            _.name(record, "description"),
            _("Division in charge: {division}", division=division),
        )
        cards.append("  \n".join(lines))
    return cards


def model_project(_: Translator) -> None:
    """The Model Project in steps, with the amounts of the rule on file."""
    st.subheader(_("The Model Project, step by step"), anchor="model-project")
    rule = rules_on_file()[DOCUMENT_YEAR]
    joint = _("not stated") if rule.cap_joint_yen is None else yen_words(rule.cap_joint_yen, lang=_.lang)
    st.markdown(
        "\n".join(
            f"{number}. {text}"
            for number, text in enumerate(
                (
                    _(
                        "**Who may apply:** local governments (prefectures, cities, wards, towns, villages). An NGO only where it "
                        "carries out the project with a local government; the subsidy is then paid through that government."
                    ),
                    _(
                        "**What qualifies:** international cooperation projects of a local government, alone or with an NGO; "
                        "preliminary surveys included."
                    ),
                    _(
                        "**What does not:** projects that only provide funds, and projects subsidised by the state or the like."
                    ),
                    _(
                        "**How much:** up to {rate} of the eligible cost, at most {single} a project; {joint} where several local "
                        "governments carry it out together, however many they are.",
                        rate=rate_words(rule.rate, _),
                        single=yen_words(rule.cap_single_yen, lang=_.lang),
                        joint=joint,
                    ),
                    _(
                        "**Afterwards:** the project is evaluated at a reporting session and made known to other local governments."
                    ),
                ),
                start=1,
            )
        )
    )
    st.caption(
        _("Rule of {years}.", years=years_label((DOCUMENT_YEAR,), (), _))
        + "  \n"
        + charts.source_text((DOCUMENT,), _)
    )
    if any(page.url_path == "simulator" for page in navigation.PAGES):
        st.markdown(_("[Calculate a subsidy in the simulator](simulator?lang={lang})", lang=_.lang))


def oddities(_: Translator) -> None:
    """Every conflict or oddity recorded, with the numbers it touches."""
    st.subheader(_("Conflicts and oddities in the sources"), anchor="oddities")
    st.markdown(serving.draw(_oddities, _=_))


def _oddities(*, _: Translator) -> str:
    lines = [*_unmarked(_), *_spellings(_), *_readings(_), *_finer(_), *_rules(_)]
    return "\n".join(f"- {line}" for line in lines)


def sources(_: Translator) -> None:
    """Each source with what was taken from it, when, and what to know of it."""
    st.subheader(_("Sources"), anchor="sources")
    listed = serving.draw(_sources, (reference.sources,), (uses_of_sources,), _=_)
    st.markdown("\n\n".join(f"**{title}**\n\n{body}" for _id, title, body in listed))


def installation(_: Translator) -> None:
    """Version, data, coverage and licences."""
    st.subheader(_("Version, data and licences"), anchor="version")
    service = serving.service()
    st.markdown(
        "\n".join(
            (
                _("- Version: {version}", version=__version__),
                _("- Data fingerprint: {fingerprint}", fingerprint=service.fingerprint),
                _("- Built at: {time}", time=service.built_at),
            )
        )
    )
    charts.data_table("coverage", serving.draw(_coverage, (reference.fiscal_years,), _=_), _=_)
    st.markdown(
        _(
            "**Bundled**: this program and the map outlines, with their licences. Fonts are those of the "
            "reader's machine."
        )
    )
    with st.expander(_("Licence texts")):
        st.text(_licences())
    st.markdown(_("**Installed with it** (licences as each package states them):"))
    st.markdown(serving.draw(_packages, _=_))


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


def _sources(
    sources: pd.DataFrame, uses: pd.DataFrame, *, _: Translator, only: str = ""
) -> list[tuple[str, str, str]]:
    """Short name, title and description of every source, or of the one called `only`."""
    return [
        (record["source_id"], record["title"], _source_body(record, uses, _))
        for record in sources.to_dict("records")
        if only in ("", record["source_id"])
    ]


def _source_body(record: Mapping[Hashable, Any], uses: pd.DataFrame, _: Translator) -> str:
    absent = _("not stated")
    taken = [_use(use, _) for use in uses[uses["source_id"] == record["source_id"]].to_dict("records")]
    taken += [
        _("subsidy rule of {years}", years=years_label((year,), (), _))
        for year, rule in sorted(rules_on_file().items())
        if rule.source_id == record["source_id"]
    ]
    place = absent if pd.isna(record["locator"]) else f"`{record['locator']}`"
    day = record["retrieved_on"]
    lines = [
        _("Short name: {name}", name=f"`{record['source_id']}`"),
        _("Publisher: {name}", name=absent if pd.isna(record["publisher"]) else record["publisher"]),
        _("Place: {place}", place=place),
        _(
            "Taken over on: {date}",
            date=absent if pd.isna(day) else chronology.both(day.date().isoformat(), "day", _),
        ),
        _("Taken from it: {rows}", rows=_(", ").join(taken) or _("supporting evidence only; see the note")),
    ]
    if not pd.isna(record["note"]):
        lines.append(_("Note: {note}", note=half(record["note"], _)))
    return "\n".join(f"- {line}" for line in lines)


def _use(use: Mapping[Hashable, Any], _: Translator) -> str:
    kinds = {
        "project": _("projects"),
        "fiscal_year": _("fiscal years"),
        "published_total": _("published totals"),
        "office": _("offices"),
        "milestone": _("dated events"),
        "programme": _("programmes"),
    }
    return _("{name} ({count})", name=kinds[str(use["kind"])], count=int(use["row_count"]))


def _link(source_id: str, _: Translator) -> str:
    return f"[{source_id}]({charts.source_address(source_id, _)})"


def _unmarked(_: Translator) -> list[str]:
    found = serving.ask(projects, Selection(regions=(NOT_STATED,)))
    lines = []
    for year in sorted({int(value) for value in found["fiscal_year"]}):
        rows = found[found["fiscal_year"] == year]
        every = serving.ask(projects, Selection(years=(year,)))
        pairs = sum(len(regions) for regions in every["regions"])
        lines.append(
            _(
                "{years}: no partner region is marked for {count} of {total} ({names}). The {pairs} pairings are those of "
                "the other {marked}. Source: {source}",
                years=years_label((year,), (), _),
                count=len(rows),
                total=count_of_projects(len(every), _),
                pairs=pairs,
                marked=len(every) - len(rows),
                names=_(", ").join(project_name(record, _) for record in rows.to_dict("records")),
                source=_link(str(rows["source_id"].iloc[0]), _),
            )
        )
    return lines


def _spellings(_: Translator) -> list[str]:
    lines = []
    for field in serving.ask(projects_by_field, Selection()).to_dict("records"):
        count = int(field["primary_count"])
        if field["field_code"] in AS_PRINTED:
            lines.append(
                _(
                    "{printed} is spelt as printed ({count}). Source: {source}",
                    printed=field["name_ja"] if _.lang == "ja" else f"{field['name_ja']} ({_.name(field)})",
                    count=count_of_projects(count, _),
                    source=_link(DOCUMENT, _),
                )
            )
        if not count and int(field["secondary_count"]):
            lines.append(
                _(
                    "{name} is marked only as (○), which the printed totals do not count and the source does "
                    "not explain: {count} as primary field, {secondary} as secondary. Source: {source}",
                    name=_.name(field),
                    count=count,
                    secondary=int(field["secondary_count"]),
                    source=_link(DOCUMENT, _),
                )
            )
    return lines


def _readings(_: Translator) -> list[str]:
    readings = serving.ask(queries.readings)
    lines = []
    for office in serving.ask(queries.offices).to_dict("records"):
        for reading in readings[readings["office_code"] == office["office_code"]].to_dict("records"):
            lines.append(
                _(
                    "{office}: the document says {printed}, {other} says {when}. Both are on the timeline.",
                    office=chronology.office_name(office, _),
                    printed=office["opened_in_source"],
                    other=_link(reading["source_id"], _),
                    when=chronology.both(reading["happened"], reading["precision"], _),
                )
            )
    return lines


def _finer(_: Translator) -> list[str]:
    offices = serving.ask(queries.offices)
    finer = offices[(offices["precision"] == "month") & (offices["source_id"] != DOCUMENT)].to_dict("records")
    if not finer:
        return []
    parts = [
        _(
            "{office}: {when} ({source})",
            office=chronology.office_name(record, _),
            source=_link(record["source_id"], _),
            when=chronology.both(record["opened"], record["precision"], _),
        )
        for record in finer
    ]
    return [
        _(
            "The document gives only years for these offices; the months are from other sources: {parts}",
            parts=_("; ").join(parts),
        )
    ]


def _rules(_: Translator) -> list[str]:
    parts = [
        _(
            "{years}: rate {rate}, limit {single}, joint {joint} ({source})",
            years=years_label((year,), (), _),
            source=_link(rule.source_id, _),
            rate=rate_words(rule.rate, _),
            single=yen_words(rule.cap_single_yen, lang=_.lang),
            joint=_("not stated")
            if rule.cap_joint_yen is None
            else yen_words(rule.cap_joint_yen, lang=_.lang),
        )
        for year, rule in sorted(rules_on_file().items())
    ]
    return [_("The subsidy rules differ between years: {parts}", parts=_("; ").join(parts))]


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
