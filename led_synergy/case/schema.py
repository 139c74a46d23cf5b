"""What each table of a case may hold, as datasets/datapackage.json says."""

import json
from functools import cache
from typing import Any

from .. import framework
from ..terms import LANGUAGES, heading, label, language, marked, name, speaking, spoken, text

__all__ = [
    "TABLES",
    "choices",
    "columns",
    "fields",
]


_COMPLETE = "contoh"  # the built-in case that has every table, so its schemas are those of all


@spoken
def _named(labels: str, key: str, lang: str | None = None) -> str:
    """A key as a reader would write it."""
    kind, _, table = labels.partition(" ")
    if kind == "value":
        return value_label(key)
    if kind == "number":
        return marked(key)
    if kind == "table":
        return title(key)
    if kind == "column":
        return title(table, key)
    if kind == "cell":
        of, _, column = table.partition(" ")
        return _told(of, column, key)
    return label(labels, key) if labels else key


def _told(table: str, column: str, key: str) -> str:
    """What stands in a cell, as a reader would write it; words that are no key stay as they are."""
    if column not in all_columns(table):
        return key
    if words := known_words(table, column).get(key):
        return words[LANGUAGES.index(language())]
    keys, labels = values(table, column)
    return _named(labels, key) if key in keys else key


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """Table → its Table Schema."""
    package = json.loads((framework.folder() / "datapackage.json").read_text(encoding="utf-8"))
    prefix = f"{_COMPLETE}_"
    return {
        resource["name"].removeprefix(prefix): resource["schema"]
        for resource in package["resources"]
        if resource["name"].startswith(prefix)
    }


TABLES = tuple(schemas())


def columns(table: str) -> tuple[str, ...]:
    """The columns that the table has in every case.

    Parameters
    ----------
    table : str
        Name of the table.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> columns("links")
    ('cause', 'effect', 'basis', 'source')
    """
    return tuple(field["name"] for field in schemas()[table]["fields"])


def fields(table: str) -> tuple[dict[str, Any], ...]:
    """Every column that the table may have: first those of every case, then the optional ones.

    Parameters
    ----------
    table : str
        Name of the table.

    Returns
    -------
    tuple of dict
        Of each column what the schema says: name, type, meaning, allowed values.

    Examples
    --------
    >>> [field["name"] for field in fields("links")][:3]
    ['cause', 'effect', 'basis']
    """
    schema = schemas()[table]
    return (*schema["fields"], *schema.get("optionalFields", ()))


@cache
def all_columns(table: str) -> frozenset[str]:
    """The columns that the table may have."""
    return frozenset(field["name"] for field in fields(table))


def title(table: str, column: str = "", lang: str | None = None) -> str:
    """Name of a sheet, or heading of one of its columns, in the reader's language.

    Examples
    --------
    >>> title("judgements", "level", "id")
    'Tingkat'
    """
    thing = schemas()[table] if not column else _field(table, column)
    return str(thing["title_id" if language(lang) == "id" else "title"])


def meaning(table: str, column: str = "") -> str:
    """What a table, or one of its columns, is for, in the language chosen now.

    Examples
    --------
    >>> meaning("judgements", "level")[-1]
    '.'
    """
    thing = schemas()[table] if not column else _field(table, column)
    return str(thing["description_id" if language() == "id" else "description"])


def other_ending() -> str:
    """How the columns end that hold texts in the language that is not chosen now."""
    return "_en" if language() == "id" else "_id"


@spoken
def value_label(key: str, lang: str | None = None) -> str:
    """A value of a closed list as a reader would write it.

    Examples
    --------
    >>> value_label("market", "id")
    '"Pasar"'
    """
    if f"value.{key}" in framework.keys("terms"):
        return heading(f"value.{key}")
    return label("factors", key)


@cache
def values(table: str, column: str) -> tuple[tuple[str, ...], str]:
    """The keys that a column may hold, if it has a closed list, and where their names stand."""
    field, schema = _field(table, column), schemas()[table]
    limits = field.get("constraints", {})
    for link in schema.get("foreignKeys", ()):
        other = link["reference"]["resource"]
        if link["fields"] == [column] and other.startswith("framework_"):
            found = other.removeprefix("framework_")
            return framework.keys(found), found
    if "enum" in limits:
        return tuple(limits["enum"]), "value"
    if field["type"] == "integer":
        return _whole(limits["minimum"], limits["maximum"]), ""
    return (), ""


