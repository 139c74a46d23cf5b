"""Every word a user sees, in English and Indonesian, looked up by key.

Names of things of the framework stand in their own tables (a factor's name in factors.csv, a
category's in categories.csv); all other words stand in terms.csv. Nothing else in the package
holds text for a reader.
"""

import difflib
import re
from collections.abc import Iterable
from typing import Any

from . import framework

__all__ = ["LANGUAGES", "InputError", "choice", "label", "name", "place", "text"]

LANGUAGES = ("en", "id")


class InputError(ValueError):
    """A mistake in what the user gave: what was found, where, and what is allowed.

    Parameters
    ----------
    key : str
        Key of the sentence in terms.csv.
    **values
        What the sentence fills in.

    Examples
    --------
    >>> error = InputError("error.unknown", what="term.rule", found="best", allowed="strict")
    >>> print(error)
    unknown rule: 'best'. Choose from: strict
    >>> print(error.message("id"))
    aturan tidak dikenal: 'best'. Pilihan: strict
    """

    def __init__(self, key: str, **values: Any) -> None:
        self.key = key
        self.values = values
        super().__init__(self.message("en"))

    def message(self, lang: str = "en") -> str:
        """The sentence in the reader's language."""
        return text(self.key, lang, **self.values)

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions cross process borders (Dask, Spark); the default would lose the values.
        return _rebuild, (self.key, self.values)


def _rebuild(key: str, values: dict[str, Any]) -> InputError:
    return InputError(key, **values)


def text(key: str, lang: str = "en", **values: Any) -> str:
    """A sentence or label of terms.csv with its gaps filled in.

    Parameters
    ----------
    key : str
        Key of the row.
    lang : {"en", "id"}
        Language.
    **values
        What stands in the gaps; a value that is itself a key under "term." is looked up too.

    Raises
    ------
    InputError
        If the language is not one of the two.
    KeyError
        If there is no such row.

    Returns
    -------
    str

    Examples
    --------
    >>> text("term.area", "id")
    'kawasan'
    """
    _check_language(lang)
    words = {
        name: text(value, lang) if isinstance(value, str) and value.startswith("term.") else value
        for name, value in values.items()
    }
    return framework.row("terms", key)[lang].format(**words)


def label(table: str, key: str, lang: str = "en") -> str:
    """The name of a thing of the framework.

    Parameters
    ----------
    table : str
        Framework table, such as "categories" or "factors".
    key : str
        Key in that table.
    lang : {"en", "id"}
        Language.

    Returns
    -------
    str

    Examples
    --------
    >>> label("categories", "less_synergetic", "id")
    'Kurang sinergis'
    """
    _check_language(lang)
    return framework.row(table, str(key))[f"name_{lang}"]


def name(key: str, lang: str = "en") -> str:
    """What a key is called that stands in a table of a case: a group, an aspect, a field.

    Parameters
    ----------
    key : str
        The key. One that neither terms.csv (under "name.") nor the framework knows is an area's
        own, and is said in its own words.
    lang : {"en", "id"}
        Language.

    Returns
    -------
    str

    Examples
    --------
    >>> name("landless_labourers", "id"), name("trust"), name("bee_keepers")
    ('Buruh tani tanpa lahan', 'Trust', 'bee keepers')
    """
    if f"name.{key}" in framework.keys("terms"):
        return text(f"name.{key}", lang)
    for table in ("factors", "effect_groups", "effect_indicators", "topics"):
        if key in framework.keys(table):
            return label(table, key, lang)
    return key.replace("_", " ")


def place(source: str, lang: str = "en") -> str:
    """Where something stands in the paper, in the reader's language.

    Parameters
    ----------
    source : str
        A `source` cell: "Table 4.2, row 3; section 4.4".
    lang : {"en", "id"}
        Language.

    Returns
    -------
    str

    Examples
    --------
    >>> place("Table 4.2, row 3; section 4.4", "id")
    'Tabel 4.2, baris 3; bagian 4.4'
    """
    _check_language(lang)
    words = {row["en"]: row[lang] for row in framework.table("places")}
    pattern = r"\b(" + "|".join(sorted(words, key=len, reverse=True)) + r")\b"
    return re.sub(pattern, lambda found: words[found[0]], source)


def choice(value: Any, allowed: Iterable[Any], what: str) -> Any:
    """The value, if it is one of those allowed.

    Parameters
    ----------
    value : object
        What the user gave.
    allowed : iterable
        What is allowed.
    what : str
        What kind of thing it is, for the message: a key of terms.csv under "term.".

    Raises
    ------
    InputError
        If it is not; the message names the value, the choices and the nearest of them.

    Returns
    -------
    object
        The one of `allowed` that equals the value.

    Examples
    --------
    >>> choice("strict", ["strict", "system_gate"], "term.rule")
    'strict'
    >>> choice("strikt", ["strict"], "term.rule")
    Traceback (most recent call last):
    ...
    led_synergy.terms.InputError: unknown rule: 'strikt'. Did you mean 'strict'? Choose from: strict
    """
    allowed = list(allowed)
    for known in allowed:
        if type(value) is type(known) or isinstance(value, str):
            if value == known:
                return known
    near = difflib.get_close_matches(str(value), [str(a) for a in allowed], n=1)
    raise InputError(
        "error.unknown_near" if near else "error.unknown",
        what=what,
        found=value,
        near=near[0] if near else "",
        allowed=", ".join(str(a) for a in allowed),
    )


def _check_language(lang: str) -> None:
    if lang not in LANGUAGES:
        raise InputError("error.unknown", what="term.language", found=lang, allowed="en, id")
