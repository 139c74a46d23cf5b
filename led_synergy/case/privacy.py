"""What could point to a person: numbers of identity cards, telephones, names; and taking it out.

Indonesian identity and family cards have 16 digits. Names are guessed from what people write, such
as "Pak Budi" or capital letters without a word for an office or a group; a guess is told, and may
be answered in the workbook. A report never prints what was found.
"""

import base64
import hmac
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..terms import LANGUAGES, InputError, is_blank, text
from .numbers import CARD, PERSONAL, PHONE
from .oddities import Tables, at, rows_of
from .problems import Problem
from .reading import Table
from .vocabulary import plain, table_of

if TYPE_CHECKING:
    from .case import Case

__all__ = [
    "RULES",
    "anonymise",
    "guarded",
    "masked",
    "secret_of",
    "to_be_shown",
]

_TITLE = r"(?:Pak|Bapak|Bpk\.?|Bu|Ibu|Sdri?\.?|Haji|Hj?\.|Mbah|Ust\.|Ustad?z|KH\.?|Mrs?\.?|Ms\.?)"
_NAMED = re.compile(rf"\b{_TITLE} ?((?:[A-Z][\w'’.-]+)(?: [A-Z][\w'’.-]+){{0,3}})")


@cache
def _roles() -> frozenset[str]:
    """Words of offices, groups and roles, which are no names."""
    found = "; ".join(text("also_heading.roles", lang) for lang in LANGUAGES)
    return frozenset(found.split("; "))


def _is_role(words: str) -> bool:
    return bool({*plain(words).split("_")} & _roles())


def _titled(cell: str) -> list[str]:
    """Names after a title, such as "Pak Budi"."""
    return [m[0] for m in _NAMED.finditer(cell) if not _is_role(m[1])]


def _like_a_name(cell: str) -> bool:
    """Whether a whole cell looks like a person's name."""
    words = cell.split()
    return _titled(cell) != [] or (
        2 <= len(words) <= 4
        and all(re.fullmatch(r"[A-Z][a-z'’]+\.?|[A-Z]\.", word) for word in words)
        and not _is_role(cell)
    )


def _names_of_units(tables: Tables) -> dict[str, int]:
    """Units whose key has no figure and looks like a name, each with its first row."""
    found: dict[str, int] = {}
    for number, row in rows_of(tables, "measurements"):
        unit = row["unit"]
        if unit in found or any(c.isdigit() for c in unit) or unit == row["village"]:
            continue
        if _titled(unit) or (unit[:1].isupper() and len(unit) > 2 and not _is_role(unit)):
            found[unit] = number
    return found


def _names_of_actors(tables: Tables) -> dict[str, int]:
    known = {plain(c) for _, row in rows_of(tables, "components") for c in row.values() if c}
    found: dict[str, int] = {}
    for number, row in rows_of(tables, "evidence"):
        if plain(row["actor"]) not in known and _like_a_name(row["actor"]):
            found.setdefault(row["actor"], number)
    return found


def _named(tables: Tables) -> Iterator[Problem]:
    if units := _names_of_units(tables):
        first = next(iter(units.values()))
        where = (tables["measurements"], "check.unit_names", first, "unit")
        yield at(*where, str(len(units)))
    for name, number in _names_of_actors(tables).items():
        yield at(tables["evidence"], "check.actor_name", number, "actor", name)


# Cells in which a name is looked for elsewhere, or stands because its bearer signs.
_ELSEWHERE = {"evidence": {"actor"}, "judgements": {"rater"}, "factors": {"coder"}}
_WHO = "assessed_by"


def _in_texts(tables: Tables) -> Iterator[Problem]:
    """Card and telephone numbers in any cell, and names after a title that stand in a text."""
    for name, table in tables.items():
        measured = name == "measurements"
        for pattern, key in PERSONAL.items():
            rows = [
                (number, column)
                for number, row in table.rows
                for column, cell in row.items()
                if len(cell) > 9 and not (measured and column == "value") and pattern.search(cell)
            ]
            yield from _told_once(table, key, rows)
        if not measured:  # whose keys are looked at one by one
            beside = _ELSEWHERE.get(name, set())
            rows = [
                (number, column)
                for number, row in table.rows
                if not _signs(row)
                for column, cell in row.items()
                if column not in beside and _titled(cell)
            ]
            yield from _told_once(table, "check.titled_name", rows)


