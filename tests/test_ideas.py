"""What all rooms of the ideas hold to: the chosen language, a whole reference, blanks alike."""

import importlib
import inspect
import itertools
import math
import re
import shutil
from decimal import Decimal

import narwhals as nw
import pandas as pd
import pytest

import led_synergy as led
from led_synergy import agreement, components, factors, frames, participation, terms, welfare
from led_synergy.categories import (
    Category,
    Profile,
    changes_in_words,
    classify,
    level_label,
    level_row,
    named,
    strict,
    system_gate,
    weakest_dimension,
)

ROOMS = ("agreement", "categories", "components", "decision", "factors", "frames", "framework")
ROOMS += ("participation", "welfare")
BLANKS = (None, math.nan, pd.NA, "")


def public(room):
    """Everything that a room hands out, with the methods and properties of its classes."""
    module = importlib.import_module(f"led_synergy.{room}")
    for name in module.__all__:
        thing = getattr(module, name)
        if not callable(thing):
            continue
        yield f"{room}.{name}", thing
        if inspect.isclass(thing):
            for key, member in vars(thing).items():
                if not key.startswith("_") and (
                    inspect.isfunction(member) or isinstance(member, property)
                ):
                    yield f"{room}.{name}.{key}", member


THINGS = {name: thing for room in ROOMS for name, thing in public(room)}
CALLED = {name: thing for name, thing in THINGS.items() if not inspect.isclass(thing)}


# -- Language ------------------------------------------------------------------------------------

ANSWER, OPEN = classify(Profile(1, 1, 2, 3)), classify(Profile(None, 2, 2, 3))
CONTOH = led.load_case("contoh")
SPEAKERS = {
    "agreement.Alpha.why": lambda *lang: agreement.alpha({"x": {1: "a"}}).why(*lang),
    "categories.Category.label": lambda *lang: Category.ADDITIVE.label(*lang),
    "categories.Classification.explain": lambda *lang: ANSWER.explain(*lang),
    "categories.Classification.answer": lambda *lang: OPEN.answer(*lang),
    "categories.Classification.reason": lambda *lang: ANSWER.reason(*lang),
    "categories.named": lambda *lang: named((*OPEN.candidates, None), *lang),
    "categories.changes_in_words": lambda *lang: changes_in_words(
        OPEN.steps_to("synergism"), *lang
    ),
    "categories.level_label": lambda *lang: level_label("effect", None, *lang),
    "factors.codebook": lambda *lang: factors.codebook(*lang).to_csv(),
    "welfare.effect_reason": lambda *lang: welfare.effect_reason(CONTOH.effects, *lang),
    "welfare.effects_from": lambda lang=None: welfare.effects_from(
        CONTOH.measurements, lang=lang
    ).to_csv(),
    "welfare.Evenness.gap_in_words": lambda *lang: welfare.evenness(
        [2, 3], ["a", "b"], None, before=[1, 1]
    ).gap_in_words(*lang),
}


def test_every_function_that_takes_a_language_is_looked_at():
    takes = {name for name, call in CALLED.items() if "lang" in signature(call)}
    assert takes == set(SPEAKERS)
    assert all(signature(CALLED[name])["lang"].default is None for name in takes)


def signature(thing):
    return {} if isinstance(thing, property) else inspect.signature(thing).parameters


@pytest.mark.parametrize("name", SPEAKERS)
def test_what_is_chosen_is_spoken_and_what_is_asked_for_goes_before(name):
    say = SPEAKERS[name]
    english, indonesian = say("en"), say("id")
    assert english != indonesian
    assert say() == english
    terms.choose("id")
    assert say() == indonesian
    assert say("en") == english
    with terms.speaking("en"):
        assert say() == english
    with pytest.raises(led.InputError, match="'xx'"):
        say("xx")


@pytest.mark.parametrize("name", SPEAKERS)
def test_nobody_inside_speaks_another_language(name, monkeypatch):
    heard, language = [], terms.language
    monkeypatch.setattr(
        terms, "language", lambda lang=None: heard.append(language(lang)) or heard[-1]
    )
    terms.choose("id")
    SPEAKERS[name]()
    assert set(heard) == {"id"}


def test_a_whole_answer_in_indonesian_holds_no_english_line():
    english = {line for line in ANSWER.explain("en").splitlines() if line}
    terms.choose("id")
    assert not english & set(ANSWER.explain().splitlines())


