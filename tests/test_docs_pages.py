"""The pages that are made from lessons, tables and the command cannot drift from them."""

import csv
import inspect
import json
import os
import pkgutil
import re
import sys
from pathlib import Path

import pytest

if os.environ.get("CI") != "true":  # there it must be installed
    pytest.importorskip("sphinx")

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
sys.path.append(str(DOCS / "_ext"))

import command_help  # noqa: E402
import data_dictionary  # noqa: E402
import example_files  # noqa: E402
import lesson_tables  # noqa: E402
import search_words  # noqa: E402

from . import sources  # noqa: E402

LESSONS = {lesson.number: lesson for lesson in lesson_tables.lessons()}
ROLE = re.compile(r"\{lesson\}`(\d\d)(?: ([^`]+))?`")


def roles(page: Path) -> list[tuple[str, str]]:
    """What the role {lesson} names on a page: number and place."""
    return ROLE.findall(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("number", LESSONS)
def test_each_objective_of_a_lesson_is_shown_in_an_exercise_that_exists(number):
    lesson = LESSONS[number]
    assert len(lesson.objectives) >= 4
    assert lesson_tables.missing(lesson) == []
    assert lesson.checked <= set(lesson.exercises)


def notebook(path: Path, *cells: str) -> Path:
    """A notebook with these Markdown cells."""
    found = [{"cell_type": "markdown", "source": [cell]} for cell in cells]
    path.write_text(json.dumps({"cells": found}), encoding="utf-8")
    return path


def test_an_objective_without_its_exercise_is_found(tmp_path):
    start = (
        "# Look\n\n**About 10 minutes.**\n\n1. see it · exercise 1;\n2. say it · exercise 2.\n\n"
    )
    path = notebook(tmp_path / "01_look.ipynb", start + "**You need** eyes.", "**1 · Recall.** Hm?")
    lesson = lesson_tables.read_lesson(path)
    assert (lesson.title, lesson.minutes, lesson.needs) == ("Look", 10, "eyes.")
    assert lesson_tables.missing(lesson) == [2]


def test_a_lesson_that_does_not_say_how_long_it_takes_is_refused(tmp_path):
    path = notebook(tmp_path / "01_look.ipynb", "# Look\n\n**You need** eyes.")
    with pytest.raises(ValueError, match="01_look"):
        lesson_tables.read_lesson(path)


def test_every_place_in_a_lesson_that_a_page_names_exists():
    named = [
        (page.name, number, place)
        for page in DOCS.glob("*/**/*.md")
        if "_build" not in page.parts
        for number, place in roles(page)
    ]
    assert {number for _, number, _ in named} == set(LESSONS)
    for page, number, place in named:
        assert number in LESSONS, (page, number)
        if place and place != "short":
            assert lesson_tables.heading(LESSONS[number], place), (page, number, place)


def test_each_of_the_22_claims_leads_to_a_place_in_a_lesson():
    rows = re.findall(
        r"^\| (\d+) \|.*$", text := (DOCS / "teaching/claims.md").read_text("utf-8"), re.MULTILINE
    )
    assert sorted(map(int, rows)) == list(range(1, 23))
    for line in text.splitlines():
        if re.match(r"\| \d+ \|", line):
            assert any(place for _, place in ROLE.findall(line)), line


def test_the_plan_for_a_term_has_every_lesson():
    term = (DOCS / "teaching/syllabus.md").read_text("utf-8").split("## A term")[1]
    assert set(LESSONS) == {number for number, _ in ROLE.findall(term)}


def test_every_table_and_column_is_in_the_data_dictionary():
    package = json.loads((ROOT / "datasets/datapackage.json").read_text(encoding="utf-8"))
    described = {
        kind: {n: data_dictionary.table(f) for n, f in data_dictionary.resources(kind).items()}
        for kind in ("case", "framework")
    }
    for resource in package["resources"]:
        path = Path(resource["path"])
        kind = "framework" if path.parent.name == "framework" else "case"
        text = described[kind][path.stem]
        assert f"`{path.as_posix()}`" in text
        schema = resource["schema"]
        for field in [*schema["fields"], *schema.get("optionalFields", [])]:
            assert f"| `{field['name']}`" in text
            assert field["description"] in text
            for value in field.get("constraints", {}).get("enum", []):
                assert f"`{value}`" in text


def test_the_page_on_the_command_has_every_command_and_option():
    import typer

    from led_synergy.cli import app

    text = command_help.help_text(app, "led-synergy")
    for name, command in typer.main.get_command(app).commands.items():
        assert f"### `led-synergy {name}`" in text
        for parameter in command.params:
            for option in getattr(parameter, "opts", []):
                assert option in text


def test_every_module_has_a_page_in_the_reference():
    package = ROOT / "led_synergy"
    modules = {path.stem for path in package.glob("[a-z]*.py")} - {"cli"}
    modules |= {path.parent.name for path in package.glob("*/__init__.py")}
    pages = {path.stem for path in (DOCS / "reference/api").glob("*.md")}
    assert modules == pages
    listed = set(re.findall(r"^api/(\w+)$", (DOCS / "reference/api.md").read_text("utf-8"), re.M))
    assert listed == pages


# Cited by the paper after another work, or printed wrongly there and discussed as such.
NOT_WORKS = {("Laris", "2000"), ("Ode", "1912")}


def is_there(name: str) -> bool:
    """Whether a dotted name is what it says: a module of that name, or something in one."""
    try:
        found = pkgutil.resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return not inspect.ismodule(found) or found.__name__ == name


def test_every_dotted_name_in_prose_can_be_imported():
    pages = [*DOCS.glob("*.md"), *DOCS.glob("*/*.md"), *DOCS.glob("reference/api/*.md")]
    pages += [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("notebooks/**/*.ipynb")]
    named = {
        name: page.name
        for page in pages
        for name in re.findall(r"\bled_synergy(?:\.[A-Za-z]\w*)+", page.read_text(encoding="utf-8"))
        if not name.endswith(".whl")
    }
    assert len(named) > 25 and "led_synergy.widgets" in named
    assert {name: page for name, page in named.items() if not is_there(name)} == {}
    assert not is_there("led_synergy.builder")  # the older name of another room


def test_every_work_that_a_lesson_or_module_names_is_in_the_bibliography():
    bib = (DOCS / "references.bib").read_text(encoding="utf-8")
    entries = {
        (author, year)
        for entry in re.split(r"^@", bib, flags=re.MULTILINE)[1:]
        for year in re.findall(r"year = \{(\d{4})\}", entry)
        for author in re.findall(r"[\w'’]+", re.search(r"author = \{(.*)\}", entry)[1])
    }
    texts = [
        "".join(cell["source"])
        for path in (ROOT / "notebooks").glob("**/*.ipynb")
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "markdown"
    ]
    texts += [p.read_text(encoding="utf-8") for p in (ROOT / "led_synergy").rglob("*.py")]
    cited = re.compile(
        r"([A-Z][\w'’]+)(?:,(?: [A-Z]\.)+| et al\.| and others)? \((1[89]\d\d|20\d\d)\)"
    )
    named = {found for text in texts for found in cited.findall(text)} - NOT_WORKS
    assert len(named) > 15
    assert sorted(named - entries) == []


def test_the_example_files_are_made_and_say_that_they_are_fictional(tmp_path, monkeypatch):
    wanted = {name: example_files.FILES[name] for name in ("desa.xlsx", "laporan.html")}
    monkeypatch.setattr(example_files, "FILES", wanted)
    assert not example_files.fresh(tmp_path)
    example_files.make(tmp_path)
    example_files.make(tmp_path)  # a second build writes them again
    assert (tmp_path / "desa.xlsx").read_bytes()[:2] == b"PK"
    assert "fiktif" in (tmp_path / "laporan.html").read_text(encoding="utf-8").lower()


def test_every_example_file_is_linked_from_a_page():
    pages = (page for part in ("how-to", "teaching") for page in (DOCS / part).glob("*.md"))
    text = "".join(page.read_text(encoding="utf-8") for page in pages)
    assert {name for name in example_files.FILES if f"{{example}}`{name}`" in text} == set(
        example_files.FILES
    )


# -- English -----------------------------------------------------------------------------------

# A sentence that begins with who and asks nothing; a thing that stands where it is or is said.
BARE_WHO = re.compile(r"(?:^|[.!:;] |\| |- )Who(?:ever)? [a-z][^?|]*?[.;]\s", re.MULTILINE)
STANDS = re.compile(r"\b(?:stands?|standing)\b")


def test_the_pages_are_written_in_plain_english():
    pages = {p.relative_to(DOCS).with_suffix("").as_posix(): p for p in sources.text_files()}
    assert {"paper_map", "concepts/frame", "cases/telang", "teaching/claims"} < set(pages)
    for name in pages:
        text = re.sub(r"`[^`]*`", "", pages[name].read_text(encoding="utf-8"))
        assert not BARE_WHO.findall(text), name
        assert not STANDS.findall(text), name


def test_the_words_of_a_page_for_the_search_are_in_both_languages_and_on_one_page_only():
    with search_words.WORDS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["page"] for row in rows} >= {"about/sources", "how-to/cite", "paper_map"}
    assert all(row["en"] and row["id"] for row in rows)
    words = [word for page in search_words.words() for word in search_words.of_page(page)]
    assert sorted({word for word in words if words.count(word) > 1}) == []


@pytest.mark.parametrize("room", ["led_synergy/a.py", "datasets/a.csv", "docs/_ext/a.py"])
def test_pages_are_made_anew_when_the_package_its_data_or_an_extension_changed(room, tmp_path):
    import lesson_pages

    (tmp_path / "constraints.txt").touch()
    file = tmp_path / room
    file.parent.mkdir(parents=True)
    file.write_text("1")
    before = lesson_pages.state(tmp_path)
    file.write_text("2")
    assert lesson_pages.state(tmp_path) != before
