"""Which table, column or choice a word means, in English or Indonesian."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from .. import framework
from ..terms import LANGUAGES, text
from .schema import TABLES, _named, fields, known_words, title, values

_COMPARED = 1000  # choices among which the nearest is looked for, which takes time


def nearest(found: str, allowed: Iterable[str]) -> str:
    """The one of the allowed words that is most like the one found; "" if none is.

    Parameters
    ----------
    found : str
        What was written.
    allowed : iterable of str
        What may be.

    Returns
    -------
    str

    Examples
    --------
    >>> nearest("drvier", ["driver", "constraint"])
    'driver'
    """
    return next(iter(difflib.get_close_matches(found, list(allowed), n=1)), "")


_BETWEEN = re.compile(r"[\W_]+")


def plain(words: str) -> str:
    """Words without what people write differently: capitals, blanks, hyphens, underscores.

    Parameters
    ----------
    words : str
        What was written.

    Returns
    -------
    str
        Small letters, with one underscore between words.

    Examples
    --------
    >>> plain(" Shared  Goal") == plain("shared_goal")
    True
    """
    if not words.isascii():
        words = unicodedata.normalize("NFKC", words)
    return _BETWEEN.sub("_", words.casefold()).strip("_")


class _Words:
    """Words that are understood as keys: the keys, then their names in either language.

    A name that two keys share is not understood.
    """

    def __init__(self, keys: Iterable[str], names: Iterable[tuple[str, str]] = ()) -> None:
        self.keys = tuple(dict.fromkeys(keys))
        self._found = {key: key for key in self.keys}
        for pairs in (((key, key) for key in self.keys), names):
            known: dict[str, set[str]] = {}
            for word, key in pairs:
                known.setdefault(plain(word), set()).add(key)
            for word, of in known.items():
                if word and len(of) == 1:
                    self._found.setdefault(f"~{word}", *of)

    def key(self, words: str) -> str | None:
        """The key meant; None if there is none."""
        return self._found.get(words) or self._found.get(f"~{plain(words)}")


@cache
def _table_words() -> _Words:
    words = [(title(table, lang=lang), table) for table in TABLES for lang in LANGUAGES]
    more = "; ".join(text("also_heading.actions", lang) for lang in LANGUAGES)
    return _Words(TABLES, [*words, *((word, "actions") for word in more.split("; "))])


@cache
def _aside() -> frozenset[str]:
    """Sheets of a template that explain and hold no table."""
    keys = ("sheet.guide", "sheet.levels", "sheet.lists")
    return frozenset(plain(text(key, lang)) for key in keys for lang in LANGUAGES)


@cache
def _column_words(table: str) -> _Words:
    names = [field["name"] for field in fields(table)]
    return _Words(names, ((title(table, n, lang), n) for n in names for lang in LANGUAGES))


_PRINTED = ("inferred",)  # keys that a report prints by another name than lists offer


def _also(key: str) -> list[str]:
    """What else a key of a list is called."""
    rows = [f"also.{key}", *([f"term.{key}"] if key in _PRINTED else [])]
    known = [row for row in rows if row in framework.keys("terms")]
    return [word for row in known for lang in LANGUAGES for word in text(row, lang).split("; ")]


@cache
def _value_words(table: str, column: str) -> _Words | None:
    """The words of a closed list; None if the column has none."""
    keys, labels = values(table, column)
    if known := known_words(table, column):
        names = [(word, key) for key, words in known.items() for word in words]
        return _Words(known, [*names, *((word, key) for key in known for word in _also(key))])
    if not keys:
        return None
    words = [(_named(labels, key, lang), key) for key in keys for lang in LANGUAGES if labels]
    for key in keys:
        if labels == "value":
            words += [(word, key) for word in _also(key)]
        elif labels == "dimensions" and f"also_heading.{key}" in framework.keys("terms"):
            more = "; ".join(text(f"also_heading.{key}", lang) for lang in LANGUAGES)
            words += [(word, key) for word in more.split("; ")]
    return _Words(keys, words)


def table_of(name: str, loosely: bool = False) -> str | None:
    """The table that a sheet or file of this name is; None if none.

    Parameters
    ----------
    name : str
        Name of the sheet, or of the file without its ending.
    loosely : bool
        Whether something may stand before it, as "DESA-" in names by LibreOffice, or a number.

    Returns
    -------
    str or None

    Examples
    --------
    >>> table_of("DESA - Penilaian")   # as Google Sheets names the file of a sheet
    'judgements'
    >>> table_of("DESA-penilaian"), table_of("DESA-penilaian", True), table_of("01_penilaian", True)
    (None, 'judgements', 'judgements')
    """
    known = _table_words()
    found = known.key(name) or known.key(re.split(r" - |[/:]", name)[-1])
    if found or not loosely:
        return found
    parts = re.split(r"[-_. ]+", name)
    tails = ("_".join(parts[n:]) for n in range(1, len(parts)))
    return next((table for tail in tails if (table := known.key(tail))), None)


def tables_of(names: Iterable[str]) -> dict[str, str]:
    """Name of a sheet or file → its table; loosely where no other name is that table's own.

    Parameters
    ----------
    names : iterable of str
        Names of sheets, or of files without their ending.

    Returns
    -------
    dict from str to str
        Names that are no table are left out.

    Examples
    --------
    >>> tables_of(["penilaian", "lama-penilaian", "DESA-efek"])
    {'penilaian': 'judgements', 'DESA-efek': 'effects'}
    """
    names = list(names)
    found = {name: table for name in names if (table := table_of(name))}
    own = {*found.values()}
    for name in names:
        table = table_of(name, loosely=True)
        if name not in found and table and table not in own:
            found[name] = table
    return {name: found[name] for name in names if name in found}


def column_of(table: str, heading: str) -> str | None:
    """The column of the table that a heading means; None if none.

    Parameters
    ----------
    table : str
        Name of the table.
    heading : str
        The heading, in either language.

    Returns
    -------
    str or None

    Examples
    --------
    >>> [column_of("judgements", words) for words in ("TINGKAT", "penilaian/level", "Remarks")]
    ['level', 'level', None]
    """
    known = _column_words(table)
    if found := known.key(heading):
        return found
    group, mark, last = re.fullmatch(r"(?s)(?:(.*)([/:.-]))?(.*)", heading).groups()  # type: ignore[union-attr]
    if mark and (mark == "/" or table_of(group.split("/")[-1]) == table):
        return known.key(last)
    return None
