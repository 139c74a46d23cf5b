"""Run lessons again and store their results, so that running it twice changes nothing.

Lessons in another language are written anew from the catalogues first, and then run.
"""

import argparse
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
    """Run the lessons named, or all, in English and in every whole edition, or in one language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "name", nargs="*", help="04_telang, solutions/04_telang …; all unless named"
    )
    every = [editions.SOURCE, *editions.languages()]
    parser.add_argument("--lang", choices=every, help="in this language only")
    asked, known = parser.parse_args(), names()
    chosen = [name.removesuffix(".ipynb").removeprefix("notebooks/") for name in asked.name]
    if unknown := [name for name in chosen if name not in known]:
        parser.error(f"no such lesson: {', '.join(unknown)}. There are: {', '.join(known)}.")
    lessons = [
        editions.notebooks() / f"{name}.ipynb"
        if language == editions.SOURCE
        else translate(name, language)
        for language in ([asked.lang] if asked.lang else [editions.SOURCE, *editions.complete()])
        for name in chosen or known
    ]
    for number, path in enumerate(lessons, start=1):
        print(f"{number}/{len(lessons)} {path.relative_to(editions.HOUSE)}", flush=True)
        run(path)


if __name__ == "__main__":
    main()
