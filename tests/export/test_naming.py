"""Files are named after what they hold and the day, and any system takes the name."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from clairviz.base.selection import Selection
from clairviz.export.naming import file_name

DAY = date(2026, 11, 25)


def test_selection_and_day() -> None:
    assert file_name(Selection(), DAY, ".csv") == "clairviz_2026-11-25.csv"
    kyoto = Selection(years=(2005,), prefectures=("26",), fields=("environment", "education"))
    assert file_name(kyoto, DAY, ".xlsx") == "clairviz_2005_26_environment-education_2026-11-25.xlsx"
    assert file_name(Selection(years=(2003, 2004, 2005)), DAY, ".csv") == "clairviz_2003-2005_2026-11-25.csv"
    assert (
        file_name(Selection(), DAY, ".pptx", about="報告会 11/30") == "clairviz_報告会-11-30_2026-11-25.pptx"
    )


@given(st.text(max_size=300))
def test_any_text_makes_a_name(text: str) -> None:
    name = file_name(Selection(text=text), DAY, ".csv")
    assert not set(name) & set('<>:"/\\|?*\n\r\t\x00 ')
    assert len(name) < 120
    assert name.endswith("2026-11-25.csv")


def test_what_is_left_out_is_named_too() -> None:
    without = Selection({"field": ["environment"]}, {"pref": ["26"]})
    assert file_name(without, DAY, ".csv") == "clairviz_environment_not-26_2026-11-25.csv"
