"""Charts of welfare: capitals, effects, gains, reach of the poor, inequality."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from .. import framework, terms, welfare
from ..case.case import Case
from ..frames import cell_text
from ..terms import language
from .style import (
    _AREA,
    _LINE,
    _QUIET,
    _SILENT,
    PALETTE,
    Style,
    _by,
    _finish,
    _lifted,
    _matrix,
    _nothing,
    _number,
    _panel,
    _percent,
    _places,
    _styled,
    _term,
    _text,
)

__all__ = [
    "capitals",
    "effect_groups",
    "gains",
    "lorenz_curves",
    "targeting",
]

_WELFARE: Style = {
    "for_welfare": ("blue", "triangle-up"),
    "in_between": ("black", "circle"),
    "against_welfare": ("vermilion", "triangle-down"),
    "not_judged": _SILENT,
}
_PERIOD: Style = {"before": ("black", "circle"), "after": ("blue", "diamond")}


def capitals(
    profile: pd.DataFrame,
    lang: str | None = None,
    *,
    unit: str | None = None,
    case: Case | None = None,
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
    case : Case, optional
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
    lang = language(lang)
    periods = {key: terms.text(f"chart.{key}", lang) for key in _PERIOD}
    names = {key: terms.label("effect_indicators", key, lang) for key in profile.index}
    dots, lines, blank, said = [], [], [], []
    for key, name in names.items():
        before, after = (profile.loc[key, period] for period in _PERIOD)
        said.append(f"{name}: {_number(before, lang)} → {_number(after, lang)}.")
        measured = {
            period: round(value, 2)
            for period, value in (("before", before), ("after", after))
            if not pd.isna(value)
        }
        if not measured:
            blank.append({"row": name, "words": terms.text("chart.not_measured", lang)})
        if len(measured) == 2:
            lines.append({"row": name, "value": measured["before"], "to": measured["after"]})
        for period, value in measured.items():
            # The lower number to the left of its mark, the higher to the right: they never meet.
            other = measured.get("after" if period == "before" else "before", value)
            left = value < other or (value == other and period == "before")
            dots.append({"row": name, "value": value, "period": periods[period], "left": int(left)})
    order = list(names.values())
    y = alt.Y("row:N", title=None, sort=order, scale=alt.Scale(domain=order))
    x = alt.X("value:Q", title=unit, scale=alt.Scale(zero=True))
    table = pd.DataFrame(dots, columns=["row", "value", "period", "left"])
    figure = alt.Text("value:Q", format=".3~r")
    chart = alt.layer(
        alt.Chart(pd.DataFrame(lines, columns=["row", "value", "to"]))
        .mark_rule(color=_QUIET, strokeWidth=1.5)
        .encode(x=x, x2="to", y=y),
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
    ).properties(width=480, height=alt.Step(44))
    title = terms.text("chart.capitals_title", lang)
    return _finish(chart, title, lang, said, [terms.text("chart.capitals_note", lang)], case)


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


def effect_groups(
    effects: pd.DataFrame, lang: str | None = None, *, case: Case | None = None
) -> alt.LayerChart:
    """What is said of each effect group: direction, breadth, optimal, even.

    Parameters
    ----------
    effects : pandas.DataFrame
        The effects table of a case.
    lang : {"en", "id"}, optional
        Language.
    case : Case, optional
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
    lang = language(lang)
    title = terms.text("chart.effects_title", lang)
    if effects.empty:
        return _nothing(title, lang, case)
    kinds = {key: terms.text(f"chart.{key}", lang) for key in _WELFARE}
    columns = {key: terms.text(f"chart.{key}", lang) for key in _SAYS}
    rows: dict[str, None] = {}
    cells, said = [], []
    for row in effects.to_dict("records"):
        group = terms.label("effect_groups", row["effect_group"], lang)
        rows[group] = None
        name, turned = group, False
        if indicator := cell_text(row["indicator"]):
            name = "– " + terms.label("effect_indicators", indicator, lang)
            turned = framework.row("effect_indicators", indicator)["polarity"] == "-1"
            rows[name] = None
        spoken = []
        for column, heading in columns.items():
            cell = cell_text(row[column])
            sense = _TURNED.get(cell, cell) if turned and column == "direction" else cell
            kind = kinds[_SAYS[column].get(sense, "not_judged")]
            words = terms.text(f"chart.{column}_{cell}", lang) if cell else kind
            cells.append((name, heading, kind, words))
            spoken.append(f"{heading} {words}")
        said.append(f"{name.removeprefix('– ')}: {', '.join(spoken)}.")
    chart = _matrix(cells, rows, columns.values(), _WELFARE, kinds, (118, 28), spread=48, words=-36)
    return _finish(chart, title, lang, said, [], case)


