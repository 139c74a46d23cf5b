"""The tables of Telang and Batu Betumpang say what the paper says, and nothing more.

Numbers come from the paper (place named) or from arithmetic shown; ids such as C1 are entries of
framework/source_problems.csv.
"""

import csv
import re
from collections import Counter

import networkx as nx
import pandas as pd
import pytest

from led_synergy import components, framework, problem_tree, welfare

AREAS = ("telang", "batu_betumpang")
TABLES = ("about", "components", "activities", "judgements", "evidence", "effects", "factors")
TABLES += ("links", "figures")
both_areas = pytest.mark.parametrize("area", AREAS)
every_table = pytest.mark.parametrize("name", TABLES)

# Activities in each cell of Table 4.1, by printed row; rows without one have a dash.
IN_ROW = {
    # 16 + 9 + 7 + 1 + 2 + 2 + 2 + 1 + 1 + 1 + 1 = 43; 1 + 1 + 2 + 1 + 1 + 3 + 1 = 10; 5.
    "telang": {1: 16, 2: 9, 3: 7, 4: 1, 5: 2, 6: 2, 7: 2, 8: 1, 10: 1, 11: 1, 12: 1}
    | {13: 1, 15: 1, 16: 2, 17: 1, 18: 1, 19: 3, 20: 1}
    | {21: 1, 22: 2, 23: 1, 24: 1},
    # 15 + 9 + 4 + 3 + 4 + 7 + 1 + 4 + 1 + 1 = 49; 1 + 1 + 3 + 1 = 6; 5 + 1 + 1 + 1 + 1 = 9.
    "batu_betumpang": {1: 15, 2: 9, 3: 4, 4: 3, 5: 4, 7: 7, 8: 1, 10: 4, 11: 1, 12: 1}
    | {16: 1, 18: 1, 19: 3, 20: 1}
    | {22: 5, 23: 1, 24: 1, 25: 1, 26: 1},
}
SEVEN = {"collaborative_capability", "leadership", "regulation", "collaborative_planning"}
SEVEN |= {"shared_goal", "collaboration_system", "legitimacy"}
DRIVERS_IN_BOTH = {"legitimacy", "communication", "leadership", "commitment", "trust", "fairness"}
DRIVERS_IN_BOTH |= {"community_participation", "motivation", "agreement"}
DRIVERS_IN_BETUMPANG = {"shared_goal", "collaboration_system", "collaborative_capability"}
DRIVERS_IN_BETUMPANG |= {"readiness", "collaborative_planning"}


def path(area, name):
    return framework.folder() / area / f"{name}.csv"


def table(area, name):
    with path(area, name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row(area, name, key):
    (found,) = (row for row in table(area, name) if next(iter(row.values())) == key)
    return found


def printed_row(activity):
    return int(re.match(r"Table 4\.1, row (\d+)", activity["source"])[1])


def sector_of(area):
    return {row["component"]: row["sector"] for row in table(area, "components")}


def factors_with(area, role):
    return [row["factor"] for row in table(area, "factors") if row["role"] == role]


def pairs(area):
    return {(row["cause"], row["effect"]) for row in table(area, "links")}


def graph():
    return nx.DiGraph([pair for area in AREAS for pair in pairs(area)])


# -- Every table -----------------------------------------------------------------------------------


@both_areas
def test_an_area_of_the_paper_has_no_participation_and_no_measurements(area):
    # F6: the paper publishes neither, and none is invented.
    assert {file.stem for file in path(area, "about").parent.iterdir()} == set(TABLES)


@both_areas
@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("about", ["field"]),
        ("components", ["component"]),
        ("activities", ["activity"]),
        ("judgements", ["dimension"]),
        ("evidence", ["evidence"]),
        ("effects", ["effect_group", "indicator"]),
        ("factors", ["factor", "role"]),
        ("links", ["cause", "effect", "basis"]),
        ("figures", ["measure"]),
    ],
)
def test_keys_are_unique(area, name, key):
    counts = Counter(tuple(row[column] for column in key) for row in table(area, name))
    assert max(counts.values()) == 1, counts.most_common(1)


