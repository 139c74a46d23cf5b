"""Four dimensions, six categories: what a collaboration is called, and why.

Criteria: Table 2.1. Ours: the numeric levels, two rules (tables "levels", "rules", "passages").
"""

import itertools
import math
import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from . import framework
from .cards import InWords
from .terms import InputError, choice, label, language, place, speaking, spoken, text

__all__ = [
    "Category",
    "Classification",
    "DEFAULT_RULE",
    "DIMENSIONS",
    "Profile",
    "RULES",
    "TOP",
    "Verdict",
    "changes_in_words",
    "classify",
    "level_label",
    "level_row",
    "named",
    "size",
    "strict",
    "system_gate",
    "weakest_dimension",
]

DIMENSIONS = framework.keys("dimensions")
"""System, shared goal, process and effect, in the order of Table 2.1."""

TOP = {d: int(framework.row("dimensions", d)["top"]) for d in DIMENSIONS}
"""The highest level of each dimension; the lowest is 0."""

DEFAULT_RULE = "system_gate"
"""The rule that decides unless another is asked for."""


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
def _deciding(profile: Profile, rule: str) -> tuple[str, ...]:
    def open_without(d: str) -> bool:
        without = (replace(full, **{d: None}) for full in profile.completions())
        return any(len(_candidates(one, rule)) > 1 for one in without)

    return tuple(filter(open_without, profile.missing))


@cache
def _steps_to(profile: Profile, rule: str, wanted: Category) -> "tuple[Steps, ...]":
    found = [_need_all(full) for full in _all_profiles() if _apply(rule, full).category is wanted]
    pairs = [zip(DIMENSIONS, profile.levels, levels, strict=True) for levels in found]
    changes = [{d: (now, then) for d, now, then in each if now != then} for each in pairs]
    least = min(map(size, changes))
    return tuple(c for c in changes if size(c) == least)


