"""Draws the projects of synthetic years from the weights of benchmarks/mix.py."""

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from benchmarks import mix
from clairviz.base.fiscal_year import FiscalYear
from clairviz.base.schema import ALL, SYNTHETIC
from clairviz.store.ingest.bodies import Bodies, Body
from clairviz.store.ingest.reference import Records

Row = dict[str, object]
KINDS = {"市": "city", "区": "ward", "町": "town", "村": "town"} | dict.fromkeys("都道府県", "prefecture")


@dataclass
class _Pool:
    """The bodies of a year, their summed weights, and how the year's file names those drawn so far."""

    bodies: list[Body] = field(default_factory=list)
    summed: list[float] = field(default_factory=list)
    names: dict[Body, str] = field(default_factory=dict)


class Mixer:
    """Rows of yearly files, one year after the other; the same dice and tables give the same rows."""

    def __init__(self, dice: random.Random, records: Records) -> None:
        self._dice = dice
        self._bodies = Bodies(
            records["local_government"], records["local_government_change"], records["prefecture"]
        )
        self._weights = {
            body: dice.paretovariate(mix.EVENNESS) * (mix.DESIGNATED if _is_designated(body) else 1)
            for body in self._bodies
        }
        self._body_names = _names(records, "local_government")
        self._fields = _names(records, "field")
        self._regions = _names(records, "region")
        self._last_year: dict[str, str] = {}
        self._made = 0

    def counts(self, years: Sequence[int], partial: Sequence[int], projects: int) -> list[tuple[int, int]]:
        """How many of the projects fall to each year; one at least, where there are enough."""
        weights = [
            self._dice.uniform(0.75, 1.25) * (mix.PARTIAL_SHARE if year in partial else 1) for year in years
        ]
        least = 1 if projects >= len(years) else 0
        shares = [(projects - least * len(years)) * weight / sum(weights) for weight in weights]
        found = [least + int(share) for share in shares]
        largest_rest = sorted(range(len(years)), key=lambda index: int(shares[index]) - shares[index])
        for index in largest_rest[: projects - sum(found)]:
            found[index] += 1
        return list(zip(years, found, strict=True))

    def year(self, year: int, count: int) -> list[Row]:
        """The rows of a yearly file, cells by column; a cell that is not stated is left out."""
        pool = self._pool(year)
        regions = {
            code: weight for code, weight in mix.at(mix.REGIONS, year).items() if code in self._regions
        }
        fields = mix.at(dict.fromkeys(self._fields, (2.0, 2.0)) | mix.FIELDS, year)
        rows, leads = [], self._drawn(pool, count)
        for lead in leads:
            self._made += 1
            row: Row = {"fiscal_year": year, "local_government": self._name(pool, lead, year)}
            self._mark(row, fields, regions)
            is_joint = self._carried_out(row, lead, pool, year)
            self._tell(row, year)
            if self._dice.random() < mix.AMOUNTS:
                self._pay(row, year, is_joint)
            row["source"] = SYNTHETIC
            rows.append(row)
        self._number(rows, leads, year)
        return rows

    def totals(self, rows: list[Row]) -> list[tuple[str, str, int]]:
        """Dimension, code and total as a source that agrees with the rows of a year would print them."""
        year = int(str(rows[0]["fiscal_year"]))
        named = {str(row["local_government"]) for row in rows} - {""}
        codes = {self._bodies.named(name, year)[0].code for name in named}
        counted = {"kind": Counter(self._body_names[code][-1] for code in codes)}
        for dimension, column, names in (
            ("field", "fields", self._fields),
            ("region", "regions", self._regions),
        ):
            code_of = {name: code for code, name in names.items()}
            counted[dimension] = Counter(
                code_of[name] for row in rows for name in str(row[column]).split(";") if name
            )
        return [
            ("project", ALL, len(rows)),
            ("local_government", ALL, len(codes)),
            *(
                (dimension, code, total)
                for dimension, found in counted.items()
                for code, total in sorted(found.items())
            ),
        ]

    def _pool(self, year: int) -> _Pool:
        groups: dict[str, list[Body]] = defaultdict(list)
        for body in self._bodies:
            kind = KINDS.get(body.name_ja[-1], "")
            if body.was_in(year):
                groups["former" if kind == "town" and body.until else kind].append(body)
        shares = mix.KINDS | ({"former": mix.FORMER} if year < mix.FORMER_BEFORE else {})
        pool, so_far = _Pool(), 0.0
        for kind, share in shares.items():
            whole = sum(self._weights[body] for body in groups[kind])
            for body in groups[kind]:
                so_far += share * self._weights[body] / whole
                pool.bodies.append(body)
                pool.summed.append(so_far)
        return pool

    def _drawn(self, pool: _Pool, count: int) -> list[Body]:
        return self._dice.choices(pool.bodies, cum_weights=pool.summed, k=count)

    def _name(self, pool: _Pool, body: Body, year: int) -> str:
        """The shortest name that says which body is meant in the year."""
        if body not in pool.names:
            names = (body.name_ja, body.full_name_ja)
            pool.names[body] = next(
                (name for name in names if self._bodies.named(name, year) == [body]), body.code
            )
        return pool.names[body]

    def _mark(self, row: Row, fields: dict[str, float], regions: dict[str, float]) -> None:
        dice = self._dice
        some = [] if dice.random() < mix.NO_FIELD else self._few(fields, 3)
        second = some.pop() if some[1:] and dice.random() < mix.SECONDARY else ""
        row["fields"] = ";".join(self._fields[code] for code in some[: 1 + (dice.random() < mix.TWO_FIELDS)])
        row["secondary_fields"] = self._fields.get(second, "")
        among = (
            [] if dice.random() < mix.NO_REGION else self._few(regions, dice.choice((1, 1, 1, 1, 1, 2, 3)))
        )
        row["regions"] = ";".join(self._regions[code] for code in among)

    def _few(self, weights: dict[str, float], count: int) -> list[str]:
        """Up to `count` different codes, one at least."""
        return list(dict.fromkeys(self._dice.choices(list(weights), list(weights.values()), k=count)))

    def _carried_out(self, row: Row, lead: Body, pool: _Pool, year: int) -> bool:
        """By whom: partner bodies, an applicant beside or in place of the lead. Returns whether jointly."""
        dice = self._dice
        if dice.random() < mix.JOINT:
            others = {one.code: one for one in self._drawn(pool, dice.choice((1, 1, 2, 3)))}
            others.pop(lead.code, None)
            row["partner_bodies"] = ";".join(self._name(pool, one, year) for one in others.values())
            row["is_joint"] = "true"
            return True
        row["is_joint"] = dice.choice(("", "", "false"))
        if dice.random() < mix.APPLICANT:
            if dice.random() < mix.ASSOCIATION:
                row["applicant"] = f"合成国際交流協会（{lead.full_name_ja}）"
            else:
                row["applicant"] = f"特定非営利活動法人合成NGO{self._made}"
            if dice.random() < mix.NO_LEAD:
                row["local_government"] = ""
        return False

    def _tell(self, row: Row, year: int) -> None:
        """Titles, the partner as printed, summary, results, days and place in the source, for a share each."""
        dice, made = self._dice, self._made
        place = str(row["regions"]).split(";")[0]
        way = dice.choice(mix.WAYS)
        first_field = str(row["fields"]).split(";")[0] or "国際協力"
        if dice.random() < mix.TITLE:
            row["title_ja"] = f"合成事業{made}（{place + 'との' if place else ''}{first_field}、{way}）"
            if dice.random() < mix.TITLE_EN:
                row["title_en"] = f"Synthetic project {made}"
        if place and dice.random() < mix.PARTNER:
            row["partner"] = f"{place} 合成{dice.choice(('市', '省', '州'))}"
            if dice.random() < mix.ORGANISATIONS:
                row["partner_organisations"] = f"合成大学{made % 90 + 10}、合成公社"
        if dice.random() < mix.SUMMARY:
            row["summary"] = f"合成データです。{first_field}の分野で{way}を行ったものとします。"
            if dice.random() < mix.RESULT:
                row["result"] = f"合成データです。{dice.choice(mix.RESULTS)}"
        if dice.random() < mix.DATES:
            span = FiscalYear(year)
            row["starts_on"] = (span.starts_on + timedelta(dice.randrange(120))).isoformat()
            row["ends_on"] = (span.ends_on - timedelta(dice.randrange(120))).isoformat()
        if dice.random() < mix.LOCATOR:
            row["locator"] = f"{dice.randrange(1, 60)}ページ"

    def _pay(self, row: Row, year: int, is_joint: bool) -> None:
        """A cost and a subsidy within the rules: a share of the cost, up to the most there is."""
        dice = self._dice
        cost = min(round(dice.lognormvariate(15.2, 0.6)), mix.LARGEST_COST) // 1000 * 1000
        subsidy = min(
            cost if year >= mix.WHOLE_COST_FROM else cost // 2, mix.CAP_JOINT if is_joint else mix.CAP
        )
        row["total_cost_yen"], row["subsidy_yen"] = cost, subsidy
        if dice.random() < mix.STEPS:
            row["applied_yen"] = row["granted_yen"] = subsidy
            row["settled_yen"] = subsidy - subsidy * dice.choice((0, 0, 1, 3)) // 20

    def _number(self, rows: list[Row], leads: list[Body], year: int) -> None:
        """Numbers for bodies with several projects, and what continues a project of the year before."""
        who = [
            lead.code if row["local_government"] else f"x{row['applicant']}"
            for row, lead in zip(rows, leads, strict=True)
        ]
        several, so_far, now = Counter(who), Counter[str](), {}
        for row, one in zip(rows, who, strict=True):
            so_far[one] += 1
            if several[one] > 1:
                row["number"] = so_far[one]
            if one in self._last_year and self._dice.random() < mix.CONTINUES:
                row["continues"] = self._last_year[one]
            if row["local_government"]:
                now[one] = "-".join([str(year), one, *([str(so_far[one])] if several[one] > 1 else [])])
        self._last_year = now


def _is_designated(body: Body) -> bool:
    """Whether a city has the code of a designated one."""
    return body.name_ja.endswith("市") and body.code[2] == "1"


def _names(records: Records, table: str) -> dict[str, str]:
    """Japanese name by code, the first column of the table."""
    return {str(next(iter(record.values()))): str(record["name_ja"]) for record in records[table]}
