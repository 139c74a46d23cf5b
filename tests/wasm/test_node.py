"""Every lesson and solution, in each language, runs to its end in WebAssembly, under Node.

The cells must show the same kinds of output as those stored in the repository, which nbval compares
with the Python of a computer; charts and explorers must say the same. Tables may differ in their
spaces: the rig has pandas 2.
"""

import json
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest

from ..browser.conftest import lacking
from .conftest import HOUSE, SOURCE, complete, lessons

HERE = Path(__file__).resolve().parent
NOTEBOOKS = sorted(
    path.relative_to(HOUSE / "notebooks").as_posix()
    for language in (SOURCE, *complete())
    for path in lessons(language)
)


def run(rig, wheels, notebooks):
    """One process of Node; its Python is ready after some seconds, and then runs one by one."""
    command = ["node", HERE / "run.mjs", rig / "pyodide", HERE / "run.py"]
    named = ",".join(str(wheel) for wheel in wheels)
    done = subprocess.run(
        [*command, named, *notebooks],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=1200,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


@pytest.fixture(scope="module")
def ran(rig, staged):
    """What became of each staged lesson, by its name."""
    if shutil.which("node") is None:
        lacking("node")
    folder = staged / "files" / "lessons"
    wheels = [*(rig / "wheels").glob("*.whl"), *(staged / "pypi").glob("led_synergy*.whl")]
    notebooks = sorted(folder.rglob("*.ipynb"))
    with ThreadPoolExecutor(2) as both:
        halves = [notebooks[half::2] for half in (0, 1)]
        found = both.map(lambda half: run(rig, wheels, half), halves)
    return {
        Path(one["notebook"]).relative_to(folder).as_posix(): one for half in found for one in half
    }


def test_every_notebook_of_the_repository_ran_and_no_other(ran):
    assert len(NOTEBOOKS) >= 26 * len((SOURCE, *complete()))
    assert sorted(ran) == NOTEBOOKS


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_lesson_runs_to_its_end_and_shows_what_is_stored(ran, name):
    assert ran[name]["error"] == ""
    assert ran[name]["pip"] == ["install -q led_synergy openpyxl"]
    cells = ran[name]["cells"]
    looked_at = 0
    for cell in nbformat.read(HOUSE / "notebooks" / name, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        shown = [output.data for output in cell.outputs if "data" in output]
        assert cells[cell.id]["kinds"] == [sorted(data) for data in shown], cell.source
        for data, text in zip(shown, cells[cell.id]["texts"], strict=True):
            if 'class="dataframe"' not in data.get("text/html", "") and "dtype:" not in text:
                assert text == data["text/plain"], cell.source
                looked_at += 1
        looked_at += bool(cells[cell.id]["stdout"])
    assert looked_at


def test_lesson_14_reaches_its_end_with_workbook_and_report(ran):
    printed = [cell["stdout"] for cell in ran["14_your_own_area.ipynb"]["cells"].values()]
    assert "['my_area.xlsx', 'report.html']\n" in printed
