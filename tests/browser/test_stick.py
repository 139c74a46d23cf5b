"""A copy of the site for a stick: it reads by double-click, and says what it cannot."""

import datetime
import json
import re
import shutil
import sys

import pytest

from ..daily import WHOLE
from .conftest import HOUSE
from .test_site import LESSON

sys.path.insert(0, str(HOUSE / "scripts"))
DAY = datetime.date.today().toordinal() % 8
PYODIDE = HOUSE / "node_modules" / "pyodide"  # the interpreter alone, of the version of the kernel


@pytest.fixture(scope="module")
def stick(site, tmp_path_factory):
    """The copy without Python, and what was said of it."""
    import make_stick

    target = tmp_path_factory.mktemp("drive") / "site"
    said = make_stick.make(site, target)
    return target, said


def names(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_copy_holds_all_of_the_site_that_a_reader_needs(site, stick):
    target, said = stick
    left_out = {n for n in names(site) if n.endswith((".map", ".buildinfo")) or ".doctrees/" in n}
    assert names(target) == names(site) - left_out | {"README.txt"}
    assert "Without a network lessons do not run" in said and "make stick PYODIDE=" in said
    readme = (target / "README.txt").read_text(encoding="utf-8")
    assert "Without a network lessons do not run" in readme
    assert "Tanpa jaringan pelajaran tidak dapat dijalankan" in readme


def test_by_double_click_every_page_draws_its_charts_and_answers(stick, watched):
    target, _ = stick
    page, drawn = watched.page, 0
    pages = [n for n in names(target) if n.endswith(".html") and not n.startswith(("lite/", "_"))]
    charts = [n for n in sorted(pages) if 'id="chart-' in (target / n).read_text("utf-8")]
    # Of the twins of these pages in another language a few each day, once a week all of them.
    charts = [n for place, n in enumerate(charts) if n[:3] != "id/" or WHOLE or place % 8 == DAY]
    assert f"{LESSON}.html" in charts and len(charts) > 15
    for name in charts:
        page.goto((target / name).as_uri())
        boxes = "[...document.querySelectorAll('[id^=chart-]')]"
        page.wait_for_function(f"{boxes}.every(box => box.querySelector('svg.marks'))")
        drawn += page.locator("[id^=chart-] svg.marks").count()
    assert drawn > 20
    page.goto((target / "index.html").as_uri())
    explorer = page.locator(".led").first
    before = explorer.inner_text()
    select = explorer.locator("select").first
    select.select_option(select.evaluate("s => [...s.options].find(o => !o.selected).value"))
    assert explorer.inner_text() != before
    for name in ("id/index.html", "index.html"):
        page.locator("a.edition").click()
        page.wait_for_url((target / name).as_uri())
    assert watched.outside == []


def test_by_double_click_the_bar_says_that_a_lesson_needs_a_server(stick, watched):
    target, _ = stick
    watched.page.goto((target / f"{LESSON}.html").as_uri())
    watched.page.get_by_role("link", name="Run in the browser").click()
    told = watched.page.locator(".lesson-bar [role=status]")
    told.filter(has_text="cannot run from a file").wait_for()
    assert told.get_by_role("link").get_attribute("href").endswith("how-to/without-network.html")


def other_version(folder):
    text = (folder / "pyodide.mjs").read_text(encoding="utf-8")
    (folder / "pyodide.mjs").write_text(re.sub(r'"\d+\.\d+\.\d+"', '"0.27.7"', text), "utf-8")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda folder: None, r"is not whole\. It lacks .*pandas-"),
        (lambda folder: (folder / "pyodide.mjs").unlink(), "it has no pyodide.mjs"),
        (lambda folder: (folder / "pyodide-lock.json").unlink(), "it has no pyodide-lock.json"),
        (other_version, r"is Pyodide 0\.27\.7; the kernel of the site needs \d"),
    ],
    ids=["the interpreter alone", "no program", "no list", "another version"],
)
def test_a_pyodide_with_which_lessons_would_not_run_is_refused(site, tmp_path, change, said):
    import make_stick

    given = tmp_path / "pyodide"
    shutil.copytree(PYODIDE, given)
    change(given)
    with pytest.raises(SystemExit, match=said):
        make_stick.make(site, tmp_path / "stick", given)
    assert not (tmp_path / "stick").exists()


def test_a_folder_that_is_no_copy_of_the_site_is_not_written_over(site, tmp_path):
    import make_stick

    (tmp_path / "mine.txt").touch()
    with pytest.raises(SystemExit, match="is no copy of the site"):
        make_stick.make(site, tmp_path)
    assert (tmp_path / "mine.txt").exists()


def test_a_whole_pyodide_is_where_the_kernel_looks_for_it(site, tmp_path):
    import make_stick

    given = tmp_path / "pyodide"
    shutil.copytree(PYODIDE, given)
    packages = json.loads((given / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"]
    for package in packages.values():  # here only their names; make wasm runs real ones
        (given / package["file_name"]).touch()
    said = make_stick.make(site, tmp_path / "stick", given)
    assert "Lessons run without a network" in said
    lite = tmp_path / "stick" / "lite"
    settings = json.loads((lite / "jupyter-lite.json").read_text(encoding="utf-8"))
    (plugin,) = settings["jupyter-config-data"]["litePluginSettings"].values()
    assert (lite / plugin["pyodideUrl"]).exists()
    assert (lite / plugin["pyodideUrl"]).with_name(packages["pandas"]["file_name"]).exists()
    assert "https:" not in json.dumps(plugin)
