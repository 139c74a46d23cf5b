"""The site as files: it builds without a warning, no link is broken, and all lessons are there."""

import json
import re
import shutil
import subprocess
import zipfile
from email.parser import Parser
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import nbformat
import pytest

import led_synergy
from led_synergy import lab

from . import sources
from .sources import editions

HOUSE = Path(__file__).resolve().parent.parent
NOTEBOOKS = [name.with_suffix(".ipynb") for name in sources.LESSONS]
INSTALL = 'if sys.platform == "emscripten":\n    %pip install -q led_synergy openpyxl'


class Page(HTMLParser):
    """Addresses that a page leads to or loads, and the places in it that one can lead to."""

    def __init__(self, path):
        super().__init__()
        self.links, self.loads, self.places = [], [], set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.places |= {found[name] for name in ("id", "name") if found.get(name)}
        address = found.get("href") or found.get("src")
        if address and tag == "a":
            self.links.append(address)
        elif address and not (tag == "link" and found.get("rel") in ("canonical", "alternate")):
            self.loads.append(address)


@pytest.fixture(scope="module")
def pages(site):
    """What each page of the sources leads to and holds; one that is missing is an error."""
    found = {site / f"{name}.html" for name in sources.pages()}
    found |= set((site / "example").glob("*.html"))
    return {path: Page(path) for path in sorted(found)}


@pytest.fixture(scope="module")
def everything(site, pages):
    """The pages of every edition."""
    folders = [site / language for language in editions.complete()]
    found = {path for folder in folders for path in folder.rglob("*.html")}
    assert len(found) > len(folders) * 80
    return pages | {path: Page(path) for path in sorted(found) if "_static" not in path.parts}


@pytest.fixture(scope="module")
def listed(site):
    """All files in the indexes that the browser's Jupyter reads."""
    found = {}
    for index in (site / "lite" / "api" / "contents").rglob("all.json"):
        for entry in json.loads(index.read_text(encoding="utf-8"))["content"]:
            found[entry["path"]] = entry["type"]
    return found


# -- Pages -------------------------------------------------------------------------------------


def test_each_cell_that_shows_an_explorer_shows_it_on_the_page_and_no_page_holds_a_dead_view(site):
    tried = 0
    for name in sources.pages():
        text = (site / f"{name}.html").read_text(encoding="utf-8")
        views = len(sources.shown(name).explorers)
        assert text.count('class="led"') == views, name
        assert "widget-view+json" not in text and "widget-state+json" not in text, name
        tried += views
    assert tried >= len(sources.LESSONS) / 2  # a lesson has one, its answers have none


def test_only_the_search_page_loads_the_index_of_words_and_only_charts_load_vega(pages, site):
    for path, page in pages.items():
        loads = " ".join(page.loads)
        name = path.relative_to(site).with_suffix("").as_posix()
        assert ("searchindex.js" in loads) == (name == "search"), name
        charts = not name.startswith("example/") and sources.shown(name).charts
        assert ("vega.js" in loads) == bool(charts), name


def test_what_is_published_is_for_readers(site):
    assert not (site / ".doctrees").exists()
    assert not [path for path in site.rglob("*.map") if "lite" not in path.parts]
    assert not [path for path in site.rglob("*.woff2") if "lite" not in path.parts]


def test_no_table_has_an_empty_head(everything):
    seen = 0
    for path in everything:
        heads = re.findall(r"<th\b[^>]*>(.*?)</th>", path.read_text(encoding="utf-8"), re.DOTALL)
        said = [re.sub(r"<[^>]*>", "", head).strip() for head in heads]
        assert all(said), path.name
        seen += len(said)
    assert seen > len(everything)


def test_the_picture_of_the_readme_has_a_white_ground_and_no_frame_through_its_words():
    picture = (HOUSE / "docs" / "_static" / "side_by_side.svg").read_text(encoding="utf-8")
    width, height = re.search(r'width="([\d.]+)" height="([\d.]+)"', picture).groups()
    assert f'<rect width="{width}" height="{height}" fill="white"/>' in picture
    grounds = re.findall(r'<path class="background"[^>]*>', picture)
    assert grounds and not any("stroke=" in ground for ground in grounds)
    assert "docs/_static/side_by_side.svg" in (HOUSE / "README.md").read_text(encoding="utf-8")


