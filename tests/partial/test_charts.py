"""Every chart of every half-filled area: it draws, or one sentence says what is missing."""

import contextlib
import inspect
import itertools
import json
import re
import warnings
from functools import partial

import numpy as np
import pandas as pd
import pytest
import vl_convert
from altair.utils import schemapi

from led_synergy import charts, components, factors, participation, terms, welfare
from led_synergy.case import Case, compare, load_case
from led_synergy.categories import Profile
from led_synergy.decision import decision_table
from led_synergy.problem_tree import CausalMap

from ..daily import WHOLE
from .areas import AREAS, each_of

LANGUAGES = pytest.mark.parametrize("lang", terms.LANGUAGES)
TELANG, BATU, CONTOH = map(load_case, ("telang", "batu_betumpang", "contoh"))
MADE = {name: make() for name, make in AREAS.items()}  # looked at only, never changed
unchecked = partial(schemapi.debug_mode, False)  # of a whole chart Altair looks at all its parts
NOT_SAID = re.compile(
    r"\b(nan|NaN|NaT|null|undefined)\b|<NA>|(?<!1 )\bNone\b"
)  # rung 1 is called None


def _gained(case, by):
    table = case.measurements
    rows = table[table["indicator"] == "income"]
    before, after = (rows[rows["period"] == p].set_index("unit") for p in ("before", "after"))
    both = before.index.intersection(after.index)
    change = after["value"].reindex(both) - before["value"].reindex(both)
    return {by: welfare.evenness(change, before[by].reindex(both), None)}


def _lorenz(case):
    rows = case.measurements
    incomes = rows[(rows["indicator"] == "income") & (rows["period"] == "after")]["value"]
    return {"after": welfare.lorenz(incomes)}


# How a notebook draws each chart of an area.
DRAWN = {
    "criteria_grid": lambda case: charts.criteria_grid(case),
    "side_by_side": lambda case: charts.side_by_side([case, "telang"]),
    "class_overview": lambda case: charts.class_overview(
        compare([case, TELANG]).table(terms.language()), cases=[case]
    ),
    "decision_map": lambda case: charts.decision_map(decision_table()),
    "readings": lambda case: charts.readings(case.readings(), case=case),
    "activities_by_component": lambda case: charts.activities_by_component(case),
    "overlap_matrix": lambda case: charts.overlap_matrix(case),
    "ladder": lambda case: charts.ladder(
        participation.distribution(case.participation, by="activity"), case=case
    ),
    "levels_strip": lambda case: charts.levels_strip(case.by_rater(), cases=[case]),
    "capitals": lambda case: charts.capitals(welfare.capital_profile(case.measurements), case=case),
    "effect_groups": lambda case: charts.effect_groups(case.effects, case=case),
    "gains": lambda case: charts.gains(_gained(case, "zone"), "income", case=case),
    "targeting": lambda case: charts.targeting(welfare.targeting(case.measurements), case=case),
    "lorenz_curves": lambda case: charts.lorenz_curves(_lorenz(case), case=case),
    "factor_matrix": lambda case: charts.factor_matrix(
        factors.presence({case.name: case.factors}), cases=[case]
    ),
    "triangulation_matrix": lambda case: charts.triangulation_matrix(
        factors.triangulation(case.evidence), case=case
    ),
    "support_matrix": lambda case: charts.support_matrix(case),
    "causal_map": lambda case: charts.causal_map(case),
    "driving_dependence": lambda case: charts.driving_dependence(case),
    "rice_in_a_year": lambda case: charts.rice_in_a_year(1, (1, 2), (3, 4), case=case),
    "recommendation_matrix": lambda case: charts.recommendation_matrix(),
    "twin_output": lambda case: charts.twin_output(),
    "value_added": lambda case: charts.value_added(),
}
OF_AN_AREA = [name for name in DRAWN if name not in ("decision_map", "value_added", "twin_output")]


def test_every_public_chart_is_among_those_tested():
    assert DRAWN.keys() == {name for name in charts.__all__ if callable(getattr(charts, name))}


@each_of(OF_AN_AREA, 4)
def test_a_chart_of_a_half_filled_area_draws_or_says_what_is_missing(name, area, lang):
    case = MADE[area]
    with terms.speaking(lang), unchecked():
        try:
            chart = DRAWN[name](case)
        except terms.InputError as error:
            assert len(str(error)) > 20 and not NOT_SAID.search(str(error)), str(error)
            return
        spec = chart.to_dict(validate=False)
    assert not NOT_SAID.search(spec["description"]), spec["description"]
    told = json.dumps(spec)
    if told not in DRAWABLE:  # most areas differ from another in one table: their charts are alike
        chart.to_dict()  # Altair looks whether it is a chart
        words = re.findall(r"<text[^>]*>([^<]+)<", vl_convert.vegalite_to_svg(spec))
        assert words and not [said for said in words if NOT_SAID.search(said)]
        DRAWABLE.add(told)