def refers_to(table: str, column: str) -> str:
    """The table of the same case whose keys the column holds; "" if none."""
    for link in schemas()[table].get("foreignKeys", ()):
        other = link["reference"]["resource"].partition("_")[2]
        if link["fields"] == [column] and other in TABLES:
            if not link["reference"]["resource"].startswith("framework_"):
                return str(other)
    return ""


@cache
def known_words(table: str, column: str) -> dict[str, tuple[str, str]]:
    """Key → its names in English and Indonesian, for a column where other words are left as is.

    Examples
    --------
    >>> known_words("about", "field")["benchmark_income"]
    ('Benchmark: Income', 'Patokan: Pendapatan')
    """
    known = _field(table, column).get("known", "")
    if known.startswith("framework_"):
        of = known.removeprefix("framework_")
        found = {k: (label(of, k, "en"), label(of, k, "id")) for k in framework.keys(of)}
        return found | _also_measured() if of == "effect_indicators" else found
    found = {}
    for key in filter(None, known.split("; ")):
        every = known_words("measurements", "indicator")
        several = (*every,) if "{indicator}" in key else ("",)
        for one in several:
            names = []
            for lang in LANGUAGES:
                with speaking(lang):
                    names.append(_field_name(key, one))
            found[key.format(indicator=one)] = (names[0], names[1])
    return found


def _field_name(key: str, indicator: str) -> str:
    """What a field of the table about is called; some are told of each indicator."""
    row = f"about.{key.removesuffix('_{indicator}')}"
    if row not in framework.keys("terms"):
        return name(key)
    return text(row, indicator=_measured_name(indicator) if indicator else "")


def _measured_name(key: str) -> str:
    """What is measured, in the language spoken."""
    return known_words("measurements", "indicator")[key][LANGUAGES.index(language())]


def _also_measured() -> dict[str, tuple[str, str]]:
    """What is measured beside the indicators: under another name, or asked once."""
    others = [row["measured_as"] for row in framework.table("effect_indicators")]
    keys = [key for cell in others for key in cell.split("; ") if key]
    return {key: (name(key, "en"), name(key, "id")) for key in (*keys, "served", "benefit")}


@spoken
def choices(table: str, column: str, lang: str | None = None) -> list[tuple[str, str]]:
    """What a closed list, or one with known words, offers: words for the reader, and the key.

    Parameters
    ----------
    table, column : str
        Names of the table and the column.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    list of (str, str)
        Words and key of each; none where anything may be written.

    Examples
    --------
    >>> choices("activities", "seats", "id")
    [('Terbuka untuk semua', 'open'), ('Peserta terbatas', 'limited')]
    """
    if known := known_words(table, column):
        return [(words[LANGUAGES.index(language())], key) for key, words in known.items()]
    keys, labels = values(table, column)
    return [(_named(labels, key), key) for key in keys]


@cache
def _field(table: str, column: str) -> dict[str, Any]:
    return next(field for field in fields(table) if field["name"] == column)


def _whole(low: int, high: int) -> tuple[str, ...]:
    return tuple(map(str, range(low, high + 1)))


def _needed(table: str) -> tuple[str, ...]:
    """The columns without which a file is not understood."""
    return tuple(f["name"] for f in schemas()[table]["fields"] if "absent" not in f)


def _twins(table: str) -> list[tuple[str, str]]:
    """The columns of which a file needs one, in either language."""
    names = [c for c in columns(table) if _field(table, c).get("absent") == "twin"]
    return [(name, _twin(name)) for name in names if name.endswith("_en")]


def _twin(column: str) -> str:
    """The same column in the other language; "" if it has none."""
    stem, _, lang = column.rpartition("_")
    return f"{stem}_{'id' if lang == 'en' else 'en'}" if lang in LANGUAGES else ""


def _key_of(table: str) -> str:
    return str(schemas()[table]["primaryKey"][0])
