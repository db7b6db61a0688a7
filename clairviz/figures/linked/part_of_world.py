"""Under which heading a partner beyond the map of Asia is listed."""

from clairviz.base.i18n import Translator, message

PARTS = (
    message("Americas"),
    message("Europe"),
    message("Central and Western Asia"),
    message("Africa"),
    message("Oceania"),
    message("South Asia"),
)
AMERICAS, EUROPE, WESTERN_ASIA, AFRICA, OCEANIA, SOUTH_ASIA = PARTS


def part_of_world(latitude: float, longitude: float) -> str:
    """One of PARTS, by where the label of a country lies; the parts are those of UN M49, roughly.

    A heading for the reader, no statement about a country.
    """
    longitude = (longitude + 180) % 360 - 180
    if -170 <= longitude < -30:
        return AMERICAS
    if longitude > 110 or longitude < -170:
        return OCEANIA
    if latitude > 34.5 and (longitude < 26 or (latitude > 44 and longitude < 60)):
        return EUROPE
    # The Red Sea runs from Suez to the south-east.
    if latitude < 12 and longitude < 60:
        return AFRICA
    if latitude < 34.5 and longitude < 34.3 + (31 - latitude) / 2:
        return AFRICA
    if longitude < 66 or latitude > 36:
        return WESTERN_ASIA
    return SOUTH_ASIA


def part_name(part: str, _: Translator) -> str:
    """The heading in the reader's language."""
    return _(part)
