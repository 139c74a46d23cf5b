"""Charts of the components: their activities, and topics that overlap."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from .. import components, terms
from ..case.case import Case
from ..terms import spoken
from .given import MOST_ROWS, as_case, names_in, told_apart
from .style import Style, _finish, _matrix, _nothing, _side, _styled, _text, _wrap

__all__ = [
    "activities_by_component",
    "overlap_matrix",
]

_SECTOR: Style = {
    "government": ("blue", "square"),
    "market": ("orange", "circle"),
    "community": ("green", "triangle-up"),
}
_MOST_MARKS = 30  # of one component; with more, a bar counts them


@spoken
def activities_by_component(case: Case | str, lang: str | None = None) -> alt.LayerChart:
    """Who does what: one mark per activity, beside the component that carries it out.

    Parameters
    ----------
    case : Case or str
        Drawn are its tables of components and activities; its name will do.
    lang : {"en", "id"}, optional
        Language.

    Returns
    -------
    altair.LayerChart
        One row per component, by sector; a component outside shows that it has no activity. An
        activity that the source does not state is hollow. Where a component has more than 30
        activities, bars count them; of more than 60 components those with the most have a row
        each, and the others of a sector one together. The chart says so.

    Raises
    ------
    InputError
        If it has no such tables, or they do not fit together.

    Notes
    -----
    Table 4.1 for the two areas of the paper. A count of names is not a measure of effort, and
    the chart says so.

    Examples
    --------
    >>> activities_by_component("contoh").title.text
    ['Who does what: activities by component – Kawasan Contoh (fictional)']
    """
    case = as_case(case)
    counts = components.by_sector(case.components, case.activities)
    title = terms.text("title.activities")
    if case.components.empty:
        return _nothing(title, case)
    rows, notes = _rows_of(case.components, case.activities)
    work = case.activities
    place = work["component"].map(rows["row"])
    marks = pd.DataFrame(
        {
            "component": place.map(dict(zip(rows["row"], rows["name"], strict=True))),
            "sector": place.map(dict(zip(rows["row"], rows["sector"], strict=True))),
            "n": place.groupby(place).cumcount() + 1,
        }
    )
    rows = rows.drop_duplicates("row")
    if marks["n"].max() > _MOST_MARKS:
        notes.insert(0, terms.text("note.activities_counted"))
        chart = _counted(rows, marks)
    else:
        names = work["activity"].map(names_in(work, "activity"))
        stated = (work["status"] != "inferred").astype(int)
        chart = _marked(rows, marks.assign(activity=names, stated=stated))
    sectors = _sector_names()
    said = [
        terms.text("description.sector", sector=sectors[key], **row)
        for key, row in counts.to_dict("index").items()
    ]
    notes.append(terms.text(components.NOT_EFFORT))
    if inferred := int(counts["inferred"].sum()):
        notes.insert(0, terms.text("note.hollow_inferred", n=inferred))
    return _finish(chart, title, said, notes, case)


def _rows_of(table: pd.DataFrame, work: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The row of each component (index), its name and its sector; and what is left together."""
    table = _by_sector(table)
    names, sectors = _members(table)
    found = pd.DataFrame(
        {"row": list(names), "name": list(names.values()), "sector": list(sectors.values())},
        index=list(names),
    )
    if len(found) <= MOST_ROWS:
        return found, []
    most = work["component"].value_counts().index[:MOST_ROWS]
    rest = ~found.index.isin(most)
    together = found["sector"][rest]
    found.loc[rest, "row"] = "\n" + together  # no key of a component holds a line break
    sizes = together.map(together.value_counts())
    found.loc[rest, "name"] = [
        f"{sector}: {terms.text('term.n_others', n=n)}"
        for sector, n in zip(together, sizes, strict=True)
    ]
    return found, [terms.text("note.components_kept", n=int((~rest).sum()))]


def _axes(rows: pd.DataFrame, most: int) -> dict[str, Any]:
    y = alt.Y("component:N", title=None, sort=list(rows["name"]), axis=_side(labelFontSize=11))
    x = alt.X("n:Q", axis=None, scale=alt.Scale(domain=[0.4, most + 1.6], nice=False))
    return {"x": x, "y": y}


def _ends(rows: pd.DataFrame, marks: pd.DataFrame) -> pd.DataFrame:
    """Behind the last mark of each row its number of activities, or that there is none."""
    total = marks["component"].value_counts()
    words = [str(total.get(name) or terms.text("term.no_activity")) for name in rows["name"]]
    n = [int(total.get(name, 0)) + 1 for name in rows["name"]]
    return pd.DataFrame({"component": rows["name"], "n": n, "words": words})


