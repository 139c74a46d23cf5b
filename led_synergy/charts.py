"""Charts of the framework and of a case: what the other modules work out, drawn.

Nothing is judged or measured here. Each function takes a result of a logic module and draws it
with a title, a description for readers who do not see it, colours that colour-blind readers can
tell apart (Okabe and Ito 2008) and, beside the colour, a shape, a pattern or words. Charts are at
most about 700 pixels wide. What a chart shows of a fictional case says so in its title. No chart
is a figure of the paper: its Figures 2.1 and 4.1-4.4 are images that its text does not repeat
(problem F8).

Okabe, M. and Ito, K. (2008). Color Universal Design: how to make figures and presentations that
are friendly to colorblind people.
"""

import json
import textwrap
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from . import components, factors, framework, participation, terms, welfare
from .case import Case
from .categories import DIMENSIONS, RULES, Category, Profile, classify
from .notebook import language
from .problem_tree import OUTCOME, CausalMap

__all__ = [
    "PALETTE",
    "activities_by_component",
    "capitals",
    "criteria_grid",
    "decision_map",
    "readings",
    "side_by_side",
    "causal_map",
    "driving_dependence",
    "effect_groups",
    "factor_matrix",
    "gains",
    "ladder",
    "lorenz_curves",
    "overlap_matrix",
    "recommendation_matrix",
    "targeting",
    "triangulation_matrix",
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
_BAR = "M-0.9,-0.2H0.9V0.2H-0.9Z"  # a short bar: nothing was said
_CATEGORY = {
    "synergism": ("green", "diamond"),
    "less_synergetic": ("sky", "triangle-up"),
    "fragmented": ("orange", "square"),
    "additive": ("yellow", "circle"),
    "antagonistic": ("vermilion", "triangle-down"),
    "sectoral": ("black", "cross"),
}
_AREA = (
    ("blue", "circle"),
    ("vermilion", "square"),
    ("green", "triangle-up"),
    ("purple", "diamond"),
)
_SECTOR = {
    "government": ("blue", "square"),
    "market": ("orange", "circle"),
    "community": ("green", "triangle-up"),
}
_ROLE = {"driver": ("blue", "triangle-up"), "constraint": ("vermilion", "triangle-down")}
_KIND = {
    "interview": ("blue", "circle"),
    "document": ("orange", "square"),
    "observation": ("green", "triangle-up"),
    "fgd": ("purple", "diamond"),
}
_QUADRANT = {
    "independent": ("vermilion", "triangle-up"),
    "linkage": ("purple", "diamond"),
    "dependent": ("blue", "triangle-down"),
    "autonomous": ("black", "circle"),
}


# -- What all charts share ---------------------------------------------------------------------


def _finish(
    chart: Any,
    title: str,
    description: str,
    lang: str,
    *notes: str,
    cases: Sequence[Case] = (),
) -> Any:
    """Title (with the areas and "fictional"), notes below it, description, type and numbers."""
    if cases:
        areas = ", ".join(case.title(lang) for case in cases)
        title, description = f"{title} – {areas}", f"{areas}. {description}"
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
    # An Indonesian reader writes 0,5 and 1.000 where an English one writes 0.5 and 1,000.
    comma = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""]}
    return chart.properties(title=heading, description=" ".join(description.split())).configure(
        font="sans-serif",
        background=_PAPER,
        axis=alt.AxisConfig(
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
            titleColor=_QUIET,
            labelColor=_INK,
            labelLimit=330,
            gridColor="#E5E5E5",
            domainColor=_LINE,
            tickColor=_LINE,
        ),
        legend=alt.LegendConfig(
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
            labelColor=_INK,
            labelLimit=330,
            symbolStrokeWidth=1.5,
        ),
        header=alt.HeaderConfig(labelFontSize=12, titleFontSize=12, labelColor=_INK),
        view=alt.ViewConfig(stroke=None),
        locale=alt.Locale(number=alt.NumberLocale(**comma)) if lang == "id" else alt.Undefined,
    )


def _colour(style: Mapping[str, tuple[str, str]], lang_names: Mapping[str, str]) -> alt.Scale:
    return alt.Scale(
        domain=list(lang_names.values()), range=[_hex(style[key][0]) for key in lang_names]
    )


def _shape(style: Mapping[str, tuple[str, str]], lang_names: Mapping[str, str]) -> alt.Scale:
    return alt.Scale(domain=list(lang_names.values()), range=[style[key][1] for key in lang_names])


def _hex(name: str) -> str:
    return PALETTE.get(name, _QUIET)


def _styled(
    field: str, style: Mapping[str, tuple[str, str]], names: Mapping[str, str], **legend: Any
) -> dict[str, Any]:
    """Colour and shape of the same field, with one legend."""
    shown = alt.Legend(title=None, orient="top", **legend)
    return {
        "color": alt.Color(field, type="nominal", scale=_colour(style, names), legend=shown),
        "shape": alt.Shape(field, type="nominal", scale=_shape(style, names), legend=shown),
    }


def _wrap(words: str, width: int) -> str:
    return "\n".join(textwrap.wrap(words, width, break_long_words=False))


def _text(frame: pd.DataFrame, **options: Any) -> alt.Chart:
    """Words in a chart: line breaks kept, ink that can be read, at least 11 pixels."""
    return alt.Chart(frame).mark_text(
        **{"color": _INK, "fontSize": 12, "lineBreak": "\n", **options}
    )


def _middle(field: str, shift: float = 0) -> alt.ExprRef:
    """How far to lift words of several lines so that their middle, not their first, is in place."""
    return alt.expr(f"{shift} - 6.5 * (length(split(datum['{field}'], '\\n')) - 1)")


def _dashed(kind: str) -> alt.ExprRef:
    # Vega-Lite has no channel for the dashes of a rectangle.
    return alt.expr(f"datum.kind == '{kind}' ? [5, 3] : [1, 0]")


def _side(**options: Any) -> alt.Axis:
    """An axis at the side whose labels may have several lines, each in the middle of its row."""
    lines = "length(split(datum.value, '\\n'))"
    return alt.Axis(
        labelExpr="split(datum.label, '\\n')",
        labelOffset={
            "condition": [
                {"test": f"{lines} == {n}", "value": -6.5 * (n - 1)} for n in range(2, 7)
            ],
            "value": 0,
        },
        ticks=False,
        tickBand="extent",  # grid lines run between the rows, not through their words
        **options,
    )


def _top(labels: Iterable[str], **options: Any) -> alt.Axis:
    """An axis at the top whose labels may have several lines, none of them in the chart."""
    lines = max(label.count("\n") for label in labels)
    return alt.Axis(
        orient="top",
        labelAngle=0,
        labelExpr="split(datum.label, '\\n')",
        labelPadding=5 + 13 * lines,
        labelFontSize=11,
        ticks=False,
        **options,
    )


def _nothing(title: str, lang: str, case: Case | None = None) -> alt.Chart:
    """What is drawn where there is nothing to draw."""
    words = terms.text("chart.nothing", lang)
    chart = _text(pd.DataFrame({"words": [words]}), align="left").encode(
        x=alt.value(0), y=alt.value(12), text="words:N"
    )
    return _finish(
        chart.properties(width=400, height=24),
        title,
        f"{title}. {words}",
        lang,
        cases=[case] if case else [],
    )


def _names(table: pd.DataFrame, key: str, lang: str) -> dict[str, str]:
    """From key to name in the language; in the other one, or the key, where a cell is blank."""
    other = next(known for known in terms.LANGUAGES if known != lang)
    return {
        row[key]: factors.cell_text(row[f"name_{lang}"])
        or factors.cell_text(row[f"name_{other}"])
        or row[key]
        for row in table.to_dict("records")
    }


def _label(node: Hashable, lang: str) -> str:
    if node == OUTCOME:
        return terms.text("map.synergism", lang)
    return (
        terms.label("factors", str(node), lang) if node in framework.keys("factors") else str(node)
    )


def _listed(items: Iterable[str], lang: str) -> str:
    return ", ".join(items) or terms.text("chart.none", lang)


# -- Rubric ------------------------------------------------------------------------------------