@dataclass(frozen=True)
class Classification(InWords):
    """What a profile is called under a rule, and why. Made by `classify`.

    Parameters
    ----------
    profile : Profile
        Levels of the four dimensions; None = not judged.
    rule : str
        Which rule decides.

    Examples
    --------
    >>> classify(Profile(1, 1, 2, 3)).category.label()
    'Fragmented'
    """

    profile: Profile
    rule: str

    @property
    def candidates(self) -> tuple[Category | None, ...]:
        """Categories still possible (None = not defined); one if the judged levels decide.

        Examples
        --------
        >>> [c.value for c in classify(Profile(None, 2, 2, 3)).candidates]
        ['less_synergetic', 'fragmented', 'sectoral']
        """
        return _candidates(self.profile, self.rule)

    @property
    def category(self) -> Category | None:
        """The category under the rule; None if not defined or not yet decided.

        Examples
        --------
        >>> classify(Profile(1, 1, 2, 3)).category.value
        'fragmented'
        """
        return self.by_rule[self.rule]

    @property
    def strict(self) -> Category | None:
        """The category by Table 2.1 row by row; None where the paper defines none.

        Examples
        --------
        >>> classify(Profile(1, 1, 1, 2)).strict.value
        'fragmented'
        """
        return self.by_rule["strict"]

    @property
    def by_rule(self) -> dict[str, Category | None]:
        """The category under each rule.

        Examples
        --------
        >>> classify(Profile(2, 2, 2, 2)).by_rule["weakest_dimension"].value
        'fragmented'
        """
        open_ = {rule: _candidates(self.profile, rule) for rule in RULES}
        return {rule: found[0] if len(found) == 1 else None for rule, found in open_.items()}

    @property
    def deciding(self) -> tuple[str, ...]:
        """Dimensions not judged whose level can still change the category.

        Examples
        --------
        >>> classify(Profile(None, 2, 2, 3)).deciding
        ('system',)
        """
        return _deciding(self.profile, self.rule)

    @property
    def passage(self) -> str:
        """Key of the passage that decided (framework table "passages"); "" while open.

        Examples
        --------
        >>> classify(Profile(1, 1, 2, 3)).passage
        'not_organised'
        """
        found = {_apply(self.rule, full).passage for full in self.profile.completions()}
        return found.pop() if len(found) == 1 else ""

    @property
    def matches(self) -> dict[str, bool | None]:
        """Which criteria of the category's row of Table 2.1 are met; None = not judged.

        Examples
        --------
        >>> classify(Profile(1, 1, 2, 3)).matches
        {'system': True, 'shared_goal': True, 'process': False, 'effect': False}
        """
        return _row_matches(self.profile, self.category) if self.category else {}

    @property
    def why_not(self) -> dict[Category, dict[str, bool | None]]:
        """For each category that is ruled out, nearest first, which criteria of its row are met.

        Examples
        --------
        >>> next(iter(classify(Profile(1, 1, 2, 3)).why_not)).value
        'less_synergetic'
        """
        others = [c for c in Category if c not in self.candidates]
        return {
            c: _row_matches(self.profile, c)
            for c in sorted(others, key=lambda c: size(self.steps_to(c)[0]))
        }

    def steps_to(self, category: str) -> tuple[dict[str, tuple[int | None, int]], ...]:
        """The smallest changes of level that lead to a category under the rule.

        Parameters
        ----------
        category : str or Category
            The category asked for.

        Returns
        -------
        tuple of dict
            Each from dimension to (level now, level needed), all equally small; an empty dict
            if nothing has to change.

        Raises
        ------
        InputError
            If there is no such category.

        Examples
        --------
        >>> classify(Profile(1, 1, 2, 3)).steps_to("less_synergetic")
        ({'system': (1, 2)},)
        """
        wanted = Category(choice(str(category), [c.value for c in Category], "category"))
        return tuple(map(dict, _steps_to(self.profile, self.rule, wanted)))

    @spoken
    def explain(self, lang: str | None = None) -> str:
        """The whole answer in words: category, why, and why not another.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str
            Several lines.

        Examples
        --------
        >>> print(classify(Profile(1, 1, 2, 3)).explain().splitlines()[0])
        Category: Fragmented (rule: System-first rule)
        """
        lines = [self.answer()]
        if self.passage:
            lines.append(self.reason())
        if self.matches:
            lines.append(text("result.criteria_met", **_met_and_not(self.matches)))
        lines.append(text("result.strict", category=named(_candidates(self.profile, "strict"))))
        if self.why_not:
            lines += ["", text("title.why_not")]
        for category, matches in self.why_not.items():
            steps = " / ".join(changes_in_words(self.steps_to(category)))
            words = {"category": category.label(), "steps": steps, **_met_and_not(matches)}
            lines.append(f"- {text('result.why_not', **words)}")
        return "\n".join(lines)

    @spoken
    def answer(self, lang: str | None = None) -> str:
        """The category, or those still open and what would decide, as one sentence.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str
            The sentence.

        Examples
        --------
        >>> classify(Profile(0, 0, 0, 1)).answer("id")
        'Kategori: Sektoral (aturan: Aturan sistem dulu)'
        """
        found = named(self.candidates)
        if len(self.candidates) == 1:
            return text("result.category", category=found, rule=label("rules", self.rule))
        deciding = ", ".join(label("dimensions", d) for d in self.deciding)
        return text("result.still_open", found=found, deciding=deciding)

    @spoken
    def reason(self, lang: str | None = None) -> str:
        """The passage that decided and where it stands.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str
            The sentence; "" while nothing is decided.

        Examples
        --------
        >>> classify(Profile(1, 1, 2, 3)).reason()
        'Why: Collaboration that is not organised as a system is fragmented. [section II]'
        """
        if not self.passage:
            return ""
        row = framework.row("passages", self.passage)
        passage, source = row[f"passage_{language()}"], place(row["source"])
        return text("result.because", passage=passage, source=source)


@spoken
def named(categories: tuple[Category | None, ...], lang: str | None = None) -> str:
    """Categories still possible, in words.

    Parameters
    ----------
    categories : tuple of Category or None
        As in `Classification.candidates`; None stands for no category of the paper.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    str
        Their names, with "or" between them.

    Examples
    --------
    >>> named((Category.FRAGMENTED, None))
    'Fragmented or not defined by the paper'
    """
    undefined, between = text("term.undefined"), text("term.or")
    return f" {between} ".join(c.label() if c else undefined for c in categories)