DRAWABLE = set()  # charts that were looked at and drawn


def test_most_charts_of_most_areas_draw():
    drawn, some = 0, list(MADE.values())[::4]
    for case, name in itertools.product(some, OF_AN_AREA):
        with contextlib.suppress(terms.InputError), unchecked():
            DRAWN[name](case)
            drawn += 1
    assert drawn > 0.6 * len(some) * len(OF_AN_AREA)


# -- What each kind of half-filled area once hid -----------------------------------------------


def kinds(case):
    rows = [r for rs in charts.criteria_grid(case).to_dict()["datasets"].values() for r in rs]
    return {kind: [row["level"] for row in rows if row.get("kind") == kind] for kind in _KINDS}


_KINDS = ("judged", "plausible", "other")


def test_a_range_without_a_level_is_marked_as_a_range_and_not_as_unjudged():
    case = AREAS["a range without a level"]()
    assert kinds(case)["plausible"] == ["○ 1", "○ 2"]
    spec = charts.criteria_grid(case).to_dict()
    assert "System: not agreed, 1 to 2." in spec["description"]
    assert "Not judged" not in " ".join(spec["title"]["subtitle"])
    assert (
        "System, desa: not agreed, 1 to 2."
        in (charts.side_by_side([case, "telang"]).to_dict()["description"])
    )


def test_rounds_are_never_mixed():
    found = kinds(AREAS["two rounds that differ"]())
    assert found["judged"] == ["● 3", "● 2", "● 2", "● 3"] and not found["plausible"]


def test_components_and_activities_of_one_name_stay_two():
    spec = charts.activities_by_component(AREAS["two components of one name"]()).to_dict()
    rows = [row for rows in spec["datasets"].values() for row in rows]
    assert {r["component"] for r in rows if "stated" in r} == {"Farmers", "Farmers (2)"}
    assert {r["activity"] for r in rows if "stated" in r} == {"Seeds", "Seeds (2)"}
    assert [row["words"] for row in rows if "words" in row] == ["1", "1"]


def test_two_areas_of_one_name_stay_two():
    spec = charts.side_by_side(["telang", "telang"]).to_dict()
    assert "Telang, Telang (2)" in spec["description"]
    assert {row["kind"] for rows in spec["datasets"].values() for row in rows if "kind" in row} == {
        "Telang",
        "Telang (2)",
    }


def test_a_label_of_one_s_own_is_a_node_and_differs_from_a_factor_of_that_name():
    tree = CausalMap.from_matrix([[0, 1], [0, 0]], ["trust", "Trust"])
    rows = [r for rs in charts.causal_map(tree).to_dict()["datasets"].values() for r in rs]
    assert {row["name"] for row in rows if "mark" in row} == {"Trust", "Trust (2)"}
    assert "Trust (2)" in charts.driving_dependence(tree).to_dict()["description"]


@pytest.mark.parametrize(("n", "lang"), [(5_001, "id"), (100_000, "en")])
def test_very_many_activities_are_counted_and_the_chart_says_so(n, lang):
    case = AREAS["two components of one name"]()
    work = case.activities.iloc[:1]
    many = work.loc[work.index.repeat(n)].reset_index(drop=True)
    many["activity"] = [f"a{k}" for k in range(n)]
    case.tables["activities"] = many
    with terms.speaking(lang):
        spec = charts.activities_by_component(case).to_dict()
        assert terms.text("note.activities_counted") in spec["description"]
        charts.overlap_matrix(case).to_dict()
    assert len(json.dumps(spec)) < 10_000
    assert f">{n}<" in vl_convert.vegalite_to_svg(json.dumps(spec))


def test_very_many_components_stand_together_by_sector():
    case = AREAS["two components of one name"]()
    members = case.components.iloc[:1]
    many = members.loc[members.index.repeat(300)].reset_index(drop=True)
    many["component"] = [f"c{k}" for k in range(300)]
    case.tables["components"] = many
    case.tables["activities"] = case.activities.assign(component=["c7", "c8"])
    spec = charts.activities_by_component(case).to_dict()
    assert "298 others" in json.dumps(spec)
    assert sum(row.get("words") is not None for r in spec["datasets"].values() for row in r) == 3
    assert components.NOT_EFFORT  # which the note below still says


