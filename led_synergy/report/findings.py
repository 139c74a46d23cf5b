"""The parts of a report about what was found: evidence, activities, participation, factors, map."""

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from .. import charts, components, factors, participation, terms
from ..case.case import Case
from ..case.usable import rungs
from ..categories import DIMENSIONS
from ..problem_tree import CausalMap
from ..problem_tree.text import basis_in_words
from ..support import numbered, stances
from .content import Block, Grid, Points, Words
from .parts import (
    activity_names,
    component_names,
    grid,
    has,
    kind,
    left_out,
    name_of,
    picture,
    rows_of,
    shown,
    source,
)
from .raters import coding
from .support import fits


def evidence(case: Case) -> Iterable[Block]:
    """Every finding under its dimension, and on how many kinds of source they rest."""
    counts = factors.triangulation(case.evidence)["convergence"].value_counts()
    yield Points(
        (
            terms.text("description.triangulation", n=int(counts.sum())),
            *(
                f"{terms.text(f'term.{key}')}: {counts.get(key, 0)}"
                for key in ("several_kinds", "one_kind", "not_stated")
            ),
        )
    )
    names = component_names(case)
    numbers = numbered(case.evidence)
    weighed = not stances(case.evidence).empty
    middle = ("value.finding", "fits_level") if weighed else ("value.finding",)
    columns = ("row_number", "aspect", "actor", *middle, "kind", "source")
    for dimension in (*DIMENSIONS, ""):
        rows = [
            (
                str(numbers[place]),
                name_of(row["aspect"], names),
                name_of(row["actor"], names),
                terms.cell(row, "finding"),
                *([fits(row)] if weighed else ()),
                kind(row),
                source(case, row),
            )
            for place, row in enumerate(rows_of(case, "evidence"))
            if shown(row["dimension"]) == dimension
        ]
        if rows:
            title = (
                terms.label("dimensions", dimension)
                if dimension
                else terms.text("term.no_dimension")
            )
            yield grid("", columns, rows, title)
    yield Words(terms.text("note.triangulation"), "note")


def activities(case: Case) -> Iterable[Block]:
    """Who does what, sector by sector."""
    if not has(case, "components"):
        yield Words(terms.text("without.components"))
        return
    yield picture(charts.activities_by_component(case))
    names = component_names(case)
    done: dict[str, list[dict[str, Any]]] = {}
    for row in rows_of(case, "activities"):
        done.setdefault(row["component"], []).append(row)
    counts = components.by_sector(case.components, case.activities)
    for sector in components.SECTORS:
        rows = []
        for component in rows_of(case, "components"):
            if component["sector"] == sector:
                work = done.get(component["component"], [])
                said = [_activity(row) for row in work] or [terms.text("term.no_activity")]
                sources = dict.fromkeys(source(case, row) for row in work)
                cells = (names[component["component"]], "\n".join(said), "\n".join(sources))
                rows.append(cells)
        if rows:
            name = components.sector_name(sector)
            title = terms.text("description.sector", sector=name, **counts.loc[sector].to_dict())
            yield grid("", ("component", "activities", "source"), rows, title)
    yield Words(terms.text(components.NOT_EFFORT), "note")
    yield from _together(case, names)


def _activity(row: dict[str, Any]) -> str:
    seats = shown(row["seats"])
    said = [
        name_of(row["cluster"]),
        terms.text(f"value.{seats}") if seats else "",
        terms.text("term.inferred") if row["status"] == "inferred" else "",
    ]
    more = ", ".join(filter(None, said))
    name = terms.cell(row, "name") or name_of(row["activity"])
    return f"{name} ({more})" if more else name


def _together(case: Case, names: dict[str, str]) -> Iterator[Block]:
    """Clusters and what hints at overlaps."""
    found = components.clusters(case.components, case.activities)
    if len(found):
        heads = tuple(components.sector_name(sector) for sector in components.SECTORS)
        rows = []
        for cluster, *counts, missing in found.itertuples():
            absent = (components.sector_name(s) for s in missing.split("; ") if s)
            rows.append((name_of(cluster), *map(str, counts), ", ".join(absent) or "–"))
        columns = (terms.heading("term.cluster"), *heads, terms.heading("term.no_part"))
        yield Grid(terms.text("title.clusters"), columns, tuple(rows))
    shared = components.overlaps(case.activities)
    if len(shared):
        who = shared.groupby("topic", sort=False)["component"].unique()
        rows = [
            (terms.label("topics", topic), "\n".join(names[key] for key in keys))
            for topic, keys in who.items()
        ]
        yield grid("same_work", ("topic", "components"), rows)
        yield Words(terms.text(components.NOT_PROOF), "note")


