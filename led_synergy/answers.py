"""What an answer means, in whatever reasonable form it was typed.

A label of either language stands for its key, a comma or a point for the decimal mark, one text
for several answers. A form that can be read in two ways gives two readings; one that cannot be
read at all is told as a slip of form. Nothing here comes from the paper.
"""

import difflib
import itertools
import re
from collections.abc import Iterable, Iterator
from functools import cache
from numbers import Real
from typing import Any

from . import framework
from .terms import LANGUAGES, InputError, is_blank

__all__ = ["Reading", "known_words", "read_numbers", "read_words"]

Reading = tuple[Any, ...]

_TABLES = (*framework.NAMED, "topics")
_OTHERS = ("government", "market", "community", "driver", "constraint", "yes", "no")
_CODE = re.compile(r"([a-z])_?0*(\d+)")
_NUMBER = r"[+-]?\d+(?:[.,]\d+)*"
_AND = r"\s+(?:and|dan|&)\s+|\s*[;,\n]\s*|\s+\+\s+"


# -- Numbers -----------------------------------------------------------------------------------


def read_numbers(given: Iterable[Any], wanted: int) -> list[Reading]:
    """The numbers that an answer can mean.

    Parameters
    ----------
    given : iterable
        What was typed, as it reached Python: numbers, texts, lists of them.
    wanted : int
        How many numbers are asked for.

    Returns
    -------
    list of tuple of float
        One for each way to read it; at least one.

    Raises
    ------
    InputError
        If there is no way to read it as so many numbers.

    Examples
    --------
    >>> read_numbers(["0,35"], 1), read_numbers([0, 35], 1), read_numbers(["1112"], 4)
    ([(0.35,)], [(0.35,)], [(1.0, 1.0, 1.0, 2.0)])
    """
    given = tuple(given)
    items = _flat(given)
    texts = [item for item in items if isinstance(item, str)]
    if len(items) == 1 and texts:
        found = list(_numbers_of_text(texts[0], wanted))
    elif texts:
        each = [[one for (one,) in _numbers_of_text(str(item), 1)] for item in items]
        found = list(itertools.islice(itertools.product(*each), 64)) if all(each) else []
    else:
        found = [_numbers_typed(items, wanted, items == list(given))]
    fitting = [reading for reading in found if len(reading) == wanted]
    if fitting:
        return fitting
    shown = ", ".join(map(str, items))
    if found or (texts and len(re.findall(_NUMBER, " ".join(texts))) not in (0, wanted)):
        raise InputError("reply.how_many", found=shown, wanted=wanted)
    raise InputError("reply.number" if wanted == 1 else "reply.numbers", found=shown)


def _numbers_typed(items: list[Any], wanted: int, apart: bool) -> Reading:
    whole = all(isinstance(item, int) and item >= 0 for item in items)
    if wanted == 1 and len(items) == 2 and whole and apart:  # 0,35 reaches Python as two numbers
        return (float(f"{items[0]}.{items[1]}"),)
    if wanted > 1 and len(items) == 1 and whole and len(str(items[0])) == wanted:
        return tuple(map(float, str(items[0])))
    return tuple(map(float, items))


def _numbers_of_text(typed: str, wanted: int) -> Iterator[Reading]:
    words = typed.strip().casefold().replace("−", "-").replace("\xa0", " ").strip("\"'“”‘’.() []")
    if wanted > 1:
        yield from _several_numbers(words, wanted)
        return
    words = words.rpartition("=")[2].strip()
    for mark, ways in _SHAPES:
        if shape := re.fullmatch(mark, words):
            yield from ((way,) for way in ways(*map(_decimal, shape.groups())))
            return
    if (number := _number_words().get(words)) is not None:
        yield (number,)
    found = re.findall(_NUMBER, words)
    if len(found) == 1:
        yield (_decimal(found[0]),)
        if re.fullmatch(r"[1-9]\d{0,2}([.,]\d{3})+", found[0]):  # 20,480 and 20.480
            yield (float(re.sub(r"[.,]", "", found[0])),)


def _several_numbers(words: str, wanted: int) -> Iterator[Reading]:
    if words.isdigit() and len(words) == wanted:
        yield tuple(map(float, words))
    # with a semicolon between, or a blank after it, a comma may stand before decimals
    for between in (r"\s*;\s*", r",\s+", r"\s*(?:[,;/]|\band\b|\bdan\b|&|→|->|>|\s)\s*"):
        parts = [re.sub(r"^[a-z]+[\s_-]*", "", part) for part in re.split(between, words) if part]
        if len(parts) == wanted and all(re.fullmatch(_NUMBER, part) for part in parts):
            yield tuple(map(_decimal, parts))
            return


def _parts(part: float, whole: float) -> tuple[float, ...]:
    return (part, part / whole) if whole else (part,)


_SHAPES = (  # a number in a shape of its own, and what it can mean
    (rf"({_NUMBER})\s*(?:%|persen|per ?cent)", lambda share: (share / 100, share)),
    (rf"({_NUMBER})\s*(?:/|÷|:|of|out of|dari)\s*({_NUMBER})", _parts),
)


def _decimal(number: str) -> float:
    first, *more = re.split(r"[.,]", number)
    return float(f"{first}.{''.join(more)}" if more else first)


@cache
def _number_words() -> dict[str, float]:
    row = framework.row("terms", "reply.number_words")
    return {word: float(n) for lang in LANGUAGES for n, word in enumerate(row[lang].split(", "))}


# -- Words -------------------------------------------------------------------------------------