def criteria_grid(source: Profile | Case, lang: str | None = None) -> alt.LayerChart:
    """The criteria of Table 2.1, dimension by level, with the levels of an area marked.

    Parameters
    ----------
    source : Profile or Case
        Whose levels to mark. Of a case, the other levels that the evidence allows are marked too.
    lang : {"en", "id"}, optional
        Language; that of `notebook.setup` if not given.

    Returns
    -------
    altair.LayerChart
        One column per dimension, the highest level at the top. Each cell holds the level, its
        criterion in short, and the category in whose row of Table 2.1 it stands.

    Notes
    -----
    Criteria: Table 2.1, in our words. The numbers of the levels are ours.
    """
    lang = language(lang)
    case = None if isinstance(source, Profile) else source
    profile = source if case is None else case.profile
    ranges = {} if case is None else _plausible(case)
    wide, tall = 172, 78
    cells = []
    for row in framework.table("levels"):
        level, dimension = int(row["level"]), row["dimension"]
        judged = getattr(profile, dimension) == level
        low, high = ranges.get(dimension, (level + 1, level))
        kind = "judged" if judged else "plausible" if low <= level <= high else "other"
        words = _wrap(row[f"label_{lang}"], 26)
        mark = {"judged": "● ", "plausible": "○ ", "other": ""}[kind]
        cells.append(
            {
                "x": DIMENSIONS.index(dimension) * wide,
                "y": (4 - level) * tall,
                "kind": kind,
                "level": f"{mark}{level}",
                "words": words,
                "row": terms.label("categories", row["category"], lang),
            }
        )
    heads = pd.DataFrame(
        [
            {"x": n * wide, "y": -12, "words": terms.label("dimensions", dimension, lang)}
            for n, dimension in enumerate(DIMENSIONS)
        ]
    )
    table = pd.DataFrame(cells)
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, 4 * wide], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[5 * tall, -24], nice=False))
    kinds = ["judged", "plausible", "other"]
    base = alt.Chart(table).encode(x=x, y=y)
    boxes = base.mark_rect(
        width=wide - 10,
        height=tall - 8,
        xOffset=wide / 2 - 5,
        yOffset=tall / 2,
        cornerRadius=3,
        strokeDash=_dashed("plausible"),
    ).encode(
        fill=_by("kind", kinds, [PALETTE["yellow"], _PAPER, _PAPER], alt.Fill),
        stroke=_by("kind", kinds, [PALETTE["black"], PALETTE["black"], _LINE], alt.Stroke),
        strokeWidth=_by("kind", kinds, [3, 2, 1], alt.StrokeWidth),
    )
    size = {"align": "left", "baseline": "top", "dx": 7}
    numbers = base.mark_text(**size, dy=9, fontSize=12, fontWeight="bold", color=_INK)
    words = base.mark_text(**size, dy=24, fontSize=11, lineBreak="\n", color=_INK)
    rows = base.mark_text(
        align="right", baseline="top", dx=wide - 16, dy=10, fontSize=11, fontStyle="italic",
        color=_QUIET,
    )  # fmt: skip
    names = _text(heads, align="left", fontWeight="bold", fontSize=12).encode(
        x=x, y=y, text="words:N"
    )
    said = []
    for dimension in DIMENSIONS:
        level = getattr(profile, dimension)
        name = terms.label("dimensions", dimension, lang)
        if level is None:
            said.append(f"{name}: {terms.text('chart.not_judged', lang)}.")
        else:
            said.append(f"{name}: {level}, {_level(dimension, level, lang)}.")
        low, high = ranges.get(dimension, (0, 0))
        if low < high:
            said.append(terms.text("chart.range", lang, low=low, high=high))
    notes = [terms.text("chart.grid_note", lang)]
    if profile.missing:
        missing = ", ".join(terms.label("dimensions", d, lang) for d in profile.missing)
        notes.append(f"{terms.text('chart.not_judged', lang).capitalize()}: {missing}.")
    return _finish(
        alt.layer(
            boxes,
            numbers.encode(text="level:N"),
            words.encode(text="words:N"),
            rows.encode(text="row:N"),
            names,
        ).properties(width=4 * wide, height=5 * tall + 24),
        terms.text("chart.grid_title", lang),
        " ".join([*said, *notes]),
        lang,
        *notes,
        cases=[case] if case else [],
    )


def side_by_side(cases: Sequence[Case], lang: str | None = None) -> alt.LayerChart:
    """Areas beside one another: the level on each dimension, its criterion, and the category.

    Parameters
    ----------
    cases : sequence of Case
        Two to four areas.
    lang : {"en", "id"}, optional
        Language; that of `notebook.setup` if not given.

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
    """
    lang = language(lang)
    if not 2 <= len(cases) <= len(_AREA):
        raise terms.InputError("chart.error_areas", found=len(cases), most=len(_AREA))
    names = {str(n): case.title(lang) for n, case in enumerate(cases)}
    lane, head, left, step, words_at = 34, 30, 170, 42, 366
    dots, lines, texts, scales, said = [], [], [], [], []
    y = 0.0
    for dimension in DIMENSIONS:
        top = int(framework.row("dimensions", dimension)["top"])
        y += head
        name = terms.label("dimensions", dimension, lang)
        texts.append({"x": 0, "y": y - 10, "words": name, "kind": "head"})
        for level in range(top + 1):
            texts.append(
                {"x": left + level * step, "y": y - 10, "words": str(level), "kind": "tick"}
            )
        for number, case in enumerate(cases):
            middle = y + lane / 2
            level = getattr(case.profile, dimension)
            low, high = _plausible(case).get(dimension, (level, level))
            scales.append({"x": left, "x2": left + top * step, "y": middle})
            texts.append(
                {"x": 12, "y": middle, "words": _wrap(names[str(number)], 22), "kind": "name"}
            )
            if level is None:
                words = terms.text("chart.not_judged", lang)
            else:
                words = _level(dimension, level, lang)
                dots.append({"x": left + level * step, "y": middle, "area": names[str(number)]})
                if low < high:
                    lines.append(
                        {
                            "x": left + low * step,
                            "x2": left + high * step,
                            "y": middle,
                            "area": names[str(number)],
                        }
                    )
            texts.append({"x": words_at, "y": middle, "words": _wrap(words, 56), "kind": "words"})
            shown = "" if level is None else f"{level}, "
            said.append(f"{name}, {names[str(number)]}: {shown}{words}.")
            y += lane
    y += head
    texts.append({"x": 0, "y": y - 10, "words": terms.text("chart.category", lang), "kind": "head"})
    for number, case in enumerate(cases):
        found = classify(case.profile)
        words = terms.text(
            "chart.category_of",
            lang,
            category=_category(found.category, lang),
            rule=terms.label("rules", found.rule, lang),
            strict=_category(found.strict, lang),
        )
        texts.append(
            {"x": 12, "y": y + lane / 2, "words": _wrap(names[str(number)], 22), "kind": "name"}
        )
        texts.append({"x": left - 6, "y": y + lane / 2, "words": _wrap(words, 92), "kind": "words"})
        said.append(f"{names[str(number)]}: {words}.")
        y += lane
    px = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, 690], nice=False))
    py = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[y, 0], nice=False))
    # One legend entry per area, also for one with nothing judged.
    style = {key: _AREA[int(key)] for key in names}
    layers = [
        alt.Chart(pd.DataFrame(scales)).mark_rule(color=_LINE).encode(x=px, x2="x2", y=py),
    ]
    if lines:
        layers.append(
            alt.Chart(pd.DataFrame(lines))
            .mark_rule(strokeWidth=4)
            .encode(x=px, x2="x2", y=py, color=alt.Color("area:N", scale=_colour(style, names)))
        )
    table = pd.DataFrame(dots, columns=["x", "y", "area"])
    layers.append(
        alt.Chart(table)
        .mark_point(size=150, filled=True, opacity=1)
        .encode(x=px, y=py, **_styled("area", style, names))
    )
    frame = pd.DataFrame(texts)
    for kind, options in (
        ("head", {"align": "left", "fontWeight": "bold"}),
        ("tick", {"color": _QUIET, "fontSize": 11}),
        ("name", {"align": "left", "fontSize": 11, "dy": _middle("words")}),
        ("words", {"align": "left", "fontSize": 11, "dy": _middle("words")}),
    ):
        part = frame[frame["kind"] == kind].drop(columns="kind")
        layers.append(_text(part, **options).encode(x=px, y=py, text="words:N"))
    return _finish(
        alt.layer(*layers).properties(width=690, height=y),
        terms.text("chart.compare_title", lang),
        " ".join(said),
        lang,
        terms.text("chart.compare_note", lang),
        cases=cases,
    )


def decision_map(table: pd.DataFrame, lang: str | None = None) -> alt.HConcatChart:
    """All 320 profiles as a map of categories, one map per rule.

    Parameters
    ----------
    table : pandas.DataFrame
        What `categories.decision_table` gives.
    lang : {"en", "id"}, optional
        Language; that of `notebook.setup` if not given.

    Returns
    -------
    altair.HConcatChart
        Blocks by system (across) and effect (upwards); inside each block shared goal (across) and
        process (upwards). A profile that a rule leaves undefined is a small grey bar.

    Notes
    -----
    Table 2.1 defines 62 of the 320 profiles; the two other rules are explained in `categories`.
    """
    lang = language(lang)
    cell, gap = 11, 7
    block = 4 * cell + gap
    names = {key: _category(key, lang) for key in (*Category, None)}
    names = {key or "undefined": words for key, words in names.items()}
    style = {**_CATEGORY, "undefined": ("grey", _BAR)}
    short = {key: str(n) for n, key in enumerate(names)}
    spots = pd.DataFrame(
        {
            "x": table["system"] * block + table["shared_goal"] * cell + cell / 2,
            "y": table["effect"] * block + table["process"] * cell + cell / 2,
            **{rule: table[rule].fillna("undefined").map(short) for rule in RULES},
        }
    )
    wide, tall = 4 * block - gap, 5 * block - gap
    x = alt.X(
        "x:Q",
        title=terms.label("dimensions", "system", lang),
        scale=alt.Scale(domain=[-3, wide + 3], nice=False, zero=False),
        axis=_block_axis(range(4), block, gap),
    )
    panels, said = [], []
    meaning = {short[key]: words for key, words in names.items()}
    for number, rule in enumerate(RULES):
        y = alt.Y(
            "y:Q",
            title=None if number else terms.label("dimensions", "effect", lang),
            scale=alt.Scale(domain=[-3, tall + 3], nice=False, zero=False),
            axis=_block_axis(range(5), block, gap, labels=not number),
        )
        legend = alt.Legend(
            title=None,
            orient="bottom",
            columns=4,
            labelExpr=_lookup(meaning),
            symbolSize=90,
            symbolOpacity=1,
        )
        scale = {"domain": list(short.values())}
        panels.append(
            alt.Chart(spots[["x", "y", *RULES]])
            .mark_point(filled=True, opacity=1, size=62, stroke=_INK, strokeWidth=0.5)
            .encode(
                x=x,
                y=y,
                color=alt.Color(
                    f"{rule}:N",
                    legend=legend,
                    scale=alt.Scale(**scale, range=[_hex(style[key][0]) for key in short]),
                ),
                shape=alt.Shape(
                    f"{rule}:N",
                    legend=legend,
                    scale=alt.Scale(**scale, range=[style[key][1] for key in short]),
                ),
            )
            .properties(
                width=wide + 6,
                height=tall + 6,
                title=alt.TitleParams(
                    terms.label("rules", rule, lang),
                    subtitle=terms.text(
                        "chart.defined", lang, n=int(table[rule].notna().sum()), total=len(table)
                    ),
                    fontSize=12,
                    subtitleFontSize=11,
                    subtitleColor=_QUIET,
                    color=_INK,
                ),
            )
        )
        counts = table[rule].fillna("undefined").value_counts()
        inside = "; ".join(f"{names[key]} {counts[key]}" for key in names if key in counts)
        said.append(f"{terms.label('rules', rule, lang)}: {inside}.")
    title = terms.text("chart.decision_title", lang, n=len(table))
    note = terms.text("chart.decision_note", lang)
    return _finish(
        alt.hconcat(*panels, spacing=16).resolve_scale(color="shared", shape="shared"),
        title,
        " ".join([title + ".", *said]),
        lang,
        note,
    )


