"""Addresses of views and what a mark does to them."""

from clairviz.base.address import Address

HERE = Address("map", (("year", "2005"), ("field", "education"), ("field", "peace"), ("lang", "en")))


def test_an_address_is_relative_and_keeps_the_order() -> None:
    assert HERE.text == "map?year=2005&field=education&field=peace&lang=en"
    assert Address().text == "./"
    assert Address("", (("q", "a b&c"),)).text == "./?q=a+b%26c"


def test_a_mark_becomes_the_only_choice_and_clears_itself() -> None:
    chosen = HERE.toggled(field="peace")
    assert chosen.values("field") == ("peace",)
    assert chosen.toggled(field="peace").values("field") == ()
    both = HERE.toggled(region="CHN", field="peace")
    assert both.values("region") == ("CHN",)
    assert both.toggled(region="CHN", field="peace").values("region") == ()
    assert both.toggled(region="CHN", field="education").values("region") == ("CHN",)


def test_another_page_takes_what_it_is_given() -> None:
    assert HERE.at("profile", "lang").text == "profile?lang=en"
    assert HERE.without("field").text == "map?year=2005&lang=en"
