"""Practice without end: short invented areas to judge, drawn from a table of invented evidence.

The sentences (framework table "practice"), the settings in which they stand ("practice_areas")
and the levels that they allow are ours and fictional; the levels are those of Table 2.1. The same
number draws the same area on every machine.
"""

import hashlib
import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, TypeVar

from . import framework, support, terms
from .case import Case
from .categories import DEFAULT_RULE, DIMENSIONS, RULES, TOP, Category
from .terms import InputError, spoken

__all__ = ["InventedArea", "draw", "draw_many", "filled", "gaps", "template"]

Thing = TypeVar("Thing")

_FEWEST = 5  # sentences of an area
_SLOTS = ("office", "office2", "crop", "crop2", "growers", "buyers", "centre", "edge", "body")
# What joins sectors: without one of these there is no collaboration (section II), so an invented
# area lacks all of them or none; otherwise its sentences would contradict each other.
_JOINT = DIMENSIONS[:3]


class _Dice:
    """Throws that are the same on every machine and in every version of Python."""

    def __init__(self, seed: int) -> None:
        self.seed, self.throws = seed, 0

    def below(self, sides: int) -> int:
        self.throws += 1
        found = hashlib.sha256(f"led_synergy practice {self.seed} {self.throws}".encode())
        return int.from_bytes(found.digest()[:8], "big") % sides

    def one(self, things: Sequence[Thing]) -> Thing:
        return things[self.below(len(things))]

    def some(self, things: Iterable[Thing], number: int) -> list[Thing]:
        """That many of them, each once, in the order thrown."""
        left = list(things)
        return [left.pop(self.below(len(left))) for _ in range(min(number, len(left)))]


