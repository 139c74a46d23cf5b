"""Explorers: controls that ask the other modules one question after another, and show the answer.

Each explorer lives three lives from one cell. In JupyterLab and JupyterLite it is a box of
ipywidgets that Python answers. On a web page it is its twin: the same controls and the same page
in plain HTML, with every answer worked out beforehand, so that it needs no Python, no network and
no library. For a reader without either it is its state in words. Nothing is judged, counted or
measured here: the words and numbers come from the logic modules, and their sources stand beside
them.

Figures are drawn in HTML and SVG, not with Vega: a change then shows within a few milliseconds in
all three lives, also in JupyterLite (where vl-convert cannot run), on a telephone and for a screen
reader, and what a notebook stores is the same on every machine. Colours are those of `charts`.

Every explorer takes ``lang`` ("en" or "id"; the language of `notebook.setup` if not given), raises
an InputError for any other, and has

- ``controls``: its controls by name; setting ``explorer.controls[name].value`` is as good as a
  click;
- ``words``: what it shows at the moment, as text.
"""

import hashlib
import html
import itertools
import json
import textwrap
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise
from typing import Any

import ipywidgets
import pandas as pd

from . import _html, _layout, components, factors, framework, participation, terms, welfare
from ._html import element, escape
from .case import Case, load_case
from .categories import (
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
from .factors import cell_text
from .notebook import language
from .problem_tree import BASES, OUTCOME, CausalMap

__all__ = [
    "CaseComparer",
    "CodingPractice",
    "EffectLab",
    "EvidenceBrowser",
    "Explorer",
    "LadderExplorer",
    "ProblemTreeExplorer",
    "RubricExplorer",
]


# -- What all explorers share ------------------------------------------------------------------


@dataclass(frozen=True)
class Control:
    """A list to choose from: label, options (words, value), which of them comes first.

    Without options it is a line to write in.
    """

    label: str
    options: tuple[tuple[str, Any], ...] = ()
    start: int = 0


@dataclass(frozen=True)
class Slot:
    """A place on the page that changes: the controls it hangs on, and what it then shows."""

    needs: tuple[str, ...]
    show: Callable[..., str]


class Explorer(ipywidgets.VBox):
    """What all explorers share: controls, a page with slots, its twin and its words.

    Parameters
    ----------
    title : str
        Heading.
    controls : mapping from str to Control
        The controls by name.
    slots : mapping from str to Slot
        The places of the page that change.
    notes : iterable of str
        Sentences below the page: what is ours, what the page cannot show.
    lang : {"en", "id"}
        Language.
    """

    def __init__(
        self,
        title: str,
        controls: Mapping[str, Control],
        slots: Mapping[str, Slot],
        notes: Iterable[str],
        lang: str,
    ) -> None:
        self.lang = lang
        self._title = title
        self._plan = dict(controls)
        self._slots = dict(slots)
        self._notes = tuple(notes)
        self.controls = {name: _live(plan) for name, plan in controls.items()}
        wide = ipywidgets.Layout(width="auto")
        head = ipywidgets.HTML(
            f"<style>{_html.STYLE}{_html.LIVE}</style>{_html.KEYS}{_html.page(_html.heading(title))}",
            layout=wide,
        )
        self._page_now = ipywidgets.HTML(layout=wide)
        super().__init__(
            [head, *self.controls.values(), self._page_now],
            layout=ipywidgets.Layout(width="100%", max_width="700px"),
            model_id=_html.model_id(type(self).__name__),
        )
        for control in self.controls.values():
            control.observe(self._redraw, "value")
        self._redraw()

    _script = ""  # of the twin; its gaps take the id and the data

    # What an explorer is made of --------------------------------------------------------------

    def page(self) -> str:
        """The page at this moment, in HTML; each kind of explorer has its own."""
        raise NotImplementedError

    def value(self, slot: str) -> str:
        """What a slot shows at this moment."""
        plan = self._slots[slot]
        return plan.show(*(self.controls[name].value for name in plan.needs))

    def slot(self, tag: str, name: str, **attributes: str) -> str:
        """An element whose inside is a slot."""
        return element(tag, self.value(name), **{**attributes, "data-slot": name})

    def marked(self, tag: str, name: str, inside: str, **attributes: str) -> str:
        """An element whose class is a slot: how it looks changes, not what it says."""
        shown = {"class": self.value(name), "data-mark": name}
        return element(tag, inside, **{**attributes, **shown})

    # Its lives --------------------------------------------------------------------------------

    def _redraw(self, _: Any = None) -> None:
        notes = "".join(element("p", escape(note), **{"class": "led-note"}) for note in self._notes)
        self._page_now.value = _html.page(self.page() + notes)

    @property
    def words(self) -> str:
        """What the explorer shows at this moment, as text."""
        chosen = [
            f"{plan.label}: {getattr(self.controls[name], 'label' if plan.options else 'value')}"
            for name, plan in self._plan.items()
        ]
        return "\n".join([self._title, *chosen, "", _html.plain(self._page_now.value)])

    @property
    def twin(self) -> str:
        """The explorer as it stands, in HTML that needs neither Python nor network."""
        code = _json(self._data())
        controls = "".join(
            element(
                "label",
                f"<span>{escape(plan.label)}</span> {self._field(place, name, plan)}",
                **({"style": "display:none"} if len(plan.options) == 1 else {}),
            )
            for place, (name, plan) in enumerate(self._plan.items())
        )
        inside = (
            f"<style>{_html.STYLE}</style>{_html.page(_html.heading(self._title) + controls)}"
            f'<div class="led-shown">{self._page_now.value}</div>'
        )
        name = "led-" + hashlib.sha256((inside + code).encode()).hexdigest()[:12]
        root = element("div", inside, id=name, lang=self.lang, **{"class": "led"})
        return f"{root}\n<script>\n{self._script % (name, code)}\n</script>"

    def _data(self) -> dict[str, Any]:
        """What the script of the twin looks up.

        Of each slot: its controls, the different answers, and which of them comes when.
        """
        places = list(self._plan)
        found = {}
        for name, slot in self._slots.items():
            options = [[value for _, value in self._plan[need].options] for need in slot.needs]
            answers = [slot.show(*values) for values in itertools.product(*options)]
            pool = list(dict.fromkeys(answers))
            number = {answer: place for place, answer in enumerate(pool)}
            width = 1 if len(pool) <= len(_DIGITS) else 2
            code = "".join(_code(number[answer], width) for answer in answers)
            found[name] = [[places.index(need) for need in slot.needs], width, code, pool]
        return {"sizes": [len(plan.options) for plan in self._plan.values()], "slots": found}

    def _field(self, place: int, name: str, plan: Control) -> str:
        if not plan.options:
            value = html.escape(self.controls[name].value)
            return f'<input type="search" data-control="{place}" value="{value}">'
        chosen = self.controls[name].index
        options = "".join(
            f"<option{' selected' if number == chosen else ''}>{escape(words)}</option>"
            for number, (words, _) in enumerate(plan.options)
        )
        return f'<select data-control="{place}">{options}</select>'

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {
            "text/plain": self.words,
            "text/html": self.twin,
            "application/vnd.jupyter.widget-view+json": self.get_view_spec(),
        }


def _live(plan: Control) -> ipywidgets.Dropdown | ipywidgets.Text:
    look: dict[str, Any] = {
        "description": plan.label,
        "style": {"description_width": "14em"},
        "layout": ipywidgets.Layout(width="auto"),
    }
    if not plan.options:
        return ipywidgets.Text(**look)
    if len(plan.options) == 1:
        look["layout"].display = "none"  # there is nothing to choose
    return ipywidgets.Dropdown(options=plan.options, index=plan.start, **look)


# -- Scripts of the twins ----------------------------------------------------------------------

# Nothing is worked out here: each slot looks its answer up.
_LOOK_UP = """\
(function (script, data) {
  const root = script && script.previousElementSibling || document.getElementById("%s");
  const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const controls = [...root.querySelectorAll("[data-control]")];
  const answer = name => {
    const [needs, width, code, pool] = data.slots[name];
    let place = 0, number = 0;
    for (const need of needs) place = place * data.sizes[need] + controls[need].selectedIndex;
    for (const digit of code.substr(place * width, width))
      number = number * digits.length + digits.indexOf(digit);
    return pool[number];
  };
  const show = () => {
    for (const part of root.querySelectorAll("[data-slot]"))
      part.innerHTML = answer(part.dataset.slot);
    for (const part of root.querySelectorAll("[data-mark]"))
      part.setAttribute("class", answer(part.dataset.mark));
  };
"""

Explorer._script = f"""{_LOOK_UP}\
  root.addEventListener("change", show);
  show();
}})(document.currentScript, %s);"""

# Rows that stand in the data are shown or not; as `EvidenceBrowser.rows` does it.
_FILTER = """\
(function (script, data) {
  const root = script && script.previousElementSibling || document.getElementById("%s");
  const controls = [...root.querySelectorAll("[data-control]")];
  const say = number => data.pool[number];
  const show = () => {
    const wanted = data.options.map((options, place) => options[controls[place].selectedIndex]);
    const words = controls[3].value.toLowerCase().split(/\\s+/).filter(Boolean);
    const rows = data.rows.filter(row => {
      const searched = [1, 3, 4, 5].map(place => say(row[place])).join(" ").toLowerCase();
      return wanted.every((value, place) => value === "all" || value === say(row[place])) &&
        words.every(word => searched.includes(word));
    });
    root.querySelector(".led-answer").textContent = data.found.replace("{n}", rows.length);
    root.querySelector("tbody").replaceChildren(...rows.slice(0, data.most).map(row => {
      const line = document.createElement("tr");
      for (const place of [1, 3, 4, 5]) line.insertCell().textContent = say(row[place]);
      return line;
    }));
  };
  root.addEventListener("input", show);
  root.addEventListener("change", show);
  show();
})(document.currentScript, %s);"""

# Keeps the codes given and sets them against those of the coder chosen; as `CodingPractice.page`
# does it. A code is a pair of places in the lists of factors and roles; place 0 is "choose".
_CODING = f"""{_LOOK_UP}\
  const [excerpt, factor, role, compare] = controls;
  const words = code => [factor, role].map((list, k) => code[k] ? list.options[code[k]].text : "")
    .filter(Boolean).join(" · ") || "–";
  const all = (kind, change) => root.querySelectorAll("[data-" + kind + "]").forEach(
    part => change(part, ...part.dataset[kind].split(" ").map(Number)));
  const hide = (part, hidden) => part.setAttribute("class", hidden ? "led-hidden" : "");
  const judge = () => {{
    const chosen = compare.selectedIndex;
    const done = data.codes.flatMap((code, n) => code[0] && code[1] ? [n] : []);
    const same = (coder, ...places) => done.filter(
      n => places.every(k => data.coders[coder][n][k] === data.codes[n][k]));
    const both = same(chosen, 0, 1).length;
    const gaps = {{n: done.length, both, share: data.shares[done.length][both],
      factor: same(chosen, 0).length, role: same(chosen, 1).length}};
    root.querySelector("[data-said]").textContent =
      data.said[chosen].replace(/{{(\\w+)}}/g, (_, gap) => gaps[gap]);
    all("code", (part, n) => part.textContent = words(data.codes[n]));
    all("coder", (part, coder) => hide(part, coder !== chosen));
    all("differ", (part, coder, n) =>
      hide(part, !done.includes(n) || same(coder, 0, 1).includes(n)));
  }};
  root.addEventListener("change", event => {{
    if (event.target === excerpt)
      [factor.selectedIndex, role.selectedIndex] = data.codes[excerpt.selectedIndex];
    else
      data.codes[excerpt.selectedIndex] = [factor.selectedIndex, role.selectedIndex];
    show();
    judge();
  }});
  show();
  judge();
}})(document.currentScript, %s);"""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"


def _json(value: Any) -> str:
    # No "<" may stand in a script: "</script>" would end it.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _code(number: int, width: int) -> str:
    first, last = divmod(number, len(_DIGITS))
    return _DIGITS[last] if width == 1 else _DIGITS[first] + _DIGITS[last]


# -- The rubric --------------------------------------------------------------------------------


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
            self.slot("p", "answer", **_ANSWER)
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


# -- The problem tree --------------------------------------------------------------------------

_BASES = {
    "all": {*BASES, ""},
    "finding_table": {"finding", "table"},
    "finding": {"finding"},
}


class ProblemTreeExplorer(Explorer):
    """Pick a factor: what it leads to, what leads to it, and what if it were dealt with.

    Parameters
    ----------
    cases : sequence of Case, optional
        The areas whose links make the map; the two of the paper unless given.
    lang : {"en", "id"}, optional
        Language.

    Raises
    ------
    InputError
        If a case has no table of links.

    Notes
    -----
    What `problem_tree` works out from links stated in the text (sections 4.3 and 4.4); not a
    figure of the paper, and no link has a strength. Boxes keep their places when links are
    filtered out. Controls: area ("all" or a case; only with more than one), basis, factor.

    Examples
    --------
    >>> explorer = ProblemTreeExplorer()
    >>> explorer.controls["factor"].value = "external_factors"
    >>> explorer.tree.released_by("external_factors")
    {'conflict_of_interest'}
    """

    def __init__(self, cases: Sequence[Case] | None = None, lang: str | None = None) -> None:
        lang = language(lang)
        cases = list(cases or (load_case("telang"), load_case("batu_betumpang")))
        areas = {case.name: case.title(lang) for case in cases}
        self._links = pd.concat(
            [case.links.assign(area=case.name) for case in cases], ignore_index=True
        )
        # Asked again by every box and arrow of the map.
        self._tree = cache(self._tree)  # type: ignore[method-assign]
        self._roles = cache(self._roles)  # type: ignore[method-assign]
        self._arrows = cache(self._arrows)  # type: ignore[method-assign]
        self._whole = self._tree("all", "all")
        pairs = [(k.cause, k.effect) for k in self._whole.links if k.cause != k.effect]
        levels = [[n for n in self._whole.nodes if n in v] for v in self._whole.levels()]
        self._layout = _layout.layered(pairs, levels)
        self._claims = self._claims_of(areas)
        places = [(terms.text("widget.all_areas", lang), "all")]
        places += [(words, name) for name, words in areas.items()]
        bases = [(terms.text(f"widget.basis_{key}", lang), key) for key in _BASES]
        factors = [(_node(node, lang), node) for node in self._whole.nodes if node != OUTCOME]
        controls = {
            "area": Control(terms.text("widget.area", lang), tuple(places)),
            "basis": Control(terms.text("widget.basis", lang), tuple(bases)),
            "factor": Control(terms.text("widget.factor", lang), tuple(factors)),
        }
        if len(cases) == 1:
            del controls["area"]

        def slot(show: Callable[..., str], *more: Any) -> Slot:
            area = () if "area" in controls else ("all",)
            return Slot(tuple(controls), lambda *chosen: show(*area, *chosen, *more))

        slots = {
            "effects": slot(self._effects),
            "causes": slot(self._causes),
            "paths": slot(self._paths),
            "dealt": slot(self._dealt),
        }
        for node in self._whole.nodes:
            slots[f"box {node}"] = slot(self._box, node)
            slots[f"mark {node}"] = slot(self._mark, node)
        for cause, effect in pairs:
            slots[f"arrow {cause} {effect}"] = slot(self._arrow, (cause, effect))
        for number, claim in enumerate(self._claims):
            slots[f"claim {number}"] = slot(self._claim, claim)
        title = terms.text("widget.tree_title", lang)
        notes = ["map.note", "widget.tree_note", "widget.released_note"]
        super().__init__(
            f"{title} – {', '.join(areas.values())}",
            controls,
            slots,
            [terms.text(key, lang) for key in notes],
            lang,
        )

    @property
    def tree(self) -> CausalMap:
        """The map of the area and basis chosen."""
        area = self.controls["area"].value if "area" in self.controls else "all"
        return self._tree(area, self.controls["basis"].value)

    def _tree(self, area: str, basis: str) -> CausalMap:
        here = (self._links["area"] == area) | (area == "all")
        firm = self._links["basis"].map(cell_text).isin(_BASES[basis])
        return CausalMap.from_links(self._links[here & firm])

    # What is said -----------------------------------------------------------------------------

    def _said_of(self, key: str, area: str, basis: str, factor: str, found: Iterable[Any]) -> str:
        tree = self._tree(area, basis)
        names = [_node(node, self.lang) for node in tree.nodes if node in set(found)]
        words = terms.text(
            f"widget.{key}",
            self.lang,
            n=len(names),
            factors=", ".join(names) or terms.text("chart.none", self.lang),
        )
        return escape(words)

    def _effects(self, area: str, basis: str, factor: str) -> str:
        tree = self._tree(area, basis)
        found = tree.triggers(factor) if factor in tree.nodes else ()
        return self._said_of("effects", area, basis, factor, found)

    def _causes(self, area: str, basis: str, factor: str) -> str:
        tree = self._tree(area, basis)
        found = tree.triggered_by(factor) if factor in tree.nodes else ()
        return self._said_of("causes", area, basis, factor, found)

    def _dealt(self, area: str, basis: str, factor: str) -> str:
        tree = self._tree(area, basis)
        found = tree.released_by(factor) if factor in tree.nodes else ()
        return self._said_of("dealt" if found else "dealt_none", area, basis, factor, found)

    def _paths(self, area: str, basis: str, factor: str) -> str:
        tree = self._tree(area, basis)
        if not {factor, OUTCOME} <= set(tree.nodes):
            return escape(terms.text("widget.not_in_map", self.lang))
        try:
            paths = tree.paths(OUTCOME, factor)
        except terms.InputError as error:  # a map too dense to list its chains
            return escape(error.message(self.lang))
        if not paths:
            return escape(terms.text("widget.no_path", self.lang))
        shown = [" → ".join(_node(node, self.lang) for node in path) for path in paths[:3]]
        words = terms.text("widget.paths", self.lang, n=len(paths), shown=len(shown))
        return escape(words) + "".join(f"<br>{escape(path)}" for path in shown)

    # What is drawn ----------------------------------------------------------------------------

    def _roles(self, area: str, basis: str, factor: str) -> dict[Hashable, str]:
        """What each node of the whole map is to the factor chosen."""
        tree = self._tree(area, basis)
        roles: dict[Hashable, str] = dict.fromkeys(self._whole.nodes, "absent")
        roles.update(dict.fromkeys(tree.nodes, "plain"))
        if factor in tree.nodes:
            after, before = tree.triggers(factor), tree.triggered_by(factor)
            roles.update(dict.fromkeys(after, "effect"))
            roles.update(dict.fromkeys(before, "cause"))
            roles.update(dict.fromkeys(after & before, "both"))
            roles.update(dict.fromkeys(tree.released_by(factor), "released"))
            roles[factor] = "picked"
        return roles

    def _arrows(self, area: str, basis: str, factor: str) -> dict[tuple[Any, Any], str]:
        """How each link of the map chosen looks."""
        tree = self._tree(area, basis)
        down = tree.triggers(factor) | {factor} if factor in tree.nodes else set()
        up = tree.triggered_by(OUTCOME) | {OUTCOME} if OUTCOME in tree.nodes else set()
        looks = {}
        for link in tree.links:
            firm = "" if {"finding", "table"} & set(link.basis) else " led-loose"
            on_path = " led-path" if link.cause in down and link.effect in up else ""
            looks[link.cause, link.effect] = f"led-arrow{firm}{on_path}"
        return looks

    def _box(self, area: str, basis: str, factor: str, node: Hashable) -> str:
        return f"led-box led-{self._roles(area, basis, factor)[node]}"

    def _mark(self, area: str, basis: str, factor: str, node: Hashable) -> str:
        role = self._roles(area, basis, factor)[node]
        return "" if role == "plain" else escape(terms.text(f"widget.mark_{role}", self.lang))

    def _arrow(self, area: str, basis: str, factor: str, pair: tuple[Any, Any]) -> str:
        return self._arrows(area, basis, factor).get(pair, "led-arrow led-absent")

    def _claims_of(self, areas: Mapping[str, str]) -> list[dict[str, Any]]:
        """The links as rows; what two areas say alike, with the same source, stands once."""
        rows: dict[tuple[str, ...], dict[str, Any]] = {}
        for row in self._links.map(cell_text).to_dict("records"):
            key = (row["cause"], row["effect"], row["basis"], row["source"])
            found = rows.setdefault(key, {**row, "areas": {}})
            found["areas"][row["area"]] = areas[row["area"]]
        return list(rows.values())

    def _claim(self, area: str, basis: str, factor: str, claim: dict[str, Any]) -> str:
        shown = (
            factor in (claim["cause"], claim["effect"])
            and (area == "all" or area in claim["areas"])
            and claim["basis"] in _BASES[basis]
        )
        return "" if shown else "led-hidden"

    def page(self) -> str:
        """What is said of the factor, the map, and the links that touch the factor."""
        lang = self.lang
        rows = "".join(
            self.marked(
                "tr",
                f"claim {number}",
                _html.row_head(f"{_node(claim['cause'], lang)} → {_node(claim['effect'], lang)}")
                + "".join(
                    element("td", escape(words))
                    for words in (
                        terms.text(f"map.basis_{claim['basis']}", lang) if claim["basis"] else "",
                        ", ".join(claim["areas"].values()),
                        terms.place(claim["source"], lang),
                    )
                ),
            )
            for number, claim in enumerate(self._claims)
        )
        heads = [terms.text(f"widget.{key}", lang) for key in ("link", "basis", "area", "source")]
        said = "".join(self.slot("p", key) for key in ("effects", "causes", "dealt", "paths"))
        return (
            element("div", said, **_LIVE)
            + element("figure", self._map())
            + _html.table(terms.text("widget.links", lang), heads, rows)
        )

    def _map(self) -> str:
        plan = self._layout
        arrows = "".join(
            self.marked("g", f"arrow {cause} {effect}", _curve(plan.arrows[cause, effect]))
            for cause, effect in plan.arrows
        )
        boxes = "".join(
            self.marked("g", f"box {node}", self._boxed(node, *plan.boxes[node]))
            for node in self._whole.nodes
        )
        label = html.escape(terms.text("widget.map_label", self.lang))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {plan.width:g} {plan.height:g}" '
            f'role="img" aria-label="{label}">{arrows}{boxes}</svg>'
        )

    def _boxed(self, node: Hashable, x: float, y: float) -> str:
        wide, tall = _layout.BOX
        lines = textwrap.wrap(_node(node, self.lang), 17)
        words = "".join(
            f'<tspan x="{x:.0f}" y="{y - 9 + 12 * n:.0f}">{escape(line)}</tspan>'
            for n, line in enumerate(lines)
        )
        mark = self.slot("text", f"mark {node}", x=f"{x:.0f}", y=f"{y + 17:.0f}")
        return (
            f'<rect x="{x - wide / 2:.0f}" y="{y - tall / 2:.0f}" width="{wide}" height="{tall}" '
            f'rx="4"/><text>{words}</text>{mark}'
        )


