"""The lessons of another edition, as stored: they check, hint and speak in their language.

What is stored is what the lessons give, by strict nbval (scripts/check_lessons.py). That they have
the cells of the English ones is in test_translation.py.
"""

import csv
import html
import re
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import nbformat
import pytest

from led_synergy import exercises, framework

HOUSE = Path(__file__).resolve().parent.parent
sys.path.append(str(HOUSE / "scripts"))

import catalogues  # noqa: E402
import editions  # noqa: E402
import pseudo  # noqa: E402

EDITIONS = editions.COMPLETE
EVERY = [(language, path) for language in EDITIONS for path in editions.lessons(language)]


def named(value):
    return value.relative_to(editions.HOUSE).as_posix() if isinstance(value, Path) else None


def cells(path):
    return nbformat.read(path, as_version=4).cells


def test_there_is_an_edition_to_look_at():
    assert EDITIONS
    assert len(EVERY) == len(EDITIONS) * len(editions.lessons())


@pytest.mark.parametrize(("language", "path"), EVERY, ids=named)
def test_a_lesson_sets_its_language_before_it_shows_anything(language, path):
    first = next(cell for cell in cells(path) if cell.cell_type == "code")
    assert f'notebook.setup("{language}")' in first.source


# -- Answers and hints -----------------------------------------------------------------------------


def worked(language):
    """Each call of `check` in the worked answers, and what the stored result says of it."""
    for path in editions.lessons(language):
        if path.parent.name == "solutions":
            for cell in cells(path):
                asked = re.findall(r'\bcheck\("(\d\d\.\d)"', cell.get("source", ""))
                if cell.cell_type == "code" and asked:
                    said = [o.data["text/plain"] for o in cell.outputs if "data" in o]
                    yield asked[-1], said[-1]


@pytest.mark.parametrize("language", [editions.SOURCE, *EDITIONS])
def test_every_worked_answer_is_right_in_every_edition(language):
    found = list(worked(language))
    recalled = {exercise for exercise in framework.keys("exercises") if exercise.endswith(".0")}
    assert {exercise for exercise, _ in found} == {*framework.keys("exercises")} - recalled
    for exercise, said in found:
        row = framework.row("exercises", exercise)
        assert said == f"✓ {row[f'right_{language}']}", exercise


@pytest.mark.parametrize("language", EDITIONS)
def test_a_wrong_answer_gets_its_hint_in_the_language(language):
    hints = framework.table("hints")
    assert len(hints) > 150
    for row in hints:
        exercises.forget()
        if row["answer"]:
            said = exercises.check(row["exercise"], row["answer"].split("; "), lang=language)
            assert not said.right and row[f"hint_{language}"] in said.message, row
    exercises.forget()


# -- Words -----------------------------------------------------------------------------------------

WORD = re.compile(r"[^\W\d_]{2,}")
NO_PROSE = re.compile(
    r"```.*?```|`[^`]*`|\]\([^)]*\)|\$[^$]*\$|<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL
)


@cache
def foreign(language):
    """Words of English texts that no text of the language has."""
    ours, theirs = set(), set()
    pairs = [
        (str(message.id), str(message.string))
        for path in catalogues.files(language)
        for message in catalogues.read(path, language)
        if message.id
    ]
    for path in (HOUSE / "datasets" / "framework").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column in row:
                    if column.endswith("en") and f"{column[:-2]}{language}" in row:
                        pairs.append((row[column], row[f"{column[:-2]}{language}"]))
    for english, other in pairs:
        theirs |= {word.casefold() for word in WORD.findall(NO_PROSE.sub(" ", english))}
        ours |= {word.casefold() for word in WORD.findall(NO_PROSE.sub(" ", other))}
    return theirs - ours


def shown(cell):
    """What a reader sees of a cell: prose, or what it prints and shows, without code."""
    if cell.cell_type == "markdown":
        yield cell.source
    for output in cell.get("outputs", ()):
        yield output.get("text", "")
        data = output.get("data", {})
        yield data.get("text/html") or data.get("text/plain") or ""


def english(text, language):
    """The words of a text, and those among them that are English."""
    plain = html.unescape(NO_PROSE.sub(" ", text))
    words = WORD.findall(plain)
    known = foreign(language)
    return words, [w for w in words if w.casefold() in known or pseudo.ENGLISH.fullmatch(w)]


@pytest.mark.parametrize(("language", "path"), EVERY, ids=named)
def test_of_a_hundred_words_that_a_reader_sees_ninety_nine_are_of_the_language(language, path):
    count, left = 0, Counter()
    for cell in cells(path):
        for text in shown(cell):
            words, found = english(text, language)
            count += len(words)
            left.update(found)
    assert count > 100
    assert left.total() < 0.01 * count, left
