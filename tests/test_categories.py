import itertools
import sys

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import led_synergy as led
from led_synergy import terms
from led_synergy.categories import RULES
from led_synergy.categories.classification import _folded

LEVEL = st.none() | st.integers(0, 3)
PROFILES = st.builds(led.Profile, LEVEL, LEVEL, LEVEL, st.none() | st.integers(0, 4))


def test_the_table_defines_62_profiles_and_leaves_258():
    strict = led.decision_table()["strict"]
    assert len(strict) == 320
    assert strict.value_counts().to_dict() == {
        "synergism": 1,
        "less_synergetic": 1,
        "fragmented": 1,
        "additive": 27,
        "antagonistic": 27,
        "sectoral": 5,
    }


@pytest.mark.parametrize(
    ("rule", "less", "fragmented"), [("system_gate", 53, 27), ("weakest_dimension", 15, 65)]
)
def test_the_81_collaborations_that_do_good(rule, less, fragmented):
    table = led.decision_table().query("system>0 and shared_goal>0 and process>0 and effect>1")
    assert table[rule].value_counts().to_dict() == {
        "synergism": 1,
        "less_synergetic": less,
        "fragmented": fragmented,
    }


def test_telang_is_fragmented_but_not_defined_by_table_2_1():
    answer = led.classify(led.Profile(system=1, shared_goal=1, process=2, effect=3))
    assert answer.category == "fragmented"
    assert answer.strict is None
    assert answer.steps_to("less_synergetic") == ({"system": (1, 2)},)
    assert answer.matches == {
        "system": True,
        "shared_goal": True,
        "process": False,
        "effect": False,
    }


def test_a_missing_judgement_leaves_categories_open_and_says_what_would_decide():
    answer = led.classify(led.Profile(system=None, shared_goal=2, process=2, effect=3))
    assert answer.category is None
    assert answer.candidates == ("less_synergetic", "fragmented", "sectoral")
    assert answer.deciding == ("system",)
    assert led.classify(led.Profile(system=0)).deciding == ()  # sectoral, whatever the others are


@given(PROFILES, st.sampled_from(list(RULES)), st.sampled_from(["en", "id"]))
def test_no_valid_profile_ever_raises(profile, rule, lang):
    assert led.classify(profile, rule).explain(lang)


@pytest.mark.parametrize("level", [-1, 4, 1.5, "2", True, [1]])
def test_a_bad_level_names_the_dimension_and_the_choices(level):
    with pytest.raises(led.InputError, match="shared_goal.*0 to 3"):
        led.Profile(shared_goal=level)


def test_an_unknown_rule_lists_the_rules():
    with pytest.raises(led.InputError, match="system_gate"):
        led.classify(led.Profile(), rule="best")


FRAMES = {
    "pandas": lambda t: t,
    "polars": lambda t: pytest.importorskip("polars").from_pandas(t),
    "lazy": lambda t: pytest.importorskip("polars").from_pandas(t).lazy(),
    "duckdb": lambda t: pytest.importorskip("duckdb").from_df(t),
    "dask": lambda t: pytest.importorskip("dask.dataframe").from_pandas(t, npartitions=3),
}


@pytest.mark.parametrize("kind", FRAMES)
@pytest.mark.parametrize("rule", RULES)
def test_a_table_of_areas_gets_what_each_area_gets_alone(kind, rule):
    import narwhals as nw

    levels = led.decision_table()[["system", "shared_goal", "process", "effect"]]
    frame = FRAMES[kind](levels)
    found = led.classify_table(frame, rule=rule)
    assert type(found) is type(frame)
    table = nw.from_native(found).lazy().collect().to_pandas()
    rows = sorted(
        (*map(int, r[:4]), None if pd.isna(r[4]) else r[4]) for r in table.itertuples(index=False)
    )
    alone = sorted(
        (*map(int, r), led.classify(led.Profile(*map(int, r)), rule).category)
        for r in levels.itertuples(index=False)
    )
    assert rows == alone


def test_a_table_with_a_level_out_of_range_is_refused():
    frame = pd.DataFrame({"system": [1], "shared_goal": [1], "process": [9], "effect": [1]})
    with pytest.raises(led.InputError, match="process"):
        led.classify_table(frame)


def test_import_is_light():
    import subprocess

    code = (
        "import sys, led_synergy; led_synergy.classify(led_synergy.Profile(1, 1, 2, 3));"
        "print({'pandas', 'altair', 'networkx', 'ipywidgets', 'numpy'} & set(sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"


def test_where_no_category_is_decided_nothing_asks_why_not_the_others():
    for lang in terms.LANGUAGES:
        others = terms.text("title.why_not", lang)
        assert others not in led.classify(led.Profile()).explain(lang)
        assert others in led.classify(led.Profile(1, 1, 2, 3)).explain(lang)


def test_ways_that_differ_only_in_what_is_not_judged_are_told_as_one():
    words = led.classify(led.Profile(system=1)).explain()
    assert (
        "System 1 → 2, Shared goal ? → 1–3, Process of collaboration ? → 1–3, "
        "Effect on welfare ? → 2–4; criteria of that row" in words
    )


@given(
    st.builds(
        led.Profile,
        system=st.none() | st.integers(0, 3),
        shared_goal=st.none() | st.integers(0, 3),
        process=st.none() | st.integers(0, 3),
        effect=st.none() | st.integers(0, 4),
    ),
    st.sampled_from(list(RULES)),
    st.sampled_from(list(led.Category)),
)
def test_telling_ways_as_one_loses_and_adds_none(profile, rule, category):
    changes = led.classify(profile, rule).steps_to(category)
    told = [
        dict(zip(ways, [(ways[d][0], b) for d, b in zip(ways, ends, strict=True)], strict=True))
        for ways in _folded(changes)
        for ends in itertools.product(*(ends for _, ends in ways.values()))
    ]
    assert sorted(map(str, told)) == sorted(map(str, changes))
