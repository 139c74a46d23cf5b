"""Findings for and against a level: two readings, what is lost with a finding, and hinges."""

import csv
import html
import importlib.util
import itertools
import random
import re
import time
from functools import cache

import pandas as pd
import pytest

import led_synergy as led
from led_synergy import charts, framework, support, terms, widgets
from led_synergy.case.schema import title as title
from led_synergy.categories import DIMENSIONS, RULES, TOP, classify
from led_synergy.report import case_report, comparison_report
from led_synergy.report.content import Grid
from led_synergy.report.support import carried
from led_synergy.terms import LANGUAGES, InputError
from led_synergy.widgets import CaseBuilder

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
def test_what_is_left_without_findings_is_what_the_sentences_say(name):
    case, draw = led.load_case(name), random.Random(name)
    after = by_hand(case)
    for size in (0, 1, 1, 2, 2, 5, 10, 20, 28):
        lost = draw.sample(case.evidence["evidence"].tolist(), size)
        assert plausible(case.without(*lost)) == plausible(case.doubting(*lost)) == after(lost)


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


def outcome(levels, rules):
    """Plausible levels and the categories over all plausible profiles, the slow way."""
    spans = [levels[d] or range(TOP[d] + 1) for d in DIMENSIONS]
    profiles = [led.Profile(*chosen) for chosen in itertools.product(*spans)]
    named = {r: frozenset(classify(p, r).category for p in profiles) for r in rules}
    return {**levels, **named}


def by_hand(case):
    """What is plausible once findings are lost, by the sentences of the module alone."""
    found = [
        (row["evidence"], row["dimension"], {*support.levels_of(row["levels"], row["dimension"])})
        for row in case.evidence.to_dict("records")
        if row["dimension"]
    ]
    before = plausible(case)

    def after(lost):
        levels = {}
        for dimension, judged in before.items():
            every = {*range(TOP[dimension] + 1)}
            bears = {key: fits for key, of, fits in found if of == dimension and fits}
            left = {key: fits for key, fits in bears.items() if key not in lost}
            was, still = (set().union(*(every - fits for fits in side.values()))
                          for side in (bears, left))  # fmt: skip
            back = every if bears and not left else was - still
            ends = {*judged, *back} if judged else set()
            levels[dimension] = tuple(range(min(ends), max(ends) + 1)) if ends else ()
        return levels

    return after


def brute(case, rules, after=None):
    """Every one or two findings whose loss changes something that no part of them changes."""
    after = after or (lambda lost: plausible(case.without(*lost)))
    keys = case.evidence["evidence"].tolist()
    sets = [(), *((key,) for key in keys), *itertools.combinations(keys, 2)]
    memory, seen_after = {}, {}
    for lost in sets:
        levels = after(lost)
        seen = tuple(levels.values())
        seen_after[lost] = memory[seen] = memory.get(seen) or outcome(levels, rules)
    today, found = seen_after[()], {}
    for lost in sets[1:]:
        parts = [seen_after[(key,)] for key in lost] if len(lost) == 2 else []
        changed = {
            what
            for what in today
            if seen_after[lost][what] != today[what]
            and all(part[what] == today[what] for part in parts)
        }
        if changed:
            found[lost] = {what: seen_after[lost][what] for what in changed}
    return found


def as_found(hinges):
    return {
        hinge.findings: {
            **{d: then for d, (_, then) in hinge.levels.items()},
            **{r: frozenset(then) for r, (_, then) in hinge.categories.items()},
        }
        for hinge in hinges
    }


@cache
def brute_of(name):
    case = led.load_case(name)
    return brute(case, list(RULES), by_hand(case))


@pytest.mark.parametrize("rule", [*RULES, None])
@pytest.mark.parametrize("name", led.cases())
def test_hinges_are_those_that_trying_every_loss_finds(name, rule):
    found = as_found(led.load_case(name).hinges(rule))
    others = {*RULES} - {rule} if rule else set()
    tried = {
        lost: {what: then for what, then in changed.items() if what not in others}
        for lost, changed in brute_of(name).items()
    }
    assert found == {lost: changed for lost, changed in tried.items() if changed}


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
        'Telang is Fragmented under the rule "System-first rule" as long as this finding stands.'
    )
    assert led.load_case("batu_betumpang").hinges() == ()


def test_the_example_hangs_on_one_of_two_findings_and_says_so_in_both_languages():
    hinge = next(h for h in led.load_case("contoh").hinges("system_gate") if h.categories)
    assert hinge.findings == ("e01", "e03")
    words = hinge.explain("en")
    assert 'Less synergetic under the rule "System-first rule" as long as one of these two' in words
    assert "\n- e01: The rice cluster is written down" in words
    assert "selama salah satu dari kedua temuan ini bertahan" in hinge.explain("id")
    assert "\n- e03: Tanam" in hinge.explain("id")
    assert support.in_words((), "id").startswith("Hilangnya satu atau dua temuan")


