"""The framework tables against the paper: counts, names, lists, sources and both languages."""

import csv
import re

import pytest

from led_synergy import framework

TABLES = sorted(path.stem for path in (framework.folder() / "framework").glob("*.csv"))
PROPOSITION = [  # order of section II and of section 4.3
    "collaborative_planning",
    "agreement",
    "communication",
    "leadership",
    "commitment",
    "community_participation",
    "trust",
    "legitimacy",
    "conflict_of_interest",
    "readiness",
    "collaborative_capability",
    "motivation",
    "collaboration_system",
    "shared_goal",
    "fairness",
    "external_factors",
]
SEVEN = {
    "collaborative_capability",
    "leadership",
    "regulation",
    "collaborative_planning",
    "collaboration_system",
    "shared_goal",
    "legitimacy",
}
TRIGGERED = {
    "section_4_4": "readiness commitment fairness conflict_of_interest shared_goal legitimacy "
    "motivation community_participation",
    "conclusion": "readiness commitment fairness motivation conflict_of_interest "
    "community_participation trust communication",
    "abstract": "readiness commitment community_participation conflict_of_interest motivation "
    "communication",
}


def listed(name, role):
    return [
        row["factor"]
        for row in framework.table("trigger_lists")
        if row["list"] == name and row["role"] == role
    ]


def targets(recommendation):
    return set(
        filter(None, framework.row("recommendations", recommendation)["targets"].split("; "))
    )


# -- Every table -------------------------------------------------------------------------------


WORDS = {"terms", "headings"}  # of the interface, which no source has


@pytest.mark.parametrize("name", sorted({*TABLES} - WORDS))
def test_every_row_names_its_source(name):
    column = "place" if name == "source_problems" else "source"
    assert framework.table(name)
    assert [row for row in framework.table(name) if not row[column].strip()] == []


@pytest.mark.parametrize("name", TABLES)
def test_every_row_speaks_both_languages(name):
    def pairs(row):
        for column in row:
            if column == "words_en":  # searched in English names only
                continue
            if column == "en" or column.endswith("_en"):
                yield row[column], row[column[:-2] + "id"]

    rows = framework.table(name)
    one_sided = [row for row in rows for en, id_ in pairs(row) if bool(en) != bool(id_)]
    assert one_sided == []


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_stands_on_one_line_without_stray_blanks(name):
    # A cell too many would stand under the key None, one too few would be the value None.
    for row in framework.table(name):
        assert None not in row
        assert all(value == " ".join(value.split()) for value in row.values())


@pytest.mark.parametrize("name", sorted({*TABLES} - WORDS - {"source_problems"}))
def test_problems_named_are_in_the_register(name):
    # Both columns: a table without notes names the problem beside its source.
    known = set(framework.keys("source_problems"))
    for row in framework.table(name):
        named = re.findall(r"\b[A-G]\d{1,2}[a-z]?\b", row.get("note", "") + " " + row["source"])
        assert set(named) <= known


# -- Participation and effects -----------------------------------------------------------------


def test_six_rungs_from_none_to_control_or_delegation():
    assert framework.keys("rungs") == ("1", "2", "3", "4", "5", "6")
    assert framework.row("rungs", "1")["name_en"] == "None"
    for merged in ("memiliki kontrol", "mendelegasikan"):
        assert merged in framework.row("rungs", "6")["note"]


def test_thirteen_indicators_in_four_groups():
    rows = framework.table("effect_indicators")
    groups = [row["effect_group"] for row in rows]
    assert len(framework.keys("effect_indicators")) == len(rows) == 13  # 5 + 5 + 2 + 1
    assert {group: groups.count(group) for group in framework.keys("effect_groups")} == {
        "livelihood_resources": 5,
        "business_conditions": 5,
        "livelihood_outcomes": 2,
        "reach_of_poor": 1,
    }


def test_only_the_cost_of_basic_needs_is_better_when_it_falls():
    polarity = {row["indicator"]: row["polarity"] for row in framework.table("effect_indicators")}
    assert {key for key, sign in polarity.items() if sign == "-1"} == {"basic_needs_cost"}
    assert set(polarity.values()) == {"1", "-1"}


def test_reach_of_the_poor_is_called_neither_output_nor_outcome():
    kinds = {row["effect_group"]: row["kind"] for row in framework.table("effect_groups")}
    assert kinds == {
        "livelihood_resources": "output",
        "business_conditions": "output",
        "livelihood_outcomes": "outcome",
        "reach_of_poor": "",
    }


# -- Factors -----------------------------------------------------------------------------------


def test_sixteen_factors_of_the_proposition_plus_regulation():
    rows = framework.table("factors")
    assert [row["factor"] for row in rows] == [*PROPOSITION, "regulation"]
    assert [row["number"] for row in rows] == [str(n) for n in range(1, 18)]
    assert [row["proposition"] for row in rows] == ["yes"] * 16 + ["no"]


def test_five_factors_overlap_a_dimension():
    overlap = {row["factor"]: row for row in framework.table("factors") if row["dimension"]}
    assert {factor: row["dimension"] for factor, row in overlap.items()} == {
        "commitment": "process",
        "community_participation": "process",
        "collaboration_system": "system",
        "shared_goal": "shared_goal",
        "fairness": "effect",
    }
    assert all("D3:" in row["note"] for row in overlap.values())


def test_codebook_has_no_blank_instruction():
    columns = ("definition", "counts", "not_counts", "driver", "constraint")
    for row in framework.table("factors"):
        assert all(row[f"{column}_{lang}"] for column in columns for lang in ("en", "id"))