def read_words(given: Iterable[Any], choices: Iterable[str]) -> list[Reading]:
    """The keys that an answer in words can mean.

    Parameters
    ----------
    given : iterable
        What was typed, as it reached Python: texts, yes and no, numbers of codes.
    choices : iterable of str
        Answers that the exercise knows, right and wrong ones.

    Returns
    -------
    list of tuple of str
        The one reading, with small letters.

    Raises
    ------
    InputError
        If a part of it is no word that the exercise knows.

    Examples
    --------
    >>> read_words(["Proses kolaborasi dan efek"], ["process; effect"])
    [('process', 'effect')]
    >>> read_words([6], ["R1", "R4"]), read_words(["r 6"], ["R1", "R4"])
    ([('r6',)], [('r6',)])
    """
    own = frozenset(_plain(one) for choice in choices for one in choice.split(";"))
    keys: list[str] = []
    for item in _flat(given, texts_only=True):
        said = {True: "yes", False: "no"}[item] if isinstance(item, bool) else str(item)
        keys += _keys_in(said, own)
    return [tuple(keys)]


def known_words() -> dict[str, str]:
    """Name in either language → key, for the things of the framework and yes and no.

    Returns
    -------
    dict
        From the name in small letters, with _ for blanks, to the key.

    Examples
    --------
    >>> known_words()["tujuan_bersama"], known_words()["shared_goal"]
    ('shared_goal', 'shared_goal')
    """
    return _known()


@cache
def _known() -> dict[str, str]:
    keys = [key for table in _TABLES for key in framework.keys(table)]
    keys += [*_OTHERS, *(k[5:] for k in framework.keys("terms") if k.startswith("name."))]
    found = {_plain(key): key for key in keys}
    for table in _TABLES:
        for row in framework.table(table):
            key = next(iter(row.values()))
            for lang in LANGUAGES:
                found.setdefault(_plain(row[f"name_{lang}"]), key)
    # every label that a chart, form or explorer gives to one of them: chart.x.driver, value.yes
    for row in framework.table("terms"):
        key = row["key"].rpartition(".")[2]
        for lang in LANGUAGES:
            if key in keys and "{" not in row[lang] and len(row[lang]) < 50:
                found.setdefault(_plain(row[lang]), key)
    return found


def _plain(words: str) -> str:
    """A word in the form in which words are compared."""
    words = words.strip().casefold().strip("\"'“”‘’.!?()[]{} ")
    words = re.sub(r"^(the|a|an)\s+(?=\S\S)", "", words)
    words = re.sub(r"[\s_–-]+", "_", words.translate({ord(c): None for c in "\"'“”‘’"}))
    code = _CODE.fullmatch(words)
    return f"{code[1]}{code[2]}" if code else words


def _key(words: str, own: frozenset[str]) -> str | None:
    """The key that a word stands for; None if it is not known."""
    plain = _plain(words)
    codes = {code[1] for one in own if (code := _CODE.fullmatch(one))}
    if plain in own:
        return plain
    if codes:
        if _CODE.fullmatch(plain):
            return plain
        if plain.isdigit() and len(codes) == 1:
            return f"{next(iter(codes))}{int(plain)}"
    if len(plain) == 1 and plain.isalpha() and any(len(one) == 1 for one in own):
        return plain
    if last := re.fullmatch(r"(?:option|answer|pilihan|jawaban)_([a-z])", plain):
        return last[1]
    known = _known()
    for form in (plain, plain.removesuffix("s")):
        if form in known:
            return known[form]
    # the first word of a name is enough, as long as it names one of those asked about
    kin = {key for keys in map(framework.keys, _TABLES) if own & {*keys} for key in keys}
    begins = {key for name, key in known.items() if key in kin and name.startswith(f"{plain}_")}
    return begins.pop() if plain and len(begins) == 1 else None


def _keys_in(said: str, own: frozenset[str]) -> Iterator[str]:
    """The keys in a text; of two names in one, as in "rice and fish", the longest known first."""
    marks = re.split(f"({_AND})", said.strip())
    parts = marks[::2]
    start = 0
    while start < len(parts):
        for end in range(len(parts), start, -1):
            joined = "".join(marks[2 * start : 2 * end - 1])
            if (key := _key(joined, own)) is not None:
                yield key
                break
        else:
            end = start + 1
            if parts[start].strip():
                raise _unknown(parts[start].strip(), own)
        start = end


def _unknown(word: str, own: frozenset[str]) -> InputError:
    plain = _plain(word)
    if not plain:
        return InputError("reply.nothing")
    known = {**{one: one for one in own if len(one) > 2}, **_known()}
    near = difflib.get_close_matches(plain, known, n=1, cutoff=0.8)
    if near:
        return InputError("reply.word_near", found=word, near=near[0].replace("_", " "))
    return InputError("reply.word", found=word)


# -- Both --------------------------------------------------------------------------------------


def _flat(given: Iterable[Any], texts_only: bool = False) -> list[Any]:
    """What was typed, one by one; what can be no answer at all is told."""
    found: list[Any] = []
    for item in given:
        if isinstance(item, str) or not isinstance(item, Iterable):
            found.append(item)
        else:
            found += _flat(item, texts_only)
    if not found or all(is_blank(item) or item == "" for item in found):
        raise InputError("reply.nothing")
    for item in found:
        if item is Ellipsis or is_blank(item) or (isinstance(item, str) and not item.strip()):
            raise InputError("reply.nothing")
        if not isinstance(item, str | Real):
            raise InputError("reply.thing", found=type(item).__name__)
        if isinstance(item, bool) and not texts_only:
            raise InputError("reply.number", found=item)
    return [float(i) if isinstance(i, Real) and not isinstance(i, int) else i for i in found]
