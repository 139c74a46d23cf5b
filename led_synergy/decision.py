"""All 320 profiles with their categories, and whole tables of areas classified at once.

Nothing is decided here: each category comes from the rules of `categories`.
"""

import itertools
from functools import cache
from statistics import mode
from typing import TYPE_CHECKING, Any

from .categories import DEFAULT_RULE, DIMENSIONS, RULES, TOP, Category, Profile
from .categories.profile import _all_profiles
from .categories.rules import _apply, _candidates
from .terms import InputError, choice, needed

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

__all__ = [
    "classify_table",
    "decision_table",
]

_DIFFERENT = 3000  # more rows of levels than can be right, whatever stands for missing ones


def decision_table() -> "pd.DataFrame":
    """All 320 profiles with the category that each rule gives.

    Returns
    -------
    pandas.DataFrame
        One row per profile: its four levels, and under the name of each rule the key of the
        category (missing where the rule defines none).

    Examples
    --------
    >>> int(decision_table()["strict"].notna().sum())
    62
    """
    import pandas as pd

    found = [
        (*profile.levels, *(_apply(rule, profile).category for rule in RULES))
        for profile in _all_profiles()
    ]
    keys = [tuple(c.value if isinstance(c, Category) else c for c in row) for row in found]
    return pd.DataFrame(keys, columns=[*DIMENSIONS, *RULES])


def classify_table(frame: Any, rule: str = DEFAULT_RULE, column: str = "category") -> Any:
    """Classify a whole table of areas in one pass.

    Parameters
    ----------
    frame : DataFrame or lazy frame
        One row per area with columns system, shared_goal, process, effect: whole numbers in any
        type of number, or missing in any of its forms (NaN, null, None, NA) = not judged. pandas,
        Polars, PyArrow, DuckDB, Dask or PySpark. (Dask turns a column of mixed type into text
        before we see it; give it a type of number there.)
    rule : {"system_gate", "strict", "weakest_dimension"}
        Rule.
    column : str
        Name of the new column with the category keys; missing where the rule defines none or
        the judged levels do not decide.

    Returns
    -------
    The same kind of frame
        It has one column more, in pandas a categorical one. Lazy frames stay lazy, but their
        levels are checked at once with one aggregate query.

    Raises
    ------
    InputError
        If this is no table, a column is missing or there twice, the new one exists already, or a
        level is out of range.

    Examples
    --------
    >>> import pandas as pd
    >>> areas = pd.DataFrame({"system": [1, None], "shared_goal": [1, 2], "process": [2, 2],
    ...                       "effect": [3, 1]})
    >>> classify_table(areas)["category"].tolist()
    ['fragmented', nan]
    """
    import narwhals as nw

    choice(rule, RULES, "rule")
    table = _table(nw, frame, column)
    if isinstance(table, nw.LazyFrame):
        return _classify_lazy(nw, table, rule, column)
    import numpy as np

    places = np.array(_places(rule), dtype=np.int8)
    found = places[_code(_levels(nw, table[d], d) for d in DIMENSIONS)]
    keys = [category.value for category in Category]
    if table.implementation.is_pandas():
        import pandas as pd

        categories: Any = pd.Categorical.from_codes(found, dtype=pd.CategoricalDtype(keys))
        return table.to_native().assign(**{column: categories})
    names = np.array([*keys, None], dtype=object)[found].tolist()  # place -1 is the last
    series = nw.new_series(column, names, nw.String, backend=table.implementation)
    return table.with_columns(series).to_native()