def readings(
    found: pd.DataFrame, lang: str | None = None, *, case: Case | None = None
) -> alt.LayerChart:
    """How often each category comes out among the plausible readings of a case.

    Parameters
    ----------
    found : pandas.DataFrame
        What `case.readings` gives: one row per plausible profile.
    lang : {"en", "id"}, optional
        Language; that of `notebook.setup` if not given.
    case : Case, optional
        Whose readings they are, for the title.

    Returns
    -------
    altair.LayerChart
        Categories by rules; a number of profiles in each place, with the category's shape.

    Notes
    -----
    Readings are possibilities, not probabilities: counting them does not weigh them.
    """
    lang = language(lang)
    rules = [rule for rule in RULES if rule in found.columns]
    heads = {rule: _wrap(terms.label("rules", rule, lang), 18) for rule in rules}
    words = {**{key.value: key.label(lang) for key in Category}}
    words["undefined"] = terms.text("chart.no_category", lang)
    rows = {key: _wrap(name, 30) for key, name in words.items()}
    style = {**_CATEGORY, "undefined": ("grey", _BAR)}
    cells, said = [], []
    for rule in rules:
        counts = found[rule].fillna("undefined").value_counts()
        for key in rows:
            if key in counts:
                cells.append({"row": rows[key], "rule": heads[rule], "n": int(counts[key])})
        inside = "; ".join(f"{words[key]} {counts[key]}" for key in rows if key in counts)
        said.append(f"{terms.label('rules', rule, lang)}: {inside}.")
    table = pd.DataFrame(cells, columns=["row", "rule", "n"])
    order = list(rows.values())
    x = alt.X("rule:N", title=None, sort=list(heads.values()), axis=_top(heads.values()))
    y = alt.Y("row:N", title=None, sort=order, scale=alt.Scale(domain=order), axis=_side(grid=True))
    base = alt.Chart(table).encode(x=x, y=y)
    points = base.mark_point(
        size=150, filled=True, opacity=1, stroke=_INK, strokeWidth=0.5, xOffset=-14
    ).encode(
        color=_by("row", order, [_hex(style[key][0]) for key in rows], alt.Color),
        shape=_by("row", order, [style[key][1] for key in rows], alt.Shape),
    )
    numbers = base.mark_text(dx=10, fontSize=12, color=_INK).encode(text="n:Q")
    title = terms.text("chart.readings_title", lang, n=len(found))
    return _finish(
        (points + numbers).properties(width=alt.Step(130), height=alt.Step(34)),
        title,
        " ".join([title + ".", *said]),
        lang,
        terms.text("chart.readings_note", lang),
        cases=[case] if case else [],
    )


def _plausible(case: Case) -> dict[str, tuple[int, int]]:
    """The lowest and highest level that the evidence allows, where a level is judged."""
    found = {}
    for row in case.judgements.to_dict("records"):
        if not pd.isna(row["level"]):
            low, high = (
                row["level"] if pd.isna(row[end]) else row[end] for end in ("lowest", "highest")
            )
            found[row["dimension"]] = (int(low), int(high))
    return found


def _level(dimension: str, level: int, lang: str) -> str:
    return next(
        row[f"label_{lang}"]
        for row in framework.table("levels")
        if row["dimension"] == dimension and int(row["level"]) == level
    )


def _category(key: str | None, lang: str) -> str:
    return terms.label("categories", key, lang) if key else terms.text("chart.undefined", lang)


def _by(field: str, domain: Sequence[Any], values: Sequence[Any], channel: Any) -> Any:
    """One value of a channel for each value of a field, without a legend."""
    scale = alt.Scale(domain=list(domain), range=list(values))
    return channel(field, type="nominal", legend=None, scale=scale)


def _block_axis(levels: range, block: float, gap: float, labels: bool = True) -> alt.Axis:
    """Numbers of levels below or beside the middle of their blocks."""
    middles = [level * block + (block - gap) / 2 for level in levels]
    return alt.Axis(
        values=middles,
        labelExpr=f"format((datum.value - {middles[0]}) / {block}, 'd')",
        labels=labels,
        ticks=False,
        grid=False,
        domain=False,
    )


def _lookup(words: Mapping[str, str]) -> str:
    """A Vega expression that gives the words for a label."""
    return f"{json.dumps(dict(words), ensure_ascii=False)}[datum.label]"


# -- Who does what -----------------------------------------------------------------------------


def activities_by_component(case: Case, lang: str | None = None) -> alt.LayerChart:
    """Who does what: one mark per activity, beside the component that carries it out.

    Parameters
    ----------
    case : Case
        Drawn are its tables of components and activities.
    lang : {"en", "id"}, optional
        Language; that of `notebook.setup` if not given.

    Returns
    -------
    altair.LayerChart
        One row per component, by sector; a component outside shows that it has no activity. An
        activity that the source does not state is hollow.

    Notes
    -----
    Table 4.1 for the two areas of the paper. A count of names is not a measure of effort, and
    the chart says so.
    """
    lang = language(lang)
    counts = components.by_sector(case.components, case.activities)
    sectors = {sector: terms.text(f"components.{sector}", lang) for sector in counts.index}
    members = case.components.assign(
        order=case.components["sector"].map({s: n for n, s in enumerate(sectors)})
    ).sort_values("order", kind="stable")
    names = {key: _wrap(name, 54) for key, name in _names(members, "component", lang).items()}
    sector_of = dict(zip(members["component"], members["sector"].map(sectors), strict=True))
    work = case.activities
    marks = pd.DataFrame(
        {
            "component": work["component"].map(names),
            "sector": work["component"].map(sector_of),
            "n": work.groupby("component").cumcount() + 1,
            "activity": work["activity"].map(_names(work, "activity", lang)),
            "stated": terms.text("chart.stated", lang),
        }
    )
    marks.loc[work["status"] == "inferred", "stated"] = terms.text("chart.inferred", lang)
    total = work["component"].value_counts()
    ends = pd.DataFrame(
        {
            "component": list(names.values()),
            "n": [int(total.get(key, 0)) + 1 for key in names],
            "words": [
                str(total[key]) if key in total else terms.text("chart.no_activity", lang)
                for key in names
            ],
        }
    )
    y = alt.Y(
        "component:N",
        title=None,
        sort=list(names.values()),
        axis=_side(labelFontSize=11),
    )
    x = alt.X("n:Q", axis=None, scale=alt.Scale(domain=[0.4, max(ends["n"]) + 0.6], nice=False))
    points = (
        alt.Chart(marks)
        .mark_point(size=90, opacity=1)
        .encode(
            x=x,
            y=y,
            **_styled("sector", _SECTOR, sectors),
            fillOpacity=alt.FillOpacity(
                "stated:N",
                legend=None,
                scale=alt.Scale(
                    domain=[terms.text("chart.stated", lang), terms.text("chart.inferred", lang)],
                    range=[1, 0],
                ),
            ),
            fill=alt.Fill("sector:N", scale=_colour(_SECTOR, sectors), legend=None),
            tooltip=[
                alt.Tooltip("activity:N", title=terms.text("chart.activity", lang)),
                alt.Tooltip("stated:N", title=terms.text("chart.source", lang)),
            ],
        )
    )
    numbers = _text(ends, align="left", dx=-6, fontSize=11).encode(x=x, y=y, text="words:N")
    lines = [
        terms.text(
            "chart.sector_count",
            lang,
            sector=sectors[sector],
            activities=row.activities,
            active=row.active,
            components=row.components,
        )
        for sector, row in zip(counts.index, counts.itertuples(), strict=True)
    ]
    inferred = int(counts["inferred"].sum())
    notes = [terms.text(components.NOT_EFFORT, lang)]
    if inferred:
        notes.insert(0, terms.text("chart.hollow_inferred", lang, n=inferred))
    return _finish(
        (points + numbers).properties(width=330, height=alt.Step(27)),
        terms.text("chart.activities_title", lang),
        " ".join([terms.text("chart.activities_title", lang) + ".", *lines, *notes]),
        lang,
        *notes,
        cases=[case],
    )


