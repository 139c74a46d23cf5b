"""What a check finds between judgements and findings: levels that rest on nothing, and the like.

Nothing is said of an area whose table of evidence does not use the column `levels`: it is optional.
That a finding has bearing, and that a reason should name it, is ours; the paper has no such step.
"""

import re
from collections.abc import Iterable, Iterator

from ..support import stances
from ..terms import LANGUAGES
from .problems import Problem
from .reading import Row, Table

__all__ = ["unsupported"]

Rows = list[tuple[int, Row]]


def unsupported(evidence: Table, judgements: Table, judged: Rows) -> Iterator[Problem]:
    """Judged levels without bearing, against all findings, and findings the reason leaves out.

    Parameters
    ----------
    evidence, judgements : Table
        The two tables, read and understood.
    judged : list of (int, dict)
        The judgements that say something, of the latest round, with their rows.

    Yields
    ------
    Problem
        At most two for each judgement, and one for the findings of each dimension.
    """
    import pandas as pd

    rows = [row for _, row in evidence.rows]
    found = stances(pd.DataFrame(rows, columns=["evidence", "dimension", "levels", "contested"]))
    bearing = {place for place in found["row"] if rows[place].get("levels")}
    if not bearing:
        return
    told: set[str] = set()
    for number, row in judged:
        dimension = row["dimension"]
        by = [dimension, row.get("rater", "")]
        here = found[(found["dimension"] == dimension) & found["row"].isin(bearing)]
        if here.empty:
            if dimension not in told and any(r["dimension"] == dimension for r in rows):
                told.add(dimension)  # of a dimension without any finding it is told elsewhere
                yield _at(judgements, number, "", "check.no_bearing", [dimension], "dimensions")
            continue
        level = row["level"]
        if level and set(here.loc[here["level"] == int(level), "stance"]) == {"against"}:
            yield _at(judgements, number, "level", "check.all_against", found=level, of=by)
        left = [rows[n]["evidence"] for n in dict.fromkeys(here["row"]) if not _named(rows[n], row)]
        if left:
            column = next((c for c in _REASON if c in judgements.headings), "")
            yield _at(judgements, number, column, "check.not_mentioned", left, of=[*by, *left])


_REASON = tuple(f"because_{lang}" for lang in LANGUAGES)


def _at(
    table: Table,
    row: int,
    column: str,
    key: str,
    allowed: Iterable[str] = (),
    labels: str = "",
    found: str = "",
    of: Iterable[str] = (),
) -> Problem:
    heading, absent_from = table.place(column)
    told = (table.sheet, row, heading, found, tuple(allowed), key, labels, absent_from)
    return Problem(*told, of=", ".join(of))


def _named(finding: Row, judgement: Row) -> bool:
    """Whether a judgement names a finding, by its key or by its source."""
    said = " ; ".join(judgement.get(column, "") for column in (*_REASON, "source"))
    key = finding["evidence"]
    if key and (re.search(rf"(?<!\w){re.escape(key)}(?!\w)", said) or _within(key, said)):
        return True
    cited, own = (_places(words) for words in (judgement.get("source", ""), finding["source"]))
    # "Table 4.2, row 4" is also the source of what stands in its row 4a, not in row 41
    return any(re.match(rf"{re.escape(part)}(?!\d)", place) for part in cited for place in own)


def _places(source: str) -> list[str]:
    """The places of a source; entries of the register, such as D8, are none."""
    parts = (part.strip().casefold() for part in source.split(";"))
    return [part for part in parts if part and not re.fullmatch(r"[a-f]\d+", part)]


def _within(key: str, said: str) -> bool:
    """Whether a key such as e05 lies in a span such as "e01 to e07"."""
    name = re.fullmatch(r"(\D*)0*(\d+)", key)
    if not name:
        return False
    stem, number = re.escape(name[1]), int(name[2])
    spans = re.findall(rf"(?<!\w){stem}0*(\d+)\s*(?:[-–]|to|sampai)\s*(?:{stem})?0*(\d+)", said)
    return any(int(first) <= number <= int(last) for first, last in spans)
