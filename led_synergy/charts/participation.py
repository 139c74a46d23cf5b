"""The chart of the participation ladder."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from .. import participation, terms
from ..case.case import Case
from ..terms import language
from .style import PALETTE, _finish, _listed, _nothing, _places, _text, _wrap

__all__ = [
    "ladder",
]


def ladder(
    counts: pd.DataFrame,
    lang: str | None = None,
    *,
    case: Case | None = None,
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
    case : Case, optional
        Where the judgements come from.
    names : mapping from str to str, optional
        What to write for a row; its key with blanks for underscores if not given.

    Returns
    -------
    altair.LayerChart
        Rows by rungs; a circle whose area is the number, and the number itself.

    Notes
    -----
    The six rungs are the paper's (section II). No mean is drawn, because rungs are ranks.

    Examples
    --------
    >>> table = pd.DataFrame({"group": ["farmers", "traders"], "rung": [5, 1]})
    >>> ladder(participation.distribution(table, by="group")).title.text
    ['Participation: judgements on each rung']
    """
    lang = language(lang)
    title = terms.text("chart.ladder_title", lang)
    if counts.empty:
        return _nothing(title, lang, case)
    rungs = {r: f"{r} {terms.label('rungs', str(r), lang)}" for r in participation.RUNGS}
    heads = {rung: _wrap(words, 13) for rung, words in rungs.items()}
    names = {"all": terms.text("chart.all", lang), **(names or {})}
    rows = {key: _wrap(names.get(key) or terms.name(str(key), lang), 24) for key in counts.index}
    shares = any(kind.kind == "f" for kind in counts.dtypes)
    long, said = [], []
    for key, row in counts.iterrows():
        full = [(rung, n) for rung, n in row.items() if n > 0]
        long += [(rows[key], heads[rung], n) for rung, n in full]
        where = (f"{rungs[r]}: {f'{n:.0%}' if shares else f'{n:.0f}'}" for r, n in full)
        said.append(f"{names.get(key) or terms.name(str(key), lang)}: {_listed(where, lang)}.")
    x, y = _places(rows.values(), heads.values())
    base = alt.Chart(pd.DataFrame(long, columns=["row", "column", "n"])).encode(x=x, y=y)
    size = alt.Size("n:Q", legend=None, scale=alt.Scale(domainMin=0, range=[0, 620]))
    chart = alt.layer(
        base.mark_circle(color=PALETTE["sky"], opacity=1).encode(size=size),
        _text(base, alt.Text("n:Q", format=".0%" if shares else "d"), fontSize=12),
    ).properties(width=alt.Step(86), height=alt.Step(36))
    note = terms.text("chart.ladder_shares" if shares else "chart.ladder_note", lang)
    return _finish(chart, title, lang, said, [note], case)