@pytest.mark.parametrize("name", AREAS)
def test_hinges_of_a_real_area_take_less_than_fifty_milliseconds(name):
    case = led.load_case(name)
    took = []
    for _ in range(5):  # time of this process, whatever else the machine does
        start = time.process_time()
        case.hinges()
        took.append(time.process_time() - start)
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


# -- Whose evidence it is ------------------------------------------------------------------------


def test_sectors_come_from_the_words_of_the_framework_and_from_the_tables_of_the_area():
    contoh = {voice.key: voice for voice in led.load_case("contoh").voices()}
    about = contoh["community"].findings
    assert {"e03", "e12", "e19", "e20", "e27"} <= {*about}  # groups, residents, those taking part
    assert "e04" in contoh["government"].findings and "e02" in contoh["market"].findings
    assert set(contoh) >= {"working_group", "all", "document", "interview", "fgd", "observation"}
    for lang in LANGUAGES:
        names = [voice.name(lang) for voice in contoh.values()]
        assert len({*names}) == len(names)


@pytest.mark.parametrize("name", led.cases())
def test_what_is_left_of_a_voice_is_the_area_without_all_other_findings(name):
    case = led.load_case(name)
    whose = case.whose("strict").set_index(["by", "voice"])
    assert whose.loc[("all", "")][[*DIMENSIONS]].to_dict() == plausible(case)
    for voice in case.voices():
        others = [key for key in case.evidence["evidence"] if key not in voice.findings]
        left = whose.loc[(voice.by, voice.key)]
        assert left[[*DIMENSIONS]].to_dict() == plausible(case.without(*others))
        assert {*left["categories"]} == outcome(plausible(case.without(*others)), ["strict"])[
            "strict"
        ]


def test_at_telang_neither_officials_nor_residents_alone_leave_one_category():
    found = led.load_case("telang").whose().set_index("voice")["categories"]
    assert len(found[""]) == 1
    assert len(found["government"]) == 5 and len(found["community"]) == 3


# -- What an explorer goes by --------------------------------------------------------------------


@pytest.mark.parametrize("name", led.cases())
def test_ranges_follow_from_conditions_alone_and_none_is_forgotten(name):
    case, draw = led.load_case(name), random.Random(name)
    conditions, before = support.conditions(case.evidence), plausible(case)
    spans = {d: support.spans(conditions, d, before[d]) for d in DIMENSIONS}
    seen = {d: set() for d in DIMENSIONS}
    sets = [{*keys} for _, _, keys in conditions] + [set()]
    for _ in range(60):
        lost = set().union(*draw.sample(sets, 2))
        then = plausible(case.without(*lost))
        for dimension in DIMENSIONS:
            back = [level for d, levels, keys in conditions for level in levels
                    if d == dimension and {*keys} <= lost]  # fmt: skip
            ends = (*before[dimension], *back)
            assert then[dimension] == tuple(range(min(ends), max(ends) + 1))
            assert then[dimension] in spans[dimension]
            seen[dimension].add(then[dimension])
    assert any(len(found) > 1 for found in seen.values())


def test_with_the_last_finding_that_bears_every_level_is_among_the_conditions():
    case = area(("a", "process", "0–2"), process=1)
    conditions = support.conditions(case.evidence)
    assert ("process", (0, 1, 2, 3), ("a",)) in conditions
    left = plausible(case.without("a"))["process"]
    assert support.spans(conditions, "process", (1,)) == ((1,), left)


@pytest.mark.parametrize("rule", RULES)
def test_what_is_possible_within_ranges_is_what_every_profile_in_them_says(rule):
    draw = random.Random(rule)
    for _ in range(40):
        ranges = {}
        for dimension in DIMENSIONS:
            low, high = sorted(draw.choices(range(TOP[dimension] + 1), k=2))
            ranges[dimension] = draw.choice([(), tuple(range(low, high + 1))])
        case = area(**{d: (r[0], r[-1]) for d, r in ranges.items() if r})
        assert {*support.possible(ranges, rule)} == outcome(plausible(case), [rule])[rule]
        counts = support.readings(ranges, rule)
        told = case.reading_counts()[rule]
        assert {str(found or "not_defined"): n for found, n in counts.items()} == {
            key: n for key, n in told.items() if n
        }
        # as in the case, whose levels are then all open
        assert support.deciding(ranges, rule) == tuple(
            d for d in case.deciding(rule) if len(ranges[d]) != 1
        )


