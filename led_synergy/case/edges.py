"""What stands above, below and among the rows of a table: titles, totals, signatures.

A table of a village office has a title above it, a row of totals under its figures, and at its foot
who signed it. None of these is a row of the table, and each is told with a count.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from ..terms import LANGUAGES, text
from .numbers import number
from .schema import fields
from .vocabulary import _value_words, plain

if TYPE_CHECKING:
    from .reading import Table

__all__ = [
    "above",
    "apart",
    "is_total",
    "signs",
]


@cache
def _words(key: str) -> frozenset[str]:
    found = (text(f"also_heading.{key}", lang).split("; ") for lang in LANGUAGES)
    return frozenset(plain(word) for words in found for word in words)


@cache
def _initials(key: str) -> frozenset[str]:
    return frozenset(word[:1] for word in _words(key))


def is_total(words: str) -> bool:
    """Whether a key is what people call a row of totals or means.

    Examples
    --------
    >>> is_total("RATA-RATA"), is_total("h001")
    (True, False)
    """
    return _may_be(words) and plain(words) in _words("total")


def _may_be(words: str) -> bool:
    """Whether a key may be a total: most are not, and there may be many."""
    return words[:1].casefold() in _initials("total") and not words[-1:].isdecimal()


@cache
def _numbers(width: int) -> list[str]:
    return [str(n) for n in range(1, width + 1)]


def above(table: "Table", rows: Sequence[Sequence[str]]) -> None:
    """Rows above the heading: a title, or data when a sheet was sorted with its heading."""
    width = sum(map(bool, rows[-1]))
    for number_, row in enumerate(rows[:-1], start=1):
        filled = sum(map(bool, row))
        if filled > 1 and 2 * filled >= width:
            table.error(number_, found=next(filter(None, row)), key="error.case_above")
        if filled:
            table.left["check.left_above"] += 1


def apart(
    table: str,
    rows: Sequence[Sequence[str]],
    places: Iterable[tuple[int, str]],
    heading: Sequence[str] = (),
) -> dict[int, str]:
    """Which rows below the heading are none of the table: totals, signatures, the heading again.

    A row of totals leaves blank what every row of the table needs. Signatures begin with a word
    such as "Mengetahui", and nothing below them is in the words of the table; a note or a source
    counts as one below an empty row.

    Parameters
    ----------
    table : str
        The table.
    rows : list of list of str
        The rows below its heading.
    places : iterable of (int, str)
        Place and column of each heading that is known.
    heading : list of str
        The heading, which a print may repeat on each page, with the numbers of its columns below.

    Returns
    -------
    dict from int to str
        Place of the row in the list, and why it is left out (key of terms.csv).

    Examples
    --------
    >>> rows = [["h1", "Pendapatan", "5"], ["JUMLAH", "", "5"], [], ["Mengetahui,"], ["Lurah"]]
    >>> [*apart("measurements", rows, [(0, "unit"), (1, "indicator"), (2, "value")])]
    [1, 3, 4]
    """
    row = _Row(table, places)
    known = [plain(cell) for cell in heading] or [""]
    found = {n: why for n, cells in enumerate(rows) if (why := row.left(cells, known))}
    foot = len(rows)
    while foot and (foot - 1 in found or not row.says(rows[foot - 1])):
        foot -= 1
    begin = next(
        (n for n in range(foot, len(rows)) if row.signs(rows[n], n > 0 and not any(rows[n - 1]))),
        None,
    )
    if begin is not None:
        while begin > foot and any(rows[begin - 1]) and begin - 1 not in found:
            begin -= 1  # the place and date above it
        found |= {n: "check.left_below" for n in range(begin, len(rows)) if any(rows[n])}
    return found


def signs(cells: Iterable[str], apart: bool) -> bool:
    """Whether a row begins the signatures, or notes that stand apart.

    Examples
    --------
    >>> signs(["", "Mengetahui,"], False), signs(["Sumber: survei"], False), signs(["h1"], True)
    (True, False, False)
    """
    begins = tuple(_words("signature") | (_words("foot") if apart else frozenset()))
    return any(cell and plain(cell).startswith(begins) for cell in cells)


class _Row:
    """What a row of some table must have, and what its closed lists and numbers may say."""

    def __init__(self, table: str, places: Iterable[tuple[int, str]]) -> None:
        kinds = {field["name"]: field for field in fields(table)}
        places = [(place, column) for place, column in places if column in kinds]
        needs = {c for c, field in kinds.items() if field.get("constraints", {}).get("required")}
        self._needed = [place for place, column in places if column in needs]
        self._words = [(place, words) for place, c in places if (words := _value_words(table, c))]
        self._open = {place for place, column in places if kinds[column].get("known")}
        self._numbers = [place for place, column in places if kinds[column]["type"] != "string"]

    def left(self, cells: Sequence[str], heading: Sequence[str]) -> str:
        """Why a row among the others is none of the table; "" if it may be one."""
        first = cells[0] if cells else ""
        if first[:1].casefold() == heading[0][:1] and len(cells) > 1:
            if [plain(cell) for cell in cells] == [*heading[: len(cells)]]:
                return "check.left_heading"
        if first.strip("() .") == "1" and len(cells) > 2:
            if [cell.strip("() .") for cell in cells] == _numbers(len(cells)):
                return "check.left_heading"
        return "check.left_total" if self.totals(cells) else ""

    def totals(self, cells: Sequence[str]) -> bool:
        """Whether it begins as totals do, and has not all that a row needs."""
        first = next(filter(None, cells), "")
        begins = tuple(f"{word}_" for word in _words("total"))
        total = is_total(first) or _may_be(first) and plain(first).startswith(begins)
        return total and not self._whole(cells)

    def _whole(self, cells: Sequence[str]) -> bool:
        known = {place: words for place, words in self._words if place not in self._open}
        return all(
            place < len(cells)
            and cells[place]
            and (place not in known or known[place].key(cells[place]) is not None)
            for place in self._needed
        )

    def signs(self, cells: Sequence[str], apart: bool) -> bool:
        """Whether it is where the signatures, or notes that stand apart, begin."""
        return signs(cells, apart) and not self._whole(cells)

    def says(self, cells: Sequence[str]) -> bool:
        """Whether it says anything that only a row of the table says."""
        width = len(cells)
        return any(
            place < width and cells[place] and words.key(cells[place]) is not None
            for place, words in self._words
        ) or any(place < width and number(cells[place], ".") is not None for place in self._numbers)
