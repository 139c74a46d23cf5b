"""What the lessons ask: titles and checked exercises, as they stand in the notebooks."""

import json
import re
from dataclasses import dataclass
from functools import cache

from ... import framework, terms

_CHECK = re.compile(r'check\(\s*"(\d\d\.\d+)"')
# What only makes sense in front of a cell of the notebook.
_HERE = re.compile(
    r"\s*(?:Put (?!R)[^.]*|Replace [^.]*|Run the cell[^.]*|You get a hint[^.]*"
    r"|Write (?:it|them|all of them|the four|the two words)[^.:]*)\.(?=\s|$)"
)


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
    """All lessons in their order, in the language where it has them, else in English.

    Examples
    --------
    >>> lessons()[0].number
    '00'
    """
    return tuple(_lesson(path.name, terms.language()) for path in _notebooks())


def _notebooks() -> list:
    return sorted(framework.folder("notebooks").glob("[0-9][0-9]_*.ipynb"))


@cache
def _lesson(name: str, lang: str) -> Lesson:
    folder = framework.folder("notebooks")
    own = folder / lang / name
    cells = json.loads((own if own.exists() else folder / name).read_text("utf-8"))["cells"]
    texts = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    title = texts[0][1].partition("\n")[0].removeprefix("# ").strip()
    questions = []
    for place, (kind, code) in enumerate(texts):
        if kind == "code" and (found := _CHECK.search(code)):
            before = [text for kind, text in texts[:place] if kind == "markdown"]
            questions.append(Question(found[1], asked(before, found[1].partition(".")[2])))
    return Lesson(name[:2], title, tuple(questions))


def asked(before: list[str], number: str) -> str:
    """The text of an exercise: from its number to the next one, without what only a cell needs."""
    start = re.compile(rf"\*\*{number} · [^*]*\*\*", re.MULTILINE)
    text = next(text for text in reversed(before) if start.search(text))
    text = text[start.search(text).end() :]  # type: ignore[union-attr]
    text = re.split(rf"\*\*{int(number) + 1} · |<details|```", text)[0]
    return _HERE.sub("", text).strip()


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
    for stem in ("value", "factors"):
        if f"{stem}.{key}" in framework.keys("terms"):
            return f"{terms.text(f'{stem}.{key}')} ({key})"
    return key


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
