"""Run all lessons again and store their results, so that running it twice changes nothing.

Usage: python scripts/run_notebooks.py [NOTEBOOK …]         (all of notebooks/ unless named)
       python scripts/run_notebooks.py --lang id [NAME …]   (04_telang, solutions/04_telang …)

Lessons in another language are written anew from the catalogues first, and then run.
"""

import sys
from pathlib import Path

import catalogues
import editions
import nbformat
import texts
from nbclient import NotebookClient


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


def translate(name: str, language: str) -> Path:
    """Write one lesson, by its name without ending, in another language; without results."""
    source = editions.notebooks() / f"{name}.ipynb"
    known = catalogues.sayings(language, f"lessons/{name}")
    book = nbformat.read(source, as_version=4)
    texts.translate(book, language, lambda text, context: known.get((text, context)))
    target = editions.notebooks(language) / f"{name}.ipynb"
    target.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(book, target)
    return target


def names() -> list[str]:
    """All lessons and solutions, by their names."""
    folder = editions.notebooks()
    return [p.relative_to(folder).with_suffix("").as_posix() for p in editions.lessons()]


def main() -> None:
    """Run the notebooks named, or all in every whole edition."""
    asked = sys.argv[1:]
    if asked[:1] == ["--lang"]:
        language = asked[1]
        lessons = [translate(name, language) for name in asked[2:] or names()]
    elif asked:
        lessons = [Path(name).resolve() for name in asked]
    else:
        lessons = editions.lessons()
        for language in editions.complete():
            lessons += [translate(name, language) for name in names()]
    for number, path in enumerate(lessons, start=1):
        print(f"{number}/{len(lessons)} {path.name}", flush=True)
        run(path)


if __name__ == "__main__":
    main()
