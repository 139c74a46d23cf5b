"""The explorer of findings and levels: what is left if a finding falls."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from .. import support, terms
from ..case.case import Case
from ..case.words import outcome_label
from ..categories import DEFAULT_RULE, DIMENSIONS, RULES, TOP, Category, levels_in_words
from ..categories.classification import answer_in_words
from ..charts.given import as_case, names_in
from ..frames import cell_text
from ..terms import InputError, label, spoken
from . import html as _html
from .explorer import _ANSWER, _LIVE, Control, Explorer, Slot
from .html import element, escape, in_its_language

__all__ = [
    "SupportExplorer",
]

_STATES = ("stands", "doubted", "withdrawn", "aside")
_SIGNS = {"for": "✓", "against": "✗", "contested": "?"}
_SHORT = 64  # characters of a finding in the list

Levels = tuple[int, ...]


class SupportExplorer(Explorer):
    """Doubt or withdraw findings, and see what is left of levels, readings and category.

    Parameters
    ----------
    case : Case or str, optional
        The area, or its name; Telang unless given.
    lang : {"en", "id"}, optional
        Language.

    Raises
    ------
    InputError
        If no finding of the area says anything of a level.

    Notes
    -----
    What follows is worked out by `support`; that a finding fits a level is a judgement, and ours
    for the areas of the paper. Controls: rule; heard ("all", or the place of one of
    `Case.voices`), which sets all other findings aside; finding ("all", which puts all of them
    back, or a key); state of that finding ("stands", "doubted" or "withdrawn").

    Examples
    --------
    >>> explorer = SupportExplorer("telang")
    >>> explorer.controls["finding"].value = "system"
    >>> explorer.controls["state"].value = "doubted"
    >>> explorer.case.ranges()["system"]
    Range(level=None, lowest=0, highest=2)
    """

    script = ("lookup.js", "support.js")

    @spoken
    def __init__(self, case: Case | str = "telang", lang: str | None = None) -> None:
        self._whole = as_case(case).latest()
        table = self._whole.tables.get("evidence")
        stances = support.stances(table)
        if table is None or stances.empty:
            where = self._whole.title()
            allowed = "evidence: levels, contested"
            raise InputError("error.no_rows_to_show", where=where, allowed=allowed)
        places = _in_order(stances.drop_duplicates("row").to_dict("records"))
        self._rows = {key: table.iloc[n].map(cell_text).to_dict() for key, n in places.items()}
        self._says = {(r["row"], r["level"]): r["stance"] for r in stances.to_dict("records")}
        self._places = places
        number = support.numbered(table)
        self._numbers = {key: number[place] for key, place in places.items()}
        self._conditions = [
            found for found in support.conditions(table) if {*found[2]} <= {*self._rows}
        ]
        members = self._whole.tables.get("components")
        self._names = {} if members is None else names_in(members, "component")
        self._ranges = self._whole.ranges()
        self._voices = self._whole.voices()
        self._states = dict.fromkeys(self._rows, "stands")
        self.case = self._whole
        self._follows = self._following()
        super().__init__(
            f"{terms.text('title.falls')} – {self._whole.title()}",
            self._offered(),
            self._answered(),
            [terms.text("note.signs"), terms.text("note.about_whom")],
        )

    def _offered(self) -> dict[str, Control]:
        """Rule, who is heard, finding and its state."""
        findings = (
            (f"{self._numbers[key]}. {_in_short(row)}", key) for key, row in self._rows.items()
        )
        voices = ((voice.name(), place) for place, voice in enumerate(self._voices))
        rules = (DEFAULT_RULE, *(rule for rule in RULES if rule != DEFAULT_RULE))
        states = tuple((terms.text(f"term.state_{state}"), state) for state in _STATES[:3])
        return {
            "rule": Control(
                terms.heading("term.rule"), tuple((label("rules", r), r) for r in rules)
            ),
            "heard": Control(
                terms.text("control.heard"), ((terms.text("control.heard_all"), "all"), *voices)
            ),
            "finding": Control(
                terms.heading("value.finding"),
                ((terms.text("control.all_back"), "all"), *findings),
            ),
            "state": Control(terms.text("control.state"), states),
        }

    def _following(self) -> dict[str, Control]:
        """What follows from the lists: the levels left of each dimension, how findings stand."""
        found = {}
        for dimension, now in self._ranges.items():
            spans = support.spans(self._conditions, dimension, now.levels)
            found[dimension] = Control("", tuple(("", span) for span in spans))
        states = tuple(("", state) for state in _STATES)
        return {**found, **{f"row {key}": Control("", states) for key in self._rows}}

    def _answered(self) -> dict[str, Slot]:
        """The places of the page that change."""
        levels = ("rule", *DIMENSIONS)
        slots = {
            "answer": Slot(levels, self._answer_of),
            "readings": Slot(levels, self._readings_of),
            "told": Slot(("finding",), self._told),
        }
        for dimension in DIMENSIONS:
            slots[f"left {dimension}"] = Slot((dimension,), partial(self._left, dimension))
        for key, row in self._rows.items():
            need = (f"row {key}",)
            for level in range(TOP[row["dimension"]] + 1):
                slots[f"{key} {level}"] = Slot(need, partial(self._sign, key, level))
            slots[f"state {key}"] = Slot(need, _state)
            slots[f"look {key}"] = Slot(need, _look)
        return slots

    # What was done, and what follows ----------------------------------------------------------

    def _plans(self) -> Mapping[str, Control]:
        return {**self._plan, **self._follows}

    def _value_of(self, name: str) -> Any:
        if name in self.controls:
            return super()._value_of(name)
        if name in DIMENSIONS:
            return self._left_now[name].levels
        return self._stand(name.removeprefix("row "))

    def _stand(self, key: str) -> str:
        """How a finding stands; one that stands but is not heard is set aside."""
        heard, state = self.controls["heard"].value, self._states[key]
        if state == "stands" and heard != "all" and key not in self._voices[heard].findings:
            return "aside"
        return state

    @in_its_language
    def _redraw(self, change: Any = None) -> None:
        if change is not None:
            finding, state = self.controls["finding"], self.controls["state"]
            if change["owner"] is finding:  # as it was left; "all" puts all of them back
                state.value = self._states.get(finding.value, "stands")
            every = self._rows if finding.value == "all" else (finding.value,)
            self._states.update(dict.fromkeys(every, state.value))
        stand = {key: self._stand(key) for key in self._rows}
        gone = [key for key, how in stand.items() if how in ("withdrawn", "aside")]
        doubted = [key for key, how in stand.items() if how == "doubted"]
        self.case = self._whole.without(*gone).doubting(*doubted)
        self._left_now = self.case.ranges()
        super()._redraw(change)

    # What is said -----------------------------------------------------------------------------

    def _answer_of(self, rule: str, *spans: Levels) -> str:
        """The category, or those still open and what would decide."""
        levels = dict(zip(DIMENSIONS, spans, strict=True))
        for dimension, (level, *_) in self._ranges.items():
            if level is not None and levels[dimension] == self._ranges[dimension].levels:
                levels[dimension] = (level,)
        found, deciding = support.possible(levels, rule), support.deciding(levels, rule)
        return escape(answer_in_words(found, deciding, rule))

    def _readings_of(self, rule: str, *spans: Levels) -> str:
        """How many readings are plausible, and what they come out as."""
        counts = support.readings(dict(zip(DIMENSIONS, spans, strict=True)), rule)
        order = [found for found in (*Category, None, "open") if counts[found]]
        shown = ", ".join(f"{outcome_label(found or 'not_defined')} {counts[found]}"
                          for found in order)  # fmt: skip
        total = terms.text("result.readings", n=counts.total())
        rule_said = terms.text("result.reading_count", rule=label("rules", rule), counts=shown)
        return escape(f"{total}. {rule_said}")

    def _left(self, dimension: str, span: Levels) -> str:
        """The levels that can be defended now; whether they are more than with all findings."""
        words = _span(span)
        if span == self._ranges[dimension].levels:
            return escape(words)
        return f"<b>{escape(words)}</b>"

    def _told(self, key: str) -> str:
        """A finding in full, with its source and, where it is contested, both readings."""
        if key == "all":
            return escape(terms.text("message.choose_finding"))
        row = self._rows[key]
        said = [terms.cell(row, "finding"), self._whole.place(row.get("source", ""))]
        if why := terms.cell(row, "contested"):
            said.append(terms.text("result.contested_why", why=why))
        return "<br>".join(escape(words) for words in said if words)

    def _sign(self, key: str, level: int, state: str) -> str:
        """What a finding says of a level as it stands."""
        if state == "doubted":
            return _SIGNS["contested"]
        return (
            _SIGNS.get(self._says.get((self._places[key], level), ""), "")
            if (state == "stands")
            else ""
        )

    def _lost(self, **numbers: str) -> str:
        return terms.text("result.lost", **numbers)

    # What is shown ----------------------------------------------------------------------------

    def page(self) -> str:
        """Answer, readings, the finding chosen, levels left, and what each finding says.

        Returns
        -------
        str
            HTML.

        Examples
        --------
        >>> SupportExplorer().page()[:1]
        '<'
        """
        stand = [(str(n), self._stand(key)) for key, n in self._numbers.items()]
        lost = {
            state: ", ".join(n for n, how in stand if how == state) or "–" for state in _STATES[1:]
        }
        heads = [terms.heading(f"term.{key}") for key in ("with_all", "now_left")]
        heads.insert(0, terms.heading("term.dimension"))
        rows = (
            [
                _html.row_head(label("dimensions", d)),
                element("td", escape(_span(self._ranges[d].levels))),
                self.slot("td", f"left {d}"),
            ]
            for d in DIMENSIONS
        )
        return (
            self.slot("p", "answer", **_ANSWER)
            + self.slot("p", "readings", **_LIVE)
            + element("p", escape(self._lost(**lost)), **{"data-said": "", **_LIVE})
            + self.slot("p", "told")
            + _html.table(terms.text("title.levels_left"), heads, rows)
            + self._grid()
        )

    def _grid(self) -> str:
        """Findings by levels, dimension by dimension."""
        levels = range(max(TOP.values()) + 1)
        heads = [
            terms.heading("value.finding"),
            *map(str, levels),
            terms.text("control.state"),
        ]
        body = ""
        for dimension in dict.fromkeys(row["dimension"] for row in self._rows.values()):
            head = element("th", escape(label("dimensions", dimension)), colspan=str(len(heads)))
            here = (pair for pair in self._rows.items() if pair[1]["dimension"] == dimension)
            rows = "".join(self._row(*pair) for pair in here)
            body += element("tbody", element("tr", head) + rows)
        return _html.table(terms.text("title.stances"), heads, body)

    def _row(self, key: str, row: Mapping[str, str]) -> str:
        top = TOP[row["dimension"]]
        actor, kind = row.get("actor", ""), row.get("source_type") or "not_stated"
        name = [self._names.get(actor) or terms.name(actor)] if actor else []
        about = " · ".join([*name, terms.text(f"value.{kind}")])
        said = f"{self._numbers[key]}. {escape(_said(row))}<br/><i>{escape(about)}</i>"
        cells = "".join(
            self.slot("td", f"{key} {level}") if level <= top else element("td", "")
            for level in range(max(TOP.values()) + 1)
        )
        inside = element("td", said) + cells + self.slot("td", f"state {key}")
        return self.marked("tr", f"look {key}", inside)

    def _data(self) -> dict[str, Any]:
        """The slots, and what the script needs to see which levels come back."""
        number = {key: n for n, key in enumerate(self._rows)}
        spans = [[span for _, span in self._follows[d].options] for d in DIMENSIONS]
        every = list(number.values())
        return {
            **super()._data(),
            "states": [_STATES.index(state) for state in self._states.values()],
            "numbers": list(self._numbers.values()),
            "heard": [
                every,
                *([number[k] for k in voice.findings if k in number] for voice in self._voices),
            ],
            "spans": [[[s[0], s[-1]] for s in found if s] for found in spans],
            "levels": [[r.lowest, r.highest] for r in self._ranges.values()],
            "conditions": [
                [DIMENSIONS.index(dimension), levels, [number[key] for key in keys]]
                for dimension, levels, keys in self._conditions
            ],
            "said": self._lost(doubted="{0}", withdrawn="{1}", aside="{2}"),
        }


def _in_order(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Key → place in the table, dimension by dimension; a finding without a key has no place."""
    found: dict[str, int] = {}
    for row in sorted(rows, key=lambda row: (DIMENSIONS.index(row["dimension"]), row["row"])):
        if row["evidence"]:
            found.setdefault(row["evidence"], row["row"])
    return found


def _said(row: Mapping[str, str]) -> str:
    return terms.cell(dict(row), "finding") or row["evidence"]


def _in_short(row: Mapping[str, str]) -> str:
    words = _said(row)
    words = words if len(words) <= _SHORT else f"{words[: _SHORT - 1]}…"
    return f"{label('dimensions', row['dimension'])}: {words}"


def _span(levels: Levels) -> str:
    return levels_in_words(levels) or terms.text("term.not_judged")


def _state(state: str) -> str:
    return escape(terms.text(f"term.state_{state}"))


def _look(state: str) -> str:
    return "led-lost" if state in ("withdrawn", "aside") else ""