Steps = dict[str, tuple[int | None, int]]


def _folded(changes: tuple[Steps, ...]) -> list[dict[str, tuple[int | None, tuple[int, ...]]]]:
    """Changes that differ only in levels not judged, as one with every level that would do."""
    groups: dict[tuple[Any, ...], list[Steps]] = {}
    for change in changes:
        known = tuple((d, step if step[0] is not None else None) for d, step in change.items())
        groups.setdefault(known, []).append(change)
    found = []
    for group in groups.values():
        levels = {d: tuple(sorted({change[d][1] for change in group})) for d in group[0]}
        if math.prod(map(len, levels.values())) == len(group):
            found.append({d: (group[0][d][0], ends) for d, ends in levels.items()})
        else:  # not every combination would do
            found += [{d: (a, (b,)) for d, (a, b) in change.items()} for change in group]
    return found


@spoken
def changes_in_words(changes: tuple[Steps, ...], lang: str | None = None) -> list[str]:
    """Changes of level, each in words.

    Parameters
    ----------
    changes : tuple of dict
        As `Classification.steps_to` gives them.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    list of str
        Those that differ only in levels not judged are told as one.

    Examples
    --------
    >>> changes_in_words(classify(Profile(1, 1, 2, 3)).steps_to("less_synergetic"))
    ['System 1 → 2']
    """
    return [_in_words(change) for change in _folded(changes)]


def _in_words(change: dict[str, tuple[int | None, tuple[int, ...]]]) -> str:
    def levels(ends: tuple[int, ...]) -> str:
        whole = len(ends) > 1 and ends == tuple(range(ends[0], ends[-1] + 1))
        return f"{ends[0]}–{ends[-1]}" if whole else "/".join(map(str, ends))

    return ", ".join(
        f"{label('dimensions', d)} {'?' if a is None else a} → {levels(ends)}"
        for d, (a, ends) in change.items()
    )


def _met_and_not(matches: dict[str, bool | None]) -> dict[str, str]:
    def names(wanted: bool | None) -> str:
        return ", ".join(label("dimensions", d) for d, met in matches.items() if met is wanted)

    return {"met": names(True) or "–", "not_met": names(False) or "–"}


@cache
def _all_profiles() -> tuple[Profile, ...]:
    return tuple(Profile().completions())


def size(change: Steps) -> int:
    """How many levels a change goes up or down in all; levels not judged cost nothing.

    Parameters
    ----------
    change : dict
        From dimension to (level now, level needed), as `Classification.steps_to` gives it.

    Returns
    -------
    int
        Levels, 0 and above.

    Examples
    --------
    >>> size({"system": (1, 2), "effect": (4, 2), "process": (None, 3)})
    3
    """
    return sum(abs(b - a) for a, b in change.values() if a is not None)


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


def classify(profile: Profile, rule: str = DEFAULT_RULE) -> Classification:
    """Say which of the six categories a profile belongs to, and why.

    Parameters
    ----------
    profile : Profile
        Levels of the four dimensions; None = not judged.
    rule : {"system_gate", "strict", "weakest_dimension"}
        Which rule decides; the others are answered beside it.

    Returns
    -------
    Classification
        The category and why; or, with a dimension not judged, what is still possible.

    Raises
    ------
    InputError
        If the rule is unknown or the first argument is not a Profile.

    Examples
    --------
    >>> telang = classify(Profile(system=1, shared_goal=1, process=2, effect=3))
    >>> telang.category.value, telang.strict
    ('fragmented', None)
    """
    if not isinstance(profile, Profile):
        raise InputError("error.not_a_profile", found=type(profile).__name__)
    return Classification(profile, choice(rule, RULES, "rule"))


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
    with speaking(lang):
        if level is None:
            return text("term.not_judged")
        return level_row(dimension, level)[f"label_{language()}"]
