"""Run all lessons again and store their results, so that running it twice changes nothing.

Usage: python scripts/run_notebooks.py [NOTEBOOK …]   (all of notebooks/ unless named)
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

LESSONS = Path(__file__).resolve().parent.parent / "notebooks"


def run(path: Path) -> None:
    """Run one notebook in its own folder from a fresh kernel and write it in its normal form."""
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(path.parent)}}
    # What a cell prints may arrive in several pieces, at times that differ from run to run.
    NotebookClient(notebook, coalesce_streams=True, resources=resources).execute()
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},  # the version differs from machine to machine
        }
    )
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # times of day
    nbformat.validate(notebook)
    nbformat.write(notebook, path)


def main() -> None:
    """Run the notebooks named, or all."""
    named = [Path(name).resolve() for name in sys.argv[1:]]
    lessons = named or sorted(
        path for path in LESSONS.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts
    )
    for number, path in enumerate(lessons, start=1):
        print(f"{number}/{len(lessons)} {path.name}", flush=True)
        run(path)


if __name__ == "__main__":
    main()
