"""What the lessons ask: titles and checked exercises of the framework table "questions"."""

import re
from dataclasses import dataclass
from functools import cache

from ... import framework, terms
from ...case import load_case

_RECALL = 6  # a lead, and five questions


@dataclass(frozen=True)
class Question:
    """A checked exercise: its number, and what it asks, in Markdown."""

    exercise: str
    text: str


@dataclass(frozen=True)
class Lesson:
    """A lesson: its number, its title, and its checked exercises."""

    number: str
    title: str
    questions: tuple[Question, ...]


@terms.spoken
def lessons(lang: str | None = None) -> tuple[Lesson, ...]:
    """All lessons in their order.

    Examples
    --------
    >>> lessons()[0].number
    '00'
    """
    texts = {row["question"]: terms.cell(row, "text") for row in framework.table("questions")}
    return tuple(
        Lesson(
            number,
            title,
            tuple(Question(k, text) for k, text in texts.items() if k.startswith(f"{number}.")),
        )
        for number, title in texts.items()
        if "." not in number
    )


def plain(text: str) -> str:
    """Markdown as plain words."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"[*`]", "", text)).strip()


@terms.spoken
def called(key: str, lang: str | None = None) -> str:
    """A key of an answer with its name, where it has one.

    Examples
    --------
    >>> called("shared_goal"), called("A4")
    ('Shared goal (shared_goal)', 'A4')
    """
    for table in ("dimensions", "categories", "factors", "effect_indicators", "topics"):
        if key in framework.keys(table):
            return f"{terms.label(table, key)} ({key})"
    if key in _findings():
        return f"{terms.cell(_findings()[key], 'finding')} ({key})"
    if f"value.{key}" in framework.keys("terms"):
        return f"{terms.text(f'value.{key}')} ({key})"
    return key


@cache
def _findings() -> dict[str, dict[str, str]]:
    """The findings of the fictional area, which some answers name by their keys."""
    rows = load_case("contoh").evidence.to_dict("records")
    return {row["evidence"]: row for row in rows}


@dataclass(frozen=True)
class Choice:
    """One answer to an exercise, whether it is right, and what is said to it."""

    keys: tuple[str, ...]
    right: bool
    said: str

    def words(self) -> str:
        """The answer in words."""
        return ", ".join(called(key) for key in self.keys)


def choices(exercise: str) -> list[Choice]:
    """The right answer and the known wrong ones, each with its feedback, in a fixed order."""
    row = framework.row("exercises", exercise)
    found = [Choice(_keys(row["answer"]), True, terms.cell(row, "right"))]
    found += [
        Choice(_keys(hint["answer"]), False, terms.cell(hint, "hint"))
        for hint in framework.table("hints")
        if hint["exercise"] == exercise and hint["answer"]
    ]
    return sorted(found, key=lambda choice: choice.keys)


def from_memory(text: str) -> list[str]:
    """What five questions from memory ask: the task, then each; nothing of any other text.

    Examples
    --------
    >>> from_memory("Answer. 1. A? **1** x · **2** y 2. B? 3. C? 4. D? 5. E?")[1]
    '1. A? **1** x · **2** y'
    """
    parts = re.split(r" (?=[1-5]\. )", " ".join(text.split()))
    return parts if len(parts) == _RECALL else []


def hint(exercise: str) -> str:
    """The hint to any other answer."""
    rows = framework.table("hints")
    return next(
        (terms.cell(r, "hint") for r in rows if r["exercise"] == exercise and not r["answer"]), ""
    )


def is_number(exercise: str) -> bool:
    """Whether the answer is one number."""
    row = framework.row("exercises", exercise)
    return row["kind"] == "number" and ";" not in row["answer"]


def _keys(answer: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in answer.split(";"))
