"""What a profile is called under a rule, and why; why not otherwise; what would change it."""

import math
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from .. import framework
from ..cards import InWords
from ..terms import InputError, cell, choice, label, place, spoken, text
from .profile import DIMENSIONS, Category, Profile, _all_profiles, levels_in_words
from .rules import DEFAULT_RULE, RULES, _apply, _candidates, _need_all, _row_matches

__all__ = ["Classification", "changes_in_words", "classify", "named", "size"]


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
        return answer_in_words(self.candidates, self.deciding, self.rule)

    @spoken
    def reason(self, lang: str | None = None, *, sourced: bool = True) -> str:
        """The passage that decided and where it stands.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.
        sourced : bool
            Whether to say where the passage stands.

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
        because = text("result.because", passage=cell(row, "passage"))
        return f"{because} [{place(row['source'])}]" if sourced else because


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


def answer_in_words(
    candidates: tuple[Category | None, ...], deciding: tuple[str, ...], rule: str
) -> str:
    """The category that a rule gives; or those still possible, and what would decide.

    Examples
    --------
    >>> answer_in_words((Category.FRAGMENTED,), (), "strict")
    'Category: Fragmented (rule: Table rule)'
    """
    if len(candidates) == 1:
        return text("result.category", category=named(candidates), rule=label("rules", rule))
    names = ", ".join(label("dimensions", d) for d in deciding)
    return text("result.still_open", found=named(candidates), deciding=names)


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
    return ", ".join(
        f"{label('dimensions', d)} {'?' if a is None else a} → {levels_in_words(ends)}"
        for d, (a, ends) in change.items()
    )


def _met_and_not(matches: dict[str, bool | None]) -> dict[str, str]:
    def names(wanted: bool | None) -> str:
        return ", ".join(label("dimensions", d) for d, met in matches.items() if met is wanted)

    return {"met": names(True) or "–", "not_met": names(False) or "–"}


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
