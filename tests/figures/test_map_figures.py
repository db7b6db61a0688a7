"""Names on the map of partners: those without room wait for a wider one."""

from clairviz.figures import theme
from clairviz.figures.labels import placed_names


def test_names_without_room_wait_for_a_wider_map() -> None:
    def layout(width: float) -> tuple[list[tuple[float, float]], tuple[float, float]]:
        # Six marks in a row, nearer to each other than a name is long.
        return [(width * (index + 1) / 7, 20.0) for index in range(6)], (width, 40.0)

    names = ["カンボジア"] * 6
    _sides, fits = placed_names(layout, ["1"] * 6, names, tried=((120, 12), (900, 12)), radius=4)
    assert None not in fits
    assert 1 in fits
    assert theme.name_for_width("中国", 0) == "中国"
    assert theme.WIDE_ONLY in theme.name_for_width("中国", 1)
    assert theme.name_for_width("中国", None) == ""