def _told_once(table: Table, key: str, rows: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    if rows:
        yield at(table, key, *rows[0], str(len({number for number, _ in rows})))


def _signs(row: dict[str, Any]) -> bool:
    return row.get("field") == _WHO


RULES: tuple[Any, ...] = (
    ("measurements evidence components", _named),
    ("", _in_texts),
)

Mask = Callable[[str], str]


def masked(cell: str) -> str:
    """Words without card and telephone numbers.

    Parameters
    ----------
    cell : str
        Any words.

    Returns
    -------
    str
        The same words, with […] for each number.

    Examples
    --------
    >>> masked("NIK 3273010101800001, HP 0812-3456-7890")
    'NIK […], HP […]'
    """
    return PHONE.sub("[…]", CARD.sub("[…]", cell)) if len(cell) > 9 else cell


def _without(names: Iterable[str], titled: bool) -> Mask:
    """What takes numbers, these names and, if told so, every name after a title out of words.

    A name of one word is taken out only where nothing else stands in the cell: it may be a word.
    """
    names = {*names}
    whole = sorted((name for name in names if " " in name), key=len, reverse=True)
    within = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, whole)) or '(?!)'})(?!\w)")
    left_out = text("term.name_left_out")
    known: dict[str, str] = {}

    def mask(cell: str) -> str:
        if cell not in known:
            found = left_out if cell in names else within.sub(left_out, masked(cell))
            for name in _titled(found) if titled else ():
                found = found.replace(name, left_out)
            known[cell] = found
        return known[cell]

    return mask


def guarded(case: "Case", doubts: Iterable[Problem]) -> tuple["Case", Callable[[Problem], Problem]]:
    """A case without what points to a person, and what takes it out of a doubt as well.

    Who judged is named: a judgement is signed.

    Parameters
    ----------
    case : Case
        The case as it was read.
    doubts : iterable of Problem
        The warnings of its check; a name that was confirmed to be none is not among them.

    Returns
    -------
    Case
        The case with marks in place of names and numbers.
    callable
        From a doubt to the same without them.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> case, without = guarded(load_case("telang"), ())
    >>> case.name
    'telang'
    """
    from .reading import from_frames

    doubts = [*doubts]
    names = {doubt.found for doubt in doubts if doubt.key == "check.actor_name"}
    if any(doubt.key == "check.unit_names" for doubt in doubts):
        names |= {*_names_of_units(from_frames({"measurements": case.tables["measurements"]}))}
    titled = {table_of(d.table, True) for d in doubts if d.key == "check.titled_name"}
    masks = {name: _without(names, name in titled) for name in case.tables}
    keyed = _apart()
    frames = {name: _masked(name, frame, masks[name], keyed) for name, frame in case.tables.items()}
    plainly = _without(names, True)

    def without(problem: Problem) -> Problem:
        found = text("term.name_left_out") if problem.found in names else plainly(problem.found)
        parts = {part.strip(" '") for part in problem.found.split(", ")}
        found = text("term.name_left_out") if parts & names else found
        return replace(problem, found=found, allowed=tuple(map(plainly, problem.allowed)))

    return case.with_tables(frames), without


def to_be_shown(case: "Case") -> "Case":
    """A case as a report may show it: one's own without what points to a person.

    Parameters
    ----------
    case : Case
        The case as it was read.

    Returns
    -------
    Case
        The same case, if it has nothing to take out or comes with the package.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> to_be_shown(load_case("telang")).name
    'telang'
    """
    return case if case.built_in else guarded(case, case.check().warnings)[0]


_CARD_FROM = 1e15  # a figure of 16 digits is the number of a card
_KEYS = ("unit", "rater", "evidence", "component", "activity")


def _apart() -> Callable[[Mask, str], str]:
    """What masks a key so that two keys stay two: with a number behind it."""
    places: dict[str, int] = {}

    def keyed(mask: Mask, cell: str) -> str:
        found = mask(cell)
        return found if found == cell else f"{found} {places.setdefault(cell, len(places) + 1)}"

    return keyed