@both_areas
@every_table
def test_every_text_stands_in_both_languages_and_no_cell_has_stray_blanks(area, name):
    may_be_blank = {"exception_en", "contested_en"}
    for row in table(area, name):
        for column, cell in row.items():
            assert cell == " ".join(cell.split())
            if column.endswith("_en"):
                assert bool(cell) == bool(row[column[:-2] + "id"])
                assert cell or column in may_be_blank


@both_areas
@every_table
def test_every_source_names_a_table_or_section_and_never_a_line(area, name):
    problem = r"[A-G]\d+"
    place = r"Table [24]\.\d|sections? (I|II|III|V|4\.[1-4])\b|title|references, |ours$"
    for row in table(area, name):
        first, *others = row["source"].split("; ")
        assert re.match(place, first), row
        assert all(re.match(f"{place}|{problem}$", part) for part in others), row
        assert not any(re.search(r"\bL\d+", cell) for cell in row.values()), row


@both_areas
@every_table
def test_every_problem_named_is_in_the_register(area, name):
    register = set(framework.keys("source_problems"))
    for row in table(area, name):
        for column in {"source", "note", "problem"} & set(row):
            named = set(re.findall(r"\b[A-G]\d{1,2}\b", row[column]))
            assert named <= register, (row, named - register)


# -- Components and activities: Table 4.1 ----------------------------------------------------------


@both_areas
def test_there_are_25_components_numbered_to_26_without_a_row_9(area):
    rows = table(area, "components")
    numbers = [int(row["table_row"]) for row in rows]
    assert numbers == [*range(1, 9), *range(10, 27)]  # C1
    assert all(row["source"].startswith(f"Table 4.1, row {row['table_row']}") for row in rows)
    counts = Counter(row["sector"] for row in rows)
    assert counts == {"government": 11, "market": 8, "community": 6}  # 25
    sectors = [row["sector"] for row in rows]
    assert sectors == ["government"] * 11 + ["market"] * 8 + ["community"] * 6


def test_both_areas_have_the_same_components():
    assert table("telang", "components") == table("batu_betumpang", "components")


@both_areas
def test_the_working_group_and_bappeda_are_no_components(area):
    # C13: they stand in the argument, not in Table 4.1.
    names = " ".join(row["name_id"] for row in table(area, "components"))
    assert not re.search("pokja|bappeda", names, re.IGNORECASE)


@pytest.mark.parametrize(
    ("area", "stated"),
    [
        ("telang", {"government": 43, "market": 10, "community": 5}),  # 58
        ("batu_betumpang", {"government": 49, "market": 6, "community": 9}),  # 64
    ],
)
def test_stated_activities_per_sector(area, stated):
    sector = sector_of(area)
    counts = Counter(
        sector[row["component"]] for row in table(area, "activities") if row["status"] == "stated"
    )
    assert counts == stated


@both_areas
def test_every_cell_of_table_4_1_has_its_activities_in_the_order_of_the_table(area):
    activities = table(area, "activities")
    rows = [printed_row(row) for row in activities]
    assert rows == sorted(rows)
    stated = Counter(printed_row(row) for row in activities if row["status"] == "stated")
    assert stated == IN_ROW[area]


@both_areas
def test_an_activity_stands_in_the_row_of_its_component(area):
    number = {row["component"]: int(row["table_row"]) for row in table(area, "components")}
    for row in table(area, "activities"):
        assert printed_row(row) == number[row["component"]]
        assert row["activity"].endswith(f"_r{printed_row(row):02}")


def test_the_one_inferred_activity_is_that_of_bank_sumsel_at_telang():
    inferred = [
        (area, row)
        for area in AREAS
        for row in table(area, "activities")
        if row["status"] != "stated"
    ]
    ((area, activity),) = inferred
    assert (area, activity["component"], activity["status"]) == (
        "telang",
        "bank_sumsel",
        "inferred",
    )
    assert printed_row(activity) == 14 and "C2" in activity["note"]
    above = row("telang", "activities", "financial_services_outlet_r13")
    assert activity["name_id"] == above["name_id"]


def test_the_cut_off_item_is_kept_and_not_completed():
    # C3: "Pelatihan pembuatan" lost its object.
    activity = row("telang", "activities", "making_training_cut_off_r03")
    assert activity["name_id"] == "Pelatihan pembuatan (teks terpotong)"
    assert "breaks off" in activity["name_en"] and "C3" in activity["note"]


