"""How far coders and raters agree: shares, Cohen's kappa, and where they differ.

The paper does not report who coded or judged, or whether they agreed (problem F6); this is ours.
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = [
    "Agreement",
    "agreement",
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
        has coded is left out.

    Returns
    -------
    Agreement

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
