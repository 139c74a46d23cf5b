"""The explorer of the rubric."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from .. import framework, terms
from ..case.case import Case, Range
from ..categories import (
    DEFAULT_RULE,
    DIMENSIONS,
    RULES,
    TOP,
    Category,
    Classification,
    Profile,
    classify,
    level_label,
    named,
)
from ..charts.categories import criteria
from ..charts.given import as_case
from ..terms import spoken
from . import html as _html
from .explorer import _ANSWER, Control, Explorer, Slot
from .html import element, escape

__all__ = [
    "RubricExplorer",
]


class RubricExplorer(Explorer):
    """Choose the four levels of an area, and see its category, why, and what would change it.

    Parameters
    ----------
    case : Case or str, optional
        Where to begin, an area or its name: with its levels; the others that its evidence allows
        are marked. Without a case nothing is judged at first.
    lang : {"en", "id"}, optional
        Language.

    Notes
    -----
    Criteria of Table 2.1, rules of `categories`; the numbers of the levels are ours. Controls:
    system, shared_goal, process, effect, each a level or "not_judged".

    Examples
    --------
    >>> explorer = RubricExplorer()
    >>> explorer.controls["system"].value = 1
    >>> explorer.profile
    Profile(system=1, shared_goal=None, process=None, effect=None)
    """

    @spoken
    def __init__(self, case: Case | str | None = None, lang: str | None = None) -> None:
        title = terms.text("title.rubric")
        case = None if case is None else as_case(case)
        self._allowed = case.ranges() if case else {}
        controls, slots = {}, {}
        for dimension in DIMENSIONS:
            levels = [None, *range(TOP[dimension] + 1)]
            start = levels.index(getattr(case.profile, dimension)) if case else 0
            # A list of ipywidgets takes the value None for "nothing chosen".
            options = tuple(
                (_level(dimension, level), _OPEN if level is None else level) for level in levels
            )
            controls[dimension] = Control(terms.label("dimensions", dimension), options, start)
            for level in levels[1:]:
                slots[f"{dimension} {level}"] = Slot((dimension,), self._look(dimension, level))

        def four(show: Callable[..., str], *more: Any) -> Slot:
            return Slot(DIMENSIONS, lambda *chosen: show(_levels(chosen), *more))

        slots["answer"] = four(_answer)
        slots["why"] = four(_why)
        for rule in RULES:
            slots[rule] = four(_by_rule, rule)
        for category in Category:
            slots[f"{category} is"] = four(_standing, category)
            slots[f"{category} steps"] = four(_steps, category)
            for dimension in DIMENSIONS:
                slots[f"{category} {dimension}"] = Slot(
                    (dimension,), _criterion(category, dimension)
                )
        super().__init__(
            f"{title} – {case.title()}" if case else title,
            controls,
            slots,
            [terms.text("note.rubric")],
        )

    @property
    def profile(self) -> Profile:
        """The levels chosen at this moment."""
        return Profile(*_levels(self.controls[name].value for name in DIMENSIONS))

    @property
    def classification(self) -> Classification:
        """The answer of `classify` to the levels chosen, under the default rule."""
        return classify(self.profile)

    def _look(self, dimension: str, level: int) -> Callable[[int | str], str]:
        allowed = self._allowed.get(dimension, Range()).levels
        otherwise = "led-may" if level in allowed else "led-off"
        return lambda chosen: "led-on" if chosen == level else otherwise

    def page(self) -> str:
        """Answer, criteria of Table 2.1, rules side by side, and the six categories.

        Returns
        -------
        str
            HTML.

        Examples
        --------
        >>> RubricExplorer().page()[:1]
        '<'
        """
        names = [terms.label("dimensions", dimension) for dimension in DIMENSIONS]
        rules = _html.table(
            terms.text("title.rules"),
            [terms.heading(f"term.{key}") for key in ("rule", "asks", "category")],
            (
                [
                    _html.row_head(terms.cell(row, "name")),
                    element("td", escape(terms.cell(row, "summary"))),
                    self.slot("td", row["rule"]),
                ]
                for row in framework.table("rules")
            ),
        )
        categories = _html.table(
            terms.text("title.categories"),
            [
                terms.heading("term.category"),
                terms.text("term.now"),
                *names,
                terms.text("term.smallest_change"),
            ],
            (
                [
                    _html.row_head(category.label()),
                    self.slot("td", f"{category} is"),
                    *(self.slot("td", f"{category} {dimension}") for dimension in DIMENSIONS),
                    self.slot("td", f"{category} steps"),
                ]
                for category in Category
            ),
        )
        return (
            self.slot("p", "answer", **_ANSWER)
            + self.slot("p", "why")
            + element("figure", self._grid(names))
            + rules
            + categories
        )

    def _grid(self, names: Sequence[str]) -> str:
        cells = {(cell.dimension, cell.level): cell for cell in criteria()}
        body = []
        for level in range(max(TOP.values()), -1, -1):
            row = []
            for dimension in DIMENSIONS:
                if (cell := cells.get((dimension, level))) is None:
                    row.append(element("td", "", **{"class": "led-none"}))
                    continue
                words = f"<b>{level}</b> {escape(cell.words)}<br/><i>{escape(cell.category)}</i>"
                row.append(self.marked("td", f"{dimension} {level}", words))
            body.append(row)
        return _html.table(terms.text("title.criteria_in_short"), names, body)


def _level(dimension: str, level: int | None) -> str:
    words = level_label(dimension, level)
    return words if level is None else f"{level} – {words}"


_OPEN = "not_judged"
Levels = tuple[int | None, ...]


def _levels(chosen: Iterable[int | str]) -> Levels:
    return tuple(level if isinstance(level, int) else None for level in chosen)


def _names(dimensions: Iterable[str]) -> str:
    return ", ".join(terms.label("dimensions", dimension) for dimension in dimensions)


@cache
def _found(levels: Levels, rule: str = DEFAULT_RULE) -> Classification:
    """What `classify` says; asked by every place of the page."""
    return classify(Profile(*levels), rule)


def _answer(levels: Levels) -> str:
    return escape(_found(levels).answer())


def _why(levels: Levels) -> str:
    return escape(_found(levels).reason() or terms.text("result.not_decided"))


def _by_rule(levels: Levels, rule: str) -> str:
    return escape(named(_found(levels, rule).candidates))


def _standing(levels: Levels, category: Category) -> str:
    possible = _found(levels).candidates
    if category not in possible:
        return escape(terms.text("term.ruled_out"))
    key = "term.is_it" if possible == (category,) else "term.still_possible"
    return f"<b>{escape(terms.text(key))}</b>"


_steps_to = cache(lambda levels, category: _found(levels).steps_to(category))


def _steps(levels: Levels, category: Category) -> str:
    answer = _found(levels)
    if answer.profile.missing:
        return escape(terms.text("term.once_all_judged"))
    if answer.category is category:
        return "–"
    between = f" {terms.text('term.or')} "
    changes = (
        ", ".join(f"{_names([d])} → {level}" for d, (_, level) in change.items())
        for change in _steps_to(levels, category)
    )
    return escape(between.join(changes))


def _criterion(category: Category, dimension: str) -> Callable[[int | str], str]:
    """Whether the level chosen meets the criterion of a category's row, and which it asks for."""
    row = next(
        row
        for row in framework.table("criteria")
        if (row["category"], row["dimension"]) == (category, dimension)
    )
    low, high = int(row["lowest"]), int(row["highest"])
    asked = str(low) if low == high else f"{low}–{high}"

    def show(level: int | str) -> str:
        met = isinstance(level, int) and low <= level <= high
        key = "unknown" if level == _OPEN else "met" if met else "not_met"
        return f"{asked} {escape(terms.text(f'mark.{key}'))}"

    return show
