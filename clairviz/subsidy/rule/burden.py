"""The own burden of a joint project, divided among its bodies."""

from collections.abc import Sequence
from fractions import Fraction

from clairviz.subsidy.rule.application import MAX_GOVERNMENTS, InputRefused, RefusalCode, check_yen


def split_burden(
    own_burden_yen: int, *, bodies: int = 1, shares: Sequence[Fraction | int] | None = None
) -> tuple[int, ...]:
    """What each body bears, in yen; the parts sum exactly to `own_burden_yen`.

    By default in equal parts among `bodies`, else in the proportion of `shares` (their sum is
    free: 2 and 1 mean two thirds and one third). Each part is rounded down to the yen and the
    first body, the one that leads, takes the remainder. Raises InputRefused for no body, a
    negative share or shares that are all 0.
    """
    check_yen(own_burden_yen, field="own_burden_yen")
    if shares is None:
        if type(bodies) is not int or not 1 <= bodies <= MAX_GOVERNMENTS:
            raise InputRefused(RefusalCode.NOT_A_COUNT, bodies, field="governments")
        shares = (1,) * bodies
    proportions = [Fraction(share) for share in shares]
    whole = sum(proportions, start=Fraction(0))
    if whole <= 0 or any(proportion < 0 for proportion in proportions):
        raise InputRefused(RefusalCode.NOT_A_RATE, ", ".join(map(str, shares)), field="shares")
    parts = [int(own_burden_yen * proportion / whole) for proportion in proportions]
    parts[0] += own_burden_yen - sum(parts)
    return tuple(parts)
