"""The order of rounds: dates, months, semesters, numbers and ordinal words, in both languages.

A round is whatever people write to say which time it was: 31/12/2024, "Semester II 2024", "akhir".
Where their order is certain it is known here; where it is not, there is none, and whoever needs it
asks. Rounds are never put in the order of the alphabet.
"""

import calendar
import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from ..terms import LANGUAGES, InputError, text

__all__ = [
    "at_round",
    "days_first",
    "in_order",
    "ordered",
]


class Place(NamedTuple):
    """Where a round stands: among others of the same kind, from its first to its last day.

    Parameters
    ----------
    kind : str
        "time", or the words that stand beside a number ("semester", "" for a bare one).
    first, last : float
        Days for "time"; a number, or the first and last of several, for the others.
    """

    kind: str
    first: float
    last: float


_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[t ](\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?)?"
)
_DAYS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_YEARS = re.compile(r"(\d{4})\s*[/–-]\s*(\d{4})")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9,
          "x": 10, "xi": 11, "xii": 12}  # fmt: skip


@cache
def _words(key: str) -> dict[str, int]:
    """Words of terms.csv that stand for 1, 2, 3 …, in either language."""
    found: dict[str, int] = {}
    for lang in LANGUAGES:
        for number, words in enumerate(text(f"also_heading.{key}", lang).split("; "), start=1):
            found |= dict.fromkeys(words.split(" / "), number)
    return found


