"""A figure with everything it owes the reader: title, description, source, table, CSV."""

import json
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import cache
from typing import Any, Literal
from urllib.parse import quote

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from clairviz.base import paths
from clairviz.base.i18n import Translator
from clairviz.export.csv import table_csv
from clairviz.figures import theme
from clairviz.figures.linked.ground import GROUNDS, Ground, land_picture
from clairviz.figures.settings import plotly_config
from clairviz.store.queries import reference
from clairviz.web import answers, assets, printing
from clairviz.words.phrases import source_line

# Set by the server, which serves the outlines once and lets the browser keep them. Started
# by `streamlit run` alone, the outlines travel inside the figure.
OUTLINES_ADDRESS = "/outlines"
_served = False


def serve_outlines() -> None:
    """Tell figures that the server hands out the outlines under OUTLINES_ADDRESS."""
    global _served
    _served = True


def outlines(name: str) -> str:
    """Where a figure finds the outlines `name` (world or japan): an address or GeoJSON text."""
    if _served:
        return f"{assets.base_path()}{OUTLINES_ADDRESS}/{name}.geojson"
    return outline_text(name)


def land_source(ground: Ground) -> str:
    """Where a map of dots finds the picture of its land: an address, or the picture in a data address."""
    if _served:
        return outlines(ground.name).replace(".geojson", ".svg")
    return f"data:image/svg+xml,{quote(picture_text(ground.name))}"


@cache
def picture_text(name: str) -> str:
    """The SVG of a ground by its name. KeyError if there is none."""
    return land_picture(outline_text(GROUNDS[name].outlines), GROUNDS[name])


@cache
def outline_text(name: str) -> str:
    """The outlines `name` as GeoJSON text; with LAND_SUFFIX, all of them as one feature."""
    if name.endswith(theme.LAND_SUFFIX):
        whole = theme.merged_land(outline_text(name.removesuffix(theme.LAND_SUFFIX)))
        return json.dumps(whole, separators=(",", ":"))
    return (paths.geo_folder() / f"{name}.geojson").read_text(encoding="utf-8")


def chart(
    name: str,
    figure: go.Figure,
    *,
    title: str,
    alt: str,
    table: pd.DataFrame,
    sources: Sequence[str],
    _: Translator,
    note: str = "",
    height: Literal["content", "stretch"] = "content",
) -> None:
    """A titled figure, or its table where the reader asked for it, with source and CSV.

    `name` becomes the key ``chart_<name>``; `alt` holds the actual numbers; `sources` are
    source_ids. A map takes the `height` "stretch" and a ratio of its sides in styles/maps.css: a
    height in pixels would leave bands above and below it on a telephone.
    """
    chart_panel(
        name,
        title=title,
        figure=lambda: plot(name, figure, alt=alt, _=_, height=height),
        table=lambda: data_table(name, table, _=_),
        sources=sources,
        _=_,
        note=note,
    )


def chart_panel(
    name: str,
    *,
    title: str,
    figure: Callable[[], None],
    table: Callable[[], None],
    sources: Sequence[str],
    _: Translator,
    note: str = "",
) -> None:
    """The frame of a figure: title, table switch, note and source; draws what the reader asked for."""
    with st.container(border=True, key=f"panel_{name}"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.subheader(title, anchor=False, width="content")
            as_table = st.toggle(_("As a table"), key=f"table_{name}")
        (table if as_table else figure)()
        st.caption("  \n".join(part for part in (note, source_text(sources, _)) if part))


def plot(
    name: str,
    figure: go.Figure,
    *,
    alt: str,
    _: Translator,
    on_select: Callable[[], None] | None = None,
    height: Literal["content", "stretch"] = "content",
    is_fluid: bool = False,
) -> None:
    """The figure alone, under the key ``chart_<name>``; `on_select` is called when a mark is clicked.

    The style sheet gives a fluid figure its height, under the key ``fluid_<name>``; it may then
    depend on the width.
    """
    options: dict[str, Any] = {"height": "stretch" if is_fluid else height}
    if on_select is not None:
        options |= {"on_select": on_select, "selection_mode": "points"}
    with st.container(key=f"fluid_{name}") if is_fluid else nullcontext():
        st.plotly_chart(figure, key=f"chart_{name}", alt=alt, theme=None, config=plotly_config(_), **options)


def data_table(
    name: str,
    table: pd.DataFrame,
    *,
    _: Translator,
    height: Literal["auto", "content"] = "auto",
    key: str = "",
    on_select: Callable[[], None] | None = None,
    has_csv: bool = True,
) -> None:
    """A table with its CSV, which is made only when it is asked for.

    Without `has_csv` the page offers files of its own: of rows that the table does not show. `key` replaces ``data_<name>``; `on_select` is called when a row is chosen.
    """
    options: dict[str, Any] = {}
    if on_select is not None:
        options = {"on_select": on_select, "selection_mode": "single-row"}
    shown, source = table, _("Source")
    if source in table.columns:
        shown = table.assign(**{source: [source_address(value, _) for value in table[source]]})
        options["column_config"] = {source: st.column_config.LinkColumn(display_text=r"source=([^&]+)")}
    st.dataframe(
        shown,
        key=key or f"data_{name}",
        hide_index=True,
        height=height,
        alt=_("Table: {name}", name=", ".join(str(column) for column in table.columns)),
        **options,
    )
    printing.printed_table(table, _)
    if not has_csv:
        return
    st.download_button(
        _("Download as {format}", format="CSV"),
        lambda: table_csv(table),
        file_name=f"clairviz_{name}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"csv_{name}",
    )


def source_text(source_ids: Sequence[str], _: Translator) -> str:
    """The source line of `source_ids`."""
    return answers.cached(_source_text, (reference.sources,), _=_, source_ids=tuple(source_ids))


def _source_text(sources: pd.DataFrame, *, _: Translator, source_ids: tuple[str, ...]) -> str:
    used = sources[sources["source_id"].isin(source_ids)]
    linked = [
        f"[{title}]({source_address(source_id, _)})"
        for source_id, title in zip(used["source_id"], used["title"], strict=True)
    ]
    return source_line(linked, list(used["retrieved_on"]), _)


def source_address(source_id: str, _: Translator) -> str:
    """Where the page on sources shows `source_id`, relative to any page."""
    return f"about?source={source_id}&lang={_.lang}"


def part_link(part: str, text: str, _: Translator) -> str:
    """A link to a `part` of the page on programmes and sources; see ``navigation.PART``."""
    return f"[{text}](about?part={part}&lang={_.lang})"