def overlap_matrix(case: Case, lang: str | None = None) -> alt.LayerChart:
    """The same kind of work done by several components.

    Parameters
    ----------
    case : Case
        Drawn is what `components.overlaps` finds in its activities.
    lang : {"en", "id"}, optional
        Language; that of `notebook.setup` if not given.

    Returns
    -------
    altair.LayerChart
        Components by topics; a number where a component has more than one activity.

    Notes
    -----
    Topics are ours. Table 4.1 cannot tell duplicate work from joint work (problem C14), and the
    chart says so.
    """
    lang = language(lang)
    found = components.overlaps(case.activities)
    order = case.components.assign(
        order=case.components["sector"].map({s: n for n, s in enumerate(components.SECTORS)})
    ).sort_values("order", kind="stable")
    order = order[order["component"].isin(found["component"])]
    names = {key: _wrap(name, 54) for key, name in _names(order, "component", lang).items()}
    sectors = {key: terms.text(f"components.{key}", lang) for key in components.SECTORS}
    sector_of = dict(zip(order["component"], order["sector"].map(sectors), strict=True))
    topics = {topic: terms.label("topics", topic, lang) for topic in found["topic"].unique()}
    cells = found.groupby(["topic", "component"], sort=False).size().reset_index(name="n")
    cells = pd.DataFrame(
        {
            "topic": cells["topic"].map(topics),
            "component": cells["component"].map(names),
            "sector": cells["component"].map(sector_of),
            "n": cells["n"],
            "words": cells["n"].map(lambda n: str(n) if n > 1 else ""),
        }
    )
    y = alt.Y(
        "component:N",
        title=None,
        sort=list(names.values()),
        axis=_side(labelFontSize=11, grid=True),
    )
    x = alt.X(
        "topic:N",
        title=None,
        sort=list(topics.values()),
        axis=alt.Axis(orient="top", labelAngle=-50, labelFontSize=11, grid=True),
    )
    points = (
        alt.Chart(cells)
        .mark_point(size=110, filled=True, opacity=1)
        .encode(x=x, y=y, **_styled("sector", _SECTOR, sectors))
    )
    numbers = _text(cells, dx=11, dy=-5, fontSize=11).encode(x=x, y=y, text="words:N")
    sharing = found.groupby("topic", sort=False)["component"].nunique()
    said = "; ".join(f"{topics[topic]}: {n}" for topic, n in sharing.items())
    proof = terms.text(components.NOT_PROOF, lang)
    return _finish(
        (points + numbers).properties(width=alt.Step(22), height=alt.Step(27)),
        terms.text("chart.overlap_title", lang),
        terms.text("chart.overlap_description", lang, topics=said) + " " + proof,
        lang,
        proof,
        cases=[case],
    )


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
        Language; that of `notebook.setup` if not given.
    case : Case, optional
        Where the judgements come from, for the title.
    names : mapping from str to str, optional
        What to write for a row; its key with blanks for underscores if not given.

    Returns
    -------
    altair.LayerChart
        Rows by rungs; a circle whose area is the number, and the number in words.

    Notes
    -----
    The six rungs are the paper's (section II). No mean is drawn, because rungs are ranks.
    """
    lang = language(lang)
    names = {"all": terms.text("chart.all", lang), **(names or {})}
    rows = {key: names.get(key, str(key).replace("_", " ")) for key in counts.index}
    shares = any(kind.kind == "f" for kind in counts.dtypes)
    rungs = {r: _wrap(f"{r} {terms.label('rungs', str(r), lang)}", 13) for r in participation.RUNGS}
    long = pd.DataFrame(
        [
            {"row": _wrap(rows[key], 24), "rung": rungs[rung], "n": counts.loc[key, rung]}
            for key in counts.index
            for rung in counts.columns
            if counts.loc[key, rung] > 0
        ],
        columns=["row", "rung", "n"],
    )
    x = alt.X(
        "rung:N",
        title=None,
        sort=list(rungs.values()),
        scale=alt.Scale(domain=list(rungs.values())),
        axis=_top(rungs.values()),
    )
    order = [_wrap(row, 24) for row in rows.values()]
    y = alt.Y(
        "row:N",
        title=None,
        sort=order,
        scale=alt.Scale(domain=order),
        axis=_side(grid=True),
    )
    size = alt.Size("n:Q", legend=None, scale=alt.Scale(domainMin=0, range=[0, 620]))
    base = alt.Chart(long).encode(x=x, y=y)
    marks = base.mark_circle(color=PALETTE["sky"], opacity=1).encode(size=size)
    words = base.mark_text(fontSize=12, color=_INK).encode(
        text=alt.Text("n:Q", format=".0%" if shares else "d")
    )
    said = []
    for key in counts.index:
        full = long[long["row"] == _wrap(rows[key], 24)]
        where = [
            f"{rung.replace(chr(10), ' ')}: " + (f"{n:.0%}" if shares else f"{n:.0f}")
            for rung, n in zip(full["rung"], full["n"], strict=True)
        ]
        said.append(f"{rows[key]}: {_listed(where, lang)}.")
    return _finish(
        (marks + words).properties(width=alt.Step(86), height=alt.Step(36)),
        terms.text("chart.ladder_title", lang),
        terms.text("chart.ladder_title", lang) + ". " + " ".join(said),
        lang,
        terms.text("chart.ladder_note", lang),
        cases=[case] if case else [],
    )


# -- Welfare -----------------------------------------------------------------------------------

_FOR_WELFARE = {
    "for_welfare": ("blue", "triangle-up"),
    "in_between": ("black", "circle"),
    "against_welfare": ("vermilion", "triangle-down"),
    "not_judged": ("grey", _BAR),
}
_CELLS = {
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
_PERIOD = {"before": ("black", "circle"), "after": ("blue", "diamond")}


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
        Language; that of `notebook.setup` if not given.
    unit : str, optional
        Unit of the values, written below the axis.
    case : Case, optional
        Where the values come from, for the title.

    Returns
    -------
    altair.LayerChart
        One row per capital. A capital that was not measured says so.

    Notes
    -----
    The five are the paper's (section II, effect dimension, item a), which gives no value. No sum
    is drawn: a gain in one capital does not make good a loss in another.
    """
    lang = language(lang)
    periods = {key: terms.text(f"chart.{key}", lang) for key in _PERIOD}
    names = {key: terms.label("effect_indicators", key, lang) for key in profile.index}
    wide = profile[["before", "after"]].round(2).assign(capital=list(names.values()))
    long = wide.melt("capital", list(periods), "period", "value").dropna()
    long["period"] = long["period"].map(periods)
    order = list(names.values())
    y = alt.Y("capital:N", title=None, sort=order, scale=alt.Scale(domain=order))
    x = alt.X("value:Q", title=unit, scale=alt.Scale(zero=True))
    lines = (
        alt.Chart(wide.dropna().rename(columns={"before": "value"}))
        .mark_rule(color=_QUIET, strokeWidth=1.5)
        .encode(x=x, x2="after", y=y)
    )
    points = (
        alt.Chart(long)
        .mark_point(size=110, filled=True, opacity=1)
        .encode(x=x, y=y, **_styled("period", _PERIOD, periods))
    )
    # The lower number to the left of its mark and the higher to the right: they never meet.
    lower = long["value"] <= long.groupby("capital")["value"].transform("mean")
    first = long.groupby("capital").cumcount() == 0
    lower &= first | (long.groupby("capital")["value"].transform("nunique") > 1)
    numbers = [
        _text(part, align=align, dx=dx, fontSize=11).encode(
            x=x, y=y, text=alt.Text("value:Q", format=".3~r")
        )
        for part, align, dx in ((long[lower], "right", -11), (long[~lower], "left", 11))
    ]
    missing = wide[wide["before"].isna() & wide["after"].isna()]
    blank = _text(missing, align="left", fontStyle="italic").encode(
        x=alt.value(6), y=y, text=alt.value(terms.text("chart.not_measured", lang))
    )
    said = [
        f"{name}: {_number(row.before, lang)} → {_number(row.after, lang)}."
        for name, row in zip(order, wide.itertuples(), strict=True)
    ]
    return _finish(
        alt.layer(lines, points, *numbers, blank).properties(width=480, height=alt.Step(44)),
        terms.text("chart.capitals_title", lang),
        " ".join([terms.text("chart.capitals_title", lang) + ".", *said]),
        lang,
        terms.text("chart.capitals_note", lang),
        cases=[case] if case else [],
    )


def effect_groups(
    effects: pd.DataFrame, lang: str | None = None, *, case: Case | None = None
) -> alt.LayerChart:
    """What is said of each effect group: direction, breadth, optimal, even.

    Parameters
    ----------
    effects : pandas.DataFrame
        The effects table of a case.
    lang : {"en", "id"}, optional
        Language; that of `notebook.setup` if not given.
    case : Case, optional
        Where the judgements come from, for the title.

    Returns
    -------
    altair.LayerChart
        One row per effect group, indented below it its indicators. Colour and shape tell whether
        a judgement speaks for welfare; what was not judged stays hollow.

    Notes
    -----
    Groups and indicators are the paper's (section II, effect dimension). A falling cost of basic
    needs speaks for welfare.
    """
    lang = language(lang)
    kinds = {key: terms.text(f"chart.{key}", lang) for key in _FOR_WELFARE}
    columns = {key: terms.text(f"chart.{key}", lang) for key in _CELLS}
    rows, cells = [], []
    for row in effects.to_dict("records"):
        indicator = factors.cell_text(row["indicator"])
        if indicator:
            name = "– " + terms.label("effect_indicators", indicator, lang)
            group = terms.label("effect_groups", row["effect_group"], lang)
            if group not in rows:
                rows.append(group)
            polarity = framework.row("effect_indicators", indicator)["polarity"]
        else:
            name, polarity = terms.label("effect_groups", row["effect_group"], lang), "1"
        if name not in rows:
            rows.append(name)
        for column, words in columns.items():
            cell = factors.cell_text(row[column])
            kind = _CELLS[column].get(cell, "not_judged")
            if column == "direction" and polarity == "-1":
                kind = {"for_welfare": "against_welfare", "against_welfare": "for_welfare"}.get(
                    kind, kind
                )
            said = terms.text(f"chart.{column}_{cell}", lang) if cell else kinds["not_judged"]
            cells.append({"row": name, "column": words, "kind": kinds[kind], "words": said})
    table = pd.DataFrame(cells, columns=["row", "column", "kind", "words"])
    room = 10 + 6.3 * max(map(len, rows), default=0)
    x = alt.X(
        "column:N",
        title=None,
        sort=list(columns.values()),
        axis=alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False),
    )
    y = alt.Y(
        "row:N",
        title=None,
        sort=rows,
        scale=alt.Scale(domain=rows),
        axis=alt.Axis(
            ticks=False, grid=True, tickBand="extent", labelAlign="left", labelPadding=room
        ),
    )
    points = (
        alt.Chart(table)
        .mark_point(size=110, filled=True, opacity=1, xOffset=-48)
        .encode(x=x, y=y, **_styled("kind", _FOR_WELFARE, kinds))
    )
    words = _text(table, align="left", dx=-36, fontSize=11).encode(x=x, y=y, text="words:N")
    said = [
        f"{row.removeprefix('– ')}: "
        + ", ".join(f"{c['column']} {c['words']}" for c in cells if c["row"] == row)
        + "."
        for row in rows
        if row in set(table["row"])
    ]
    return _finish(
        (points + words).properties(width=alt.Step(118), height=alt.Step(28)),
        terms.text("chart.effects_title", lang),
        " ".join([terms.text("chart.effects_title", lang) + ".", *said]),
        lang,
        cases=[case] if case else [],
    )