@both_areas
def test_a_dash_is_no_activity(area):
    # C5: stray dashes in rows 4 and 10 of Telang.
    assert all(re.search("[a-z]", row["name_id"]) for row in table(area, "activities"))


@both_areas
def test_cells_without_letters_say_that_we_divided_them(area):
    for row in table(area, "activities"):
        divided = printed_row(row) in {3, 4, 5, 6, 7, 10} and IN_ROW[area][printed_row(row)] > 1
        assert ("C4" in row["note"]) == divided


@pytest.mark.parametrize(
    ("area", "problem", "names"),
    [
        ("telang", "C6", ["Penyuluhan", "Demplot jagung"]),
        ("batu_betumpang", "C7", ["Pelatihan industri kecil", "Membuat bandeng presto dan kue"]),
    ],
)
def test_an_ambiguous_phrase_is_two_marked_activities(area, problem, names):
    marked = [r["name_id"] for r in table(area, "activities") if f"{problem}:" in r["note"]]
    assert marked == names


def test_repeated_items_of_row_1_are_all_kept():
    # C8: 15 printed items, entrepreneurship training twice, hand tractors twice.
    first = [r for r in table("batu_betumpang", "activities") if printed_row(r) == 1]
    names = [r["name_id"] for r in first]
    assert len(first) == 15 and len(set(names)) == 14
    assert names.count("Pelatihan kewirausahaan") == 2
    assert sum("traktor tangan" in name for name in names) == 2
    assert sum("C8" in r["note"] for r in first) == 4


def test_percetakan_is_read_as_the_creation_of_rice_fields():
    # C9: a printing house is no work of an agriculture agency.
    activity = row("batu_betumpang", "activities", "rice_field_design_r02")
    assert "creating rice fields" in activity["name_en"]
    assert "pencetakan sawah" in activity["name_id"]
    assert "C9: printed as percetakan" in activity["note"]


def test_telang_has_no_clusters():
    assert {row["cluster"] for row in table("telang", "activities")} == {""}


def test_clusters_at_batu_betumpang_are_read_from_words_for_rice_and_cattle_only():
    for activity in table("batu_betumpang", "activities"):
        rice = re.search("padi|sawah|RMP|RMU", activity["name_id"])  # RMP, RMU: rice mills
        cattle = "sapi" in activity["name_id"]
        assert activity["cluster"] == ("rice" if rice else "cattle" if cattle else ""), activity
        assert bool(activity["cluster"]) == ("cluster read from" in activity["note"])
        assert not activity["cluster"] or "(ours)" in activity["note"]


@both_areas
def test_seats_are_blank_because_table_4_1_gives_none(area):
    assert {row["seats"] for row in table(area, "activities")} == {""}


def test_no_activity_at_telang_concerns_coconut():
    # C12: though it is one of the three main commodities.
    assert "coconut" in row("telang", "about", "commodities")["value_en"]
    names = " ".join(r["name_en"] + r["name_id"] for r in table("telang", "activities"))
    assert not re.search("coconut|kelapa", names, re.IGNORECASE)


@pytest.mark.parametrize(
    ("area", "works"),
    [
        (
            "telang",
            {"seed": {1, 2, 16}, "livestock": {1, 2, 24}, "fertiliser": {1, 3}}
            | {"entrepreneurship": {1, 3}, "transport": {12, 20}},
        ),
        (
            "batu_betumpang",
            {"livestock": {1, 2, 24}, "entrepreneurship": {1, 7}}
            | {"transport": {12, 20}, "irrigation": {5, 22}},
        ),
    ],
)
def test_overlaps_finds_all_repeated_works_of_problem_c14_and_they_are_marked(area, works):
    rows = {r["activity"]: printed_row(r) for r in table(area, "activities")}
    marked = {r["activity"] for r in table(area, "activities") if "C14" in r["note"]}
    found = components.overlaps(pd.read_csv(path(area, "activities"), keep_default_na=False))
    under = {topic: set(found.loc[found["topic"] == topic, "activity"]) & marked for topic in works}
    assert {topic: {rows[key] for key in keys} for topic, keys in under.items()} == works
    assert set().union(*under.values()) == marked


# -- Judgements and evidence: Table 4.2 ------------------------------------------------------------


