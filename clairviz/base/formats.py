"""Yen, dates and years as each language writes them; the Translator has them all.

Numbers of things are written in place as ``f"{count:,}"``, which both languages do alike.
"""

from datetime import date
from typing import Any, Protocol

from babel.dates import format_date, format_skeleton

from clairviz.base.fiscal_year import (
    ERAS,
    FiscalYear,
    date_in_era,
    era_of,
    extent,
    in_era,
    year_in_era,
    year_in_era_en,
)

TRILLION, OKU, MAN, MILLION = 10**12, 10**8, 10**4, 10**6


class _Translates(Protocol):
    @property
    def lang(self) -> str: ...

    def __call__(self, message: str, /, **values: object) -> str: ...


class Formats:
    """What the Translator says of amounts (integer yen), dates and fiscal years."""

    def yen(self: _Translates, amount_yen: int) -> str:
        """An amount in figures to the yen: 3,000,000円, ¥3,000,000."""
        _ = self
        return _("¥{amount}", amount=f"{amount_yen:,}")

    def yen_words(self: _Translates, amount_yen: int) -> str:
        """For a sentence: in Japanese 300万円, 1億2,000万円 or 5,999,999円, else ¥3,000,000."""
        if self.lang != "ja":
            return f"-¥{-amount_yen:,}" if amount_yen < 0 else f"¥{amount_yen:,}"
        if amount_yen <= 0 or amount_yen % MAN:
            return f"{amount_yen:,}円"
        words, rest = "", amount_yen
        for unit, name in ((TRILLION, "兆"), (OKU, "億"), (MAN, "万")):
            count, rest = divmod(rest, unit)
            words += f"{count:,}{name}" if count else ""
        return f"{words}円"

    def yen_short(self: _Translates, amount_yen: int) -> str:
        """Short enough for a figure: 600万円, ¥6M, or to the yen where it is not round."""
        is_round = amount_yen and amount_yen % MAN == 0
        if self.lang == "ja":
            return f"{amount_yen // MAN:,}万円" if is_round else f"{amount_yen:,}円"
        return f"¥{amount_yen / MILLION:,g}M" if is_round else f"¥{amount_yen:,}"

    def yen_and_unit(self: _Translates, amount_yen: int) -> tuple[str, str]:
        """A large amount as number and unit, to one decimal of the largest unit that it fills."""
        _ = self
        if self.lang == "ja":
            if amount_yen >= OKU:
                return _tenths(amount_yen, OKU), _("hundred million yen")
            if amount_yen >= MAN:
                return f"{amount_yen // MAN:,}", _("ten thousand yen")
            return f"{amount_yen:,}", _("yen")
        if amount_yen >= MILLION:
            return f"¥{_tenths(amount_yen, MILLION)}", _("million yen")
        return f"¥{amount_yen:,}", ""

    def fiscal_year(self: _Translates, year: int) -> str:
        """平成17年度 or FY2005, whatever the number."""
        _ = self
        try:
            known = FiscalYear(year)
        except ValueError:
            return _("FY{year}", year=year)
        return known.label_ja if self.lang == "ja" else known.label_en

    def short_fiscal_year(self: _Translates, year: int) -> str:
        """As narrow as a column: H17 in Japanese, ’05 in English."""
        if self.lang != "ja":
            return f"’{year % 100:02}"
        label = FiscalYear(year).label_ja
        era = next(era for era in ERAS if label.startswith(era.name_ja))
        return f"{era.letter}{year - era.first_year + 1}"

    def period(self: Any, year: int) -> str:
        """From the first to the last day of a fiscal year."""
        _, known = self, FiscalYear(year)
        first, last = self.day(known.starts_on), self.day(known.ends_on)
        return _("{first} to {last}", first=first, last=last) if self.lang == "ja" else f"{first} – {last}"

    def day(self: _Translates, day: date) -> str:
        """平成17年4月1日 or 2005-04-01."""
        return date_in_era(day) if self.lang == "ja" else day.isoformat()

    def western_date(self: _Translates, text: str, precision: str, *, short: bool = False) -> str:
        """July 1988 (Jul 1988 if `short`), 1989, FY1996, no finer than `precision`; see ``extent``."""
        _ = self
        first, _last = extent(text, precision)
        if precision == "fiscal_year":
            return _("FY{year}", year=first.year)
        if precision == "day":
            return format_date(first, "long", locale=self.lang)
        skeleton = ("yMMM" if short else "yMMMM") if precision == "month" else "y"
        return format_skeleton(skeleton, first, locale=self.lang)

    def short_date(self: Any, text: str, precision: str) -> str:
        """昭和63年7月 or Jul 1988."""
        if self.lang == "ja":
            return in_era(text, precision)
        return str(self.western_date(text, precision, short=True))

    def date_text(self: Any, text: str, precision: str) -> str:
        """The date in the reader's usual way; a Japanese reader also gets the era."""
        _, western = self, self.western_date(text, precision)
        if self.lang != "ja":
            return str(western)
        return str(_("{first} ({second})", first=western, second=in_era(text, precision)))

    def short_era_of_year(self: _Translates, year: int) -> str:
        """As ``era_of_year``, short enough for an axis: 平成元, H1."""
        era = era_of(date(year, 12, 31))
        return (
            year_in_era(year).removesuffix("年")
            if self.lang == "ja"
            else f"{era.letter}{year - era.first_year + 1}"
        )

    def era_of_year(self: _Translates, year: int) -> str:
        """A calendar year by its era: 平成元年, Heisei 1."""
        return year_in_era(year) if self.lang == "ja" else year_in_era_en(year)


def _tenths(amount_yen: int, unit: int) -> str:
    """In units to one decimal, half a tenth up; whole numbers throughout."""
    tenths = (amount_yen * 10 + unit // 2) // unit
    return f"{tenths // 10:,}.{tenths % 10}"