def gains(
    groups: Mapping[str, welfare.Evenness],
    what: str,
    lang: str | None = None,
    *,
    unit: str | None = None,
    case: Case | None = None,
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
    case : Case, optional
        Where the values come from.

    Returns
    -------
    altair.VConcatChart
        One row per group with its mean and number of units; per grouping the gap, and whether it
        counts as even (or that no tolerance was declared).

    Notes
    -----
    The two lines are the paper's: near and far villages, poor and non-poor (Table 4.2, row 4d).

    Examples
    --------
    >>> found = welfare.evenness([10, 8], ["centre", "hinterland"], tolerance=0.1)
    >>> gains({"zone": found}, "income").title.text
    ['Who gains: Income, mean of each group']
    """
    lang = language(lang)
    known = what in framework.keys("effect_indicators")
    name = terms.label("effect_indicators", what, lang) if known else what
    title = terms.text("chart.gains_title", lang, what=name)
    if not groups:
        return _nothing(title, lang, case)
    means = [mean for found in groups.values() for mean in found.means.values()]
    scale = alt.Scale(domain=[min(0, *means) * 1.12, max(0, *means) * 1.12], nice=True)
    panels: list[Any] = []
    said: list[str] = []
    for (key, found), (colour, shape) in zip(groups.items(), _AREA * len(groups), strict=False):
        heading = _term(f"chart.{key}", lang, key)
        if found.gap is not None:
            even = {None: "not_judged", True: "even", False: "not_even"}[found.even]
            gap = terms.text(f"chart.gap_{even}", lang, gap=found.gap_in_words(lang))
            heading = f"{heading}: {gap}"
        table = pd.DataFrame(
            [
                (
                    terms.text(
                        "chart.group_n",
                        lang,
                        group=_term(f"chart.{key}_{group}", lang, str(group)),
                        n=found.counts[group],
                    ),
                    round(mean, 3),
                )
                for group, mean in found.means.items()
            ],
            columns=["group", "mean"],
        )
        spoken = (
            f"{group}: {_number(mean, lang)}" for group, mean in table.itertuples(index=False)
        )
        said.append(f"{heading}. {'; '.join(spoken)}.")
        last = len(panels) == len(groups) - 1
        axis = alt.Axis(labels=last, ticks=last)
        x = alt.X("mean:Q", title=unit if last else None, scale=scale, axis=axis)
        y = alt.Y("group:N", title=None, sort=None, axis=alt.Axis(minExtent=170))
        base = alt.Chart(table).encode(x=x, y=y)
        panels.append(
            alt.layer(
                base.mark_rule(color=_LINE, strokeWidth=2).encode(x2=alt.datum(0)),
                base.mark_point(
                    size=120, filled=True, opacity=1, color=PALETTE[colour], shape=shape
                ),
                _text(base, alt.Text("mean:Q", format=".3~r"), dy=-13),
            ).properties(width=430, height=alt.Step(40), title=_panel(heading))
        )
    return _finish(alt.vconcat(*panels, spacing=14), title, lang, said, [], case)


def targeting(
    found: pd.DataFrame, lang: str | None = None, *, case: Case | None = None
) -> alt.HConcatChart:
    """Who is reached and who is missed, at both thresholds, as a two-by-two table.

    Parameters
    ----------
    found : pandas.DataFrame
        What `welfare.targeting` gives without `by`: one row per threshold.
    lang : {"en", "id"}, optional
        Language.
    case : Case, optional
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
    lang = language(lang)
    title = terms.text("chart.targeting_title", lang)
    if found.empty:
        return _nothing(title, lang, case)
    columns = [terms.text(f"chart.{key}", lang) for key in ("served", "not_served")]
    kinds, largest = ["right", "error"], int(found["n"].max())
    panels: list[Any] = []
    said: list[str] = []
    for row in found.to_dict("records"):
        rows = [terms.text(f"chart.{row['threshold']}_{key}", lang) for key in ("yes", "no")]
        hit, missed = row["n_poor_served"], row["n_poor"] - row["n_poor_served"]
        others = row["n_served"] - hit
        cells = []
        for n, who, where, measure in (
            (hit, 0, 0, "coverage"),
            (missed, 0, 1, "exclusion_error"),
            (others, 1, 0, "inclusion_error"),
            (row["n"] - hit - missed - others, 1, 1, ""),
        ):
            words = [str(n)]
            if measure:
                words += [terms.text(f"chart.{measure}", lang), _percent(row[measure], lang)]
            kind = "error" if measure.endswith("error") else "right"
            cells.append((rows[who], columns[where], kind, int(n), "\n".join(words)))
        x, y = _places(rows, columns, grid=False)
        table = pd.DataFrame(cells, columns=["row", "column", "kind", "n", "words"])
        base = alt.Chart(table).encode(x=x, y=y)
        size = alt.Scale(domain=[0, largest], range=[0, 12000])
        marks = base.mark_point(filled=True, opacity=1).encode(
            color=_by(alt.Color, "kind", kinds, [PALETTE["sky"], PALETTE["orange"]]),
            shape=_by(alt.Shape, "kind", kinds, ["circle", "square"]),
            size=alt.Size("n:Q", legend=None, scale=size),
        )
        threshold = terms.text(f"chart.threshold_{row['threshold']}", lang)
        panels.append(
            (marks + _text(base, "words", dy=_lifted("words"))).properties(
                width=240, height=220, title=_panel(threshold)
            )
        )
        said.append(
            terms.text(
                "chart.targeting_description",
                lang,
                threshold=threshold,
                served=hit,
                poor=row["n_poor"],
                others=others,
                total=row["n_served"],
            )
        )
    chart = alt.hconcat(*panels, spacing=20)
    return _finish(chart, title, lang, said, [terms.text("chart.targeting_note", lang)], case)


def lorenz_curves(
    curves: Mapping[str, pd.DataFrame],
    lang: str | None = None,
    *,
    ginis: Mapping[str, float] | None = None,
    case: Case | None = None,
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
    case : Case, optional
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
    lang = language(lang)
    title = terms.text("chart.lorenz_title", lang)
    if not curves:
        return _nothing(title, lang, case)
    if len(curves) > len(_AREA):
        raise terms.InputError("chart.error_curves", found=len(curves), most=len(_AREA))
    parts, said = {}, []
    for key, points in curves.items():
        name = _term(f"chart.{key}", lang, key)
        if ginis and key in ginis:
            name = terms.text("chart.with_gini", lang, name=name, gini=_number(ginis[key], lang))
        last = len(points) - 1
        kept = sorted({round(step * last / 50) for step in range(51)})
        parts[name] = points.iloc[kept if last > 50 else slice(None)].round(4)
        half = parts[name].iloc[(parts[name]["share_of_people"] - 0.5).abs().argmin()]
        people, total = (_percent(value, lang) for value in half)
        said.append(
            terms.text("chart.lorenz_description", lang, name=name, people=people, total=total)
        )
    names = list(parts)
    share: dict[str, Any] = {
        "scale": alt.Scale(domain=[0, 1]),
        "axis": alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1]),
    }
    x = alt.X("share_of_people:Q", title=terms.text("chart.share_of_people", lang), **share)
    y = alt.Y("share_of_total:Q", title=terms.text("chart.share_of_total", lang), **share)
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
    equal = alt.value(terms.text("chart.equal_shares", lang))
    chart = alt.layer(
        alt.Chart(ends).mark_line(color=_QUIET, strokeWidth=1).encode(x=x, y=y),
        lines,
        _text(alt.Chart(middle).encode(x=x, y=y), equal, align="right", color=_QUIET),
    ).properties(width=420, height=420)
    return _finish(chart, title, lang, said, [], case)