def gains(
    groups: Mapping[str, welfare.Evenness],
    what: str,
    lang: str | None = None,
    *,
    unit: str | None = None,
    case: Case | None = None,
) -> alt.LayerChart:
    """Who gains how much: the mean of each declared group, side by side.

    Parameters
    ----------
    groups : mapping from str to Evenness
        From how the units were grouped ("zone", "poor", "village" or a name of your own) to what
        `welfare.evenness` gives.
    what : str
        What was measured: an indicator of the framework, or words of your own.
    lang : {"en", "id"}, optional
        Language; that of `notebook.setup` if not given.
    unit : str, optional
        Unit of the values, written below the axis.
    case : Case, optional
        Where the values come from, for the title.

    Returns
    -------
    altair.LayerChart
        One row per group with its mean and number of units; per grouping the gap, and whether it
        counts as even (or that no tolerance was declared).

    Notes
    -----
    The two lines are the paper's: near and far villages, poor and non-poor (Table 4.2, row 4d).
    """
    lang = language(lang)
    names = {
        "zone": terms.text("chart.zone", lang),
        "poor": terms.text("chart.poor", lang),
        "poorest": terms.text("chart.poorest", lang),
        "village": terms.text("chart.village", lang),
    }
    shapes = ["square", "circle", "triangle-up", "diamond"]
    colours = [PALETTE[name] for name in ("blue", "orange", "green", "purple")]
    rows, said = [], []
    for key, found in groups.items():
        even = "not_judged" if found.even is None else "even" if found.even else "not_even"
        gap = "" if found.gap is None else _number(found.gap, lang)
        verdict = terms.text(f"chart.gap_{even}", lang, gap=gap) if gap else ""
        heading = f"{names.get(key, key)}: {verdict}" if verdict else names.get(key, key)
        for group, mean in found.means.items():
            label = terms.text(
                "chart.group_n", lang, group=_group(key, group, lang), n=found.counts[group]
            )
            rows.append({"by": heading, "group": label, "mean": round(mean, 3)})
        said.append(
            f"{heading}. "
            + "; ".join(
                f"{r['group']}: {_number(r['mean'], lang)}" for r in rows if r["by"] == heading
            )
            + "."
        )
    table = pd.DataFrame(rows)
    headings = list(dict.fromkeys(table["by"]))
    low, high = min(0, table["mean"].min()), max(0, table["mean"].max())
    scale = alt.Scale(domain=[low * 1.12, high * 1.12], nice=True)
    panels = []
    for n, heading in enumerate(headings):
        part = table[table["by"] == heading].drop(columns="by")
        y = alt.Y("group:N", title=None, sort=None, axis=alt.Axis(minExtent=170))
        last = heading == headings[-1]
        x = alt.X(
            "mean:Q",
            title=unit if last else None,
            scale=scale,
            axis=alt.Axis(labels=last, ticks=last),
        )
        base = alt.Chart(part).encode(y=y)
        panels.append(
            alt.layer(
                base.mark_rule(color=_LINE, strokeWidth=2).encode(x=x, x2=alt.datum(0)),
                base.mark_point(
                    size=120, filled=True, opacity=1, color=colours[n % 4], shape=shapes[n % 4]
                ).encode(x=x),
                base.mark_text(dy=-13, fontSize=11, color=_INK).encode(
                    x=x, text=alt.Text("mean:Q", format=".3~r")
                ),
            ).properties(
                width=430,
                height=alt.Step(40),
                title=alt.TitleParams(
                    heading, anchor="start", fontSize=12, fontWeight="normal", color=_INK
                ),
            )
        )
    name = (
        terms.label("effect_indicators", what, lang)
        if what in framework.keys("effect_indicators")
        else what
    )
    title = terms.text("chart.gains_title", lang, what=name)
    return _finish(
        alt.vconcat(*panels, spacing=14),
        title,
        " ".join([title + ".", *said]),
        lang,
        cases=[case] if case else [],
    )


def _group(key: str, group: Hashable, lang: str) -> str:
    known = {
        ("zone", "centre"): "chart.centre",
        ("zone", "hinterland"): "chart.hinterland",
        ("poor", "yes"): "chart.poor_yes",
        ("poor", "no"): "chart.poor_no",
        ("poorest", "yes"): "chart.poorest_yes",
        ("poorest", "no"): "chart.poorest_no",
    }
    term = known.get((key, str(group)))
    return terms.text(term, lang) if term else str(group)


