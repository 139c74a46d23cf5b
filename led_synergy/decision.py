"""All 320 profiles with their categories, and whole tables of areas classified at once.

Nothing is decided here: each category comes from the rules of `categories`.
"""

import itertools
from functools import cache, reduce
from typing import TYPE_CHECKING, Any

from .categories import (
    DEFAULT_RULE,
    DIMENSIONS,
    RULES,
    TOP,
    Category,
    Profile,
    _all_levels,
    _apply,
    _candidates,
    _level,
)
from .terms import InputError, choice

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "classify_table",
    "decision_table",
]


def decision_table() -> "pd.DataFrame":
    """All 320 profiles with the category that each rule gives (missing where none).

    Examples
    --------
    >>> int(decision_table()["strict"].notna().sum())
    62
    """
    import pandas as pd

    return pd.DataFrame(
        [
            (*levels, *(c.value if c else None for c in (_apply(r, levels)[0] for r in RULES)))
            for levels in _all_levels()
        ],
        columns=[*DIMENSIONS, *RULES],
    )


def classify_table(frame: Any, rule: str = DEFAULT_RULE, column: str = "category") -> Any:
    """Classify a whole table of areas in one pass.

    Parameters
    ----------
    frame : DataFrame or lazy frame
        One row per area with columns system, shared_goal, process, effect (whole numbers, or
        missing = not judged). pandas, Polars, DuckDB, Dask or PySpark.
    rule : {"system_gate", "strict", "weakest_dimension"}
        Rule.
    column : str
        Name of the new column with the category keys; missing where the rule defines none or
        the judged levels do not decide.

    Returns
    -------
    The same kind of frame with one column more. Lazy frames stay lazy, but their levels are
    checked at once with one aggregate query.

    Raises
    ------
    InputError
        If a column is missing, the new one exists already, or a level is out of range.
    """
    import narwhals as nw

    choice(rule, RULES, "rule")
    table = nw.from_native(frame, pass_through=True)
    if not isinstance(table, nw.DataFrame | nw.LazyFrame):
        raise InputError("error.not_a_table", table="areas", found=type(frame).__name__)
    names = table.collect_schema().names()
    for dimension in DIMENSIONS:
        if dimension not in names:
            raise InputError(
                "error.column_missing",
                found=", ".join(names),
                column=dimension,
                allowed=", ".join(DIMENSIONS),
            )
    if column in names:
        raise InputError("error.column_exists", column=column)
    if isinstance(table, nw.DataFrame):
        return _classify_eager(nw, table, rule, column)
    return _classify_lazy(nw, table, rule, column)


_MISSING = 7  # how a level that is not judged is written in a code: all three bits set
_NONE, _WRONG = -1, -2  # in place of a category: none, and a level that does not exist


def _code(levels: Any) -> Any:
    """One whole number for four levels, three bits each."""
    s, g, p, e = levels
    return s * 512 + g * 64 + p * 8 + e


@cache
def _code_table(rule: str, missing: bool = True) -> tuple[int, ...]:
    """For each code the place of its category in `Category`, or none, or wrong.

    Without missing levels a 7 is no mark but a level that does not exist.
    """
    order = list(Category)
    codes = [_WRONG] * 4096
    unjudged = (None,) if missing else ()
    for levels in itertools.product(*((*range(TOP[d] + 1), *unjudged) for d in DIMENSIONS)):
        found = _candidates(Profile(*levels), rule)
        decided = len(found) == 1 and found[0] is not None
        place = order.index(found[0]) if decided else _NONE  # type: ignore[arg-type]
        codes[_code(_MISSING if v is None else v for v in levels)] = place
    return tuple(codes)