def _years(year: int, part: int, parts: int) -> Place:
    """One of the equal parts of a year, counted from 1."""
    begin, end = ((part - 1) * 12 // parts + 1, part * 12 // parts)
    first = datetime.date(year, begin, 1).toordinal()
    last = datetime.date(year, end, calendar.monthrange(year, end)[1]).toordinal()
    return Place("time", first, last)


def _day(year: int, month: int, day: int) -> Place | None:
    try:
        found = datetime.date(year, month, day).toordinal()
    except ValueError:
        return None
    return Place("time", found, found)


Reading = Callable[[int, int, int], Place | None]  # of three numbers between slashes
_DAY_FIRST: Reading = lambda a, b, c: _day(c if c > 99 else 2000 + c, b, a)  # noqa: E731
_MONTH_FIRST: Reading = lambda a, b, c: _day(c if c > 99 else 2000 + c, a, b)  # noqa: E731


def _place(name: str, days: Reading) -> Place | None:
    """Where a round stands; None if that cannot be told."""
    words = " ".join(name.casefold().split())
    if found := _ISO.fullmatch(words):
        year, month, day, hour, minute = (int(part or 0) for part in found.groups())
        if place := _day(year, month, day):
            moment = place.first + hour / 24 + minute / 1440
            return Place("time", moment, moment)
        return None
    if found := _DAYS.fullmatch(words):
        return days(*map(int, found.groups()))
    if found := re.fullmatch(r"(\d{4})[-/](\d{1,2})", words):
        return _months(int(found[1]), int(found[2]))
    if found := re.fullmatch(r"(\d{1,2})[-/](\d{4})", words):
        return _months(int(found[2]), int(found[1]))
    return _in_words(words)


def _months(year: int, month: int) -> Place | None:
    return _years(year, month, 12) if 1 <= month <= 12 and year else None


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and 1900 <= int(word) <= 2199


def _in_words(words: str) -> Place | None:
    """A round with words in it: a month, a semester, a number in figures, Roman or in letters."""
    if found := _YEARS.search(words):
        return _school_year(words.replace(found[0], " "), int(found[1]), int(found[2]))
    parts = [part for part in re.split(r"[\s,.()_/-]+", words) if part]
    parts = [part.removeprefix("ke") if re.fullmatch(r"ke\d+", part) else part for part in parts]
    if short := re.fullmatch(r"(?:(\d{1,2})-)?([^\W\d]+)-(\d{2})", words):  # 18-Nov-24, Nov-24
        parts[-1] = f"20{short[3]}" if short[2] in _words("months") else short[3]
    years = [int(part) for part in parts if _is_year(part)]
    rest = [part for part in parts if not _is_year(part) and part not in _words("filler")]
    if len(years) > 1:
        return None
    if years:
        return _of_year(years[0], rest)
    return _counted(rest)


def _of_year(year: int, rest: list[str]) -> Place | None:
    """A part of a year, or all of it."""
    months = [_words("months")[part] for part in rest if part in _words("months")]
    numbers = [n for part in rest if (n := _number(part)) is not None]
    if len(months) == 1 and len(numbers) <= 1:
        return _day(year, months[0], numbers[0]) if numbers else _months(year, months[0])
    if months or len(numbers) > 1:
        return None
    for parts, key in ((2, "semester"), (4, "quarter"), (3, "cawu")):
        named = any(part in _words(key) for part in rest)
        begin = "|".join([key[0], *_words(key)])
        glued = [n for part in rest for n in re.findall(rf"^(?:{begin})([1-4])$", part)]
        number = numbers[0] if numbers else int(glued[0]) if glued else None
        if (named or glued) and number is not None:
            return _years(year, number, parts) if 1 <= number <= parts else None
    stages = {_words("stages")[part] for part in rest if part in _words("stages")}
    if numbers:  # such as "tahap 2, 2024"
        beside = " ".join(part for part in rest if _number(part) is None)
        return Place(f"{beside} of a year", year * 1000 + numbers[0], year * 1000 + numbers[0])
    if len(stages) > 1:
        return None
    return _years(year, stages.pop(), 3) if stages else _years(year, 1, 1)


def _school_year(rest: str, begin: int, end: int) -> Place | None:
    """A year from July to June, or one of its two semesters."""
    if end != begin + 1:
        return None
    words = rest.split()
    halves = {_words("halves")[word] for word in words if word in _words("halves")}
    if any(word in _words("semester") for word in words):
        halves |= {n for word in words if (n := _number(word)) in (1, 2)}
    whole = Place("time", _years(begin, 2, 2).first, _years(end, 1, 2).last)
    if len(halves) > 1 or (len(words) > 0 and not halves):
        return None
    return whole if not halves else _years(*((begin, 2) if halves == {1} else (end, 1)), 2)


def _number(word: str) -> int | None:
    """A number in figures, Roman, or in letters."""
    if word.isdecimal():
        return int(word) if len(word) <= 9 else None
    if counted := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", word):
        return int(counted[1])
    return _ROMAN.get(word) or _words("ordinals").get(word)


def _counted(rest: list[str]) -> Place | None:
    """A number with the words beside it, or a stage such as "baseline"."""
    numbers = [n for part in rest if (n := _number(part)) is not None]
    beside = [part for part in rest if _number(part) is None]
    if not numbers and len(rest) == 1 and (glued := re.fullmatch(r"([^\W\d]+?)(\d+)", rest[0])):
        numbers, beside = [int(glued[2])], [glued[1]]
    if len(numbers) == 1:
        return Place(" ".join(beside), numbers[0], numbers[0])
    stages = {_words("stages")[part] for part in rest if part in _words("stages")}
    if numbers or len(stages) != 1:
        return None
    stage = stages.pop()
    return Place("\0stage", stage, stage)


def _sorted(names: Sequence[str], days: Reading) -> tuple[str, ...] | None:
    """The rounds in their order; None if two of them overlap or cannot be told apart."""
    found = {name: _place(name, days) for name in names}
    known = [place for place in found.values() if place is not None]
    if len(known) < len(names) or len({place.kind for place in known}) > 1:
        return None
    names = sorted(names, key=lambda name: found[name] or ())
    known.sort()
    apart = all(a.last < b.first for a, b in zip(known, known[1:], strict=False))
    return tuple(names) if apart else None


def in_order(names: Iterable[str]) -> tuple[str, ...] | None:
    """Rounds from the first to the last; None where their order is not certain.

    A day before a month, as Indonesians and most others write it, unless only a month before a day
    makes dates of all of them.

    Parameters
    ----------
    names : iterable of str
        The rounds, each as it was written.

    Returns
    -------
    tuple of str or None

    Examples
    --------
    >>> in_order(["15/01/2025", "31/12/2024"]), in_order(["Semester II 2024", "semester 1 2024"])
    (('31/12/2024', '15/01/2025'), ('semester 1 2024', 'Semester II 2024'))
    >>> in_order(["10", "9"]), in_order(["akhir", "awal"]), in_order(["kedua", "pertama"])
    (('9', '10'), ('awal', 'akhir'), ('pertama', 'kedua'))
    >>> in_order(["musim hujan", "kemarau"]) is None
    True
    """
    names = list(dict.fromkeys(names))
    if len(names) < 2:
        return tuple(names)
    return _sorted(names, _DAY_FIRST) or _sorted(names, _MONTH_FIRST)


def days_first(names: Iterable[str]) -> bool:
    """Whether dates were read with the day first, though months first would give another order.

    Parameters
    ----------
    names : iterable of str
        The rounds, each as it was written.

    Returns
    -------
    bool

    Examples
    --------
    >>> days_first(["05/01/2025", "03/02/2025"]), days_first(["15/01/2025", "03/02/2025"])
    (True, False)
    """
    names = list(dict.fromkeys(names))
    other = _sorted(names, _MONTH_FIRST) if len(names) > 1 else None
    return other is not None and other != _sorted(names, _DAY_FIRST)


def ordered(names: Iterable[str]) -> tuple[str, ...]:
    """Rounds from the first to the last.

    Parameters
    ----------
    names : iterable of str
        The rounds, each as it was written.

    Returns
    -------
    tuple of str

    Raises
    ------
    InputError
        If their order is not certain: it is asked for, never guessed.

    Examples
    --------
    >>> ordered(["2025", "2024"])
    ('2024', '2025')
    """
    names = tuple(dict.fromkeys(names))
    found = in_order(names)
    if found is None:
        raise InputError("error.round_order", where="judgements", found=", ".join(names))
    return found


def at_round(
    table: str, rows: Sequence[dict[str, Any]], wanted: str, order: Sequence[str]
) -> list[bool]:
    """Which rows of a table tell of a round: those of it, and those that name none.

    What was measured before is measured once: for a unit that has nothing before in this round,
    its latest one of the rounds before stands.

    Parameters
    ----------
    table : str
        Name of the table.
    rows : sequence of dict
        Its rows, from column to cell.
    wanted : str
        The round.
    order : sequence of str
        All rounds in their order.

    Returns
    -------
    list of bool
        One for each row.

    Examples
    --------
    >>> rows = [{"round": "2024"}, {"round": "2025"}, {"round": ""}]
    >>> at_round("evidence", rows, "2025", ["2024", "2025"])
    [False, True, True]
    """
    rounds = [str(row.get("round") or "") for row in rows]
    kept = [name in ("", wanted) for name in rounds]
    if table != "measurements":
        return kept
    places = {name: n for n, name in enumerate(order)}
    limit, latest = places.get(wanted, len(order)), dict[tuple[Any, Any], tuple[int, int]]()
    for n, row in enumerate(rows):
        place = places.get(rounds[n], -1)
        if row["period"] == "before" and place <= limit:
            kept[n] = False
            key = (row["unit"], row["indicator"])
            latest[key] = max(latest.get(key, (-2, n)), (place, n))
    for _, n in latest.values():
        kept[n] = True
    return kept
