"""How far coders and raters agree: shares, Cohen's kappa, and where they differ.

The paper does not report who coded or judged, or whether they agreed (problem F6); this is ours.
A blank (None, NaN, "") is no code and no level: who left it blank has not coded or judged.
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from .terms import is_blank, needed

__all__ = [
    "Agreement",
    "LevelsAgreement",
    "agreement",
    "levels_agreement",
]


@dataclass(frozen=True)
class Agreement:
    """How far two coders agree, from `agreement`.

    Parameters
    ----------
    n : int
        Passages that both have coded.
    same : int
        Those of them with the same code.
    share : float or None
        same / n, 0 to 1; None where n is 0.
    kappa : float or None
        Cohen's kappa, at most 1; None where n is 0 or both gave every passage one and the same
        code.
    differ : tuple
        The passages coded differently, in the order of the first coder.

    Examples
    --------
    >>> agreement({1: "trust", 2: "trust"}, {1: "trust", 2: "fairness"}).differ
    (2,)
    """

    n: int
    same: int
    share: float | None
    kappa: float | None
    differ: tuple[Hashable, ...]


def agreement(one: Mapping[Any, Hashable], other: Mapping[Any, Hashable]) -> Agreement:
    """How far two coders of the same passages agree, and where they do not.

    Parameters
    ----------
    one, other : mapping
        From passage to code, such as a factor, or a factor and its role. What only one of them
        has coded is left out; a blank (None, NaN, "") is no code.

    Returns
    -------
    Agreement
        Counts, share, kappa, and the passages coded differently.

    Notes
    -----
    The paper does not report who coded or whether coders agreed (problem F6); this is ours.
    kappa = (p - e) / (1 - e), with p the share of the same code and e the share to be expected if
    each had given the same codes at random: the sum over all codes of the product of the
    two coders' shares (Cohen 1960, A coefficient of agreement for nominal scales, Educational and
    Psychological Measurement 20, 37-46). With few passages and many codes it says little.

    Examples
    --------
    >>> found = agreement({1: "trust", 2: "trust", 3: "fairness"}, {1: "trust", 2: "fairness"})
    >>> found.n, found.same, found.share, found.differ
    (2, 1, 0.5, (2,))
    """
    one, other = _given(one), _given(other)
    passages = [passage for passage in one if passage in other]
    n = len(passages)
    if not n:
        return Agreement(0, 0, None, None, ())
    differ = tuple(passage for passage in passages if one[passage] != other[passage])
    same = n - len(differ)
    counts = [Counter(codes[passage] for passage in passages) for codes in (one, other)]
    # In whole numbers, so that an expected share of 1 is met exactly.
    chance = sum(counts[0][code] * counts[1][code] for code in counts[0])
    kappa = None if chance == n * n else (same * n - chance) / (n * n - chance)
    return Agreement(n, same, same / n, kappa, differ)


class LevelsAgreement(NamedTuple):
    """How far raters agree on one dimension, from `levels_agreement`.

    Parameters
    ----------
    raters : int
        How many gave a level.
    level : int or None
        The level that all of them gave; None where they differ or nobody gave one.
    commonest : float or None
        Share of the raters on the commonest level, 0 to 1; None without a rater.
    pairwise : float or None
        Share of pairs of raters that agree, 0 to 1; None with fewer than two raters.
    lowest, highest : int or None
        The ends of the levels given.

    Examples
    --------
    >>> levels_agreement({"A": 1, "B": 2}).lowest
    1
    """

    raters: int
    level: int | None
    commonest: float | None
    pairwise: float | None
    lowest: int | None
    highest: int | None


def levels_agreement(given: Mapping[Any, int | None]) -> LevelsAgreement:
    """How far raters agree on the level of one dimension.

    Parameters
    ----------
    given : mapping
        From rater to level; a blank (None, NaN) is no level.

    Returns
    -------
    LevelsAgreement
        Counts and shares. Levels are ranks: no mean is taken. Agreement is not corrected for
        chance, for which a handful of judgements is too few.

    Examples
    --------
    >>> found = levels_agreement({"one": 1, "two": 2, "three": 1, "four": None})
    >>> found.raters, found.level, round(found.commonest, 2), round(found.pairwise, 2)
    (3, None, 0.67, 0.33)
    >>> found.lowest, found.highest
    (1, 2)
    """
    counts = Counter(_given(given).values())
    n, most = sum(counts.values()), max(counts.values(), default=0)
    pairs = n * (n - 1) // 2
    same = sum(times * (times - 1) // 2 for times in counts.values())
    return LevelsAgreement(
        raters=n,
        level=next(iter(counts)) if len(counts) == 1 else None,
        commonest=most / n if n else None,
        pairwise=same / pairs if pairs else None,
        lowest=min(counts, default=None),
        highest=max(counts, default=None),
    )


def _given(codes: Mapping[Any, Any]) -> dict[Any, Any]:
    """The codes without those left blank, alone or as a part of a code (a factor and its role)."""

    def blank(code: Any) -> bool:
        if isinstance(code, tuple):
            return all(map(blank, code))
        return is_blank(code) or (isinstance(code, str) and not code.strip())

    codes = needed(codes, Mapping, "codes", "a_dictionary")
    found = {key: code for key, code in codes.items() if not blank(code)}
    for code in found.values():
        needed(code, Hashable, "codes", "a_code")
    return found
