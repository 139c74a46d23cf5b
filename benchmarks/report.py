"""How long check, assess and report of a usual case take, against the start of Python and pandas.

The fictional area stands for a usual case; its activities are repeated up to 120 and its components
up to 25. Prints seconds and, since seconds say little on a shared machine, the ratio to starting
Python with pandas, Altair and vl-convert, measured in turn with it.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import pandas as pd

from led_synergy import load_case

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


def seconds(code: str, *arguments: str) -> float:
    """One run of Python anew."""
    start = perf_counter()
    subprocess.run([sys.executable, "-c", code, *arguments], check=True)
    return perf_counter() - start


def main() -> None:
    """Least of five runs of each, in turn."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "usual"
        folder.mkdir()
        usual_case(folder)
        runs = [
            (seconds(START), seconds(ROAD, str(folder), str(Path(place) / "out.html")))
            for _ in range(5)
        ]
    start, road = map(min, zip(*runs, strict=True))
    print(
        f"{'ok    ' if road <= 5 else 'MISSED'} check + assess + report: {road:.2f} s (at most 5)"
    )
    print(f"       / start of Python with pandas, Altair, vl-convert: {road / start:.1f}")


if __name__ == "__main__":
    main()
