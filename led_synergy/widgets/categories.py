"""The explorer of the rubric."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from .. import framework, terms
from ..case.case import Case
from ..categories import (
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
from ..terms import language
from . import html as _html
from .explorer import Control, Explorer, Slot
from .html import element, escape

__all__ = [
    "RubricExplorer",
]


class RubricExplorer(Explorer):
    """Choose the four levels of an area, and see its category, why, and what would change it.

    Parameters
    ----------
    case : Case, optional
        Where to begin: with its levels; the others that its evidence allows are marked. Without
        a case nothing is judged at first.
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

    def __init__(self, case: Case | None = None, lang: str | None = None) -> None:
        lang = language(lang)
        title = terms.text("widget.rubric_title", lang)
        self._allowed = _allowed_levels(case) if case else {}
        controls, slots = {}, {}
        for dimension in DIMENSIONS:
            levels = [None, *range(TOP[dimension] + 1)]
            start = levels.index(getattr(case.profile, dimension)) if case else 0
            # A list of ipywidgets takes the value None for "nothing chosen".
            options = tuple(
                (_level(dimension, level, lang), _OPEN if level is None else level)
                for level in levels
            )
            controls[dimension] = Control(
                terms.label("dimensions", dimension, lang), options, start
            )
            for level in levels[1:]:
                slots[f"{dimension} {level}"] = Slot((dimension,), self._look(dimension, level))

        def four(show: Callable[..., str], *more: Any) -> Slot:
            return Slot(DIMENSIONS, lambda *chosen: show(_levels(chosen), *more, lang))

        slots["answer"] = four(_answer)
        slots["why"] = four(_why)
        for rule in RULES:
            slots[rule] = four(_by_rule, rule)
        for category in Category:
            slots[f"{category} is"] = four(_standing, category)
            slots[f"{category} steps"] = four(_steps, category)
            for dimension in DIMENSIONS:
                slots[f"{category} {dimension}"] = Slot(
                    (dimension,), _criterion(category, dimension, lang)
                )
        super().__init__(
            f"{title} – {case.title(lang)}" if case else title,
            controls,
            slots,
            [terms.text("widget.rubric_note", lang)],
            lang,
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
        low, high = self._allowed.get(dimension, (level + 1, level))
        otherwise = "led-may" if low <= level <= high else "led-off"
        return lambda chosen: "led-on" if chosen == level else otherwise

    def page(self) -> str:
        """Answer, criteria of Table 2.1, rules side by side, and the six categories."""
        lang = self.lang
        names = [terms.label("dimensions", dimension, lang) for dimension in DIMENSIONS]
        rules = _html.table(
            terms.text("widget.rules", lang),
            [terms.text(f"widget.{key}", lang) for key in ("rule", "asks", "category")],
            (
                [
                    _html.row_head(row[f"name_{lang}"]),
                    element("td", escape(row[f"summary_{lang}"])),
                    self.slot("td", row["rule"]),
                ]
                for row in framework.table("rules")
            ),
        )
        categories = _html.table(
            terms.text("widget.categories", lang),
            [
                terms.text("widget.category", lang),
                terms.text("widget.standing", lang),
                *names,
                terms.text("widget.steps", lang),
            ],
            (
                [
                    _html.row_head(category.label(lang)),
                    self.slot("td", f"{category} is"),
                    *(self.slot("td", f"{category} {dimension}") for dimension in DIMENSIONS),
                    self.slot("td", f"{category} steps"),
                ]
                for category in Category
            ),
        )
        return (
            self.slot("p", "answer", **{"class": "led-answer"})
            + self.slot("p", "why")
            + element("figure", self._grid(names))
            + rules
            + categories
        )

    def _grid(self, names: Sequence[str]) -> str:
        rows = {(row["dimension"], row["level"]): row for row in framework.table("levels")}
        body = []
        for level in range(max(TOP.values()), -1, -1):
            cells = []
            for dimension in DIMENSIONS:
                if level > TOP[dimension]:
                    cells.append(element("td", "", **{"class": "led-none"}))
                    continue
                row = rows[dimension, str(level)]
                words = (
                    f"<b>{level}</b> {escape(row[f'label_{self.lang}'])}<br/>"
                    f"<i>{escape(terms.label('categories', row['category'], self.lang))}</i>"
                )
                cells.append(self.marked("td", f"{dimension} {level}", words))
            body.append(cells)
        return _html.table(terms.text("widget.grid", self.lang), names, body)


def _allowed_levels(case: Case) -> dict[str, tuple[int, int]]:
    """The levels of each dimension that the evidence of a case allows."""
    found: dict[str, tuple[int, int]] = {}
    for levels in case.readings()[list(DIMENSIONS)].itertuples(index=False):
        for dimension, level in zip(DIMENSIONS, levels, strict=True):
            if level is not None and level == level:
                low, high = found.get(dimension, (level, level))
                found[dimension] = (min(low, int(level)), max(high, int(level)))
    return found


def _level(dimension: str, level: int | None, lang: str) -> str:
    words = level_label(dimension, level, lang)
    return words if level is None else f"{level} – {words}"


_OPEN = "not_judged"
Levels = tuple[int | None, ...]


def _levels(chosen: Iterable[int | str]) -> Levels:
    return tuple(level if isinstance(level, int) else None for level in chosen)


def _names(dimensions: Iterable[str], lang: str) -> str:
    return ", ".join(terms.label("dimensions", dimension, lang) for dimension in dimensions)


@cache
def _answer(levels: Levels, lang: str) -> str:
    return escape(classify(Profile(*levels)).answer(lang))


@cache
def _why(levels: Levels, lang: str) -> str:
    reason = classify(Profile(*levels)).reason(lang)
    return escape(reason or terms.text("widget.not_decided", lang))


@cache
def _by_rule(levels: Levels, rule: str, lang: str) -> str:
    return escape(named(classify(Profile(*levels), rule).candidates, lang))


@cache
def _standing(levels: Levels, category: Category, lang: str) -> str:
    possible = classify(Profile(*levels)).candidates
    if category not in possible:
        return escape(terms.text("widget.ruled_out", lang))
    key = "widget.is_it" if possible == (category,) else "widget.possible"
    return f"<b>{escape(terms.text(key, lang))}</b>"


@cache
def _steps(levels: Levels, category: Category, lang: str) -> str:
    answer = classify(Profile(*levels))
    if answer.profile.missing:
        return escape(terms.text("widget.judge_first", lang))
    if answer.category is category:
        return "–"
    between = f" {terms.text('classify.or', lang)} "
    changes = (
        ", ".join(f"{_names([d], lang)} → {level}" for d, (_, level) in change.items())
        for change in answer.steps_to(category)
    )
    return escape(between.join(changes))


def _criterion(category: Category, dimension: str, lang: str) -> Callable[[int | str], str]:
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
        return f"{asked} {escape(terms.text(f'widget.{key}', lang))}"

    return show
