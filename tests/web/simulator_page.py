"""What the page of the simulator says, for its tests."""

import json
import re
from html import unescape

from streamlit.testing.v1 import AppTest

PLAN_A = json.dumps({"name": "案A", "cost": "8000000"}, ensure_ascii=False)
PLAN_B = json.dumps({"name": "Joint", "cost": "12000000", "govs": "3"})


def said(test: AppTest) -> str:
    """All HTML of the page as text with its tags."""
    return "\n".join(unescape(part.proto.body) for part in test.get("html"))


def answer(test: AppTest) -> str:
    return next(part.proto.body for part in test.get("html") if "sim-answer" in part.proto.body)


def amounts(test: AppTest, kind: str) -> str:
    """The figure in large type, without separators and signs."""
    text = answer(test).partition(f'class="sim-{kind}">')[2].partition("</strong>")[0]
    return "".join(sign for sign in text.partition("<")[0] if sign.isdigit())


def field(test: AppTest, name: str):
    """The text or the slider of the cost; its key has a number that grows when the other sets the cost."""
    return next(
        widget
        for widget in (*test.text_input, *test.slider)
        if widget.key and re.fullmatch(name + r"\d+", widget.key)
    )