def test_boundaries_between_factors_are_said_to_be_ours():
    # The paper has no codebook (problem F6), so no row may look like one of its own.
    assert all("boundaries ours" in row["source"] for row in framework.table("factors"))


@pytest.mark.parametrize("lang", ["en", "id"])
def test_every_boundary_points_to_a_neighbouring_factor_or_to_an_effect_group(lang):
    names = {row[f"name_{lang}"].lower() for row in framework.table("factors")}
    names |= {row[f"name_{lang}"].lower() for row in framework.table("effect_groups")}
    for row in framework.table("factors"):
        for neighbours in re.findall(r"→ ([^;.(]+)", row[f"not_counts_{lang}"]):
            named = re.sub(r"^(a rung of|anak tangga) ", "", neighbours.strip())
            assert set(named.split(", ")) <= names, (row["factor"], named)
            assert row[f"name_{lang}"].lower() not in named.split(", ")


# -- Triggers and triggered --------------------------------------------------------------------


def test_table_4_4_prints_eight_rows_in_this_order():
    rows = [row for row in framework.table("trigger_lists") if row["list"] == "table_4_4"]
    assert [(row["role"], row["factor"]) for row in rows] == [
        ("root", "collaborative_capability"),
        ("trigger", "leadership"),
        ("trigger", "regulation"),
        ("trigger", "collaboration_system"),
        ("trigger", "shared_goal"),
        ("trigger", "collaborative_planning"),
        ("trigger", "legitimacy"),
        ("trigger", "external_factors"),
    ]


@pytest.mark.parametrize(
    ("name", "root", "external"),
    [
        ("table_4_4", True, True),
        ("section_4_4", True, True),
        ("conclusion", False, True),
        ("abstract", False, False),
    ],
)
def test_the_same_seven_triggers_in_every_list(name, root, external):
    roots, triggers = listed(name, "root"), listed(name, "trigger")
    assert roots == (["collaborative_capability"] if root else [])
    assert ("external_factors" in triggers) is external
    assert len(roots + triggers) == 7 + external
    assert {*roots, *triggers} - {"external_factors"} == SEVEN


@pytest.mark.parametrize(("name", "size"), [("section_4_4", 8), ("conclusion", 8), ("abstract", 6)])
def test_triggered_factors_as_each_passage_names_them(name, size):
    assert listed(name, "triggered") == TRIGGERED[name].split()
    assert len(listed(name, "triggered")) == size


def test_table_4_4_names_no_triggered_factor():
    assert listed("table_4_4", "triggered") == []


def test_only_five_factors_are_triggered_in_all_three_passages():
    lists = [set(listed(name, "triggered")) for name in TRIGGERED]
    assert set.intersection(*lists) == {
        "readiness",
        "commitment",
        "community_participation",
        "conflict_of_interest",
        "motivation",
    }
    # Matrix of problem E6: the other five, and where each of them is named.
    elsewhere = {
        factor: [name for name in TRIGGERED if factor in listed(name, "triggered")]
        for factor in set.union(*lists) - set.intersection(*lists)
    }
    assert elsewhere == {
        "communication": ["conclusion", "abstract"],
        "fairness": ["section_4_4", "conclusion"],
        "trust": ["conclusion"],
        "shared_goal": ["section_4_4"],
        "legitimacy": ["section_4_4"],
    }


def test_shared_goal_and_legitimacy_trigger_and_are_triggered_in_section_4_4_only():
    both = {
        name: set(listed(name, "trigger")) & set(listed(name, "triggered")) for name in TRIGGERED
    }
    assert both == {
        "section_4_4": {"shared_goal", "legitimacy"},
        "conclusion": set(),
        "abstract": set(),
    }


def test_agreement_stands_in_no_list():
    assert "agreement" not in {row["factor"] for row in framework.table("trigger_lists")}


# -- Recommendations ---------------------------------------------------------------------------


def test_fifteen_recommendations():
    assert framework.keys("recommendations") == tuple(f"R{n}" for n in range(1, 16))


def test_every_target_is_a_factor_or_the_reach_of_the_poor():
    allowed = {*framework.keys("factors"), "reach_of_poor"}
    assert all(targets(key) <= allowed for key in framework.keys("recommendations"))


def test_only_the_recommendation_on_the_market_aims_at_no_factor():
    assert [key for key in framework.keys("recommendations") if not targets(key)] == ["R11"]


def test_the_call_to_focus_on_triggers_names_the_seven():
    assert targets("R15") == SEVEN


def test_leadership_alone_of_the_seven_has_no_recommendation_of_its_own():
    own = set.union(*(targets(f"R{n}") for n in range(1, 15)))
    assert SEVEN - own == {"leadership"}
    assert own.isdisjoint({"trust", "communication"})


# -- Topics ------------------------------------------------------------------------------------


def activity_names(*cases):
    for case in cases:
        path = framework.folder() / case / "activities.csv"
        with path.open(encoding="utf-8", newline="") as file:
            yield from (row["name_en"] for row in csv.DictReader(file))


def test_every_topic_marks_an_activity_of_table_4_1():
    names = list(activity_names("telang", "batu_betumpang"))
    for row in framework.table("topics"):
        words = "|".join(map(re.escape, row["words_en"].split("; ")))
        assert any(re.search(rf"\b({words})\b", name, re.IGNORECASE) for name in names), row