@dataclass(frozen=True)
class InventedArea:
    """A short invented area to judge: what is said of it, and what that allows.

    Made by `draw`. Everything about it is fictional.

    Parameters
    ----------
    number : int
        The number that draws it.
    setting : str
        Where it lies: a key of the framework table "practice_areas".
    sentences : tuple of str
        Keys of the sentences that are shown, in their order (framework table "practice").
    missing : dict from str to str
        Dimension of which nothing is said → key of a sentence that would have decided its level.

    Examples
    --------
    >>> area = draw(7)
    >>> len(area.sentences), area.case.fictional
    (8, True)
    """

    number: int
    setting: str
    sentences: tuple[str, ...]
    missing: dict[str, str]

    @cached_property
    def levels(self) -> dict[str, tuple[int, ...]]:
        """Of each dimension the levels that its sentences allow; none where nothing is said.

        Examples
        --------
        >>> draw(7).levels["effect"]
        (4,)
        """
        found = {}
        for dimension in DIMENSIONS:
            allowed = [set(_levels(key)) for key in self.sentences if _of(key) == dimension]
            found[dimension] = tuple(sorted(set.intersection(*allowed))) if allowed else ()
        return found

    @cached_property
    def deciding(self) -> dict[str, tuple[int, ...]]:
        """Of each dimension the numbers of the sentences that decide it, counted from 1.

        Examples
        --------
        >>> [len(numbers) for numbers in draw(7).deciding.values()]
        [1, 1, 1, 1]
        """
        levels = self.levels
        return {
            dimension: tuple(
                number
                for number, key in enumerate(self.sentences, 1)
                if _of(key) == dimension and _levels(key) == levels[dimension]
            )
            for dimension in DIMENSIONS
        }

    @property
    def beside(self) -> tuple[int, ...]:
        """The numbers of the sentences that are beside the point, counted from 1.

        Examples
        --------
        >>> draw(7).beside
        (3, 5, 6, 7)
        """
        return tuple(n for n, key in enumerate(self.sentences, 1) if not _of(key))

    @cached_property
    def case(self) -> Case:
        """The area as a case, so that whatever judges or reports a case serves.

        Examples
        --------
        >>> draw(7).case.ranges()["effect"].levels
        (4,)
        """
        with terms.speaking("en"):
            rows = {
                "about": [
                    {"field": "name", **self._twice(self.name)},
                    {"field": "fictional", "value_en": "yes", "value_id": "ya"},
                    {"field": "country", **self._twice(self.country)},
                ],
                "judgements": [
                    {"dimension": dimension, **_ends(allowed), "source": _SOURCE}
                    for dimension, allowed in self.levels.items()
                    if allowed
                ],
                "evidence": [self._finding(key) for key in self.sentences],
            }
            for row in rows["about"]:
                row["source"] = _SOURCE
            return Case.from_rows(f"practice_{self.number}", rows)

    def categories(self, rule: str = DEFAULT_RULE) -> tuple[Category | None, ...]:
        """The categories that the evidence leaves possible under a rule; one if it decides.

        Parameters
        ----------
        rule : {"system_gate", "strict", "weakest_dimension"}
            Rule.

        Returns
        -------
        tuple of Category or None
            None stands for a profile that the rule does not define.

        Raises
        ------
        InputError
            If there is no such rule.

        Examples
        --------
        >>> [category.value for category in draw(7).categories()]
        ['less_synergetic']
        """
        return support.possible(self.levels, terms.choice(rule, RULES, "rule"))

    # In words -----------------------------------------------------------------------------------

    @spoken
    def name(self, lang: str | None = None) -> str:
        """Name of the area.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str

        Examples
        --------
        >>> draw(7).name("id")
        'Perbukitan Majani'
        """
        return terms.cell(framework.row("practice_areas", self.setting), "name")

    @spoken
    def country(self, lang: str | None = None) -> str:
        """The country in which the area is set.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str

        Examples
        --------
        >>> draw(7).country()
        'Kenya'
        """
        return terms.cell(framework.row("practice_areas", self.setting), "country")

    @spoken
    def title(self, lang: str | None = None) -> str:
        """Number, name and country of the area, and that it is fictional.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str

        Examples
        --------
        >>> draw(7).title()
        'Area 7: Majani Ridge, Kenya (fictional)'
        """
        return terms.text(
            "title.invented_area", number=self.number, name=self.name(), country=self.country()
        )

    @spoken
    def says(self, key: str, lang: str | None = None) -> str:
        """A sentence as it stands in this area, with its kind of source.

        Parameters
        ----------
        key : str
            Key of the sentence, shown or missing.
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str

        Examples
        --------
        >>> draw(7).says("b17")
        'The county livestock office has twelve staff and two vehicles. (document)'
        """
        return filled(template(key), self.setting)

    @spoken
    def why(self, key: str, lang: str | None = None) -> str:
        """What a sentence says of the levels: why it is contested, or has no bearing.

        Parameters
        ----------
        key : str
            Key of the sentence.
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str
            "" where the criterion alone says it.

        Examples
        --------
        >>> draw(7).why("b17")
        'it tells of means, not of working together or of what came of it'
        """
        row = framework.row("practice", key)
        return (
            terms.text(f"remark.beside_{row['aspect']}")
            if row["aspect"]
            else terms.cell(row, "why")
        )

    def _twice(self, words: Any) -> dict[str, str]:
        return {f"value_{lang}": words(lang) for lang in terms.LANGUAGES}

    def _finding(self, key: str) -> dict[str, str]:
        row = framework.row("practice", key)
        said = {}
        for lang in terms.LANGUAGES:
            with terms.speaking(lang):
                said[f"finding_{lang}"] = filled(template(key, False), self.setting)
        kept = {name: row[name] for name in ("dimension", "aspect", "actor", "source_type")}
        return {"evidence": key, **kept, **said, "source": _SOURCE}


_SOURCE = "fictional: invented by us"


@spoken
def template(key: str, source: bool = True, lang: str | None = None) -> str:
    """A sentence of the table as it is written, with gaps for the words of a setting.

    Parameters
    ----------
    key : str
        Key of the sentence.
    source : bool
        Whether its kind of source follows in brackets.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    str

    Examples
    --------
    >>> template("b17")
    'The {office} has twelve staff and two vehicles. (document)'
    """
    row = framework.row("practice", key)
    words = terms.cell(row, "text")
    return f"{words} ({terms.text('value.' + row['source_type']).lower()})" if source else words


@spoken
def gaps(setting: str, lang: str | None = None) -> dict[str, str]:
    """The words of a setting that fill the gaps of a sentence.

    Parameters
    ----------
    setting : str
        Key of the setting.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    dict from str to str
        Name of the gap → words.

    Examples
    --------
    >>> gaps("majani")["crop"]
    'milk'
    """
    row = framework.row("practice_areas", setting)
    return {slot: terms.cell(row, slot) for slot in _SLOTS}


@spoken
def filled(words: str, setting: str, lang: str | None = None) -> str:
    """A sentence with the words of a setting in its gaps.

    Parameters
    ----------
    words : str
        A sentence with gaps, as `template` gives it.
    setting : str
        Key of the setting.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    str

    Examples
    --------
    >>> filled("{crop} is sold in {centre}.", "majani")
    'Milk is sold in Majani Market.'
    """
    found = words.format(**gaps(setting))
    return found[0].upper() + found[1:]


