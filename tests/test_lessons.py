"""Lessons ask before they answer, begin with a picture, and leave a place to write."""

import re
from pathlib import Path

import nbformat
import pytest

from led_synergy import framework

from . import sources

NOTEBOOKS = framework.folder("notebooks")
NAMES = sorted(path.stem for path in NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
TASK = re.compile(r"^\*\*([1-9]) · ", re.MULTILINE)
# Bare "who", "stands" and "tells apart", which readers of English as a second language trip over.
BARE_WHO = re.compile(r"(?:^|[.!:;] |\| |- )Who(?:ever)? [a-z][^?|]*?[.;]\s", re.MULTILINE)
STIFF = re.compile(r"\b(?:stands?|standing|stood)\b")


def cells(name: str) -> list[nbformat.NotebookNode]:
    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells


def tags(cell: nbformat.NotebookNode) -> list[str]:
    return cell.metadata.get("tags", [])


def test_there_are_lessons_to_look_at():
    assert len(NAMES) == 15


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_begins_with_a_picture_and_five_questions_from_earlier_ones(name):
    title, picture, *rest = cells(name)
    assert title.source.startswith("# ")
    assert "notebook.setup()" in picture.source and "\ncharts." in picture.source
    assert "text/html" in drawn(picture)
    if name.startswith("00"):
        return  # nothing was taught before
    asked = next(cell for cell in rest if "**0 · Recall.**" in cell.source)
    choices = re.compile(r"^\d\. .*\*\*1\*\* .* · \*\*2\*\* .* · \*\*3\*\* ", re.MULTILINE)
    assert len(choices.findall(asked.source)) == 5
    assert f'check("{name[:2]}.0", [0, 0, 0, 0, 0])' in [cell.source for cell in rest]


def drawn(cell: nbformat.NotebookNode) -> set[str]:
    return {kind for output in cell.outputs for kind in output.get("data", ())}


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_ends_with_how_to_save_and_the_next_one(name):
    end = cells(name)[-1].source
    assert "Ctrl + S" in end and f"solutions/{name}.ipynb" in end
    after = NAMES[NAMES.index(name) + 1 :]
    assert f"({after[0]}.ipynb)" in end if after else "*Judge your own area*" in end


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_takes_75_minutes_at_most_and_says_how_to_go_on_another_day(name):
    start = cells(name)[0].source
    (minutes,) = re.findall(r"\*\*About (\d+) minutes\*\*; this is an estimate", start)
    assert int(minutes) <= 75
    assert "Run All Above Selected Cell" in start or "You can stop" not in start


@pytest.mark.parametrize("name", NAMES)
def test_an_open_task_has_a_place_to_write_before_its_points(name):
    found, seen = cells(name), 0
    for number, cell in enumerate(found):
        if cell.cell_type != "markdown" or not (task := TASK.search(cell.source)):
            continue
        below = found[number + 1]
        if below.cell_type == "code":  # checked, perhaps below a table
            codes = [c.source for c in found[number + 1 : number + 4] if c.cell_type == "code"]
            assert any(f'check("{name[:2]}.{task[1]}"' in code for code in codes), cell.id
            continue
        assert tags(below) == ["answer"] and below.source.startswith("*Write here"), cell.id
        assert "<details>" not in cell.source, cell.id
        seen += 1
    assert seen
    ids = [cell.id for cell in found if "answer" in tags(cell)]
    assert len(ids) == len(set(ids)) == seen


@pytest.mark.parametrize("name", NAMES)
def test_code_that_only_draws_is_folded_on_pages_and_in_the_lab(name):
    for cell in cells(name):
        if cell.cell_type == "code" and "hide-input" in tags(cell):
            assert cell.metadata.jupyter.source_hidden, cell.id
        assert ".explain()" not in cell.source or cell.cell_type == "markdown", cell.id
    assert any("hide-input" in tags(cell) for cell in cells(name))


def test_a_dozen_exercises_are_about_a_place_that_the_lesson_does_not_show():
    found = [
        cell.source for name in NAMES for cell in cells(name) if "· Transfer.** " in cell.source
    ]
    assert len(found) >= 12
    assert all("imaginary" in text for text in found)
    places = " ".join(found)
    for country in ("Kenya", "Wales", "Philippines", "Indonesia", "England"):
        assert country in places, country


@pytest.mark.parametrize("name", sources.LESSONS, ids=str)
def test_lessons_and_answers_are_written_in_plain_english(name: Path):
    for cell in nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells:
        if cell.cell_type == "markdown":
            assert not BARE_WHO.findall(cell.source), cell.source
            assert not STIFF.findall(cell.source), cell.source


@pytest.mark.parametrize("name", NAMES)
def test_each_rule_has_one_name(name):
    other = re.compile(r"system gate|rule of the prose|cautious rule\b(?! of)|strict rule", re.I)
    text = "\n".join(cell.source for cell in cells(name) if cell.cell_type == "markdown")
    assert not other.findall(text)


# -- Ask before you answer ---------------------------------------------------------------------

COMPARE = "<details><summary>Compare</summary>"


def predicted(name: str) -> list[tuple[nbformat.NotebookNode, nbformat.NotebookNode]]:
    """Each cell that answers a question of the text, with the text below it."""
    found, pairs, asked = cells(name), [], False
    for number, cell in enumerate(found):
        if cell.cell_type == "markdown":
            asked = "**Predict" in cell.source
        elif asked and "check(" not in cell.source and "widgets." not in cell.source:
            below = found[number + 1]
            if below.cell_type == "markdown":
                pairs.append((cell, below))
    return pairs


@pytest.mark.parametrize("name", NAMES)
def test_what_the_text_says_of_a_result_is_folded_until_the_reader_has_predicted(name):
    pairs = predicted(name)
    assert len(pairs) >= 3
    # Lists of what to notice, and of what a codebook is, answer no question.
    open_text = ("Some things to notice", "Why seventeen?")
    for cell, below in pairs:
        assert below.source.startswith((COMPARE, *open_text)), (cell.id, below.source[:60])


# What belongs together counts as one idea: the names of the categories, the dimensions and so on.
FAMILIES = {
    "categories": "category",
    "dimensions": "dimension",
    "factors": "factor",
    "effect_groups": "effect group",
    "rules": "rule",
}
OF_A_FAMILY = {
    "government_component": "sector",
    "community_component": "sector",
    "market": "sector",
    "system_dimension": "dimension",
    "shared_goal_dimension": "dimension",
    "process_dimension": "dimension",
    "effect_dimension": "dimension",
    "strict_rule": "rule",
    "reach_of_poor": "effect group",
}


def idea(term: str) -> str:
    family = [one for table, one in FAMILIES.items() if term in framework.keys(table)]
    return OF_A_FAMILY.get(term, family[0] if family else term)


def new_ideas() -> dict[str, set[str]]:
    """The ideas of the glossary that each lesson is the first to name in bold or italics."""
    names = {row["term"]: re.sub(r"\s*\(.*\)", "", row["en"]).lower() for row in GLOSSARY}
    known: set[str] = set()
    found = {}
    for lesson in NAMES:
        text = "\n".join(cell.source for cell in cells(lesson) if cell.cell_type == "markdown")
        marked = re.findall(r"\*\*([^*\n]+)\*\*|(?<!\*)\*([^*\n]+)\*(?!\*)", text)
        words = {(bold or italic).lower().strip(" .:") for bold, italic in marked}
        said = {idea(term) for term, word in names.items() if words & {word, f"{word}s"}}
        found[lesson] = said - known
        known |= said
    return found


GLOSSARY = framework.table("glossary")
IDEAS = new_ideas()


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_brings_nine_new_ideas_at_most(name):
    assert sum(map(len, IDEAS.values())) > 40  # the count sees something
    assert len(IDEAS[name]) <= 9, IDEAS[name]


def brackets_in_a_thousand_words(name: str) -> float:
    text = "\n".join(cell.source for cell in cells(name) if cell.cell_type == "markdown")
    for aside in (r"`[^`]*`", r"\]\([^)]*\)", r"\$[^$]*\$"):  # code, links, formulas
        text = re.sub(aside, "", text)
    return 1000 * text.count("(") / len(text.split())


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_has_at_most_half_of_the_brackets_of_its_first_edition(name):
    # The first edition had 19.2 in a thousand words.
    assert brackets_in_a_thousand_words(name) <= 9.6