def _node(node: Hashable, lang: str) -> str:
    return (
        terms.text("map.synergism", lang)
        if node == OUTCOME
        else terms.label("factors", str(node), lang)
    )


def _curve(route: Sequence[tuple[float, float]]) -> str:
    """An arrow through the points of its route, with a head at the end."""
    (x, y), *rest = route
    line = f"M{x:.0f},{y:.0f}"
    for (x, y), (to, end) in pairwise(route):
        line += f"C{x:.0f},{(y + end) / 2:.0f} {to:.0f},{(y + end) / 2:.0f} {to:.0f},{end:.0f}"
    x, y = rest[-1]
    back = 7 if y < route[-2][1] else -7
    return f'<path d="{line}"/><path d="M{x:.0f},{y - back / 2:g}l-4,{back}h8z"/>'


# -- Welfare effects ---------------------------------------------------------------------------

_BETTER = (2, 5, 10, 15, 20, 25, 30, 40, 50)  # percent
_TOLERANCES = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75)
_AMONG = ("zone", "poor")  # the two lines of Table 4.2, row 4d
_MEASURES = ("relative", "absolute")


class EffectLab(Explorer):
    """Declare what counts as optimal and as even, and see what may then be said of the effect.

    Parameters
    ----------
    case : Case, optional
        An area with measurements before and after and a table of effects; the fictional
        Kawasan Contoh unless given.
    lang : {"en", "id"}, optional
        Language.

    Raises
    ------
    InputError
        If the case has no measurements or no effects, or none of the framework's indicators is
        measured before and after.

    Notes
    -----
    Measures and rule are those of `welfare`. The paper names no benchmark and no tolerance
    (problem F6), so both are declared here; what is not measured, and the reach of the poor, stay
    as the case states them. Controls: indicator, benchmark ("none", "declared" or percent better
    than before), among, measure ("relative" or "absolute"), tolerance ("none" or a number).

    Examples
    --------
    >>> lab = EffectLab()
    >>> lab.controls["benchmark"].value = 5
    >>> lab.controls["tolerance"].value = 0.75
    >>> welfare.effect_level(lab.effects)
    3
    """

    def __init__(self, case: Case | None = None, lang: str | None = None) -> None:
        lang = language(lang)
        case = case or load_case("contoh")
        self._case = case
        self._units = _before_and_after(case.measurements)
        self._means = {
            key: {period: float(units[period].mean()) for period in ("before", "after")}
            for key, units in self._units.items()
        }
        if not self._units:
            raise terms.InputError("widget.error_not_measured", where=case.name)
        self._reach = welfare.targeting(case.measurements)
        self._evenness = cache(self._evenness)  # type: ignore[method-assign]
        self._attained = cache(self._attained)  # type: ignore[method-assign]
        self._level = cache(self._level)  # type: ignore[method-assign]
        names = {key: terms.label("effect_indicators", key, lang) for key in self._units}
        benchmarks: list[tuple[str, Any]] = [(terms.text("widget.none_declared", lang), "none")]
        if {*case.benchmarks} & {*names}:
            benchmarks.append((terms.text("widget.benchmark_declared", lang), "declared"))
        benchmarks += [(terms.text("widget.better", lang, n=n), n) for n in _BETTER]
        tolerances: list[tuple[str, Any]] = [(terms.text("widget.none_declared", lang), "none")]
        tolerances += [(_number(n, lang), n) for n in _TOLERANCES]
        controls = {
            "indicator": Control(
                terms.text("widget.indicator", lang),
                tuple((name, key) for key, name in names.items()),
                list(names).index("income") if "income" in names else 0,
            ),
            "benchmark": Control(terms.text("widget.benchmark", lang), tuple(benchmarks)),
            "among": Control(
                terms.text("widget.among", lang),
                tuple((terms.text(f"chart.{key}", lang), key) for key in _AMONG),
            ),
            "measure": Control(
                terms.text("widget.measure", lang),
                tuple((terms.text(f"widget.measure_{key}", lang), key) for key in _MEASURES),
            ),
            "tolerance": Control(terms.text("widget.tolerance", lang), tuple(tolerances)),
        }
        declared = ("benchmark", "among", "measure", "tolerance")
        slots = {
            "level": Slot(declared, lambda *chosen: self._level(*self._verdicts(*chosen))),
            "optimal": Slot(("indicator", "benchmark"), self._optimal),
            "bars": Slot(("indicator",), self._bars),
            "line": Slot(("indicator", "benchmark"), self._line),
            "even": Slot(("indicator", "among", "measure", "tolerance"), self._even),
            "gains": Slot(("indicator", "among", "measure"), self._gains),
        }
        for key in names:
            slots[f"{key} benchmark"] = Slot(("benchmark",), self._cell(self._benchmark, key))
            slots[f"{key} attained"] = Slot(("benchmark",), self._cell(self._attained, key))
            slots[f"{key} gap"] = Slot(("among", "measure"), partial(self._gap, key))
            slots[f"{key} even"] = Slot(declared[1:], partial(self._is_even, key))
        title = f"{terms.text('widget.effect_title', lang)} – {case.title(lang)}"
        notes = [case.fact("notice", lang), terms.text("widget.effect_note", lang)]
        super().__init__(title, controls, slots, filter(None, notes), lang)

    @property
    def effects(self) -> pd.DataFrame:
        """The table of effects that follows from what is declared at this moment."""
        names = ("benchmark", "among", "measure", "tolerance")
        chosen = (self.controls[name].value for name in names)
        return pd.DataFrame(self._effects(self._verdicts(*chosen)))

    # What follows from what is declared -------------------------------------------------------

    def _benchmark(self, indicator: str, benchmark: Any) -> float | None:
        if benchmark == "none":
            return None
        if benchmark == "declared":
            return self._case.benchmarks.get(indicator)
        before = self._means[indicator]["before"]
        return before * (1 + welfare.polarity_of(indicator) * benchmark / 100) or None

    def _attained(self, indicator: str, benchmark: Any) -> float | None:
        aim = self._benchmark(indicator, benchmark)
        return welfare.attainment(
            self._means[indicator]["after"], aim, welfare.polarity_of(indicator)
        )

    def _evenness(
        self, indicator: str, among: str, measure: str, tolerance: Any
    ) -> welfare.Evenness | None:
        units = self._units[indicator]
        gain = welfare.polarity_of(indicator) * units[measure]
        try:
            return welfare.evenness(
                gain, units[among], None if tolerance == "none" else float(tolerance)
            )
        except terms.InputError:  # no growth from 0, or no zone: nothing to compare
            return None

    def _verdicts(
        self, benchmark: Any, among: str, measure: str, tolerance: Any
    ) -> tuple[tuple[str, str, str], ...]:
        """Of each indicator measured: whether it is optimal and even; blank if not judged."""
        verdicts = []
        for indicator in self._units:
            attained = self._attained(indicator, benchmark)
            found = self._evenness(indicator, among, measure, tolerance)
            optimal = _yes_no(None if attained is None else attained >= 1)
            verdicts.append((indicator, optimal, _yes_no(found.even if found else None)))
        return tuple(verdicts)

    def _effects(self, verdicts: tuple[tuple[str, str, str], ...]) -> list[dict[str, str]]:
        """The effects of the case with these verdicts, without what the case sums up of them."""
        found = {indicator: (optimal, even) for indicator, optimal, even in verdicts}
        rows = self._case.effects.map(cell_text).to_dict("records")
        summed = {row["effect_group"] for row in rows if row["indicator"] in found}
        effects = []
        for row in rows:
            if row["indicator"] in found:
                optimal, even = found[row["indicator"]]
                effects.append({**row, "optimal": optimal, "even": even})
            elif row["indicator"] or row["effect_group"] not in summed:
                effects.append(row)
        return effects

    # What is said -----------------------------------------------------------------------------

    def _level(self, *verdicts: tuple[str, str, str]) -> str:
        reason = welfare.effect_reason(self._effects(verdicts), self.lang)
        return escape(terms.text("widget.effect_level", self.lang, reason=reason))

    def _cell(self, find: Callable[[str, Any], float | None], key: str) -> Callable[..., str]:
        return lambda benchmark: _number(find(key, benchmark), self.lang)

    def _gap(self, indicator: str, among: str, measure: str) -> str:
        found = self._evenness(indicator, among, measure, "none")
        return _number(found.gap if found else None, self.lang)

    def _is_even(self, indicator: str, among: str, measure: str, tolerance: Any) -> str:
        found = self._evenness(indicator, among, measure, tolerance)
        return escape(self._judged(found.even if found else None))

    def _judged(self, answer: bool | None) -> str:
        key = {None: "case.not_judged", True: "widget.yes", False: "widget.no"}[answer]
        return terms.text(key, self.lang)

    def _optimal(self, indicator: str, benchmark: Any) -> str:
        attained = self._attained(indicator, benchmark)
        key = "no_benchmark" if attained is None else "optimal" if attained >= 1 else "not_optimal"
        return escape(
            terms.text(
                f"widget.{key}",
                self.lang,
                indicator=terms.label("effect_indicators", indicator, self.lang),
                unit=self._case.fact(f"unit_{indicator}", self.lang) or "–",
                after=_number(self._means[indicator]["after"], self.lang),
                benchmark=_number(self._benchmark(indicator, benchmark), self.lang),
                attained=_number(attained, self.lang),
            )
        )

    def _even(self, indicator: str, among: str, measure: str, tolerance: Any) -> str:
        found = self._evenness(indicator, among, measure, tolerance)
        if found is None or found.gap is None:
            return escape(terms.text("widget.no_groups", self.lang))
        key = {None: "not_judged", True: "even", False: "not_even"}[found.even]
        return escape(terms.text(f"chart.gap_{key}", self.lang, gap=_number(found.gap, self.lang)))

    # What is drawn ----------------------------------------------------------------------------

    def _place(self, indicator: str) -> Callable[[float], float]:
        """From a value of the indicator to its place on the scale of the bars."""
        options = [value for _, value in self._plan["benchmark"].options]
        benchmarks = (self._benchmark(indicator, option) for option in options)
        top = max(
            *self._means[indicator].values(), *(value for value in benchmarks if value is not None)
        )
        return lambda value: _LEFT + _WIDE * value / top

    def _bars(self, indicator: str) -> str:
        place = self._place(indicator)
        return "".join(
            _bar(n, terms.text(f"chart.{key}", self.lang), value, place, self.lang)
            for n, (key, value) in enumerate(self._means[indicator].items())
        )

    def _line(self, indicator: str, benchmark: Any) -> str:
        value = self._benchmark(indicator, benchmark)
        if value is None:
            return ""
        x = self._place(indicator)(value)
        words = escape(
            f"{terms.text('widget.benchmark_short', self.lang)} {_number(value, self.lang)}"
        )
        return f'<path d="M{x:.0f},0V48"/><text x="{x:.0f}" y="62">{words}</text>'

    def _gains(self, indicator: str, among: str, measure: str) -> str:
        found = self._evenness(indicator, among, measure, "none")
        if found is None:
            return ""
        low, high = min(0.0, *found.means.values()), max(0.0, *found.means.values())
        scale = (high - low) or 1.0
        return "".join(
            _bar(
                n,
                terms.text(
                    "chart.group_n", self.lang, group=self._group(among, key), n=found.counts[key]
                ),
                mean,
                lambda value: _LEFT + _WIDE * (value - low) / scale,
                self.lang,
                percent=measure == "relative",
            )
            for n, (key, mean) in enumerate(found.means.items())
        )

    def _group(self, among: str, key: Any) -> str:
        known = f"chart.{among}_{key}"
        return terms.text(known, self.lang) if known in framework.keys("terms") else str(key)

    def page(self) -> str:
        """Effect level, the indicator chosen, all indicators, and the reach of the poor."""
        lang = self.lang
        heads = ("indicator", "before", "after", "benchmark_short", "attained", "gap", "even")
        rows = [
            [
                _html.row_head(terms.label("effect_indicators", key, lang)),
                *(element("td", _number(mean, lang)) for mean in means.values()),
                self.slot("td", f"{key} benchmark"),
                self.slot("td", f"{key} attained"),
                self.slot("td", f"{key} gap"),
                self.slot("td", f"{key} even"),
            ]
            for key, means in self._means.items()
        ]
        tall = max(len(units[key].unique()) for units in self._units.values() for key in _AMONG)
        return (
            self.slot("p", "level", **_ANSWER)
            + self.slot("p", "optimal")
            + element("figure", _drawing(66, self.slot("g", "bars") + self.slot("g", "line")))
            + element(
                "p", f"{escape(terms.text('widget.who_gains', lang))}: {self.slot('span', 'even')}"
            )
            + element("figure", _drawing(24 * tall, self.slot("g", "gains")))
            + _html.table(
                terms.text("widget.all_indicators", lang),
                [terms.text(f"widget.{key}", lang) for key in heads],
                rows,
            )
            + self._targeting()
        )

    def _targeting(self) -> str:
        shares = ("coverage", "exclusion_error", "inclusion_error")
        heads = ["meant", "meant_n", "meant_served", *shares]
        rows = [
            [
                _html.row_head(terms.text(f"chart.{row['threshold']}_yes", self.lang)),
                element("td", str(row["n_poor"])),
                element("td", str(row["n_poor_served"])),
                *(element("td", _number(row[key], self.lang, percent=True)) for key in shares),
            ]
            for row in self._reach.to_dict("records")
        ]
        words = [terms.text(f"widget.{key}", self.lang) for key in heads]
        return _html.table(terms.text("widget.targeting", self.lang), words, rows)


