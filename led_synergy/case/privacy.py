"""What could point to a person: numbers of identity cards, telephones, names; and taking it out.

Indonesian identity and family cards have 16 digits. Names are guessed from what people write, such
as "Pak Budi" or capital letters without a word for an office or a group; a guess is told, and may
be answered in the workbook. A report never prints what was found.
"""

import base64
import hmac
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..frames import change_texts
from ..terms import LANGUAGES, InputError, is_blank, text
from .oddities import Tables, at, rows_of
from .problems import Problem
from .vocabulary import plain

if TYPE_CHECKING:
    from .case import Case

__all__ = [
    "RULES",
    "anonymise",
    "guarded",
    "secret_of",
]

_CARD = re.compile(
    r"(?<!\d)(?:\d{4}[ .-]?\d{4}[ .-]?\d{4}[ .-]?\d{4}|\d{6}[ .-]\d{6}[ .-]\d{4})(?!\d)"
)
_PHONE = re.compile(r"(?<![\d+])(?:\+?62[ .-]?|0)8[1-9](?:[ .-]?\d){7,10}(?!\d)")
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


def _numbers(tables: Tables) -> Iterator[Problem]:
    for name, table in tables.items():
        for pattern, key in ((_CARD, "check.card_number"), (_PHONE, "check.phone_number")):
            told = [
                (number, column)
                for number, row in table.rows
                for column, cell in row.items()
                if len(cell) > 9 and pattern.search(cell) and column != "value"
            ]
            if told:
                yield at(tables[name], key, *told[0], str(len({n for n, _ in told})))


RULES: tuple[Any, ...] = (
    ("measurements evidence components", _named),
    ("", _numbers),
)

Mask = Callable[[str], str]


def masked(cell: str, names: Iterable[str] = ()) -> str:
    """Words without card and telephone numbers, nor these names.

    Examples
    --------
    >>> masked("NIK 3273010101800001, HP 0812-3456-7890")
    'NIK […], HP […]'
    """
    if cell in names:
        return text("term.name_left_out")
    if len(cell) > 9:
        cell = _PHONE.sub("[…]", _CARD.sub("[…]", cell))
    return cell


def guarded(case: "Case", doubts: Iterable[Problem]) -> tuple["Case", Callable[[Problem], Problem]]:
    """A case without what points to a person, and what takes it out of a doubt as well.

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
    actors = {doubt.found for doubt in doubts if doubt.key == "check.actor_name"}
    units: set[str] = set()
    if any(doubt.key == "check.unit_names" for doubt in doubts):
        units = {*_names_of_units(from_frames({"measurements": case.tables["measurements"]}))}
    frames = {name: _masked(frame) for name, frame in case.tables.items()}
    if actors:
        evidence = frames["evidence"]
        words = [masked(cell, actors) for cell in evidence["actor"]]
        frames["evidence"] = evidence.assign(actor=words)

    def without(problem: Problem) -> Problem:
        parts = {part.strip(" '") for part in (problem.found.split(", "))}
        found = text("term.name_left_out") if parts & {*units, *actors} else masked(problem.found)
        allowed = tuple(masked(cell, units) for cell in problem.allowed)
        return replace(problem, found=found, allowed=allowed)

    return case.with_tables(frames), without


def _masked(frame: pd.DataFrame) -> pd.DataFrame:
    """A table without card and telephone numbers; columns that have none stay as they are."""
    changed = {}
    for column in frame:
        cells = list(frame[column])
        clean = [masked(cell) if isinstance(cell, str) else cell for cell in cells]
        if any(new is not old for new, old in zip(clean, cells, strict=True)):
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

    actors = _names_of_actors(
        from_frames({n: case.tables[n] for n in _WITH_NAMES if n in case.tables})
    )

    def taken_out(cell: Any) -> Any:
        if not isinstance(cell, str):
            return cell
        if cell in actors:
            return _code(secret, "n-", cell)
        named = [name for name in _titled(cell)]
        for name in named:
            cell = cell.replace(name, text("term.name_left_out"))
        return masked(cell)

    frames = {name: change_texts(frame, taken_out) for name, frame in case.tables.items()}
    for table, column, kind in (("measurements", "unit", "u-"), ("judgements", "rater", "p-")):
        if table in frames and column in frames[table]:
            keys = case.tables[table][column]
            codes = ["" if is_blank(key) or key == "" else _code(secret, kind, key) for key in keys]
            frames[table] = frames[table].assign(**{column: codes})
    if "about" in frames:
        about = frames["about"]
        frames["about"] = about[about["field"] != "assessed_by"].reset_index(drop=True)
    return case.with_tables(frames)
