"""The laboratory of welfare effects."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import pandas as pd

from .. import framework, terms, welfare
from ..case.case import Case, load_case
from ..frames import cell_text
from ..terms import language
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
        units, sign = self._units[indicator], welfare.polarity_of(indicator)
        limit = None if tolerance == "none" else float(tolerance)
        try:
            if measure == "absolute":  # in the unit of the indicator only a ratio can be declared
                return welfare.evenness(sign * units[measure], units[among], limit, "ratio")
            return welfare.evenness(
                units["after"], units[among], limit, before=units["before"], polarity=sign
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
        return found.gap_in_words(self.lang) if found else "–"

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
        return escape(terms.text(f"chart.gap_{key}", self.lang, gap=found.gap_in_words(self.lang)))

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
