"""Every word a user sees, in English and Indonesian, and the language chosen now.

Names of things of the framework stand in their own tables (a factor's name in factors.csv, a
category's in categories.csv); all other words stand in terms.csv. Nothing else in the package
holds text for a reader.

The language is chosen once: by `notebook.setup`, by the command line, or by the environment
(LED_SYNERGY_LANG). A public function that shows words takes ``lang=None``, which means that
language; `spoken` opens another one for the time of the call. Inside, nobody hands it on.
"""

import difflib
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from inspect import Parameter, signature
from numbers import Real
from typing import Any, ParamSpec, TypeVar

from . import framework

__all__ = [
    "LANGUAGES",
    "InputError",
    "Term",
    "among",
    "cell",
    "choice",
    "choose",
    "heading",
    "is_blank",
    "label",
    "language",
    "marked",
    "name",
    "needed",
    "node",
    "number",
    "percent",
    "place",
    "speaking",
    "spoken",
    "text",
]


LANGUAGES = ("en", "id")

_chosen: str | None = None  # for the whole program: a notebook runs each cell in a context anew
_speaking: ContextVar[str | None] = ContextVar("led_synergy_language", default=None)

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def language(lang: str | None = None) -> str:
    """The language asked for, or else the one chosen now.

    Parameters
    ----------
    lang : {"en", "id"}, optional
        What the caller asked for.

    Returns
    -------
    str
        "en" or "id".

    Raises
    ------
    InputError
        If the language is not one of the two.

    Examples
    --------
    >>> language("id")
    'id'
    """
    found = lang
    if found is None:
        found = _speaking.get() or _chosen or os.environ.get("LED_SYNERGY_LANG") or "en"
    if isinstance(found, str) and found in LANGUAGES:
        return found
    raise InputError(
        "error.unknown", what=Term("language"), found=found, allowed=", ".join(LANGUAGES)
    )


def choose(lang: str | None = None) -> None:
    """Choose the language of all that follows, in every thread; None takes the choice back.

    Parameters
    ----------
    lang : {"en", "id"}, optional
        The language.

    Raises
    ------
    InputError
        If the language is not one of the two.

    Examples
    --------
    >>> choose("id"); text("term.area")
    'kawasan'
    >>> choose()
    """
    global _chosen
    _chosen = None if lang is None else language(lang)


@contextmanager
def speaking(lang: str | None = None) -> Iterator[str]:
    """Speak one language for a while, in this thread only.

    Parameters
    ----------
    lang : {"en", "id"}, optional
        The language; None keeps the one chosen now.

    Returns
    -------
    context manager
        It gives the language spoken.

    Raises
    ------
    InputError
        If the language is not one of the two.

    Examples
    --------
    >>> with speaking("id"):
    ...     text("term.area")
    'kawasan'
    """
    before = _speaking.set(language(lang))
    try:
        yield language()
    finally:
        _speaking.reset(before)


