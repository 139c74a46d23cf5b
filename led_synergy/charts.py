"""Charts of the framework and of a case: what the other modules work out, drawn.

Nothing is judged or measured here. Each function takes a result of a logic module and draws it
with a title, a description for readers who do not see it, colours that colour-blind readers can
tell apart (Okabe and Ito 2008) and, beside the colour, a shape, a pattern or words. Charts are at
most about 700 pixels wide. A chart of a fictional case says so in its title. No chart is a figure
of the paper: its Figures 2.1 and 4.1-4.4 are images that its text does not repeat (problem F8).

Every function takes ``lang`` ("en" or "id"; the language of `notebook.setup` if not given), and
raises an InputError for any other; where it takes ``case``, that case is named in the title. A
result with nothing in it gives a chart that says so.

Okabe, M. and Ito, K. (2008). Color Universal Design: how to make figures and presentations that
are friendly to colorblind people.
"""

import json
import textwrap
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from . import _layout, components, factors, framework, participation, terms, welfare
from .case import Case
from .categories import (
    DEFAULT_RULE,
    DIMENSIONS,
    RULES,
    TOP,
    Category,
    Profile,
    classify,
    level_label,
)
from .factors import cell_text
from .notebook import language
from .problem_tree import OUTCOME, CausalMap, Link

__all__ = [
    "PALETTE",
    "activities_by_component",
    "capitals",
    "causal_map",
    "class_overview",
    "criteria_grid",
    "decision_map",
    "driving_dependence",
    "effect_groups",
    "factor_matrix",
    "gains",
    "ladder",
    "lorenz_curves",
    "overlap_matrix",
    "readings",
    "recommendation_matrix",
    "rice_in_a_year",
    "side_by_side",
    "targeting",
    "triangulation_matrix",
    "twin_output",
    "value_added",
]

PALETTE = {
    "black": "#000000",
    "orange": "#E69F00",
    "sky": "#56B4E9",
    "green": "#009E73",
    "yellow": "#F0E442",
    "blue": "#0072B2",
    "vermilion": "#D55E00",
    "purple": "#CC79A7",
}
"""The eight colours of Okabe and Ito, by name."""

_INK, _QUIET, _LINE, _PAPER = "#222222", "#666666", "#CCCCCC", "#FFFFFF"

# Colour and shape always go together, so that neither is needed to tell things apart.
Style = Mapping[str, tuple[str, str]]
_BAR = "M-0.9,-0.2H0.9V0.2H-0.9Z"  # a short bar: nothing was said
_SILENT = ("quiet", _BAR)
_CATEGORY: Style = {
    "synergism": ("green", "diamond"),
    "less_synergetic": ("sky", "triangle-up"),
    "fragmented": ("orange", "square"),
    "additive": ("yellow", "circle"),
    "antagonistic": ("vermilion", "triangle-down"),
    "sectoral": ("black", "cross"),
    "undefined": _SILENT,
}
_AREA = (
    ("blue", "circle"),
    ("vermilion", "square"),
    ("green", "triangle-up"),
    ("purple", "diamond"),
)
_SECTOR: Style = {
    "government": ("blue", "square"),
    "market": ("orange", "circle"),
    "community": ("green", "triangle-up"),
}
_WELFARE: Style = {
    "for_welfare": ("blue", "triangle-up"),
    "in_between": ("black", "circle"),
    "against_welfare": ("vermilion", "triangle-down"),
    "not_judged": _SILENT,
}
_PERIOD: Style = {"before": ("black", "circle"), "after": ("blue", "diamond")}
_ROLE: Style = {"driver": ("blue", "triangle-up"), "constraint": ("vermilion", "triangle-down")}
_KIND: Style = {
    "interview": ("blue", "circle"),
    "document": ("orange", "square"),
    "observation": ("green", "triangle-up"),
    "fgd": ("purple", "diamond"),
    "not_stated": _SILENT,
}
_TARGET: Style = {"trigger": ("blue", "square"), "other": ("orange", "circle")}
_QUADRANT: Style = {
    "independent": ("vermilion", "triangle-up"),
    "linkage": ("purple", "diamond"),
    "dependent": ("blue", "triangle-down"),
    "autonomous": ("black", "circle"),
}


# -- Rubric ------------------------------------------------------------------------------------


def criteria_grid(source: Profile | Case, lang: str | None = None) -> alt.LayerChart:
    """The criteria of Table 2.1, dimension by level, with the levels of an area marked.

    Parameters
    ----------
    source : Profile or Case
        Whose levels to mark. Of a case, the other levels that the evidence allows are marked too.
    lang : {"en", "id"}, optional
        Language.

    Returns
    -------
    altair.LayerChart
        One column per dimension, the highest level at the top. Each cell holds the level, its
        criterion in short, and the category in whose row of Table 2.1 it stands.

    Notes
    -----
    Criteria: Table 2.1, in our words. The numbers of the levels are ours.

    Examples
    --------
    >>> criteria_grid(Profile(1, 1, 2, 3), "id").title.text
    ['Kriteria Tabel 2.1 dan tingkat yang dinilai']
    """
    lang = language(lang)
    case = None if isinstance(source, Profile) else source
    profile = source if isinstance(source, Profile) else source.profile
    ranges = _plausible(case) if case else {}
    wide, tall, top = 172, 78, max(TOP.values())
    cells = []
    for row in framework.table("levels"):
        level, dimension = int(row["level"]), row["dimension"]
        low, high = ranges.get(dimension, (level + 1, level))
        judged = getattr(profile, dimension) == level
        kind = "judged" if judged else "plausible" if low <= level <= high else "other"
        cells.append(
            {
                "x": DIMENSIONS.index(dimension) * wide,
                "y": (top - level) * tall,
                "kind": kind,
                "level": {"judged": "● ", "plausible": "○ ", "other": ""}[kind] + str(level),
                "words": _wrap(row[f"label_{lang}"], 26),
                "row": terms.label("categories", row["category"], lang),
            }
        )
    names = {d: terms.label("dimensions", d, lang) for d in DIMENSIONS}
    heads = [{"x": n * wide, "y": -12, "words": words} for n, words in enumerate(names.values())]
    x, y = _page(len(DIMENSIONS) * wide, (top + 1) * tall, above=24)
    base = alt.Chart(pd.DataFrame(cells)).encode(x=x, y=y)
    kinds = ["judged", "plausible", "other"]
    boxes = base.mark_rect(
        width=wide - 10,
        height=tall - 8,
        xOffset=wide / 2 - 5,
        yOffset=tall / 2,
        cornerRadius=3,
        strokeDash=_dashes("plausible"),
    ).encode(
        fill=_by(alt.Fill, "kind", kinds, [PALETTE["yellow"], _PAPER, _PAPER]),
        stroke=_by(alt.Stroke, "kind", kinds, [PALETTE["black"], PALETTE["black"], _LINE]),
        strokeWidth=_by(alt.StrokeWidth, "kind", kinds, [3, 2, 1]),
    )

    def inside(field: str, **options: Any) -> alt.Chart:
        return _text(base, field, baseline="top", **{"align": "left", "dx": 7, **options})

    said = []
    for dimension, name in names.items():
        level = getattr(profile, dimension)
        shown = f"{level}, " if level is not None else ""
        said.append(f"{name}: {shown}{level_label(dimension, level, lang)}.")
        low, high = ranges.get(dimension, (0, 0))
        if low < high:
            said.append(terms.text("chart.range", lang, low=low, high=high))
    notes = [terms.text("chart.grid_note", lang)]
    if profile.missing:
        missing = ", ".join(names[d] for d in profile.missing)
        notes.append(f"{terms.text('chart.not_judged', lang).capitalize()}: {missing}.")
    chart = alt.layer(
        boxes,
        inside("level", dy=9, fontSize=12, fontWeight="bold"),
        inside("words", dy=24),
        inside("row", align="right", dx=wide - 16, dy=10, fontStyle="italic", color=_QUIET),
        _text(
            alt.Chart(pd.DataFrame(heads)).encode(x=x, y=y),
            "words",
            align="left",
            fontWeight="bold",
            fontSize=12,
        ),
    ).properties(width=len(DIMENSIONS) * wide, height=(top + 1) * tall + 24)
    return _finish(chart, terms.text("chart.grid_title", lang), lang, said, notes, case)