def test_what_changed_between_two_rounds_is_new_gone_or_says_something_else():
    there = evidence(("a", "system", "1"), ("b", "system", "1–2"), ("c", "effect", ""))
    here = evidence(("b", "system", "1 to 2"), ("c", "effect", "", "yes"), ("d", "effect", "3"))
    assert support.changes(there, here) == (("d",), ("a",), ("c",))


def test_compare_names_the_findings_that_changed_over_time_and_not_between_areas():
    about = pd.DataFrame({"field": ["name", "date"], "value_en": ["Desa", ""], "value_id": ""})
    rounds = []
    for year, findings in (("2024", [("a", "system", "1")]), ("2025", [("b", "system", "1–2")])):
        case = area(*findings, system=1)
        table = about.assign(value_en=["Desa", year], value_id=["Desa", year])
        rounds.append(led.Case("desa", {"about": table, **case.tables}))
    (one,) = led.compare(*rounds).differences()
    assert (one.findings_new, one.findings_gone) == (("b",), ("a",))
    (other,) = led.compare("telang", "batu_betumpang").differences()
    assert other.findings_new == other.findings_gone == other.findings_changed == ()
    for lang in LANGUAGES:
        told = str(comparison_report(led.compare(*rounds), lang))
        assert terms.text("result.findings_new", lang, found="b") in told
        assert terms.text("result.findings_gone", lang, found="a") in told


# -- Told ----------------------------------------------------------------------------------------


def village(evidence, judgements):
    return led.Case.from_rows("desa", {"evidence": evidence, "judgements": judgements}).check()


FINDING = {"dimension": "system", "finding_en": "x", "finding_id": "x"}


def told(check, key):
    return [problem for problem in check.warnings if problem.key == f"check.{key}"]


