"""The chart of the participation ladder."""

from collections.abc import Hashable, Mapping
from typing import NamedTuple

import altair as alt
import pandas as pd

from .. import participation, terms
from ..case.case import Case
from ..terms import language, spoken
from .given import MOST_ROWS, as_mapping, as_result, told_apart
from .style import PALETTE, _finish, _listed, _nothing, _places, _text, _wrap

__all__ = [
    "Row",
    "ladder",
    "merged_rungs",
    "rows_of",
    "rung_in_words",
]


class Row(NamedTuple):
    """A row of the ladder: who or what, and how many judgements (or what share) on each rung."""

    key: Hashable
    name: str
    counts: tuple[float, ...]


def rung_in_words(rung: int) -> str:
    """A rung by number and name.

    Examples
    --------
    >>> rung_in_words(1)
    '1 None'
    """
    return f"{rung} {terms.label('rungs', str(rung))}"


def merged_rungs() -> list[str]:
    """Which rungs the paper made of two, and of which two; a sentence for each.

    Examples
    --------
    >>> len(merged_rungs())
    1
    """
    between = f" {terms.text('term.and')} "
    return [
        terms.text(
            "result.merged_rung", rung=rung_in_words(rung), two=between.join(names[language()])
        )
        for rung, names in participation.MERGED.items()
    ]


def rows_of(counts: pd.DataFrame, names: Mapping[str, str] | None = None) -> list[Row]:
    """What `participation.distribution` gives, row by row, with names told apart.

    Examples
    --------
    >>> table = pd.DataFrame({"group": ["farmers"], "rung": [2]})
    >>> rows_of(participation.distribution(table, by="group"))[0]
    Row(key='farmers', name='Farmers', counts=(0, 1, 0, 0, 0, 0))
    """
    given = {"all": terms.text("term.all"), **({} if names is None else names)}
    shown = told_apart({key: given.get(key) or terms.name(str(key)) for key in counts.index})
    found = counts.itertuples(index=False, name=None)
    return [Row(key, shown[key], cells) for key, cells in zip(shown, found, strict=True)]


@spoken
def ladder(
    counts: pd.DataFrame,
    lang: str | None = None,
    *,
    case: Case | str | None = None,
    names: Mapping[str, str] | None = None,
) -> alt.LayerChart:
    """How many judgements stand on each rung of the ladder of participation.

    Parameters
    ----------
    counts : pandas.DataFrame
        What `participation.distribution` gives: one row per group or activity, one column per
        rung; counts or shares.
    lang : {"en", "id"}, optional
        Language.
    case : Case or str, optional
        Where the judgements come from.
    names : mapping from str to str, optional
        What to write for a row; its key with blanks for underscores if not given.

    Returns
    -------
    altair.LayerChart
        Rows by rungs; a circle whose area is the number, and the number itself. Of more than 60
        rows the first 60 are drawn, and the chart says so.

    Raises
    ------
    InputError
        If this is not what `participation.distribution` gives.

    Notes
    -----
    The six rungs are the paper's (section II). No mean is drawn, because rungs are ranks.

    Examples
    --------
    >>> table = pd.DataFrame({"group": ["farmers", "traders"], "rung": [5, 1]})
    >>> ladder(participation.distribution(table, by="group")).title.text
    ['Participation: judgements on each rung']
    """
    maker = "participation.distribution()"
    as_result(counts, "counts", maker, participation.RUNGS)
    numbers = all(pd.api.types.is_numeric_dtype(kind) for kind in counts.dtypes)
    good = numbers and list(counts.columns) == [*participation.RUNGS] and counts.index.is_unique
    as_result(counts, "counts", maker, good=good)
    names = {} if names is None else names
    as_mapping(names, "names", '{"farmers": "Farmers"}', str)
    title = terms.text("title.ladder")
    if counts.empty:
        return _nothing(title, case)
    rungs = {rung: rung_in_words(rung) for rung in participation.RUNGS}
    heads = {rung: _wrap(words, 13) for rung, words in rungs.items()}
    rows = rows_of(counts, names)
    shares = any(kind.kind == "f" for kind in counts.dtypes)
    long, said = [], []
    labels = told_apart({row.key: _wrap(row.name, 24) for row in rows[:MOST_ROWS]})
    for row in rows[:MOST_ROWS]:
        full = [(rung, n) for rung, n in zip(rungs, row.counts, strict=True) if n > 0]
        long += [(labels[row.key], heads[rung], n) for rung, n in full]
        where = (f"{rungs[r]}: {terms.percent(n) if shares else f'{n:.0f}'}" for r, n in full)
        said.append(f"{row.name}: {_listed(where)}.")
    x, y = _places(labels.values(), heads.values())
    base = alt.Chart(pd.DataFrame(long, columns=["row", "column", "n"])).encode(x=x, y=y)
    size = alt.Size("n:Q", legend=None, scale=alt.Scale(domainMin=0, range=[0, 620]))
    circles = base.mark_circle(color=PALETTE["sky"], opacity=1).encode(size=size)
    chart = alt.layer(
        circles.properties(name="ground"),  # numbers stand on it: see chart.css
        _text(base, alt.Text("n:Q", format=".0%" if shares else "d"), fontSize=12),
        width=alt.Step(86),
        height=alt.Step(36),
    )
    notes = [terms.text("note.ladder_shares" if shares else "note.ladder")]
    if len(rows) > MOST_ROWS:
        notes.insert(0, terms.text("note.rows_kept", n=MOST_ROWS, total=len(rows)))
    return _finish(chart, title, said, notes, case)