def side_by_side(cases: Sequence[Case], lang: str | None = None) -> alt.LayerChart:
    """Areas beside one another: the level on each dimension, its criterion, and the category.

    Parameters
    ----------
    cases : sequence of Case
        Two to four areas.
    lang : {"en", "id"}, optional
        Language.

    Returns
    -------
    altair.LayerChart
        One scale of levels for all dimensions; a line where the evidence allows other levels.
        Below, the category by the default rule and by Table 2.1 row by row.

    Raises
    ------
    InputError
        If there are fewer than two areas or more than four.

    Notes
    -----
    Levels are an ordinal scale: a distance on the chart measures nothing. Table 4.2 for the two
    areas of the paper; the numbers of the levels are ours.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> side_by_side([load_case("telang"), load_case("batu_betumpang")]).title.text
    ['Levels side by side – Telang, Batu Betumpang']
    """
    lang = language(lang)
    if not 2 <= len(cases) <= len(_AREA):
        raise terms.InputError("chart.error_areas", found=len(cases), most=len(_AREA))
    areas = {str(n): case.title(lang) for n, case in enumerate(cases)}
    lane, head, scale_at, step, words_at, width = 34, 30, 170, 42, 366, 690
    dots, allowed, scales, said = [], [], [], []
    texts: dict[str, list[dict[str, Any]]] = {"head": [], "tick": [], "words": []}

    def write(kind: str, x: float, y: float, words: str) -> None:
        texts[kind].append({"x": x, "y": y, "words": words})

    y = 0.0
    for dimension in DIMENSIONS:
        y += head
        name = terms.label("dimensions", dimension, lang)
        write("head", 0, y - 10, name)
        for level in range(TOP[dimension] + 1):
            write("tick", scale_at + level * step, y - 10, str(level))
        for area, case in zip(areas.values(), cases, strict=True):
            middle = y + lane / 2
            level = getattr(case.profile, dimension)
            words = level_label(dimension, level, lang)
            scales.append({"x": scale_at, "to": scale_at + TOP[dimension] * step, "y": middle})
            write("words", 12, middle, _wrap(area, 22))
            write("words", words_at, middle, _wrap(words, 56))
            if level is not None:
                dots.append({"x": scale_at + level * step, "y": middle, "area": area})
            low, high = _plausible(case).get(dimension, (0, 0))
            if low < high:
                ends = {"x": scale_at + low * step, "to": scale_at + high * step}
                allowed.append({**ends, "y": middle, "area": area})
            said.append(f"{name}, {area}: {'' if level is None else f'{level}, '}{words}.")
            y += lane
    y += head
    write("head", 0, y - 10, terms.text("chart.category", lang))
    for area, case in zip(areas.values(), cases, strict=True):
        found = classify(case.profile)
        category = terms.text(
            "chart.category_of",
            lang,
            category=_category(found.category, lang),
            rule=terms.label("rules", found.rule, lang),
            strict=_category(found.strict, lang),
        )
        write("words", 12, y + lane / 2, _wrap(area, 22))
        write("words", scale_at - 6, y + lane / 2, _wrap(category, 92))
        said.append(f"{area}: {category}.")
        y += lane

    px, py = _page(width, y)
    style = {key: _AREA[int(key)] for key in areas}
    look = _styled("area", style, areas)

    def drawn(rows: list[dict[str, Any]]) -> alt.Chart:
        return alt.Chart(pd.DataFrame(rows, columns=["x", "to", "y", "area"])).encode(x=px, y=py)

    def written(kind: str, **options: Any) -> alt.Chart:
        return _text(alt.Chart(pd.DataFrame(texts[kind])).encode(x=px, y=py), "words", **options)

    chart = alt.layer(
        drawn(scales).mark_rule(color=_LINE).encode(x2="to"),
        drawn(allowed).mark_rule(strokeWidth=4).encode(x2="to", color=look["color"]),
        drawn(dots).mark_point(size=150, filled=True, opacity=1).encode(**look),
        written("head", align="left", fontWeight="bold", fontSize=12),
        written("tick", color=_QUIET),
        written("words", align="left", dy=_lifted("words")),
    ).properties(width=width, height=y)
    notes = [terms.text("chart.compare_note", lang)]
    return _finish(chart, terms.text("chart.compare_title", lang), lang, said, notes, cases)


def decision_map(table: pd.DataFrame, lang: str | None = None) -> alt.HConcatChart:
    """All 320 profiles as a map of categories, one map per rule.

    Parameters
    ----------
    table : pandas.DataFrame
        What `categories.decision_table` gives.
    lang : {"en", "id"}, optional
        Language.

    Returns
    -------
    altair.HConcatChart
        Blocks by system (across) and effect (upwards); inside each block shared goal (across) and
        process (upwards). A profile that a rule leaves undefined is a small grey bar.

    Notes
    -----
    Table 2.1 defines 62 of the 320 profiles; the two other rules are explained in `categories`.

    Examples
    --------
    >>> from led_synergy import decision_table
    >>> [panel.title.subtitle for panel in decision_map(decision_table()).hconcat][:2]
    ['62 of 320 have a category', '320 of 320 have a category']
    """
    lang = language(lang)
    cell, gap = 11, 7
    names = {key: _category(None if key == "undefined" else key, lang) for key in _CATEGORY}
    # One figure instead of a name in each of 960 places keeps the notebook small.
    short = {key: str(n) for n, key in enumerate(names)}
    words = json.dumps({short[key]: name for key, name in names.items()}, ensure_ascii=False)
    legend: dict[str, Any] = {
        "orient": "bottom",
        "columns": 4,
        "symbolSize": 90,
        "labelExpr": f"{words}[datum.label]",
    }

    def place(outer: str, inner: str) -> pd.Series:
        block = (TOP[inner] + 1) * cell + gap
        return table[outer] * block + table[inner] * cell + cell / 2

    def blocks(channel: Any, field: str, outer: str, inner: str, shown: bool = True) -> Any:
        block = (TOP[inner] + 1) * cell + gap
        first, end = (block - gap) / 2, (TOP[outer] + 1) * block - gap
        return channel(
            field,
            title=terms.label("dimensions", outer, lang) if shown else None,
            scale=alt.Scale(domain=[-3, end + 3], nice=False, zero=False),
            axis=alt.Axis(
                values=[level * block + first for level in range(TOP[outer] + 1)],
                labelExpr=f"format((datum.value - {first}) / {block}, 'd')",
                labels=shown,
                ticks=False,
                grid=False,
                domain=False,
            ),
        )

    spots = pd.DataFrame({"x": place("system", "shared_goal"), "y": place("effect", "process")})
    for rule in RULES:
        spots[rule] = table[rule].fillna("undefined").map(short)
    panels: list[Any] = []
    said: list[str] = []
    for rule in RULES:
        name = terms.label("rules", rule, lang)
        defined = terms.text(
            "chart.defined", lang, n=int(table[rule].notna().sum()), total=len(table)
        )
        panels.append(
            alt.Chart(spots)
            .mark_point(filled=True, opacity=1, size=62, stroke=_INK, strokeWidth=0.5)
            .encode(
                x=blocks(alt.X, "x:Q", "system", "shared_goal"),
                y=blocks(alt.Y, "y:Q", "effect", "process", shown=not panels),
                **_styled(rule, _CATEGORY, short, **legend),
            )
            .properties(width=200, height=254, title=_panel(name, defined))
        )
        said.append(f"{name}: {defined}. {_tally(table[rule], names)}.")
    chart = alt.hconcat(*panels, spacing=16).resolve_scale(color="shared", shape="shared")
    notes = [terms.text("chart.decision_note", lang)]
    title = terms.text("chart.decision_title", lang, n=len(table))
    return _finish(chart, title, lang, said, notes)