@pytest.mark.parametrize(
    ("area", "judged"),
    [
        ("telang", [(1, 1, 1), (1, 1, 1), (2, 1, 2), (3, 2, 3)]),
        ("batu_betumpang", [(2, 1, 2), (2, 1, 2), (2, 2, 2), (3, 2, 3)]),
    ],
)
def test_levels_are_the_literal_reading_of_table_4_2_with_their_doubt(area, judged):
    rows = table(area, "judgements")
    assert [row["dimension"] for row in rows] == ["system", "shared_goal", "process", "effect"]
    levels = [tuple(int(row[key]) for key in ("level", "lowest", "highest")) for row in rows]
    assert levels == judged


@both_areas
def test_a_judgement_says_that_the_numbers_are_ours(area):
    for row in table(area, "judgements"):
        assert "The numbers of the levels are ours." in row["because_en"]
        assert "Angka tingkat dari kami." in row["because_id"]


@both_areas
def test_published_category_is_that_of_table_4_2(area):
    published = {"telang": "fragmented", "batu_betumpang": "less_synergetic"}
    assert row(area, "about", "published_category")["value_en"] == published[area]


@both_areas
def test_table_4_2_is_carried_whole_with_eleven_indications(area):
    # One for the system, one for the goal, four for the process, five for the effect (4, 4a-4d).
    cells = [r for r in table(area, "evidence") if r["source"].startswith("Table 4.2, row")]
    assert [re.match(r"Table 4\.2, row (\w+)", r["source"])[1] for r in cells] == (
        ["1", "2", "3", "3", "3", "3", "4", "4a", "4b", "4c", "4d"]
    )
    dimensions = ["system", "shared_goal", *["process"] * 4, *["effect"] * 5]
    assert [r["dimension"] for r in cells] == dimensions


def test_effects_of_the_two_areas_differ_in_the_exception_of_rice_only():
    # D10: "(kecuali padi)", row 4b.
    telang, betumpang = (
        {r["evidence"]: r["finding_id"] for r in table(area, "evidence")} for area in AREAS
    )
    keys = ("effect_overall", "effect_resources", "effect_business", "effect_outcomes")
    differ = [key for key in (*keys, "effect_reach") if telang[key] != betumpang[key]]
    assert differ == ["effect_business"]
    assert (
        betumpang["effect_business"].replace("dan, kecuali padi,", "dan")
        == (telang["effect_business"])
    )


@both_areas
def test_a_kind_of_source_is_named_only_where_the_paper_names_it(area):
    # Documents: section 4.1. Interviews: on participation, section 4.3. FGD: Figures 4.3 and 4.4.
    figure = {"telang": "Figure 4.3", "batu_betumpang": "Figure 4.4"}[area]
    states = {
        "document": "section 4.1",
        "interview": "section 4.3, second paragraph below Table 4.3",
        "fgd": f", on {figure}",
    }
    stated = [row for row in table(area, "evidence") if row["source_type"] != "not_stated"]
    assert {row["source_type"] for row in stated} == set(states)
    assert all(states[row["source_type"]] in row["source"] for row in stated)
    # F5: the sources below Table 4.3 are those of the whole table, not of a cell.
    assert {row["source_type"] for row in table(area, "factors")} == {"not_stated"}


def test_what_the_paper_says_against_itself_stands_in_the_evidence():
    cited = {
        area: Counter(
            re.findall(r"\bE\d+\b", " ".join(r["source"] for r in table(area, "evidence")))
        )
        for area in AREAS
    }
    # E1: Table 4.2, Table 4.3 as driver and as constraint, section V.
    assert cited["batu_betumpang"]["E1"] == 4 and not cited["telang"]["E1"]
    assert cited["batu_betumpang"]["E14"] == 3  # Table 4.2, section 4.2, section V
    assert cited["batu_betumpang"]["E15"] == 2  # "nihil" in Table 4.2, "rendah" in section V
    assert cited["telang"]["E12"] == 3  # most, some, each component
    assert cited["telang"]["E2"] == 1 and not cited["batu_betumpang"]["E2"]


# -- Effects ---------------------------------------------------------------------------------------


@both_areas
def test_effect_level_of_the_effects_is_3(area):
    assert welfare.effect_level(table(area, "effects")) == 3


