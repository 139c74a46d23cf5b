"""Half-filled areas, as villages have them: whatever reads a case works on each of them.

Each is told apart by what it lacks. `AREAS` makes one anew at every call.
"""

from functools import cache

import pandas as pd
import pytest

from led_synergy.case import Case, load_case

from ..daily import WHOLE

JUDGED = ["round", "rater", "dimension", "level", "lowest", "highest"]


def judged(*rows, name="desa"):
    """An area of judgements only: (round, rater, dimension, level, lowest, highest)."""
    cells = [dict(zip(JUDGED, row, strict=True)) for row in rows]
    return Case.from_rows(name, {"judgements": [{k: v for k, v in r.items() if v} for r in cells]})


def levels(*given, round="", rater=""):
    names = ("system", "shared_goal", "process", "effect")
    return [(round, rater, name, level, "", "") for name, level in zip(names, given, strict=True)]


@cache
def whole():
    """The fictional area, read once, with every tenth of its households."""
    case = load_case("contoh")
    table = case.measurements
    few = sorted(set(table["unit"]))[::10]
    case.tables["measurements"] = table[table["unit"].isin(few)].reset_index(drop=True)
    return case


def contoh(**changed):
    """The fictional area with some tables changed; None takes one away."""
    tables = {name: table.copy() for name, table in whole().tables.items()} | changed
    return Case("desa", {name: table for name, table in tables.items() if table is not None})


def measured(change):
    table = whole().measurements
    return contoh(measurements=change(table.copy()).reset_index(drop=True))


def rows(**tables):
    return Case.from_rows("desa", tables)


def _mean_loss(table):
    before = (table["indicator"] == "income") & (table["period"] == "before")
    table.loc[before, "value"] = -10.0
    return table


def _half_the_households_came_later(table):
    units = sorted(set(table["unit"]))
    gone = table["unit"].isin(units[: len(units) // 2]) & (table["period"] == "before")
    return table[~gone]


def _one_in_the_hinterland(table):
    first = table.loc[table["zone"] != "centre", "unit"].iloc[0]
    return table[(table["zone"] == "centre") | (table["unit"] == first)]


def _blanks(table):
    table[["zone", "poor", "poorest"]] = ""
    return table


def _without_benchmarks():
    about = whole().about
    kept = ~about["field"].str.startswith(("benchmark", "tolerance", "poverty_line"))
    return about[kept].reset_index(drop=True)


AREAS = {
    "a dimension without a level": lambda: judged(*levels("1", "1", "", "3")),
    "a range without a level": lambda: judged(
        *levels("", "1", "2", "3")[1:], ("", "", "system", "", "1", "2")
    ),
    "only a lowest level": lambda: judged(("", "", "effect", "", "2", "")),
    "no judgements": lambda: contoh(judgements=None),
    "no table at all": lambda: Case("desa", {}),
    "two rounds that differ": lambda: judged(
        *levels("0", "1", "1", "2", round="2024"), *levels("3", "2", "2", "3", round="2025")
    ),
    "raters that differ": lambda: judged(
        *levels("1", "1", "2", "3", rater="penilai 1"),
        *levels("2", "1", "", "2", rater="penilai 2"),
    ),
    "components only": lambda: contoh(**{t: None for t in whole().tables if t != "components"}),
    "a mean loss before": lambda: measured(_mean_loss),
    "no benchmarks": lambda: contoh(about=_without_benchmarks()),
    "half of the households measured once": lambda: measured(_half_the_households_came_later),
    "no zones and nobody called poor": lambda: measured(_blanks),
    "one period only": lambda: measured(lambda t: t[t["period"] == "after"]),
    "a group of one": lambda: measured(
        lambda t: t[
            (t["zone"] == "centre") | (t["unit"] == t.loc[t["zone"] != "centre", "unit"].iloc[0])
        ]
    ),
    "causes with labels of one's own": lambda: Case(
        "desa",
        {
            "links": pd.DataFrame(
                {
                    "cause": ["jalan rusak", "trust"],
                    "effect": ["trust", "synergism"],
                    "basis": ["finding", "finding"],
                    "source": ["", ""],
                }
            )
        },
    ),
    "two components of one name": lambda: rows(
        components=[
            {"component": "tani_a", "sector": "community", "name_en": "Farmers", "name_id": "Tani"},
            {"component": "tani_b", "sector": "community", "name_en": "Farmers", "name_id": "Tani"},
        ],
        activities=[
            {"activity": "a1", "component": "tani_a", "name_en": "Seeds", "name_id": "Benih"},
            {"activity": "a2", "component": "tani_b", "name_en": "Seeds", "name_id": "Benih"},
        ],
    ),
    **{f"without {table}": lambda table=table: contoh(**{table: None}) for table in whole().tables},
}

# In each run an area speaks one of the two languages, neighbours the other; every week both.
LANGUAGES = ("en", "id")
PAIRS = [
    (area, lang)
    for number, area in enumerate(AREAS)
    for place, lang in enumerate(LANGUAGES)
    if WHOLE or number % 2 == place
]
each_area = pytest.mark.parametrize(("area", "lang"), PAIRS)
# What is worked out anew for each of them: each day half, every week all.
HALF = PAIRS if WHOLE else [pair for n, pair in enumerate(PAIRS) if n % 4 in (0, 3)]
half_of_areas = pytest.mark.parametrize(("area", "lang"), HALF)
# Files and the command are the same for all of them: each day a third or a fifth, every week all.
some_areas = pytest.mark.parametrize(("area", "lang"), PAIRS if WHOLE else PAIRS[::3])
few_areas = pytest.mark.parametrize(("area", "lang"), PAIRS if WHOLE else PAIRS[4::5])


def each_of(names, share=2):
    """Each of these by each area: each day every second pair, or third; every week all."""
    pairs = [
        (name, area, lang)
        for row, name in enumerate(names)
        for column, (area, lang) in enumerate(PAIRS)
        if WHOLE or (row + column // 2) % share == 1
    ]
    return pytest.mark.parametrize(("name", "area", "lang"), pairs)