def spoken(function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Let a function with an argument `lang` speak that language as long as it runs.

    Parameters
    ----------
    function : callable
        A function with an argument `lang`.

    Returns
    -------
    callable
        The same function, which opens its language itself.

    Examples
    --------
    >>> @spoken
    ... def area(lang=None):
    ...     return text("term.area")
    >>> area(lang="id")
    'kawasan'
    """
    known = signature(function).parameters
    named = known["lang"].kind is Parameter.KEYWORD_ONLY
    place = list(known).index("lang")

    @wraps(function)
    def speaker(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        given = () if named else args[place : place + 1]
        lang: Any = kwargs["lang"] if "lang" in kwargs else (*given, None)[0]
        with speaking(lang):
            return function(*args, **kwargs)

    return speaker


class Term(str):
    """A word of terms.csv under "term.", to be said in the reader's language when it is shown.

    Examples
    --------
    >>> text("error.unknown", "id", what=Term("rule"), found="best", allowed="strict")
    "aturan tidak dikenal: 'best'. Pilihan: strict"
    """


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
    >>> error = InputError("error.unknown", what=Term("rule"), found="best", allowed="strict")
    >>> print(error)
    unknown rule: 'best'. Choose from: strict
    >>> print(error.message("id"))
    aturan tidak dikenal: 'best'. Pilihan: strict
    """

    def __init__(self, key: str, **values: Any) -> None:
        self.key = key
        self.values = values
        super().__init__(key)

    def __str__(self) -> str:
        return self.message()

    def message(self, lang: str | None = None) -> str:
        """The sentence in the reader's language, or in another one.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str

        Examples
        --------
        >>> error = InputError("error.unknown", what=Term("rule"), found="x", allowed="strict")
        >>> error.message("id")
        "aturan tidak dikenal: 'x'. Pilihan: strict"
        """
        return text(self.key, lang, **self.values)

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions cross process borders (Dask, Spark); the default would lose the values.
        return _rebuild, (self.key, self.values)


def _rebuild(key: str, values: dict[str, Any]) -> InputError:
    return InputError(key, **values)


def text(key: str, lang: str | None = None, **values: Any) -> str:
    """A sentence or label of terms.csv with its gaps filled in.

    Parameters
    ----------
    key : str
        Key of the row.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.
    **values
        What stands in the gaps; a `Term` is looked up too.

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
    lang = language(lang)
    # What helps on a computer may not help in the browser's Python; then it has words of its own.
    if sys.platform == "emscripten" and f"{key}.browser" in framework.keys("terms"):
        key = f"{key}.browser"
    words = {
        name: text(f"term.{value}", lang) if isinstance(value, Term) else value
        for name, value in values.items()
    }
    return framework.row("terms", key)[lang].format(**words)


def heading(key: str, lang: str | None = None, **values: Any) -> str:
    """The same with a capital, as it begins a heading or a choice.

    Parameters
    ----------
    key : str
        Key of the row.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.
    **values
        What stands in the gaps.

    Returns
    -------
    str

    Examples
    --------
    >>> heading("term.area", "id")
    'Kawasan'
    """
    words = text(key, lang, **values)
    return words[:1].upper() + words[1:] if len(words) > 1 else words  # n is a symbol


def label(table: str, key: str, lang: str | None = None) -> str:
    """The name of a thing of the framework.

    Parameters
    ----------
    table : str
        Framework table, such as "categories" or "factors".
    key : str
        Key in that table.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    str

    Examples
    --------
    >>> label("categories", "less_synergetic", "id")
    'Kurang sinergis'
    """
    return framework.row(table, str(key))[f"name_{language(lang)}"]


def name(key: str, lang: str | None = None) -> str:
    """What a key is called that stands in a table of a case: a group, an aspect, a field.

    Parameters
    ----------
    key : str
        The key. One that neither terms.csv (as a name, a value or a term) nor the framework knows
        is an area's own, and is said in its own words.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

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
    for family in ("value", "term"):
        if f"{family}.{key}" in framework.keys("terms"):
            return heading(f"{family}.{key}", lang)
    for table in ("factors", "effect_groups", "effect_indicators", "topics"):
        if key in framework.keys(table):
            return label(table, key, lang)
    return key.replace("_", " ")


def place(source: str, lang: str | None = None) -> str:
    """Where something stands in the paper, in the reader's language.

    Parameters
    ----------
    source : str
        A `source` cell: "Table 4.2, row 3; section 4.4".
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    str

    Raises
    ------
    InputError
        If the source is no text.

    Examples
    --------
    >>> place("Table 4.2, row 3; section 4.4", "id")
    'Tabel 4.2, baris 3; bagian 4.4'
    """
    words, pattern = _in_sources(language(lang))
    source = needed(source, str, "source", "a_text")
    return pattern.sub(lambda found: words[found[0]], source)


@cache
def _in_sources(lang: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """What sources of the package are made of, in a language, and how it is found in one."""
    factors, places = framework.table("factors"), framework.table("places")
    words = {row["name_en"].lower(): row[f"name_{lang}"].lower() for row in factors}
    words |= {row["en"]: row[lang] for row in places}
    longest = sorted(map(re.escape, words), key=len, reverse=True)
    return words, re.compile(rf"\b({'|'.join(longest)})\b")


def node(node: Any, lang: str | None = None) -> str:
    """What a node of a causal map is called: a factor, the outcome, or a label of one's own.

    Parameters
    ----------
    node : object
        A factor's key, "synergism", or any label.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    str

    Examples
    --------
    >>> node("trust", "id"), node("synergism"), node("our own cause")
    ('Kepercayaan', 'Synergism', 'our own cause')
    """
    if node == "synergism":
        return heading("value.synergism", lang)
    known = isinstance(node, str) and node in framework.keys("factors")
    return label("factors", node, lang) if known else str(node)


def cell(row: Mapping[str, Any], column: str, lang: str | None = None) -> str:
    """The text of a column in the language, or in the other one where that cell is blank.

    Parameters
    ----------
    row : mapping
        A row of a table of a case, from column to cell.
    column : str
        Name of the column without its language, such as "finding".
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    str
        "" where both are blank.

    Examples
    --------
    >>> cell({"name_en": "", "name_id": "Padi"}, "name", "en")
    'Padi'
    """
    order = sorted(LANGUAGES, key=language(lang).__ne__)
    cells = (row.get(f"{column}_{known}") for known in order)
    return next((str(found) for found in cells if not is_blank(found) and found != ""), "")


def is_blank(value: Any) -> bool:
    """Whether a cell is missing, however pandas or Python hold it (None, NaN, NaT, NA).

    Parameters
    ----------
    value : object
        Any cell.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_blank(None), is_blank(float("nan")), is_blank(0)
    (True, True, False)
    """
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, Real) and value != value


def number(value: Any, lang: str | None = None, missing: str = "–") -> str:
    """A number in words: three digits that count, or all before the decimal mark.

    Parameters
    ----------
    value : number or missing
        The number.
    lang : {"en", "id"}, optional
        Language, whose decimal mark is used; that chosen now if not given.
    missing : str
        What is said where there is no number.

    Returns
    -------
    str

    Examples
    --------
    >>> number(0.27682, "id"), number(1234.5), number(None)
    ('0,277', '1234', '–')
    """
    if is_blank(value):
        return missing
    return marked(f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}", lang)


def marked(words: str, lang: str | None = None) -> str:
    """A number that Python wrote, with the marks of the language.

    Parameters
    ----------
    words : str
        The number, with "." before its decimals, and "," between thousands if any.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    str

    Examples
    --------
    >>> marked("1,234.5", "id")
    '1.234,5'
    """
    return words.translate(str.maketrans(",.", ".,")) if language(lang) == "id" else words


def percent(value: Any, sign: bool = False, missing: str = "–") -> str:
    """A share or a relative change in whole per cent.

    Parameters
    ----------
    value : number or missing
        The share; 1 is 100 per cent.
    sign : bool
        Whether a plus stands before a rise.
    missing : str
        What is said where there is no number.

    Returns
    -------
    str

    Examples
    --------
    >>> percent(0.277), percent(-0.05, sign=True)
    ('28%', '−5%')
    """
    if is_blank(value):
        return missing
    return f"{value:{'+' if sign else ''}.0%}".replace("-", "−")


def among(value: Any, known: Iterable[Any]) -> bool:
    """Whether a value is one of these; whatever cannot be compared, such as an array, is none.

    Parameters
    ----------
    value : object
        What the user gave.
    known : iterable
        What there is.

    Returns
    -------
    bool

    Examples
    --------
    >>> among("zone", ["zone", "village"]), among(["zone"], {"zone", "village"})
    (True, False)
    """
    try:
        return bool(value in known)
    except (TypeError, ValueError):
        return False


def needed(value: Any, kind: type | tuple[type, ...], name: str, what: str) -> Any:
    """The value, if it is of the kind that is needed.

    Parameters
    ----------
    value : object
        What the user gave.
    kind : type or tuple of type
        What is needed.
    name : str
        Name of the argument.
    what : str
        What is needed, for the message: the name of a `Term`.

    Returns
    -------
    object
        The value itself.

    Raises
    ------
    InputError
        If it is of another kind.

    Examples
    --------
    >>> needed(3, str, "path", "a_path")
    Traceback (most recent call last):
    ...
    led_synergy.terms.InputError: path: this is int. Needed is the path of a file or folder
    """
    if isinstance(value, kind):
        return value
    shown = repr(value) if isinstance(value, (str, bytes)) and len(value) < 40 else ""
    found = f"{type(value).__name__} {shown}".strip()
    raise InputError("error.kind", name=name, found=found, needed=Term(what))


def choice(value: Any, allowed: Iterable[Any], what: str) -> Any:
    """The value, if it is one of those allowed.

    Parameters
    ----------
    value : object
        What the user gave.
    allowed : iterable
        What is allowed.
    what : str
        What kind of thing it is, for the message: the name of a `Term`.

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
    >>> choice("strict", ["strict", "system_gate"], "rule")
    'strict'
    >>> choice("strikt", ["strict"], "rule")
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
        what=Term(what),
        found=value,
        near=near[0] if near else "",
        allowed=", ".join(str(a) for a in allowed),
    )