def targeting(
    found: pd.DataFrame, lang: str | None = None, *, case: Case | None = None
) -> alt.HConcatChart:
    """Who is reached and who is missed, at both thresholds, as a two-by-two table.

    Parameters
    ----------
    found : pandas.DataFrame
        What `welfare.targeting` gives without `by`: one row per threshold.
    lang : {"en", "id"}, optional
        Language; that of `notebook.setup` if not given.
    case : Case, optional
        Where the households come from, for the title.

    Returns
    -------
    altair.HConcatChart
        One panel per threshold: poor and others by reached and not reached, squares in proportion
        to the number, with the two errors named where they arise.

    Notes
    -----
    Two thresholds because the paper's conclusion speaks of the poorest of the poor (section V).
    It gives no number.
    """
    lang = language(lang)
    columns = [terms.text(f"chart.{key}", lang) for key in ("served", "not_served")]
    panels, said = [], []
    largest = int(found[["n", "n_poor", "n_served"]].max().max())
    for row in found.itertuples():
        rows = [terms.text(f"chart.{row.threshold}_{key}", lang) for key in ("yes", "no")]
        numbers = [
            (rows[0], columns[0], row.n_poor_served, "coverage", row.coverage),
            (
                rows[0],
                columns[1],
                row.n_poor - row.n_poor_served,
                "exclusion_error",
                row.exclusion_error,
            ),
            (
                rows[1],
                columns[0],
                row.n_served - row.n_poor_served,
                "inclusion_error",
                row.inclusion_error,
            ),
            (rows[1], columns[1], row.n - row.n_poor - row.n_served + row.n_poor_served, "", None),
        ]
        table = pd.DataFrame(
            [
                {
                    "row": who,
                    "column": where,
                    "n": int(n),
                    "kind": "error" if measure.endswith("error") else "right",
                    "words": str(n)
                    + (
                        f"\n{terms.text('chart.' + measure, lang)}\n{_percent(value, lang)}"
                        if measure
                        else ""
                    ),
                }
                for who, where, n, measure, value in numbers
            ]
        )
        x = alt.X(
            "column:N",
            title=None,
            sort=columns,
            axis=alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False),
        )
        y = alt.Y("row:N", title=None, sort=rows, axis=alt.Axis(ticks=False, domain=False))
        kind = {
            "color": alt.Color(
                "kind:N",
                legend=None,
                scale=alt.Scale(
                    domain=["right", "error"], range=[PALETTE["sky"], PALETTE["orange"]]
                ),
            ),
            "shape": alt.Shape(
                "kind:N",
                legend=None,
                scale=alt.Scale(domain=["right", "error"], range=["circle", "square"]),
            ),
            "size": alt.Size(
                "n:Q", legend=None, scale=alt.Scale(domain=[0, largest], range=[0, 9000])
            ),
        }
        panels.append(
            alt.layer(
                alt.Chart(table).mark_point(filled=True, opacity=1).encode(x=x, y=y, **kind),
                _text(table, dy=_middle("words")).encode(x=x, y=y, text="words:N"),
            ).properties(
                width=240,
                height=220,
                title=alt.TitleParams(
                    terms.text(f"chart.threshold_{row.threshold}", lang),
                    fontSize=12,
                    fontWeight="normal",
                    color=_INK,
                ),
            )
        )
        said.append(
            terms.text(
                "chart.targeting_description",
                lang,
                threshold=terms.text(f"chart.threshold_{row.threshold}", lang),
                served=row.n_poor_served,
                poor=row.n_poor,
                others=row.n_served - row.n_poor_served,
                total=row.n_served,
            )
        )
    title = terms.text("chart.targeting_title", lang)
    return _finish(
        alt.hconcat(*panels, spacing=20),
        title,
        " ".join([title + ".", *said]),
        lang,
        terms.text("chart.targeting_note", lang),
        cases=[case] if case else [],
    )


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
        Language; that of `notebook.setup` if not given.
    ginis : mapping from str to float, optional
        What `welfare.gini` gives for the same names, written beside them.
    case : Case, optional
        Where the values come from, for the title.

    Returns
    -------
    altair.LayerChart
        One line per curve, each with a dash pattern of its own, and the line of equal shares.

    Notes
    -----
    Not in the paper. Long curves are drawn through 51 of their points.
    """
    lang = language(lang)
    names, parts = [], []
    for key, points in curves.items():
        name = terms.text(f"chart.{key}", lang) if key in ("before", "after") else key
        if ginis and key in ginis:
            name = terms.text("chart.with_gini", lang, name=name, gini=_number(ginis[key], lang))
        names.append(name)
        last = len(points) - 1
        kept = sorted({round(step * last / 50) for step in range(51)}) if last > 50 else None
        thin = points.iloc[kept] if kept else points
        parts.append(
            pd.DataFrame(
                {
                    "curve": name,
                    "people": thin["share_of_people"].round(4),
                    "total": thin["share_of_total"].round(4),
                }
            )
        )
    table = pd.concat(parts, ignore_index=True)
    percent = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])
    unit = alt.Scale(domain=[0, 1])
    x = alt.X("people:Q", title=terms.text("chart.share_of_people", lang), axis=percent, scale=unit)
    y = alt.Y("total:Q", title=terms.text("chart.share_of_total", lang), axis=percent, scale=unit)
    equal = pd.DataFrame({"people": [0, 1], "total": [0, 1]})
    legend = alt.Legend(title=None, orient="top", symbolSize=400)
    lines = (
        alt.Chart(table)
        .mark_line(strokeWidth=2.5)
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "curve:N",
                sort=names,
                legend=legend,
                scale=alt.Scale(
                    domain=names,
                    range=[PALETTE[c] for c in ("vermilion", "blue", "green", "purple")][
                        : len(names)
                    ],
                ),
            ),
            strokeDash=alt.StrokeDash(
                "curve:N",
                sort=names,
                legend=legend,
                scale=alt.Scale(
                    domain=names, range=[[7, 4], [1, 0], [2, 2], [8, 2, 2, 2]][: len(names)]
                ),
            ),
        )
    )
    diagonal = alt.Chart(equal).mark_line(color=_QUIET, strokeWidth=1).encode(x=x, y=y)
    words = _text(
        pd.DataFrame({"people": [0.47], "total": [0.5]}), align="right", color=_QUIET
    ).encode(x=x, y=y, text=alt.value(terms.text("chart.equal_shares", lang)))
    said = []
    for name, part in zip(names, parts, strict=True):
        half = part.iloc[(part["people"] - 0.5).abs().argmin()]
        said.append(
            terms.text(
                "chart.lorenz_description",
                lang,
                name=name,
                people=_percent(half["people"], lang),
                total=_percent(half["total"], lang),
            )
        )
    title = terms.text("chart.lorenz_title", lang)
    return _finish(
        (diagonal + lines + words).properties(width=420, height=420),
        title,
        " ".join([title + ".", *said]),
        lang,
        cases=[case] if case else [],
    )


def _number(value: float, lang: str) -> str:
    """At most three digits that count, with the decimal mark of the language."""
    if pd.isna(value):
        return terms.text("chart.not_measured", lang)
    words = f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return words.replace(".", ",") if lang == "id" else words


def _percent(value: Any, lang: str) -> str:
    return terms.text("chart.undefined_ratio", lang) if pd.isna(value) else f"{value:.0%}"


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
        Language; that of `notebook.setup` if not given.
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
    """
    lang = language(lang)
    areas = {case.name: case.title(lang) for case in cases}
    roles = {role: terms.text(f"factors.{role}", lang) for role in factors.ROLES}
    names = {
        key: terms.label("factors", key, lang) + (" *" if row["dimension"] else "")
        for key, row in ((key, framework.row("factors", key)) for key in presence.index)
    }
    cells = pd.DataFrame(
        [
            {
                "factor": names[factor],
                "area": _wrap(areas.get(area, area), 20),
                "role": roles[role],
                "found": bool(presence.loc[factor, (area, role)]),
            }
            for factor in presence.index
            for area, role in presence.columns
        ]
    )
    order = [
        _wrap(areas.get(a, a), 20) for a in dict.fromkeys(presence.columns.get_level_values(0))
    ]
    x = alt.X(
        "area:N",
        title=None,
        sort=order,
        axis=_top(order),
    )
    y = alt.Y("factor:N", title=None, sort=list(names.values()), axis=_side(grid=True))
    offset = alt.XOffset("role:N", sort=list(roles.values()))
    points = (
        alt.Chart(cells[cells["found"]])
        .mark_point(size=120, filled=True, opacity=1)
        .encode(x=x, y=y, xOffset=offset, **_styled("role", _ROLE, roles))
    )
    blank = _text(cells[~cells["found"]], color=_QUIET).encode(
        x=x, y=y, xOffset=offset, text=alt.value("–")
    )
    said = []
    for area, role in presence.columns:
        having = [terms.label("factors", f, lang) for f in presence.index[presence[area, role]]]
        said.append(
            terms.text(
                "chart.factors_description",
                lang,
                area=areas.get(area, area),
                role=roles[role],
                n=len(having),
                total=len(presence),
                factors=_listed(having, lang),
            )
        )
    title = terms.text("chart.factors_title", lang)
    return _finish(
        (points + blank).properties(
            width=alt.Step(150, **{"for": "position"}), height=alt.Step(24)
        ),
        title,
        " ".join([title + ".", *said]),
        lang,
        terms.text("chart.factors_note", lang),
        cases=cases,
    )


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
        Language; that of `notebook.setup` if not given.
    case : Case, optional
        Where the findings come from, for the title.
    names : mapping from str to str, optional
        What to write for an aspect; its key with blanks for underscores if not given.

    Returns
    -------
    altair.LayerChart
        One row per claim: the number of findings per kind of source, and what follows.

    Notes
    -----
    The rule that two kinds of source are needed is ours; the paper does not say which source
    supports which cell (problem F5).
    """
    lang = language(lang)
    kinds = {kind: terms.text(f"factors.{kind}", lang) for kind in factors.SOURCE_TYPES}
    head = {kind: _wrap(words, 14) for kind, words in kinds.items()}
    verdict = terms.text("chart.convergence", lang)
    columns = [*head.values(), verdict]
    rows, cells = {}, []
    for claim, row in claims.iterrows():
        first, second = claim
        known = claims.index.names[0]
        name = terms.label("factors" if known == "factor" else "dimensions", first, lang)
        part = (
            terms.text(f"factors.{second}", lang)
            if known == "factor"
            else (names or {}).get(second, str(second).replace("_", " "))
        )
        rows[claim] = f"{name} · {part}" if part else name
        for kind, words in head.items():
            if row[kind]:
                cells.append(
                    {
                        "claim": rows[claim],
                        "column": words,
                        "kind": kinds[kind],
                        "n": int(row[kind]),
                    }
                )
    table = pd.DataFrame(cells, columns=["claim", "column", "kind", "n"])
    ends = pd.DataFrame(
        {
            "claim": list(rows.values()),
            "column": verdict,
            "words": [terms.text(f"chart.{word}", lang) for word in claims["convergence"]],
        }
    )
    x = alt.X(
        "column:N",
        title=None,
        sort=columns,
        scale=alt.Scale(domain=columns),
        axis=_top(columns),
    )
    y = alt.Y("claim:N", title=None, sort=list(rows.values()), axis=_side(grid=True))
    style = {**_KIND, "not_stated": ("grey", _BAR)}
    points = (
        alt.Chart(table)
        .mark_point(size=110, filled=True, opacity=1, xOffset=-8)
        .encode(x=x, y=y, **{k: v.legend(None) for k, v in _styled("kind", style, kinds).items()})
    )
    numbers = _text(table, dx=8, fontSize=11).encode(x=x, y=y, text="n:Q")
    words = _text(ends, fontSize=11).encode(x=x, y=y, text="words:N")
    tally = claims["convergence"].value_counts()
    said = [
        f"{terms.text(f'chart.{key}', lang)}: {int(tally.get(key, 0))}."
        for key in ("several_kinds", "one_kind", "not_stated")
    ]
    title = terms.text("chart.triangulation_title", lang)
    return _finish(
        alt.layer(points, numbers, words).properties(width=alt.Step(76), height=alt.Step(21)),
        title,
        terms.text("chart.triangulation_description", lang, n=len(claims)) + " " + " ".join(said),
        lang,
        terms.text("chart.triangulation_note", lang),
        cases=[case] if case else [],
    )


def recommendation_matrix(lang: str | None = None) -> alt.LayerChart:
    """Which recommendation of the paper aims at which trigger, and which aims at something else.

    Parameters
    ----------
    lang : {"en", "id"}, optional
        Language; that of `notebook.setup` if not given.

    Returns
    -------
    altair.LayerChart
        R1 to R15 in our words, by the eight triggers of Table 4.4 and the other targets.

    Notes
    -----
    Recommendations of sections 4.2-4.4 and V; some of the targets are ours, as the framework
    table "recommendations" says row by row. R15 names the seven triggers as a whole.
    """
    lang = language(lang)
    recommendations = framework.table("recommendations")
    targets = {
        row["recommendation"]: [t for t in row["targets"].split("; ") if t]
        for row in recommendations
    }
    triggers = [
        row["factor"] for row in framework.table("trigger_lists") if row["list"] == "table_4_4"
    ]
    others = [
        key
        for key in (*framework.keys("factors"), "reach_of_poor")
        if key not in triggers and any(key in found for found in targets.values())
    ]
    kinds = {
        "trigger": terms.text("chart.trigger_target", lang),
        "other": terms.text("chart.other_target", lang),
    }
    style = {"trigger": ("blue", "square"), "other": ("orange", "circle")}
    names = {
        key: terms.label("effect_groups" if key == "reach_of_poor" else "factors", key, lang)
        for key in (*triggers, *others)
    }
    rows = {
        row["recommendation"]: _wrap(f"{row['recommendation']} {row[f'text_{lang}']}", 54)
        for row in recommendations
    }
    cells = pd.DataFrame(
        [
            {
                "row": rows[key],
                "target": names[target],
                "kind": kinds["trigger" if target in triggers else "other"],
            }
            for key, found in targets.items()
            for target in found
        ]
    )
    x = alt.X(
        "target:N",
        title=None,
        sort=list(names.values()),
        axis=alt.Axis(orient="top", labelAngle=-60, grid=True, labelFontSize=11),
    )
    y = alt.Y(
        "row:N",
        title=None,
        sort=list(rows.values()),
        scale=alt.Scale(domain=list(rows.values())),
        axis=_side(labelFontSize=11, grid=True),
    )
    points = (
        alt.Chart(cells)
        .mark_point(size=130, filled=True, opacity=1)
        .encode(x=x, y=y, **_styled("kind", style, kinds))
    )
    own = {t for key, found in targets.items() if set(found) != set(triggers[:7]) for t in found}
    alone = [names[t] for t in triggers[:7] if t not in own]
    aimless = [key for key, found in targets.items() if not found]
    title = terms.text("chart.recommendations_title", lang)
    note = terms.text(
        "chart.recommendations_note", lang, alone=_listed(alone, lang), none=_listed(aimless, lang)
    )
    said = [f"{key}: {_listed((names[t] for t in found), lang)}." for key, found in targets.items()]
    return _finish(
        points.properties(width=alt.Step(25), height=alt.Step(56)),
        title,
        " ".join([title + ".", note, *said]),
        lang,
        note,
    )


# -- Problem tree ------------------------------------------------------------------------------

_BOX = (108, 46)  # width and height of a node, pixels
_STEP = 86  # from one level to the next, pixels
_WIDTH = 640


def causal_map(
    tree: CausalMap,
    lang: str | None = None,
    *,
    paths: Iterable[Sequence[Hashable]] = (),
    solved: Iterable[Hashable] = (),
    released: Iterable[Hashable] = (),
    case: Case | None = None,
) -> alt.LayerChart:
    """What triggers what, laid out by level, the outcome at the top.

    Parameters
    ----------
    tree : CausalMap
        The map.
    lang : {"en", "id"}, optional
        Language; that of `notebook.setup` if not given.
    paths : iterable of paths, optional
        Chains to highlight, each a sequence of nodes, such as `tree.paths` gives.
    solved, released : iterable of nodes, optional
        The factors supposed to be dealt with, and those that lose every trigger by it
        (`tree.released_by`).
    case : Case, optional
        Whose links they are, for the title.

    Returns
    -------
    altair.LayerChart
        Boxes in the levels of `tree.levels`, arrows from cause to effect; dashed where the link
        rests on no finding and no table. A pointer on an arrow head shows basis and source.

    Notes
    -----
    Drawn from links stated in the text; it is not Figure 4.3 or 4.4, and no arrow has a strength.
    """
    lang = language(lang)
    chains = [list(path) for path in paths]
    on_path = {node for chain in chains for node in chain}
    steps = {pair for chain in chains for pair in zip(chain, chain[1:])}
    solved, released = set(solved), set(released)
    levels = tree.levels()
    place, routes, across = _layout(tree, levels)
    height = len(levels) * _STEP

    roots = tree.roots()
    state = {
        "path": terms.text("chart.node_path", lang),
        "solved": terms.text("chart.node_solved", lang),
        "released": terms.text("chart.node_released", lang),
        "plain": terms.text("chart.node_plain", lang),
    }
    boxes = []
    for node, (x, y) in place.items():
        kind = (
            "solved"
            if node in solved
            else "released"
            if node in released
            else "path"
            if node in on_path
            else "plain"
        )
        mark = kind if kind in ("solved", "released") else "root" if node in roots else ""
        boxes.append(
            {
                "x": x,
                "y": y,
                "name": _wrap(_label(node, lang), 17),
                "kind": kind,
                "mark": terms.text(f"chart.mark_{mark}", lang) if mark else "",
            }
        )
    lines, heads = [], []
    for number, link in enumerate(link for link in tree.links if link.cause != link.effect):
        pair = (link.cause, link.effect)
        route, up = routes[pair]
        bold = "path" if pair in steps else "plain"
        firm = not link.basis or bool({"finding", "table"} & set(link.basis))
        for order, (x, y) in enumerate(route):
            lines.append({"e": number, "i": order, "x": x, "y": y, "k": bold, "d": int(not firm)})
        heads.append(
            {
                "x": route[-1][0],
                "y": route[-1][1] + (3 if up else -3),
                "k": bold,
                "up": up,
                "link": f"{_label(link.cause, lang)} → {_label(link.effect, lang)}",
                "basis": ", ".join(
                    terms.text(f"map.basis_{b}", lang)
                    for b in dict.fromkeys(filter(None, link.basis))
                ),
                "source": "; ".join(dict.fromkeys(filter(None, link.source))),
            }
        )
    flat = alt.Scale(domain=[0, across], nice=False, zero=False)
    down = alt.Scale(domain=[height, 0], nice=False, zero=False)
    x, y = alt.X("x:Q", axis=None, scale=flat), alt.Y("y:Q", axis=None, scale=down)
    colour = alt.Color(
        "k:N",
        legend=None,
        scale=alt.Scale(domain=["path", "plain"], range=[PALETTE["vermilion"], "#888888"]),
    )
    width = alt.StrokeWidth(
        "k:N", legend=None, scale=alt.Scale(domain=["path", "plain"], range=[3, 1.3])
    )
    arrows = (
        alt.Chart(pd.DataFrame(lines, columns=["e", "i", "x", "y", "k", "d"]))
        .mark_line(interpolate="monotone", orient="horizontal")
        .encode(
            x=x,
            y=y,
            detail="e:N",
            order="i:Q",
            color=colour,
            strokeWidth=width,
            strokeDash=alt.StrokeDash(
                "d:N", legend=None, scale=alt.Scale(domain=[0, 1], range=[[1, 0], [5, 3]])
            ),
        )
    )
    ends = (
        alt.Chart(pd.DataFrame(heads, columns=["x", "y", "k", "up", "link", "basis", "source"]))
        .mark_point(filled=True, opacity=1)
        .encode(
            x=x,
            y=y,
            color=colour,
            size=_by("k", ["path", "plain"], [110, 50], alt.Size),
            shape=alt.Shape(
                "up:N",
                legend=None,
                scale=alt.Scale(domain=[True, False], range=["triangle-up", "triangle-down"]),
            ),
            tooltip=[
                alt.Tooltip("link:N", title=terms.text("chart.link", lang)),
                alt.Tooltip("basis:N", title=terms.text("chart.basis", lang)),
                alt.Tooltip("source:N", title=terms.text("chart.source", lang)),
            ],
        )
    )
    nodes = pd.DataFrame(boxes)
    kinds = ["plain", "path", "solved", "released"]
    frame = alt.Chart(nodes).encode(x=x, y=y)
    frames = frame.mark_rect(
        width=_BOX[0], height=_BOX[1], cornerRadius=4, strokeDash=_dashed("released")
    ).encode(
        fill=alt.Fill(
            "kind:N",
            legend=None,
            scale=alt.Scale(domain=kinds, range=[_PAPER, "#FFFFFF", "#DDDDDD", PALETTE["sky"]]),
        ),
        stroke=alt.Stroke(
            "kind:N",
            legend=None,
            scale=alt.Scale(
                domain=kinds, range=[_QUIET, PALETTE["vermilion"], _QUIET, PALETTE["blue"]]
            ),
        ),
        strokeWidth=alt.StrokeWidth(
            "kind:N", legend=None, scale=alt.Scale(domain=kinds, range=[1, 3, 1, 2])
        ),
    )
    names = frame.mark_text(
        color=_INK,
        fontSize=11,
        lineBreak="\n",
        dy=alt.expr("-6.5 * (length(split(datum.name, '\\n')) - (datum.mark ? 0 : 1))"),
    ).encode(text="name:N")
    marks = frame.mark_text(color=_INK, fontSize=11, fontStyle="italic", dy=_BOX[1] / 2 - 8).encode(
        text="mark:N"
    )
    steps_named = pd.DataFrame(
        {
            "x": [0] * len(levels),
            "y": [_STEP * (n + 0.5) for n in range(len(levels))],
            "name": [terms.text("chart.level", lang, n=_roman(n + 1)) for n in range(len(levels))],
        }
    )
    left = _text(steps_named, align="left", color=_QUIET, fontSize=11, dx=-54).encode(
        x=x, y=y, text="name:N"
    )
    notes = [terms.text("map.note", lang)]
    if any(row["d"] for row in lines):
        notes.append(terms.text("chart.dashed", lang))
    for cycle in tree.cycles():
        inside = [_label(node, lang) for node in tree.nodes if node in cycle]
        notes.append(terms.text("chart.cycle", lang, nodes=", ".join(inside)))
    said = [
        terms.text("chart.level", lang, n=_roman(n))
        + ": "
        + ", ".join(_label(node, lang) for node in tree.nodes if node in level)
        + "."
        for n, level in enumerate(levels, start=1)
    ]
    said += [" → ".join(_label(node, lang) for node in chain) + "." for chain in chains[:5]]
    for key, found in (("solved", solved), ("released", released)):
        if found:
            inside = [_label(node, lang) for node in tree.nodes if node in found]
            said.append(f"{state[key]}: {', '.join(inside)}.")
    title = terms.text("chart.map_title", lang)
    return _finish(
        alt.layer(arrows, frames, names, ends, marks, left)
        .resolve_scale(strokeWidth="independent", strokeDash="independent")
        .properties(width=across, height=height),
        title,
        " ".join(
            [
                terms.text(
                    "chart.map_description", lang, nodes=len(tree.nodes), links=len(tree.links)
                ),
                *said,
                *notes,
            ]
        ),
        lang,
        *notes,
        cases=[case] if case else [],
    )


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
        Language; that of `notebook.setup` if not given.
    threshold : float, optional
        Where the lines between the quadrants stand, as in `tree.quadrants`; half the number of
        nodes if not given.
    case : Case, optional
        Whose links they are, for the title.

    Returns
    -------
    altair.LayerChart
        One mark per place, with the names of all nodes that stand there; shape and colour tell
        the quadrant.

    Notes
    -----
    MICMAC, Duperrin and Godet (1973); not in the paper. It counts reachable nodes, not strength.
    """
    lang = language(lang)
    power, dependence = tree.driving_power(), tree.dependence()
    quadrants = tree.quadrants(threshold)
    line = len(tree.nodes) / 2 if threshold is None else threshold
    names = {key: terms.text(f"map.{key}", lang) for key in _QUADRANT}
    where = {node: key for key, found in quadrants.items() for node in found}
    spots: dict[tuple[int, int], list[Hashable]] = {}
    for node in tree.nodes:
        spots.setdefault((dependence[node], power[node]), []).append(node)
    size, top = 520, len(tree.nodes) + 1
    words = {
        spot: _wrap(", ".join(_label(node, lang) for node in found), 26)
        for spot, found in spots.items()
    }
    labels = _free_places(words, size / top, size)
    table = pd.DataFrame(
        [{"x": x, "y": y, "kind": names[where[found[0]]]} for (x, y), found in spots.items()]
    )
    scale = alt.Scale(domain=[0, top], nice=False)
    ticks = alt.Axis(format="d", tickCount=top, grid=False)
    x = alt.X("x:Q", title=terms.text("chart.dependence", lang), scale=scale, axis=ticks)
    y = alt.Y("y:Q", title=terms.text("chart.driving_power", lang), scale=scale, axis=ticks)
    points = (
        alt.Chart(table)
        .mark_point(size=120, filled=True, opacity=1)
        .encode(x=x, y=y, **_styled("kind", _QUADRANT, names, columns=1, symbolLimit=4))
    )
    rule = {"color": _QUIET, "strokeDash": [3, 3]}
    cross = pd.DataFrame({"line": [line]})
    layers = [
        alt.Chart(cross).mark_rule(**rule).encode(x=alt.X("line:Q", scale=scale)),
        alt.Chart(cross).mark_rule(**rule).encode(y=alt.Y("line:Q", scale=scale)),
        points,
    ]
    for align, baseline, dx, dy in dict.fromkeys(place for place in labels.values()):
        here = pd.DataFrame(
            [
                {"x": spot[0], "y": spot[1], "words": words[spot]}
                for spot, place in labels.items()
                if place == (align, baseline, dx, dy)
            ]
        )
        layers.append(
            _text(here, align=align, baseline=baseline, dx=dx, dy=dy, fontSize=11).encode(
                x=x, y=y, text="words:N"
            )
        )
    said = [
        f"{names[key]}: "
        + _listed((_label(node, lang) for node in tree.nodes if node in found), lang)
        + "."
        for key, found in quadrants.items()
    ]
    title = terms.text("chart.dependence_title", lang)
    note = terms.text("chart.dependence_note", lang)
    return _finish(
        alt.layer(*layers).properties(width=size, height=size),
        title,
        " ".join([title + ".", *said, note]),
        lang,
        note,
        cases=[case] if case else [],
    )


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][ones]


