"""Write the fictional third area, Kawasan Contoh ("example area"), to datasets/contoh/.

The paper publishes no participation per activity and no measurements before and after, and none
may be invented for its two areas. This area has both, and everything in it is invented for
teaching. Run ``python scripts/make_contoh.py [folder]``; the same files come out byte for byte.

Texts stand in scripts/contoh/, one file per table, with gaps such as {income_before} for numbers
from the households, which are drawn here with a fixed seed. The effects are those that
`welfare.effects_from` gives. Components, activities, participation and links cite no number: they
are kept by hand in datasets/contoh/ and only read here.
"""

import csv
import math
import random
import sys
from pathlib import Path
from statistics import NormalDist

import pandas as pd

from led_synergy import terms, welfare
from led_synergy.case import schema

DATASETS = Path(__file__).resolve().parent.parent / "datasets"
TEXTS = Path(__file__).resolve().parent / "contoh"
SEED = 2015

# -- How the households are drawn ------------------------------------------------------------------

VILLAGES = {  # village: zone, households in the survey
    "Contoh Pusat": ("centre", 40),
    "Contoh Tengah": ("centre", 40),
    "Contoh Timur": ("hinterland", 30),
    "Contoh Barat": ("hinterland", 30),
    "Contoh Utara": ("hinterland", 30),
    "Contoh Selatan": ("hinterland", 30),
}
BEFORE, AFTER = "2021", "2024"
MEDIAN_INCOME = {"centre": 505, "hinterland": 415}
SPREAD = 0.42  # standard deviation of the logarithm of income
RICE_SHARE = 0.6
SHARE_SERVED = {
    ("centre", "poorest"): 0.55,
    ("centre", "poor"): 0.85,
    ("centre", "not poor"): 0.45,
    ("hinterland", "poorest"): 0.20,
    ("hinterland", "poor"): 0.42,
    ("hinterland", "not poor"): 0.22,
}
GROWTH = {"centre": 0.15, "hinterland": 0.06}  # of the logarithm of income
RICE_GROWTH, SERVED_GROWTH = 0.10, 0.04
SCORES = {  # capital: score before and gain, in the centre and in the hinterland
    "natural": ((48, 3), (52, 2)),
    "financial": ((44, 8), (37, 3)),
    "human": ((47, 6), (42, 3)),
    "social": ((50, 4), (56, 4)),
    "physical": ((49, 11), (35, 3)),
}

# -- Texts and numbers -----------------------------------------------------------------------------


