"""How far coders and raters agree: shares, kappa, alpha, A, and where they differ.

The paper does not report who coded or judged, or whether they agreed (problem F6); this is ours.
A blank (None, NaN, "") is no code and no level: who left it blank has not coded or judged.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from numbers import Real
from typing import Any, NamedTuple

from .terms import InputError, choice, is_blank, needed, spoken, text

__all__ = [
    "Agreement",
    "Alpha",
    "LevelsAgreement",
    "SCALES",
    "agreement",
    "alpha",
    "levels_agreement",
    "ordinal_agreement",
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


def ordinal_agreement(counts: Sequence[int]) -> float | None:
    """Van der Eijk's agreement A: whether many judgements on one scale stand together or apart.

    Parameters
    ----------
    counts : sequence of int
        How many judged each level, from the lowest level to the highest, 0 where nobody did.

    Returns
    -------
    float or None
        1 if all give one level; 0 if each level is given as often as each other; −1 if half give
        the lowest and half the highest. None if nobody judged.

    Raises
    ------
    InputError
        If there are fewer than two levels, or a count is no whole number from 0 up.

    Notes
    -----
    The counts are taken apart into layers, in each of which every level is given equally often or
    not at all. A layer has A = U × (1 − (S − 1) / (K − 1)) with K levels, S of them given, and U
    the share of triples of levels that speak for one peak less those that speak for two:
    U = ((K − 2) T − (K − 1) D) / ((K − 2) (T + D)), T the triples 110 and 011, D those of 101.
    A is the mean of the layers, weighed by their judgements. Levels stay ranks: no distance
    between them is used. Van der Eijk, C. (2001). Measuring agreement in ordered rating scales.
    Quality & Quantity 35, 325–341, doi:10.1023/A:1010374114305.

    Examples
    --------
    >>> [round(ordinal_agreement(counts), 4) for counts in ((0, 40, 0, 0), (5, 20, 10, 5))]
    [1.0, 0.4167]
    """
    left = list(needed(counts, Iterable, "counts", "a_list"))
    if len(left) < 2 or not all(map(_is_count, left)):
        raise InputError("error.agreement_counts", found=", ".join(map(str, left)))
    total, found = sum(left), 0.0
    while any(left):
        given = [n > 0 for n in left]
        least = min(n for n in left if n)
        found += _layer(given) * least * sum(given) / total
        left = [n - least if n else 0 for n in left]
    return found if total else None


def _is_count(n: Any) -> bool:
    return isinstance(n, Real) and not isinstance(n, bool) and float(n) >= 0 and n % 1 == 0


def _layer(given: list[bool]) -> float:
    """A of a layer: which of the levels are given."""
    levels = len(given)
    triples = Counter(combinations(given, 3))
    one = triples[True, True, False] + triples[False, True, True]
    two = triples[True, False, True]
    peaks = 1.0
    if one + two:
        peaks = ((levels - 2) * one - (levels - 1) * two) / ((levels - 2) * (one + two))
    return peaks * (1 - (sum(given) - 1) / (levels - 1))


SCALES = ("nominal", "ordinal", "interval", "ratio")
"""How values differ: as names, as ranks (the levels of a dimension), or by distance, or share."""


class Alpha(NamedTuple):
    """Krippendorff's alpha, or why there is none; from `alpha`.

    Parameters
    ----------
    value : float or None
        At most 1, which is full agreement; 0 is what chance would give.
    reason : str
        Why there is no value: "no_pairs" or "one_value"; "" if there is one.
    units : int
        Units with at least two values, the only ones that count.
    raters : int
        Raters who gave any of those values.

    Examples
    --------
    >>> Alpha(None, "one_value", 3, 2).why()
    'all gave one and the same value, so agreement by chance cannot be told from any other'
    """

    value: float | None
    reason: str
    units: int
    raters: int

    @spoken
    def why(self, lang: str | None = None) -> str:
        """Why there is no value, in words; "" if there is one.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str

        Examples
        --------
        >>> alpha({"one": {1: "trust"}}).why()
        'no unit was judged by two'
        """
        return text(f"remark.{self.reason}") if self.reason else ""


def alpha(ratings: Mapping[Any, Mapping[Any, Any]], scale: str = "nominal") -> Alpha:
    """Krippendorff's alpha: agreement of any number of raters, beyond chance, with gaps.

    Parameters
    ----------
    ratings : mapping
        From rater to what that rater gave: a mapping from unit (a passage, an area) to value. A
        unit that a rater left out or blank (None, NaN, "") is missing, and never a value.
    scale : {"nominal", "ordinal", "interval", "ratio"}
        How values differ: codes are nominal, levels are ordinal. The other two are for measured
        numbers.

    Returns
    -------
    Alpha
        The value, or the reason why there is none, with the units and raters that count.

    Raises
    ------
    InputError
        If there is no such scale, or a value cannot be placed on it.

    Notes
    -----
    alpha = 1 − (n − 1) Σ o δ / Σ n n δ over all pairs of values, with o the pairs found within
    units, each weighed by 1 / (values of the unit − 1), n how often each value occurs, and δ their
    difference squared: 0 or 1 (nominal); the values that stand between two ranks, each end
    counted by half (ordinal); the distance (interval); the distance over the sum (ratio).
    Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of
    Pennsylvania. Over a handful of units it says little.

    Examples
    --------
    >>> one, other = {1: 0, 2: 1, 3: 2, 4: 2}, {1: 0, 2: 1, 3: 2, 4: 1}
    >>> round(alpha({"one": one, "other": other}, "ordinal").value, 3)
    0.79
    """
    choice(scale, SCALES, "scale")
    units: dict[Any, list[Any]] = {}
    who: dict[Any, list[Any]] = {}
    for rater, given in needed(ratings, Mapping, "ratings", "a_dictionary").items():
        for unit, value in _given(given).items():
            units.setdefault(unit, []).append(value)
            who.setdefault(unit, []).append(rater)
    units = {unit: values for unit, values in units.items() if len(values) > 1}
    size = (len(units), len({rater for unit in units for rater in who[unit]}))
    counts = Counter(value for values in units.values() for value in values)
    if len(counts) < 2:
        return Alpha(None, "one_value" if counts else "no_shared_unit", *size)
    apart = _differences(counts, scale)
    within = sum(
        apart[one, other] * 2 / (len(values) - 1)
        for values in units.values()
        for one, other in combinations(values, 2)
    )
    between = sum(counts[one] * counts[other] * far for (one, other), far in apart.items())
    return Alpha(1 - (sum(counts.values()) - 1) * within / between, "", *size)


def _differences(counts: Counter[Any], scale: str) -> dict[tuple[Any, Any], float]:
    """How far any two values are apart, squared."""
    if scale == "nominal":
        return {(a, b): float(a != b) for a in counts for b in counts}
    try:
        order = sorted(counts)
        if scale == "ordinal":
            middle, below = {}, 0.0
            for value in order:
                middle[value] = below + counts[value] / 2
                below += counts[value]
            return {(a, b): (middle[a] - middle[b]) ** 2 for a in order for b in order}
        if scale == "interval":
            return {(a, b): float(a - b) ** 2 for a in order for b in order}
        return {(a, b): float((a - b) / (a + b)) ** 2 if a + b else 0 for a in order for b in order}
    except TypeError:
        found = ", ".join(dict.fromkeys(str(value) for value in counts))
        raise InputError("error.agreement_scale", found=found, scale=scale) from None


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