WRONG = {
    "a level": lambda: Profile(system=9),
    "a rule": lambda: classify(Profile(), "best"),
    "a table": lambda: led.classify_table(3),
    "a rung": lambda: participation.rung(9),
    "a column": lambda: components.by_sector(pd.DataFrame(), pd.DataFrame()),
    "a list": lambda: welfare.gini(3),
    "a measure": lambda: welfare.evenness([1], ["a"], None, "best"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_mistake_is_told_in_the_chosen_language(what):
    with pytest.raises(led.InputError) as caught:
        WRONG[what]()
    english = str(caught.value)
    terms.choose("id")
    assert str(caught.value) == caught.value.message("id") != english


# -- Reference -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CALLED)
def test_every_function_says_what_it_takes_and_gives_with_an_example(name):
    call = CALLED[name]
    words = inspect.getdoc(call) or ""
    takes = [key for key in signature(call) if key != "self"]
    for key in takes:
        assert re.search(rf"^\**(\w+, )*{key}(, \w+)* : ", words, re.MULTILINE), (name, key)
    gives = None if isinstance(call, property) else inspect.signature(call).return_annotation
    if gives not in (None, "None"):
        assert "Returns\n-------" in words, name
    assert ">>> " in words, name


def test_the_rules_and_what_others_use_stand_in_the_reference():
    names = ["strict", "system_gate", "weakest_dimension", "level_label", "named"]
    assert {f"categories.{name}" for name in names} <= set(CALLED)
    assert {"welfare.effects_from", "welfare.poor_missed", "factors.advice"} <= set(CALLED)
    assert len(CALLED) > 70


# -- The rules -----------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [strict, system_gate, weakest_dimension])
def test_a_rule_asks_for_all_four_levels(rule):
    with pytest.raises(led.InputError, match="effect: not judged"):
        rule(Profile(1, 1, 2))
    with pytest.raises(led.InputError, match="profile is needed"):
        rule((1, 1, 2, 3))


def test_the_weakest_dimension_decides_as_its_formula_says():
    # min(system, goal, process, effect - 1): 3 synergism, 2 less synergetic, 1 fragmented
    names = {3: "synergism", 2: "less_synergetic", 1: "fragmented"}
    for full in Profile().completions():
        if min(full.levels[:3]) > 0 and full.effect > 1:
            weakest = min(*full.levels[:3], full.effect - 1)
            assert weakest_dimension(full).category == names[weakest]


def test_a_level_that_does_not_exist_has_no_row():
    with pytest.raises(led.InputError, match="0 to 4"):
        level_row("effect", 7)
    with pytest.raises(led.InputError, match="dimension"):
        level_row("effects", 1)


# -- Blanks and other tables ---------------------------------------------------------------------


@pytest.mark.parametrize("blank", BLANKS)
def test_a_blank_is_no_code(blank):
    # ten passages, five of them coded by neither: 3 of 5 alike, chance 13 / 25
    one = dict(enumerate(["x", "y", "x", "y", "x", *[blank] * 5]))
    other = dict(enumerate(["x", "x", "y", "y", "x", *[blank] * 5]))
    found = agreement.agreement(one, other)
    assert (found.n, found.share, round(found.kappa, 3)) == (5, 0.6, 0.167)
    assert agreement.agreement({1: (blank, blank)}, {1: (blank, blank)}).n == 0


@pytest.mark.parametrize("blank", BLANKS)
def test_a_blank_is_no_level(blank):
    found = agreement.levels_agreement({"one": 2, "two": 2, "three": blank})
    assert (found.raters, found.level, found.commonest, found.pairwise) == (2, 2, 1, 1)
    none = agreement.levels_agreement({"one": blank})
    assert none == (0, None, None, None, None, None)


def test_raters_that_differ_have_no_level_but_a_range():
    found = agreement.levels_agreement({"one": 0, "two": 3, "three": 3, "four": 1})
    assert found == (4, None, 0.5, 1 / 6, 0, 3)  # one pair of six alike


@pytest.mark.parametrize("blank", BLANKS)
def test_a_blank_cell_is_read_alike_in_every_room(blank):
    assert frames.cell_text(blank) == ""
    table = pd.DataFrame(
        {"factor": ["trust"], "role": ["driver"], "source_type": [blank]}, dtype=object
    )
    assert factors.triangulation(table)["convergence"].tolist() == ["not_stated"]
    rows = pd.DataFrame({"group": [blank], "rung": [1]}, dtype=object)
    with pytest.raises(led.InputError, match="row 2, column group"):
        participation.distribution(rows, by="group")


def test_categories_without_a_row_count_for_nothing():
    table = pd.DataFrame(
        {"factor": ["trust"], "role": ["driver"], "source_type": ["fgd"]}, dtype="category"
    )
    for column, more in {"factor": "fairness", "role": "constraint"}.items():
        table[column] = table[column].cat.add_categories(more)
    assert factors.triangulation(table).index.tolist() == [("trust", "driver")]
    rungs = pd.DataFrame({"group": pd.Categorical(["a"], ["a", "b"]), "rung": [2]})
    assert participation.span(rungs, by="group").index.tolist() == ["a"]


def test_a_table_with_a_column_twice_or_with_columns_of_columns_is_told():
    twice = pd.DataFrame([["trust", "driver", "driver"]], columns=["factor", "role", "role"])
    with pytest.raises(led.InputError, match="two columns 'role'"):
        factors.drivers(twice)
    nested = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_product([["rung"], ["a", "b"]]))
    with pytest.raises(led.InputError, match="no column 'rung'"):
        participation.span(nested)


LEVELS = [(1, 1, 2, 3), (None, 2, 2, 3), (0, 0, 0, None), (3, 3, 3, 4), (None,) * 4]


def columns(write):
    return {
        d: [None if row[place] is None else write(row[place]) for row in LEVELS]
        for place, d in enumerate(("system", "shared_goal", "process", "effect"))
    }


def with_nan():
    return {d: [math.nan if v is None else float(v) for v in vs] for d, vs in columns(int).items()}


def polars(data, lazy=False):
    frame = pytest.importorskip("polars").DataFrame(data)
    return frame.lazy() if lazy else frame


def arrow(data):
    return pytest.importorskip("pyarrow").table(data)


def duckdb(data):
    return pytest.importorskip("duckdb").from_arrow(arrow(data))


def dask(data, **how):
    frames = pytest.importorskip("dask.dataframe")
    return frames.from_pandas(pd.DataFrame(data, **how), npartitions=2)


def arrow_decimal():
    return pd.ArrowDtype(pytest.importorskip("pyarrow").decimal128(5, 0))


WAYS = {
    "pandas NaN": lambda: pd.DataFrame(with_nan()),
    "pandas None": lambda: pd.DataFrame(columns(int), dtype=object),
    "pandas NA": lambda: pd.DataFrame(columns(int), dtype=object).fillna(pd.NA),
    "pandas Int64": lambda: pd.DataFrame(columns(int), dtype="Int64"),
    "pandas UInt8": lambda: pd.DataFrame(columns(int), dtype="UInt8"),
    "pandas Decimal": lambda: pd.DataFrame(columns(Decimal), dtype=object),
    "pandas category": lambda: pd.DataFrame(columns(int)).astype("category"),
    "polars": lambda: polars(columns(int)),
    "polars NaN": lambda: polars(with_nan()),
    "polars Decimal": lambda: polars(columns(Decimal)),
    "lazy": lambda: polars(columns(int), True),
    "lazy NaN": lambda: polars(with_nan(), True),
    "lazy Decimal": lambda: polars(columns(Decimal), True),
    "arrow": lambda: arrow(columns(int)),
    "arrow NaN": lambda: arrow(with_nan()),
    "arrow Decimal": lambda: arrow(columns(Decimal)),
    "duckdb": lambda: duckdb(columns(int)),
    "duckdb NaN": lambda: duckdb(with_nan()),
    "duckdb Decimal": lambda: duckdb(columns(Decimal)),
    "dask NaN": lambda: dask(with_nan()),
    "dask Int64": lambda: dask(columns(int), dtype="Int64"),
    "dask Decimal": lambda: dask(columns(Decimal), dtype=arrow_decimal()),
}


def categories_of(frame):
    found = nw.from_native(frame).lazy().collect()["category"].to_list()
    return [None if terms.is_blank(key) else key for key in found]


@pytest.mark.parametrize("way", WAYS)
def test_levels_and_blanks_are_read_alike_however_they_are_written(way):
    alone = [classify(Profile(*row)).category for row in LEVELS]
    assert categories_of(led.classify_table(WAYS[way]())) == alone


@pytest.mark.parametrize("kind", [pd.DataFrame, polars, arrow, duckdb, dask])
def test_a_dimension_that_nobody_judged_is_open_in_every_library(kind):
    data = {**columns(int), "system": [None] * len(LEVELS)}
    alone = [classify(Profile(None, *row[1:])).category for row in LEVELS]
    assert categories_of(led.classify_table(kind(data))) == alone
    if kind is polars:
        assert categories_of(led.classify_table(polars(data, True))) == alone


def test_spark_reads_levels_and_blanks_as_the_others_do():
    sql = pytest.importorskip("pyspark.sql")
    if not shutil.which("java"):
        pytest.skip("Spark needs Java")
    session = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    session = session.getOrCreate()
    names = list(columns(int))
    alone = sorted(str(classify(Profile(*row)).category) for row in LEVELS)
    for kind, data in (
        ("long", columns(int)),
        ("double", with_nan()),
        ("decimal", columns(Decimal)),
    ):
        rows = list(zip(*data.values(), strict=True))
        frame = session.createDataFrame(rows, ", ".join(f"{name} {kind}" for name in names))
        assert sorted(map(str, categories_of(led.classify_table(frame)))) == alone
    session.stop()


@pytest.mark.parametrize("level", [9, -1, 1.5, "2", True, Decimal("1.5"), 10**30, math.inf])
def test_a_level_that_does_not_exist_is_told_with_its_place(level):
    frame = pd.DataFrame({d: [1, 1] for d in columns(int)}, dtype=object)
    frame.loc[1, "process"] = level
    with pytest.raises(led.InputError, match=re.escape("process, row 1 (counted from 0): found")):
        led.classify_table(frame)


@pytest.mark.parametrize("kind", [polars, duckdb, dask])
@pytest.mark.parametrize(("level", "said"), [(9, "9"), (1.5, "1.5"), (-1, "-1")])
def test_a_lazy_table_tells_the_level_that_does_not_exist(kind, level, said):
    data = {**{d: [1, 1] for d in columns(int)}, "process": [1.0, float(level)]}
    frame = kind(data, True) if kind is polars else kind(data)
    with pytest.raises(led.InputError, match=f"process: found {re.escape(said)}. Allowed"):
        led.classify_table(frame)


@pytest.mark.parametrize("kind", [polars, duckdb, dask])
def test_a_lazy_table_finds_the_one_wrong_level_among_all_that_are_right(kind):
    tops = {"system": 3, "shared_goal": 3, "process": 3, "effect": 4}
    right = itertools.product(*([None, math.nan, *range(top + 1)] for top in tops.values()))
    rows = [*right, (3, 3, 3, 5)]
    data = {d: [row[place] for row in rows] for place, d in enumerate(tops)}
    frame = polars(data, True) if kind is polars else kind(data)
    with pytest.raises(led.InputError, match="effect: found 5. Allowed"):
        led.classify_table(frame)


@pytest.mark.parametrize("kind", ["object", "category", "string", "bool", "datetime64[ns]"])
def test_a_lazy_column_of_another_type_is_told_by_its_type(kind):
    data = pd.DataFrame({d: [1, 1] for d in columns(int)})
    frame = dask(data.astype({"process": kind}))
    said = "^process: the column is of the type [A-Z].*Allowed: a type of number"
    with pytest.raises(led.InputError, match=said):
        led.classify_table(frame)


@pytest.mark.parametrize("kind", [pd.DataFrame, arrow, dask])
def test_a_table_of_areas_with_a_column_twice_is_told(kind):
    names = [*columns(int), "system"]
    if kind is arrow:
        pa = pytest.importorskip("pyarrow")
        frame = pa.Table.from_arrays([pa.array([1])] * 5, names=names)
    else:
        frame = kind(pd.DataFrame([[1] * 5], columns=names))
    with pytest.raises(led.InputError, match="two columns 'system'"):
        led.classify_table(frame)
    nested = pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", "system")]))
    with pytest.raises(led.InputError, match="'system' is missing"):
        led.classify_table(nested)