def _free_places(
    words: Mapping[tuple[int, int], str], step: float, size: float
) -> dict[tuple[int, int], tuple[str, str, float, float]]:
    """For each labelled point a side of it where the label covers nothing: align, baseline, dx, dy.

    Points stand on whole numbers, `step` pixels apart, in a square of `size` pixels.
    """
    taken = [
        (x * step - 7, size - y * step - 7, x * step + 7, size - y * step + 7) for x, y in words
    ]
    found = {}
    for (x, y), text in words.items():
        lines = text.split("\n")
        width, height = 6.2 * max(map(len, lines)), 13 * len(lines)
        left, top = x * step, size - y * step
        sides = {
            ("left", "middle", 10, -6.5 * (len(lines) - 1)): (10, -height / 2),
            ("right", "middle", -10, -6.5 * (len(lines) - 1)): (-10 - width, -height / 2),
            ("center", "bottom", 0, -9.0 - 13 * (len(lines) - 1)): (-width / 2, -9 - height),
            ("center", "top", 0, 9.0): (-width / 2, 9),
        }
        boxes = {
            side: (left + dx, top + dy, left + dx + width, top + dy + height)
            for side, (dx, dy) in sides.items()
        }

        def clear(box: tuple[float, float, float, float]) -> bool:
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= size and box[3] <= size
            return inside and not any(
                box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken
            )

        side = next((side for side, box in boxes.items() if clear(box)), next(iter(sides)))
        found[x, y] = side
        taken.append(boxes[side])
    return found


