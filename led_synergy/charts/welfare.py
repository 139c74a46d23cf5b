"""Charts of welfare: capitals, effects, gains, reach of the poor, inequality."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from .. import framework, terms, welfare
from ..case.case import Case
from ..frames import cell_text, check_cells
from ..terms import InputError, number, percent, spoken
from .given import MOST_ROWS, as_mapping, as_result, as_words, told_apart
from .style import (
    _AREA,
    _LINE,
    _QUIET,
    _SILENT,
    PALETTE,
    Style,
    _by,
    _finish,
    _matrix,
    _nothing,
    _panel,
    _places,
    _styled,
    _term,
    _text,
)

__all__ = [
    "Reached",
    "capitals",
    "cell_in_words",
    "effect_groups",
    "gains",
    "group_in_words",
    "group_means",
    "lorenz_curves",
    "reached",
    "targeting",
]

_WELFARE: Style = {
    "for_welfare": ("blue", "triangle-up"),
    "in_between": ("black", "circle"),
    "against_welfare": ("vermilion", "triangle-down"),
    "not_judged": _SILENT,
}
_PERIOD: Style = {"before": ("black", "circle"), "after": ("blue", "diamond")}


@spoken
def capitals(
    profile: pd.DataFrame,
    lang: str | None = None,
    *,
    unit: str | None = None,
    case: Case | str | None = None,
) -> alt.LayerChart:
    """The five capitals before and after, as dots on one scale.

    Parameters
    ----------
    profile : pandas.DataFrame
        What `welfare.capital_profile` gives; all capitals in one unit.
    lang : {"en", "id"}, optional
        Language.
    unit : str, optional
        Unit of the values, written below the axis.
    case : Case or str, optional
        Where the values come from.

    Returns
    -------
    altair.LayerChart
        One row per capital. A capital that was not measured says so.

    Notes
    -----
    The five are the paper's (section II, effect dimension, item a), which gives no value. No sum
    is drawn: a gain in one capital does not make good a loss in another.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> contoh = load_case("contoh")
    >>> capitals(welfare.capital_profile(contoh.measurements), case=contoh).title.text
    ['The five capitals, before and after – Kawasan Contoh (fictional)']
    """
    maker = "welfare.capital_profile()"
    as_result(profile, "profile", maker, _PERIOD)
    known = {*profile.index} <= {*framework.keys("effect_indicators")}
    as_result(profile, "profile", maker, good=known and profile.index.is_unique)
    unit = as_words(unit, "unit")
    title = terms.text("title.capitals")
    if profile.empty:
        return _nothing(title, case)
    periods = {key: terms.text(f"value.{key}") for key in _PERIOD}
    names = {key: terms.label("effect_indicators", key) for key in profile.index}
    blanks = terms.text("term.not_measured")
    dots, lines, blank, said = [], [], [], []
    for key, name in names.items():
        before, after = (profile.loc[key, period] for period in _PERIOD)
        said.append(f"{name}: {number(before, missing=blanks)} → {number(after, missing=blanks)}.")
        measured = {
            period: round(value, 2)
            for period, value in (("before", before), ("after", after))
            if not pd.isna(value)
        }
        if not measured:
            blank.append({"row": name, "words": blanks})
        if len(measured) == 2:
            lines.append({"row": name, "value": measured["before"], "to": measured["after"]})
        for period, value in measured.items():
            # The lower number to the left of its mark, the higher to the right: they never meet.
            other = measured.get("after" if period == "before" else "before", value)
            left = value < other or (value == other and period == "before")
            dots.append({"row": name, "value": value, "period": periods[period], "left": int(left)})
    chart = _capitals_drawn(list(names.values()), dots, lines, blank, unit or None)
    return _finish(chart, title, said, [terms.text("note.capitals")], case)


def _capitals_drawn(
    order: list[str],
    dots: list[dict[str, Any]],
    lines: list[dict[str, Any]],
    blank: list[dict[str, str]],
    unit: str | None,
) -> Any:
    """Two marks in each row with a line between them, or words where nothing was measured."""
    periods = {key: terms.text(f"value.{key}") for key in _PERIOD}
    y = alt.Y("row:N", title=None, sort=order, scale=alt.Scale(domain=order))
    x = alt.X("value:Q", title=unit, scale=alt.Scale(zero=True))
    table = pd.DataFrame(dots, columns=["row", "value", "period", "left"])
    figure = alt.Text("value:Q", format=".3~r")
    return alt.layer(
        alt.Chart(pd.DataFrame(lines, columns=["row", "value", "to"]))
        .mark_rule(color=_QUIET, strokeWidth=1.5)
        .encode(x=x, x2=alt.X2("to"), y=y),
        alt.Chart(table)
        .mark_point(size=110, filled=True, opacity=1)
        .encode(x=x, y=y, **_styled("period", _PERIOD, periods)),
        *(
            _text(
                alt.Chart(table[table["left"] == left]).encode(x=x, y=y), figure, align=align, dx=dx
            )
            for left, align, dx in ((1, "right", -11), (0, "left", 11))
        ),
        _text(
            alt.Chart(pd.DataFrame(blank, columns=["row", "words"])).encode(x=alt.value(6), y=y),
            "words",
            align="left",
            fontStyle="italic",
        ),
        width=480,
        height=alt.Step(44),
    )


_SAYS = {
    "direction": {
        "rise": "for_welfare",
        "same": "in_between",
        "mixed": "in_between",
        "fall": "against_welfare",
    },
    "breadth": {"most": "for_welfare", "part": "against_welfare"},
    "optimal": {"yes": "for_welfare", "no": "against_welfare"},
    "even": {"yes": "for_welfare", "no": "against_welfare"},
}
_TURNED = {"rise": "fall", "fall": "rise"}


@spoken
def effect_groups(
    effects: pd.DataFrame, lang: str | None = None, *, case: Case | str | None = None
) -> alt.LayerChart:
    """What is said of each effect group: direction, breadth, optimal, even.

    Parameters
    ----------
    effects : pandas.DataFrame
        The effects table of a case.
    lang : {"en", "id"}, optional
        Language.
    case : Case or str, optional
        Where the judgements come from.

    Returns
    -------
    altair.LayerChart
        One row per effect group and, below it, per indicator. Colour and shape tell whether a
        judgement speaks for welfare; what was not judged is a bar.

    Notes
    -----
    Groups and indicators are the paper's (section II, effect dimension). A falling cost of basic
    needs speaks for welfare.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> effect_groups(load_case("telang").effects, "id").title.text
    ['Apa yang dikatakan tentang tiap kelompok efek']
    """
    _as_effects(effects)
    title = terms.text("title.effects")
    if effects.empty:
        return _nothing(title, case)
    kinds = {key: terms.text(f"term.{key}") for key in _WELFARE}
    columns = {key: terms.text(f"term.{key}") for key in _SAYS}
    found = effects.map(cell_text).to_dict("records")
    places, rows = _effect_rows(found)
    cells, said = [], []
    for row, place in zip(found, places, strict=True):
        name = rows[place]
        spoken_of = []
        for column, heading in columns.items():
            kind = kinds[_SAYS[column].get(_sense(row, column), "not_judged")]
            words = cell_in_words(column, row[column]) if row[column] else kind
            cells.append((name, heading, kind, words))
            spoken_of.append(f"{heading} {words}")
        said.append(f"{name.removeprefix('– ')}: {', '.join(spoken_of)}.")
    shown = list(rows.values())[:MOST_ROWS]
    notes = []
    if len(rows) > MOST_ROWS:
        notes.append(terms.text("note.rows_kept", n=MOST_ROWS, total=len(rows)))
        cells = [cell for cell in cells if cell[0] in shown]
    chart = _matrix(
        cells, shown, columns.values(), _WELFARE, kinds, (126, 28), spread=52, words=-40
    )
    return _finish(chart, title, said[:MOST_ROWS], notes, case)


def _as_effects(table: Any) -> None:
    """Raise an InputError unless this is a table of effects."""
    as_result(table, "effects", "case.effects", ["effect_group", "indicator", *_SAYS])
    allowed = {column: [*senses, ""] for column, senses in _SAYS.items()}
    allowed["effect_group"] = list(framework.keys("effect_groups"))
    allowed["indicator"] = [*framework.keys("effect_indicators"), ""]
    for column, choices in allowed.items():
        check_cells(table, "effects", column, choices)


def _effect_rows(found: Sequence[Mapping[str, str]]) -> tuple[list[Any], dict[Any, str]]:
    """Where each judgement stands, and the rows with their names: indicators below their group.

    The same group or indicator twice, as in two rounds, is two rows.
    """
    rounds = {row.get("round", "") for row in found}
    names: dict[Any, str] = {}
    places: list[Any] = []
    for number_of, row in enumerate(found):
        head = row["effect_group"]
        when = f" ({terms.text('term.round_n', round=row['round'])})" if len(rounds) > 1 else ""
        name = terms.label("effect_groups", head)
        if row["indicator"]:
            names.setdefault(head, name)
            name = "– " + terms.label("effect_indicators", row["indicator"])
        again = bool(row["indicator"]) or head in places
        places.append(number_of if again else head)
        names[places[-1]] = name + when
    return places, told_apart(names)


def _sense(row: Mapping[str, str], column: str) -> str:
    """The judgement as it speaks for welfare: a fall of costs counts as a rise."""
    cell, indicator = row[column], row["indicator"]
    if column != "direction" or not indicator:
        return cell
    turned = framework.row("effect_indicators", indicator)["polarity"] == "-1"
    return _TURNED.get(cell, cell) if turned else cell


@spoken
def gains(
    groups: Mapping[str, welfare.Evenness],
    what: str,
    lang: str | None = None,
    *,
    unit: str | None = None,
    case: Case | str | None = None,
) -> alt.VConcatChart:
    """Who gains how much: the mean of each declared group, side by side.

    Parameters
    ----------
    groups : mapping from str to Evenness
        From how the units were grouped ("zone", "poor", "poorest", "village" or words of your
        own) to what `welfare.evenness` gives.
    what : str
        What was measured: an indicator of the framework, or words of your own.
    lang : {"en", "id"}, optional
        Language.
    unit : str, optional
        Unit of the values, written below the axis.
    case : Case or str, optional
        Where the values come from.

    Returns
    -------
    altair.VConcatChart
        One row per group with its mean and number of units; per grouping the gap, and whether it
        counts as even (or that no tolerance was declared).

    Raises
    ------
    InputError
        If the groups are not what `welfare.evenness` gives, or what is gained is no text.

    Notes
    -----
    The two lines are the paper's: near and far villages, poor and non-poor (Table 4.2, row 4d).

    Examples
    --------
    >>> found = welfare.evenness([10, 8], ["centre", "hinterland"], tolerance=0.1)
    >>> gains({"zone": found}, "income").title.text
    ['Who gains: Income, mean of each group']
    """
    as_mapping(groups, "groups", '{"zone": welfare.evenness()}', welfare.Evenness)
    if not isinstance(what, str):
        raise InputError("error.not_words", name="what", found=type(what).__name__)
    known = what in framework.keys("effect_indicators")
    name = terms.label("effect_indicators", what) if known else what
    title = terms.text("title.gains", what=name)
    if not groups:
        return _nothing(title, case)
    unit = as_words(unit, "unit")
    means = [mean for found in groups.values() for mean in found.means.values()]
    scale = alt.Scale(domain=[min(0, *means) * 1.12, max(0, *means) * 1.12], nice=True)
    panels: list[Any] = []
    said: list[str] = []
    notes: list[str] = []
    for (key, found), look in zip(groups.items(), _AREA * len(groups), strict=False):
        heading, table = _gap_in_words(key, found), group_means(key, found)
        if len(table) > MOST_ROWS:
            notes = [terms.text("note.rows_kept", n=MOST_ROWS, total=len(table))]
            table = table[:MOST_ROWS]
        spoken_of = (f"{group}: {number(mean)}" for group, mean in table.itertuples(index=False))
        said.append(f"{heading}. {'; '.join(spoken_of)}.")
        last = len(panels) == len(groups) - 1
        axis = alt.Axis(labels=last, ticks=last)
        x = alt.X("mean:Q", title=(unit or None) if last else None, scale=scale, axis=axis)
        panels.append(_means_drawn(table, x, *look).properties(title=_panel(heading)))
    return _finish(alt.vconcat(*panels, spacing=14), title, said, notes, case)


def group_in_words(by: str, group: Any) -> str:
    """What a group is called: a zone, poor or not, a village by its own name.

    Examples
    --------
    >>> group_in_words("poor", "yes"), group_in_words("village", "Sukamaju")
    ('poor', 'Sukamaju')
    """
    return _term(f"value.{group}" if by == "zone" else f"term.{by}_{group}", str(group))


def cell_in_words(column: str, value: str) -> str:
    """What an effect is judged to be: its direction, breadth, optimal or even.

    Examples
    --------
    >>> cell_in_words("direction", "rise"), cell_in_words("breadth", "most")
    ('rises', 'for most')
    """
    return terms.text(f"term.for_{value}" if column == "breadth" else f"value.{value}")


def group_means(by: str, found: welfare.Evenness) -> pd.DataFrame:
    """The mean of each group, its name with the number of units, names told apart.

    Examples
    --------
    >>> group_means("zone", welfare.evenness([1, 3], ["a", "b"], None))["group"].tolist()
    ['a (n = 1)', 'b (n = 1)']
    """
    names = told_apart({group: group_in_words(by, group) for group in found.means})
    rows = [
        (terms.text("term.group_n", group=names[group], n=found.counts[group]), round(mean, 3))
        for group, mean in found.means.items()
    ]
    return pd.DataFrame(rows, columns=["group", "mean"])


def _gap_in_words(by: str, found: welfare.Evenness) -> str:
    heading = _term(f"term.{by}", str(by))
    if found.gap is None:
        return heading
    even = {None: "not_judged", True: "even", False: "not_even"}[found.even]
    return f"{heading}: {terms.text(f'result.gap_{even}', gap=found.gap_in_words())}"


def _means_drawn(table: pd.DataFrame, x: alt.X, colour: str, shape: str) -> Any:
    """A mark at the mean of each group, on a line from 0."""
    y = alt.Y("group:N", title=None, sort=None, axis=alt.Axis(minExtent=170))
    base = alt.Chart(table).encode(x=x, y=y)
    return alt.layer(
        base.mark_rule(color=_LINE, strokeWidth=2).encode(x2=alt.datum(0)),
        base.mark_point(size=120, filled=True, opacity=1, color=PALETTE[colour], shape=shape),
        _text(base, alt.Text("mean:Q", format=".3~r"), dy=-13),
        width=430,
        height=alt.Step(40),
    )


class Reached(NamedTuple):
    """One threshold of targeting: how many are meant and reached, and the two errors."""

    threshold: str
    meant: str
    others: str
    hit: int
    missed: int
    leaked: int
    rest: int
    shares: Mapping[str, float]


def reached(found: pd.DataFrame) -> list[Reached]:
    """What `welfare.targeting` gives, one threshold after another, in words and whole numbers.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> poor, _ = reached(welfare.targeting(load_case("contoh").measurements))
    >>> poor.meant, poor.hit, poor.missed
    ('poor', 32, 38)
    """
    rows = []
    for row in found.to_dict("records"):
        hit, poor, served = (int(row[key]) for key in ("n_poor_served", "n_poor", "n_served"))
        yes, no = (terms.text(f"term.{row['threshold']}_{key}") for key in ("yes", "no"))
        rest = int(row["n"]) - poor - served + hit
        shares = {key: row[key] for key in _SHARES}
        rows.append(Reached(row["threshold"], yes, no, hit, poor - hit, served - hit, rest, shares))
    return rows


_SHARES = ("coverage", "exclusion_error", "inclusion_error")


@spoken
def targeting(
    found: pd.DataFrame, lang: str | None = None, *, case: Case | str | None = None
) -> alt.HConcatChart:
    """Who is reached and who is missed, at both thresholds, as a two-by-two table.

    Parameters
    ----------
    found : pandas.DataFrame
        What `welfare.targeting` gives without `by`: one row per threshold.
    lang : {"en", "id"}, optional
        Language.
    case : Case or str, optional
        Where the households come from.

    Returns
    -------
    altair.HConcatChart
        One panel per threshold: those meant and the others by reached and not reached, marks in
        proportion to the number, with the two errors named where they arise.

    Notes
    -----
    Two thresholds because the paper's conclusion speaks of the poorest of the poor (section V).
    It gives no number.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> targeting(welfare.targeting(load_case("contoh").measurements), "id").title.text
    ['Siapa yang terjangkau dan siapa yang terlewat']
    """
    maker = "welfare.targeting()"
    numbers = ["n", "n_poor", "n_served", "n_poor_served"]
    as_result(found, "found", maker, ["threshold", *numbers, *_SHARES])
    thresholds = found["threshold"]
    once = thresholds.isin(welfare.THRESHOLDS).all() and thresholds.is_unique
    as_result(found, "found", maker, good=once and "zone" not in found and "village" not in found)
    title = terms.text("title.targeting")
    if found.empty:
        return _nothing(title, case)
    largest = int(found["n"].max())
    panels = [_two_by_two(row, largest) for row in reached(found)]
    said = [
        terms.text(
            "description.targeting",
            threshold=terms.text(f"title.meant_{row.threshold}"),
            served=row.hit,
            poor=row.hit + row.missed,
            others=row.leaked,
            total=row.hit + row.leaked,
        )
        for row in reached(found)
    ]
    chart = alt.hconcat(*panels, spacing=20)
    return _finish(chart, title, said, [terms.text("note.targeting")], case)


_LARGEST, _RAISED = 4900, 20  # area of the largest mark; its place above the words, in pixels


def _two_by_two(row: Reached, largest: int) -> Any:
    """Those meant and the others, by reached and not reached: a mark, and its words below."""
    columns = [terms.text(f"term.{key}") for key in ("served", "not_served")]
    cells = []
    for n, who, where, measure in (
        (row.hit, row.meant, 0, "coverage"),
        (row.missed, row.meant, 1, "exclusion_error"),
        (row.leaked, row.others, 0, "inclusion_error"),
        (row.rest, row.others, 1, ""),
    ):
        words = [str(n)]
        if measure:
            share = percent(row.shares[measure], missing=terms.text("term.no_one_to_count"))
            words += [terms.text(f"term.{measure}"), share]
        kind = "error" if measure.endswith("error") else "right"
        cells.append((who, columns[where], kind, n, "\n".join(words)))
    x, y = _places([row.meant, row.others], columns, grid=False)
    table = pd.DataFrame(cells, columns=["row", "column", "kind", "n", "words"])
    base = alt.Chart(table).encode(x=x, y=y)
    kinds = ["right", "error"]
    largest = max(largest, 1)
    marks = base.mark_point(filled=True, opacity=1, yOffset=-_RAISED).encode(
        color=_by(alt.Color, "kind", kinds, [PALETTE["sky"], PALETTE["orange"]]),
        shape=_by(alt.Shape, "kind", kinds, ["circle", "square"]),
        size=alt.Size(
            "n:Q", legend=None, scale=alt.Scale(domain=[0, largest], range=[0, _LARGEST])
        ),
    )
    title = _panel(terms.text(f"title.meant_{row.threshold}"))
    below = alt.expr(f"sqrt(datum.n / {largest} * {_LARGEST}) / 2 + {12 - _RAISED}")
    told = _text(base, "words", dy=below)
    return (marks + told).properties(width=240, height=236, title=title)


@spoken
def lorenz_curves(
    curves: Mapping[str, pd.DataFrame],
    lang: str | None = None,
    *,
    ginis: Mapping[str, float] | None = None,
    case: Case | str | None = None,
) -> alt.LayerChart:
    """What share of the total the poorest part of the people holds.

    Parameters
    ----------
    curves : mapping from str to pandas.DataFrame
        From a name ("before", "after" or words of your own) to what `welfare.lorenz` gives; at
        most four.
    lang : {"en", "id"}, optional
        Language.
    ginis : mapping from str to float, optional
        What `welfare.gini` gives for the same names, written beside them.
    case : Case or str, optional
        Where the values come from.

    Returns
    -------
    altair.LayerChart
        One line per curve, each with a dash pattern of its own, and the line of equal shares.

    Raises
    ------
    InputError
        If there are more than four curves.

    Notes
    -----
    Not in the paper. Long curves are drawn through 51 of their points.

    Examples
    --------
    >>> lorenz_curves({"before": welfare.lorenz([1, 1, 2])}).title.text
    ['Lorenz curve: how the total is shared']
    """
    as_mapping(curves, "curves", '{"before": welfare.lorenz()}', pd.DataFrame)
    for points in curves.values():
        as_result(points, "curves", "welfare.lorenz()", _POINT, good=len(points) > 1)
    title = terms.text("title.lorenz")
    if not curves:
        return _nothing(title, case)
    if len(curves) > len(_AREA):
        raise InputError("error.too_many_curves", found=len(curves), most=len(_AREA))
    if ginis is not None:
        as_mapping(ginis, "ginis", '{"before": welfare.gini()}', (int, float))
    parts, said = {}, []
    names = told_apart({key: _term(f"value.{key}", str(key)) for key in curves})
    for key, points in curves.items():
        name = names[key]
        if ginis is not None and key in ginis:
            name = terms.text("term.with_gini", name=name, gini=number(ginis[key]))
        last = len(points) - 1
        kept = sorted({round(step * last / 50) for step in range(51)})
        parts[name] = points.iloc[kept if last > 50 else slice(None)].round(4)
        half = parts[name].iloc[(parts[name]["share_of_people"] - 0.5).abs().argmin()]
        people, total = (percent(half[column]) for column in _POINT)
        said.append(terms.text("description.lorenz", name=name, people=people, total=total))
    return _finish(_curves_drawn(parts), title, said, [], case)


_POINT = ("share_of_people", "share_of_total")


def _curves_drawn(parts: Mapping[str, pd.DataFrame]) -> Any:
    """The curves, each with a dash pattern of its own, and the line of equal shares."""
    names = list(parts)
    share: dict[str, Any] = {
        "scale": alt.Scale(domain=[0, 1]),
        "axis": alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1]),
    }
    people, total = _POINT
    x = alt.X(f"{people}:Q", title=terms.text(f"term.{people}"), **share)
    y = alt.Y(f"{total}:Q", title=terms.text(f"term.{total}"), **share)
    legend = alt.Legend(title=None, orient="top", symbolSize=400, symbolStrokeWidth=2.5)
    colours = [PALETTE[colour] for colour in ("vermilion", "blue", "green", "purple")]
    dashes = [[7, 4], [1, 0], [2, 2], [8, 2, 2, 2]]
    lines = (
        alt.Chart(pd.concat(parts, names=["curve"]).reset_index("curve"))
        .mark_line(strokeWidth=2.5)
        .encode(
            x=x,
            y=y,
            color=_by(alt.Color, "curve", names, colours[: len(names)]).legend(legend),
            strokeDash=_by(alt.StrokeDash, "curve", names, dashes[: len(names)]).legend(legend),
        )
    )
    ends = pd.DataFrame({"share_of_people": [0, 1], "share_of_total": [0, 1]})
    middle = pd.DataFrame({"share_of_people": [0.47], "share_of_total": [0.5]})
    equal = alt.value(terms.text("term.equal_shares"))
    return alt.layer(
        alt.Chart(ends).mark_line(color=_QUIET, strokeWidth=1).encode(x=x, y=y),
        lines,
        _text(alt.Chart(middle).encode(x=x, y=y), equal, align="right", color=_QUIET),
        width=420,
        height=420,
    )
