"""The promise of the check over thousands of spoilt cases: nothing refused or broken after it.

Each input is a small workbook or folder that was spoilt as people do (`tests/mutations.py`). Prints
how many could not be read, had mistakes or were clean, and every breach: a traceback, a row that is
neither kept nor told, a refusal by assess, compare or report after a check without a mistake.
Run with `python benchmarks/mutations.py [how many] [the first]`.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import mutations

DRAWN = 20  # of so many, one is drawn with its charts


def main(many: int = 2000, first: int = 0) -> int:
    """One line for each breach, then the counts; how many breaches there were."""
    outcome: Counter[str] = Counter()
    breaches = 0
    for seed in range(first, first + many):
        with tempfile.TemporaryDirectory() as folder:
            path = mutations.mutated("id" if seed % 2 else "en", seed, Path(folder))
            try:
                kind, broken = mutations.promise(path, draw=seed % DRAWN == 0)
            except Exception as error:
                kind, broken = "traceback", [repr(error)[:300]]
        outcome[kind] += 1
        breaches += len(broken)
        for words in broken:
            print(f"MISSED seed {seed} ({kind}): {words}", flush=True)
    counts = ", ".join(f"{kind} {n}" for kind, n in sorted(outcome.items()))
    print(
        f"{'MISSED' if breaches else 'ok    '} {many} spoilt cases: {counts}; breaches {breaches}"
    )
    return breaches


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:]))))
