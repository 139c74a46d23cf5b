"""The part of a report about what carries the levels: for, against, contested, hinges, voices."""

from collections.abc import Iterable, Iterator

from .. import charts, support, terms
from ..case.case import Case
from ..case.comparison import in_words
from ..categories import DEFAULT_RULE, DIMENSIONS
from .content import Block, Grid, Points, Words
from .parts import grid, picture, shown

__all__ = ["carried", "fits", "numbers_of"]

_DRAWN = 20  # findings of one dimension that fit on a page


def numbers_of(case: Case) -> dict[str, str]:
    """Key of each finding → its number in the report."""
    table = case.tables["evidence"]
    numbered = support.numbered(table)
    keys = enumerate(table["evidence"]) if "evidence" in table else ()
    return {shown(key): str(numbered[place]) for place, key in keys}


def fits(row: dict[str, object]) -> str:
    """The levels that a finding fits, and whether that is contested."""
    levels = support.levels_of(row.get("levels"), shown(row.get("dimension")))
    words = shown(row.get("levels")) if levels else "–"
    contested = shown(row.get("contested")) == "yes"
    return f"{words} ({terms.text('term.contested')})" if contested else words


def carried(case: Case) -> Iterable[Block]:
    """Level by level what speaks for and against it; hinges; and whose evidence it is.

    Nothing where the findings do not say which levels they fit.
    """
    if support.stances(case.tables.get("evidence")).empty:
        return
    yield Words(terms.text("note.level_by_level"))
    yield Words(terms.text("note.stances"), "note")
    yield from _levels(case)
    yield from _hinges(case)
    yield from _voices(case)


def _levels(case: Case) -> Iterator[Block]:
    numbers, found = numbers_of(case), case.support()
    ranges = case.ranges()
    rows = []
    for row in found.to_dict("records"):
        dimension, level = row["dimension"], row["level"]
        sign = "● " if level == ranges[dimension].level else "○ " if row["judged"] is True else ""
        said = [", ".join(numbers[key] for key in row[stance]) or "–" for stance in support.STANCES]
        if said != ["–"] * 3:
            rows.append((f"{terms.label('dimensions', dimension)} {sign}{level}", *said))
    yield grid("carried", ("level", "fits", "ruled_out_by", "contested"), rows)
    for dimension in DIMENSIONS:
        here = found[found["dimension"] == dimension].iloc[0]
        if 0 < sum(len(here[stance]) for stance in support.STANCES) <= _DRAWN:
            yield picture(charts.support_matrix(case, dimension=dimension))


def _hinges(case: Case) -> Iterator[Block]:
    hinges = case.hinges()
    if not hinges:
        yield Words(support.in_words(()))
        return
    yield Words(terms.text("message.hangs"))
    yield Points(tuple(hinge.explain() for hinge in hinges))


def _voices(case: Case) -> Iterator[Block]:
    rows = []
    names = {(voice.by, voice.key): voice.name() for voice in case.voices()}
    for row in case.whose(DEFAULT_RULE).to_dict("records"):
        name = names.get((row["by"], row["voice"])) or terms.text("term.all_findings")
        spans = [f"{row[d][0]}–{row[d][-1]}" if len(row[d]) > 1 else f"{[*row[d], '?'][0]}"
                 for d in DIMENSIONS]  # fmt: skip
        rows.append((name, *spans, in_words(row["categories"])))
    rule = terms.label("rules", DEFAULT_RULE)
    yield Words(terms.text("message.whose", rule=rule))
    heads = [terms.label("dimensions", d) for d in DIMENSIONS]
    columns = (terms.heading("term.believed"), *heads, terms.heading("term.category"))
    yield Grid(terms.text("title.whose"), columns, tuple(rows))