@both_areas
def test_effects_are_blank_where_table_4_2_says_nothing(area):
    said = {
        (row["effect_group"], row["indicator"]): (row["direction"], row["breadth"])
        for row in table(area, "effects")
    }
    assert said == {
        ("livelihood_resources", ""): ("rise", ""),
        ("business_conditions", ""): ("rise", "most"),  # "umumnya"
        ("livelihood_outcomes", "income"): ("rise", "most"),
        ("livelihood_outcomes", "basic_needs_cost"): ("fall", "most"),
        ("reach_of_poor", ""): ("", ""),
    }


@both_areas
def test_no_effect_is_optimal_or_even(area):
    assert {(row["optimal"], row["even"]) for row in table(area, "effects")} == {("no", "no")}


def test_rice_is_an_exception_at_batu_betumpang_only():
    excepted = [
        (area, row["effect_group"])
        for area in AREAS
        for row in table(area, "effects")
        if "rice" in row["exception_en"]
    ]
    assert excepted == [("batu_betumpang", "business_conditions")]


# -- Factors: Table 4.3 ----------------------------------------------------------------------------


def test_nine_factors_drive_in_both_areas():
    drivers = [set(factors_with(area, "driver")) for area in AREAS]
    assert drivers[0] & drivers[1] == drivers[0] == DRIVERS_IN_BOTH
    assert len(DRIVERS_IN_BOTH) == len(factors_with("telang", "driver")) == 9


def test_five_factors_drive_at_batu_betumpang_only():
    drivers = [set(factors_with(area, "driver")) for area in AREAS]
    assert drivers[1] - drivers[0] == DRIVERS_IN_BETUMPANG
    assert len(factors_with("batu_betumpang", "driver")) == 14  # 9 + 5


def test_trust_is_the_one_constraint_missing_at_telang():
    # E2: section 4.3 says all sixteen at both areas; the cell of Table 4.3 has a dash.
    sixteen = [r["factor"] for r in framework.table("factors") if r["proposition"] == "yes"]
    assert sorted(factors_with("batu_betumpang", "constraint")) == sorted(sixteen)
    assert set(sixteen) - set(factors_with("telang", "constraint")) == {"trust"}
    assert len(factors_with("telang", "constraint")) == 15


@both_areas
def test_regulation_is_no_row_of_table_4_3(area):
    # E3: it comes in later, as part of the constraint of capability.
    assert "regulation" not in {row["factor"] for row in table(area, "factors")}
    (capability,) = (
        row
        for row in table(area, "factors")
        if (row["factor"], row["role"]) == ("collaborative_capability", "constraint")
    )
    assert "rules" in capability["finding_en"] and "E3" in capability["source"]


@both_areas
def test_factors_stand_in_the_part_of_table_4_3_of_their_role(area):
    for row in table(area, "factors"):
        assert row["source"].startswith(f"Table 4.3, {row['role']}s")


def test_disputed_is_what_the_paper_says_otherwise_elsewhere():
    disputed = {
        area: {(r["factor"], r["role"]) for r in table(area, "factors") if r["disputed"] == "yes"}
        for area in AREAS
    }
    assert disputed == {
        "telang": {
            ("agreement", "constraint"),  # E13
            ("readiness", "constraint"),  # E21
            ("shared_goal", "constraint"),  # E12
        },
        "batu_betumpang": {
            ("collaborative_planning", "driver"),  # E10
            ("leadership", "driver"),  # E1
            ("commitment", "constraint"),  # E14
            ("readiness", "constraint"),  # E21
        },
    }
    for area in AREAS:
        for cell in table(area, "factors"):
            assert cell["disputed"] in {"", "yes"}
            assert not cell["disputed"] or re.search(r"; E\d+", cell["source"])


# -- Links: sections 4.3 and 4.4 -------------------------------------------------------------------


def test_links_make_no_circle():
    assert nx.is_directed_acyclic_graph(graph())


def test_capability_is_the_only_one_of_the_seven_triggers_without_a_cause():
    links = graph()
    assert {factor for factor in SEVEN if not links.in_degree(factor)} == {
        "collaborative_capability"
    }


def test_trust_and_communication_are_in_no_link():
    # E6, E29: they stand in lists only, and a list makes no link.
    assert not {"trust", "communication"} & set(graph().nodes)


def test_leadership_leads_to_synergism_alone_and_on_the_literature_alone():
    # E29: section 4.4, second paragraph, after three works.
    for area in AREAS:
        found = [row for row in table(area, "links") if row["cause"] == "leadership"]
        assert [(row["effect"], row["basis"]) for row in found] == [("synergism", "literature")]


