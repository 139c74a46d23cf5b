"""How long check, assess and report of a usual case take, against the start of Python and pandas.

The fictional area stands for a usual case; its activities are repeated up to 120 and its components
up to 25. Prints seconds and, since seconds say little on a shared machine, the ratio to starting
Python with pandas, Altair and vl-convert, measured in turn with it: of the time that the processor
worked, since that of the clock counts what others do.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import pandas as pd

from led_synergy import load_case

MOST = 4.2
"""The ratio that a report keeps to."""

START = "import pandas, altair, vl_convert"
ROAD = """
import sys
from led_synergy.case import check_case, load_case
from led_synergy.report import write_report
check_case(sys.argv[1])
case = load_case(sys.argv[1])
case.describe()
write_report(case, sys.argv[2], overwrite=True)
"""


def usual_case(folder: Path) -> None:
    """Write the fictional area with 25 components and 120 activities as CSV files."""
    case = load_case("contoh")
    tables = dict(case.tables)
    components, activities = case.components, case.activities
    more = [components, components.assign(component=components["component"] + "_2")]
    tables["components"] = pd.concat(more).head(25)
    again = [activities.assign(activity=activities["activity"] + f"_{n}") for n in (2, 3)]
    tables["activities"] = pd.concat([activities, *again]).head(120)
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)


def seconds(code: str, *arguments: str) -> tuple[float, float]:
    """One run of Python anew: by the clock, and of the processor."""
    start, before = perf_counter(), os.times()
    subprocess.run([sys.executable, "-c", code, *arguments], check=True)
    after = os.times()
    used = (after.children_user, -before.children_user, after.children_system)
    return perf_counter() - start, sum(used) - before.children_system


def main() -> None:
    """Least of seven runs of each, in turn."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "usual"
        folder.mkdir()
        usual_case(folder)
        runs = [
            (*seconds(START), *seconds(ROAD, str(folder), str(Path(place) / "out.html")))
            for _ in range(7)
        ]
    start, start_used, road, used = map(min, zip(*runs, strict=True))
    ratio = statistics.median(run[3] / run[1] for run in runs)
    print(f"{_said(road <= 5)} check + assess + report: {road:.2f} s (at most 5)")
    print(
        f"{_said(ratio <= MOST)} / start of Python with pandas, Altair, vl-convert: "
        f"{ratio:.1f} (at most {MOST}; processor, median: {used:.2f} s / {start_used:.2f} s)"
    )
    print(f"       by the clock: {road / start:.1f}")


def _said(kept: bool) -> str:
    return "ok    " if kept else "MISSED"


if __name__ == "__main__":
    main()