def _layout(
    tree: CausalMap, levels: Sequence[set[Hashable]]
) -> tuple[
    dict[Hashable, tuple[float, float]],
    dict[tuple[Hashable, Hashable], tuple[list[tuple[float, float]], bool]],
    float,
]:
    """Where the boxes stand and how the arrows run, after Sugiyama, Tagawa and Toda (1981).

    An arrow over several levels passes each level between the boxes, at a place of its own (a
    key (cause, effect, level)). Places in a level are ordered by the mean of their neighbours.
    """
    level = {node: n for n, nodes in enumerate(levels) for node in nodes}
    rows: list[list[Any]] = [
        [node for node in tree.nodes if level[node] == n] for n in range(len(levels))
    ]
    above: dict[Any, list[Any]] = {}
    below: dict[Any, list[Any]] = {}
    beside: dict[Any, list[Any]] = {}
    chains: dict[tuple[Hashable, Hashable], list[Any]] = {}
    for link in tree.links:
        pair = (link.cause, link.effect)
        start, end = level[link.cause], level[link.effect]
        if start == end:
            beside.setdefault(pair[0], []).append(pair[1])
            beside.setdefault(pair[1], []).append(pair[0])
            continue
        between = [(*pair, n) for n in range(start - 1, end, -1)]
        for passing in between:
            rows[passing[2]].append(passing)
        chains[pair] = [link.cause, *between, link.effect]
        for lower, upper in zip(chains[pair], chains[pair][1:]):
            above.setdefault(lower, []).append(upper)
            below.setdefault(upper, []).append(lower)

    for sweep in range(12):
        near, order = (below, rows[::-1]) if sweep % 2 else (above, rows)
        spot = {item: n / max(1, len(row) - 1) for row in rows for n, item in enumerate(row)}
        for row in order:
            mean = {}
            for item in row:
                spots = [spot[o] for o in (*near.get(item, ()), *beside.get(item, ()))]
                mean[item] = sum(spots) / len(spots) if spots else spot[item]
            row.sort(key=mean.__getitem__)
            spot.update({item: n / max(1, len(row) - 1) for n, item in enumerate(row)})

    room = {item: _BOX[0] + 12 if item in level else 24 for row in rows for item in row}
    # As wide as other charts, or as the fullest level needs.
    width = max([_WIDTH, *(sum(room[item] for item in row) for row in rows)])
    across = _spread(rows, above, below, room, width)
    place = {node: (across[node], _STEP * (level[node] + 0.5)) for node in tree.nodes}
    half = _BOX[1] / 2
    out = _ports(
        place, {n: [c[1] for c in chains.values() if c[0] == n] for n in tree.nodes}, across
    )
    into = _ports(
        place, {n: [c[-2] for c in chains.values() if c[-1] == n] for n in tree.nodes}, across
    )
    routes: dict[tuple[Hashable, Hashable], tuple[list[tuple[float, float]], bool]] = {}
    for pair, chain in chains.items():
        x, y = out[pair[0], chain[1]], place[pair[0]][1] - half
        route = [(x, y), (x, y - 6)]
        for passing in chain[1:-1]:
            middle = _STEP * (passing[2] + 0.5)
            route += [(across[passing], middle + half), (across[passing], middle - half)]
        x, y = into[pair[1], chain[-2]], place[pair[1]][1] + half
        route += [(x, y + 12), (x, y + 4)]
        routes[pair] = ([(round(x, 1), round(y, 1)) for x, y in route], True)
    over = 0
    for link in tree.links:
        pair = (link.cause, link.effect)
        if pair in routes or link.cause == link.effect:
            continue
        # Within a level (a cycle): over the boxes and down again.
        start, end = place[link.cause], place[link.effect]
        side = 24 if end[0] > start[0] else -24
        lift = start[1] - half - 14 - 5 * (over % 3)
        over += 1
        route = [
            (start[0] + side, start[1] - half),
            (start[0] + side, lift),
            (end[0] - side, lift),
            (end[0] - side, end[1] - half - 4),
        ]
        routes[pair] = ([(round(x, 1), round(y, 1)) for x, y in route], False)
    return place, routes, width


def _ports(
    place: Mapping[Hashable, tuple[float, float]],
    ends: Mapping[Hashable, list[Any]],
    across: Mapping[Any, float],
) -> dict[tuple[Hashable, Any], float]:
    """Where on the edge of a box each of its arrows begins or ends, so that heads do not cover."""
    found = {}
    for node, others in ends.items():
        order = sorted(others, key=across.__getitem__)
        gap = min(16, (_BOX[0] - 24) / max(1, len(order) - 1))
        for n, other in enumerate(order):
            found[node, other] = place[node][0] + gap * (n - (len(order) - 1) / 2)
    return found


def _spread(
    rows: Sequence[Sequence[Any]],
    above: Mapping[Any, list[Any]],
    below: Mapping[Any, list[Any]],
    room: Mapping[Any, float],
    width: float,
) -> dict[Any, float]:
    """A place across the chart for every box and passing arrow, near its neighbours."""
    across = {}
    for row in rows:
        total = sum(room[item] for item in row)
        edge = (width - total) / 2
        for item in row:
            across[item] = edge + room[item] / 2
            edge += room[item]
    for sweep in range(20):
        for row in rows if sweep % 2 else rows[::-1]:
            wanted = []
            for item in row:
                near = [*above.get(item, []), *below.get(item, [])]
                # An arrow keeps straight where it passes: its other places count more.
                pull = [8 if room[item] == room[other] < _BOX[0] else 1 for other in near]
                total = sum(across[other] * by for other, by in zip(near, pull, strict=True))
                wanted.append(total / sum(pull) if near else across[item])
            across.update(
                zip(row, _apart(wanted, [room[item] for item in row], width), strict=True)
            )
    return across


def _apart(wanted: Sequence[float], rooms: Sequence[float], width: float) -> list[float]:
    """The places nearest to those wanted that keep the order, the room of each, and the chart."""
    gaps = [0.0] + [(one + other) / 2 for one, other in zip(rooms, rooms[1:])]

    def pushed(places: Sequence[float], gaps: Sequence[float], first: float) -> list[float]:
        found: list[float] = []
        for place, gap in zip(places, gaps, strict=True):
            found.append(max(place, found[-1] + gap if found else first))
        return found

    def back(places: Sequence[float], last: float) -> list[float]:
        # The same from the right: mirror, push, mirror.
        mirrored = pushed([-p for p in reversed(places)], [0.0, *reversed(gaps[1:])], -last)
        return [-place for place in reversed(mirrored)]

    far = float("inf")
    right, left = pushed(wanted, gaps, -far), back(wanted, far)
    middle = [(one + other) / 2 for one, other in zip(right, left, strict=True)]
    inside = back(middle, width - rooms[-1] / 2)
    return pushed(inside, gaps, rooms[0] / 2)
