"""How long the check of a workbook takes, and how much memory (issue 5).

The usual case has 25 components and 120 activities, the large one 100,000 activities; a survey has
100,000 households. Each is checked by the command in a Python of its own, so that its start and
the whole memory count. Run with `make bench`; only the check is here, as it reads the file: assess
and report add their own.
"""

import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from led_synergy.case import workbook

HOUSEHOLDS = (100_000, 10, 500)
SIZES = {"usual": (25, 120, 5, 500), "large": (400, 100_000, 60, 500)}  # seconds, MB at most
# The kernel's own count of this process; that of getrusage also knows the parent's before it.
CHECK = """
import atexit, sys
atexit.register(lambda: sys.stderr.write(open("/proc/self/status").read()))
from led_synergy.cli import app
app()
"""


def made(path: Path, components: int, activities: int) -> Path:
    """The fictional area with as many components and activities, as Excel would hold it."""
    tables = workbook._contoh()
    sample, own = tables["activities"], tables["components"]
    tables["components"] = [
        {**own[n % len(own)], "component": f"component_{n}"} for n in range(components)
    ]
    tables["activities"] = [
        {
            **sample[n % len(sample)],
            "activity": f"activity_{n}",
            "component": f"component_{n % components}",
        }
        for n in range(activities)
    ]
    del tables["participation"]
    path.write_bytes(workbook.workbook(tables, "id"))
    return path


def survey(folder: Path, households: int) -> Path:
    """A folder with the incomes of as many households, before and after."""
    chance = random.Random(1)
    folder.mkdir()
    levels = zip(("system", "shared_goal", "process", "effect"), (1, 1, 2, 3), strict=True)
    judged = "".join(f"{dimension},{level}\n" for dimension, level in levels)
    (folder / "judgements.csv").write_text(f"dimension,level\n{judged}")
    with open(folder / "measurements.csv", "w") as file:
        file.write("unit,zone,poor,poorest,indicator,period,value\n")
        for n in range(households):
            facts = f"h{n},{chance.choice(('centre', 'hinterland'))},{chance.choice(('yes', 'no'))}"
            for period in ("before", "after"):
                file.write(f"{facts},no,income,{period},{chance.randint(300, 900)}\n")
    return folder


def tell(what: str, path: Path, seconds: int, megabytes: int) -> None:
    """One line: seconds and peak memory of a check, each with its bound."""
    start = perf_counter()
    command = [sys.executable, "-c", CHECK, "check", str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    took = perf_counter() - start
    peak = int(re.search(r"VmHWM:\s*(\d+)", done.stderr)[1]) / 1000  # type: ignore[index]
    met = done.returncode == 0 and took <= seconds and peak <= megabytes
    print(
        f"{'ok    ' if met else 'MISSED'} check of {what}: {took:.1f} s (at most {seconds}), "
        f"{peak:.0f} MB (at most {megabytes})"
    )


def main() -> None:
    """One line for each size."""
    with tempfile.TemporaryDirectory() as folder:
        for name, (components, activities, seconds, megabytes) in SIZES.items():
            path = made(Path(folder) / f"{name}.xlsx", components, activities)
            size = f"{activities} activities ({path.stat().st_size / 1e6:.1f} MB)"
            tell(size, path, seconds, megabytes)
        households, *bounds = HOUSEHOLDS
        tell(f"{households} households", survey(Path(folder) / "survey", households), *bounds)


if __name__ == "__main__":
    main()
