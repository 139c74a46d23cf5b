"""What a case declares to measure by: benchmarks, poverty line, tolerance, read with their units.

People write them as "Rp 650.000", "650 ribu" or "5%". An amount of rupiah is put into the unit that
the case declares for the indicator, such as thousand rupiah; what cannot be read is None, and told.
"""

import re
from collections.abc import Iterable
from functools import cache, cached_property

from .. import framework
from ..terms import LANGUAGES, text
from .numbers import number
from .schema import known_words
from .vocabulary import plain

__all__ = [
    "Declared",
    "amount",
    "benchmarks",
    "money",
]

_RUPIAH = re.compile(r"(?:rp\.?|idr)\s*(.*?)(?:,-)?", re.IGNORECASE)
_TIMES = {
    **dict.fromkeys(("ribu", "rb", "thousand"), 1e3),
    **dict.fromkeys(("juta", "jt", "million"), 1e6),
    **dict.fromkeys(("miliar", "milyar", "billion"), 1e9),
}
_SHARE = ("%", "persen", "percent", "per cent")


def benchmarks(cells: Iterable[tuple[str, str]], word: str = "benchmark") -> dict[str, str]:
    """The benchmarks declared by names such as `benchmark_income`, in either language.

    Parameters
    ----------
    cells : iterable of (str, str)
        Names and values, of `about` and of figures.
    word : str
        Another word than that for a benchmark, such as "unit".

    Returns
    -------
    dict from str to str
        Indicator, or a case's own name, to what is declared; the first one counts.

    Examples
    --------
    >>> benchmarks([("name", "Desa"), ("Patokan: Pendapatan", "650"), ("benchmark_rice", "4,0")])
    {'income': '650', 'rice': '4,0'}
    """
    term = "unit_of" if word == "unit" else word
    begin = (*(f"{plain(text(f'term.{term}', lang))}_" for lang in LANGUAGES), f"{word}_")
    found: dict[str, str] = {}
    for name, value in cells:
        if value and plain(name).startswith(begin):
            mark = next(mark for mark in begin if plain(name).startswith(mark))
            found.setdefault(_indicator(plain(name).removeprefix(mark)), value)
    return found


def _indicator(words: str) -> str:
    return _indicators().get(words, words)


@cache
def _indicators() -> dict[str, str]:
    """What an indicator or group of effects may be called, in plain words → its key."""
    groups = {
        r["effect_group"]: (r["name_en"], r["name_id"]) for r in framework.table("effect_groups")
    }
    known = groups | known_words("measurements", "indicator")
    return {plain(word): key for key, words in known.items() for word in (key, *words)}


def amount(cell: str, unit: str = "") -> float | None:
    """The number in a cell, with or without a unit; in thousand rupiah where that is its unit.

    Parameters
    ----------
    cell : str
        What was written.
    unit : str
        The unit that the case declares for what is measured.

    Returns
    -------
    float or None
        None where no number can be read, or two.

    Examples
    --------
    >>> [amount(cell) for cell in ("650", "Rp 650.000", "650 ribu", "5%", "4 ton/ha")]
    [650.0, 650000.0, 650000.0, 0.05, 4.0]
    >>> amount("Rp 650.000", "ribu rupiah per orang"), amount("1.250"), amount("cukup")
    (650.0, None, None)
    """
    words = " ".join(str(cell).casefold().split())
    found = number(words)
    if found is not None:
        return found
    rupiah = False
    if money := _RUPIAH.fullmatch(words):
        rupiah, words = True, money[1].strip()
    parts = re.fullmatch(r"([+-]?[\d.,]*\d)\s*(.*)", words)
    if not parts:
        return None
    figure, rest = parts[1], parts[2].strip()
    if rest.startswith(_SHARE):
        found = number(figure, ",") if "," in figure else number(figure, ".")
        whole = any(word in unit.casefold() for word in _SHARE)
        return found if found is None or whole else found / 100
    first, _, after = rest.partition(" ")
    times = _TIMES.get(first.strip(".,"), 1.0)
    rupiah = rupiah or "rupiah" in rest or times > 1 and not after
    found = _rupiah(figure) if rupiah else number(figure)
    if found is None:
        return None
    return _in_unit(found * times, unit) if rupiah else found * times


def money(cell: str, unit: str = "") -> float | None:
    """The amount in a cell that begins with Rp, in the unit declared; None for any other.

    Parameters
    ----------
    cell : str
        What was written.
    unit : str
        The unit that the case declares.

    Returns
    -------
    float or None

    Examples
    --------
    >>> money("Rp 521.000"), money("Rp. 521.000,-", "ribu rupiah"), money("521")
    (521000.0, 521.0, None)
    """
    return amount(cell, unit) if _RUPIAH.fullmatch(" ".join(cell.split())) else None


def _rupiah(figure: str) -> float | None:
    """An amount of rupiah, which has no thousandths: three digits after a mark are thousands."""
    if re.fullmatch(r"[+-]?[1-9]\d{0,2}(?:[.,]\d{3})", figure):
        return float(re.sub(r"[.,]", "", figure))
    return number(figure, ",")


def _in_unit(rupiah: float, unit: str) -> float:
    """Rupiah in the unit declared, if that is thousands or millions of them."""
    words = plain(unit).split("_")
    return rupiah / next((times for word, times in _TIMES.items() if word in words), 1.0)


class Declared:
    """What `about`, or the figures, declare to measure by.

    Parameters
    ----------
    about : iterable of (str, str)
        Field and value of each row.
    figures : iterable of (str, object)
        Measure and value of each row.

    Examples
    --------
    >>> said = Declared([("unit_income", "ribu rupiah"), ("Patokan: Pendapatan", "Rp 650.000"),
    ...                  ("tolerance_even", "5%")])
    >>> said.benchmarks, said.tolerance, said.poverty_line
    ({'income': 650.0}, 0.05, None)
    """

    def __init__(
        self, about: Iterable[tuple[str, str]], figures: Iterable[tuple[str, object]] = ()
    ) -> None:
        self._about = [(field, str(value or "")) for field, value in about]
        self._figures = [(measure, str(value)) for measure, value in figures]

    @cached_property
    def units(self) -> dict[str, str]:
        """Indicator → the unit declared for it."""
        return benchmarks(self._about, "unit")

    def _one(self, field: str, unit: str = "") -> float | None:
        cell = next((value for name, value in self._about if name == field and value), "")
        return amount(cell, unit)

    @cached_property
    def benchmarks(self) -> dict[str, float]:
        """Indicator → what counts as good enough."""
        said = benchmarks(self._about).items()
        found = {key: amount(cell, self.units.get(key, "")) for key, cell in said}
        counted = {key: number(cell, ".") for key, cell in benchmarks(self._figures).items()}
        return {key: aim for key, aim in (counted | found).items() if aim is not None}

    @cached_property
    def poverty_line(self) -> float | None:
        """The income below which a unit is poor, in the unit of income."""
        return self._one("poverty_line", self.units.get("income", ""))

    @cached_property
    def tolerance(self) -> float | None:
        """The largest difference between groups that counts as even, as a share."""
        return self._one("tolerance_even")