def test_no_link_is_made_of_the_statement_on_the_set_of_seven():
    # E5, E6: "the seven trigger the others" says of no pair that one triggers the other.
    links = graph()
    assert set(links.predecessors("fairness")) == set()
    assert set(links.predecessors("conflict_of_interest")) == {"external_factors"}
    assert set(links.successors("legitimacy")) == {"synergism"}
    assert set(links.predecessors("commitment")) == {
        *["readiness", "conflict_of_interest", "motivation"]
    }


def test_to_be_considered_is_no_cause():
    # Section 4.3, last paragraph, and section 4.4: external factors and the shared goal; E7.
    assert set(graph().successors("external_factors")) == {"conflict_of_interest"}


def test_an_effect_that_can_be_read_in_three_ways_closes_no_loop():
    # Section 4.3, third paragraph below Table 4.3: activities that no plan connects.
    assert set(graph().successors("commitment")) == {"synergism"}


# Pairs by the bases they rest on in both areas, read from the text sentence by sentence; what
# holds of one area only follows below.
CLAIMS = {
    "finding": {
        # Section 4.4, first paragraph: capability triggers the other six.
        *[("collaborative_capability", factor) for factor in SEVEN - {"collaborative_capability"}],
        ("regulation", "collaborative_planning"),
        ("collaborative_planning", "collaboration_system"),
        ("collaborative_planning", "legitimacy"),
        ("collaboration_system", "readiness"),
        *[("readiness", "commitment"), ("readiness", "motivation")],
        *[("readiness", "community_participation"), ("conflict_of_interest", "commitment")],
        *[("motivation", "commitment"), ("motivation", "community_participation")],
        ("fairness", "community_participation"),
        ("external_factors", "conflict_of_interest"),
        # Directly (section 4.3), then driver or constraint in a sentence about this factor alone.
        *[(factor, "synergism") for factor in ("readiness", "commitment")],
        ("community_participation", "synergism"),
        *[(factor, "synergism") for factor in ("agreement", "legitimacy", "collaboration_system")],
        ("regulation", "synergism"),
    },
    "table": {
        ("collaborative_capability", "regulation"),
        ("collaborative_capability", "collaboration_system"),
        ("fairness", "community_participation"),
        ("external_factors", "conflict_of_interest"),
    },
    "implied": set(),
    "recommendation": {
        # Section 4.4, last paragraph: for good rules and reliable leaders; the ministry's rule.
        *[("collaborative_capability", "regulation"), ("collaborative_capability", "leadership")],
        *[("regulation", factor) for factor in ("collaborative_planning", "shared_goal")],
        *[("regulation", factor) for factor in ("collaboration_system", "readiness")],
        # Below Figure 4.3: drawn up together, made law.
        *[("regulation", "legitimacy"), ("collaborative_planning", "legitimacy")],
        # Below Table 4.4: drawn up and agreed through joint planning, so that it is legitimate.
        *[("collaborative_planning", factor) for factor in ("collaboration_system", "agreement")],
        *[("collaborative_planning", "shared_goal"), ("agreement", "legitimacy")],
        # Above Table 4.4: goal and model for those who do not know their part.
        *[("collaboration_system", "readiness"), ("shared_goal", "readiness")],
        # Section V, paragraph 6: how to see to readiness at new locations.
        *[("collaborative_capability", "readiness"), ("collaborative_planning", "readiness")],
        # The four efforts; section V, paragraph 5; readiness in section 4.3.
        *[(factor, "synergism") for factor in ("collaborative_capability", "shared_goal")],
        *[(factor, "synergism") for factor in ("collaborative_planning", "collaboration_system")],
        *[(factor, "synergism") for factor in ("regulation", "readiness")],
    },
    "literature": {
        ("regulation", "legitimacy"),
        *[("collaborative_planning", "agreement"), ("collaborative_planning", "shared_goal")],
        ("fairness", "community_participation"),
        *[(factor, "synergism") for factor in ("collaborative_capability", "leadership")],
        *[(factor, "synergism") for factor in ("legitimacy", "collaboration_system")],
        *[(factor, "synergism") for factor in ("shared_goal", "readiness")],
    },
    "claim": set(),
}
OF_ONE_AREA = {
    "telang": {
        "table": {
            ("collaborative_planning", "agreement"),
            ("collaborative_planning", "legitimacy"),
            ("collaborative_capability", "shared_goal"),
        },
    },
    "batu_betumpang": {
        "table": {
            ("collaborative_capability", "legitimacy"),
            ("collaboration_system", "readiness"),
            ("shared_goal", "readiness"),
        },
        "implied": {("regulation", "legitimacy")},  # not made law: sections 4.2 and 4.4
    },
}


