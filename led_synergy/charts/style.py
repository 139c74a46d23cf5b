"""What all charts share: colours and shapes, title, description, words on a page."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from .. import framework, terms
from ..terms import language
from .given import as_cases, titles_of

__all__ = [
    "PALETTE",
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


def _category(key: str | None) -> str:
    return terms.label("categories", key) if key else terms.text("term.not_defined")


def _tally(categories: pd.Series, names: Mapping[str, str]) -> str:
    counts = categories.fillna("undefined").value_counts()
    return "; ".join(f"{name} {counts[key]}" for key, name in names.items() if key in counts)


def _finish(
    chart: Any,
    title: str,
    said: Iterable[str],
    notes: Iterable[str] = (),
    area: Any = None,
) -> Any:
    """Title with the areas, notes below it, the description, type and numbers."""
    _drop_empty(chart)
    areas = [] if area is None else as_cases(area)
    if areas:
        title = f"{title} – {', '.join(titles_of(areas))}"
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
    # Each chart is new here: set in place, it is not copied whole as by `properties`.
    chart.title = heading
    chart.description = " ".join(f"{title}. {' '.join([*said, *notes])}".split())
    chart.config = alt.Config(
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
        locale=alt.Locale(number=comma) if language() == "id" else alt.Undefined,
    )
    return chart


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


def _nothing(title: str, area: Any = None) -> Any:
    """What is drawn where there is nothing to draw."""
    words = terms.text("message.nothing_to_draw")
    base = alt.Chart(pd.DataFrame({"words": [words]})).encode(x=alt.value(0), y=alt.value(12))
    chart = _text(base, "words", align="left").properties(width=400, height=24)
    return _finish(chart, title, [words], area=area)


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
    return alt.layer(*layers, width=alt.Step(step[0]), height=alt.Step(step[1]))


def _places(
    rows: Iterable[str], columns: Iterable[str], *, turned: bool = False, grid: bool = True
) -> tuple[alt.X, alt.Y]:
    """Rows at the side and columns at the top, in the order given, also those left empty."""
    rows, columns = list(dict.fromkeys(rows)), list(dict.fromkeys(columns))
    if turned:
        top = _options(orient="top", labelAngle=-55, labelFontSize=11, grid=True, tickBand="extent")
    else:
        lines = max(label.count("\n") for label in columns)
        top = _options(
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


def _options(**options: Any) -> dict[str, Any]:
    """Options of an axis, a legend or a mark, in the order of Altair's own classes.

    Those hold a hundred options each, used or not, which Altair copies again with each layer.
    """
    return dict(sorted(options.items()))


def _side(**options: Any) -> dict[str, Any]:
    """An axis at the side whose labels may have several lines, each in the middle of its row."""
    lines = "length(split(datum.value, '\\n'))"
    lift = [{"test": f"{lines} == {n}", "value": -6.5 * (n - 1)} for n in range(2, 7)]
    return _options(
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
    shown = _options(**{"title": None, "orient": "top", **legend})
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
    # Altair looks for the class of a channel given as text among all it knows, each time.
    text = alt.Text(f"{words}:N") if isinstance(words, str) else words
    chart = base.encode(text=text)
    chart.mark = {"type": "text", **_options(**style)}
    return chart


def _lifted(field: str, size: float = 11) -> alt.ExprRef:
    """Words of several lines, moved so that their middle and not their first line is in place."""
    return alt.expr(f"{-(size + 2) / 2} * (length(split(datum.{field}, '\\n')) - 1)")


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


def _listed(items: Iterable[str]) -> str:
    return ", ".join(items) or terms.text("term.none")


def _term(key: str, otherwise: str) -> str:
    """A term of the framework, or the user's own words."""
    return terms.text(key) if key in framework.keys("terms") else otherwise
