"""Large amounts as a person says them: 6.9億円, ¥690 million."""

from clairviz.base.i18n import Translator

OKU, MAN, MILLION = 100_000_000, 10_000, 1_000_000


def money_words(yen: int, _: Translator) -> tuple[str, str]:
    """An amount as number and unit, to one decimal of the largest unit that it fills."""
    if _.lang == "ja":
        if yen >= OKU:
            return _tenths(yen, OKU), _("hundred million yen")
        if yen >= MAN:
            return f"{yen // MAN:,}", _("ten thousand yen")
        return f"{yen:,}", _("yen")
    if yen >= MILLION:
        return f"¥{_tenths(yen, MILLION)}", _("million yen")
    return f"¥{yen:,}", ""


def _tenths(yen: int, unit: int) -> str:
    """In units to one decimal, half a tenth up; whole numbers throughout."""
    tenths = (yen * 10 + unit // 2) // unit
    return f"{tenths // 10:,}.{tenths % 10}"