def test_every_lesson_is_a_page_that_runs_and_downloads_its_own_notebook(site, pages):
    for name in NOTEBOOKS:
        path = site / "lessons" / name.with_suffix(".html")
        links = pages[path].links
        (run,) = [link for link in links if "/lite/" in link]
        assert parse_qs(urlsplit(run).query)["path"] == [f"lessons/{name.as_posix()}"]
        (download,) = [link for link in links if link.endswith(".ipynb") and link != run]
        got = (path.parent / download).read_bytes()
        assert got == lab.fresh((HOUSE / "notebooks" / name).read_bytes())
        assert not any(cell.get("outputs") for cell in json.loads(got)["cells"])


def test_no_page_loads_anything_from_another_host(site, everything):
    outside = {
        (path.name, address)
        for path, page in everything.items()
        for address in page.loads
        if urlsplit(address).netloc
    }
    assert not outside
    for path in (site / "_static").rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(url\(|@import )[\"']?(https?:)?//", text), path.name


def test_every_address_within_the_site_resolves(site, everything):
    broken = []
    for path, page in everything.items():
        for address in page.links + page.loads:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            place = unquote(parts.fragment)
            if not target.is_relative_to(site) or not target.exists():
                broken.append((path.name, address))
            elif place and target in everything and place not in everything[target].places:
                broken.append((path.name, address))
    assert not broken


# -- The browser edition -----------------------------------------------------------------------


def test_every_lesson_is_in_the_browser_edition_and_first_brings_the_package(site, listed):
    languages = (editions.SOURCE, *editions.complete())
    every = [path for language in languages for path in editions.lessons(language)]
    assert len(every) == len(languages) * len(NOTEBOOKS)
    for path in every:
        name = path.relative_to(HOUSE / "notebooks")
        place = f"lessons/{name.as_posix()}"
        assert listed[place] == "notebook"
        staged = nbformat.read(site / "lite" / "files" / place, as_version=4)
        nbformat.validate(staged)
        code = [cell for cell in staged.cells if cell.cell_type == "code"]
        assert code[0].source.endswith(INSTALL)
        assert not any(cell.outputs or cell.execution_count for cell in code)
        staged.cells.remove(code[0])
        wanted = lab.fresh(path.read_bytes()).decode()
        assert staged == nbformat.reads(wanted, as_version=4)


def test_every_table_is_in_the_browser_edition(site, listed):
    tables = sorted((HOUSE / "datasets").rglob("*.csv"))
    assert tables
    for path in tables:
        place = path.relative_to(HOUSE).as_posix()
        assert place in listed
        assert (site / "lite" / "files" / place).read_bytes() == path.read_bytes()


def test_a_reload_gives_a_fresh_lesson(site):
    settings = json.loads((site / "lite" / "jupyter-lite.json").read_text(encoding="utf-8"))
    data = settings["jupyter-config-data"]
    assert data["enableMemoryStorage"] is True
    assert data["contentsStorageDrivers"] == ["memoryStorageDriver"]


def test_the_browser_edition_draws_explorers_and_charts_from_its_own_files(site):
    extensions = site / "lite" / "extensions"
    assert (extensions / "@jupyter-widgets" / "jupyterlab-manager" / "package.json").exists()
    assert "window.vegaEmbed" in (extensions / "led_synergy" / "vega.js").read_text("utf-8")


@pytest.fixture(scope="module")
def wheels(site):
    return json.loads((site / "lite" / "pypi" / "all.json").read_text(encoding="utf-8"))


def test_the_browser_edition_has_one_wheel_of_this_version(site, wheels):
    (wheel,) = (site / "lite" / "pypi").glob("led_synergy*.whl")
    assert list(wheels["led-synergy"]["releases"]) == [led_synergy.__version__]
    assert f"-{led_synergy.__version__}-py3-none-any" in wheel.name
    documented = (site / "_static" / "documentation_options.js").read_text(encoding="utf-8")
    assert f"VERSION: '{led_synergy.__version__}'" in documented


def test_the_wheel_asks_only_for_what_the_browser_kernel_has(site):
    (wheel,) = (site / "lite" / "pypi").glob("led_synergy*.whl")
    with zipfile.ZipFile(wheel) as files:
        (name,) = [n for n in files.namelist() if n.endswith(".dist-info/METADATA")]
        asked = Parser().parsestr(files.read(name).decode()).get_all("Requires-Dist")
    needed = {re.match(r"[\w-]+", line)[0] for line in asked if "extra ==" not in line}
    # The kernel itself brings numpy and ipython.
    names = {"pandas", "numpy", "narwhals", "networkx", "altair", "ipywidgets", "ipython"}
    assert needed == names


# -- Mistakes are found ------------------------------------------------------------------------

GOOD = "# A page\n\nIt leads [home](index.md).\n"


def cell(code):
    return nbformat.v4.new_code_cell(code, id="a")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (GOOD, "1 / 1", []),
        (GOOD, "1 / 0", ["ExecutionError", "lesson"]),
        (
            GOOD.replace("index", "nowhere") + "\n{py:func}`led_synergy.no_such`\n",
            "1 / 1",
            ["nowhere", "no_such"],
        ),
    ],
    ids=["nothing", "an error in a lesson", "a missing page and a missing function"],
)
def test_the_build_fails_on(words, code, said, sphinx, tmp_path):
    (tmp_path / "index.md").write_text("# Home\n\n```{toctree}\npage\nlesson\n```\n", "utf-8")
    (tmp_path / "page.md").write_text(words, "utf-8")
    (tmp_path / "references.bib").touch()
    lesson = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("# A lesson", id="b"), cell(code)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(lesson, tmp_path / "lesson.ipynb")
    done = subprocess.run(
        [*sphinx, "-n", "-W", "--keep-going", "-q", "-b", "dummy"]
        + ["-c", HOUSE / "docs", tmp_path, tmp_path / "built"],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (done.returncode == 0) == (not said), done.stderr
    for word in said:
        assert word in done.stderr


INDEXED = """\
# A page

```{index} ! pohon masalah
```

Words.
"""


def test_a_second_build_keeps_the_index_of_terms(sphinx, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "index.md").write_text("# Home\n\n```{toctree}\npage\n```\n", "utf-8")
    (source / "page.md").write_text(INDEXED, "utf-8")
    (source / "references.bib").touch()
    found = []
    for _ in range(2):
        subprocess.run(
            [*sphinx, "-q", "-b", "html", "-d", tmp_path / "trees"]
            + ["-c", HOUSE / "docs", source, tmp_path / "built"],
            check=True,
            capture_output=True,
        )
        index = (tmp_path / "built" / "searchindex.js").read_text(encoding="utf-8")
        found.append(json.loads(index.removeprefix("Search.setIndex(").removesuffix(")")))
    first, second = (one["indexentries"] for one in found)
    assert "pohon masalah" in first
    assert second == first


def test_a_kernel_of_the_build_says_nothing_of_its_own_network(sphinx, tmp_path):
    lesson = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("# Home", id="b"), cell("1 + 1")],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(lesson, tmp_path / "index.ipynb")
    (tmp_path / "references.bib").touch()
    done = subprocess.run(
        [*sphinx, "-q", "-b", "dummy", "-c", HOUSE / "docs"] + [tmp_path, tmp_path / "built"],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_pages_can_be_translated(sphinx, tmp_path):
    shutil.copy(HOUSE / "docs" / "index.md", tmp_path)
    (tmp_path / "references.bib").touch()
    subprocess.run(
        [*sphinx, "-q", "-b", "gettext", "-D", "nb_execution_mode=off"]
        + ["-c", HOUSE / "docs", tmp_path, tmp_path / "words"],
        check=True,
        capture_output=True,
    )
    assert "Does the whole become more" in (tmp_path / "words" / "index.pot").read_text("utf-8")


def test_a_style_that_results_bring_along_stands_once_on_a_page(site):
    lessons = sorted((site / "lessons").glob("*.html"))
    found = {
        page.name: re.findall(r"<style>.*?</style>", page.read_text(encoding="utf-8"), re.DOTALL)
        for page in lessons
    }
    assert sum(any(".led-shown" in style for style in styles) for styles in found.values()) > 10
    assert [name for name, styles in found.items() if len(styles) > len({*styles})] == []


def test_a_table_that_a_page_works_out_is_in_words(site):
    pages = [
        p for folder in ("cases", "concepts", "how-to") for p in (site / folder).glob("*.html")
    ]
    shown = {page.name: page.read_text(encoding="utf-8") for page in pages}
    assert sum('class="led-rows' in text for text in shown.values()) >= 4
    heads = {
        (name, head)
        for name, text in shown.items()
        for table in re.findall(
            r'class="led-rows.*?</table>|class="[^"]*dataframe.*?</table>', text, re.DOTALL
        )
        for head in re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", table)
    }
    assert len(heads) > 50 and [head for head in heads if re.search(r"[a-z]_[a-z]", head[1])] == []