@both_areas
@pytest.mark.parametrize("basis", problem_tree.BASES)
def test_the_claims_of_each_basis_are_those_of_the_text(area, basis):
    found = {(r["cause"], r["effect"]) for r in table(area, "links") if r["basis"] == basis}
    assert found == CLAIMS[basis] | OF_ONE_AREA[area].get(basis, set())


def test_both_areas_have_the_same_28_and_11_links():
    # The text speaks of both areas or in general; what differs is the basis.
    assert pairs("telang") == pairs("batu_betumpang")
    to_synergism = [pair for pair in pairs("telang") if pair[1] == "synergism"]
    assert (len(pairs("telang")) - len(to_synergism), len(to_synergism)) == (28, 11)


@both_areas
def test_no_link_rests_on_a_figure_a_list_or_a_definition(area):
    # F8: Figures 4.3 and 4.4 are images we do not have. Abstracts and section II: lists and
    # definitions. Section V, paragraph 3: the seven as a set, and external factors by name.
    for row in table(area, "links"):
        for part in row["source"].split("; "):
            place = r"section 4\.[2-4], |Table 4\.3, |section V, paragraph [3-6]|[A-G]\d+$"
            assert re.match(place, part), row
            assert not re.search(r"(?<!below )Figure", part), row
            assert "paragraph 3" not in part or row["cause"] == "external_factors", row


@both_areas
def test_a_basis_stands_where_its_source_says(area):
    rows = table(area, "links")
    for row in rows:
        parts = [part for part in row["source"].split("; ") if not re.match(r"[A-G]\d+$", part)]
        if row["basis"] != "implied":
            cells = [part.startswith("Table 4.3, ") for part in parts]
            assert cells == [row["basis"] == "table"] * len(parts), row
        authors = [bool(re.search(r" \d{4}\)$", part)) for part in parts]
        assert authors == [row["basis"] == "literature"] * len(parts), row
        new = [part for part in parts if "new locations" in part]
        assert not new or row["basis"] == "recommendation", row
    assert {row["basis"] for row in rows} >= {"finding", "table", "recommendation", "literature"}


# -- Figures: sections I and 4.1 -------------------------------------------------------------------

NATIONAL = {
    "national_poor": (28.55, "million persons"),
    "national_poor_share": (11.47, "percent of persons"),
    "national_poor_rural_share": (63, "percent of poor persons"),
    "national_poor_urban_share": (37, "percent of poor persons"),
    "national_poor_rural": (17.9, "million persons"),
    "national_poor_urban": (10.63, "million persons"),
    "national_ktm_sites": (44, "sites"),
}
FIGURES = {
    "telang": NATIONAL
    | {
        "villages": (41, "villages"),
        "subdistricts": (3, "sub-districts"),
        "population": (99810, "persons"),
        "families": (30154, "families"),
        "farmers_share": (68.6, "percent (of whom is not stated)"),
        "farm_labourers_share": (15.9, "percent (of whom is not stated)"),
        "non_farm_share": (15.5, "percent (of whom is not stated)"),
        "poor_families_share": (35.3, "percent of families"),
    },
    "batu_betumpang": NATIONAL
    | {
        "villages": (9, "villages"),
        "subdistricts": (3, "sub-districts"),
        "population": (24020, "persons"),
        "families": (8140, "families"),
        "farmers_share": ((70, ""), "percent (of whom is not stated)"),
        "poor_families_share": (32.4, "percent of families"),
        "rice_plantings_before": (1, "plantings in three years"),
        "rice_plantings_after": ((1, 2), "plantings per year"),
        "rice_yield_before": (2, "t/ha"),
        "rice_yield_after": ((3, 4), "t/ha"),
    },
}


def number(cell):
    return float(cell) if cell else ""


