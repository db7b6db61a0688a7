"""What synthetic years are mixed from: weights that drift between the first and the last year.

Nothing here is a fact. The weights are chosen so that the pages are tried with what years of such a
programme can look like: mostly Asia, China falling and Viet Nam rising, a tail of far partners.
"""

from collections.abc import Mapping

FIRST_YEAR, LAST_YEAR = 1996, 2025
# Years of which nothing is on file, and years of which only a part is.
MISSING = (2000, 2011)
PARTIAL = (1999, 2012, 2022)
# How many were recognised in a partial year, where stated.
RECOGNISED = {2012: 17}
PARTIAL_SHARE = 0.6
# Complete years with published totals.
TOTALLED = (1996, 2001, 2006, 2013, 2016, 2021, 2023)

# Weight in the first and in the last year by field code; others have 2.
FIELDS = {
    "forestry": (2, 1),
    "education": (4, 3),
    "environment": (5, 6),
    "human-resources": (4, 3),
    "medical-insurance": (2, 4),
    "peace": (1, 1),
    "industry-economy": (3, 6),
}
REGIONS = {
    "CHN": (32, 6),
    "KOR": (11, 4),
    "VNM": (2, 20),
    "THA": (7, 8),
    "IDN": (5, 9),
    "PHL": (5, 7),
    "MNG": (3, 5),
    "KHM": (2, 6),
    "LAO": (1, 4),
    "MMR": (1, 4),
    "MYS": (3, 3),
    "IND": (2, 5),
    "NPL": (2, 3),
    "LKA": (2, 2),
    "BGD": (1, 2),
    "RUS": (4, 1),
    "UZB": (0, 1),
    "BRA": (3, 2),
    "PER": (1, 1),
    "PRY": (1, 1),
    "USA": (2, 2),
    "DEU": (1, 1),
    "FRA": (1, 2),
    "AUS": (1, 2),
    "FJI": (1, 1),
    "PLW": (0, 1),
    "KEN": (1, 2),
    "TZA": (1, 1),
    "MAR": (0, 1),
    "TUR": (1, 1),
    "asia-pacific": (3, 3),
    "southeast-asia": (1, 2),
    "russian-far-east": (2, 0.5),
    "africa": (0.5, 1),
}
# Who leads, by the last letter of the name; "former" is a town or village that is no more.
KINDS = {"prefecture": 34, "city": 50, "town": 6, "ward": 2}
FORMER_BEFORE, FORMER = 2005, 8
# A designated city has so many times the weight of another; the lower the evenness, the more a few do.
DESIGNATED = 12
EVENNESS = 1.2

# Shares of the projects, or of those that have what is named before.
NO_REGION = 0.15
NO_FIELD = 0.06
TWO_FIELDS = 0.1
SECONDARY = 0.2
JOINT = 0.18
# Of those not joint: applicants other than the body; of these: associations, and without a body.
APPLICANT, ASSOCIATION, NO_LEAD = 0.08, 0.6, 0.3
AMOUNTS = 0.7
TITLE, TITLE_EN, PARTNER, ORGANISATIONS, SUMMARY, RESULT = 0.6, 0.3, 0.45, 0.2, 0.35, 0.15
DATES, LOCATOR, STEPS, CONTINUES = 0.3, 0.2, 0.25, 0.15

CAP, CAP_JOINT, LARGEST_COST = 3_000_000, 5_000_000, 30_000_000
# From this year all of the cost is subsidised, before it half.
WHOLE_COST_FROM = 2022

WAYS = ("研修員の受入れ", "専門家の派遣", "調査と計画づくり", "技術の移転", "青少年の交流", "セミナーの開催")
RESULTS = ("交流の継続が決まった。", "手引書がまとめられた。", "研修員が帰国後に講習を開いた。")


def at(weights: Mapping[str, tuple[float, float]], year: int) -> dict[str, float]:
    """The weights of a year, on the line between those of the first and of the last."""
    part = min(max((year - FIRST_YEAR) / (LAST_YEAR - FIRST_YEAR), 0), 1)
    return {code: first + (last - first) * part for code, (first, last) in weights.items()}
