"""Check an answer to an exercise: right, or a hint; never the solution.

Exercises, their answers and hints are rows of the framework tables "exercises" and "hints". An
answer is compared in the way its kind asks for; a hint may belong to one wrong answer that many
give, else the exercise's first hint is shown. What cannot be read is a slip of form, and never
counts as a wrong idea. What was tried is remembered as long as the notebook runs, in its own
memory only. Nothing here comes from the paper.
"""

import html
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import cards, framework, handed_in
from .answers import Reading, read_numbers, read_words
from .terms import InputError, cell, choice, spoken, text

__all__ = ["ENOUGH", "Feedback", "Summary", "check", "forget", "hand_in", "summary"]

ENOUGH = 3
"""After so many wrong answers the way to the worked answer is told."""


@dataclass(frozen=True)
class Feedback:
    """What `check` says of an answer.

    Parameters
    ----------
    right : bool
        Whether the answer is right.
    message : str
        A word of praise with the reason, or a hint.
    form : bool
        Whether only the form of the answer is the matter: nothing is said of the idea.

    Examples
    --------
    >>> Feedback(True, "The effect of the sectoral row.")
    ✓ The effect of the sectoral row.
    """

    right: bool
    message: str
    form: bool = False

    def __repr__(self) -> str:
        return f"{'✓' if self.right else '✎' if self.form else '✗'} {self.message}"

    def _repr_html_(self) -> str:
        kind = "right" if self.right else "form" if self.form else "wrong"
        return cards.shown(f"<p>{html.escape(repr(self))}</p>", f"led-card led-{kind}")


# Of each exercise what was answered in this notebook, in order, and what was said of it.
_tried: dict[str, list[tuple[str, Feedback]]] = {}


@spoken
def check(exercise: str, answer: Any, *more: Any, lang: str | None = None) -> Feedback:
    """Say whether an answer is right, or give a hint.

    Parameters
    ----------
    exercise : str
        Number of the exercise, such as "03.2": lesson 03, exercise 2.
    answer : str, number, yes/no or several of them
        The answer, as a key or as its name in English or Indonesian. Capitals and blanks do not
        matter; several answers may come as a list or in one text. A number may have a decimal
        point or comma, or be a share in per cent.
    *more : str or number
        Further answers; or the decimals of a number typed with a comma.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    Feedback
        After three wrong answers it also says where the worked answer is.

    Raises
    ------
    InputError
        If there is no such exercise.

    Examples
    --------
    >>> check("00.3", 320)
    ✗ That is the number of all profiles. For how many of them does a row of the table fit?
    >>> check("00.3", 62).right, check("10.2", "0,35").right, check("00.2", "Sistem").right
    (True, True, True)
    >>> check("00.3", "many")
    ✎ 'many' cannot be read as a number. Write digits, such as 3 or 0.35.
    """
    number, given = _number_of(exercise), (answer, *more)
    said = _judged(number, given)
    return said if said.form else _remember(number, given, said)


def _number_of(exercise: Any) -> str:
    """The exercise meant: 3.2 and " 03.2" are "03.2"."""
    known = framework.keys("exercises")
    found = re.fullmatch(r"\D*?(\d+)\s*[.,]\s*(\d+)\D*", str(exercise))
    number = f"{int(found[1]):02}.{int(found[2])}" if found else ""
    return choice(number if number in known else exercise, known, "exercise")


def _judged(number: str, given: tuple[Any, ...]) -> Feedback:
    """What is said of an answer; of one in no form that can be read, what form is needed."""
    row = framework.row("exercises", number)
    try:
        return _judge(_read(given, row), row)
    except InputError as slip:
        return Feedback(False, slip.message(), form=True)


def _read(given: tuple[Any, ...], row: dict[str, str]) -> list[Reading]:
    """The ways to read an answer of this kind."""
    wanted = row["answer"].split(";")
    if row["kind"] == "number":
        return read_numbers(given, len(wanted))
    return read_words(given, [row["answer"], *(hint["answer"] for hint in _hints(row))])


def _hints(row: dict[str, str]) -> list[dict[str, str]]:
    return [hint for hint in framework.table("hints") if hint["exercise"] == row["exercise"]]


def _judge(given: list[Reading], row: dict[str, str]) -> Feedback:
    if _is(given, row["answer"], row):
        return Feedback(True, cell(row, "right"))
    hints = _hints(row)
    for hint in hints:
        if hint["answer"] and _is(given, hint["answer"], row):
            return Feedback(False, cell(hint, "hint"))
    return Feedback(False, next(cell(hint, "hint") for hint in hints if not hint["answer"]))


def _is(given: list[Reading], stored: str, row: dict[str, str]) -> bool:
    """Whether an answer can be read as the stored one."""
    if row["kind"] != "number":
        (wanted,) = read_words(stored.split(";"), [stored])
        return any(set(reading) == set(wanted) for reading in given)
    parts = [float(part) for part in stored.split(";")]
    near = float(row["tolerance"] or 0)
    return any(
        len(reading) == len(parts)
        and all(
            math.isclose(a, b, rel_tol=1e-9, abs_tol=near)
            for a, b in zip(reading, parts, strict=True)
        )
        for reading in given
    )


