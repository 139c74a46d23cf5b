"""The parts of a report about welfare: effects as stated, what was measured, figures."""

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from .. import charts, terms, welfare
from ..case.case import Case
from ..case.usable import measured, reached
from ..charts.welfare import cell_in_words
from ..terms import InputError
from .content import Block, Grid, Points, Words
from .parts import (
    figure,
    grid,
    has,
    indicator,
    left_out,
    name_of,
    picture,
    rows_of,
    shown,
    source,
)

_ZONES = ("centre", "hinterland")
_PERIODS = ("before", "after")


def effects(case: Case) -> Iterable[Block]:
    """The effects as stated and as measured, and what may be said of them."""
    if has(case, "effects"):
        yield from _stated(case)
    else:
        yield Words(terms.text("without.effects"))
    means, zones = _means(case), _means(case, "zone")
    if has(case, "measurements"):
        yield from _measured(case, means, zones)
    if has(case, "effects") or has(case, "measurements"):
        yield Words(terms.text("note.may_be_said"))
        yield Points(tuple(_claims(case, means, zones)))


def _stated(case: Case) -> Iterator[Block]:
    reason = welfare.effect_reason(case.effects)
    yield Words(terms.text("result.effect_level", reason=reason), "answer")
    level, judged = welfare.effect_level(case.effects), case.profile.effect
    if level is not None and judged is not None and level != judged:
        yield Words(terms.text("note.effect_differs", level=level, judged=judged))
    yield picture(charts.effect_groups(case.effects, case=case))
    columns = ("direction", "breadth", "optimal", "even")
    rows = [
        (
            _effect(row),
            *(_judged(column, row[column]) for column in columns),
            terms.cell(row, "exception"),
            source(case, row),
        )
        for row in rows_of(case, "effects")
    ]
    yield grid("effects_stated", ("effect", *columns, "exception", "source"), rows)


def _effect(row: dict[str, Any]) -> str:
    name = terms.label("effect_groups", row["effect_group"])
    key = shown(row["indicator"])
    return f"{name}: {indicator(key)}" if key else name


def _judged(column: str, cell: Any) -> str:
    return cell_in_words(column, cell) if shown(cell) else "–"


def _measured(case: Case, means: pd.DataFrame, zones: pd.DataFrame) -> Iterator[Block]:
    """Means before and after, against what was declared; zones side by side; who is reached."""
    known = measured(case)
    yield from left_out(known.left, known.of, "left_value")
    if len(means):
        yield from _compared(case, known.rows, means)
        yield from _capitals(case)
        yield from _once(known.rows, means)
        yield from _zones(case, known.rows, zones)
    else:
        yield Words(terms.text("note.nothing_measured_twice"))
    yield from _poverty(case)
    yield from _reached(case)


_ASKED = ("served", "benefit")  # asked once, afterwards
_HEADS = (
    "indicator", "unit", "n", "value.before", "value.after", "benchmark_declared", "attained"
)  # fmt: skip


def _means(case: Case, by: str | None = None) -> pd.DataFrame:
    """What `welfare.before_and_after` says of the measurements that have a value."""
    return welfare.before_and_after(measured(case).rows, by)


def _compared(case: Case, rows: pd.DataFrame, means: pd.DataFrame) -> Iterator[Block]:
    """Means of households; of persons and by weight too, where these are known."""
    kinds = _kinds(rows)
    if not kinds:
        yield grid("measured", _HEADS, _mean_rows(case, means))
        return
    told = {kind: welfare.before_and_after(rows, times=_TIMES[kind]) for kind in kinds}
    first, unit, *others = _HEADS
    found = [
        (row[0], terms.text(_COUNTED[kind]), *row[1:])
        for kind, table in {"households": means, **told}.items()
        for row in _mean_rows(case, table)
    ]
    yield grid("measured", (first, "counted", unit, *others), found)
    yield Words(terms.text("note.households_counted"), "note")


def _kinds(rows: pd.DataFrame) -> list[str]:
    """What else than households can be counted: persons, or by weight."""
    return [kind for kind, column in _TIMES.items() if column in rows and rows[column].gt(0).any()]


