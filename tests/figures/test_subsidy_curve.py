"""The curve of the subsidy: its corners, kinks and labels are those of the rule."""

import pytest

from clairviz.base.i18n import languages, translator
from clairviz.figures import subsidy, theme
from clairviz.subsidy import curve
from tests.rules import RULES

JA = translator("ja")


def lines(up_to: int = 15_000_000) -> tuple[subsidy.Curve, ...]:
    rule = RULES[2005]
    found = []
    for governments in (1, 2):
        points = curve(rule, up_to_yen=up_to, governments=governments)
        kink = next((p.cost_yen, p.subsidy_yen) for p in points if p.is_kink)
        corners = tuple((p.cost_yen, p.subsidy_yen) for p in points)
        found.append(subsidy.Curve(f"line {governments}", corners, kink, is_ours=governments == 1))
    return tuple(found)


def test_corners_and_kinks_are_drawn_and_named() -> None:
    figure = subsidy.subsidy_curve(lines(), _=JA, up_to=15_000_000)
    drawn = {trace.name: list(zip(trace.x, trace.y, strict=True)) for trace in figure.data}
    assert drawn["line 1"] == [(0, 0), (6_000_000, 3_000_000), (15_000_000, 3_000_000)]
    assert drawn["line 2"] == [(0, 0), (10_000_000, 5_000_000), (15_000_000, 5_000_000)]
    texts = [note.text for note in figure.layout.annotations]
    assert {"600万円", "1,000万円", "line 1", "line 2"} <= set(texts)
    assert figure.layout.yaxis.range[0] == figure.layout.xaxis.range[0] == 0
    assert figure.layout.template == theme.TEMPLATE


def test_lines_differ_in_more_than_colour() -> None:
    others = tuple(
        subsidy.Curve(f"other {rank}", ((0, 0), (1, rank)), None, rank=rank)
        for rank in range(1, len(subsidy.OTHERS) + 1)
    )
    figure = subsidy.subsidy_curve((*lines(), *others), _=JA, up_to=15_000_000)
    dashes = [trace.line.dash for trace in figure.data]
    assert len(set(dashes)) == len(dashes)


@pytest.mark.parametrize("lang", languages())
def test_amounts_are_short_and_exact(lang: str) -> None:
    _ = translator(lang)
    texts = {
        "ja": ["0円", "600万円", "5,999,999円", "123万円"],
        "en": ["¥0", "¥6M", "¥5,999,999", "¥1.23M"],
    }
    assert [_.yen_short(yen) for yen in (0, 6_000_000, 5_999_999, 1_230_000)] == texts[lang]


@pytest.mark.parametrize("least", [1, 9, 10, 999_999, 1_000_000, 9_200_001, 15_000_000, 10**15])
def test_the_axis_ends_at_a_round_number_not_far_away(least: int) -> None:
    end = subsidy.nice_end(least)
    assert least <= end <= 2 * least


def test_ticks_are_round_and_few() -> None:
    for end in (1, 7, 6_250_000, 15_000_000, 1.15 * 10**12, 10**15 - 1):
        figure = subsidy.subsidy_curve(lines(max(1, int(end))) if end > 10**7 else (), _=JA, up_to=int(end))
        values = figure.layout.xaxis.tickvals
        assert values[0] == 0
        assert len(values) <= 9
        assert len(set(figure.layout.xaxis.ticktext)) == len(values)


@pytest.mark.parametrize(
    ("cost", "subsidy_yen", "is_flat", "place"),
    [
        (8_000_000, 3_000_000, True, "top"),
        (5_000_000, 2_500_000, False, "top"),
        (100_000, 50_000, False, "middle"),
        (8_000_000, 0, True, "bottom"),
    ],
)
def test_the_mark_stands_at_the_plan_and_its_text_where_there_is_room(
    cost: int, subsidy_yen: int, is_flat: bool, place: str
) -> None:
    mark = subsidy.plan_mark(
        cost, subsidy_yen, "here", up_to=15_000_000, top=6_250_000, height=300, is_flat=is_flat
    )
    assert mark["data"][0]["x"] == [cost]
    assert mark["data"][0]["y"] == [subsidy_yen]
    assert mark["annotations"][0]["yanchor"] == place


def test_the_mark_is_a_figure_that_plotly_accepts() -> None:
    figure = subsidy.subsidy_curve(lines(), _=JA, up_to=15_000_000)
    mark = subsidy.plan_mark(
        9_000_000,
        4_500_000,
        "here",
        up_to=15_000_000,
        top=6_250_000,
        height=300,
        is_flat=False,
        burden=4_500_000,
        levels=[3_000_000],
    )
    figure.add_traces(mark["data"])
    for note in mark["annotations"]:
        figure.add_annotation(note)
    for shape in mark["shapes"]:
        figure.add_shape(shape)
    assert [trace.y[0] for trace in figure.data[-2:]] == [4_500_000, 4_500_000]