# The one line of a page that a screen reader says again after each choice.
_LIVE = {"aria-live": "polite"}
_ANSWER = {"class": "led-answer", **_LIVE}
_LEFT, _WIDE = 190, 420  # where bars begin, and how long the longest is; drawings are 680 wide


def _before_and_after(measurements: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Of each indicator of the framework its units: before, after, change, and their groups."""
    found = {}
    for indicator in framework.keys("effect_indicators"):
        rows = measurements[measurements["indicator"] == indicator]
        periods = {
            period: rows[rows["period"] == period].set_index("unit")
            for period in ("before", "after")
        }
        if all(len(part) for part in periods.values()):
            before, after = periods["before"], periods["after"]
            change = welfare.change(before["value"], after["value"], welfare.polarity_of(indicator))
            found[indicator] = change.join(before[[*_AMONG]])
    return found


def _yes_no(answer: bool | None) -> str:
    return "" if answer is None else "yes" if answer else "no"


def _number(value: float | None, lang: str, percent: bool = False) -> str:
    """Three digits that count, with the decimal mark of the language; a dash for none."""
    if value is None or pd.isna(value):
        return "–"
    if percent:
        return f"{value:.0%}"
    words = f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return words.replace(".", ",") if lang == "id" else words


def _drawing(tall: int, inside: str) -> str:
    return (
        f'<svg class="led-bars" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 {tall}" '
        f'aria-hidden="true">{inside}</svg>'
    )


def _bar(
    place: int,
    label: str,
    value: float,
    scale: Callable[[float], float],
    lang: str,
    percent: bool = False,
) -> str:
    """A labelled bar from 0 to the value, the number behind it."""
    start, end = sorted((scale(0), scale(value)))
    y = 24 * place
    return (
        f'<text x="{_LEFT - 8}" y="{y + 16}" class="led-end">{escape(label)}</text>'
        f'<rect x="{start:.0f}" y="{y + 3}" width="{end - start:.0f}" height="18"/>'
        f'<text x="{end + 6:.0f}" y="{y + 16}">{_number(value, lang, percent)}</text>'
    )


# -- The ladder of participation ---------------------------------------------------------------

_ALL = "all"


class LadderExplorer(Explorer):
    """Declare from which rung participation is high, and see who stands there.

    Parameters
    ----------
    case : Case, optional
        An area with a table of participation; the fictional Kawasan Contoh unless given, because
        the paper gives no rung for any activity of its two areas.
    lang : {"en", "id"}, optional
        Language.

    Raises
    ------
    InputError
        If the case has no table of participation, or a rung is not one of the six.

    Notes
    -----
    The ladder is the paper's (section II, process dimension), the counts are those of
    `participation`. No mean is shown, because rungs are ranks. Controls: by ("group", "activity"
    or "all"), rung (1 to 6).

    Examples
    --------
    >>> explorer = LadderExplorer()
    >>> explorer.controls["rung"].value = 6
    >>> int(explorer.shares.loc["village_elite", "at_or_above"])
    8
    """

    def __init__(self, case: Case | None = None, lang: str | None = None) -> None:
        lang = language(lang)
        case = case or load_case("contoh")
        table = case.participation
        kinds: tuple[str, ...] = (*participation.BY, _ALL)
        grouped = {kind: None if kind == _ALL else kind for kind in kinds}
        self._shares = {
            (kind, rung): participation.at_or_above(table, rung, by)
            for kind, by in grouped.items()
            for rung in participation.RUNGS
        }
        # As plain numbers: a table of pandas is slow to ask cell by cell.
        self._counts, self._spans = (
            {k: find(table, by).T.to_dict("list") for k, by in grouped.items()}
            for find in (participation.distribution, participation.span)
        )
        self._reached = {k: found.T.to_dict("list") for k, found in self._shares.items()}
        self._names = _names_of_activities(case, lang)
        self._names["all"] = terms.text("participation.all", lang)
        rungs = tuple((_rung(rung, lang), rung) for rung in participation.RUNGS)
        controls = {
            "by": Control(
                terms.text("widget.by", lang),
                tuple((terms.text(f"widget.by_{kind}", lang), kind) for kind in kinds),
            ),
            "rung": Control(terms.text("widget.rung", lang), rungs, len(rungs) // 2),
        }
        slots = {
            "said": Slot(("rung",), self._said),
            "from": Slot(("rung",), lambda rung: f"led-from{rung}"),
        }
        for rung in participation.RUNGS:
            slots[f"head {rung}"] = Slot(("rung",), partial(self._head, rung))
        for kind, counts in self._counts.items():
            for key in counts:
                slots[f"{kind} {key}"] = Slot(("by",), partial(_shown, kind))
                slots[f"share {kind} {key}"] = Slot(("rung",), partial(self._share, kind, key))
        title = f"{terms.text('widget.ladder_title', lang)} – {case.title(lang)}"
        notes = [
            case.fact("notice", lang),
            *_merged(lang),
            terms.text("widget.ladder_note", lang),
        ]
        super().__init__(title, controls, slots, filter(None, notes), lang)

    @property
    def shares(self) -> pd.DataFrame:
        """Who stands at or above the rung declared at this moment, as `at_or_above` gives it."""
        return self._shares[self.controls["by"].value, self.controls["rung"].value]

    def _said(self, rung: int) -> str:
        ((total, n, share),) = self._reached[_ALL, rung].values()
        return escape(
            terms.text(
                "widget.at_or_above",
                self.lang,
                rung=_rung(rung, self.lang),
                n=int(n),
                total=int(total),
                share=_number(share, self.lang, percent=True),
            )
        )

    def _head(self, rung: int, declared: int) -> str:
        words = escape(_rung(rung, self.lang))
        if rung != declared:
            return words
        return f"▶ {words}<br/><i>{escape(terms.text('widget.declared', self.lang))}</i>"

    def _share(self, kind: str, key: Any, rung: int) -> str:
        _, n, share = self._reached[kind, rung][key]
        words = _number(share, self.lang, percent=True)
        return escape(terms.text("widget.of", self.lang, n=int(n), share=words))

    def page(self) -> str:
        """The share at or above the declared rung, and how many stand on each."""
        heads = [element("th", escape(terms.text("widget.who", self.lang)), scope="col")]
        heads += [self.slot("th", f"head {rung}", scope="col") for rung in participation.RUNGS]
        heads += [
            element("th", escape(terms.text(f"widget.{key}", self.lang)), scope="col")
            for key in ("from_to", "share")
        ]
        rows = "".join(
            self.marked("tr", f"{kind} {key}", self._row(kind, key))
            for kind, counts in self._counts.items()
            for key in counts
        )
        caption = element("caption", escape(terms.text("widget.ladder", self.lang)))
        table = f"{caption}<thead><tr>{''.join(heads)}</tr></thead><tbody>{rows}</tbody>"
        return self.slot("p", "said", **_ANSWER) + element(
            "div", self.marked("table", "from", table), **{"class": "led-scroll"}
        )

    def _row(self, kind: str, key: Any) -> str:
        name = self._names.get(key) or terms.name(str(key), self.lang)
        _, lowest, highest = self._spans[kind][key]
        most = max(map(max, self._counts[kind].values()))
        cells = "".join(
            element("td", f"{_dot(n / most)}{n}" if n else "·") for n in self._counts[kind][key]
        )
        reach = element("td", f"{lowest}–{highest}")
        return _html.row_head(name) + cells + reach + self.slot("td", f"share {kind} {key}")


def _shown(kind: str, chosen: str) -> str:
    return "" if kind == chosen else "led-hidden"


def _rung(rung: int, lang: str) -> str:
    return f"{rung} {terms.label('rungs', str(rung), lang)}"


def _dot(share: float) -> str:
    """A dot whose area is the share of the largest."""
    wide = f"{4 + 20 * share**0.5:.0f}px"
    return f'<span class="led-dot" style="width:{wide};height:{wide}"></span> '


def _merged(lang: str) -> list[str]:
    """Which rungs the paper made of two, and of which two."""
    between = f" {terms.text('widget.and', lang)} "
    return [
        terms.text("widget.merged", lang, rung=_rung(rung, lang), two=between.join(names[lang]))
        for rung, names in participation.MERGED.items()
    ]


def _names_of_activities(case: Case, lang: str) -> dict[str, str]:
    table = case.tables.get("activities")
    if table is None:
        return {}
    other = next(known for known in terms.LANGUAGES if known != lang)
    return {
        row["activity"]: cell_text(row[f"name_{lang}"]) or cell_text(row[f"name_{other}"])
        for row in table.to_dict("records")
    }


# -- The evidence ------------------------------------------------------------------------------

_TABLES = ("activities", "evidence", "factors")
_MOST = 25  # rows shown at once


class EvidenceBrowser(Explorer):
    """Search what the tables of the areas say, each row with its source.

    Parameters
    ----------
    cases : sequence of Case, optional
        The areas; the two of the paper unless given. A table that a case lacks is passed over.
    lang : {"en", "id"}, optional
        Language.

    Notes
    -----
    Tables 4.1 (activities), 4.2 (evidence of the dimensions) and 4.3 (factors) of the paper, in
    our words. Controls: table, area, kind (a sector, a dimension or a role; "all" for any) and
    search, where every word written must stand in the row.

    Examples
    --------
    >>> browser = EvidenceBrowser()
    >>> browser.controls["search"].value = "pepper"
    >>> {row["area"] for row in browser.rows}
    {'Batu Betumpang'}
    """

    def __init__(self, cases: Sequence[Case] | None = None, lang: str | None = None) -> None:
        lang = language(lang)
        cases = list(cases or (load_case("telang"), load_case("batu_betumpang")))
        self._rows = [
            row for table in _TABLES for case in cases for row in _rows(table, case, lang)
        ]
        every = terms.text("widget.every", lang)
        areas = tuple((case.title(lang), case.title(lang)) for case in cases)
        areas = ((every, "all"), *areas) if len(areas) > 1 else areas
        kinds = dict.fromkeys(row["kind"] for row in self._rows)
        controls = {
            "table": Control(
                terms.text("widget.table", lang),
                (
                    (every, "all"),
                    *((terms.text(f"widget.table_{table}", lang), table) for table in _TABLES),
                ),
            ),
            "area": Control(terms.text("widget.area", lang), areas),
            "kind": Control(
                terms.text("widget.kind", lang), ((every, "all"), *((kind, kind) for kind in kinds))
            ),
            "search": Control(terms.text("widget.search", lang)),
        }
        title = terms.text("widget.evidence_title", lang)
        super().__init__(
            f"{title} – {', '.join(case.title(lang) for case in cases)}",
            controls,
            {},
            [terms.text("widget.evidence_note", lang)],
            lang,
        )

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows found at this moment: table, area, kind, of, said, source."""
        wanted = {name: self.controls[name].value for name in ("table", "area", "kind")}
        words = self.controls["search"].value.lower().split()
        return [
            row
            for row in self._rows
            if all(value in ("all", row[name]) for name, value in wanted.items())
            and all(word in _searched(row) for word in words)
        ]

    def page(self) -> str:
        """How many rows are found, and the first of them."""
        rows = self.rows
        words = terms.text(
            "widget.found", self.lang, n=len(rows), total=len(self._rows), most=_MOST
        )
        heads = ("area", "about_what", "said", "source")
        shown = [
            [element("td", escape(row[key])) for key in ("area", "of", "said", "source")]
            for row in rows[:_MOST]
        ]
        words_of = [terms.text(f"widget.{key}", self.lang) for key in heads]
        table = _html.table(terms.text("widget.rows", self.lang), words_of, shown)
        return element("p", escape(words), **_ANSWER) + table

    _script = _FILTER

    def _data(self) -> dict[str, Any]:
        """The rows, with each text once, and what the script writes."""
        keys = ("table", "area", "kind", "of", "said", "source")
        pool = {
            text: n for n, text in enumerate(dict.fromkeys(r[k] for r in self._rows for k in keys))
        }
        options = [[str(value) for _, value in self._plan[name].options] for name in keys[:3]]
        found = terms.text("widget.found", self.lang, n="{n}", total=len(self._rows), most=_MOST)
        return {
            "pool": list(pool),
            "rows": [[pool[row[key]] for key in keys] for row in self._rows],
            "options": options,
            "found": found,
            "most": _MOST,
        }


def _searched(row: Mapping[str, str]) -> str:
    return " ".join(row[key] for key in ("area", "of", "said", "source")).lower()


def _rows(table: str, case: Case, lang: str) -> list[dict[str, str]]:
    """The rows of one table of a case, in the words of the reader."""
    if table not in case.tables:
        return []
    found = []
    members = case.tables.get("components")
    sectors = {} if members is None else members.set_index("component").map(cell_text).T.to_dict()
    for row in case.tables[table].map(cell_text).to_dict("records"):
        said = row.get(f"finding_{lang}") or row.get(f"name_{lang}") or ""
        if table == "activities":
            component = sectors.get(row["component"], {})
            sector = component.get("sector", "")
            kind = terms.text(f"components.{sector}", lang) if sector else "–"
            of = f"{kind} · {component.get(f'name_{lang}') or row['component']}"
            said += (
                f" ({terms.text('widget.inferred', lang)})" if row["status"] == "inferred" else ""
            )
        elif table == "evidence":
            known = row["dimension"] in DIMENSIONS
            kind = terms.label("dimensions", row["dimension"], lang) if known else "–"
            of = kind
        else:
            kind = terms.text(f"factors.{row['role']}", lang)
            of = f"{terms.label('factors', row['factor'], lang)} · {kind}"
            said += f" ({terms.text('widget.disputed', lang)})" if row["disputed"] else ""
        source = terms.place(row["source"], lang)
        found.append(
            {"table": table, "area": case.title(lang), "kind": kind, "of": of, "said": said}
            | {"source": source}
        )
    return found


# -- Two areas ---------------------------------------------------------------------------------

_PARTS = ("levels", "factors", "activities")


class CaseComparer(Explorer):
    """Two areas row by row: all of it, or only what differs.

    Parameters
    ----------
    first, second : Case, optional
        The areas; the two of the paper unless given. A part whose tables one of them lacks is
        left out.
    lang : {"en", "id"}, optional
        Language.

    Notes
    -----
    Levels and categories (Tables 2.1 and 4.2), roles of the factors (Table 4.3), and activities of
    each component by sector (Table 4.1). Controls: show ("all" or "differences"), part ("all",
    "levels", "factors" or "activities").

    Examples
    --------
    >>> comparer = CaseComparer()
    >>> [row[0] for row in comparer.rows["levels"] if row[1] != row[2]][:2]
    ['System', 'Shared goal']
    """

    def __init__(
        self, first: Case | None = None, second: Case | None = None, lang: str | None = None
    ) -> None:
        lang = language(lang)
        pair = (first or load_case("telang"), second or load_case("batu_betumpang"))
        self._areas = [case.title(lang) for case in pair]
        compare = {"levels": _levels_of, "factors": _roles_of, "activities": _activities_of}
        self.rows: dict[str, list[tuple[str, str, str]]] = {}
        for part, read in compare.items():
            found = [read(case, lang) for case in pair]
            if all(found):
                self.rows[part] = [
                    (name, found[0].get(name, "–"), found[1].get(name, "–"))
                    for name in {**found[0], **found[1]}
                ]
        parts = [(terms.text(f"widget.part_{part}", lang), part) for part in self.rows]
        controls = {
            "show": Control(
                terms.text("widget.show", lang),
                tuple(
                    (terms.text(f"widget.show_{key}", lang), key) for key in ("all", "differences")
                ),
            ),
            "part": Control(
                terms.text("widget.part", lang), ((terms.text("widget.every", lang), "all"), *parts)
            ),
        }
        slots = {"told": Slot(("part",), self._told)}
        for part, rows in self.rows.items():
            slots[part] = Slot(("part",), partial(_part_shown, part))
            for number, (_, one, other) in enumerate(rows):
                slots[f"{part} {number}"] = Slot(
                    ("show", "part"), partial(_row_shown, part, one == other)
                )
        title = f"{terms.text('widget.compare_title', lang)} – {', '.join(self._areas)}"
        notes = [terms.text(key, lang) for key in ("widget.compare_note", "components.not_effort")]
        super().__init__(title, controls, slots, notes, lang)

    def page(self) -> str:
        """One table for each part, with the number of rows that differ."""
        parts = "".join(self._part(part, rows) for part, rows in self.rows.items())
        return self.slot("p", "told", **_ANSWER) + parts

    def _told(self, chosen: str) -> str:
        shown = self.rows if chosen == "all" else [chosen]
        return escape(". ".join(self._differ(part) for part in shown) + ".")

    def _differ(self, part: str) -> str:
        return terms.text(
            "widget.differ",
            self.lang,
            part=terms.text(f"widget.part_{part}", self.lang),
            n=sum(one != other for _, one, other in self.rows[part]),
            total=len(self.rows[part]),
        )

    def _part(self, part: str, rows: list[tuple[str, str, str]]) -> str:
        heads = (terms.text("widget.part", self.lang), *self._areas, "= ≠")
        head = "".join(element("th", escape(words), scope="col") for words in heads)
        body = "".join(
            self.marked(
                "tr",
                f"{part} {number}",
                _html.row_head(name)
                + element("td", escape(one))
                + element("td", escape(other))
                + element("td", "=" if one == other else "≠"),
            )
            for number, (name, one, other) in enumerate(rows)
        )
        inside = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
        caption = element("caption", escape(terms.text(f"widget.part_{part}", self.lang)))
        return self.marked("table", part, caption + inside)


def _part_shown(part: str, chosen: str) -> str:
    return "" if chosen in ("all", part) else "led-hidden"


def _row_shown(part: str, same: bool, show: str, chosen: str) -> str:
    hidden = (same and show == "differences") or chosen not in ("all", part)
    return "led-hidden" if hidden else ""


def _levels_of(case: Case, lang: str) -> dict[str, str]:
    """The level of each dimension, and the category under each rule."""
    found = {}
    for dimension in DIMENSIONS:
        level = getattr(case.profile, dimension)
        found[terms.label("dimensions", dimension, lang)] = _level(dimension, level, lang)
    for rule in RULES:
        name = f"{terms.text('widget.category', lang)}: {terms.label('rules', rule, lang)}"
        found[name] = named(classify(case.profile, rule).candidates, lang)
    return found


def _roles_of(case: Case, lang: str) -> dict[str, str]:
    """The roles of each factor of the codebook."""
    if "factors" not in case.tables:
        return {}
    present = factors.presence({case.name: case.factors})[case.name]
    return {
        terms.label("factors", key, lang): ", ".join(
            terms.text(f"factors.{role}", lang) for role in factors.ROLES if row[role]
        )
        or "–"
        for key, row in present.T.to_dict().items()
    }


def _activities_of(case: Case, lang: str) -> dict[str, str]:
    """How many activities each sector and each of its components has."""
    if not {"components", "activities"} <= set(case.tables):
        return {}
    found = {}
    sums = components.by_sector(case.components, case.activities)["activities"].to_dict()
    counts = case.activities["component"].value_counts()
    for sector, n in sums.items():
        name = terms.text(f"components.{sector}", lang)
        found[name] = str(n)
        for row in case.components[case.components["sector"] == sector].to_dict("records"):
            words = cell_text(row[f"name_{lang}"]) or row["component"]
            found[f"{name} · {words}"] = str(counts.get(row["component"], 0))
    return found


# -- Coding ------------------------------------------------------------------------------------

_CODERS = ("nobody", "second", "key")


class CodingPractice(Explorer):
    """Code fictional interviews: which factor, which role; then see where other coders differ.

    Parameters
    ----------
    lang : {"en", "id"}, optional
        Language.

    Notes
    -----
    Interviews, key and second coder are invented (framework table "excerpts"); the key follows
    from the codebook, whose boundaries are ours. What is not coded is neither compared nor shown
    from the key. Controls: excerpt (1 to 16), factor, role ("driver" or "constraint"; "" takes a
    code back), compare ("nobody", "second" or "key").

    Examples
    --------
    >>> practice = CodingPractice()
    >>> practice.controls["factor"].value = "motivation"
    >>> practice.controls["role"].value = "driver"
    >>> practice.codes
    {1: ('motivation', 'driver')}
    >>> practice.agreement("key").differ
    (1,)
    """

    def __init__(self, lang: str | None = None) -> None:
        lang = language(lang)
        self._excerpts = {int(row["excerpt"]): row for row in framework.table("excerpts")}
        self._chosen = {n: {"factor": "", "role": ""} for n in self._excerpts}
        self._others = {
            coder: {
                n: (row[f"{columns}factor"], row[f"{columns}role"])
                for n, row in self._excerpts.items()
            }
            for coder, columns in (("second", "second_"), ("key", ""))
        }
        choose = (terms.text("widget.choose", lang), "")
        names = ((terms.label("factors", key, lang), key) for key in framework.keys("factors"))
        roles = ((terms.text(f"factors.{role}", lang), role) for role in factors.ROLES)
        controls = {
            "excerpt": Control(
                terms.text("widget.excerpt", lang),
                tuple((self._head(n, lang), n) for n in self._excerpts),
            ),
            "factor": Control(terms.text("widget.factor", lang), (choose, *names)),
            "role": Control(terms.text("widget.role", lang), (choose, *roles)),
            "compare": Control(
                terms.text("widget.compare_with", lang),
                tuple((terms.text(f"widget.with_{coder}", lang), coder) for coder in _CODERS),
            ),
        }
        slots = {
            "quote": Slot(("excerpt",), self._quote),
            "book": Slot(("factor",), partial(_book, lang)),
        }
        between = factors.agreement(self._others["second"], self._others["key"])
        coders = terms.text(
            "widget.coders",
            lang,
            n=between.same,
            total=between.n,
            share=_number(between.share, lang, percent=True),
            kappa=_number(between.kappa, lang),
        )
        notes = [coders, terms.text("widget.coding_note", lang)]
        super().__init__(terms.text("widget.coding_title", lang), controls, slots, notes, lang)

    @property
    def codes(self) -> dict[int, tuple[str, str]]:
        """The excerpts coded so far: their numbers, each with factor and role."""
        pairs = {n: (code["factor"], code["role"]) for n, code in self._chosen.items()}
        return {n: pair for n, pair in pairs.items() if all(pair)}

    def agreement(self, coder: str) -> factors.Agreement:
        """How far the codes given so far are those of a coder, "second" or "key"."""
        return factors.agreement(self.codes, self._others[coder])

    def _redraw(self, change: Any = None) -> None:
        if change is not None:
            code = self._chosen[self.controls["excerpt"].value]
            for name in code:
                if change["owner"] is self.controls["excerpt"]:
                    self.controls[name].value = code[name]  # as it was left
                elif change["owner"] is self.controls[name]:
                    code[name] = change["new"]
        super()._redraw(change)

    # What is said -----------------------------------------------------------------------------

    def _head(self, n: int, lang: str) -> str:
        return f"{n} · {self._excerpts[n][f'speaker_{lang}']}"

    def _quote(self, n: int) -> str:
        row = self._excerpts[n]
        speaker, words = row[f"speaker_{self.lang}"], row[f"text_{self.lang}"]
        return escape(terms.text("widget.quote", self.lang, n=n, speaker=speaker, words=words))

    def _words(self, factor: str, role: str) -> str:
        """A code in words; half a code is told as far as it goes."""
        found = [terms.label("factors", factor, self.lang)] if factor else []
        found += [terms.text(f"factors.{role}", self.lang)] if role else []
        return " · ".join(found) or "–"

    def _told(self, coder: str, **gaps: Any) -> str:
        keys = ["coded"] if coder == "nobody" else ["coded", f"agree_{coder}"]
        total = len(self._excerpts)
        return " ".join(terms.text(f"widget.{k}", self.lang, total=total, **gaps) for k in keys)

    def _counts(self, coder: str) -> dict[str, Any]:
        """What fills the gaps of the sentence on agreement."""
        if coder == "nobody":
            return {"n": len(self.codes)}
        both = self.agreement(coder)
        factor, role = (
            factors.agreement(
                {n: code[place] for n, code in self.codes.items()},
                {n: code[place] for n, code in self._others[coder].items()},
            ).same
            for place in (0, 1)
        )
        share = _number(both.share, self.lang, percent=True)
        return {"n": both.n, "both": both.same, "share": share, "factor": factor, "role": role}

    # What is shown ----------------------------------------------------------------------------

    def page(self) -> str:
        """The excerpt, the codebook on the factor chosen, agreement, differences, and all codes."""
        chosen = self.controls["compare"].value
        told = escape(self._told(chosen, **self._counts(chosen)))
        heads = [terms.text(f"widget.{key}", self.lang) for key in ("excerpt", "said", "yours")]
        rows = [
            [
                _html.row_head(self._head(n, self.lang)),
                element("td", escape(row[f"text_{self.lang}"])),
                self._mine(n),
            ]
            for n, row in self._excerpts.items()
        ]
        return (
            self.slot("p", "quote", **_ANSWER)
            + self.slot("p", "book")
            + element("p", told, **{"data-said": "", **_LIVE})
            + "".join(self._differences(coder) for coder in _CODERS[1:])
            + _html.table(terms.text("widget.all_coded", self.lang), heads, rows)
        )

    def _mine(self, n: int) -> str:
        place = list(self._excerpts).index(n)
        return element("td", escape(self._words(**self._chosen[n])), **{"data-code": str(place)})

    def _differences(self, coder: str) -> str:
        """The excerpts that the learner and a coder have coded differently, hidden till asked."""
        columns = ["second"] if coder == "second" else ["key", "second", "why"]
        differ = self.agreement(coder).differ
        number = _CODERS.index(coder)
        heads = "".join(
            element("th", escape(terms.text(f"widget.{key}", self.lang)), scope="col")
            for key in ("excerpt", "yours", *columns)
        )
        rows = ""
        for place, (n, row) in enumerate(self._excerpts.items()):
            cells = {name: self._words(*codes[n]) for name, codes in self._others.items()}
            cells["why"] = row[f"why_{self.lang}"]
            inside = _html.row_head(self._head(n, self.lang)) + self._mine(n)
            inside += "".join(element("td", escape(cells[key])) for key in columns)
            rows += element("tr", inside, **_hidden(n not in differ, differ=f"{number} {place}"))
        caption = element("caption", escape(terms.text(f"widget.differ_{coder}", self.lang)))
        inside = f"{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>"
        asked = self.controls["compare"].value == coder
        table = element("table", inside, **_hidden(not asked, coder=str(number)))
        return element("div", table, **{"class": "led-scroll"})

    _script = _CODING

    def _data(self) -> dict[str, Any]:
        """The slots, the codes of learner and coders as places in the lists, and the sentences."""
        lists = [[key for _, key in self._plan[name].options] for name in ("factor", "role")]

        def places(codes: Iterable[Iterable[str]]) -> list[list[int]]:
            return [[k.index(key) for k, key in zip(lists, code, strict=True)] for code in codes]

        coders = [[("", "")] * len(self._excerpts)]  # nobody
        coders += [list(codes.values()) for codes in self._others.values()]
        gaps = {gap: f"{{{gap}}}" for gap in ("n", "both", "share", "factor", "role")}
        return {
            **super()._data(),
            "codes": places(code.values() for code in self._chosen.values()),
            "coders": [places(codes) for codes in coders],
            "said": [self._told(coder, **gaps) for coder in _CODERS],
            "shares": [
                [_number(same / n if n else None, self.lang, percent=True) for same in range(n + 1)]
                for n in range(len(self._excerpts) + 1)
            ],
        }


def _hidden(hidden: bool, **data: str) -> dict[str, str]:
    look = {"class": "led-hidden" if hidden else ""}
    return look | {f"data-{name}": value for name, value in data.items()}


def _book(lang: str, factor: str) -> str:
    """What the codebook counts as a factor, and what not."""
    if not factor:
        return escape(terms.text("widget.book_none", lang))
    row = framework.row("factors", factor)
    counts, other = (
        escape(terms.text(f"widget.book_{key}", lang, words=row[f"{key}_{lang}"]))
        for key in ("counts", "not_counts")
    )
    name = escape(row[f"name_{lang}"])
    return f"<b>{name}</b>: {escape(row[f'definition_{lang}'])}<br>{counts}<br>{other}"
