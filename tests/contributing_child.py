"""Run by test_contributing.py inside its copy of the project: is each added thing to be found?

Prints {thing: "found", or what was seen instead} as its last line.
"""

import contextlib
import io
import json
import os
from pathlib import Path

from streamlit.testing.v1 import AppTest

from clairviz.__main__ import main
from clairviz.base import paths
from clairviz.base.i18n import languages

assert Path.cwd() == paths.PROJECT


def opened(page: str = "", **query: str) -> AppTest:
    test = AppTest.from_file(str(paths.APP), default_timeout=120)
    test.query_params.update(query)
    test.session_state["filter_menu"] = True
    test.run()
    if page:
        test.switch_page(f"pages/{page}.py")
        test.query_params.update(query)
        test.run()
    assert not test.exception, test.exception
    return test


def text_of(test: AppTest) -> str:
    parts = [*test.markdown, *test.caption, *test.title, *test.subheader, *test.text]
    shown = [*(str(part.value) for part in parts), *(str(each.proto.body) for each in test.get("html"))]
    return "\n".join([*shown, *(str(box.options) for box in test.multiselect)])


def command(*arguments: str) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as output:
        code = main(list(arguments))
    return f"{code} {output.getvalue()}"


def told(*wanted: str, text: str) -> str:
    return "found" if all(each in text for each in wanted) else text[:3000]


if __name__ == "__main__":
    os.environ.pop("CLAIRVIZ_DATA", None)
    overview = text_of(opened(year="2006"))
    quote = json.loads(command("simulate", "--cost", "1234567", "--fiscal-year", "2040", "--json")[2:])
    timeline = opened("timeline")
    filtered = opened(year="2006", joint="none")
    file, handout = Path("trial.txt"), Path("trial.html")
    command("export", "--year", "2006", "--format", "html", "--out", str(handout))
    export = command("export", "--format", "txt", "--out", str(file))
    seen = {
        "a fiscal year": told("平成18年度", text=overview)
        if command("check").startswith("0")
        else command("check"),
        "a field": told("観光試験", text=overview),
        "a region": told("試験国", text=overview),
        "a local government": told("試験市", text=overview),
        "a source": told("試験の資料", text=text_of(opened("about", source="test-source"))),
        "a subsidy rule's value": "found" if quote["rule"] == 2040 else str(quote),
        # A quarter of the cost is 308,641 yen.
        "a subsidy rule's formula": "found" if quote["subsidy_yen"] == 308_000 else str(quote),
        "a page": told("試験ページの文", text=text_of(opened("trial"))),
        "a chart on a page": told("試験の図", text=text_of(timeline)),
        "a filter": told("試験の条件", text=str([box.label for box in filtered.multiselect])),
        "a scene": "found" if "試験の場面" in handout.read_text("utf-8") else "not in the handout",
        "an export format": "found"
        if export.startswith("0") and "観光試験" not in export and file.stat().st_size
        else export,
        "a language": "found" if languages() == ("ja", "en") else str(languages()),
    }
    print(json.dumps(seen))