# -- The wrong kind of thing -------------------------------------------------------------------

ODD = {
    "nothing": None,
    "a number": 3,
    "half": 0.5,
    "no number": float("nan"),
    "missing": pd.NA,
    "no time": pd.NaT,
    "yes": True,
    "no words": "",
    "a word": "tleang",
    "bytes": b"telang",
    "an empty list": [],
    "a list": [1, "a", None],
    "lists": [["a"], [["b"]]],
    "a set": {1, 2},
    "an empty dictionary": {},
    "a dictionary": {"a": 1},
    "an object": object(),
    "a class": dict,
    "a function": len,
    "an array": np.array([1, 2]),
    "a matrix": np.zeros((2, 2)),
    "an empty frame": pd.DataFrame(),
    "a frame": pd.DataFrame({"a": [1, None]}),
    "a series": pd.Series([1, 2]),
    "a date": pd.Timestamp("2024-01-01"),
    "an area": TELANG,
    "a bare area": Case("desa", {}),
    "a profile": Profile(1, 1, 1, 1),
    "a map": CausalMap.from_links(TELANG.links),
    "counted readings": TELANG.reading_counts(),
    "readings": TELANG.readings(),
    "a table of factors": TELANG.factors,
    "levels that there are not": pd.DataFrame(
        {"area": ["x"], "system": [9], "shared_goal": ["a"], "process": [1], "effect": [2]}
    ),
}


ARGUMENTS = [
    (name, parameter)
    for name in sorted(DRAWN)
    for parameter in inspect.signature(getattr(charts, name)).parameters
]


GOOD = {
    "source": TELANG,
    "cases": [TELANG, BATU],
    "found": TELANG.readings(),
    "table": decision_table(),
    "case": TELANG,
    "counts": participation.distribution(pd.DataFrame({"group": ["a"], "rung": [1]}), by="group"),
    "profile": welfare.capital_profile(CONTOH.measurements),
    "effects": TELANG.effects,
    "groups": {"zone": welfare.evenness([1, 2], ["a", "b"], None)},
    "what": "income",
    "curves": {"before": welfare.lorenz([1, 2])},
    "presence": factors.presence({"telang": TELANG.factors}),
    "claims": factors.triangulation(TELANG.evidence),
    "tree": CausalMap.from_links(TELANG.links),
    "before": 1,
    "plantings": (1, 2),
    "tonnes": (1, 2),
}


def called(name, **given):
    """The chart with a right thing for each argument that must be given, and these."""
    function = getattr(charts, name)
    must = {
        key: GOOD[key]
        for key, parameter in inspect.signature(function).parameters.items()
        if parameter.default is parameter.empty
    }
    return function(**{**must, **MORE.get(name, {}), **given})


# What two charts call by one name.
MORE = {
    "targeting": {"found": welfare.targeting(CONTOH.measurements)},
    "class_overview": {"table": compare(GOOD["cases"]).table("en")},
}


def half_of_odd(number):
    """What is no right thing to give: each day half, the other half to the next argument."""
    return [*ODD.items()] if WHOLE else [*ODD.items()][number % 2 :: 2]


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_the_right_things_draw(name):
    assert called(name).to_dict()["description"]


@pytest.mark.parametrize(("name", "parameter"), ARGUMENTS)
def test_a_wrong_kind_of_thing_is_told_in_a_sentence(name, parameter):
    refused, valid = 0, set()
    odd = half_of_odd(ARGUMENTS.index((name, parameter)))
    for kind, thing in odd:
        try:
            with unchecked():
                chart = called(name, **{parameter: thing})
        except terms.InputError as error:
            refused += 1
            for lang in terms.LANGUAGES:
                assert len(error.message(lang)) > 15
            continue
        except Exception as error:
            pytest.fail(f"{parameter}={kind}: {type(error).__name__}: {error}")
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # Altair warns of a picture of nothing
            told = json.dumps(chart.to_dict(validate=False))
            if told not in DRAWABLE and told not in valid:
                chart.to_dict()
                valid.add(told)
    assert refused > len(odd) / 2


@LANGUAGES
def test_readings_that_are_counted_already_are_not_drawn_as_profiles(lang):
    with pytest.raises(terms.InputError) as told:
        charts.readings(TELANG.reading_counts(), lang)
    assert "case.readings()" in told.value.message(lang)


def test_a_name_is_as_good_as_the_area():
    assert charts.criteria_grid("telang").to_json() == charts.criteria_grid(TELANG).to_json()
    with pytest.raises(terms.InputError, match="Did you mean 'telang'"):
        charts.criteria_grid("tleang")
