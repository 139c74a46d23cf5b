"""Charts of the factors: who drives and constrains, kinds of source, advice."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from .. import factors, framework, terms
from ..case.case import Case
from ..terms import spoken
from .given import MOST_ROWS, as_cases, as_mapping, as_result, told_apart
from .style import _SILENT, Style, _finish, _listed, _matrix, _nothing, _wrap

__all__ = [
    "factor_matrix",
    "recommendation_matrix",
    "triangulation_matrix",
]

_ROLE: Style = {"driver": ("blue", "triangle-up"), "constraint": ("vermilion", "triangle-down")}
_KIND: Style = {
    "interview": ("blue", "circle"),
    "document": ("orange", "square"),
    "observation": ("green", "triangle-up"),
    "fgd": ("purple", "diamond"),
    "not_stated": _SILENT,
}
_TARGET: Style = {"trigger": ("blue", "square"), "other": ("orange", "circle")}


@spoken
def factor_matrix(
    presence: pd.DataFrame, lang: str | None = None, *, cases: Sequence[Case | str] = ()
) -> alt.LayerChart:
    """Which factor drives and which constrains, area beside area.

    Parameters
    ----------
    presence : pandas.DataFrame of bool
        What `factors.presence` gives.
    lang : {"en", "id"}, optional
        Language.
    cases : sequence of Case or str, optional
        The areas, for their names.

    Returns
    -------
    altair.LayerChart
        One row per factor, two columns per area; a dash where the table has no finding.

    Raises
    ------
    InputError
        If this is not what `factors.presence` gives.

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
    _as_presence(presence)
    found = as_cases(cases)
    title = terms.text("title.factors")
    if presence.empty:
        return _nothing(title, found)
    areas = told_apart({case.name: case.title() for case in found})
    roles = {role: terms.text(f"value.{role}") for role in factors.ROLES}
    names = {key: terms.label("factors", key) for key in presence.index}
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
                "description.factors",
                area=areas.get(area, area),
                role=roles[role],
                n=int(has.sum()),
                total=len(has),
                factors=_listed(names[key] for key in names if has[key]),
            )
        )
    chart = _matrix(cells, rows.values(), heads.values(), _ROLE, roles, (82, 24))
    notes = [terms.text("note.factors")]
    return _finish(chart, title, said, notes, found)