def _masked(
    table: str, frame: pd.DataFrame, mask: Mask, keyed: Callable[[Mask, str], str]
) -> pd.DataFrame:
    """A table with its words masked; columns that have nothing to mask stay as they are."""
    frame = _no_cards(table, frame)
    signs = frame["field"].eq(_WHO).tolist() if table == "about" else [False] * len(frame)
    changed = {}
    for column in frame:
        cells = list(frame[column])
        take_out = masked if column in ("rater", "coder") else mask
        clean = [
            cell if not isinstance(cell, str)
            else keyed(take_out, cell) if column in _KEYS
            else masked(cell) if signed
            else mask(cell)
            for cell, signed in zip(cells, signs, strict=True)
        ]  # fmt: skip
        if any(isinstance(old, str) and new != old for new, old in zip(clean, cells, strict=True)):
            changed[column] = pd.Series(clean, frame.index, dtype=object)
    return frame.assign(**changed) if changed else frame


_WITH_NAMES = ("measurements", "evidence", "components")


def secret_of(path: Path) -> bytes:
    """The secret in a file; a new one is made there if there is none.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    bytes

    Raises
    ------
    InputError
        If it can neither be read nor written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "desa.secret"
    ...     secret_of(file) == secret_of(file)
    True
    """
    try:
        if not path.exists():
            made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(made, "w") as file:
                file.write(os.urandom(32).hex() + "\n")
        found = path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InputError("error.file_not_written", where=str(path), found=why) from None
    if len(found) < 16:
        raise InputError("error.short_secret", where=path.name)
    return found.encode()


_CODED = (  # columns of keys that get codes; one person has one code as rater and as coder
    ("measurements", "unit", "u-"),
    ("judgements", "rater", "p-"),
    ("factors", "coder", "p-"),
)


def _no_cards(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Figures without those that are the number of a card."""
    if table != "figures":
        return frame
    numbers = [column for column in frame if frame[column].dtype.kind == "f"]
    return frame.assign(**{c: frame[c].where(frame[c].abs() < _CARD_FROM) for c in numbers})


def _code(secret: bytes, kind: str, key: str) -> str:
    digest = hmac.digest(secret, f"{kind}\0{key}".encode(errors="surrogatepass"), "sha256")
    return f"{kind}{base64.b32encode(digest)[:10].decode().lower()}"


def anonymise(case: "Case", secret: bytes) -> "Case":
    """The case with codes in place of households and raters, and without what points to a person.

    The same key gets the same code with the same secret, so next year's survey can be matched;
    without the secret nobody can work out which key it was. Card and telephone numbers and names
    after a title are taken out of all texts, and who judged out of `about`.

    Parameters
    ----------
    case : Case
        The case.
    secret : bytes
        What the codes are made with; it stays with whoever has the names.

    Returns
    -------
    Case
        A new one; what was given stays as it is.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> found = anonymise(load_case("contoh"), b"a secret of the Pokja")
    >>> found.measurements["unit"].nunique(), "h001" in set(found.measurements["unit"])
    (200, False)
    """
    from .reading import from_frames

    frames = dict(case.tables)
    tables = from_frames({n: frames[n] for n in _WITH_NAMES if n in frames})
    actors = _names_of_actors(tables)
    keyed = [
        (table, column, kind)
        for table, column, kind in _CODED
        if table in frames and column in frames[table]
    ]
    signed = {str(key) for t, c, kind in keyed if kind == "p-" for key in frames[t][c]} - {""}
    mask = _without({*actors, *_names_of_units(tables), *signed}, True)

    def taken_out(cell: str) -> str:
        return _code(secret, "n-", cell) if cell in actors else mask(cell)

    apart = _apart()
    frames = {name: _masked(name, table, taken_out, apart) for name, table in frames.items()}
    for table, column, kind in keyed:
        keys = case.tables[table][column]
        codes = ["" if is_blank(key) or key == "" else _code(secret, kind, key) for key in keys]
        frames[table] = frames[table].assign(**{column: codes})
    if "about" in frames:
        about = frames["about"]
        frames["about"] = about[about["field"] != "assessed_by"].reset_index(drop=True)
    return case.with_tables(frames)
