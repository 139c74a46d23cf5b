"""The laboratory of welfare effects."""

from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any

import pandas as pd

from .. import framework, terms, welfare
from ..case.case import Case
from ..charts.given import as_case, told_apart
from ..charts.welfare import group_in_words, reached
from ..frames import cell_text
from ..terms import InputError, number, percent, spoken
from . import html as _html
from .explorer import _ANSWER, Control, Explorer, Slot
from .html import element, escape

__all__ = [
    "EffectLab",
]


_BETTER = (2, 5, 10, 15, 20, 25, 30, 40, 50)  # percent
_TOLERANCES = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75)
_AMONG = ("zone", "poor")  # the two lines of Table 4.2, row 4d
_MEASURES = ("relative", "absolute")


class EffectLab(Explorer):
    """Declare what counts as optimal and as even, and see what may then be said of the effect.

    Parameters
    ----------
    case : Case or str, optional
        An area, or its name, with measurements before and after and a table of effects; the
        fictional Kawasan Contoh unless given.
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

    @spoken
    def __init__(self, case: Case | str | None = None, lang: str | None = None) -> None:
        case = as_case("contoh" if case is None else case)
        self._case, self._benchmarks = case, case.benchmarks
        self._given = case.effects
        self._units, alone = _before_and_after(case.measurements)
        self._means = {
            key: {period: float(units[period].mean()) for period in ("before", "after")}
            for key, units in self._units.items()
        }
        if not self._units:
            raise InputError("error.nothing_measured", where=case.name)
        self._reach = self._targeting()  # whatever is declared, it stays
        self._evenness = cache(self._evenness_of)  # asked again by many places of the page
        self._attained = cache(self._attained_of)
        self._level = cache(self._level_of)
        declared = ("benchmark", "among", "measure", "tolerance")
        slots = {
            "level": Slot(declared, lambda *chosen: self._level(*self._verdicts(*chosen))),
            "optimal": Slot(("indicator", "benchmark"), self._optimal),
            "bars": Slot(("indicator",), self._bars),
            "line": Slot(("indicator", "benchmark"), self._line),
            "even": Slot(("indicator", "among", "measure", "tolerance"), self._even),
            "gains": Slot(("indicator", "among", "measure"), self._gains),
        }
        for key in self._units:
            slots[f"{key} benchmark"] = Slot(("benchmark",), self._cell(self._benchmark, key))
            slots[f"{key} attained"] = Slot(("benchmark",), self._cell(self._attained, key))
            slots[f"{key} gap"] = Slot(("among", "measure"), partial(self._gap, key))
            slots[f"{key} even"] = Slot(declared[1:], partial(self._is_even, key))
        title = f"{terms.text('title.effect')} – {case.title()}"
        notes = [case.fact("notice"), terms.text("note.effect")]
        if alone:
            notes.insert(1, terms.text("note.measured_once", n=alone))
        super().__init__(title, self._declared(), slots, filter(None, notes))

    def _declared(self) -> dict[str, Control]:
        """The controls: an indicator to look at, and what is declared."""
        names = {key: terms.label("effect_indicators", key) for key in self._units}
        benchmarks: list[tuple[str, Any]] = [(terms.text("control.none_declared"), "none")]
        if any(welfare.measured_as(key, self._benchmarks) for key in names):
            benchmarks.append((terms.text("control.benchmark_declared"), "declared"))
        benchmarks += [(terms.text("control.better", n=n), n) for n in _BETTER]
        tolerances: list[tuple[str, Any]] = [(terms.text("control.none_declared"), "none")]
        tolerances += [(number(n), n) for n in _TOLERANCES]
        return {
            "indicator": Control(
                terms.heading("term.indicator"),
                tuple((name, key) for key, name in names.items()),
                list(names).index("income") if "income" in names else 0,
            ),
            "benchmark": Control(terms.text("control.benchmark"), tuple(benchmarks)),
            "among": Control(
                terms.text("control.among"),
                tuple((terms.text(f"term.{key}"), key) for key in _AMONG),
            ),
            "measure": Control(
                terms.text("control.measure"),
                tuple((terms.text(f"control.measure_{key}"), key) for key in _MEASURES),
            ),
            "tolerance": Control(terms.text("control.tolerance"), tuple(tolerances)),
        }

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
            return self._benchmarks.get(welfare.measured_as(indicator, self._benchmarks) or "")
        before = self._means[indicator]["before"]
        if before <= 0:  # of a loss no percentage can be asked
            return None
        return before * (1 + welfare.polarity_of(indicator) * benchmark / 100)

    def _attained_of(self, indicator: str, benchmark: Any) -> float | None:
        aim, after = self._benchmark(indicator, benchmark), self._means[indicator]["after"]
        try:
            return welfare.attainment(after, aim, welfare.polarity_of(indicator))
        except InputError:  # of a loss, or of a benchmark of 0, no share can be said
            return None

    def _evenness_of(
        self, indicator: str, among: str, measure: str, tolerance: Any
    ) -> welfare.Evenness | None:
        units, sign = self._units[indicator], welfare.polarity_of(indicator)
        units = units[units[among] != welfare.NOT_KNOWN]
        limit = None if tolerance == "none" else float(tolerance)
        try:
            if measure == "absolute":  # in the unit of the indicator only a ratio can be declared
                return welfare.evenness(sign * units[measure], units[among], limit, "ratio")
            return welfare.evenness(
                units["after"], units[among], limit, before=units["before"], polarity=sign
            )
        except InputError:  # no growth from 0, or no zone: nothing to compare
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
        rows = self._given.map(cell_text).to_dict("records")
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

    def _level_of(self, *verdicts: tuple[str, str, str]) -> str:
        reason = welfare.effect_reason(self._effects(verdicts))
        return escape(terms.text("result.effect_level", reason=reason))

    def _cell(self, find: Callable[[str, Any], float | None], key: str) -> Callable[..., str]:
        return lambda benchmark: number(find(key, benchmark))

    def _gap(self, indicator: str, among: str, measure: str) -> str:
        found = self._evenness(indicator, among, measure, "none")
        return found.gap_in_words() if found else "–"

    def _is_even(self, indicator: str, among: str, measure: str, tolerance: Any) -> str:
        found = self._evenness(indicator, among, measure, tolerance)
        return escape(self._judged(found.even if found else None))

    def _judged(self, answer: bool | None) -> str:
        key = {None: "term.not_judged", True: "value.yes", False: "value.no"}[answer]
        return terms.text(key)

    def _optimal(self, indicator: str, benchmark: Any) -> str:
        attained = self._attained(indicator, benchmark)
        key = "no_benchmark" if attained is None else "optimal" if attained >= 1 else "not_optimal"
        return escape(
            terms.text(
                f"result.{key}",
                indicator=terms.label("effect_indicators", indicator),
                unit=self._unit(indicator) or "–",
                after=number(self._means[indicator]["after"]),
                benchmark=number(self._benchmark(indicator, benchmark)),
                attained=number(attained),
            )
        )

    def _unit(self, indicator: str) -> str:
        measured = {*self._case.measurements["indicator"]}
        return self._case.fact(f"unit_{welfare.measured_as(indicator, measured)}")

    def _even(self, indicator: str, among: str, measure: str, tolerance: Any) -> str:
        found = self._evenness(indicator, among, measure, tolerance)
        if found is None or found.gap is None:
            return escape(terms.text("result.no_groups"))
        key = {None: "not_judged", True: "even", False: "not_even"}[found.even]
        return escape(terms.text(f"result.gap_{key}", gap=found.gap_in_words()))

    # What is drawn ----------------------------------------------------------------------------

    def _place(self, indicator: str) -> Callable[[float], float]:
        """From a value of the indicator to its place on the scale of the bars."""
        options = [value for _, value in self._plan["benchmark"].options]
        benchmarks = (self._benchmark(indicator, option) for option in options)
        return _scale([*self._means[indicator].values(), *(v for v in benchmarks if v is not None)])

    def _bars(self, indicator: str) -> str:
        place = self._place(indicator)
        return "".join(
            _bar(n, terms.text(f"value.{key}"), value, place, number(value))
            for n, (key, value) in enumerate(self._means[indicator].items())
        )

    def _line(self, indicator: str, benchmark: Any) -> str:
        value = self._benchmark(indicator, benchmark)
        if value is None:
            return ""
        x = self._place(indicator)(value)
        words = escape(f"{terms.text('term.benchmark')} {number(value)}")
        return f'<path d="M{x:.0f},0V48"/><text x="{x:.0f}" y="62">{words}</text>'

    def _gains(self, indicator: str, among: str, measure: str) -> str:
        found = self._evenness(indicator, among, measure, "none")
        if found is None:
            return ""
        place = _scale(found.means.values())
        say = percent if measure == "relative" else number
        names = told_apart({key: group_in_words(among, key) for key in found.means})
        bars = []
        for n, (key, mean) in enumerate(found.means.items()):
            words = terms.text("term.group_n", group=names[key], n=found.counts[key])
            bars.append(_bar(n, words, mean, place, say(mean)))
        return "".join(bars)

    def page(self) -> str:
        """Effect level, the indicator chosen, all indicators, and the reach of the poor.

        Returns
        -------
        str
            HTML.

        Examples
        --------
        >>> EffectLab().page()[:1]
        '<'
        """
        heads = [
            terms.heading("term.indicator"),
            terms.text("value.before"),
            terms.text("value.after"),
        ]
        heads += [terms.text(f"term.{key}") for key in ("benchmark", "attained", "gap", "even")]
        rows = [
            [
                _html.row_head(terms.label("effect_indicators", key)),
                *(element("td", number(mean)) for mean in means.values()),
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
            + element("p", f"{escape(terms.text('title.who_gains'))}: {self.slot('span', 'even')}")
            + element("figure", _drawing(24 * tall, self.slot("g", "gains")))
            + _html.table(
                terms.text("title.all_indicators"),
                heads,
                rows,
            )
            + self._reach
        )

    def _targeting(self) -> str:
        """The reach of the poor, or why it cannot be told."""
        try:
            found = welfare.targeting(self._case.measurements)
        except InputError as error:
            return element("p", escape(str(error)))
        rows = [
            [
                _html.row_head(row.meant),
                element("td", str(row.hit + row.missed)),
                element("td", str(row.hit)),
                *(element("td", percent(share)) for share in row.shares.values()),
            ]
            for row in reached(found)
        ]
        shares = ("coverage", "missed", "not_meant")
        heads = [terms.text("term.meant"), terms.name("households"), terms.text("term.served")]
        heads += [terms.text(f"term.{key}") for key in shares]
        return _html.table(terms.text("title.reach"), heads, rows)


_LEFT, _WIDE = 190, 420  # where bars begin, and how long the longest is; drawings are 680 wide


def _before_and_after(measurements: pd.DataFrame) -> tuple[dict[str, pd.DataFrame], int]:
    """Of each indicator the units measured in both periods; how many were in one only."""
    found, alone = {}, set()
    known = {*measurements["indicator"]}
    groups = [column for column in _AMONG if column in measurements]
    for indicator in framework.keys("effect_indicators"):
        if name := welfare.measured_as(indicator, known):
            units = welfare.by_unit(measurements, name, groups)
            both = units.dropna(subset=["before", "after"])
            if len(both):
                alone |= {*units.index} - {*both.index}
                polarity = welfare.polarity_of(indicator)
                change = welfare.change(both["before"], both["after"], polarity)
                groups_of = both.reindex(columns=[*_AMONG], fill_value=welfare.NOT_KNOWN)
                found[indicator] = change.join(groups_of)
    return found, len(alone)


def _yes_no(answer: bool | None) -> str:
    return "" if answer is None else "yes" if answer else "no"


def _scale(values: Iterable[float]) -> Callable[[float], float]:
    """From a value to its place, with room for 0 and for every value."""
    shown = [0.0, *values]
    low, high = min(shown), max(shown)
    return lambda value: _LEFT + _WIDE * (value - low) / ((high - low) or 1.0)


def _drawing(tall: int, inside: str) -> str:
    return (
        f'<svg class="led-bars" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 {tall}" '
        f'aria-hidden="true">{inside}</svg>'
    )


def _bar(place: int, label: str, value: float, scale: Callable[[float], float], words: str) -> str:
    """A labelled bar from 0 to the value, the number behind it."""
    start, end = sorted((scale(0), scale(value)))
    y = 24 * place
    return (
        f'<text x="{_LEFT - 8}" y="{y + 16}" class="led-end">{escape(label)}</text>'
        f'<rect x="{start:.0f}" y="{y + 3}" width="{end - start:.0f}" height="18"/>'
        f'<text x="{end + 6:.0f}" y="{y + 16}">{escape(words)}</text>'
    )