def texts(name):
    """The rows of a file of texts, as dicts."""
    with (TEXTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def kept(name):
    """The rows of a table of the area that is kept by hand."""
    with (DATASETS / "contoh" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def declared(field):
    """A number that the Pokja declared beforehand."""
    return next(float(row["value_en"]) for row in texts("about") if row["field"] == field)


def filled(name, numbers):
    """The rows of a file of texts with their gaps filled in, and each source called fictional."""
    for row in texts(name):
        row = {column: fill(cell, numbers, column) for column, cell in row.items()}
        yield row | ({"source": f"fictional: {row['source']}"} if "source" in row else {})


def fill(text, numbers, column):
    """Whole numbers as they are, others with one decimal, in Indonesian after a comma."""
    decimal = "," if column.endswith("_id") else "."
    words = {
        name: f"{value:.1f}".replace(".", decimal) if isinstance(value, float) else str(value)
        for name, value in numbers.items()
    }
    return text.format(**words)


def percent(value):
    return round(100 * value)


# -- Households ------------------------------------------------------------------------------------


def draw_households():
    """The households of the survey; under each indicator (before, after), or the value after."""
    # Only .random() keeps its sequence in every version of Python; normals come from it.
    rng = random.Random(SEED)

    def normal(mean, deviation):
        return NormalDist(mean, deviation).inv_cdf(rng.random())

    households = []
    for village, (zone, size) in VILLAGES.items():
        for _ in range(size):
            standing = normal(0, 1)
            households.append(
                {
                    "unit": f"h{len(households) + 1:03d}",
                    "village": village,
                    "zone": zone,
                    "standing": standing,
                    "first": round(MEDIAN_INCOME[zone] * math.exp(SPREAD * standing)),
                    "rice": rng.random() < RICE_SHARE,
                    "lot": rng.random(),
                }
            )
    mark_poor(households)
    serve(households)
    for home in households:
        measure(home, normal)
    return households


def mark_poor(households):
    ranked = sorted(households, key=lambda home: home["first"])
    line = declared("poverty_line")
    threshold = ranked[round(declared("poorest_share") * len(ranked)) - 1]["first"]
    for home in households:
        home["poor"] = home["first"] < line
        home["poorest"] = home["first"] <= threshold
        home["status"] = "poorest" if home["poorest"] else "poor" if home["poor"] else "not poor"


def serve(households):
    """Serve the declared share of each zone and status; the lot decides who."""
    for (zone, status), share in SHARE_SERVED.items():
        homes = [home for home in households if (home["zone"], home["status"]) == (zone, status)]
        homes.sort(key=lambda home: home["lot"])
        for place, home in enumerate(homes):
            home["served"] = int(place < round(share * len(homes)))


def measure(home, normal):
    zone, first = home["zone"], home["first"]
    growth = GROWTH[zone] + RICE_GROWTH * home["rice"] + SERVED_GROWTH * home["served"]
    home["income"] = (first, round(first * math.exp(growth + normal(0, 0.09))))
    cost = 255 * math.sqrt(first / 450) * math.exp(normal(0, 0.1))
    home["basic_needs_cost"] = (round(cost), round(cost * (1 + normal(-0.03, 0.03))))
    if home["rice"]:
        tonnes = max(1.5, normal(3.1, 0.4))
        home["rice_yield"] = (round(tonnes, 1), round(tonnes + max(-0.3, normal(1.0, 0.4)), 1))
    for capital, scores in SCORES.items():
        level, gain = scores[zone == "hinterland"]
        before = normal(level + 4 * home["standing"], 8)
        after = before + normal(gain, 3)
        home[f"{capital}_capital"] = tuple(
            min(100, max(1, round(score))) for score in (before, after)
        )
    # Limited seats are worth more and go to the better-off.
    worth = (350 if home["poor"] else 600) * math.exp(normal(0, 0.4))
    home["benefit"] = round(worth) if home["served"] else 0


# -- What follows from the households --------------------------------------------------------------


def make_measurements(homes):
    """One row per household, indicator and period."""
    rows = []
    fields = [row["field"] for row in texts("about")]
    measured = [field.removeprefix("unit_") for field in fields if field.startswith("unit_")]
    for home in homes:
        flags = ["yes" if home[flag] else "no" for flag in ("poor", "poorest")]
        who = (home["unit"], home["village"], home["zone"], *flags)
        for indicator in measured:
            found = home.get(indicator)
            if isinstance(found, tuple):
                rows += [
                    (*who, indicator, period, value, "yes")
                    for period, value in zip(("before", "after"), found, strict=True)
                ]
            elif found is not None:
                rows.append((*who, indicator, "after", found, "yes"))
    return rows


def growth(table, units):
    """By how many percent the mean income of these households rose."""
    found = welfare.before_and_after(table[table["unit"].isin(units)])
    return percent(found.loc["income", "relative"])


def cited(homes, table):
    """The numbers that texts of the tables cite."""
    means, zones = welfare.before_and_after(table), welfare.before_and_after(table, "zone")
    reached = welfare.targeting(table).set_index("threshold")
    near = welfare.targeting(table, "zone").set_index(["zone", "threshold"])
    others = reached.loc["poor"] - reached.loc["poorest"]
    rice = {home["unit"] for home in homes if home["rice"]}
    incomes = pd.DataFrame([home["income"] for home in homes], columns=["before", "after"])
    numbers = {
        **cited_from_tables(),
        "before": BEFORE,
        "after": AFTER,
        "homes": len(homes),
        "rice_households": len(rice),
        "poorest_threshold": max(home["income"][0] for home in homes if home["poorest"]),
        "poor_before": percent(welfare.poverty(incomes["before"], declared("poverty_line"))),
        "poor_after": percent(welfare.poverty(incomes["after"], declared("poverty_line"))),
        "income_before": round(means.loc["income", "before"]),
        "income_after": round(means.loc["income", "after"]),
        "worse_off": int((incomes["after"] < incomes["before"]).sum()),
        "rice_rise": growth(table, rice),
        "other_rise": growth(table, {home["unit"] for home in homes} - rice),
        "yield_before": float(means.loc["rice_yield", "before"]),
        "yield_after": float(means.loc["rice_yield", "after"]),
        "reach_poor": percent(reached.loc["poor", "coverage"]),
        "served_poorest": percent(reached.loc["poorest", "coverage"]),
        "served_other_poor": percent(others["n_poor_served"] / others["n_poor"]),
    }
    for zone in MEDIAN_INCOME:
        income = zones.loc[("income", zone)]
        numbers |= {
            zone: "; ".join(village for village, (where, _) in VILLAGES.items() if where == zone),
            f"income_before_{zone}": round(income["before"]),
            f"income_after_{zone}": round(income["after"]),
            f"income_rise_{zone}": percent(income["relative"]),
            f"reach_{zone}": percent(near.loc[(zone, "poor"), "coverage"]),
        }
    return numbers


def cited_from_tables():
    """The numbers that come from the tables kept by hand."""
    activities, participation = kept("activities"), kept("participation")
    limited = {row["activity"] for row in activities if row["seats"] == "limited"}
    rungs = {
        group: [row for row in participation if row["group"] == group]
        for group in ("landless_labourers", "village_elite")
    }
    elite = [row["rung"] for row in rungs["village_elite"] if row["activity"] in limited]
    return {
        "activities": len(activities),
        "outside_clusters": sum(not row["cluster"] for row in activities),
        "open_seats": sum(row["seats"] == "open" for row in activities),
        "rated": len(rungs["landless_labourers"]),
        "labourers_low": sum(int(row["rung"]) <= 2 for row in rungs["landless_labourers"]),
        "rated_limited": len(elite),
        "elite_controls": elite.count("6"),
    }


def make_effects(table, numbers):
    """What `welfare.effects_from` says, with what to know beside it."""
    fields = [row["field"] for row in texts("about")]
    benchmarks = {
        field.removeprefix("benchmark_"): declared(field)
        for field in fields
        if field.startswith("benchmark_")
    }
    beside = {row["indicator"]: row for row in filled("effects", numbers)}
    found = {}
    for lang in terms.LANGUAGES:
        judged = welfare.effects_from(table, benchmarks, declared("tolerance_even"), lang=lang)
        for row in judged.to_dict("records"):
            key = (row["effect_group"], row["indicator"])
            text = beside.get(row["indicator"], {}).get(f"exception_{lang}", row["note"])
            row = {column: row[column] for column in schema.columns("effects") if column in row}
            found[key] = found.get(key, row) | {f"exception_{lang}": text}
    return [row | {"source": "fictional: household survey"} for row in found.values()]


def make_tables():
    """Table to rows."""
    homes = draw_households()
    columns, measurements = schema.columns("measurements"), make_measurements(homes)
    table = pd.DataFrame(measurements, columns=columns)
    numbers = cited(homes, table)
    named = ("about", "judgements", "evidence", "factors", "figures")
    return {
        **{name: list(filled(name, numbers)) for name in named},
        "effects": make_effects(table, numbers),
        "measurements": [dict(zip(columns, row, strict=True)) for row in measurements],
    }


def main(folder=DATASETS / "contoh"):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in make_tables().items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, schema.columns(name), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main(*sys.argv[1:2])
