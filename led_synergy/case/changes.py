"""What one area's tables say otherwise than they did: effects, participation, figures, means.

Evidence is compared by its keys, where the levels are (`comparison`); here is all else that may
tell of a round.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from .. import terms, welfare
from ..terms import is_blank
from .schema import _named, title
from .usable import measured, rungs

if TYPE_CHECKING:
    from .case import Case

__all__ = [
    "Change",
    "changed_tables",
]


class Change(NamedTuple):
    """What differs in a table between two rounds.

    Parameters
    ----------
    what : tuple of (str, str)
        Column and key of each part of what it is about.
    there, here : tuple of (str, str)
        Column and cell of each part that differs; empty where nothing is said of it.
    """

    what: tuple[tuple[str, str], ...]
    there: tuple[tuple[str, str], ...]
    here: tuple[tuple[str, str], ...]

    def in_words(self, table: str) -> str:
        """The change as a reader would write it, in the language chosen now.

        Examples
        --------
        >>> effect = (("indicator", "income"),)
        >>> fall, rise = (("direction", "fall"),), (("direction", "rise"),)
        >>> Change(effect, fall, rise).in_words("effects")
        'Income: falls → rises'
        """
        name, *both = (
            ", ".join(filter(None, (_word(table, column, cell) for column, cell in cells)))
            for cells in (self.what, self.there, self.here)
        )
        return f"{name}: {' → '.join(words or '–' for words in both)}"


def _word(table: str, column: str, cell: str) -> str:
    word = _named(f"cell {table} {column}", cell)
    if column in ("optimal", "even"):
        return f"{title(table, column).lower()}: {word.lower()}"
    return word if word == cell or column in ("indicator", "effect_group") else word.lower()


Said = dict[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]
_JUDGED = ("direction", "breadth", "optimal", "even")


def _effects(case: "Case") -> Said:
    said: Said = {}
    for row in case.effects.to_dict("records"):
        about = "indicator" if row["indicator"] else "effect_group"
        said[((about, row[about]),)] = tuple((c, row[c]) for c in _JUDGED if row[c])
    return said


def _participation(case: "Case") -> Said:
    found: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for row in rungs(case).rows.to_dict("records"):
        about = (("group", row["group"]), ("activity", row["activity"]))
        found.setdefault(about, []).append(str(int(row["rung"])))
    return {about: tuple(("rung", rung) for rung in sorted(found[about])) for about in found}


def _figures(case: "Case") -> Said:
    said: Said = {}
    for row in case.figures.to_dict("records"):
        ends = [row.get(column) for column in ("value", "lowest", "highest")]
        said[(("measure", row["measure"]), ("unit", row["unit"]))] = tuple(
            ("", terms.marked(f"{end:.15g}")) for end in ends if not is_blank(end)
        )
    return said


def _means(case: "Case") -> Said:
    means = welfare.before_and_after(measured(case).rows)
    return {
        (("indicator", str(row.Index)),): (
            ("", f"{terms.number(row.after)} ({terms.text('value.after')}, n = {row.n})"),
        )
        for row in means.itertuples()
    }


_TABLES: dict[str, Callable[["Case"], Said]] = {
    "effects": _effects,
    "participation": _participation,
    "figures": _figures,
    "measurements": _means,
}


def changed_tables(there: "Case", here: "Case") -> Iterator[tuple[str, tuple[Change, ...]]]:
    """What differs in the tables that both rounds of one area have.

    Parameters
    ----------
    there, here : Case
        The earlier and the later round.

    Yields
    ------
    (str, tuple of Change)
        Table, and what differs in it; tables without a difference are left out.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> [*changed_tables(load_case("contoh"), load_case("contoh"))]
    []
    """
    for table, read in _TABLES.items():
        if table not in there.tables or table not in here.tables:
            continue
        one, other = read(there), read(here)
        found = []
        for what in dict.fromkeys((*one, *other)):
            before, after = one.get(what, ()), other.get(what, ())
            if before != after:
                same = {*before} & {*after} if table == "effects" else set()
                cells = (tuple(c for c in part if c not in same) for part in (before, after))
                found.append(Change(what, *cells))
        if found:
            yield table, tuple(found)
