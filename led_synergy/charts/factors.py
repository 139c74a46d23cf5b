"""Charts of the factors: who drives and constrains, kinds of source, advice."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from .. import factors, framework, terms
from ..case.case import Case
from ..terms import language
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
    ['Sasaran tiap saran']
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
    chart = _matrix(cells, rows.values(), columns.values(), _TARGET, kinds, (22, 56), turned=True)
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
