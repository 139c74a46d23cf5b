"""Speed of the core as ratios, each measured side by side with its yardstick in one run.

Seconds say little on a shared machine; a ratio to something measured at the same moment says more.
Run with `make bench`. Prints one line per measure with its bound; a bound missed is marked.
"""

import subprocess
import sys
import tracemalloc
import warnings
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any

import numpy as np
import pandas as pd

import led_synergy
from led_synergy.categories import DIMENSIONS, TOP


def side_by_side(*calls: Callable[[], object], rounds: int = 15) -> list[float]:
    """Least seconds of each call; the calls take turns, so that noise meets all alike."""
    least = [float("inf")] * len(calls)
    for _ in range(rounds):
        for place, call in enumerate(calls):
            start = perf_counter()
            call()
            least[place] = min(least[place], perf_counter() - start)
    return least


def tell(what: str, ratio: float, bound: float) -> None:
    """One line of the result."""
    print(f"{'ok    ' if ratio <= bound else 'MISSED'} {what}: {ratio:.2f} (at most {bound:g})")


def python(code: str) -> Callable[[], object]:
    """Starting Python anew to run one line."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)


def others(areas: pd.DataFrame) -> Iterator[tuple[str, Any, Callable[[Any], object]]]:
    """The same table in other libraries, and how each is made to work its answer out."""
    import dask.dataframe
    import duckdb
    import polars

    table = polars.from_pandas(areas)
    yield "pandas, floats", areas.astype(float), lambda found: found
    yield "Polars", table, lambda found: found
    yield "Polars, lazy", table.lazy(), lambda found: found.collect()
    yield "DuckDB", duckdb.from_df(areas), lambda found: found.to_arrow_table()
    tasks = dask.dataframe.from_pandas(areas, npartitions=4)
    yield "Dask", tasks, lambda found: found.compute()


def main() -> None:
    """All measures."""
    warnings.filterwarnings("ignore", "Dask support is moving", FutureWarning)
    bare, ours = side_by_side(python("pass"), python("import led_synergy"), rounds=20)
    tell("import led_synergy / bare Python", ours / bare, 2)

    random = np.random.default_rng(0)
    areas = pd.DataFrame({d: random.integers(0, TOP[d] + 1, 1_000_000) for d in DIMENSIONS})
    s, g, p, e = (areas[d].to_numpy() for d in DIMENSIONS)
    code = ((s * 4 + g) * 4 + p) * 5 + e
    keys = led_synergy.decision_table()["system_gate"].to_numpy(dtype=object)
    numbers = pd.Categorical(keys).codes
    ours, by_key, by_number = side_by_side(
        lambda: led_synergy.classify_table(areas), lambda: keys[code], lambda: numbers[code]
    )
    tell("classify_table / look-up of the codes in a table of 320 keys", ours / by_key, 5)
    print(f"       (the same / look-up in a table of 320 one-byte numbers: {ours / by_number:.1f})")

    for name, frame, collect in others(areas):
        theirs, by_key = side_by_side(
            lambda frame=frame, collect=collect: collect(led_synergy.classify_table(frame)),
            lambda: keys[code],
            rounds=3,
        )
        print(f"       {name}: {1000 * theirs:.0f} ms, {theirs / by_key:.0f} times the look-up")

    tracemalloc.start()
    led_synergy.classify_table(areas)
    peak = tracemalloc.get_traced_memory()[1]
    tell("memory of classify_table / its input", peak / areas.memory_usage(index=False).sum(), 3)


if __name__ == "__main__":
    main()
