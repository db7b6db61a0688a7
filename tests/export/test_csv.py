"""CSV that a spreadsheet opens without harm."""

import pandas as pd

from clairviz.export.csv import table_csv


def test_csv_has_a_mark_and_disarms_formulas() -> None:
    content = table_csv(pd.DataFrame({"名": ["=1+1", "+x", "-", "@", "京都府"], "数": [1, 2, -3, 4, 5]}))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines() == [
        "名,数",
        "'=1+1,1",
        "'+x,2",
        "'-,-3",
        "'@,4",
        "京都府,5",
    ]
