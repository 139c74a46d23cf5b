"""What a page names leads to its place, and what the site offers is there (docs/_ext)."""

import csv
import io
import json
import re
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

pytest.importorskip("sphinx")
pytest.importorskip("myst_nb")

import led_synergy
from led_synergy import framework

HOUSE = Path(__file__).resolve().parent.parent
DOCS = HOUSE / "docs"
sys.path.append(str(DOCS / "_ext"))

import addresses  # noqa: E402
import cross_links  # noqa: E402
import downloads  # noqa: E402
import neighbours  # noqa: E402

PROBLEMS = set(framework.keys("source_problems"))
ID = re.compile(r"\b[A-G]\d{1,2}\b")
NOTEBOOKS = downloads.notebooks()
AREAS = ("telang", "batu_betumpang", "contoh")


class Page(HTMLParser):
    """Links of a page by where they lead, and register ids that stand in plain text."""

    VOID = {"br", "img", "input", "meta", "link", "hr", "col", "wbr", "source", "area"}

    def __init__(self, text):
        super().__init__()
        self.open, self.links, self.bare, self.text = [], [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "a":
            self.links.append(found | {"text": ""})
        if tag not in self.VOID:
            self.open.append((tag, found))

    def handle_endtag(self, tag):
        if tag in self.VOID:  # as in <br/>
            return
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tags = {tag for tag, _ in self.open}
        if tags & {"script", "style", "title", "head"}:
            return
        if "a" in tags:
            self.links[-1]["text"] += data
            return
        classes = {word for _, found in self.open for word in (found.get("class") or "").split()}
        drawn = any((found.get("id") or "").startswith("chart-") for _, found in self.open)
        # Charts and explorers draw their texts anew; code that a cell runs stays as it is.
        if not drawn and not classes & {"led", "cell_input", "sig"}:
            paper = r"\b(?:on|kertas|ukuran|pada) A4\b"
            self.bare += [i for i in ID.findall(re.sub(paper, "", data)) if i in PROBLEMS]

    def to(self, end):
        """The links whose address ends so."""
        return [link for link in self.links if (link.get("href") or "").endswith(end)]


@pytest.fixture(scope="module")
def pages(site):
    return {
        path.relative_to(site).as_posix(): Page(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
        if not path.relative_to(site).parts[0].startswith(("lite", "_", "example"))
    }


def page_of(notebook):
    """The page of a notebook."""
    name = notebook.relative_to(HOUSE / "notebooks").with_suffix(".html")
    return f"lessons/{name.as_posix()}"


def prose(notebook):
    """The Markdown of a notebook without its code."""
    cells = nbformat.read(notebook, as_version=4).cells
    text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return re.sub(r"```.*?```", "", text, flags=re.DOTALL)


# -- What a notebook names ---------------------------------------------------------------------


def test_every_register_id_of_a_notebook_is_a_link_to_its_row(pages):
    named = 0
    for notebook in NOTEBOOKS:
        said = [i for i in ID.findall(prose(notebook)) if i in PROBLEMS]
        for problem in set(said):
            links = pages[page_of(notebook)].to(f"source_problems.html#problem-{problem.lower()}")
            assert len(links) >= said.count(problem), (notebook.name, problem)
            assert all(link.get("title") for link in links), (notebook.name, problem)
        named += len(said)
    assert named > 150


def test_no_register_id_stands_on_any_page_without_a_link(pages):
    assert not {name: page.bare for name, page in pages.items() if page.bare}
    seen = Page("<p>See D8.</p>")  # a plain id would be found
    assert seen.bare == ["D8"]


def test_every_lesson_that_a_notebook_names_is_a_link(pages):
    named = 0
    for notebook in NOTEBOOKS:
        words = re.sub(r"\[[^\]]*\]\([^)]*\)", "", prose(notebook))  # links of its own
        for group in re.findall(cross_links._LESSON, words):
            for number in set(re.findall(r"\d\d", group)) - {notebook.name[:2]}:
                (lesson,) = (HOUSE / "notebooks").glob(f"{number}_*.ipynb")
                links = pages[page_of(notebook)].to(f"{lesson.stem}.html")
                # Those of the sidebar and of the foot of the page do not count.
                links = [link for link in links if "to-lesson" in link["class"]]
                assert links and all(link["title"] for link in links), (notebook.name, number)
                named += 1
    assert named > 40


def test_every_page_that_a_notebook_names_is_a_link(pages):
    named = [
        (notebook, title)
        for notebook in NOTEBOOKS
        for title in re.findall(r"the page \*([^*]+)\*", prose(notebook))
    ]
    assert named
    for notebook, title in named:
        links = [k for k in pages[page_of(notebook)].links if k["text"] == title]
        assert [link for link in links if "to-page" in link["class"]], title


def test_words_of_the_glossary_are_links_with_their_meaning(pages):
    known = {row["term"].replace("_", "-") for row in framework.table("glossary")}
    for notebook in NOTEBOOKS:
        if "solutions" in notebook.parts:
            continue
        links = [k for k in pages[page_of(notebook)].links if "#term-" in (k.get("href") or "")]
        assert len(links) >= 5, notebook.name
        for link in links:
            assert link["href"].partition("#term-")[2] in known
            assert link["title"]


# -- Around a page -----------------------------------------------------------------------------


def test_every_lesson_leads_to_its_answers_marking_areas_and_data(pages):
    lessons = [n for n in NOTEBOOKS if "solutions" not in n.parts]
    assert lessons
    for notebook in lessons:
        page, text = pages[page_of(notebook)], notebook.read_text(encoding="utf-8")
        assert page.to(f"solutions/{notebook.stem}.html")
        assert page.to("teaching/marking.html")
        loaded = [a for a in AREAS if f'load_case(\\"{a}\\")' in text]
        for area in loaded:
            assert page.to(f"downloads.html#data-{area.replace('_', '-')}"), (notebook.name, area)
            if area != "contoh":
                assert page.to(f"cases/{area}.html")
        answers = pages[f"lessons/solutions/{notebook.stem}.html"]
        assert answers.to(f"../{notebook.stem}.html") and answers.to("teaching/marking.html")


def test_every_page_on_an_idea_or_an_area_leads_to_a_lesson_and_to_tables(pages):
    ideas = [name for name in pages if name.startswith("concepts/") and "index" not in name]
    assert len(ideas) > 5
    for name in (*ideas, "cases/telang.html", "cases/batu_betumpang.html"):
        addresses_of = [link.get("href") or "" for link in pages[name].links]
        assert any(re.search(r"lessons/\d\d_\w+\.html", a) for a in addresses_of), name
    for area in AREAS[:2]:
        for table in downloads.tables(area):
            assert pages[f"cases/{area}.html"].to(f"datasets/{area}/{table}.csv"), table


# -- What can be taken away --------------------------------------------------------------------


def test_every_table_is_a_file_beside_its_entry_in_the_dictionary(site, pages):
    package = json.loads((HOUSE / "datasets" / "datapackage.json").read_text(encoding="utf-8"))
    assert len(package["resources"]) > 40
    for resource in package["resources"]:
        kind = "framework" if resource["path"].startswith("framework/") else "case"
        (link,) = pages[f"reference/{kind}-tables.html"].to(f"datasets/{resource['path']}")
        assert "download" in link
        there = site / "datasets" / resource["path"]
        assert there.read_bytes() == (HOUSE / "datasets" / resource["path"]).read_bytes()


def test_every_table_of_the_paper_can_be_had_from_the_paper_map(pages):
    for number in ("2.1", "4.1", "4.2", "4.3", "4.4"):
        assert f"Table {number} as CSV" in (DOCS / "paper_map.md").read_text(encoding="utf-8")
    assert len([k for k in pages["paper_map.html"].links if "download" in k]) >= 16


def test_every_column_has_an_address_of_its_own(site):
    package = json.loads((HOUSE / "datasets" / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        path = Path(resource["path"])
        kind = "framework" if path.parent.name == "framework" else "case"
        text = (site / "reference" / f"{kind}-tables.html").read_text(encoding="utf-8")
        for field in resource["schema"]["fields"]:
            anchor = cross_links.column_anchor(kind, path.stem, field["name"])
            assert text.count(f'id="{anchor}"') == 1


def test_the_archive_of_lessons_holds_all_of_them_without_results(site):
    with zipfile.ZipFile(site / "files" / "led_synergy_lessons.zip") as archive:
        assert len(archive.namelist()) == len(NOTEBOOKS) > 20
        for name in archive.namelist():
            notebook = nbformat.reads(archive.read(name).decode(), as_version=4)
            nbformat.validate(notebook)
            code = [cell for cell in notebook.cells if cell.cell_type == "code"]
            assert code and not any(cell.outputs or cell.execution_count for cell in code)


def test_the_archive_of_data_loads_as_an_area(site, tmp_path):
    with zipfile.ZipFile(site / "files" / "led_synergy_data.zip") as archive:
        archive.extractall(tmp_path)
    assert led_synergy.load_case(tmp_path / "datasets" / "contoh").profile
    with zipfile.ZipFile(site / "files" / "telang.zip") as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("datasets/telang/about.csv").decode())))
    assert rows


def test_the_same_content_makes_the_same_archive(tmp_path):
    for name in ("one.zip", "two.zip"):
        downloads.ARCHIVES["telang.zip"](tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_every_file_offered_is_linked_from_the_downloads_and_is_there(site, pages):
    links = {link.get("href") for link in pages["reference/downloads.html"].links}
    for name, place in downloads.FILES.items():
        assert f"../{place}" in links, name
        assert (site / place).exists(), name


def test_the_whole_course_is_one_page_whose_places_are_unlike(site):
    text = (site / "lessons" / "course.html").read_text(encoding="utf-8")
    ids = re.findall(r'\sid="([^"]+)"', re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL))
    assert len(ids) == len(set(ids)) > 100
    lessons = [n for n in NOTEBOOKS if "solutions" not in n.parts]
    assert [i for i in ids if i.startswith("lesson-")] == [f"lesson-{n.name[:2]}" for n in lessons]
    for target in re.findall(r'href="#([^"]+)"', text):
        assert target in ids, target
    drawn = set(re.findall(r'<div id="(chart-[^"]+)"', text))
    asked = set(re.findall(r'\}\)\("(chart-[^"]+)"', text))  # by its script, see chart.js
    assert drawn == asked and len(drawn) > 20
    assert f"led_synergy {led_synergy.__version__} · 20" in text and "CC BY 4.0" in text


def test_the_install_page_names_the_wheel_of_this_version():
    page = (DOCS / "how-to" / "install.md").read_text(encoding="utf-8")
    wheels = set(re.findall(r"led_synergy-([\d.]+)-py3-none-any\.whl", page))
    assert wheels == {led_synergy.__version__}


def test_entries_for_a_list_of_references_can_be_copied(pages, site):
    text = (site / "how-to" / "cite.html").read_text(encoding="utf-8")
    assert text.count("highlight-bibtex") == 2
    assert "copybutton.js" in text
    assert f"version = {{{led_synergy.__version__}}}" in downloads.package_entry()
    assert "url = {https://x.example/}" in downloads.package_entry("https://x.example/")
    assert "url" not in downloads.package_entry()


def test_works_with_an_address_of_their_own_lead_there(pages):
    bib = (DOCS / "references.bib").read_text(encoding="utf-8")
    given = re.findall(r"(?:doi|url) = \{([^}]+)\}", bib)
    assert len(given) >= 11
    links = [k["href"] for k in pages["reference/bibliography.html"].links if k.get("href")]
    for address in given:
        assert any(link.endswith(address) for link in links), address


def test_a_link_to_another_site_says_so(pages):
    outside = [
        link
        for page in pages.values()
        for link in page.links
        if re.match("https?://", link.get("href") or "")
    ]
    assert len(outside) > 10
    assert all("external" in link.get("rel", "") for link in outside)


# -- How a link is made ------------------------------------------------------------------------


@pytest.fixture
def linker():
    """A linker for a small site of two pages."""
    made = cross_links.Targets(
        problems={
            i: cross_links.Place("register", f"problem-{i.lower()}", i) for i in ("A4", "D8")
        },
        lessons={n: cross_links.Place(f"lessons/{n}", tip="A title") for n in ("05", "06")},
        pages={"judge your own area": cross_links.Place("register")},
        words={
            n: cross_links.Place("words", "term-x", "meant") for n in ("Village elite", "Pokja")
        },
        code={"judgements": cross_links.Place("register", "case-judgements")},
        python={"led.classify": cross_links.Place("register", "f")},
    )
    made.spoken = re.compile(
        f"(?P<problem>{cross_links._PROBLEM})|(?P<lesson>{cross_links._LESSON})"
        r"|(?P<word>(?i:village\s+elite)s?|Pokja)"
    )
    builder = SimpleNamespace(
        get_target_uri=lambda page: f"{page}.html",
        get_relative_uri=lambda page, to: f"{to}.html",
    )
    env = SimpleNamespace(all_docs={"register", "words", "lessons/05", "lessons/06", "here"})
    return cross_links.Linker(SimpleNamespace(builder=builder, env=env), made, "here")


@pytest.mark.parametrize(
    ("html", "links"),
    [
        ("<p>See D8 (D8).</p>", 2),
        ("<p>Print it on A4; A4 is an entry.</p>", 1),
        ('<p><a href="x">D8</a></p>', 0),
        ('<div class="cell_input"><pre>D8</pre></div><p>D8</p>', 1),
        ('<div class="led"><p>D8</p></div><table><tr><td>D8</td></tr></table>', 1),
        ('<div id="chart-1"><p>D8</p></div>', 0),
        ("<script>a < b; 'D8'</script><p>x &lt; D8</p>", 1),
        ("<p>Z9 D80 AD8 D8a</p>", 0),
        ("<p>lessons 05, 06 and 99</p>", 2),
        ("<p>Lesson 05 and lesson 06</p>", 2),
        ("<p>The page <em>Judge your own area</em></p>", 1),
        ("<section><p>village elites, village elite</p></section>", 1),
        ("<section><p>Village elite</p></section><section><p>Village elite</p></section>", 2),
        ("<h2>Village elite</h2>", 0),
        ("<p>the Pokja, a pokja</p>", 1),
        ("<p><code>judgements</code> <code>led.classify(p)</code> <code>D8</code></p>", 3),
        ("<p><code>nothing</code></p>", 0),
    ],
)
def test_a_link_is_made_where_a_reader_expects_it(linker, html, links):
    written = linker.write(html)
    assert written.count("<a ") - html.count("<a ") == links
    assert re.sub(r"</?a\b[^>]*>", "", written) == re.sub(r"</?a\b[^>]*>", "", html)


def test_a_lesson_does_not_lead_to_itself(linker):
    linker.page = "lessons/05"
    assert linker.write("<p>lesson 05</p>") == "<p>lesson 05</p>"


# -- One setting for all addresses -------------------------------------------------------------


@pytest.mark.parametrize(
    ("project", "edit"),
    [
        ("https://github.com/a/b", "https://github.com/a/b/edit/main/docs/glossary.md"),
        ("https://gitlab.com/a/b", "https://gitlab.com/a/b/-/edit/main/docs/glossary.md"),
        ("https://codeberg.org/a/b", "https://codeberg.org/a/b/_edit/main/docs/glossary.md"),
        ("", None),
    ],
)
def test_a_page_leads_to_its_source_where_the_project_has_an_address(project, edit):
    assert addresses.links(project, "glossary").get("edit") == edit


def test_the_source_of_a_lesson_is_its_notebook():
    for notebook in NOTEBOOKS:
        page = page_of(notebook).removesuffix(".html")
        assert (HOUSE / addresses.source(page)).exists()
    assert addresses.source("genindex") == ""


def test_lessons_and_pages_that_belong_together_are_found():
    named = neighbours.named_lessons()
    assert "03" in named["concepts/categories"] and "08" in named["concepts/participation"]
    assert len([page for page, numbers in named.items() if numbers]) > 10


@pytest.mark.parametrize("home", ["", "https://x.example/led/"])
def test_with_and_without_an_address_nothing_is_broken(home, tmp_path, monkeypatch, sphinx):
    import subprocess

    (tmp_path / "index.md").write_text(
        "# Home\n\nIf something keeps you out, open an issue on the page of the project.\n\n"
        "```{toctree}\n404\n```\n",
        encoding="utf-8",
    )
    (tmp_path / "404.md").write_text((DOCS / "404.md").read_text("utf-8").partition("[")[0])
    (tmp_path / "references.bib").touch()
    for folder in ("_static", "_templates"):
        (tmp_path / folder).symlink_to(DOCS / folder)
    monkeypatch.setenv("LED_SYNERGY_SITE_URL", home)
    monkeypatch.setenv("LED_SYNERGY_PROJECT_URL", home and "https://github.com/a/b")
    options = ["-D", "led_synergy_editions.en=", "-D", "led_synergy_editions.id=id/"]
    done = subprocess.run(
        [*sphinx, "-n", "-W", "-q", "-b", "html", "-c", DOCS]
        + [*options, tmp_path, tmp_path / "site"],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    site = tmp_path / "site"
    text = (site / "index.html").read_text(encoding="utf-8")
    assert (site / ".nojekyll").exists() and 'name="description"' in text
    assert "open an issue" in text
    for said in (
        '<link rel="canonical" href="https://x.example/led/index.html"',
        '<meta property="og:image" content="https://x.example/led/_static/card.png"',
        'hreflang="id" href="https://x.example/led/id/index.html"',
        'href="https://github.com/a/b/issues/new">open an issue</a>',
        'href="https://github.com/a/b"',
    ):
        assert (said in text) == bool(home), said
    assert ('<base href="/led/">' in (site / "404.html").read_text("utf-8")) == bool(home)
    for name in ("sitemap.xml", "robots.txt", "_static/card.png"):
        assert (site / name).exists() == bool(home), name
    if home:
        found = (site / "sitemap.xml").read_text(encoding="utf-8")
        assert "<loc>https://x.example/led/index.html</loc>" in found and "404" not in found
        told = (site / "robots.txt").read_text(encoding="utf-8")
        for folder in ("", "id/"):
            assert f"Sitemap: https://x.example/led/{folder}sitemap.xml\n" in told


def test_every_page_says_its_licence_its_version_and_its_day(pages, site):
    for name in ("index.html", "lessons/00_start_here.html", "reference/api/case.html"):
        text = (site / name).read_text(encoding="utf-8")
        footer = text.partition('class="site-footer"')[2]
        assert led_synergy.__version__ in footer and "CC BY 4.0" in footer
        assert re.search(r'datetime="20\d\d-\d\d-\d\d"', footer)
        assert 'href="' in text and "mark.svg" in text.partition("</head>")[0]