def _table(nw: Any, frame: Any, column: str) -> Any:
    """The frame as Narwhals sees it, once the columns needed are there, each once."""
    try:
        table = nw.from_native(frame, pass_through=True)
        if nw.dependencies.is_dask_dataframe(frame) and not frame.columns.is_unique:
            raise nw.exceptions.DuplicateError  # which Narwhals does not look for in Dask
    except nw.exceptions.DuplicateError:
        names = map(str, getattr(frame, "column_names", frame.columns))
        raise InputError("error.column_twice", column=mode(names)) from None
    if not isinstance(table, nw.DataFrame | nw.LazyFrame):
        raise InputError("error.not_a_table", table="areas", found=type(frame).__name__)
    needed(column, str, "column", "a_text")
    names = table.collect_schema().names()
    if lacking := [d for d in DIMENSIONS if d not in names]:
        found, allowed = ", ".join(map(str, names)), ", ".join(DIMENSIONS)
        raise InputError("error.column_missing", found=found, column=lacking[0], allowed=allowed)
    if column in names:
        raise InputError("error.column_exists", column=column)
    return table


def _code(levels: Any) -> Any:
    """The place of four levels among all that can be; one that is not judged counts top + 1."""
    system, goal, process, effect = levels
    return ((system * 5 + goal) * 5 + process) * 6 + effect


@cache
def _places(rule: str) -> tuple[int, ...]:
    """For each code the place of its category in `Category`; -1 for none."""
    order = {category: place for place, category in enumerate(Category)}
    codes = itertools.product(*((*range(TOP[d] + 1), None) for d in DIMENSIONS))
    possible = (_candidates(Profile(*levels), rule) for levels in codes)
    return tuple(order.get(found[0], -1) if len(found) == 1 else -1 for found in possible)  # type: ignore[arg-type]


def _levels(nw: Any, series: Any, dimension: str, placed: bool = True) -> "np.ndarray":
    """The levels as whole numbers, top + 1 where not judged; the first wrong one is told."""
    import numpy as np

    from .frames import as_float

    top = TOP[dimension]
    if series.dtype == nw.Int64 and not series.is_null().any():
        numbers = series.to_numpy().astype(np.int64, copy=False)
        # As unsigned numbers the negative ones are large too, so one maximum sees both.
        if not numbers.size or numbers.view(np.uint64).max() <= top:
            return numbers.astype(np.int16)  # room for every code, and a quarter of the memory
    elif series.dtype.is_integer() or series.dtype.is_float():
        numbers = series.cast(nw.Float64).to_numpy().astype(float)
    else:
        found = (as_float(value) for value in series.to_list())
        numbers = np.array([np.inf if number is None else number for number in found])
    missing = np.isnan(numbers)
    wrong = ~missing & ~np.isin(numbers, range(top + 1))
    if wrong.any():
        place = int(wrong.argmax())
        level = numbers[place]  # whole numbers beside missing ones are kept as 9.0
        level = int(level) if float(level).is_integer() else series.to_list()[place]
        level = level.item() if hasattr(level, "item") else level
        key = "error.level_at" if placed else "error.level"
        raise InputError(key, where=dimension, position=place, found=level, top=top)
    return np.where(missing, top + 1, numbers).astype(np.int16)


def _classify_lazy(nw: Any, table: Any, rule: str, column: str) -> Any:
    """A lazy frame has no rows to look at; of the levels in it, one query finds all there are."""
    levels = []
    seen = table.select(*DIMENSIONS).unique().head(_DIFFERENT).collect()
    for d in DIMENSIONS:
        if not seen[d].dtype.is_numeric() and not seen[d].is_null().all():
            kind = str(seen[d].dtype).partition("(")[0]
            raise InputError("error.level_type", where=d, found=kind, top=TOP[d])
        _levels(nw, seen[d], d, placed=False)
        level = nw.col(d).cast(nw.Float64)
        known = nw.when(~level.is_nan()).then(level)
        levels.append(known.fill_null(TOP[d] + 1).cast(nw.Int64))
    code, places = _code(levels), _places(rule)
    named = nw.lit(None, nw.String)
    for place, category in enumerate(Category):
        if codes := [code for code, found in enumerate(places) if found == place]:
            named = nw.when(code.is_in(codes)).then(nw.lit(category.value)).otherwise(named)
    return table.with_columns(named.alias(column)).to_native()