def readings(
    found: pd.DataFrame, lang: str | None = None, *, case: Case | None = None
) -> alt.LayerChart:
    """How often each category comes out among the plausible readings of a case.

    Parameters
    ----------
    found : pandas.DataFrame
        What `case.readings` gives: one row per plausible profile.
    lang : {"en", "id"}, optional
        Language.
    case : Case, optional
        Whose readings they are.

    Returns
    -------
    altair.LayerChart
        Categories by rules, with the number of profiles in each place.

    Notes
    -----
    Readings are possibilities, not probabilities: counting them does not weigh them.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> telang = load_case("telang")
    >>> readings(telang.readings(), case=telang).title.text
    ['Plausible readings: category of 4 profiles under each rule – Telang']
    """
    lang = language(lang)
    names = {key.value: key.label(lang) for key in Category}
    names["undefined"] = terms.text("chart.no_category", lang)
    rows = {key: _wrap(name, 30) for key, name in names.items()}
    rules = {key: terms.label("rules", key, lang) for key in RULES if key in found.columns}
    cells, said = [], []
    for rule, name in rules.items():
        counts = found[rule].fillna("undefined").value_counts()
        cells += [(rows[key], name, rows[key], str(counts[key])) for key in rows if key in counts]
        said.append(f"{name}: {_tally(found[rule], names)}.")
    chart = _matrix(
        cells, rows.values(), rules.values(), _CATEGORY, rows, (130, 34), legend=False, spread=14
    )
    title = terms.text("chart.readings_title", lang, n=len(found))
    return _finish(chart, title, lang, said, [terms.text("chart.readings_note", lang)], case)


def _plausible(case: Case) -> dict[str, tuple[int, int]]:
    """The lowest and highest level that the evidence allows, where a level is judged."""
    found: dict[str, tuple[int, int]] = {}
    for row in case.judgements.to_dict("records"):
        if not pd.isna(row["level"]):
            low, high = (
                row["level"] if pd.isna(row[end]) else row[end] for end in ("lowest", "highest")
            )
            known = found.get(row["dimension"], (low, high))  # several raters: from end to end
            found[row["dimension"]] = (int(min(low, known[0])), int(max(high, known[1])))
    return found


def _category(key: str | None, lang: str) -> str:
    return terms.label("categories", key, lang) if key else terms.text("chart.undefined", lang)


def _tally(categories: pd.Series, names: Mapping[str, str]) -> str:
    counts = categories.fillna("undefined").value_counts()
    return "; ".join(f"{name} {counts[key]}" for key, name in names.items() if key in counts)


# -- Who does what -----------------------------------------------------------------------------


def activities_by_component(case: Case, lang: str | None = None) -> alt.LayerChart:
    """Who does what: one mark per activity, beside the component that carries it out.

    Parameters
    ----------
    case : Case
        Drawn are its tables of components and activities.
    lang : {"en", "id"}, optional
        Language.

    Returns
    -------
    altair.LayerChart
        One row per component, by sector; a component outside shows that it has no activity. An
        activity that the source does not state is hollow.

    Notes
    -----
    Table 4.1 for the two areas of the paper. A count of names is not a measure of effort, and
    the chart says so.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> activities_by_component(load_case("contoh")).title.text
    ['Who does what: activities by component – Kawasan Contoh (fictional)']
    """
    lang = language(lang)
    counts = components.by_sector(case.components, case.activities)
    title = terms.text("chart.activities_title", lang)
    names, sector, sectors = _members(case.components, lang)
    if not names:
        return _nothing(title, lang, case)
    work = case.activities
    marks = pd.DataFrame(
        {
            "component": work["component"].map(names),
            "sector": work["component"].map(sector),
            "n": work.groupby("component").cumcount() + 1,
            "activity": work["activity"].map(_named(work, "activity", lang)),
            "stated": (work["status"] != "inferred").astype(int),
        }
    )
    total = work["component"].value_counts()
    ends = pd.DataFrame(
        [
            (words, int(total.get(key, 0)) + 1, str(total.get(key, "")))
            for key, words in names.items()
        ],
        columns=["component", "n", "words"],
    ).replace({"words": {"": terms.text("chart.no_activity", lang)}})
    rows = list(names.values())
    y = alt.Y("component:N", title=None, sort=rows, axis=_side(labelFontSize=11))
    x = alt.X("n:Q", axis=None, scale=alt.Scale(domain=[0.4, max(ends["n"]) + 0.6], nice=False))
    points = [
        alt.Chart(marks[(marks["stated"] == 1) == filled])
        .mark_point(size=90, opacity=1, filled=filled)
        .encode(
            x=x,
            y=y,
            **_styled("sector", _SECTOR, sectors),
            tooltip=alt.Tooltip("activity:N", title=terms.text("chart.activity", lang)),
        )
        for filled in (True, False)
    ]
    numbers = _text(alt.Chart(ends).encode(x=x, y=y), "words", align="left", dx=-6)
    said = [
        terms.text("chart.sector_count", lang, sector=sectors[key], **row)
        for key, row in counts.to_dict("index").items()
    ]
    notes = [terms.text(components.NOT_EFFORT, lang)]
    if inferred := int(counts["inferred"].sum()):
        notes.insert(0, terms.text("chart.hollow_inferred", lang, n=inferred))
    chart = alt.layer(*points, numbers).properties(width=330, height=alt.Step(27))
    return _finish(chart, title, lang, said, notes, case)


def overlap_matrix(case: Case, lang: str | None = None) -> alt.LayerChart:
    """The same kind of work done by several components.

    Parameters
    ----------
    case : Case
        Drawn is what `components.overlaps` finds in its activities.
    lang : {"en", "id"}, optional
        Language.

    Returns
    -------
    altair.LayerChart
        Components by topics; a number where a component has more than one activity.

    Notes
    -----
    Topics are ours. Table 4.1 cannot tell duplicate work from joint work (problem C14), and the
    chart says so.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> overlap_matrix(load_case("telang"), "id").title.text
    ['Pekerjaan sejenis di beberapa komponen – Telang']
    """
    lang = language(lang)
    found = components.overlaps(case.activities)
    title = terms.text("chart.overlap_title", lang)
    if found.empty:
        return _nothing(title, lang, case)
    sharing = case.components[case.components["component"].isin(found["component"])]
    names, sector, sectors = _members(sharing, lang)
    topics = {key: terms.label("topics", key, lang) for key in found["topic"].unique()}
    sizes = found.groupby(["topic", "component"], sort=False).size()
    cells = [
        (names[component], topics[topic], sector[component], str(n) if n > 1 else "")
        for (topic, component), n in sizes.items()
    ]
    chart = _matrix(
        cells, names.values(), topics.values(), _SECTOR, sectors, (21, 27), turned=True, words=7
    )
    shared = found.groupby("topic", sort=False)["component"].nunique()
    said = "; ".join(f"{topics[topic]}: {n}" for topic, n in shared.items())
    said = terms.text("chart.overlap_description", lang, topics=said)
    return _finish(chart, title, lang, [said], [terms.text(components.NOT_PROOF, lang)], case)


