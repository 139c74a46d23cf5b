"""Check an answer to an exercise: right, or a hint; never the solution.

Exercises, their answers and hints are rows of the framework tables "exercises" and "hints". An
answer is compared in the way its kind asks for; a hint may belong to one wrong answer that many
give, else the exercise's first hint is shown. Nothing here comes from the paper.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from . import framework
from .terms import LANGUAGES, InputError, cell, choice, spoken

__all__ = ["Feedback", "check"]


@dataclass(frozen=True)
class Feedback:
    """What `check` says of an answer.

    Parameters
    ----------
    right : bool
        Whether the answer is right.
    message : str
        A word of praise with the reason, or a hint.

    Examples
    --------
    >>> Feedback(True, "The effect of the sectoral row.")
    ✓ The effect of the sectoral row.
    """

    right: bool
    message: str

    def __repr__(self) -> str:
        return f"{'✓' if self.right else '✗'} {self.message}"


@spoken
def check(exercise: str, answer: Any, *more: Any, lang: str | None = None) -> Feedback:
    """Say whether an answer is right, or give a hint.

    Parameters
    ----------
    exercise : str
        Number of the exercise, such as "03.2": lesson 03, exercise 2.
    answer : str, number, yes/no or several of them
        The answer, as a key or as its name in English or Indonesian. Capitals and blanks do not
        matter; several answers may come in any order, as a list or in one text between commas. A
        number may have a decimal point or comma.
    *more : str or number
        Further answers; or the decimals of a number typed with a comma.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    Feedback

    Raises
    ------
    InputError
        If there is no such exercise, or the answer is of another kind than asked for.

    Examples
    --------
    >>> check("00.3", 320)
    ✗ That is the number of all profiles. For how many of them does a row of the table fit?
    >>> check("00.3", 62).right, check("10.2", "0,35").right, check("00.2", "Sistem").right
    (True, True, True)
    """
    row = framework.row("exercises", choice(exercise, framework.keys("exercises"), "exercise"))
    wanted = _answers(row["answer"], row)
    given = _answers(_typed(answer, more, row, len(wanted)), row)
    if _same(given, wanted, row):
        return Feedback(True, cell(row, "right"))
    hints = [hint for hint in framework.table("hints") if hint["exercise"] == exercise]
    for hint in hints:
        if hint["answer"] and _same(given, _answers(hint["answer"], row), row):
            return Feedback(False, cell(hint, "hint"))
    return Feedback(False, next(cell(hint, "hint") for hint in hints if not hint["answer"]))


def _typed(answer: Any, more: tuple[Any, ...], row: dict[str, str], wanted: int) -> Any:
    """The answer as meant: 0,35 without quotation marks reaches Python as two numbers."""
    if not more:
        return answer
    both = (answer, *more)
    whole = all(isinstance(part, int) and not isinstance(part, bool) for part in both)
    if row["kind"] == "number" and wanted == 1 and len(both) == 2 and whole and both[1] >= 0:
        return f"{both[0]}.{both[1]}"
    return both


def _answers(answer: Any, row: dict[str, str]) -> list[Any]:
    """The answers one by one, in the form in which answers of their kind are compared."""
    if isinstance(answer, str):
        # in a number a comma with no blank after it stands before decimals
        between = r";|,\s+|\n" if row["kind"] == "number" else r"[;,\n]"
        answers: list[Any] = [part for part in re.split(between, answer) if part.strip()]
        answers = answers or [answer]
    else:
        answers = list(answer) if isinstance(answer, Iterable) else [answer]
    return [_plain(item, row) for item in answers]


def _plain(value: Any, row: dict[str, str]) -> Any:
    if row["kind"] != "number":
        return _key({True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value))
    try:
        text = value.strip().replace(",", ".") if isinstance(value, str) else value
        return float(text)
    except (TypeError, ValueError):
        exercise = row["exercise"]
        raise InputError("error.exercise_number", exercise=exercise, found=value) from None


def _key(words: str) -> str:
    """A key, also if its name in either language was given."""
    found = words.strip().casefold().replace(" ", "_")
    return found if found in _names().values() else _names().get(found, found)


@cache
def _names() -> dict[str, str]:
    """Name in either language → key, for the things of the framework and yes and no."""
    tables = ("dimensions", "categories", "factors", "effect_groups", "effect_indicators", "topics")
    found: dict[str, str] = {}
    for table in tables:
        for key in framework.keys(table):
            for lang in LANGUAGES:
                name = framework.row(table, key)[f"name_{lang}"]
                found.setdefault(name.casefold().replace(" ", "_"), key)
    for key in ("government", "market", "community", "driver", "constraint", "yes", "no"):
        row = framework.row("terms", f"value.{key}")
        for lang in LANGUAGES:
            found.setdefault(row[lang].casefold().replace(" ", "_"), key)
    return found


def _same(given: list[Any], wanted: list[Any], row: dict[str, str]) -> bool:
    if row["kind"] == "number":
        near = float(row["tolerance"] or 0)
        return len(given) == len(wanted) and all(
            math.isclose(a, b, rel_tol=1e-9, abs_tol=near)
            for a, b in zip(given, wanted, strict=True)
        )
    return set(given) == set(wanted)