def _classify_eager(nw: Any, table: Any, rule: str, column: str) -> Any:
    import numpy as np

    whole = [table[d].dtype.is_integer() and not table[d].is_null().any() for d in DIMENSIONS]
    columns = [
        table[d].to_numpy().astype(np.int64, copy=False) if plain else _marked(np, table[d], d)
        for d, plain in zip(DIMENSIONS, whole, strict=True)
    ]
    for d, levels, plain in zip(DIMENSIONS, columns, whole, strict=True):
        if plain and not all(whole) and (levels == _MISSING).any():
            raise _bad_level(d, _MISSING, (levels == _MISSING).argmax())
    lookup = np.array(_code_table(rule, missing=not all(whole)), dtype=np.int8)
    out = np.empty(len(table), dtype=np.int8)
    block = 1 << 16  # blocks that stay in the processor's cache: fast, and no large copies
    for start in range(0, len(table), block):
        s, g, p, e = (levels[start : start + block] for levels in columns)
        code = (((((s << 3) | g) << 3) | p) << 3) | e
        found = out[start : start + block]
        # As unsigned numbers the negative ones are large too, so one maximum sees both.
        if (s | g | p | e).view(np.uint64).max() > _MISSING:
            raise _first_wrong(columns, whole)
        np.take(lookup, code, out=found, mode="clip")
        if found.min() == _WRONG:
            raise _first_wrong(columns, whole)
    native = table.to_native()
    if table.implementation.is_pandas():
        import pandas as pd

        values = pd.Categorical.from_codes(out, categories=[c.value for c in Category])  # type: ignore[call-overload]
        return native.assign(**{column: values})
    names = np.array([*(c.value for c in Category), None], dtype=object)  # place -1 is the last
    series = nw.new_series(column, names[out].tolist(), nw.String, backend=table.implementation)
    return table.with_columns(series).to_native()


def _first_wrong(columns: list[Any], whole: list[bool]) -> InputError:
    for dimension, levels, plain in zip(DIMENSIONS, columns, whole, strict=True):
        wrong = ((levels < 0) | (levels > TOP[dimension])) & (plain | (levels != _MISSING))
        if wrong.any():
            return _bad_level(dimension, levels[wrong.argmax()].item(), wrong.argmax())
    raise AssertionError("every level exists")


def _bad_level(dimension: str, found: Any, position: Any) -> InputError:
    return InputError(
        "error.level_at", where=dimension, position=position, found=found, top=TOP[dimension]
    )


def _marked(np: Any, series: Any, dimension: str) -> Any:
    """A column of levels with the missing ones marked; text and fractions are refused."""
    levels = np.full(len(series), _MISSING, dtype=np.int64)
    for position, (value, missing) in enumerate(
        zip(series.to_list(), series.is_null().to_list(), strict=True)
    ):
        if missing or value != value:
            continue
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # pandas keeps whole numbers as floats beside missing ones
        try:
            levels[position] = _level(dimension, value)
        except InputError:
            raise _bad_level(dimension, value, position) from None
    return levels


def _classify_lazy(nw: Any, table: Any, rule: str, column: str) -> Any:
    schema = table.collect_schema()
    levels = {d: nw.col(d) for d in DIMENSIONS}
    for d in DIMENSIONS:
        if not schema[d].is_numeric():
            raise InputError("error.level", where=d, found=str(schema[d]), top=TOP[d])
        if schema[d].is_float():
            levels[d] = nw.when(~nw.col(d).is_nan()).then(nw.col(d))
    # A lazy frame has no rows to look at; the least and the greatest level tell what is wrong.
    ends = table.select(
        *(levels[d].min().alias(f"{d}_min") for d in DIMENSIONS),
        *(levels[d].max().alias(f"{d}_max") for d in DIMENSIONS),
        *((levels[d] != levels[d].round(0)).any().alias(f"{d}_part") for d in DIMENSIONS),
    ).collect()
    for d in DIMENSIONS:
        for end in (ends[f"{d}_min"][0], ends[f"{d}_max"][0]):
            if end is not None and end == end and not 0 <= end <= TOP[d]:
                raise InputError("error.level", where=d, found=end, top=TOP[d])
        if ends[f"{d}_part"][0]:
            raise InputError("error.level_fraction", where=d, top=TOP[d])
    code = _code(levels[d].fill_null(_MISSING).cast(nw.Int64) for d in DIMENSIONS)
    codes = _code_table(rule)
    steps = [
        nw.when(code.is_in([c for c, found in enumerate(codes) if found == place])).then(
            nw.lit(category.value)
        )
        for place, category in enumerate(Category)
        if place in codes
    ]
    named = reduce(
        lambda rest, step: step.otherwise(rest), reversed(steps), nw.lit(None, nw.String)
    )
    return table.with_columns(named.alias(column)).to_native()
