"""Charts of the components: their activities, and topics that overlap."""

import altair as alt
import pandas as pd

from .. import components, terms
from ..case.case import Case
from ..terms import language
from .style import Style, _finish, _matrix, _named, _nothing, _side, _styled, _text, _wrap

__all__ = [
    "activities_by_component",
    "overlap_matrix",
]

_SECTOR: Style = {
    "government": ("blue", "square"),
    "market": ("orange", "circle"),
    "community": ("green", "triangle-up"),
}


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