def _mean_rows(case: Case, means: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    benchmarks = case.benchmarks
    for row in means.itertuples():
        key = str(row.Index)
        yield (
            indicator(key),
            case.fact(f"unit_{key}") or "–",
            figure(row.counted) if "counted" in means else str(row.n),
            figure(row.before),
            figure(row.after),
            figure(benchmarks.get(key)),
            terms.percent(_attained(key, row.after, benchmarks.get(key))),
        )


def _once(rows: pd.DataFrame, means: pd.DataFrame) -> Iterator[Block]:
    """The units that a comparison leaves out, because they were measured once only."""
    units = rows.groupby("indicator", sort=False)["unit"].nunique()
    once = [
        f"{indicator(key)} {n - means['n'].get(key, 0)}"
        for key, n in units.items()
        if key not in _ASKED and n > means["n"].get(key, 0)
    ]
    if once:
        yield Words(terms.text("note.left_once", found="; ".join(once)), "note")


def _capitals(case: Case) -> Iterator[Block]:
    profile = welfare.capital_profile(measured(case).rows)
    if profile["n"].any():
        units = {case.fact(f"unit_{capital}") for capital in profile.index}
        unit = units.pop() if len(units) == 1 else None
        yield picture(charts.capitals(profile, unit=unit or None, case=case))


def _zones(case: Case, rows: pd.DataFrame, means: pd.DataFrame) -> Iterator[Block]:
    """Centre and hinterland side by side, for what was measured before and after in both.

    Persons and weights are told apart from households where they are known.
    """
    kinds = _kinds(rows)
    told = {"households": means} | {
        kind: welfare.before_and_after(rows, "zone", _TIMES[kind]) for kind in kinds
    }
    moves = [
        (indicator(key), *([terms.text(_COUNTED[kind])] if kinds else []), *cells)
        for kind, table in told.items()
        for key, cells in _both_zones(case, table)
    ]
    if not moves:
        yield Words(terms.text("note.no_zones"), "note")
        return
    heads = [
        f"{terms.heading(f'value.{zone}')}: {terms.text(column)}"
        for zone in _ZONES
        for column in ("term.n", "value.before", "value.after", "term.change")
    ]
    tolerance = _tolerance(case)
    if tolerance is not None:
        heads.append(terms.heading("term.even_at", tolerance=terms.percent(tolerance)))
    first = [terms.heading("term.indicator"), *([terms.heading("term.counted")] if kinds else [])]
    yield Grid(terms.text("title.zones"), (*first, *heads), tuple(moves))


def _tolerance(case: Case) -> float | None:
    """The tolerance declared, if it can be one."""
    found = case.declared.tolerance
    return found if found is not None and found >= 0 else None


def _both_zones(case: Case, means: pd.DataFrame) -> Iterator[tuple[str, list[str]]]:
    """Indicator, and what is told of it in both zones."""
    zones = means.to_dict("index")
    for key, zone in zones:
        if zone != _ZONES[0] or (key, _ZONES[1]) not in zones:
            continue
        cells = []
        for name in _ZONES:
            row = zones[key, name]
            of = figure(row["counted"]) if "counted" in row else str(row["n"])
            cells += [of, *(figure(row[period]) for period in _PERIODS)]
            cells.append(terms.percent(row["relative"], sign=True))
        if (tolerance := _tolerance(case)) is not None:
            cells.append(_even(zones, key, tolerance))
        yield key, cells


def _even(zones: dict[Any, Any], key: str, tolerance: float) -> str:
    """Whether the two zones gain alike, as `welfare.evenness` judges it."""
    before, after = ([zones[key, zone][period] for zone in _ZONES] for period in _PERIODS)
    try:
        found = welfare.evenness(after, list(_ZONES), tolerance, before=before)
    except InputError:  # of a loss before, no growth can be said
        return "–"
    return terms.text("value.yes" if found.even else "value.no")


def _poverty(case: Case) -> Iterator[Block]:
    """How many are poor, how far below the line, against the poverty line that was declared."""
    line = case.declared.poverty_line
    rows = measured(case).rows
    incomes = rows[rows["indicator"] == "income"]
    if line is None or line <= 0 or incomes.empty:
        return
    if (incomes["value"] < 0).any():
        yield Words(terms.text("note.poverty_loss"), "note")
        return
    found = [row for kind in _COUNTED
             for row in _poor(incomes, line, kind)]  # fmt: skip
    title = terms.text("title.poverty", line=figure(line), unit=case.fact("unit_income"))
    yield grid("", ("period", "counted", "n", "p0", "p1", "p2"), found, title.replace(" )", ")"))


_TIMES = {"persons": "size", "weighted": "weight"}
_COUNTED = {
    "households": "name.households",
    "persons": "term.counted_persons",
    "weighted": "term.counted_weighted",
}


def _poor(incomes: pd.DataFrame, line: float, kind: str) -> Iterator[tuple[str, ...]]:
    """P0, P1 and P2 of households, of the persons in them, or of those that they stand for."""
    column = _TIMES.get(kind)
    if column and column not in incomes:
        return
    for period in _PERIODS:
        rows = incomes[incomes["period"] == period]
        times = rows[column].fillna(0) if column else pd.Series(1.0, index=rows.index)
        if not times.sum() > 0:
            continue
        parts = pd.Series(welfare.poverty([v], line, 1) if v < line else 0.0 for v in rows["value"])
        poor = pd.Series(float(v < line) for v in rows["value"])
        weights = times.reset_index(drop=True)
        shares = [float((part * weights).sum() / weights.sum()) for part in (poor, parts, parts**2)]
        n = figure(weights.sum())
        words = (terms.heading(f"value.{period}"), terms.text(_COUNTED[kind]), n)
        yield (*words, *(terms.percent(share) for share in shares))


def _reached(case: Case) -> Iterator[Block]:
    """Who is reached, from the households of which enough is known."""
    found = reached(case)
    if not any(asked for _, asked in found.used.values()):
        return
    if len(found.table):
        yield picture(charts.targeting(found.table, case=case))
    for threshold, (used, asked) in found.used.items():
        name = terms.text(f"title.meant_{threshold}")
        yield Words(terms.text("note.reach_n", threshold=name, used=used, asked=asked), "note")
    if _kinds(measured(case).rows):
        yield Words(terms.text("note.reach_households"), "note")
    if not found.benefits:
        yield Words(terms.text("note.left_benefit"), "note")


def _claims(case: Case, means: pd.DataFrame, zones: pd.DataFrame) -> Iterator[str]:
    """What may and what may not be said of the effects of this case."""
    benchmarks = case.benchmarks
    if has(case, "effects"):
        yield terms.text("claim.stated")
    declared = [indicator(key) for key in means.index if key in benchmarks]
    if declared:
        yield terms.text("claim.optimal", indicators=", ".join(declared))
    else:
        yield terms.text("claim.no_benchmark")
    known = {zone for _, zone in zones.index} & {*_ZONES}
    tolerance = case.declared.tolerance
    if len(known) > 1 and tolerance is not None:
        yield terms.text("claim.even", tolerance=terms.percent(tolerance))
    elif len(known) > 1:
        yield terms.text("claim.no_tolerance")
    else:
        yield terms.text("claim.no_groups")
    if means.empty:
        yield terms.text("claim.not_measured")
    yield terms.text("claim.cause")


def _attained(key: str, after: float, benchmark: float | None) -> float | None:
    try:
        return welfare.attainment(after, benchmark, welfare.polarity_of(key))
    except InputError:  # of a loss, or of a benchmark of 0, no share can be said
        return None


def figures(case: Case) -> Iterable[Block]:
    """The figures of the area, as they were written down."""
    rows = []
    for row in rows_of(case, "figures"):
        ends = [_exact(row.get(end)) for end in ("lowest", "highest")]
        value = _exact(row["value"]) or "–".join(dict.fromkeys(filter(None, ends)))
        known = [shown(row.get("problem")), source(case, row)]
        rows.append(
            (
                name_of(row["measure"]),
                value or "–",
                name_of(row["unit"]) if case.built_in else shown(row["unit"]),
                shown(row.get("year")),
                shown(row.get("as_printed")),
                "; ".join(filter(None, reversed(known))),
            )
        )
    yield grid("figures_listed", ("figure", "value", "unit", "year", "as_printed", "source"), rows)


def _exact(value: Any) -> str:
    """A figure with all its digits, and the decimal mark of the language."""
    if terms.is_blank(value):
        return ""
    return figure(value, f"{value:.15g}")
