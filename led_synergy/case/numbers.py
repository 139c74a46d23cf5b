"""Numbers as people write them: decimal point or comma, thousands, whole numbers."""

import math
import re
from collections.abc import Iterable

from .files import Number

__all__ = [
    "CARD",
    "PERSONAL",
    "PHONE",
    "number",
    "personal",
]

# Indonesian identity and family cards have 16 digits.
CARD = re.compile(
    r"(?<!\d)(?:\d{4}[ .-]?\d{4}[ .-]?\d{4}[ .-]?\d{4}|\d{6}[ .-]\d{6}[ .-]\d{4})(?!\d)"
)
PHONE = re.compile(r"(?<![\d+])(?:\+?62[ .-]?|0)8[1-9](?:[ .-]?\d){7,10}(?!\d)")
PERSONAL = {CARD: "check.card_number", PHONE: "check.phone_number"}
"""What a number that points to a person looks like, and the sentence that tells it."""


def personal(cell: str) -> str:
    """The sentence that tells of a card or telephone number in a cell.

    Parameters
    ----------
    cell : str
        What stands in it.

    Returns
    -------
    str
        Key of the term; "" if there is no such number.

    Examples
    --------
    >>> personal("NIK 3273010101800001"), personal("0812-3456-7890"), personal("9.640")
    ('check.card_number', 'check.phone_number', '')
    """
    if len(cell) <= 9:
        return ""
    return next((key for pattern, key in PERSONAL.items() if pattern.search(cell)), "")


_UNMARKED = re.compile(r"[+-]?\d+([eE][+-]?\d+)?", re.ASCII)
_MARKED = re.compile(r"[+-]?(\d*)([.,])(\d*)([eE][+-]?\d+)?", re.ASCII)
_GROUPED = re.compile(
    r"[+-]?[1-9]\d{0,2}(?:(\.)\d{3})+,\d+|[+-]?[1-9]\d{0,2}(?:(,)\d{3})+\.\d+", re.ASCII
)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:(?:\.\d{3}){2,}|(?:,\d{3}){2,})", re.ASCII)


def number(cell: str, mark: str = "") -> float | None:
    """The number that a cell holds; None if it holds none, or one that can be read in two ways.

    3.5 and 3,5 are three and a half; 1.234.567, 1,234,567, 1.234,5 and 1,234.5 have marks between
    the thousands. 1.234 and 1,234 may be either, and are read only where `mark` says what the
    column uses before its decimals. Of a workbook's own numbers there is no doubt.

    Parameters
    ----------
    cell : str
        Text of the cell.
    mark : {"", ".", ","}
        What the other numbers of the column have before their decimals; "" = not known.

    Returns
    -------
    float or None

    Examples
    --------
    >>> [number(cell) for cell in ("12", "3,5", "1.234.567", "1.234,5", "1.234", "12 kg")]
    [12.0, 3.5, 1234567.0, 1234.5, None, None]
    >>> number("1.234", mark=".")
    1.234
    """
    if isinstance(cell, Number) or _UNMARKED.fullmatch(cell):
        found = float(cell)
    elif (marked := _MARKED.fullmatch(cell)) and (marked[1] or marked[3]):
        if _either(marked) and marked[2] != mark:
            return None
        found = float(cell.replace(",", "."))
    elif grouped := _GROUPED.fullmatch(cell):
        found = float(
            cell.replace(".", "").replace(",", ".") if grouped[1] else cell.replace(",", "")
        )
    elif _THOUSANDS.fullmatch(cell):
        found = float(cell.replace(".", "").replace(",", ""))
    else:
        return None
    return found if math.isfinite(found) else None


def _either(marked: re.Match[str]) -> bool:
    """Whether the mark of a number may stand before decimals or between thousands."""
    whole, decimals = marked[1], marked[3]
    return 1 <= len(whole) <= 3 and whole[0] != "0" and len(decimals) == 3 and not marked[4]


def _decimal_mark(cells: Iterable[str]) -> str:
    """What stands before the decimals in a column, beyond doubt; "" if no cell or two say it."""
    found = set()
    for cell in cells:
        if isinstance(cell, Number) or cell.isdecimal():
            continue
        if marked := _MARKED.fullmatch(cell):
            if not _either(marked) and (marked[1] or marked[3]):
                found.add(marked[2])
        elif grouped := _GROUPED.fullmatch(cell):
            found.add("," if grouped[1] else ".")
    return found.pop() if len(found) == 1 else ""


def _integer(cell: str) -> str | None:
    """The whole number as it is usually written ("2" for "2.0"), if the cell holds one."""
    found = number(cell)
    return str(int(found)) if found is not None and found.is_integer() else None


def _two_ways(cell: str) -> tuple[str, ...]:
    digits = re.sub(r"[.,]", "", cell)
    return digits, f"{cell.replace(',', '.')}0"
