"""Four dimensions with their levels, six categories, and the profile of an area."""

import itertools
import operator
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from .. import framework
from ..terms import InputError, cell, choice, label, spoken, text

__all__ = [
    "DIMENSIONS",
    "TOP",
    "Category",
    "Profile",
    "level_label",
    "level_row",
    "levels_in_words",
]

DIMENSIONS = framework.keys("dimensions")
"""System, shared goal, process and effect, in the order of Table 2.1."""

TOP = {d: int(framework.row("dimensions", d)["top"]) for d in DIMENSIONS}
"""The highest level of each dimension; the lowest is 0."""


class Category(StrEnum):
    """The six categories of Table 2.1, in its order.

    Parameters
    ----------
    value : str
        Key of the category, such as "fragmented".

    Examples
    --------
    >>> Category("fragmented").label("id")
    'Terfragmentasi'
    """

    SYNERGISM = "synergism"
    LESS_SYNERGETIC = "less_synergetic"
    FRAGMENTED = "fragmented"
    ADDITIVE = "additive"
    ANTAGONISTIC = "antagonistic"
    SECTORAL = "sectoral"

    def label(self, lang: str | None = None) -> str:
        """What the category is called.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str
            Its name in that language.

        Examples
        --------
        >>> Category.ADDITIVE.label(), Category.ADDITIVE.label("id")
        ('Additive', 'Aditif')
        """
        return label("categories", self.value, lang)


@dataclass(frozen=True)
class Profile:
    """The levels of one area on the four dimensions.

    Parameters
    ----------
    system, shared_goal, process : int or None
        0 to 3; None = not judged.
    effect : int or None
        0 to 4; None = not judged.

    Raises
    ------
    InputError
        If a level is not a whole number in its range.

    Examples
    --------
    >>> Profile(system=1, shared_goal=1, process=2, effect=3).levels
    (1, 1, 2, 3)
    """

    system: int | None = None
    shared_goal: int | None = None
    process: int | None = None
    effect: int | None = None

    def __post_init__(self) -> None:
        for dimension in DIMENSIONS:
            object.__setattr__(self, dimension, _level(dimension, getattr(self, dimension)))

    @property
    def levels(self) -> tuple[int | None, ...]:
        """The four levels in the order system, shared goal, process, effect.

        Examples
        --------
        >>> Profile(system=2, effect=3).levels
        (2, None, None, 3)
        """
        return self.system, self.shared_goal, self.process, self.effect

    @property
    def missing(self) -> tuple[str, ...]:
        """Dimensions that are not judged.

        Examples
        --------
        >>> Profile(system=2, effect=3).missing
        ('shared_goal', 'process')
        """
        return tuple(d for d in DIMENSIONS if getattr(self, d) is None)

    def completions(self) -> Iterator["Profile"]:
        """Every complete profile that the judged levels leave open.

        Returns
        -------
        iterator of Profile
            One if all four are judged; all 320 if none is.

        Examples
        --------
        >>> [full.effect for full in Profile(1, 1, 2).completions()]
        [0, 1, 2, 3, 4]
        """
        ranges = [
            range(TOP[d] + 1) if level is None else (level,)
            for d, level in zip(DIMENSIONS, self.levels, strict=True)
        ]
        return (Profile(*levels) for levels in itertools.product(*ranges))


def _level(dimension: str, value: Any) -> int | None:
    if value is None:
        return None
    try:
        level = operator.index(value)
    except TypeError:
        level = -1
    if isinstance(value, bool) or not 0 <= level <= TOP[dimension]:
        raise InputError("error.level", where=dimension, found=value, top=TOP[dimension])
    return level


@cache
def _all_profiles() -> tuple[Profile, ...]:
    return tuple(Profile().completions())


def level_row(dimension: str, level: int) -> dict[str, str]:
    """What a level stands for, and where in Table 2.1.

    Parameters
    ----------
    dimension : str
        Key of the dimension.
    level : int
        The level.

    Returns
    -------
    dict
        The row of the framework table "levels".

    Raises
    ------
    InputError
        If there is no such dimension, or it has no such level.

    Examples
    --------
    >>> level_row("effect", 1)["source"]
    'Table 2.1, row 4'
    """
    known = choice(dimension, DIMENSIONS, "dimension")
    for row in framework.table("levels"):
        if (row["dimension"], row["level"]) == (known, str(level)):
            return row
    raise InputError("error.level", where=dimension, found=level, top=TOP[known])


@spoken
def level_label(dimension: str, level: int | None, lang: str | None = None) -> str:
    """What a level stands for, in words.

    Parameters
    ----------
    dimension : str
        Key of the dimension.
    level : int or None
        The level; None = not judged.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    str
        The words.

    Raises
    ------
    InputError
        If there is no such dimension, level or language.

    Examples
    --------
    >>> level_label("effect", 1), level_label("effect", None, "id")
    ('Welfare unchanged', 'belum dinilai')
    """
    if level is None:
        return text("term.not_judged")
    return cell(level_row(dimension, level), "label")


def levels_in_words(levels: Sequence[int]) -> str:
    """Some levels of a dimension, lowest first, as they stand in a sentence.

    Parameters
    ----------
    levels : sequence of int
        The levels, in their order.

    Returns
    -------
    str
        The first and the last of them; with a gap between, each of them; "" for none.

    Examples
    --------
    >>> levels_in_words([1]), levels_in_words([0, 1, 2]), levels_in_words([0, 2])
    ('1', '0–2', '0/2')
    """
    if len(levels) > 1 and levels[-1] - levels[0] == len(levels) - 1:
        return f"{levels[0]}–{levels[-1]}"
    return "/".join(map(str, levels))
