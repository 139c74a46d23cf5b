"""Check an answer to an exercise: right, or a hint; never the solution.

Exercises, their answers and hints are rows of the framework tables "exercises" and "hints". An
answer is compared in the way its kind asks for; a hint may belong to one wrong answer that many
give, else the exercise's first hint is shown. Nothing here comes from the paper.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from . import framework
from .terms import InputError, choice, language

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
    """

    right: bool
    message: str

    def __repr__(self) -> str:
        return f"{'✓' if self.right else '✗'} {self.message}"


def check(exercise: str, answer: Any, lang: str | None = None) -> Feedback:
    """Say whether an answer is right, or give a hint.

    Parameters
    ----------
    exercise : str
        Number of the exercise, such as "03.2": lesson 03, exercise 2.
    answer : str, number, yes/no or several of them
        The answer. Capitals and blanks do not matter; several answers (a list or set) may come in
        any order.
    lang : {"en", "id"}, optional
        Language; the one of the notebook unless given.

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
    >>> check("00.3", 62).right
    True
    """
    lang = language(lang)
    row = framework.row("exercises", choice(exercise, framework.keys("exercises"), "exercise"))
    wanted = [_plain(item, row["kind"], exercise) for item in row["answer"].split("; ")]
    given = _given(answer, row["kind"], exercise)
    if _same(given, wanted, row):
        return Feedback(True, row[f"right_{lang}"])
    hints = [hint for hint in framework.table("hints") if hint["exercise"] == exercise]
    for hint in hints:
        if hint["answer"]:
            slips = [_plain(item, row["kind"], exercise) for item in hint["answer"].split("; ")]
            if _same(given, slips, row):
                return Feedback(False, hint[f"hint_{lang}"])
    return Feedback(False, next(hint[f"hint_{lang}"] for hint in hints if not hint["answer"]))


def _given(answer: Any, kind: str, exercise: str) -> list[Any]:
    several = isinstance(answer, Iterable) and not isinstance(answer, str)
    answers = list(answer) if several else [answer]
    return [_plain(item, kind, exercise) for item in answers]


def _plain(value: Any, kind: str, exercise: str) -> Any:
    """One answer in the form in which answers of its kind are compared."""
    if kind != "number":
        words = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
        return str(words).strip().casefold().replace(" ", "_")
    try:
        return float(value)
    except (TypeError, ValueError):
        raise InputError("error.exercise_number", exercise=exercise, found=value) from None


def _same(given: list[Any], wanted: list[Any], row: dict[str, str]) -> bool:
    if row["kind"] == "number":
        near = float(row["tolerance"] or 0)
        return len(given) == len(wanted) and all(
            math.isclose(a, b, rel_tol=1e-9, abs_tol=near)
            for a, b in zip(given, wanted, strict=True)
        )
    return set(given) == set(wanted)