# -- What was tried ----------------------------------------------------------------------------


def _remember(exercise: str, given: tuple[Any, ...], said: Feedback) -> Feedback:
    shown = ", ".join(str(part) for part in given)
    tries = _tried.setdefault(exercise, [])
    tries.append((shown, said))
    wrong = {answer for answer, feedback in tries if not feedback.right}
    if said.right or len(wrong) < ENOUGH:
        return said
    lesson, _, number = exercise.partition(".")
    worked = next((framework.folder("notebooks") / "solutions").glob(f"{lesson}_*.ipynb"), None)
    where = text("reply.worked", file=worked.name, number=number) if worked else ""
    return Feedback(False, f"{said.message} {where}".strip())


def forget() -> None:
    """Forget what was tried in this notebook.

    Examples
    --------
    >>> forget()
    """
    _tried.clear()


@dataclass(frozen=True)
class Summary:
    """Which exercises of a lesson are solved; made by `summary`.

    Parameters
    ----------
    lesson : str
        Number of the lesson.
    states : dict
        Exercise → "solved", "tried" or "open".

    Examples
    --------
    >>> Summary("03", {"03.2": "solved"}).solved
    1
    """

    lesson: str
    states: dict[str, str]

    @property
    def solved(self) -> int:
        """How many are solved.

        Examples
        --------
        >>> Summary("03", {"03.2": "open"}).solved
        0
        """
        return sum(state == "solved" for state in self.states.values())

    def _title(self) -> str:
        return text("reply.summary", lesson=self.lesson, solved=self.solved, all=len(self.states))

    def _rows(self) -> list[tuple[str, str]]:
        marks = {"solved": "✓", "tried": "✗", "open": "–"}
        return [
            (exercise, f"{marks[state]} {text(f'reply.{state}')}")
            for exercise, state in self.states.items()
        ]

    def __repr__(self) -> str:
        return "\n".join([self._title(), *(f"{a}  {b}" for a, b in self._rows())])

    def _repr_html_(self) -> str:
        return cards.card(self._title(), rows=self._rows(), note=text("reply.private"))


@spoken
def summary(lesson: str, lang: str | None = None) -> Summary:
    """Show which checked exercises of a lesson are solved in this notebook.

    It is read from the memory of the notebook that runs. Nothing leaves the computer.

    Parameters
    ----------
    lesson : str
        Number of the lesson, such as "03".
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    Summary

    Raises
    ------
    InputError
        If the lesson has no checked exercise.

    Examples
    --------
    >>> forget()
    >>> _ = check("00.3", 62)
    >>> summary("00").states["00.3"]
    'solved'
    """
    number = _lesson(lesson)
    states = {}
    for exercise in sorted(e for e in framework.keys("exercises") if e.startswith(f"{number}.")):
        said = [feedback.right for _, feedback in _tried.get(exercise, ())]
        states[exercise] = "solved" if any(said) else "tried" if said else "open"
    return Summary(number, states)


def _lesson(lesson: Any) -> str:
    known = sorted({exercise.partition(".")[0] for exercise in framework.keys("exercises")})
    found = re.fullmatch(r"\D*(\d+)\D*", str(lesson))
    number = f"{int(found[1]):02}" if found else ""
    return choice(number if number in known else lesson, known, "lesson")


@spoken
def hand_in(
    lesson: str,
    path: str | Path | None = None,
    notebook: str | Path | None = None,
    name: str = "",
    lang: str | None = None,
) -> handed_in.Page:
    """Write one page of the answers in a lesson, to send to the lecturer.

    It is read from the saved notebook: what is written below each open task, and each checked
    answer with what is said of it. The page is a file beside the notebook; nothing is sent.

    Parameters
    ----------
    lesson : str
        Number of the lesson, such as "07".
    path : path, optional
        File to write, .html or .docx; unless given, an HTML page beside the notebook.
    notebook : path, optional
        The notebook; unless given, that of this lesson in the folder where it runs.
    name : str
        Name to print on the page; unless given, a line to write it on.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    Page
        Where it is, and from which hour the notebook is.

    Raises
    ------
    InputError
        If the notebook is not found or not saved, nothing is answered in it, or the page cannot
        be written.

    See Also
    --------
    summary : which exercises are solved.

    Examples
    --------
    >>> hand_in("07", notebook="no_such.ipynb")
    Traceback (most recent call last):
    ...
    led_synergy.terms.InputError: no_such.ipynb is not there. Save the notebook (Ctrl+S) and run \
this cell in it, or name its file: hand_in("07", notebook="...")
    """
    number = _lesson(lesson)
    last = {exercise: tries[-1] for exercise, tries in _tried.items()}
    checked = {e: (given, repr(said)) for e, (given, said) in last.items()}

    def again(exercise: str, given: tuple[Any, ...]) -> str:
        return repr(_judged(_number_of(exercise), given))

    return handed_in.write(number, path, notebook, name, checked, again)
