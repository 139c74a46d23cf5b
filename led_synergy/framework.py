"""The framework's tables, read as they stand in datasets/framework/.

Criteria, names, rungs, effect groups, the factor codebook, recommendations, glossary and the
register of source problems are data, each row with its source in the paper. This module only
reads them, with the standard library alone, so that the rules also run where pandas does not.
"""

import csv
import hashlib
from functools import cache
from pathlib import Path

__all__ = ["NAMED", "folder", "keys", "read", "row", "rubric_code", "sources", "table"]

NAMED = ("dimensions", "categories", "factors", "effect_groups", "effect_indicators", "rules")
"""The tables whose keys are what areas, exercises and results name."""


@cache
def folder(name: str = "datasets") -> Path:
    """Where the packaged files of that name are.

    Parameters
    ----------
    name : {"datasets", "notebooks"}
        Which of the folders that travel with the package.

    Returns
    -------
    pathlib.Path
        The folder inside the installed package; in a clone, the one beside it.

    Examples
    --------
    >>> (folder() / "framework" / "criteria.csv").exists()
    True
    """
    package = Path(__file__).resolve().parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


def read(path: str) -> tuple[dict[str, str], ...]:
    """All rows of one file of datasets/, every value as text.

    Parameters
    ----------
    path : str
        The file, from datasets/ on.

    Returns
    -------
    tuple of dict
        One dict per row, from column to text; a blank cell is the empty string.

    Examples
    --------
    >>> read("telang/effects.csv")[0]["effect_group"]
    'livelihood_resources'
    """
    with (folder() / path).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """All rows of one framework table, every value as text.

    Parameters
    ----------
    name : str
        Name of the file in datasets/framework/ without its ending, such as "criteria".

    Returns
    -------
    tuple of dict
        One dict per row, from column to text; a blank cell is the empty string.

    Examples
    --------
    >>> len(table("criteria"))   # six categories by four dimensions
    24
    """
    return read(f"framework/{name}.csv")


@cache
def sources() -> frozenset[str]:
    """Every `source` of the tables that travel with the package: our words, not a user's.

    Returns
    -------
    frozenset of str
        The cells as they stand, of the framework and of the three areas.

    Examples
    --------
    >>> "Table 4.3, constraints" in sources(), "minutes of our own meeting" in sources()
    (True, False)
    """
    files = (path.relative_to(folder()).as_posix() for path in folder().glob("*/*.csv"))
    return frozenset(row["source"] for file in files for row in read(file) if row.get("source"))


@cache
def _by_key(name: str) -> dict[str, dict[str, str]]:
    return {next(iter(row.values())): row for row in table(name)}


@cache
def keys(name: str) -> tuple[str, ...]:
    """The keys of one framework table.

    Parameters
    ----------
    name : str
        Name of the table, as for `table`.

    Returns
    -------
    tuple of str
        The first column in its order, each key once.

    Examples
    --------
    >>> keys("dimensions")
    ('system', 'shared_goal', 'process', 'effect')
    """
    return tuple(_by_key(name))


def row(name: str, key: str) -> dict[str, str]:
    """One row of a framework table.

    Parameters
    ----------
    name : str
        Name of the table, as for `table`.
    key : str
        Its key, which stands in the first column.

    Returns
    -------
    dict
        From column to text; a blank cell is the empty string.

    Raises
    ------
    KeyError
        If the table has no such key.

    Examples
    --------
    >>> row("dimensions", "effect")["top"]
    '4'
    """
    return _by_key(name)[key]


_RUBRIC = ("dimensions", "levels", "categories", "criteria", "rules", "effect_groups",
           "effect_indicators", "rungs")  # fmt: skip


@cache
def rubric_code() -> str:
    """Eight signs that stand for the rubric's tables as they are: another rubric, other signs.

    Returns
    -------
    str

    Examples
    --------
    >>> len(rubric_code())
    8
    """
    words = repr([[tuple(row.items()) for row in table(name)] for name in _RUBRIC])
    return hashlib.sha256(words.encode()).hexdigest()[:8]