@both_areas
def test_figures_are_those_printed_and_none_is_derived(area):
    found = {
        row["measure"]: (
            number(row["value"])
            if row["value"]
            else (number(row["lowest"]), number(row["highest"])),
            row["unit"],
        )
        for row in table(area, "figures")
    }
    assert found == FIGURES[area]


@both_areas
def test_every_value_can_be_read_in_its_printed_form(area):
    words = {"sekali": 1, "dua": 2, "tiga": 3, "empat": 4, "sembilan": 9}
    for row in table(area, "figures"):
        if "A3" in row["problem"]:
            continue  # see the next test
        digits = re.findall(r"\d+(?:\.\d{3})*(?:,\d+)?", row["as_printed"])
        printed = {float(text.replace(".", "").replace(",", ".")) for text in digits}
        printed |= {words[word] for word in row["as_printed"].split() if word in words}
        values = {number(row[key]) for key in ("value", "lowest", "highest")} - {""}
        assert values and values <= printed, row


def test_the_share_outside_farming_is_15_5_and_not_15_57():
    # A3: 68.6 + 15.9 + 15.5 = 100; 15.57 would make 100.07 and 15.7 would make 100.2.
    share = row("telang", "figures", "non_farm_share")
    assert (share["value"], share["as_printed"]) == ("15.5", "15,5,7% non tani")
    assert share["problem"] == "A3"
    parts = ("farmers_share", "farm_labourers_share", "non_farm_share")
    assert sum(float(row("telang", "figures", key)["value"]) for key in parts) == pytest.approx(100)


@both_areas
def test_17_9_and_10_63_are_million_persons_and_no_rates(area):
    # A1: 17.9 + 10.63 = 28.53, close to 28.55; 17.9 / 28.55 is 63 %, 10.63 / 28.55 is 37 %.
    rural, urban = (row(area, "figures", f"national_poor_{key}") for key in ("rural", "urban"))
    for figure in (rural, urban):
        assert figure["unit"] == "million persons"
        assert "%" in figure["as_printed"] and "A1" in figure["problem"]
    total = float(row(area, "figures", "national_poor")["value"])
    assert float(rural["value"]) + float(urban["value"]) == pytest.approx(total, abs=0.05)
    for figure, share in ((rural, 63), (urban, 37)):
        assert 100 * float(figure["value"]) / total == pytest.approx(share, abs=0.5)


def test_more_than_70_percent_farmers_is_a_bound_and_not_a_value():
    share = row("batu_betumpang", "figures", "farmers_share")
    assert (share["value"], share["lowest"], share["highest"]) == ("", "70", "")  # A4
    assert share["as_printed"] == "> 70%" and share["problem"] == "A4"


def test_a_year_that_is_not_printed_stays_blank():
    assert row("batu_betumpang", "figures", "poor_families_share")["year"] == ""  # A7
    for area in AREAS:
        for figure in table(area, "figures"):
            source = figure["source"]
            assert not figure["year"] or figure["year"] in source, figure


@both_areas
def test_shares_of_poor_families_and_persons_carry_the_warning_on_units(area):
    for key in ("poor_families_share", "national_poor_share"):
        assert "A6" in row(area, "figures", key)["problem"]


# -- About -----------------------------------------------------------------------------------------


def test_batu_betumpang_lies_in_south_bangka():
    district = row("batu_betumpang", "about", "district")
    assert district["value_id"] == "Kabupaten Bangka Selatan" and "B1" in district["source"]


def test_the_fourth_commodity_of_batu_betumpang_is_not_filled_in():
    # A5: rice is printed twice.
    commodities = row("batu_betumpang", "about", "commodities")
    assert commodities["value_en"].startswith("Rice, rubber, pepper; the fourth")
    assert "cattle" not in commodities["value_en"] and "A5" in commodities["source"]


@both_areas
def test_the_two_decrees_are_given_as_printed_with_the_doubt(area):
    decrees = row(area, "about", "decrees")
    for lang in ("en", "id"):
        assert re.findall(r"KEP\. (\d+)/MEN/V/2007", decrees[f"value_{lang}"]) == ["124", "214"]
    assert "verify before citing" in decrees["value_en"] and "B2" in decrees["source"]


@both_areas
def test_the_two_areas_are_not_fictional(area):
    assert row(area, "about", "fictional")["value_en"] == "no"
