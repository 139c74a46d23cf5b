"""Practice in judging: invented areas without end, each with an answer that names its reasons."""

import secrets
from functools import cached_property
from typing import Any

from .. import framework, terms
from ..categories import DIMENSIONS, RULES, TOP, Category, level_label, named
from ..practice import InventedArea, draw, gaps, template
from ..terms import spoken
from . import html as _html
from .explorer import _ANSWER, Control, Explorer, Slot
from .html import element, escape, in_its_language

__all__ = [
    "JudgingPractice",
]


_AREAS = 24  # on one page
_NOTHING = "not_said"
_UNDEFINED = "not_defined"
_JUDGED = (*DIMENSIONS, "category")


class JudgingPractice(Explorer):
    """Judge a short invented area: four levels and the category; then see what decides each.

    Parameters
    ----------
    seed : int, optional
        The number of the area to begin with, from 0; the next 23 stand in the same list. The same
        number gives the same area. Without it, any.
    lang : {"en", "id"}, optional
        Language.

    Raises
    ------
    InputError
        If the seed is not a whole number from 0.

    Notes
    -----
    Areas, sentences and levels are invented (framework table "practice"); the criteria are those
    of Table 2.1. Every level that the sentences allow is right, and every category to which one of
    them leads under one of the three rules. Of what is not judged nothing is given away. Controls:
    area, system, shared_goal, process, effect (each a level, "not_said", or "" for not yet),
    category (a key, "not_defined" or ""), answer ("later" or "now").

    Examples
    --------
    >>> practice = JudgingPractice(seed=7)
    >>> practice.controls["effect"].value = 4
    >>> practice.right
    ('effect',)
    """

    script = ("lookup.js", "judging.js")

    @spoken
    def __init__(self, seed: int | None = None, lang: str | None = None) -> None:
        first = draw(secrets.randbelow(100_000) if seed is None else seed).number
        self._areas = {n: draw(n) for n in range(first, first + _AREAS)}
        choose = (terms.text("control.choose"), "")
        areas = tuple((area.title(), n) for n, area in self._areas.items())
        controls = {"area": Control(terms.heading("term.area"), areas)}
        for dimension in DIMENSIONS:
            levels = ((_level(dimension, n), n) for n in range(TOP[dimension] + 1))
            options = (choose, *levels, (terms.text("control.not_said"), _NOTHING))
            controls[dimension] = Control(terms.label("dimensions", dimension), options)
        categories = ((category.label(), category.value) for category in Category)
        undefined = (terms.text("control.not_defined"), _UNDEFINED)
        controls["category"] = Control(
            terms.heading("term.category"), (choose, *categories, undefined)
        )
        controls["answer"] = Control(
            terms.text("control.answer"),
            tuple((terms.text(f"control.answer_{when}"), when) for when in ("later", "now")),
        )
        slots = {}
        for name in _JUDGED:
            for part, show in (
                ("mine", self._mine),
                ("allowed", self._allowed),
                ("why", self._why),
            ):
                slots[f"{part} {name}"] = Slot(("area", name, "answer"), _of(name, show))
        super().__init__(terms.text("title.judging"), controls, slots, [terms.text("note.judging")])

    @property
    def area(self) -> InventedArea:
        """The area shown at this moment."""
        return self._areas[self.controls["area"].value]

    @property
    def right(self) -> tuple[str, ...]:
        """What is judged as the sentences allow: dimensions, "category"."""
        number = self.area.number
        return tuple(n for n in _JUDGED if self._is_right(n, number, self.controls[n].value))

    def _is_right(self, name: str, number: int, chosen: int | str) -> bool:
        return chosen in self._accepted[number][name]

    @cached_property
    def _accepted(self) -> dict[int, dict[str, list[int | str]]]:
        """Of each area the answers that the sentences allow."""
        found: dict[int, dict[str, list[int | str]]] = {}
        for number, area in self._areas.items():
            found[number] = {d: list(levels) or [_NOTHING] for d, levels in area.levels.items()}
            under = [category for rule in RULES for category in area.categories(rule)]
            found[number]["category"] = [c.value if c else _UNDEFINED for c in under]
        return found

    @in_its_language
    def _redraw(self, change: Any = None) -> None:
        if change is not None and change["owner"] is self.controls["area"]:
            for name in (*_JUDGED, "answer"):  # another area is judged anew
                self.controls[name].index = 0
        super()._redraw(change)

    # What is shown ----------------------------------------------------------------------------

    def page(self) -> str:
        """The sentences, how many are judged, and of each judgement what the sentences allow.

        Returns
        -------
        str
            HTML.

        Examples
        --------
        >>> JudgingPractice(seed=7).page()[:1]
        '<'
        """
        heads = [
            terms.text(f"term.{key}")
            for key in ("what_is_judged", "your_judgement", "sentences_allow", "what_decides")
        ]
        rows = [
            [
                _html.row_head(self._plan[name].label),
                *(self.slot("td", f"{part} {name}") for part in ("mine", "allowed", "why")),
            ]
            for name in _JUDGED
        ]
        return (
            element("div", self._sentences(), **{"data-sentences": ""})
            + element("p", escape(self._told()), **{"data-said": "", **_ANSWER})
            + _html.table(terms.text("title.judging_table"), heads, rows)
        )

    def _told(self) -> str:
        judged = sum(self.controls[name].value != "" for name in _JUDGED)
        said = _said(self.controls["answer"].value)
        return said.format(n=judged, right=len(self.right))

    def _sentences(self) -> str:
        area = self.area
        said = (f"<b>{n}</b> {escape(area.says(key))}" for n, key in enumerate(area.sentences, 1))
        return "".join(element("p", words) for words in said)

    def _mine(self, name: str, number: int, chosen: int | str, answer: str) -> str:
        words = next(words for words, value in self._plan[name].options if value == chosen)
        if chosen == "":
            return "–"
        mark = "" if answer == "later" else "✓ " if self._is_right(name, number, chosen) else "✗ "
        return mark + escape(words)

    def _allowed(self, name: str, number: int, chosen: int | str, answer: str) -> str:
        return "" if chosen == "" or answer == "later" else self._reasons[number][name][0]

    def _why(self, name: str, number: int, chosen: int | str, answer: str) -> str:
        return "" if chosen == "" or answer == "later" else self._reasons[number][name][1]

    @cached_property
    def _reasons(self) -> dict[int, dict[str, tuple[str, str]]]:
        """Of each area and judgement what the sentences allow, and what decides it."""
        return {
            number: {
                **{name: (_levels(area, name), _decided(area, name)) for name in DIMENSIONS},
                "category": (_by_rules(area), _beside(area)),
            }
            for number, area in self._areas.items()
        }

    def _data(self) -> dict[str, Any]:
        """The slots; settings, sentences with gaps, and of each area what it is made of; counts."""
        settings = framework.keys("practice_areas")
        used = dict.fromkeys(key for area in self._areas.values() for key in area.sentences)
        place = {key: n for n, key in enumerate(used)}
        return {
            **super()._data(),
            "settings": [gaps(key) for key in settings],
            "templates": [escape(template(key)) for key in used],
            "areas": [
                [settings.index(area.setting), *(place[key] for key in area.sentences)]
                for area in self._areas.values()
            ],
            "said": [_said(when) for when in ("later", "now")],
        }