@spoken
def triangulation_matrix(
    claims: pd.DataFrame,
    lang: str | None = None,
    *,
    case: Case | str | None = None,
    names: Mapping[str, str] | None = None,
) -> alt.LayerChart:
    """On which kinds of source each claim rests.

    Parameters
    ----------
    claims : pandas.DataFrame
        What `factors.triangulation` gives.
    lang : {"en", "id"}, optional
        Language.
    case : Case or str, optional
        Where the findings come from.
    names : mapping from str to str, optional
        What to write for an aspect; if not given, the framework's name for it, or its key with
        blanks for underscores.

    Returns
    -------
    altair.LayerChart
        One row per claim: the number of findings per kind of source, and what follows. Of more
        than 60 claims the first 60 are drawn, and the chart says so.

    Raises
    ------
    InputError
        If this is not what `factors.triangulation` gives.

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
    _as_claims(claims)
    names = {} if names is None else names
    as_mapping(names, "names", '{"trust": "Trust"}', str)
    title = terms.text("title.triangulation")
    if claims.empty:
        return _nothing(title, case)
    kinds = {kind: terms.text(f"value.{kind}") for kind in _KIND}
    heads = {kind: _wrap(words, 14) for kind, words in kinds.items()}
    verdict = terms.text("term.convergence")
    of_factors = claims.index.names[0] == "factor"
    said_of = {}
    for first, second in claims.index[:MOST_ROWS]:
        if of_factors:
            parts = [terms.label("factors", first), terms.text(f"value.{second}")]
        else:  # evidence may stand outside the four dimensions, or name no aspect
            name = terms.label("dimensions", first) if first else ""
            parts = [name, names.get(second) or terms.name(second)]
        said_of[first, second] = _wrap(" · ".join(filter(None, parts)), 36)
    rows, cells = told_apart(said_of), []
    for key, row in rows.items():
        claim = claims.loc[key]
        cells += [(row, heads[k], kinds[k], str(claim[k])) for k in kinds if claim[k]]
        cells.append((row, verdict, "", terms.text(f"term.{claim['convergence']}")))
    step = (76, 30 if any("\n" in row for row in rows.values()) else 21)
    columns = [*heads.values(), verdict]
    chart = _matrix(cells, rows.values(), columns, _KIND, kinds, step, legend=False, spread=8)
    tally = claims["convergence"].value_counts()
    said = [terms.text("description.triangulation", n=len(claims))]
    said += [
        f"{terms.text(f'term.{key}')}: {tally.get(key, 0)}."
        for key in ("several_kinds", "one_kind", "not_stated")
    ]
    notes = [terms.text("note.triangulation")]
    if len(claims) > MOST_ROWS:
        notes.insert(0, terms.text("note.rows_kept", n=MOST_ROWS, total=len(claims)))
    return _finish(chart, title, said, notes, case)


def _as_presence(table: Any) -> None:
    """Raise an InputError unless `factors.presence` could have made this."""
    maker = "factors.presence()"
    as_result(table, "presence", maker)
    known = {*framework.keys("factors")}
    pairs = table.columns.nlevels == 2 and {*table.columns.get_level_values(1)} <= {*factors.ROLES}
    cells = all(kind.kind == "b" for kind in table.dtypes)
    good = {*table.index} <= known and (pairs and cells or not len(table.columns))
    as_result(table, "presence", maker, good=good)


def _as_claims(table: Any) -> None:
    """Raise an InputError unless `factors.triangulation` could have made this."""
    maker = "factors.triangulation()"
    as_result(table, "claims", maker, [*_KIND, "convergence"])
    known = {"factor": "factors", "dimension": "dimensions"}.get(table.index.names[0], "")
    good = bool(known) and table.index.nlevels == 2 and table.index.is_unique
    keys = {*framework.keys(known), ""} if good else ()
    as_result(table, "claims", maker, good=good and {*table.index.get_level_values(0)} <= {*keys})


@spoken
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
    ['Sasaran tiap saran']
    """
    recommendations = framework.table("recommendations")
    targets = {
        row["recommendation"]: [target for target in row["targets"].split("; ") if target]
        for row in recommendations
    }
    aimed = {target for found in targets.values() for target in found}
    triggers = [
        row["factor"] for row in framework.table("trigger_lists") if row["list"] == "table_4_4"
    ]
    columns = {key: terms.label("factors", key) for key in triggers}
    for table in ("factors", "effect_groups"):
        others = [key for key in framework.keys(table) if key in aimed and key not in columns]
        columns.update({key: terms.label(table, key) for key in others})
    kinds = {key: terms.text(f"term.{key}_target") for key in _TARGET}
    rows = {
        row["recommendation"]: _wrap(f"{row['recommendation']} {terms.cell(row, 'text')}", 54)
        for row in recommendations
    }
    cells = [
        (rows[key], columns[target], kinds["trigger" if target in triggers else "other"], "")
        for key, found in targets.items()
        for target in found
    ]
    chart = _matrix(cells, rows.values(), columns.values(), _TARGET, kinds, (22, 56), turned=True)
    seven = set(targets["R15"])
    own = {target for found in targets.values() if set(found) != seven for target in found}
    note = terms.text(
        "note.recommendations",
        alone=_listed(columns[key] for key in targets["R15"] if key not in own),
        none=_listed((key for key, found in targets.items() if not found)),
    )
    said = [
        f"{key}: {_listed(columns[target] for target in found)}." for key, found in targets.items()
    ]
    return _finish(chart, terms.text("title.recommendations"), said, [note])