@cache
def _of(key: str) -> str:
    """The dimension that a sentence speaks to; "" where it has no bearing."""
    return framework.row("practice", key)["dimension"]


@cache
def _levels(key: str) -> tuple[int, ...]:
    """The levels that a sentence is compatible with."""
    written = framework.row("practice", key)["levels"]
    return tuple(int(level) for level in written.split("-")) if written else ()


def _ends(allowed: tuple[int, ...]) -> dict[str, str]:
    """The cells of a judgement: one level, or the ends of those that can be defended."""
    level = str(allowed[0]) if len(allowed) == 1 else ""
    return {"level": level, "lowest": str(allowed[0]), "highest": str(allowed[-1])}


def draw(number: int) -> InventedArea:
    """Draw an invented area: five to eight sentences, one to four of them beside the point.

    Parameters
    ----------
    number : int
        A whole number from 0; the same number draws the same area.

    Returns
    -------
    InventedArea
        Of at most two dimensions the evidence does not decide the level: it is contested, or, of
        one of them, nothing is said; a sentence that would have decided is then `missing`.

    Raises
    ------
    InputError
        If the number is not a whole number from 0.

    Examples
    --------
    >>> draw(7) == draw(7), draw(7) == draw(8)
    (True, False)
    """
    number = _whole("number", number, 0)
    dice = _Dice(number)
    setting = dice.one(framework.keys("practice_areas"))
    open_ = dict(zip(dice.some(DIMENSIONS, dice.below(3)), ("either", "contested"), strict=False))
    shown, missing = [], {}
    for dimension, level in _profile(dice).items():
        decides = dice.one(_sentences(dimension, (level,)))
        doubts = _contested(dimension, level)
        silent = dice.below(2) and open_.get(dimension) == "either"
        if dimension not in open_ or not (doubts or silent):
            shown.append(decides)
            continue
        if silent:
            missing[dimension] = decides
        else:
            shown.append(dice.one(doubts))
    beside = max(1 + dice.below(4), _FEWEST - len(shown))
    shown += dice.some(_sentences("", ()), beside)
    return InventedArea(number, setting, tuple(dice.some(shown, len(shown))), missing)


def _profile(dice: _Dice) -> dict[str, int]:
    """The levels of an area; one in six has no collaboration at all."""
    none = dice.below(6) == 0
    joint = {dimension: 0 if none else 1 + dice.below(TOP[dimension]) for dimension in _JOINT}
    return {**joint, "effect": dice.below(TOP["effect"] + 1)}


@cache
def _sentences(dimension: str, levels: tuple[int, ...]) -> list[str]:
    return [k for k in framework.keys("practice") if (_of(k), _levels(k)) == (dimension, levels)]


def _contested(dimension: str, level: int) -> list[str]:
    """The contested sentences that allow a level."""
    pairs = [(level - 1, level), (level, level + 1)]
    if dimension in _JOINT and level > 0:
        pairs = [pair for pair in pairs if pair[0] > 0]
    return [key for pair in pairs for key in _sentences(dimension, pair)]


def draw_many(areas: int, seed: int = 0) -> list[InventedArea]:
    """Draw many invented areas of which no two say the same.

    Parameters
    ----------
    areas : int
        How many, 1 to 999.
    seed : int
        A whole number from 0; another seed draws other areas.

    Returns
    -------
    list of InventedArea
        Their numbers begin with the seed: of seed 7 they are 7001 and the next.

    Raises
    ------
    InputError
        If one of the numbers is not allowed.

    Examples
    --------
    >>> [area.number for area in draw_many(3, seed=7)]
    [7001, 7002, 7003]
    """
    areas, seed = _whole("areas", areas, 1, 999), _whole("seed", seed, 0)
    found: dict[frozenset[str], InventedArea] = {}
    number = 1000 * seed
    while len(found) < areas:
        number += 1
        area = draw(number)
        found.setdefault(frozenset(area.sentences), area)
    return list(found.values())


def _whole(where: str, value: Any, lowest: int, highest: int | None = None) -> int:
    try:
        found = operator.index(value)
    except TypeError:
        found = -1
    if isinstance(value, bool) or found < lowest or (highest is not None and found > highest):
        key = "error.whole_from" if highest is None else "error.whole_between"
        raise InputError(key, where=where, found=value, lowest=lowest, highest=highest)
    return found