def taking_part(case: Case) -> Iterable[Block]:
    """On which rung each group stands in each activity."""
    known = rungs(case)
    if known.rows.empty:
        yield Words(terms.text("note.no_rung", of=known.of))
        return
    groups = {key: name_of(key) for key in known.rows["group"].unique()}
    counts = participation.distribution(known.rows, by="group")
    yield picture(charts.ladder(counts, case=case, names=groups))
    for by, names in (("group", groups), ("activity", activity_names(case))):
        yield _rungs(known.rows, by, names)
    yield from left_out(known.left, known.of, "left_rung")
    yield Words(terms.text("note.which_rung"), "note")


def _rungs(table: pd.DataFrame, by: str, names: dict[str, str]) -> Grid:
    heads = tuple(f"{r} {terms.label('rungs', str(r))}" for r in participation.RUNGS)
    counts, span = participation.distribution(table, by), participation.span(table, by)
    rows = [
        (
            names.get(key) or name_of(key),
            *(str(n) if n else "·" for n in counts.loc[key]),
            f"{span.loc[key, 'lowest']}–{span.loc[key, 'highest']}",
            str(span.loc[key, "n"]),
        )
        for key in counts.index
    ]
    first, last = terms.heading(f"term.{by}"), terms.text("term.from_to")
    columns = (first, *heads, last, terms.text("term.n"))
    return Grid(terms.text(f"title.by_{by}"), columns, tuple(rows))


def driving(case: Case) -> Iterable[Block]:
    """Drivers and constraints, and on what they rest."""
    table = case.factors
    for role in factors.ROLES:
        rows = []
        for row in rows_of(case, "factors"):
            if row["role"] == role and (terms.cell(row, "finding") or not row.get("passage")):
                disputed = f" ({terms.text('term.disputed')})" if row["disputed"] == "yes" else ""
                finding = terms.cell(row, "finding") + disputed
                name = terms.label("factors", row["factor"])
                rows.append((name, finding, kind(row), source(case, row)))
        title = terms.text(f"title.{role}s")
        yield grid("", ("factor", "value.finding", "kind", "source"), rows, title)
    claims = factors.triangulation(table)
    if claims["kinds"].any():
        yield picture(charts.triangulation_matrix(claims, case=case))
    else:
        yield Words(terms.text("note.no_kinds"))
    for key, found in (("both", factors.both(table)), ("neither", factors.neither(table))):
        names = ", ".join(terms.label("factors", factor) for factor in found)
        yield Words(terms.text(f"result.factors_{key}", factors=names or terms.text("term.none")))
    yield from coding(table)


def causes(case: Case) -> Iterable[Block]:
    """The causal map, its triggers, and every link with its basis."""
    tree = CausalMap.from_links(case.links)
    yield picture(charts.causal_map(tree, case=case))
    roots = [node for node in tree.nodes if node in tree.roots()]
    rows = []
    for node in roots:
        released = tree.released_by(node)
        rows.append(
            (
                terms.node(node),
                str(len(tree.triggers(node))),
                ", ".join(terms.node(n) for n in tree.nodes if n in released) or "–",
            )
        )
    if rows:
        yield grid("roots", ("chain_start_here", "leads_to", "released"), rows)
        yield Words(terms.text("note.released"), "note")
    else:
        yield Words(terms.text("result.no_roots"))
    for cycle in tree.root_cycles():
        nodes = ", ".join(terms.node(n) for n in tree.nodes if n in cycle)
        yield Words(terms.text("result.root_cycle", nodes=nodes))
    rows = [
        (
            f"{terms.node(row['cause'])} → {terms.node(row['effect'])}",
            basis_in_words(shown(row["basis"])),
            source(case, row),
        )
        for row in rows_of(case, "links")
    ]
    yield grid("all_links", ("link", "basis", "source"), rows)