@pytest.mark.parametrize("cell", ["high", "4", "0–5", "1,5 m", "2024-02-01 00:00:00"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unreadable_cell_of_levels_is_told_with_sheet_row_and_heading(cell, lang):
    rows = [{"evidence": "e1", "levels": "1–2", **FINDING},
            {"evidence": "e2", "levels": cell, **FINDING}]  # fmt: skip
    with terms.speaking(lang), pytest.raises(InputError) as error:
        led.Case.from_rows("desa", {"evidence": rows})
    (problem,) = error.value.problems
    assert (problem.row, problem.column) == (3, title("evidence", "levels", lang))
    said = problem.message(lang)
    assert cell in said and "1–2" in said and said.startswith(title("evidence", "", lang))


def test_a_level_on_which_no_finding_bears_is_told():
    rows = [{"evidence": "e1", "levels": "", **FINDING},
            {"evidence": "e2", **FINDING, "dimension": "effect", "levels": "2"}]  # fmt: skip
    check = village(
        rows, [{"dimension": "system", "level": 1}, {"dimension": "effect", "level": 2}]
    )
    (problem,) = told(check, "no_bearing")
    assert problem.allowed == ("system",) and problem.row == 2
    assert not told(village(rows[:1], [{"dimension": "system", "level": 1}]), "no_bearing")


def test_a_level_that_every_finding_contradicts_is_told():
    rows = [{"evidence": "e1", "levels": "1–2", **FINDING},
            {"evidence": "e2", "levels": "0–1", "contested": "yes", **FINDING}]  # fmt: skip
    (problem,) = told(village(rows, [{"dimension": "system", "level": 3}]), "all_against")
    assert problem.found == "3"
    assert not told(village(rows, [{"dimension": "system", "level": 2}]), "all_against")


@pytest.mark.parametrize(
    ("reason", "source", "left"),
    [
        ("because of e01 and e03", "", ["e02"]),
        ("e01 to e03", "", []),
        ("e01–e02", "", ["e03"]),
        ("e1, e010", "", ["e01", "e02", "e03"]),
        ("", "minutes of May; D8", ["e02", "e03"]),
        ("", "Minutes of May; Table 4.2, row 4", ["e03"]),
    ],
)
def test_findings_that_the_reason_does_not_mention_are_told(reason, source, left):
    sources = ("minutes of May", "Table 4.2, row 4a", "Table 4.2, row 41; D8")
    rows = [{**FINDING, "evidence": f"e0{n}", "levels": "1", "source": where}
            for n, where in enumerate(sources, start=1)]  # fmt: skip
    judged = [{"dimension": "system", "level": 1, "because_en": reason, "source": source}]
    found = told(village(rows, judged), "not_mentioned")
    assert [key for problem in found for key in problem.allowed] == left


def test_nothing_is_told_of_levels_where_the_column_is_not_used():
    rows = [{"evidence": "e1", **FINDING}]
    check = village(rows, [{"dimension": "system", "level": 1}])
    for key in ("no_bearing", "all_against", "not_mentioned"):
        assert not told(check, key)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", led.cases())
def test_assess_and_the_report_list_for_and_against_and_the_hinges(name, lang):
    case = led.load_case(name)
    words = case.describe(lang=lang)
    assert terms.text("message.carried", lang) in words
    assert support.in_words(case.hinges("system_gate"), lang) in words
    with terms.speaking(lang):
        blocks = list(carried(case))
    grids = [block for block in blocks if isinstance(block, Grid)]
    assert len(grids) == 2 and len(grids[0].rows) == len(case.support())
    assert len(grids[1].rows) == 1 + len(case.voices())
    for hinge in case.hinges():
        assert any(hinge.explain(lang) in getattr(block, "items", ()) for block in blocks)


def test_the_report_has_this_part_right_after_the_evidence():
    keys = [section.key for section in case_report(led.load_case("telang")).sections]
    assert keys.index("support") == keys.index("evidence") + 1


def test_an_area_without_levels_has_no_such_part():
    tables = {**led.load_case("contoh").tables}
    tables["evidence"] = tables["evidence"].drop(columns=["levels", "contested"])
    case = led.Case("desa", tables)
    assert case.weighed() == "" and "support" not in [s.key for s in case_report(case).sections]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_workbook_and_form_offer_levels_as_optional_and_as_text(tmp_path, lang):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(led.Case.new(tmp_path / "desa.xlsx", lang))
    sheet = book[title("evidence", "", lang)]
    head = next(cell for cell in sheet[1] if cell.value == title("evidence", "levels", lang))
    assert terms.text("guide.optional", lang) in head.comment.text
    assert sheet.column_dimensions[head.column_letter].number_format == "@"
    form = CaseBuilder(lang=lang)
    form.controls["step"].value = "evidence"
    assert "levels" in form.fields
    assert form.add("evidence", evidence="e1", dimension="system", levels="1–2") == ()
    assert form.add("evidence", evidence="e2", dimension="system", levels="9")
    form.close()


# -- Seen ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", led.cases())
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_chart_has_every_stance_once_and_says_each_level_in_words(name, lang):
    case = led.load_case(name)
    spec = charts.support_matrix(case, lang).to_dict()
    rows = [row for data in spec["datasets"].values() for row in data]
    stances = support.stances(case.evidence)
    assert len([row for row in rows if "stance" in row]) == len(stances)
    assert spec["width"] <= 700
    for found in case.support().to_dict("records"):
        name_ = terms.label("dimensions", found["dimension"], lang)
        assert (
            f"{name_}, {'level' if lang == 'en' else 'tingkat'} {found['level']}:"
            in (spec["description"])
        )


def test_of_very_many_findings_the_first_are_drawn_and_it_is_said():
    case = area(*[(f"e{n}", "system", "1") for n in range(100)], system=1)
    spec = charts.support_matrix(case, "en").to_dict()
    rows = [row for data in spec["datasets"].values() for row in data]
    assert len([row for row in rows if "stance" in row]) == 240
    assert "60 of 100" in spec["description"]


@pytest.mark.parametrize("name", led.cases())
def test_the_explorer_says_what_the_case_says_after_every_choice(name):
    case = led.load_case(name)
    box, draw, after = widgets.SupportExplorer(case), random.Random(name), by_hand(case)
    seen = set()
    for _ in range(8):
        for control in box.controls.values():
            control.index = draw.randrange(len(control.options))
        rule = box.controls["rule"].value
        assert html.unescape(box.value("answer")) == box.case.answer(rule)
        total = int(box.case.reading_counts()[rule].sum())
        assert html.unescape(box.value("readings")).startswith(
            terms.text("result.readings", "en", n=total)
        )
        stand = {key: box.value(f"state {key}") for key in case.evidence["evidence"]
                 if f"row {key}" in box._plans()}  # fmt: skip
        seen |= {*stand.values()}
        assert plausible(box.case) == after({k for k, how in stand.items() if how != "stands"})
    assert {"stands", "set aside"} < seen
    box.controls["finding"].value = "all"
    box.controls["heard"].value = "all"
    assert box.case.ranges() == led.load_case(name).ranges()
    box.close()


def test_the_explorer_of_three_hundred_findings_is_made_in_seconds():
    draw = random.Random(5)
    findings = [(f"e{n}", draw.choice(DIMENSIONS), draw.choice(["1", "1–2", "2", "0–2"]))
                for n in range(300)]  # fmt: skip
    start = time.perf_counter()
    box = widgets.SupportExplorer(area(*findings, system=1, shared_goal=1, process=1, effect=2))
    assert len(box.twin) < 600_000
    assert time.perf_counter() - start < 10
    box.close()
