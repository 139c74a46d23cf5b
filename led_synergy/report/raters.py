"""The part of a report about several raters and coders: spread, categories, reasons, codes."""

from collections.abc import Iterator

import pandas as pd

from .. import charts, factors, terms
from ..case.case import Case
from ..case.raters import landing, reasons, spread
from ..case.words import outcome_label
from ..categories import DIMENSIONS, RULES, TOP
from .content import Block, Grid, Words
from .parts import clean, grid, picture, shown

__all__ = ["coding", "together"]

_ENOUGH = 10
"""So few passages at least are needed for an alpha; ours."""


def together(case: Case) -> Iterator[Block]:
    """Every judgement as a point, the counts, who lands where, and reasons where raters differ."""
    yield picture(charts.levels_strip(case.by_rater(), cases=[case]))
    heads = [str(level) for level in range(max(TOP.values()) + 1)]
    rows = []
    for dimension, row in spread(case).to_dict("index").items():
        counts = ["" if terms.is_blank(row[int(k)]) else str(row[int(k)]) for k in heads]
        agreed = terms.number(row["agreement"])
        rows.append((terms.label("dimensions", dimension), *counts, agreed))
    columns = (terms.heading("term.dimension"), *heads, terms.heading("term.agreement_a"))
    yield Grid(terms.text("title.spread"), columns, tuple(rows))
    yield Words(terms.text("note.spread"), "note")
    rules = [terms.label("rules", rule) for rule in RULES]
    counted = [
        (outcome_label(str(key)), *map(str, row))
        for key, *row in landing(case).itertuples()
        if any(row)
    ]
    yield Grid(
        terms.text("title.landing"), (terms.heading("term.category"), *rules), tuple(counted)
    )
    yield from _reasons(case)


def _reasons(case: Case) -> Iterator[Block]:
    """Where raters differ, the most disputed dimension first, each with its reason."""
    found = reasons(case)
    for dimension, rows in found.groupby("dimension", sort=False):
        told = [
            (
                str(row["level"]),
                row["rater"],
                clean(terms.cell(row, "because")) or terms.text("term.no_reason"),
                shown(row["source"]),
            )
            for row in rows.to_dict("records")
        ]
        title = terms.text("title.reasons", dimension=terms.label("dimensions", str(dimension)))
        yield grid("", ("level", "rater", "because", "source"), told, title)
    if agreed := [d for d in DIMENSIONS if d not in {*found["dimension"]} and case.given(d)]:
        names = ", ".join(terms.label("dimensions", d) for d in agreed)
        yield Words(terms.text("result.all_agree", dimensions=names))


def coding(table: pd.DataFrame) -> Iterator[Block]:
    """The coded passages, and how far their coders agree."""
    if not {"coder", "passage"} & {*table.columns}:
        return
    rows = table.astype(object).where(table.notna(), "").to_dict("records")
    told = [
        (
            _code(row["factor"], row["role"]),
            f"“{row['passage']}”",
            shown(row.get("coder")),
            shown(row["source"]),
        )
        for row in rows
        if row.get("passage")
    ]
    if not told:
        return
    yield grid("passages", ("factor", "passage", "coder", "source"), told)
    if not {"coder", "passage"} <= {*table.columns}:
        return
    known = factors.coders(table)
    if len(known) < 2:
        return
    found = factors.coder_alpha(table)
    if found.value is None:
        yield Words(terms.text("result.alpha_none", coders=len(known), why=found.why()))
    else:
        key = "result.alpha" if found.units >= _ENOUGH else "result.alpha_few"
        yield Words(
            terms.text(key, coders=len(known), n=found.units, least=_ENOUGH,
                value=terms.number(round(found.value, 3)))
        )  # fmt: skip
    differ = [
        (f"“{row['passage']}”", row["coder"], _code(row["factor"], row["role"]))
        for row in factors.coding_differences(table).to_dict("records")
    ]
    if differ:
        yield grid("coding_differences", ("passage", "coder", "factor"), differ)


def _code(factor: str, role: str) -> str:
    return f"{terms.label('factors', factor)}: {terms.text(f'value.{role}')}"
