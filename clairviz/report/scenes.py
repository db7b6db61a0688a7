"""What each scene says and shows, from the answers to its queries."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd

from clairviz.base.fiscal_year import date_in_era
from clairviz.base.i18n import Translator, message
from clairviz.base.selection import Selection
from clairviz.figures import map_tables
from clairviz.figures.field_matrix import field_counts_bar, field_matrix
from clairviz.figures.offices import office_timeline
from clairviz.figures.partner_map import partner_map
from clairviz.report.model import Ask, Report, Scene
from clairviz.report.story import PROJECT, Story
from clairviz.store.queries import offices as office_queries
from clairviz.store.queries import projects as project_queries
from clairviz.store.queries import reference
from clairviz.store.queries.field_matrix import pairings_by_field, projects_by_field_and_region
from clairviz.store.queries.fields import projects_by_field
from clairviz.store.queries.partners import projects_by_local_government_and_region, projects_by_region
from clairviz.store.queries.provenance import DOCUMENT
from clairviz.store.queries.subsidy import subsidy_rules
from clairviz.subsidy import Rule, rules_of
from clairviz.subsidy.words.labels import rate_words, rule_note, year_label
from clairviz.subsidy.written.yen import yen_words
from clairviz.words import chronology, findings, tables
from clairviz.words.phrases import (
    Names,
    listing,
    names_of,
    period_label,
    project_name,
    selection_sentence,
    source_line,
    years_label,
)

# More sources than these do not fit under a figure.
MOST_SOURCES = 2
NAMES = {
    "title": message("First scene"),
    "findings": message("Key findings"),
    "map": message("Map"),
    "fields": message("Fields"),
    "matrix": message("Fields by partner region"),
    "timeline": message("Timeline"),
    "simulator": message("Live simulator"),
    "closing": message("Sources"),
}


def scene_name(code: str, names: Mapping[str, str], _: Translator) -> str:
    """What a scene is called where it is chosen; `names` are those of projects, by project_id."""
    if code.startswith(PROJECT):
        return names.get(code.removeprefix(PROJECT), code.removeprefix(PROJECT))
    return _(NAMES[code])


def tell(ask: Ask, selection: Selection, story: Story, *, _: Translator, outlines: str) -> Report:
    """The report on `selection` as `story` wants it; `outlines` as figures take them.

    A project that the data no longer hold is left out.
    """
    teller = _Teller(ask, selection, story, _, outlines)
    scenes = {code: teller.scene(code) for code in story.scenes if code != "closing"}
    scenes["closing"] = teller.closing([scene for scene in scenes.values() if scene])
    heading = _("Model Projects, {years}", years=teller.years)
    return Report(
        lang=_.lang,
        selection=selection,
        heading=heading,
        kicker=story.occasion or heading,
        selected=teller.selected(),
        as_of=teller.as_of(),
        scenes=tuple(scene for code in story.scenes if (scene := scenes[code]) is not None),
        day=teller.day(),
        rule=teller.rule(),
    )


class _Teller:
    """The queries of one report; each is asked once by `ask` or by whoever keeps its answers."""

    def __init__(self, ask: Ask, selection: Selection, story: Story, _: Translator, outlines: str) -> None:
        self.selection, self.story, self._, self.outlines = selection, story, _, outlines
        # Scenes share most of their questions.
        self.ask: Ask = lru_cache(maxsize=None)(ask)
        ask = self.ask
        self.listed = ask(project_queries.projects, selection, project_queries.PAGE_OF_PROJECTS)
        self.counts = {
            str(name): int(value)
            for name, value in ask(project_queries.key_figures, selection).iloc[0].items()
        }
        self.on_file = tuple(int(year) for year in ask(reference.fiscal_years)["fiscal_year"])
        self.years = years_label(selection.years, self.on_file, _)
        self.names: Names = names_of(ask(reference.options), _=_)
        self.sources = tuple(self.listed["source_id"].unique())

    def scene(self, code: str) -> Scene | None:
        if code.startswith(PROJECT):
            scene = self._project(code)
        else:
            scene = {
                "title": self._title,
                "findings": self._findings,
                "map": self._map,
                "fields": self._fields,
                "matrix": self._matrix,
                "timeline": self._timeline,
                "simulator": self._simulator,
            }[code](code)
        return None if scene is None else self._finished(scene)

    def _finished(self, scene: Scene) -> Scene:
        """The scene with what the presenter typed, and its source line."""
        title, lines = self.story.titles.get(scene.code), scene.lines
        if title and scene.figure is not None:
            # The finding that a typed title replaces is still worth a line.
            lines = (scene.title, *lines)
        return replace(
            scene,
            title=title or scene.title,
            lines=lines,
            notes=self.story.notes.get(scene.code, ""),
            source=self._source(scene.sources),
        )

    def selected(self) -> str:
        whole = self.ask(project_queries.key_figures, Selection(years=self.selection.years))
        return selection_sentence(
            self.selection,
            self.counts["project_count"],
            int(whole.iloc[0]["project_count"]),
            self.on_file,
            self.names,
            self._,
        )

    def as_of(self) -> str:
        """The latest day on which facts were taken over, as 令和8年11月24日."""
        day = self.day()
        if day is None:
            return self._("not stated")
        return date_in_era(day) if self._.lang == "ja" else day.isoformat()

    def day(self) -> date | None:
        """The latest day on which facts were taken over."""
        days = self.ask(reference.sources).set_index("source_id").reindex(list(self.sources))["retrieved_on"]
        known = days.dropna()
        return None if known.empty else known.max().date()

    def _source(self, source_ids: tuple[str, ...]) -> str:
        _ = self._
        frame = self.ask(reference.sources)
        used = frame[frame["source_id"].isin(source_ids)]
        if used.empty:
            return ""
        titles = [str(used.set_index("source_id")["title"][source_id]) for source_id in source_ids]
        if len(titles) > MOST_SOURCES:
            titles = [
                _("{first} and {count} more, listed at the end", first=titles[0], count=len(titles) - 1)
            ]
        return source_line(titles, list(used["retrieved_on"]), _)

    def _title(self, code: str) -> Scene:
        _, story = self._, self.story
        day = story.held_on
        lines = [
            _("CLAIR Model Project programme"),
            *([story.occasion] if story.occasion else []),
            *([date_in_era(day) if _.lang == "ja" else day.isoformat()] if day else []),
        ]
        if self.selection.is_filtered:
            lines.append(self.selected())
        title = _("Model Projects, {years}", years=self.years)
        return Scene(code, title, "title", tuple(lines), sources=self.sources)

    def _findings(self, code: str) -> Scene:
        _, counts = self._, self.counts
        sentences = (
            findings.region_finding(self._regions(), counts["project_count"], _=_),
            findings.field_finding(self.ask(projects_by_field, self.selection), _=_),
            findings.repeat_finding(
                self.ask(project_queries.projects_by_local_government, self.selection), _=_
            ),
            findings.unmarked_finding(self.listed, counts["not_stated_count"], _=_),
        )
        facts = (
            (_("Recognised projects"), f"{counts['project_count']:,}"),
            (_("Recognised bodies"), f"{counts['local_government_count']:,}"),
            (_("Partner regions"), f"{counts['region_count']:,}"),
            (_("Fields"), f"{counts['field_count']:,}"),
        )
        return Scene(
            code,
            _("Key findings"),
            "findings",
            tuple(sentence for sentence in sentences if sentence) or (self._empty(),),
            facts=facts,
            sources=self.sources,
        )

    def _map(self, code: str) -> Scene:
        _, regions, not_stated = self._, self._regions(), self.counts["not_stated_count"]
        pairs = self.ask(projects_by_local_government_and_region, self.selection)
        total = self.counts["project_count"]
        finding = findings.region_finding(regions, total, _=_)
        counts = [(_.name(record), int(record["project_count"])) for record in regions.to_dict("records")]
        if not_stated:
            counts.append((_("Region not stated"), not_stated))
        return Scene(
            code,
            findings.region_headline(regions, total, _=_) or self._empty(),
            "map",
            (finding,) if finding else (),
            counts=tuple(counts),
            figure=partner_map(
                regions,
                pairs,
                self.ask(projects_by_field, self.selection),
                _=_,
                outlines=self.outlines,
                chosen=self.selection.regions,
                field=self.selection.fields[0] if len(self.selection.fields) == 1 else "",
            ),
            table=map_tables.partners(regions, not_stated, "projects", _)[1],
            alt=map_tables.partner_alt(regions, not_stated, "projects", _),
            caveat=_("Outlines are illustrative and take no position."),
            sources=self.sources,
            frames={"regions": regions, "pairs": pairs},
        )

    def _fields(self, code: str) -> Scene:
        _, fields = self._, self.ask(projects_by_field, self.selection)
        numbers = _(", ").join(
            f"{_.name(record)} {int(record['primary_count'])}" for record in fields.to_dict("records")
        )
        finding = findings.field_finding(fields, _=_)
        return Scene(
            code,
            findings.field_headline(fields, _=_) or self._empty(),
            "fields",
            (finding,) if finding else (),
            figure=field_counts_bar(fields, self.ask(pairings_by_field, self.selection), _=_, order="count"),
            table=tables.field_table(fields, _=_),
            alt=_("Bar chart of projects by primary field: {numbers}.", numbers=numbers),
            caveat=_("Counted by primary field; secondary marks are shown apart."),
            sources=self.sources,
            frames={"fields": fields},
        )

    def _matrix(self, code: str) -> Scene:
        _, fields = self._, self.ask(projects_by_field, self.selection)
        cells = self.ask(projects_by_field_and_region, self.selection)
        grid = tables.matrix_table(cells, fields, _=_)
        numbers = _("; ").join(
            f"{name}: " + _(", ").join(f"{field} {value}" for field, value in row.items() if value)
            for name, row in grid.set_index(grid.columns[0]).iterrows()
        )
        return Scene(
            code,
            findings.combination_headline(cells, fields, _=_) or self._empty(),
            "matrix",
            figure=field_matrix(cells, fields, _=_, facet="region"),
            table=grid,
            alt=_("{title}: {numbers}.", title=_("Partner region by field"), numbers=numbers),
            caveat=_("Projects by primary field; secondary marks in brackets."),
            sources=self.sources,
            frames={"cells": cells, "fields": fields},
        )

    def _timeline(self, code: str) -> Scene:
        _ = self._
        frames = {
            "offices": self.ask(office_queries.offices),
            "readings": self.ask(office_queries.readings),
            "events": self.ask(office_queries.events),
            "years": self.ask(reference.fiscal_years),
            "span": self.ask(office_queries.span),
        }
        table = chronology.timeline_table(
            frames["offices"], frames["readings"], frames["events"], frames["years"], _=_
        )
        spoken = _("; ").join(
            f"{what} {when}" for what, when in zip(table.iloc[:, 1], table.iloc[:, 2], strict=True)
        )
        return Scene(
            code,
            chronology.growth(frames["offices"], _) or _("Timeline"),
            "timeline",
            figure=office_timeline(*frames.values(), _=_, as_of=int(frames["span"].iloc[0]["last_year"])),
            table=table,
            alt=_("{title}: {numbers}.", title=_("Timeline"), numbers=spoken),
            caveat=_("Bars run to the end of the data; no closing is recorded."),
            sources=tuple(table[_("Source")].unique()),
            frames=frames,
        )

    def _project(self, code: str) -> Scene | None:
        _, project_id = self._, code.removeprefix(PROJECT)
        every = self.ask(project_queries.projects, Selection())
        found = every[every["project_id"] == project_id]
        if found.empty:
            return None
        record = found.iloc[0].to_dict()
        absent = _("not stated")

        def named(facet: str, codes: list[str]) -> str:
            return listing([self.names.get((facet, one), one) for one in codes], _)

        def yen(amount: Any) -> str:
            return absent if pd.isna(amount) else yen_words(int(amount), lang=_.lang)

        title = record[f"title_{_.lang}"]
        facts = [
            (_("Title"), absent if pd.isna(title) else str(title)),
            (_("Field"), named("field", record["primary_fields"]) or absent),
            *(
                [(_("Secondary field"), named("field", record["secondary_fields"]))]
                if len(record["secondary_fields"])
                else []
            ),
            (_("Partner region"), named("region", record["regions"]) or absent),
            (_("Period"), period_label(int(record["fiscal_year"]), _)),
            (_("Total cost (yen)"), yen(record["total_cost_yen"])),
            (_("Subsidy (yen)"), yen(record["subsidy_yen"])),
        ]
        return Scene(
            code, project_name(record, _), "project", facts=tuple(facts), sources=(str(record["source_id"]),)
        )

    def _simulator(self, code: str) -> Scene:
        _, rule = self._, self.rule()
        if rule is None:
            return Scene(
                code,
                _("What would a project receive?"),
                "simulator",
                (_("no rule on file for this selection"),),
            )
        joint = _("not stated") if rule.cap_joint_yen is None else yen_words(rule.cap_joint_yen, lang=_.lang)
        return Scene(
            code,
            _("What would a project receive?"),
            "simulator",
            facts=(
                (_("Rule"), year_label(rule.fiscal_year, _)),
                (_("Subsidy rate"), rate_words(rule.rate, _)),
                (_("Limit of a project"), yen_words(rule.cap_single_yen, lang=_.lang)),
                (_("Limit of a joint project"), joint),
            ),
            caveat=rule_note(rule, _),
            sources=(rule.source_id,),
            rule=rule,
        )

    def rule(self) -> Rule | None:
        """The rule of the selected year, where there is one and only one."""
        years = self.selection.years or self.on_file
        return rules_of(self.ask(subsidy_rules)).get(years[-1]) if len(years) == 1 else None

    def closing(self, scenes: list[Scene]) -> Scene:
        """The last scene: every source of the others."""
        _ = self._
        wanted = tuple(dict.fromkeys(source for scene in scenes for source in scene.sources)) or (DOCUMENT,)
        every = self.ask(reference.sources)
        used = every[every["source_id"].isin(wanted)]
        lines = [
            _(
                "{title} ({publisher})",
                title=record["title"],
                publisher=_("not stated") if pd.isna(record["publisher"]) else str(record["publisher"]),
            )
            for record in used.to_dict("records")
        ]
        return self._finished(
            Scene(
                "closing",
                _("Sources"),
                "closing",
                tuple(lines),
                sources=wanted,
                frames={"sources": used},
            )
        )

    def _regions(self) -> pd.DataFrame:
        return self.ask(projects_by_region, self.selection)

    def _empty(self) -> str:
        return self._("No project fits all the filters.")
