"""The three rules: from four levels to a category, and the passage that decides.

Criteria: Table 2.1, row by row. Ours: two rules (tables "rules", "passages").
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from .. import framework
from ..terms import InputError
from .profile import TOP, Category, Profile

__all__ = ["DEFAULT_RULE", "RULES", "Verdict", "strict", "system_gate", "weakest_dimension"]

DEFAULT_RULE = "system_gate"
"""The rule that decides unless another is asked for."""


class Verdict(NamedTuple):
    """What a rule says of a complete profile, and on which passage that stands.

    Parameters
    ----------
    category : Category or None
        The category; None where the rule defines none.
    passage : str
        Key of the passage that decides (framework table "passages").

    Examples
    --------
    >>> Verdict(Category.SECTORAL, "no_collaboration").category.label()
    'Sectoral'
    """

    category: Category | None
    passage: str


def strict(profile: Profile) -> Verdict:
    """Table 2.1 row by row: 62 of the 320 profiles meet a row, the other 258 meet none.

    Parameters
    ----------
    profile : Profile
        Four levels, all judged.

    Returns
    -------
    Verdict
        The category of the row whose four criteria are met (no profile meets two rows), or None.

    Raises
    ------
    InputError
        If a dimension is not judged. `classify` says what is then still possible.

    Examples
    --------
    >>> strict(Profile(1, 1, 2, 3))
    Verdict(category=None, passage='no_row')
    """
    _need_all(profile)
    for category in Category:
        if all(_row_matches(profile, category).values()):
            return Verdict(category, "row_met")
    return Verdict(None, "no_row")


def system_gate(profile: Profile) -> Verdict:
    """The prose of section II: collaboration, then direction of the effect, then the system.

    Parameters
    ----------
    profile : Profile
        Four levels, all judged.

    Returns
    -------
    Verdict
        A category for every profile. The first line that applies decides.

    Raises
    ------
    InputError
        If a dimension is not judged. `classify` says what is then still possible.

    Notes
    -----
    That the lines are asked in this order, and that what is left is less synergetic, is our
    completion of the prose; each passage says what is the paper's and what is ours.

    Examples
    --------
    >>> system_gate(Profile(1, 1, 2, 3)).passage
    'not_organised'
    """
    system, goal, process, effect = _need_all(profile)
    if system == goal == process == 0:
        return Verdict(Category.SECTORAL, "no_collaboration")
    if system == 0 or goal == 0 or process == 0:
        return Verdict(Category.SECTORAL, "part_missing")
    if effect == 0:
        return Verdict(Category.ANTAGONISTIC, "declines")
    if effect == 1:
        return Verdict(Category.ADDITIVE, "unchanged")
    if system == goal == process == 3 and effect == 4:
        return Verdict(Category.SYNERGISM, "all_top")
    if system == 1:
        return Verdict(Category.FRAGMENTED, "not_organised")
    return Verdict(Category.LESS_SYNERGETIC, "otherwise")


def weakest_dimension(profile: Profile) -> Verdict:
    """The cautious second opinion: no area is better than its weakest dimension. The rule is ours.

    Parameters
    ----------
    profile : Profile
        Four levels, all judged.

    Returns
    -------
    Verdict
        A category for every profile. The first line that applies decides.

    Raises
    ------
    InputError
        If a dimension is not judged. `classify` says what is then still possible.

    Notes
    -----
    It differs from `system_gate` only where that says fragmented or less synergetic. The effect
    counts one less (1 to 4 stand beside 0 to 3): min(system, shared goal, process, effect - 1).

    Examples
    --------
    >>> weakest_dimension(Profile(2, 2, 2, 2)).category.value
    'fragmented'
    """
    verdict = system_gate(profile)
    if verdict.category not in (Category.FRAGMENTED, Category.LESS_SYNERGETIC):
        return verdict
    system, goal, process, effect = profile.levels
    if system == 1 or goal == 1 or process == 1 or effect == 2:
        return Verdict(Category.FRAGMENTED, "weakest_one")
    return Verdict(Category.LESS_SYNERGETIC, "weakest_two")


RULES: dict[str, Callable[[Profile], Verdict]] = {
    "strict": strict,
    "system_gate": system_gate,
    "weakest_dimension": weakest_dimension,
}
"""The three rules by name; framework table "rules" says in words what each is."""


def _need_all(profile: Profile) -> tuple[int, ...]:
    """The four levels, if all are judged."""
    if not isinstance(profile, Profile):
        raise InputError("error.not_a_profile", found=type(profile).__name__)
    for dimension in profile.missing:
        raise InputError("error.level_needed", where=dimension, top=TOP[dimension])
    return profile.levels  # type: ignore[return-value]


@cache
def _apply(rule: str, profile: Profile) -> Verdict:
    return RULES[rule](profile)


@cache
def _candidates(profile: Profile, rule: str) -> tuple[Category | None, ...]:
    found = {_apply(rule, full).category for full in profile.completions()}
    return tuple(c for c in (*Category, None) if c in found)


@cache
def _criteria(category: str) -> dict[str, range]:
    """Of a row of Table 2.1 the levels that meet each criterion."""
    return {
        row["dimension"]: range(int(row["lowest"]), int(row["highest"]) + 1)
        for row in framework.table("criteria")
        if row["category"] == category
    }


def _row_matches(profile: Profile, category: Category) -> dict[str, bool | None]:
    return {
        dimension: None if (level := getattr(profile, dimension)) is None else level in met
        for dimension, met in _criteria(category.value).items()
    }