def _members(
    table: pd.DataFrame, lang: str
) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Components by sector: their names on lines, the sector of each, the names of the sectors."""
    sectors = {key: terms.text(f"components.{key}", lang) for key in components.SECTORS}
    order = table["sector"].map(list(sectors).index).sort_values(kind="stable")
    table = table.loc[order.index]
    names = {key: _wrap(name, 46) for key, name in _named(table, "component", lang).items()}
    return names, dict(zip(table["component"], table["sector"].map(sectors), strict=True)), sectors


# -- Participation -----------------------------------------------------------------------------


def ladder(
    counts: pd.DataFrame,
    lang: str | None = None,
    *,
    case: Case | None = None,
    names: Mapping[str, str] | None = None,
) -> alt.LayerChart:
    """How many judgements stand on each rung of the ladder of participation.

    Parameters
    ----------
    counts : pandas.DataFrame
        What `participation.distribution` gives: one row per group or activity, one column per
        rung; counts or shares.
    lang : {"en", "id"}, optional
        Language.
    case : Case, optional
        Where the judgements come from.
    names : mapping from str to str, optional
        What to write for a row; its key with blanks for underscores if not given.

    Returns
    -------
    altair.LayerChart
        Rows by rungs; a circle whose area is the number, and the number itself.

    Notes
    -----
    The six rungs are the paper's (section II). No mean is drawn, because rungs are ranks.

    Examples
    --------
    >>> table = pd.DataFrame({"group": ["farmers", "traders"], "rung": [5, 1]})
    >>> ladder(participation.distribution(table, by="group")).title.text
    ['Participation: judgements on each rung']
    """
    lang = language(lang)
    title = terms.text("chart.ladder_title", lang)
    if counts.empty:
        return _nothing(title, lang, case)
    rungs = {r: f"{r} {terms.label('rungs', str(r), lang)}" for r in participation.RUNGS}
    heads = {rung: _wrap(words, 13) for rung, words in rungs.items()}
    names = {"all": terms.text("chart.all", lang), **(names or {})}
    rows = {key: _wrap(names.get(key) or terms.name(str(key), lang), 24) for key in counts.index}
    shares = any(kind.kind == "f" for kind in counts.dtypes)
    long, said = [], []
    for key, row in counts.iterrows():
        full = [(rung, n) for rung, n in row.items() if n > 0]
        long += [(rows[key], heads[rung], n) for rung, n in full]
        where = (f"{rungs[r]}: {f'{n:.0%}' if shares else f'{n:.0f}'}" for r, n in full)
        said.append(f"{names.get(key) or terms.name(str(key), lang)}: {_listed(where, lang)}.")
    x, y = _places(rows.values(), heads.values())
    base = alt.Chart(pd.DataFrame(long, columns=["row", "column", "n"])).encode(x=x, y=y)
    size = alt.Size("n:Q", legend=None, scale=alt.Scale(domainMin=0, range=[0, 620]))
    chart = alt.layer(
        base.mark_circle(color=PALETTE["sky"], opacity=1).encode(size=size),
        _text(base, alt.Text("n:Q", format=".0%" if shares else "d"), fontSize=12),
    ).properties(width=alt.Step(86), height=alt.Step(36))
    note = terms.text("chart.ladder_shares" if shares else "chart.ladder_note", lang)
    return _finish(chart, title, lang, said, [note], case)


# -- Welfare -----------------------------------------------------------------------------------


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
            gap = terms.text(f"chart.gap_{even}", lang, gap=_number(found.gap, lang))
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


# -- Factors -----------------------------------------------------------------------------------


def factor_matrix(
    presence: pd.DataFrame, lang: str | None = None, *, cases: Sequence[Case] = ()
) -> alt.LayerChart:
    """Which factor drives and which constrains, area beside area.

    Parameters
    ----------
    presence : pandas.DataFrame of bool
        What `factors.presence` gives.
    lang : {"en", "id"}, optional
        Language.
    cases : sequence of Case, optional
        The areas, for their names.

    Returns
    -------
    altair.LayerChart
        One row per factor, two columns per area; a dash where the table has no finding.

    Notes
    -----
    Table 4.3 for the two areas of the paper. A star marks the factors that are also dimensions
    of synergism (problem D3).

    Examples
    --------
    >>> from led_synergy import load_case
    >>> telang = load_case("telang")
    >>> chart = factor_matrix(factors.presence({"telang": telang.factors}), cases=[telang])
    >>> chart.title.text
    ['Drivers and constraints of synergism – Telang']
    """
    lang = language(lang)
    title = terms.text("chart.factors_title", lang)
    if presence.empty:
        return _nothing(title, lang, cases)
    areas = {case.name: case.title(lang) for case in cases}
    roles = {role: terms.text(f"factors.{role}", lang) for role in factors.ROLES}
    names = {key: terms.label("factors", key, lang) for key in presence.index}
    stars = {key: " *" if framework.row("factors", key)["dimension"] else "" for key in names}
    rows = {key: name + stars[key] for key, name in names.items()}
    heads = {
        (area, role): f"{_wrap(areas.get(area, area), 12)}\n{roles[role]}"
        for area, role in presence.columns
    }
    # Heads stand on the chart, so that an area with a short name is not torn from its role.
    lines = max(head.count("\n") for head in heads.values())
    heads = {key: "\n" * (lines - head.count("\n")) + head for key, head in heads.items()}
    cells, said = [], []
    for (area, role), head in heads.items():
        has = presence[area, role]
        cells += [
            (rows[key], head, roles[role] if has[key] else "", "" if has[key] else "–")
            for key in rows
        ]
        said.append(
            terms.text(
                "chart.factors_description",
                lang,
                area=areas.get(area, area),
                role=roles[role],
                n=int(has.sum()),
                total=len(has),
                factors=_listed((names[key] for key in names if has[key]), lang),
            )
        )
    chart = _matrix(cells, rows.values(), heads.values(), _ROLE, roles, (82, 24))
    notes = [terms.text("chart.factors_note", lang)]
    return _finish(chart, title, lang, said, notes, cases)


def triangulation_matrix(
    claims: pd.DataFrame,
    lang: str | None = None,
    *,
    case: Case | None = None,
    names: Mapping[str, str] | None = None,
) -> alt.LayerChart:
    """On which kinds of source each claim rests.

    Parameters
    ----------
    claims : pandas.DataFrame
        What `factors.triangulation` gives.
    lang : {"en", "id"}, optional
        Language.
    case : Case, optional
        Where the findings come from.
    names : mapping from str to str, optional
        What to write for an aspect; if not given, the framework's name for it, or its key with
        blanks for underscores.

    Returns
    -------
    altair.LayerChart
        One row per claim: the number of findings per kind of source, and what follows.

    Notes
    -----
    The rule that two kinds of source are needed is ours; the paper does not say which source
    supports which cell (problem F5).

    Examples
    --------
    >>> from led_synergy import load_case
    >>> found = factors.triangulation(load_case("contoh").factors)
    >>> triangulation_matrix(found, case=load_case("contoh")).title.text
    ['Triangulation: what each claim rests on – Kawasan Contoh (fictional)']
    """
    lang = language(lang)
    title = terms.text("chart.triangulation_title", lang)
    if claims.empty:
        return _nothing(title, lang, case)
    kinds = {kind: terms.text(f"factors.{kind}", lang) for kind in _KIND}
    heads = {kind: _wrap(words, 14) for kind, words in kinds.items()}
    verdict = terms.text("chart.convergence", lang)
    of_factors = claims.index.names[0] == "factor"
    rows, cells = [], []
    for (first, second), claim in claims.iterrows():
        if of_factors:
            parts = [terms.label("factors", first, lang), terms.text(f"factors.{second}", lang)]
        else:  # evidence may stand outside the four dimensions, or name no aspect
            name = terms.label("dimensions", first, lang) if first else ""
            parts = [name, (names or {}).get(second) or terms.name(second, lang)]
        row = _wrap(" · ".join(filter(None, parts)), 36)
        rows.append(row)
        cells += [(row, heads[k], kinds[k], str(claim[k])) for k in kinds if claim[k]]
        cells.append((row, verdict, "", terms.text(f"chart.{claim['convergence']}", lang)))
    step = (76, 30 if any("\n" in row for row in rows) else 21)
    columns = [*heads.values(), verdict]
    chart = _matrix(cells, rows, columns, _KIND, kinds, step, legend=False, spread=8)
    tally = claims["convergence"].value_counts()
    said = [terms.text("chart.triangulation_description", lang, n=len(claims))]
    said += [
        f"{terms.text(f'chart.{key}', lang)}: {tally.get(key, 0)}."
        for key in ("several_kinds", "one_kind", "not_stated")
    ]
    return _finish(chart, title, lang, said, [terms.text("chart.triangulation_note", lang)], case)


def recommendation_matrix(lang: str | None = None) -> alt.LayerChart:
    """Which recommendation of the paper aims at which trigger, and which aims at something else.

    Parameters
    ----------
    lang : {"en", "id"}, optional
        Language.

    Returns
    -------
    altair.LayerChart
        R1 to R15 in our words, by the eight triggers of Table 4.4 and the other targets.

    Notes
    -----
    Recommendations of sections 4.2-4.4 and V; some of the targets are ours, as the framework
    table "recommendations" says row by row. R15 names the seven triggers as a whole.

    Examples
    --------
    >>> recommendation_matrix("id").title.text
    ['Sasaran tiap rekomendasi']
    """
    lang = language(lang)
    recommendations = framework.table("recommendations")
    targets = {
        row["recommendation"]: [target for target in row["targets"].split("; ") if target]
        for row in recommendations
    }
    aimed = {target for found in targets.values() for target in found}
    triggers = [
        row["factor"] for row in framework.table("trigger_lists") if row["list"] == "table_4_4"
    ]
    columns = {key: terms.label("factors", key, lang) for key in triggers}
    for table in ("factors", "effect_groups"):
        others = [key for key in framework.keys(table) if key in aimed and key not in columns]
        columns.update({key: terms.label(table, key, lang) for key in others})
    kinds = {key: terms.text(f"chart.{key}_target", lang) for key in _TARGET}
    rows = {
        row["recommendation"]: _wrap(f"{row['recommendation']} {row[f'text_{lang}']}", 54)
        for row in recommendations
    }
    cells = [
        (rows[key], columns[target], kinds["trigger" if target in triggers else "other"], "")
        for key, found in targets.items()
        for target in found
    ]
    chart = _matrix(cells, rows.values(), columns.values(), _TARGET, kinds, (25, 56), turned=True)
    seven = set(targets["R15"])
    own = {target for found in targets.values() if set(found) != seven for target in found}
    note = terms.text(
        "chart.recommendations_note",
        lang,
        alone=_listed((columns[key] for key in targets["R15"] if key not in own), lang),
        none=_listed((key for key, found in targets.items() if not found), lang),
    )
    said = [
        f"{key}: {_listed((columns[target] for target in found), lang)}."
        for key, found in targets.items()
    ]
    return _finish(chart, terms.text("chart.recommendations_title", lang), lang, said, [note])


# -- Problem tree ------------------------------------------------------------------------------


def causal_map(
    tree: CausalMap,
    lang: str | None = None,
    *,
    paths: Iterable[Sequence[Hashable]] = (),
    solved: Iterable[Hashable] = (),
    released: Iterable[Hashable] = (),
    case: Case | None = None,
    title: str | None = None,
) -> alt.LayerChart:
    """What triggers what, laid out by level, the outcome at the top.

    Parameters
    ----------
    tree : CausalMap
        The map.
    lang : {"en", "id"}, optional
        Language.
    paths : iterable of paths, optional
        Chains to highlight, each a sequence of nodes, such as `tree.paths` gives.
    solved, released : iterable of nodes, optional
        The factors supposed to be dealt with, and those that lose every trigger by it
        (`tree.released_by`).
    case : Case, optional
        Whose links they are.
    title : str, optional
        A title of your own.

    Returns
    -------
    altair.LayerChart
        Boxes in the levels of `tree.levels`, arrows from cause to effect; dashed where the link
        rests on no finding and no table. A pointer on an arrow head shows basis and source.

    Notes
    -----
    Drawn from links stated in the text; it is not Figure 4.3 or 4.4, and no arrow has a strength.
    A map with more than five nodes in a level is wider than other charts.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> telang = load_case("telang")
    >>> causal_map(CausalMap.from_links(telang.links), case=telang).title.text
    ['Causal map: what triggers what – Telang']
    """
    lang = language(lang)
    title = title or terms.text("chart.map_title", lang)
    if not tree.nodes:
        return _nothing(title, lang, case)
    levels = [[node for node in tree.nodes if node in level] for level in tree.levels()]
    links = [link for link in tree.links if link.cause != link.effect]
    plan = _layout.layered([(link.cause, link.effect) for link in links], levels)
    chains = [list(path) for path in paths]
    steps = {pair for chain in chains for pair in pairwise(chain)}
    state: dict[Hashable, str] = dict.fromkeys(tree.nodes, "plain")
    state.update({node: "path" for chain in chains for node in chain})
    state.update(dict.fromkeys(released, "released"))
    state.update(dict.fromkeys(solved, "solved"))
    roots = tree.roots()

    boxes = []
    for node, (x, y) in plan.boxes.items():
        kind = state[node]
        mark = kind if kind in ("solved", "released") else "root" if node in roots else ""
        boxes.append(
            {
                "x": round(x, 1),
                "y": y,
                "name": _wrap(_node(node, lang), 17),
                "kind": kind,
                "mark": terms.text(f"chart.mark_{mark}", lang) if mark else "",
            }
        )
    lines, heads = [], []
    for number, link in enumerate(links):
        route = plan.arrows[link.cause, link.effect]
        kind = "path" if (link.cause, link.effect) in steps else "plain"
        firm = not link.basis or bool({"finding", "table"} & set(link.basis))
        lines += [
            {"link": number, "at": n, "x": x, "y": y, "kind": kind, "firm": int(firm)}
            for n, (x, y) in enumerate(route)
        ]
        bases = dict.fromkeys(filter(None, link.basis))
        up = route[-1][1] < route[-2][1]
        heads.append(
            {
                "x": route[-1][0],
                "y": route[-1][1] + (3 if up else -3),
                "kind": kind,
                "turn": 0 if up else 180,
                "link": f"{_node(link.cause, lang)} → {_node(link.effect, lang)}",
                "basis": ", ".join(terms.text(f"map.basis_{basis}", lang) for basis in bases),
                "source": "; ".join(dict.fromkeys(filter(None, link.source))),
            }
        )

    px, py = _page(plan.width, plan.height)
    kinds = ["plain", "path", "solved", "released"]
    warm, cool = PALETTE["vermilion"], PALETTE["blue"]
    stroke = [_QUIET, warm, _QUIET, cool]
    weight = [1.3, 3, 1.3, 2]
    arrows = (
        alt.Chart(pd.DataFrame(lines, columns=["link", "at", "x", "y", "kind", "firm"]))
        .mark_line(interpolate="monotone", orient="horizontal")
        .encode(
            x=px,
            y=py,
            detail="link:N",
            order="at:Q",
            stroke=_by(alt.Stroke, "kind", kinds, stroke),
            strokeWidth=_by(alt.StrokeWidth, "kind", kinds, weight),
            strokeDash=_by(alt.StrokeDash, "firm", [1, 0], [[1, 0], [5, 3]]),
        )
    )
    base = alt.Chart(pd.DataFrame(boxes)).encode(x=px, y=py)
    frames = base.mark_rect(
        width=_layout.BOX[0],
        height=_layout.BOX[1],
        cornerRadius=4,
        strokeDash=_dashes("released"),
    ).encode(
        fill=_by(alt.Fill, "kind", kinds, [_PAPER, _PAPER, "#DDDDDD", PALETTE["sky"]]),
        stroke=_by(alt.Stroke, "kind", kinds, stroke),
        strokeWidth=_by(alt.StrokeWidth, "kind", kinds, weight),
    )
    columns = ["x", "y", "kind", "turn", "link", "basis", "source"]
    ends = (
        alt.Chart(pd.DataFrame(heads, columns=columns))
        .mark_point(shape="triangle-up", filled=True, opacity=1)
        .encode(
            x=px,
            y=py,
            fill=_by(alt.Fill, "kind", kinds, stroke),
            size=_by(alt.Size, "kind", kinds, [50, 110, 50, 50]),
            angle=_by(alt.Angle, "turn", [0, 180], [0, 180]),
            tooltip=[
                alt.Tooltip(f"{field}:N", title=terms.text(f"chart.{field}", lang))
                for field in ("link", "basis", "source")
            ],
        )
    )
    numerals = [terms.text("chart.level", lang, n=_roman(n + 1)) for n in range(len(levels))]
    at = [{"x": 0, "y": plan.height * (n + 0.5) / len(levels)} for n in range(len(levels))]
    left = alt.Chart(pd.DataFrame(at).assign(words=numerals)).encode(x=px, y=py)
    lift = "-6.5 * (length(split(datum.name, '\\n')) - (datum.mark ? 0 : 1))"
    chart = (
        alt.layer(
            arrows,
            frames,
            _text(base, "name", dy=alt.expr(lift)),
            _text(base, "mark", fontStyle="italic", dy=_layout.BOX[1] / 2 - 8),
            ends,
            _text(left, "words", align="left", color=_QUIET, dx=-54),
        )
        # Frames and arrow heads are filled by one field in different ways.
        .resolve_scale(fill="independent")
        .properties(width=plan.width, height=plan.height)
    )
    notes = [terms.text("map.note", lang)]
    if not all(line["firm"] for line in lines):
        notes.append(terms.text("chart.dashed", lang))
    for cycle in tree.cycles():
        notes.append(terms.text("chart.cycle", lang, nodes=_nodes(tree, cycle, lang)))
    said = [terms.text("chart.map_description", lang, nodes=len(tree.nodes), links=len(tree.links))]
    said += [
        f"{numeral}: {_nodes(tree, level, lang)}."
        for numeral, level in zip(numerals, levels, strict=True)
    ]
    said += [" → ".join(_node(node, lang) for node in chain) + "." for chain in chains[:5]]
    for kind in ("solved", "released"):
        if found := [node for node in tree.nodes if state[node] == kind]:
            said.append(f"{terms.text(f'chart.node_{kind}', lang)}: {_nodes(tree, found, lang)}.")
    return _finish(chart, title, lang, said, notes, case)


def driving_dependence(
    tree: CausalMap,
    lang: str | None = None,
    *,
    threshold: float | None = None,
    case: Case | None = None,
) -> alt.LayerChart:
    """How many others a factor leads to, against how many lead to it.

    Parameters
    ----------
    tree : CausalMap
        The map.
    lang : {"en", "id"}, optional
        Language.
    threshold : float, optional
        Where the lines between the quadrants stand, as in `tree.quadrants`; half the number of
        nodes if not given.
    case : Case, optional
        Whose links they are.

    Returns
    -------
    altair.LayerChart
        One mark per place, with the names of all nodes that stand there; shape and colour tell
        the quadrant.

    Notes
    -----
    MICMAC, Duperrin and Godet (1973); not in the paper. It counts reachable nodes, not strength.

    Examples
    --------
    >>> chain = CausalMap.from_matrix([[0, 1], [0, 0]], ["a", "b"])
    >>> driving_dependence(chain).title.text
    ['Driving power against dependence']
    """
    lang = language(lang)
    title = terms.text("chart.dependence_title", lang)
    if not tree.nodes:
        return _nothing(title, lang, case)
    power, dependence = tree.driving_power(), tree.dependence()
    quadrants = tree.quadrants(threshold)
    names = {key: terms.text(f"map.{key}", lang) for key in _QUADRANT}
    kind = {node: names[key] for key, found in quadrants.items() for node in found}
    spots: dict[tuple[int, int], list[Hashable]] = {}
    for node in tree.nodes:
        spots.setdefault((dependence[node], power[node]), []).append(node)
    size, top = 520, len(tree.nodes) + 1
    line = len(tree.nodes) / 2 if threshold is None else threshold
    words = {
        (x * size / top, size - y * size / top): _wrap(_nodes(tree, found, lang), 26)
        for (x, y), found in spots.items()
    }
    sides = _layout.beside(words, size)
    table = pd.DataFrame(
        [
            {"x": x, "y": y, "kind": kind[found[0]], "words": label, "side": side}
            for ((x, y), found), label, side in zip(
                spots.items(), words.values(), sides.values(), strict=True
            )
        ]
    )
    scale = alt.Scale(domain=[0, top], nice=False)
    axis = alt.Axis(format="d", tickCount=min(top, 20), grid=False)
    x = alt.X("x:Q", title=terms.text("chart.dependence", lang), scale=scale, axis=axis)
    y = alt.Y("y:Q", title=terms.text("chart.driving_power", lang), scale=scale, axis=axis)
    rule = alt.Chart(pd.DataFrame({"x": [line], "y": [line]})).mark_rule(
        color=_QUIET, strokeDash=[3, 3]
    )
    points = (
        alt.Chart(table.drop(columns=["words", "side"]))
        .mark_point(size=120, filled=True, opacity=1)
        .encode(x=x, y=y, **_styled("kind", _QUADRANT, names, columns=1))
    )
    labels = []
    for side in dict.fromkeys(sides.values()):
        here = alt.Chart(table.loc[table["side"] == side, ["x", "y", "words"]]).encode(x=x, y=y)
        options = {"align": side.align, "baseline": side.baseline, "dx": side.dx, "dy": side.dy}
        labels.append(_text(here, "words", **options))
    chart = alt.layer(rule.encode(x=x), rule.encode(y=y), points, *labels)
    said = [f"{names[key]}: {_nodes(tree, quadrants[key], lang)}." for key in names]
    notes = [terms.text("chart.dependence_note", lang)]
    return _finish(chart.properties(width=size, height=size), title, lang, said, notes, case)


def _node(node: Hashable, lang: str) -> str:
    if node == OUTCOME:
        return terms.text("map.synergism", lang)
    known = node in framework.keys("factors")
    return terms.label("factors", str(node), lang) if known else str(node)


def _nodes(tree: CausalMap, found: Iterable[Hashable], lang: str) -> str:
    found = set(found)
    return _listed((_node(node, lang) for node in tree.nodes if node in found), lang)


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][ones]


# -- Ideas and arithmetic to play with ----------------------------------------------------------


def rice_in_a_year(
    before: float,
    plantings: tuple[float, float],
    tonnes: tuple[float, float],
    lang: str | None = None,
    *,
    case: Case | None = None,
) -> alt.LayerChart:
    """Two sliders: how much rice a hectare gives in a year, within two ranges.

    Parameters
    ----------
    before : float
        Tonnes per hectare and year before, > 0.
    plantings : (float, float)
        Fewest and most plantings a year now.
    tonnes : (float, float)
        Fewest and most tonnes per hectare and planting now.
    lang : {"en", "id"}, optional
        Language.
    case : Case, optional
        Whose rice it is.

    Returns
    -------
    altair.LayerChart
        A bar for before and one for now, which follows the sliders.

    Notes
    -----
    The figures for Batu Betumpang stand in section 4.2, below Table 4.2. That the tonnes are per
    planting is our assumption.

    Examples
    --------
    >>> rice_in_a_year(2 / 3, (1, 2), (3, 4), "id").title.text
    ['Padi dalam setahun: banyaknya tanam kali hasil (hitungan kami)']
    """
    lang = language(lang)
    ends = {"plantings": plantings, "tonnes": tonnes}
    sliders = [
        _slider(name, low, low, high, 0.25, terms.text(f"chart.rice_{name}", lang))
        for name, (low, high) in ends.items()
    ]
    when = [terms.text(f"chart.{period}", lang) for period in _PERIOD]
    lowest, highest = plantings[0] * tonnes[0], plantings[1] * tonnes[1]
    times = terms.text("chart.rice_times", lang)
    base = (
        alt.Chart(pd.DataFrame({"when": when}))
        .transform_calculate(
            rice=f"datum.when == '{when[0]}' ? {before} : plantings * tonnes",
            times=f"' = ' + format(datum.rice / {before}, '.1f') + ' {times}'",
            words=f"format(datum.rice, '.2f') + (datum.when == '{when[0]}' ? '' : datum.times)",
        )
        .encode(
            x=alt.X("rice:Q", title=terms.text("chart.rice_axis", lang)).scale(
                domain=[0, 1.35 * highest], nice=False
            ),
            y=alt.Y("when:N", sort=when, title=None),
        )
    )
    chart = alt.layer(
        base.mark_bar(color=PALETTE["sky"]), _text(base, "words", align="left", dx=4)
    ).add_params(*sliders)
    said = terms.text(
        "chart.rice_description",
        lang,
        before=_number(before, lang),
        lowest=_number(lowest, lang),
        highest=_number(highest, lang),
        least=_number(lowest / before, lang),
        most=_number(highest / before, lang),
    )
    notes = [terms.text("chart.rice_note", lang)]
    title = terms.text("chart.rice_title", lang)
    return _finish(chart.properties(width=460, height=90), title, lang, [said], notes, case)


def value_added(lang: str | None = None, *, government: int = 10) -> alt.LayerChart:
    """A toy with a slider: who gets the value added? All its numbers are invented.

    Parameters
    ----------
    lang : {"en", "id"}, optional
        Language.
    government : int, optional
        What government takes of 100, in dues.

    Returns
    -------
    altair.LayerChart
        One bar per sector; the slider shares what government leaves.

    Notes
    -----
    Section I, after O'Hara (2012): balanced shares make an embedded economy, domination a
    disembedded one. The paper gives no figure, and no share from which on one dominates.

    Examples
    --------
    >>> value_added("en").title.text
    ['Toy: who gets the value added? (all numbers invented)']
    """
    lang = language(lang)
    names = [terms.text(f"components.{sector}", lang) for sector in components.SECTORS]
    rest = 100 - government
    slider = _slider("market", rest / 2, 0, rest, 5, names[1])
    # The sectors by their place: a name may hold a quotation mark.
    base = (
        alt.Chart(pd.DataFrame({"who": names, "sector": range(len(names))}))
        .transform_calculate(share=f"[{government}, market, {rest} - market][datum.sector]")
        .encode(
            x=alt.X("share:Q", title=terms.text("chart.toy_axis", lang)).scale(domain=[0, 100]),
            y=alt.Y("who:N", sort=names, title=None),
        )
    )
    chart = alt.layer(
        base.mark_bar(color=PALETTE["blue"]), _text(base, alt.Text("share:Q"), align="left", dx=4)
    ).add_params(slider)
    said = terms.text(
        "chart.toy_description",
        lang,
        government=government,
        rest=rest,
        market=names[1],
        community=names[2],
    )
    notes = [terms.text("chart.toy_note", lang)]
    title = terms.text("chart.toy_title", lang)
    return _finish(chart.properties(width=420, height=110), title, lang, [said], notes)


def twin_output(lang: str | None = None) -> alt.LayerChart:
    """A concept map: put growth first, and both growth and poverty come out.

    Parameters
    ----------
    lang : {"en", "id"}, optional
        Language.

    Returns
    -------
    altair.LayerChart
        Four ideas and three arrows, dashed because they come from the literature.

    Notes
    -----
    Section I, paragraph 5, after Midgley (1995) and Nugroho and others (2010). The drawing is ours.

    Examples
    --------
    >>> twin_output("id").title.text
    ['Peta konsep: pertumbuhan dikejar, output kembar (gambar kami)']
    """
    lang = language(lang)
    first, growth, behind, poverty = (
        terms.text(f"chart.twin_{idea}", lang) for idea in ("first", "growth", "behind", "poverty")
    )
    said_by = (("literature",), (terms.text("chart.twin_source", lang),))
    links = [
        Link(*pair, *said_by) for pair in ((first, growth), (first, behind), (behind, poverty))
    ]
    tree = CausalMap((first, growth, behind, poverty), tuple(links))
    return causal_map(tree, lang, title=terms.text("chart.twin_title", lang))


def _slider(
    name: str, value: float, low: float, high: float, step: float, label: str
) -> alt.Parameter:
    bind = alt.binding_range(min=low, max=high, step=step, name=f"{label}: ")
    return alt.param(name, value=value, bind=bind)


# -- What all charts share ---------------------------------------------------------------------


def _finish(
    chart: Any,
    title: str,
    lang: str,
    said: Iterable[str],
    notes: Iterable[str] = (),
    area: Case | Sequence[Case] | None = None,
) -> Any:
    """Title with the areas, notes below it, the description, type and numbers."""
    _drop_empty(chart)
    cases = [area] if isinstance(area, Case) else list(area or ())
    if cases:
        title = f"{title} – {', '.join(case.title(lang) for case in cases)}"
    heading = alt.TitleParams(
        text=textwrap.wrap(title, 82),
        subtitle=[line for note in notes for line in textwrap.wrap(note, 104)],
        anchor="start",
        frame="bounds",
        fontSize=15,
        subtitleFontSize=12,
        subtitleColor=_QUIET,
        subtitlePadding=4,
        offset=12,
    )
    words: dict[str, Any] = {
        "labelFontSize": 12,
        "titleFontSize": 12,
        "labelColor": _INK,
        "labelLimit": 340,
    }
    # An Indonesian reader writes 0,5 and 1.000 where an English one writes 0.5 and 1,000.
    comma = alt.NumberLocale(decimal=",", thousands=".", grouping=[3], currency=["Rp", ""])
    return chart.properties(
        title=heading, description=" ".join(f"{title}. {' '.join([*said, *notes])}".split())
    ).configure(
        font="sans-serif",
        background=_PAPER,
        axis=alt.AxisConfig(
            **words,
            titleFontWeight="normal",
            titleColor=_QUIET,
            gridColor="#E5E5E5",
            domainColor=_LINE,
            tickColor=_LINE,
        ),
        legend=alt.LegendConfig(**words, symbolStrokeWidth=0.5),
        view=alt.ViewConfig(stroke=None),
        locale=alt.Locale(number=comma) if lang == "id" else alt.Undefined,
    )


def _drop_empty(chart: Any) -> None:
    """Take out layers without data: each would be a picture without a name for a screen reader."""
    for kind in ("layer", "hconcat", "vconcat"):
        parts: Any = getattr(chart, kind, alt.Undefined)
        if parts is not alt.Undefined:
            for part in parts:
                _drop_empty(part)
            if kind == "layer":
                data = [getattr(part, "data", None) for part in parts]
                full = [not (isinstance(d, pd.DataFrame) and d.empty) for d in data]
                chart.layer = [part for part, kept in zip(parts, full, strict=True) if kept]


def _nothing(title: str, lang: str, area: Case | Sequence[Case] | None) -> Any:
    """What is drawn where there is nothing to draw."""
    words = terms.text("chart.nothing", lang)
    base = alt.Chart(pd.DataFrame({"words": [words]})).encode(x=alt.value(0), y=alt.value(12))
    chart = _text(base, "words", align="left").properties(width=400, height=24)
    return _finish(chart, title, lang, [words], [], area)


def _matrix(
    cells: Iterable[tuple[str, str, str, str]],
    rows: Iterable[str],
    columns: Iterable[str],
    style: Style,
    kinds: Mapping[str, str],
    step: tuple[int, int],
    *,
    turned: bool = False,
    legend: bool = True,
    spread: int = 0,
    words: int | None = None,
) -> Any:
    """A table of marks: in each cell (row, column, kind, words) a mark, words, or both.

    Marks stand `spread` pixels left of the middle and their words as far right of it, or from
    `words` pixels on; words without a mark stand in the middle.
    """
    table = pd.DataFrame(list(cells), columns=["row", "column", "kind", "words"])
    marked = table["kind"] != ""
    x, y = _places(rows, columns, turned=turned)

    def at(part: pd.DataFrame) -> alt.Chart:
        return alt.Chart(part).encode(x=x, y=y)

    look = _styled("kind", style, kinds)
    if not legend:
        look = {key: channel.legend(None) for key, channel in look.items()}
    points = at(table[marked].drop(columns="words")).mark_point(
        size=115, filled=True, opacity=1, xOffset=-spread, stroke=_INK, strokeWidth=0.4
    )
    layers = [points.encode(**look)]
    beside = table[marked & (table["words"] != "")]
    if not beside.empty:
        layers.append(
            _text(at(beside), "words", align="left", dx=spread - 4 if words is None else words)
        )
    if not marked.all():
        layers.append(_text(at(table[~marked]), "words"))
    return alt.layer(*layers).properties(width=alt.Step(step[0]), height=alt.Step(step[1]))


def _places(
    rows: Iterable[str], columns: Iterable[str], *, turned: bool = False, grid: bool = True
) -> tuple[alt.X, alt.Y]:
    """Rows at the side and columns at the top, in the order given, also those left empty."""
    rows, columns = list(dict.fromkeys(rows)), list(dict.fromkeys(columns))
    if turned:
        top = alt.Axis(orient="top", labelAngle=-55, labelFontSize=11, grid=True, tickBand="extent")
    else:
        lines = max(label.count("\n") for label in columns)
        top = alt.Axis(
            orient="top",
            labelAngle=0,
            labelExpr="split(datum.label, '\\n')",
            labelPadding=5 + 13 * lines,  # several lines run downwards, into the chart
            labelFontSize=11,
            ticks=False,
            domain=grid,
        )
    size = 11 if any("\n" in row for row in rows) else 12
    return (
        alt.X("column:N", title=None, scale=alt.Scale(domain=columns), axis=top),
        alt.Y(
            "row:N",
            title=None,
            scale=alt.Scale(domain=rows),
            axis=_side(grid=grid, domain=grid, labelFontSize=size),
        ),
    )


def _side(**options: Any) -> alt.Axis:
    """An axis at the side whose labels may have several lines, each in the middle of its row."""
    lines = "length(split(datum.value, '\\n'))"
    lift = [{"test": f"{lines} == {n}", "value": -6.5 * (n - 1)} for n in range(2, 7)]
    return alt.Axis(
        labelExpr="split(datum.label, '\\n')",
        labelOffset={"condition": lift, "value": 0},
        ticks=False,
        tickBand="extent",  # grid lines run between the rows, not through their words
        **options,
    )


def _page(width: float, height: float, above: float = 0) -> tuple[alt.X, alt.Y]:
    """Places in pixels, y downwards, with room above the first row."""
    return (
        alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, width], nice=False)),
        alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, -above], nice=False)),
    )


def _styled(field: str, style: Style, names: Mapping[str, str], **legend: Any) -> dict[str, Any]:
    """Colour and shape by the same field, with one legend."""
    shown = alt.Legend(**{"title": None, "orient": "top", **legend})
    domain = list(names.values())
    colours = [PALETTE.get(style[key][0], _QUIET) for key in names]
    shapes = [style[key][1] for key in names]
    return {
        "color": _by(alt.Color, field, domain, colours).legend(shown),
        "shape": _by(alt.Shape, field, domain, shapes).legend(shown),
    }


def _by(channel: Any, field: str, domain: Sequence[Any], values: Sequence[Any]) -> Any:
    """One value of a channel for each value of a field, without a legend."""
    # "ordinal": for widths and sizes Vega-Lite would else spread the values between two ends.
    scale = alt.Scale(type="ordinal", domain=list(domain), range=list(values))
    kind = "nominal" if channel is alt.Shape else "ordinal"  # Vega-Lite warns of shapes in order
    return channel(field, type=kind, legend=None, scale=scale)


def _text(base: alt.Chart, words: Any, **options: Any) -> alt.Chart:
    """Words in a chart: line breaks kept, ink that can be read, at least 11 pixels."""
    style: dict[str, Any] = {"color": _INK, "fontSize": 11, "lineBreak": "\n", **options}
    return base.mark_text(**style).encode(text=f"{words}:N" if isinstance(words, str) else words)


def _lifted(field: str) -> alt.ExprRef:
    """Words of several lines, moved so that their middle and not their first line is in place."""
    return alt.expr(f"-6.5 * (length(split(datum.{field}, '\\n')) - 1)")


def _dashes(kind: str) -> alt.ExprRef:
    """A dashed frame for one kind; Vega-Lite has no channel for the dashes of a rectangle."""
    return alt.expr(f"datum.kind == '{kind}' ? [5, 3] : [1, 0]")


def _panel(title: str, subtitle: str | None = None) -> alt.TitleParams:
    return alt.TitleParams(
        title,
        subtitle=subtitle or alt.Undefined,
        anchor=alt.Undefined if subtitle else "start",
        fontSize=12,
        fontWeight="bold" if subtitle else "normal",
        color=_INK,
        subtitleFontSize=11,
        subtitleColor=_QUIET,
    )


def _wrap(words: str, width: int) -> str:
    return "\n".join(textwrap.wrap(words, width, break_long_words=False))


def _listed(items: Iterable[str], lang: str) -> str:
    return ", ".join(items) or terms.text("chart.none", lang)


def _term(key: str, lang: str, otherwise: str) -> str:
    """A term of the framework, or the user's own words."""
    return terms.text(key, lang) if key in framework.keys("terms") else otherwise


