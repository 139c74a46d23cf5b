"""Four dimensions, six categories: what a collaboration is called, and why.

Table 2.1 of the paper gives one criterion per category and dimension; section II says in prose
how the categories are told apart. The numeric levels and the two rules that go beyond the table
are ours (framework tables "levels", "rules" and "passages").
"""

import itertools
import math
import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import cache
from typing import Any

from . import framework
from .terms import InputError, choice, label, language, place, text

__all__ = [
    "Category",
    "Classification",
    "DIMENSIONS",
    "Profile",
    "RULES",
    "classify",
]


DIMENSIONS = framework.keys("dimensions")
TOP = {d: int(framework.row("dimensions", d)["top"]) for d in DIMENSIONS}
DEFAULT_RULE = "system_gate"


class Category(StrEnum):
    """The six categories of Table 2.1, in its order.

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
        """Name of the category in English or Indonesian."""
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
        """The four levels in the order system, shared goal, process, effect."""
        return tuple(getattr(self, f.name) for f in fields(self))

    @property
    def missing(self) -> tuple[str, ...]:
        """Dimensions that are not judged."""
        return tuple(d for d in DIMENSIONS if getattr(self, d) is None)

    def completions(self) -> Iterator["Profile"]:
        """Every complete profile that the judged levels leave open."""
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


# A rule is an ordered list of clauses (test, category, passage); the first that holds decides.
# Tests use only ==, <=, & and |, so one clause serves whole numbers, arrays and column
# expressions alike.
Clause = tuple[Any, Category | None, str]


def strict(s: Any, g: Any, p: Any, e: Any) -> list[Clause]:
    """Table 2.1 row by row: 62 of the 320 profiles meet a row, the other 258 meet none."""
    rows: dict[str, Any] = {}
    levels = dict(zip(DIMENSIONS, (s, g, p, e), strict=True))
    for row in framework.table("criteria"):
        level = levels[row["dimension"]]
        met = (level >= int(row["lowest"])) & (level <= int(row["highest"]))
        rows[row["category"]] = rows[row["category"]] & met if row["category"] in rows else met
    return [(met, Category(name), "row_met") for name, met in rows.items()]


def _collaboration(s: Any, g: Any, p: Any, e: Any) -> list[Clause]:
    """What both complete rules share: is there collaboration, and is anyone better off?"""
    return [
        ((s == 0) & (g == 0) & (p == 0), Category.SECTORAL, "no_collaboration"),
        ((s == 0) | (g == 0) | (p == 0), Category.SECTORAL, "part_missing"),
        (e == 0, Category.ANTAGONISTIC, "declines"),
        (e == 1, Category.ADDITIVE, "unchanged"),
        ((s == 3) & (g == 3) & (p == 3) & (e == 4), Category.SYNERGISM, "all_top"),
    ]


def system_gate(s: Any, g: Any, p: Any, e: Any) -> list[Clause]:
    """The prose of section II: collaboration, then direction of the effect, then the system."""
    return [
        *_collaboration(s, g, p, e),
        (s == 1, Category.FRAGMENTED, "not_organised"),
        (s >= 2, Category.LESS_SYNERGETIC, "otherwise"),
    ]


def weakest_dimension(s: Any, g: Any, p: Any, e: Any) -> list[Clause]:
    """The cautious second opinion, min(system, goal, process, effect - 1); the rule is ours."""
    return [
        *_collaboration(s, g, p, e),
        ((s == 1) | (g == 1) | (p == 1) | (e == 2), Category.FRAGMENTED, "weakest_one"),
        ((s >= 2) & (g >= 2) & (p >= 2) & (e >= 3), Category.LESS_SYNERGETIC, "weakest_two"),
    ]


RULES: dict[str, Callable[[Any, Any, Any, Any], list[Clause]]] = {
    "strict": strict,
    "system_gate": system_gate,
    "weakest_dimension": weakest_dimension,
}


@cache
def _apply(rule: str, levels: tuple[int, ...]) -> tuple[Category | None, str]:
    for met, category, passage in RULES[rule](*levels):
        if met:
            return category, passage
    return None, "no_row"


def _candidates(profile: Profile, rule: str) -> tuple[Category | None, ...]:
    found = {_apply(rule, full.levels)[0] for full in profile.completions()}  # type: ignore[arg-type]
    return tuple(c for c in (*Category, None) if c in found)


@dataclass(frozen=True)
class Classification:
    """What a profile is called under a rule, and why. Made by `classify`."""

    profile: Profile
    rule: str

    @property
    def candidates(self) -> tuple[Category | None, ...]:
        """Categories still possible (None = not defined); one if the judged levels decide."""
        return _candidates(self.profile, self.rule)

    @property
    def category(self) -> Category | None:
        """The category under the rule; None if not defined or not yet decided."""
        return self.by_rule[self.rule]

    @property
    def strict(self) -> Category | None:
        """The category by Table 2.1 row by row; None where the paper defines none."""
        return self.by_rule["strict"]

    @property
    def by_rule(self) -> dict[str, Category | None]:
        """The category under each rule."""
        open_ = {rule: _candidates(self.profile, rule) for rule in RULES}
        return {rule: found[0] if len(found) == 1 else None for rule, found in open_.items()}

    @property
    def deciding(self) -> tuple[str, ...]:
        """Dimensions not judged whose level can still change the category."""
        return tuple(
            d
            for d in self.profile.missing
            if any(
                len(_candidates(replace(full, **{d: None}), self.rule)) > 1
                for full in self.profile.completions()
            )
        )

    @property
    def passage(self) -> str:
        """Key of the passage that decided (framework table "passages"); "" while open."""
        found = {_apply(self.rule, p.levels)[1] for p in self.profile.completions()}  # type: ignore[arg-type]
        return found.pop() if len(found) == 1 else ""

    @property
    def matches(self) -> dict[str, bool | None]:
        """Which criteria of the category's row of Table 2.1 are met; None = not judged."""
        return _row_matches(self.profile, self.category) if self.category else {}

    @property
    def why_not(self) -> dict[Category, dict[str, bool | None]]:
        """For each category that is ruled out, nearest first, which criteria of its row are met."""
        others = [c for c in Category if c not in self.candidates]
        return {
            c: _row_matches(self.profile, c)
            for c in sorted(others, key=lambda c: _distance(self.steps_to(c)))
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
        changes = [
            {
                d: (a, b)
                for d, a, b in zip(DIMENSIONS, self.profile.levels, full, strict=True)
                if a != b
            }
            for full in _all_levels()
            if _apply(self.rule, full)[0] is wanted
        ]
        least = min(map(size, changes))
        return tuple(c for c in changes if size(c) == least)

    def explain(self, lang: str | None = None) -> str:
        """The whole answer in words, in English or Indonesian.

        Examples
        --------
        >>> print(classify(Profile(1, 1, 2, 3)).explain().splitlines()[0])
        Category: Fragmented (rule: System gate)
        """
        lines = [self.answer(lang)]
        if self.passage:
            lines.append(self.reason(lang))
        if self.matches:
            lines.append(text("classify.row", lang, **_met_and_not(self.matches, lang)))
        by_table = named(_candidates(self.profile, "strict"), lang)
        lines.append(text("classify.strict", lang, category=by_table))
        if self.why_not:
            lines += ["", text("classify.others", lang)]
        for category, matches in self.why_not.items():
            steps = " / ".join(changes_in_words(self.steps_to(category), lang))
            words = text(
                "classify.why_not",
                lang,
                category=category.label(lang),
                steps=steps,
                **_met_and_not(matches, lang),
            )
            lines.append(f"- {words}")
        return "\n".join(lines)

    def answer(self, lang: str | None = None) -> str:
        """The category, or those still open and what would decide, as one sentence."""
        found = named(self.candidates, lang)
        if len(self.candidates) == 1:
            rule = label("rules", self.rule, lang)
            return text("classify.category", lang, category=found, rule=rule)
        deciding = ", ".join(label("dimensions", d, lang) for d in self.deciding)
        return text("classify.open", lang, found=found, deciding=deciding)

    def reason(self, lang: str | None = None) -> str:
        """The passage that decided and where it stands; "" while nothing is decided."""
        if not self.passage:
            return ""
        row = framework.row("passages", self.passage)
        source = place(row["source"], lang)
        return text(
            "classify.because", lang, passage=row[f"passage_{language(lang)}"], source=source
        )


def named(categories: tuple[Category | None, ...], lang: str | None = None) -> str:
    """Categories still possible, in words; None stands for no category of the paper."""
    undefined = text("classify.undefined", lang)
    between = text("classify.or", lang)
    return f" {between} ".join(c.label(lang) if c else undefined for c in categories)


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


def changes_in_words(changes: tuple[Steps, ...], lang: str | None = None) -> list[str]:
    """Changes of level as `Classification.steps_to` gives them, each in words.

    Those that differ only in levels not judged are told as one.

    Examples
    --------
    >>> changes_in_words(classify(Profile(1, 1, 2, 3)).steps_to("less_synergetic"))
    ['System 1 → 2']
    """
    return [_in_words(change, lang) for change in _folded(changes)]


def _in_words(change: dict[str, tuple[int | None, tuple[int, ...]]], lang: str | None) -> str:
    def levels(ends: tuple[int, ...]) -> str:
        whole = len(ends) > 1 and ends == tuple(range(ends[0], ends[-1] + 1))
        return f"{ends[0]}–{ends[-1]}" if whole else "/".join(map(str, ends))

    return ", ".join(
        f"{label('dimensions', d, lang)} {'?' if a is None else a} → {levels(ends)}"
        for d, (a, ends) in change.items()
    )


def _met_and_not(matches: dict[str, bool | None], lang: str | None) -> dict[str, str]:
    def names(wanted: bool | None) -> str:
        return (
            ", ".join(label("dimensions", d, lang) for d, met in matches.items() if met is wanted)
            or "–"
        )

    return {"met": names(True), "not_met": names(False)}


@cache
def _all_levels() -> tuple[tuple[int, ...], ...]:
    return tuple(itertools.product(*(range(TOP[d] + 1) for d in DIMENSIONS)))


def size(change: Steps) -> int:
    """How many levels a change goes up or down in all; levels not judged cost nothing."""
    return sum(abs(b - a) for a, b in change.values() if a is not None)


def _distance(steps: tuple[dict[str, tuple[int | None, int]], ...]) -> int:
    return size(steps[0])


def _row_matches(profile: Profile, category: Category) -> dict[str, bool | None]:
    found: dict[str, bool | None] = {}
    for row in framework.table("criteria"):
        if row["category"] == category:
            level = getattr(profile, row["dimension"])
            met = level is not None and int(row["lowest"]) <= level <= int(row["highest"])
            found[row["dimension"]] = None if level is None else met
    return found


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
    """The row of levels.csv that says what a level stands for, and where in Table 2.1."""
    return next(
        row
        for row in framework.table("levels")
        if (row["dimension"], row["level"]) == (dimension, str(level))
    )


def level_label(dimension: str, level: int | None, lang: str | None = None) -> str:
    """What a level stands for; None is not judged.

    Examples
    --------
    >>> level_label("effect", 1), level_label("effect", None, "id")
    ('Welfare unchanged', 'belum dinilai')
    """
    if level is None:
        return text("case.not_judged", lang)
    return level_row(dimension, level)[f"label_{language(lang)}"]
