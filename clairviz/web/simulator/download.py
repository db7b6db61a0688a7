"""Files of the simulator: the plan on the page and saved plans, as a workbook and as CSV."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pandas as pd
import streamlit as st

from clairviz.base.i18n import Translator
from clairviz.export.csv import table_csv
from clairviz.export.xlsx.simulation import simulation_table, simulation_workbook
from clairviz.store.queries import reference
from clairviz.store.queries.subsidy import Record, subsidy_rules
from clairviz.subsidy import Application, CostItem, Rule
from clairviz.web import answers
from clairviz.web.rules import rules_on_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def buttons(
    name: str,
    plans: Sequence[tuple[str, Application]],
    _: Translator,
    *,
    items: Sequence[CostItem] = (),
    shares: Sequence[Fraction] | None = None,
    rule: Rule | None = None,
) -> None:
    """The plans as files that are made only when they are asked for; `rule` is a hypothetical one.

    `items` and `shares` belong to the first plan.
    """
    st.download_button(
        _("Download as Excel"),
        lambda: simulation_workbook(
            plans,
            rules_on_file(),
            answers.ask(reference.sources),
            items=items,
            shares=shares,
            rule=rule,
            _=_,
            as_of=as_of(),
        ),
        file_name=f"clairviz_{name}.xlsx",
        mime=XLSX,
        on_click="ignore",
        key=f"xlsx_{name}",
    )
    st.download_button(
        _("Download as {format}", format="CSV"),
        lambda: table_csv(simulation_table(plans, rules_on_file(), shares=shares, rule=rule, _=_)),
        file_name=f"clairviz_{name}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"csv_{name}",
    )


def as_of() -> date:
    """The latest day on which a source of the rules on file was taken over."""
    return answers.cached(_as_of, (reference.sources,), (subsidy_rules,))


def _as_of(sources: pd.DataFrame, rules: Sequence[Record]) -> date:
    used = {rule["source_id"] for rule in rules}
    days = sources[sources["source_id"].isin(used)]["retrieved_on"].dropna()
    latest: date = pd.Timestamp(days.max()).date()
    return latest