def _named(table: pd.DataFrame, key: str, lang: str) -> dict[str, str]:
    """From key to name in the language; in the other one, or the key, where a cell is blank."""
    other = next(known for known in terms.LANGUAGES if known != lang)
    return {
        row[key]: cell_text(row[f"name_{lang}"]) or cell_text(row[f"name_{other}"]) or row[key]
        for row in table.to_dict("records")
    }


def _number(value: float, lang: str) -> str:
    """Three digits that count, or all before the decimal mark, which is that of the language."""
    if pd.isna(value):
        return terms.text("chart.not_measured", lang)
    words = f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return words.replace(".", ",") if lang == "id" else words


def _percent(value: Any, lang: str) -> str:
    return terms.text("chart.undefined_ratio", lang) if pd.isna(value) else f"{value:.0%}"


# -- A whole class of areas ------------------------------------------------------------------------

CLASS_MOST = 60
"""So many areas at most have a row each in one chart."""


def class_overview(
    table: pd.DataFrame, lang: str | None = None, *, cases: Sequence[Case] = ()
) -> alt.LayerChart:
    """Many areas at a glance: the level of each on every dimension, and its category.

    Parameters
    ----------
    table : pandas.DataFrame
        What `Comparison.table` gives: one row per area with `area` and the four levels.
    lang : {"en", "id"}, optional
        Language.
    cases : sequence of Case, optional
        The areas; if any of them is fictional, the title names it.

    Returns
    -------
    altair.LayerChart
        One row per area in the order of the table, one scale of levels per dimension, and the
        category by the default rule in words.

    Raises
    ------
    InputError
        If there are more than 60 areas.

    Notes
    -----
    Levels are an ordinal scale: a distance on the chart measures nothing.

    Examples
    --------
    >>> table = pd.DataFrame({"area": ["A", "B"], "system": [1, 3], "shared_goal": [1, 3],
    ...                       "process": [2, 3], "effect": [3, 4]})
    >>> class_overview(table).title.text
    ['Levels of 2 areas']
    """
    lang = language(lang)
    if len(table) > CLASS_MOST:
        raise terms.InputError("chart.error_class", found=len(table), most=CLASS_MOST)
    title = terms.text("chart.class_title", lang, n=len(table))
    if table.empty:
        return _nothing(title, lang, None)
    names = {key: _category(None if key == "undefined" else key, lang) for key in _CATEGORY}
    lane, head, left, step, gap = 24, 40, 160, 21, 26
    starts = {}
    right = left
    for dimension in DIMENSIONS:
        starts[dimension] = right
        right += TOP[dimension] * step + gap + 14
    heads = [
        {"x": starts[d], "y": 6, "words": _wrap(terms.label("dimensions", d, lang), 14)}
        for d in DIMENSIONS
    ]
    ticks = [
        {"x": starts[d] + level * step, "y": head - 8, "words": str(level)}
        for d in DIMENSIONS
        for level in range(TOP[d] + 1)
    ]
    dots: list[dict[str, Any]] = []
    scales, labels, ends, said = [], [], [], []
    for place, row in enumerate(table.to_dict("records")):
        middle = head + place * lane + lane / 2
        levels = [None if pd.isna(row[d]) else int(row[d]) for d in DIMENSIONS]
        category = classify(Profile(*levels)).category
        name = names[category.value if category else "undefined"]
        area = cell_text(row["area"])
        labels.append({"x": 0, "y": middle, "words": textwrap.shorten(area, 26, placeholder="…")})
        ends.append({"x": right, "y": middle, "words": name})
        for dimension, level in zip(DIMENSIONS, levels, strict=True):
            start = starts[dimension]
            scales.append({"x": start, "to": start + TOP[dimension] * step, "y": middle})
            if level is not None:
                dots.append({"x": start + level * step, "y": middle, "category": name})
        said.append(f"{area}: {', '.join('–' if n is None else str(n) for n in levels)}, {name}.")
    x, y = _page(right + 110, head + len(table) * lane)

    def written(rows: list[dict[str, Any]], **options: Any) -> alt.Chart:
        found = pd.DataFrame(rows, columns=["x", "y", "words"])
        return _text(alt.Chart(found).encode(x=x, y=y), "words", **options)

    look = _styled("category", _CATEGORY, names)
    chart = alt.layer(
        alt.Chart(pd.DataFrame(scales)).mark_rule(color=_LINE).encode(x=x, y=y, x2="to"),
        alt.Chart(pd.DataFrame(dots, columns=["x", "y", "category"]))
        .mark_point(size=95, filled=True, opacity=1, stroke=_INK, strokeWidth=0.4)
        .encode(x=x, y=y, **{key: channel.legend(None) for key, channel in look.items()}),
        written(heads, align="left", fontWeight="bold", fontSize=12),
        written(ticks, color=_QUIET),
        written(labels, align="left"),
        written(ends, align="left"),
    ).properties(width=right + 110, height=head + len(table) * lane)
    note = terms.text("chart.class_note", lang, rule=terms.label("rules", DEFAULT_RULE, lang))
    invented = [case for case in cases if case.fictional]
    return _finish(chart, title, lang, said, [note], invented)