def _levels(area: InventedArea, name: str) -> str:
    levels = [_level(name, level) for level in area.levels[name]]
    between = f"<br>{escape(terms.text('term.or'))} "
    return between.join(map(escape, levels)) or escape(terms.text("result.no_level"))


def _decided(area: InventedArea, name: str) -> str:
    if key := area.missing.get(name):
        level = framework.row("practice", key)["levels"]
        return escape(terms.text("result.by_nothing", words=area.says(key), level=level))
    n = area.deciding[name][0]
    why = area.why(area.sentences[n - 1])
    return escape(terms.text("result.by_contested" if why else "result.by_sentence", n=n, why=why))


def _by_rules(area: InventedArea) -> str:
    """The categories that the sentences leave possible under each rule."""
    said = (
        terms.text(
            "result.by_rule",
            rule=terms.label("rules", rule),
            category=named(area.categories(rule)),
        )
        for rule in RULES
    )
    return "<br>".join(map(escape, said))


def _beside(area: InventedArea) -> str:
    """The sentences that are beside the point, and why."""
    found = (
        terms.text("result.beside_one", n=n, why=area.why(area.sentences[n - 1]))
        for n in area.beside
    )
    return escape(terms.text("result.beside_point", found=", ".join(found)))


def _of(name: str, show: Any) -> Any:
    return lambda *chosen: show(name, *chosen)


def _level(dimension: str, level: int) -> str:
    return f"{level} – {level_label(dimension, level)}"


def _said(answer: str) -> str:
    """The sentence on what is judged, and after the answer on how much of it is right."""
    keys = ["told"] if answer == "later" else ["told", "right"]
    return " ".join(terms.text(f"result.judging_{key}", n="{n}", right="{right}") for key in keys)