def _marked(rows: pd.DataFrame, marks: pd.DataFrame) -> Any:
    """A mark for each activity, hollow where it is inferred."""
    ends = _ends(rows, marks)
    axes = _axes(rows, max(ends["n"]) - 1)
    points = [
        alt.Chart(marks[(marks["stated"] == 1) == filled])
        .mark_point(size=90, opacity=1, filled=filled)
        .encode(
            **axes,
            **_styled("sector", _SECTOR, _sector_names()),
            tooltip=alt.Tooltip("activity:N", title=terms.text("term.activity")),
        )
        for filled in (True, False)
    ]
    numbers = _text(alt.Chart(ends).encode(**axes), "words", align="left", dx=-6)
    return alt.layer(*points, numbers, width=330, height=alt.Step(27))


def _counted(rows: pd.DataFrame, marks: pd.DataFrame) -> Any:
    """A bar for each component, a mark of its sector at its end."""
    ends = _ends(rows, marks)
    ends["sector"] = list(rows["sector"])
    most = max(ends["n"]) - 1
    axes = _axes(rows, most * 1.15)
    ends["n"] -= 1
    base = alt.Chart(ends[ends["n"] > 0]).encode(**axes)
    look = _styled("sector", _SECTOR, _sector_names())
    return alt.layer(
        base.mark_rule(strokeWidth=2, color="#999999").encode(x2=alt.datum(0.4)),
        base.mark_point(size=90, opacity=1, filled=True).encode(**look),
        _text(alt.Chart(ends).encode(**axes), "words", align="left", dx=9),
        width=330,
        height=alt.Step(27),
    )


@spoken
def overlap_matrix(case: Case | str, lang: str | None = None) -> alt.LayerChart:
    """The same kind of work done by several components.

    Parameters
    ----------
    case : Case or str
        Drawn is what `components.overlaps` finds in its activities; its name will do.
    lang : {"en", "id"}, optional
        Language.

    Returns
    -------
    altair.LayerChart
        Components by topics; a number where a component has more than one activity. Of more than
        60 components those that share the most are drawn, and the chart says so.

    Raises
    ------
    InputError
        If it has no table of components or of activities.

    Notes
    -----
    Topics are ours. Table 4.1 cannot tell duplicate work from joint work (problem C14), and the
    chart says so.

    Examples
    --------
    >>> overlap_matrix("telang", "id").title.text
    ['Pekerjaan sejenis di beberapa komponen – Telang']
    """
    case = as_case(case)
    components.by_sector(case.components, case.activities)  # which says what does not fit
    found = components.overlaps(case.activities)
    title = terms.text("title.overlap")
    sharing = _by_sector(case.components[case.components["component"].isin(found["component"])])
    if sharing.empty:
        return _nothing(title, case)
    shared = found.groupby("topic", sort=False)["component"].nunique()
    names, sector = _members(sharing)
    topics = {key: terms.label("topics", key) for key in found["topic"].unique()}
    sizes = found.groupby(["topic", "component"], sort=False).size()
    notes = [terms.text(components.NOT_PROOF)]
    if len(names) > MOST_ROWS:
        most = set(sizes.groupby("component").sum().nlargest(MOST_ROWS).index)
        notes.insert(0, terms.text("note.overlap_kept", n=len(most), total=len(names)))
        names = {key: name for key, name in names.items() if key in most}
    cells = [
        (names[component], topics[topic], sector[component], str(n) if n > 1 else "")
        for (topic, component), n in sizes.items()
        if component in names
    ]
    kinds = _sector_names()
    chart = _matrix(
        cells, names.values(), topics.values(), _SECTOR, kinds, (21, 27), turned=True, words=7
    )
    said = "; ".join(f"{topics[topic]}: {n}" for topic, n in shared.items())
    said = terms.text("description.overlap", topics=said)
    return _finish(chart, title, [said], notes, case)


def _sector_names() -> dict[str, str]:
    return {key: components.sector_name(key) for key in components.SECTORS}


def _by_sector(table: pd.DataFrame) -> pd.DataFrame:
    """The components, one sector after another."""
    order = table["sector"].map(components.SECTORS.index).sort_values(kind="stable")
    return table.loc[order.index]


def _members(table: pd.DataFrame) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Of each component its name, on lines, and the name of its sector."""
    sectors = _sector_names()
    names = {key: _wrap(name, 46) for key, name in names_in(table, "component").items()}
    kinds = table["sector"].map(sectors)
    return told_apart(names), dict(zip(table["component"], kinds, strict=True))
