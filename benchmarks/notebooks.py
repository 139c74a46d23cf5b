"""How long a lesson takes from a fresh kernel, and how long comparing all of them takes (issue 3).

The lessons in English are measured; those in another language run the same code. Each notebook is
run in turn with an empty one, whose time is that of starting a kernel on this machine at this
moment. Nothing is written. Run with `make bench`, or for some notebooks only:
`python benchmarks/notebooks.py notebooks/03_*.ipynb` (the comparison is then left out).
"""

import subprocess
import sys
from pathlib import Path
from time import perf_counter

import nbformat
from nbclient import NotebookClient

LESSONS = Path(__file__).resolve().parent.parent / "notebooks"
LESSON, SUITE = 20, 240  # seconds, at most


def seconds(notebook: nbformat.NotebookNode, folder: Path) -> float:
    """How long a notebook runs from a fresh kernel."""
    start = perf_counter()
    NotebookClient(notebook, resources={"metadata": {"path": str(folder)}}).execute()
    return perf_counter() - start


def verdict(found: float, goal: float) -> str:
    """Whether a goal is met."""
    return "ok" if found <= goal else f"MISSED: at most {goal}"


def main() -> None:
    """One line for each notebook, and one for nbval over all of them."""
    named = [Path(name).resolve() for name in sys.argv[1:]]
    every = [*sorted(LESSONS.glob("*.ipynb")), *sorted(LESSONS.glob("solutions/*.ipynb"))]
    empty = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("pass")])
    print(f"{'notebook':<42}{'seconds':>8}{'empty':>8}")
    for path in named or every:
        bare = seconds(empty, LESSONS)
        found = seconds(nbformat.read(path, as_version=4), path.parent)
        name = f"{'solutions/' if path.parent.name == 'solutions' else ''}{path.name}"
        print(f"{name:<42}{found:>8.1f}{bare:>8.1f}  {verdict(found, LESSON)}", flush=True)
    if not named:
        start = perf_counter()
        command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", *map(str, every)]
        done = subprocess.run([sys.executable, *command], cwd=LESSONS.parent, capture_output=True)
        found = perf_counter() - start
        result = "passed" if done.returncode == 0 else "with failures"
        line = f"{f'nbval over all {len(every)}, {result}':<42}{found:>8.1f}"
        print(f"{line}{'':>8}  {verdict(found, SUITE)}")


if __name__ == "__main__":
    main()
