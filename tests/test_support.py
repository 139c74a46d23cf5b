"""Findings for and against a level: two readings, what is lost with a finding, and hinges."""

import csv
import importlib.util
import itertools
import random
import re
import time

import pandas as pd
import pytest

import led_synergy as led
from led_synergy import framework, support
from led_synergy.categories import DIMENSIONS, RULES, TOP, classify
from led_synergy.terms import LANGUAGES, InputError

DATASETS = framework.folder()
SCRIPT = DATASETS.parent / "scripts" / "make_evidence.py"
AREAS = ("telang", "batu_betumpang")
READINGS = {(r["area"], r["evidence"], r["reader"]): r
            for r in framework.table("readings_of_evidence")}  # fmt: skip
needs_scripts = pytest.mark.skipif(not SCRIPT.exists(), reason="scripts are not installed")


def rows(area):
    with (DATASETS / area / "evidence.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def script():
    spec = importlib.util.spec_from_file_location("make_evidence", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def evidence(*findings):
    """A table from (key, dimension, levels) and, where contested, "yes"."""
    cells = [(*found, "")[:4] for found in findings]
    return pd.DataFrame(cells, columns=["evidence", "dimension", "levels", "contested"])


def area(*findings, **levels):
    """An area with these findings and these levels: (lowest, highest) or one level."""
    ends = {d: found if isinstance(found, tuple) else (found, found) for d, found in levels.items()}
    judged = [(d, low if low == high else None, low, high) for d, (low, high) in ends.items()]
    columns = ["dimension", "level", "lowest", "highest"]
    judgements = pd.DataFrame(judged, columns=columns).astype(dict.fromkeys(columns[1:], "Int64"))
    return led.Case("mine", {"judgements": judgements, "evidence": evidence(*findings)})


def plausible(case):
    return {d: found.levels for d, found in case.ranges().items()}


# -- Two readings --------------------------------------------------------------------------------


@needs_scripts
@pytest.mark.parametrize("name", AREAS)
def test_levels_and_contest_are_what_the_rule_makes_of_the_two_readings(name, tmp_path):
    script().main(tmp_path)
    made = (tmp_path / name / "evidence.csv").read_bytes()
    assert made == (DATASETS / name / "evidence.csv").read_bytes()
    assert b"yes" in made


@pytest.mark.parametrize("name", AREAS)
def test_every_finding_of_the_two_areas_was_read_twice(name):
    assert {(name, row["evidence"], who) for row in rows(name) for who in "ab"} == {
        key for key in READINGS if key[0] == name
    }
    for key, row in READINGS.items():
        assert row["why_en"].endswith(".") and row["why_id"].endswith("."), key


@pytest.mark.parametrize("name", AREAS)
def test_where_the_readings_differ_the_finding_is_contested_and_gives_both_reasons(name):
    differ = 0
    for row in (row for row in rows(name) if row["dimension"]):
        one, two = (READINGS[name, row["evidence"], who] for who in "ab")
        levels = [set(support.levels_of(r["levels"], row["dimension"])) for r in (one, two, row)]
        if levels[0] != levels[1]:
            differ += 1
            assert row["contested"] == "yes", row
            # the wider: what either allows, and all of them where one sees no bearing
            assert levels[2] == (levels[0] | levels[1] if levels[0] and levels[1] else set()), row
        if row["contested"]:
            for lang in LANGUAGES:
                assert one[f"why_{lang}"] in row[f"contested_{lang}"]
                assert two[f"why_{lang}"] in row[f"contested_{lang}"]
        else:
            assert levels[0] == levels[1] == levels[2]
    assert differ


@pytest.mark.parametrize("name", led.cases())
def test_contested_findings_say_why_and_the_others_do_not(name):
    found = rows(name)
    assert any(row["contested"] for row in found) and not all(row["contested"] for row in found)
    for row in found:
        for lang in LANGUAGES:
            assert bool(row[f"contested_{lang}"]) == (row["contested"] == "yes"), row
        if not row["dimension"]:
            assert row["levels"] == row["contested"] == "", row
        if row["levels"]:
            assert support.levels_of(row["levels"], row["dimension"]), row


@pytest.mark.parametrize("name", led.cases())
def test_a_range_that_differs_from_what_the_findings_allow_says_so_in_its_reason(name):
    case = led.load_case(name)
    found = case.support()
    assert found["judged"].notna().all() and found["judged"].any()
    because = case.judgements.set_index("dimension")
    for row in found[found["judged"] != found["allowed"]].itertuples():
        reason = because.loc[row.dimension]
        assert re.search(rf"by itself rules {row.level} out", reason["because_en"]), row
        assert re.search(rf"menutup tingkat {row.level}\b", reason["because_id"]), row


def test_the_reasons_at_batu_betumpang_name_three_such_levels():
    found = led.load_case("batu_betumpang").support()
    odd = found[found["judged"] != found["allowed"]]
    assert odd[["dimension", "level", "judged"]].to_numpy().tolist() == [
        ["system", 1, True], ["shared_goal", 1, True], ["process", 1, False]
    ]  # fmt: skip


# -- Cells ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "levels"),
    [
        ("1", (1,)), ("1–2", (1, 2)), ("1-2", (1, 2)), ("2 – 1", (1, 2)), ("1 to 2", (1, 2)),
        ("1 sampai 2", (1, 2)), ("0, 2–3", (0, 2, 3)), ("1; 3", (1, 3)), (2, (2,)), (2.0, (2,)),
        ("", ()), (None, ()), (float("nan"), ()), (pd.NA, ()), ("0–3", ()), ("7", ()),
        ("1–9", (1, 2, 3)), ("high", ()), ("1–", ()), ("2.5", ()),
    ],
)  # fmt: skip
def test_levels_are_read_as_people_write_them_and_what_says_nothing_has_no_bearing(cell, levels):
    assert support.levels_of(cell, "system") == levels


# -- For, against, contested ---------------------------------------------------------------------


def test_a_contested_finding_speaks_against_what_every_reading_rules_out_and_for_nothing():
    found = support.support(evidence(("a", "system", "1"), ("b", "system", "1–2", "yes")))
    system = found[found["dimension"] == "system"].set_index("level")
    assert system["for"].tolist() == [(), ("a",), (), ()]
    assert system["against"].tolist() == [("a", "b"), (), ("a",), ("a", "b")]
    assert system["contested"].tolist() == [(), ("b",), ("b",), ()]
    assert system["allowed"].tolist() == [False, True, False, False]


def test_a_contested_finding_without_levels_is_shown_at_every_level():
    found = support.support(evidence(("a", "effect", "", "yes"), ("b", "effect", "")))
    effect = found[found["dimension"] == "effect"]
    assert effect["contested"].tolist() == [("a",)] * 5
    assert effect["allowed"].all() and not effect["for"].map(len).any()


@pytest.mark.parametrize("name", led.cases())
def test_every_finding_of_a_dimension_with_bearing_stands_once_at_each_level(name):
    case = led.load_case(name)
    for row in case.support().itertuples():
        here = case.evidence[case.evidence["dimension"] == row.dimension]
        bears = here[(here["levels"] != "") | (here["contested"] == "yes")]
        assert sorted([*row[3], *row.against, *row.contested]) == sorted(bears["evidence"])


# -- What is lost with a finding -----------------------------------------------------------------


def test_a_level_comes_back_when_the_last_finding_against_it_is_lost():
    case = area(("a", "system", "1–2"), ("b", "system", "1–3"), system=(1, 2))
    assert plausible(case.without("b"))["system"] == (1, 2)
    assert plausible(case.without("a"))["system"] == (1, 2, 3)
    assert plausible(case.without("a", "b"))["system"] == (0, 1, 2, 3)
    assert case.without("a").ranges()["system"].level is None
    assert case.ranges()["system"] == (None, 1, 2)  # the case itself stays as it was


def test_what_rests_on_the_judgement_alone_stays_out_until_nothing_bears_on_it():
    case = area(("a", "process", "1–2"), ("b", "process", "1–2"), process=2)
    assert plausible(case.without("a"))["process"] == (2,)
    assert plausible(case.without("a", "b"))["process"] == (0, 1, 2, 3)
    # nothing spoke against 0, and yet nothing is left on which to leave it out
    alone = area(("a", "process", "0–2"), process=1)
    assert plausible(alone.without("a"))["process"] == (0, 1, 2, 3)


def test_a_level_that_was_not_judged_stays_not_judged():
    case = area(("a", "system", "1"), process=2)
    assert plausible(case.without("a")) == plausible(case)


@pytest.mark.parametrize("name", led.cases())
def test_losing_more_findings_only_widens_and_the_order_does_not_matter(name):
    case, draw = led.load_case(name), random.Random(1)
    for _ in range(6):
        keys = draw.sample(case.evidence["evidence"].tolist(), 12)
        step, before = case, plausible(case)
        for key in keys:
            step = step.without(key)
            after = plausible(step)
            assert all({*before[d]} <= {*after[d]} for d in DIMENSIONS)
            before = after
        assert before == plausible(case.without(*keys)) == plausible(case.doubting(*keys))


def test_a_doubted_finding_is_still_shown_and_a_withdrawn_one_is_not():
    telang = led.load_case("telang")
    doubted, gone = telang.doubting("system"), telang.without("system")
    assert "system" in doubted.support()["contested"][3] and len(doubted.evidence) == 33
    assert "system" not in gone.evidence["evidence"].tolist()
    assert doubted.ranges() == gone.ranges()
    assert doubted.evidence["contested_id"].iloc[0] == "Seorang pembaca meragukan temuan ini."
    assert telang.evidence["levels"].iloc[0] == "1"


def test_raters_are_widened_each_and_together():
    judged = pd.DataFrame(
        {"dimension": ["system"] * 2, "level": [1, 2], "rater": ["x", "y"]}
    ).assign(lowest=pd.NA, highest=pd.NA)
    tables = {"judgements": judged, "evidence": evidence(("a", "system", "1–2"))}
    case = led.Case("mine", tables).without("a")
    assert case.ranges("x")["system"] == case.ranges()["system"] == (None, 0, 3)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unknown_finding_is_told_in_a_sentence(lang):
    for change in (led.load_case("telang").without, led.load_case("telang").doubting):
        with pytest.raises(InputError) as error:
            change("systm")
        assert "systm" in error.value.message(lang) and "system" in error.value.message(lang)
    with pytest.raises(InputError):
        led.Case("mine", {}).without("a")


# -- Hinges --------------------------------------------------------------------------------------


def outcome(case, rules):
    """Plausible levels and the categories over all plausible profiles, the slow way."""
    levels = plausible(case)
    spans = [levels[d] or range(TOP[d] + 1) for d in DIMENSIONS]
    profiles = [led.Profile(*chosen) for chosen in itertools.product(*spans)]
    named = {r: frozenset(classify(p, r).category for p in profiles) for r in rules}
    return {**levels, **named}


def brute(case, rules):
    """Every one or two findings whose loss changes something that no part of them changes."""
    keys = case.evidence["evidence"].tolist()
    sets = [(), *((key,) for key in keys), *itertools.combinations(keys, 2)]
    memory, after = {}, {}
    for lost in sets:
        then = case.without(*lost)
        seen = tuple(plausible(then).values())
        after[lost] = memory[seen] = memory.get(seen) or outcome(then, rules)
    today, found = after[()], {}
    for lost in sets[1:]:
        parts = [after[(key,)] for key in lost] if len(lost) == 2 else []
        changed = {
            what
            for what in today
            if after[lost][what] != today[what] and all(p[what] == today[what] for p in parts)
        }
        if changed:
            found[lost] = {what: after[lost][what] for what in changed}
    return found


def as_found(hinges):
    return {
        hinge.findings: {
            **{d: then for d, (_, then) in hinge.levels.items()},
            **{r: frozenset(then) for r, (_, then) in hinge.categories.items()},
        }
        for hinge in hinges
    }


@pytest.mark.parametrize("rule", [*RULES, None])
@pytest.mark.parametrize("name", led.cases())
def test_hinges_are_those_that_trying_every_loss_finds(name, rule):
    case = led.load_case(name)
    assert as_found(case.hinges(rule)) == brute(case, [rule] if rule else list(RULES))


@pytest.mark.parametrize("seed", range(25))
def test_hinges_of_any_area_are_those_that_trying_every_loss_finds(seed):
    draw = random.Random(seed)
    findings, levels = [], {}
    for number in range(draw.randint(1, 9)):
        dimension = draw.choice(DIMENSIONS)
        some = draw.sample(range(TOP[dimension] + 1), draw.randint(0, 3))
        cells = ", ".join(map(str, some))
        findings.append((f"e{number}", dimension, cells, draw.choice(["", "yes"])))
    for dimension in draw.sample(DIMENSIONS, draw.randint(1, 4)):
        ends = sorted(draw.choices(range(TOP[dimension] + 1), k=2))
        levels[dimension] = tuple(ends)
    case = area(*findings, **levels)
    assert as_found(case.hinges()) == brute(case, list(RULES))


def test_a_category_may_hang_on_two_findings_of_two_dimensions():
    case = area(
        ("a", "system", "1–2"), ("b", "shared_goal", "1–2"), ("c", "system", "0–2"),
        ("d", "shared_goal", "0–2"), system=1, shared_goal=1, process=0, effect=3,
    )  # fmt: skip
    # strict: sectoral needs 0 in system and in goal; 0 comes back by the loss of a, and of b
    found = as_found(case.hinges("strict"))
    assert found[("a", "b")] == {"strict": frozenset({led.Category.SECTORAL, None})}
    assert set(found) == {("a",), ("b",), ("a", "b")}


def test_telang_is_fragmented_as_long_as_one_finding_stands():
    (hinge,) = led.load_case("telang").hinges("system_gate")
    assert hinge.findings == ("system",)
    assert hinge.explain().startswith(
        'Telang is Fragmented under the rule "System gate" as long as this finding stands.'
    )
    assert led.load_case("batu_betumpang").hinges() == ()


def test_the_example_hangs_on_one_of_two_findings_and_says_so_in_both_languages():
    hinge = next(h for h in led.load_case("contoh").hinges("system_gate") if h.categories)
    assert hinge.findings == ("e01", "e03")
    words = hinge.explain("en")
    assert 'Less synergetic under the rule "System gate" as long as one of these two' in words
    assert "\n- e01: The rice cluster is written down" in words
    assert "selama salah satu dari kedua temuan ini bertahan" in hinge.explain("id")
    assert "\n- e03: Tanam" in hinge.explain("id")
    assert support.in_words((), "id").startswith("Hilangnya satu atau dua temuan")


@pytest.mark.parametrize("name", AREAS)
def test_hinges_of_a_real_area_take_less_than_fifty_milliseconds(name):
    case = led.load_case(name)
    took = []
    for _ in range(5):
        start = time.perf_counter()
        case.hinges()
        took.append(time.perf_counter() - start)
    assert min(took) < 0.05


def test_hinges_of_three_hundred_findings_are_found_in_seconds():
    draw = random.Random(3)
    findings = [(f"e{n}", draw.choice(DIMENSIONS), draw.choice(["1", "1–2", "2", "0–2"]))
                for n in range(300)]  # fmt: skip
    start = time.perf_counter()
    area(*findings, system=1, shared_goal=1, process=1, effect=2).hinges()
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize(
    "table",
    [
        None,
        pd.DataFrame(),
        pd.DataFrame({"evidence": ["a", "a", ""], "dimension": ["system", None, "system"]}),
        pd.DataFrame({"evidence": ["a", "a", "b"], "dimension": "system", "levels": "1"}),
        pd.DataFrame({"evidence": ["a"], "dimension": ["weather"], "levels": ["1"]}),
        pd.DataFrame({"evidence": ["a", "b"], "dimension": "system", "levels": [1.0, None]}),
        pd.DataFrame({"evidence": [1, 2], "dimension": "effect", "levels": ["3", "x"]}),
    ],
    ids=["none", "empty", "no levels", "same key", "no dimension", "numbers", "keys are numbers"],
)
def test_an_unusual_table_is_weighed_without_an_error(table):
    full = led.load_case("telang")
    tables = {**full.tables, "evidence": table} if table is not None else {**full.tables}
    if table is None:
        del tables["evidence"]
    for case in (led.Case("mine", tables), led.Case("mine", {k: tables[k] for k in tables
                                                             if k == "evidence"})):  # fmt: skip
        assert len(case.support()) == sum(top + 1 for top in TOP.values())
        for hinge in case.hinges():
            assert hinge.explain("en") and hinge.explain("id")
        assert case.without().ranges() == case.ranges() == case.doubting().ranges()


def test_a_rule_that_does_not_exist_is_told_in_a_sentence():
    with pytest.raises(InputError, match="best"):
        led.load_case("telang").hinges("best")
