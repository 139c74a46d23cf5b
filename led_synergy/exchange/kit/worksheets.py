"""A worksheet for each lesson and the key to all; invented areas, a page each, and their key."""

import re
from typing import Any

from ... import terms
from ...categories import DIMENSIONS, RULES, level_label, levels_in_words, named
from ...practice import InventedArea, draw
from .paper import document, grid, heading, lines, to_bytes, words
from .questions import Lesson, Question, choices, from_memory, is_number, lessons, plain

_FIRST = 100  # the area of lesson 00; each lesson has the next


@terms.spoken
def worksheets(lang: str | None = None) -> dict[str, bytes]:
    """One worksheet for each lesson, for a room without computers.

    Parameters
    ----------
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    dict from str to bytes
        Number of the lesson → a Word document of one page.

    Examples
    --------
    >>> worksheets()["03"][:2]   # a packed file
    b'PK'
    """
    return {lesson.number: _worksheet(lesson) for lesson in lessons()}


def _worksheet(lesson: Lesson) -> bytes:
    title = terms.text("title.kit_worksheet", number=lesson.number)
    made = document(title)
    heading(made, f"{title} · {lesson.title}")
    words(made, terms.text("note.kit_name_line"), 9)
    words(made, terms.text("note.kit_needs"), 9)
    for place, question in enumerate(lesson.questions, 1):
        _ask(made, place, question)
    area = _area_of(lesson)
    heading(made, terms.text("title.kit_judge", title=area.title()), 11)
    _sentences(made, area, 9)
    _levels_to_fill(made, 0.65)
    return to_bytes(made)


def _area_of(lesson: Lesson) -> InventedArea:
    return draw(_FIRST + int(lesson.number))


def _ask(made: Any, place: int, question: Question) -> None:
    text = " ".join(plain(question.text).split())
    start = f"{place} ({question.exercise})  "
    if asked := from_memory(question.text):
        words(made, plain(asked[0]), 9, start=start)
        for n, each in enumerate(asked[1:], 1):
            each = plain(re.sub(r"\*\*(\d)\*\* ", r"(\1) ", each))  # else a choice is "1 1"
            words(made, each, 9, start="____  ", after=0 if n < len(asked) - 1 else 3)
        return
    words(made, text, 9, start=start)
    given = [choice.words() for choice in choices(question.exercise)]
    if is_number(question.exercise) or len(given) == 1:
        words(made, terms.text("note.kit_answer_line"), 9)
    else:
        words(made, "   ".join(f"☐ {words_}" for words_ in given), 9)


def _sentences(made: Any, area: InventedArea, size: float) -> None:
    for n, key in enumerate(area.sentences, 1):
        words(made, area.says(key), size, start=f"{n}  ")


def _levels_to_fill(made: Any, height: float) -> None:
    heads = [terms.heading("term.dimension"), terms.heading("term.level")]
    heads += [terms.text("term.kit_decides"), terms.text("term.kit_other")]
    rows = [[terms.label("dimensions", d), "", "", ""] for d in DIMENSIONS]
    rows.append([terms.heading("term.category"), "", "", ""])
    grid(made, [heads, *rows], (4.6, 1.9, 6.3, 5.2), height)


@terms.spoken
def worksheets_key(lang: str | None = None) -> bytes:
    """The key to all worksheets, for the lecturer: a Word document.

    Parameters
    ----------
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    bytes

    Examples
    --------
    >>> worksheets_key()[:2]   # a packed file
    b'PK'
    """
    title = terms.text("title.kit_worksheets_key")
    made = document(title)
    heading(made, title)
    for lesson in lessons():
        heading(made, f"{lesson.number} · {lesson.title}", 11)
        for question in lesson.questions:
            right = next(c for c in choices(question.exercise) if c.right)
            words(made, f"{right.words()}. {right.said}", 9, start=f"{question.exercise}  ")
        area = _area_of(lesson)
        words(made, area.title(), 9, bold=True)
        for line in _answers(area):
            words(made, line, 9)
    return to_bytes(made)


@terms.spoken
def area_sheets(areas: list[InventedArea], lang: str | None = None) -> bytes:
    """Invented areas to judge, one page each: a Word document.

    Parameters
    ----------
    areas : list of InventedArea
        The areas; each student gets a page.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    bytes

    Examples
    --------
    >>> area_sheets([draw(7)])[:2]   # a packed file
    b'PK'
    """
    made = document(terms.text("title.kit_areas"))
    for place, area in enumerate(areas):
        heading(made, area.title(), new_page=place > 0)
        words(made, terms.text("note.kit_name_line"), 9)
        words(made, terms.text("note.kit_areas_task"))
        _sentences(made, area, 10.5)
        _levels_to_fill(made, 1.3)
        words(made, "")
        words(made, terms.text("title.kit_areas_why"), bold=True)
        lines(made, 6)
        words(made, terms.text("note.kit_fictional"), 8)
    return to_bytes(made)


@terms.spoken
def areas_key(areas: list[InventedArea], lang: str | None = None) -> bytes:
    """The key to the invented areas: levels, what can be defended, the category under each rule.

    Parameters
    ----------
    areas : list of InventedArea
        The areas.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    bytes

    Examples
    --------
    >>> areas_key([draw(7)])[:2]   # a packed file
    b'PK'
    """
    title = terms.text("title.kit_areas_key")
    made = document(title)
    heading(made, title)
    words(made, terms.text("note.kit_fictional"), 8)
    dimensions = [terms.label("dimensions", d) for d in DIMENSIONS]
    rules = [terms.label("rules", rule) for rule in RULES]
    rows = [["", *dimensions, *rules]]
    for area in areas:
        silent = terms.text("result.kit_silent")
        levels = [levels_in_words(area.levels[d]) or silent for d in DIMENSIONS]
        rows.append([str(area.number), *levels, *(named(area.categories(rule)) for rule in RULES)])
    grid(made, rows, (1.2, 1.6, 2.0, 2.3, 2.8, 2.7, 2.7, 2.7), size=8)
    for area in areas:
        words(made, "", 4)
        words(made, area.title(), 9, bold=True)
        for line in _answers(area):
            words(made, line, 9)
    return to_bytes(made)


def _answers(area: InventedArea) -> list[str]:
    """What decides each dimension of an area, and what is beside the point."""
    found = []
    for dimension in DIMENSIONS:
        name = terms.label("dimensions", dimension)
        levels = area.levels[dimension]
        if key := area.missing.get(dimension):
            said = terms.text("result.kit_key_silent", words=area.says(key))
        else:
            n = area.deciding[dimension][0]
            between = f" {terms.text('term.or')} "
            told = between.join(f"{level} ({level_label(dimension, level)})" for level in levels)
            said = terms.text("result.kit_key_level", levels=told, n=n)
            said = " ".join([said, area.why(area.sentences[n - 1])]).strip()
        found.append(f"{name}: {said}")
    beside = ", ".join(map(str, area.beside))
    under = "; ".join(
        f"{terms.label('rules', rule)}: {named(area.categories(rule))}" for rule in RULES
    )
    return [
        *found,
        f"{terms.heading('term.category')}: {under}.",
        terms.text("result.kit_beside", n=beside),
    ]
