"""The fictional area Contoh: complete, consistent, plainly fictional, and made by its script."""

import csv
import importlib.util
import re
import subprocess
import sys
from collections import Counter, defaultdict

import networkx as nx
import pytest

from led_synergy import framework
from led_synergy.case import schema

FOLDER = framework.folder() / "contoh"
SCRIPT = framework.folder().parent / "scripts" / "make_contoh.py"
TABLES = (*schema.TABLES,)
BY_HAND = {"components", "activities", "participation", "links", "actions"}  # they cite no number
MAY_BE_BLANK = {
    "evidence": {"levels", "contested", "contested_en", "contested_id"},
    "activities": {"cluster", "as_printed", "note"},
    "effects": {"indicator", "direction", "breadth", "optimal", "even"}
    | {"exception_en", "exception_id"},
    "factors": {"disputed"},
    "figures": {"value", "lowest", "highest", "source_year", "as_printed", "problem"},
    "components": {"as_printed"},
    "actions": {"done"},
}
DIMENSIONS = ("system", "shared_goal", "process", "effect")
SECTORS = {"government", "market", "community"}
SOURCE_TYPES = {"interview", "document", "observation", "fgd"}
ACTORS = {"all", "leaders", "agencies", "market", "community", "working_group"}
CAPITALS = {f"{kind}_capital" for kind in ("natural", "financial", "human", "social", "physical")}


def table(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(name, key):
    return [row[key] for row in table(name)]


def about(field):
    return {row["field"]: row["value_en"] for row in table("about")}[field]


def households():
    """Unit → its flags and, under each indicator, {period: value}."""
    homes = {}
    for row in table("measurements"):
        flags = {key: row[key] for key in ("village", "zone", "poor", "poorest")}
        home = homes.setdefault(row["unit"], dict(flags))
        assert {key: home[key] for key in flags} == flags, "flags of a household never change"
        values = home.setdefault(row["indicator"], {})
        assert row["period"] not in values, "one value per household, indicator and period"
        values[row["period"]] = float(row["value"])
    return list(homes.values())


def reached(homes):
    return sum(home["served"]["after"] for home in homes) / len(homes)


def relative_change(homes, indicator):
    before, after = (
        sum(home[indicator][period] for home in homes) for period in ("before", "after")
    )
    return after / before - 1


def in_zone(homes, zone):
    return [home for home in homes if home["zone"] == zone]


# -- The script ------------------------------------------------------------------------------------


def test_the_script_writes_the_same_files_byte_for_byte(tmp_path):
    subprocess.run([sys.executable, SCRIPT, tmp_path / "again"], check=True)
    again = {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert set(again) == {f"{name}.csv" for name in TABLES if name not in BY_HAND}
    assert again == {name: (FOLDER / name).read_bytes() for name in again}


def test_another_seed_would_write_other_measurements():
    # Else the comparison above would hold for a script that draws nothing.
    spec = importlib.util.spec_from_file_location("make_contoh", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    first = script.make_tables()["measurements"]
    script.SEED += 1
    assert script.make_tables()["measurements"] != first


# -- Every table -----------------------------------------------------------------------------------


def test_all_tables_are_there():
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.csv" for name in TABLES}


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_the_columns_of_a_case_and_no_blank_but_where_allowed(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file))
    assert head == list(schema.columns(name))
    assert rows
    for row in rows:
        assert len(row) == len(head)
        for key, cell in zip(head, row, strict=True):
            assert cell or key in MAY_BE_BLANK.get(name, ()), (name, key, row)
            assert cell == " ".join(cell.split())
            assert not re.search(r"[{}]", cell), "a number that was not filled in"


@pytest.mark.parametrize("name", [name for name in TABLES if "source" in schema.columns(name)])
def test_every_row_says_that_its_source_is_fictional(name):
    assert all(source.startswith("fictional: ") for source in column(name, "source"))


def test_every_measurement_is_marked_fictional_and_the_area_says_so_in_both_languages():
    assert set(column("measurements", "fictional")) == {"yes"}
    notice = {row["field"]: row for row in table("about")}
    assert notice["fictional"]["value_en"] == notice["fictional"]["value_id"] == "yes"
    assert "invented for teaching" in notice["notice"]["value_en"]
    assert "rekaan" in notice["notice"]["value_id"]
    assert about("name") == "Kawasan Contoh"


@pytest.mark.parametrize("name", TABLES)
def test_every_text_stands_in_both_languages(name):
    pairs = [key for key in schema.columns(name) if key.endswith("_en")]
    for row in table(name):
        for key in pairs:
            assert bool(row[key]) == bool(row[key[:-2] + "id"])


@pytest.mark.parametrize(
    "name", ["about", "components", "activities", "judgements", "evidence", "figures"]
)
def test_no_key_stands_twice(name):
    key = schema.columns(name)[0]
    assert max(Counter(column(name, key)).values()) == 1


# -- Keys between tables ---------------------------------------------------------------------------


def test_every_keyed_reference_resolves():
    components, activities = column("components", "component"), column("activities", "activity")
    factors = framework.keys("factors")
    references = {
        ("activities", "component"): components,
        ("participation", "activity"): activities,
        ("evidence", "actor"): {*components, *column("participation", "group"), *ACTORS},
        ("evidence", "dimension"): DIMENSIONS,
        ("judgements", "dimension"): DIMENSIONS,
        ("participation", "rung"): framework.keys("rungs"),
        ("effects", "effect_group"): framework.keys("effect_groups"),
        ("effects", "indicator"): {*framework.keys("effect_indicators"), ""},
        ("factors", "factor"): factors,
        ("links", "cause"): factors,
        ("links", "effect"): {*factors, "synergism"},
    }
    for (name, key), known in references.items():
        assert set(column(name, key)) <= set(known), (name, key)
    group = {row["indicator"]: row["effect_group"] for row in framework.table("effect_indicators")}
    for row in table("effects"):
        assert row["indicator"] == "" or group[row["indicator"]] == row["effect_group"]


@pytest.mark.parametrize(
    ("name", "key", "allowed"),
    [
        ("components", "sector", SECTORS),
        ("activities", "cluster", {"rice", "fish", ""}),
        ("activities", "seats", {"open", "limited"}),
        ("activities", "status", {"stated"}),
        ("evidence", "source_type", SOURCE_TYPES),
        ("participation", "source_type", SOURCE_TYPES),
        ("factors", "source_type", SOURCE_TYPES),
        ("factors", "role", {"driver", "constraint"}),
        ("factors", "disputed", {"yes", ""}),
        ("links", "basis", {"finding", "table", "claim"}),
        ("measurements", "zone", {"centre", "hinterland"}),
        ("measurements", "period", {"before", "after"}),
    ],
)
def test_every_word_is_one_of_those_allowed_and_each_of_them_is_used(name, key, allowed):
    assert set(column(name, key)) == allowed


# -- Who does what ---------------------------------------------------------------------------------


def test_the_actors_that_the_paper_misses_are_components():
    # Section 4.2 asks for the social affairs office and the village governments.
    assert {"social_affairs_office", "village_governments"} <= set(
        column("activities", "component")
    )


def test_rice_alone_is_a_cluster_of_all_three_sectors():
    sector = {row["component"]: row["sector"] for row in table("components")}
    sectors = defaultdict(set)
    for row in table("activities"):
        sectors[row["cluster"]].add(sector[row["component"]])
    assert {cluster for cluster in sectors if cluster and sectors[cluster] == SECTORS} == {"rice"}
    assert sectors["fish"] == {"government", "community"}


def test_limited_seats_go_to_the_elite_except_in_the_activity_made_for_the_poor():
    limited = {row["activity"] for row in table("activities") if row["seats"] == "limited"}
    elite = {
        row["activity"]: row["rung"]
        for row in table("participation")
        if row["group"] == "village_elite" and row["activity"] in limited
    }
    assert {activity for activity, rung in elite.items() if rung != "6"} == {
        "joint_business_groups"
    }
    assert len(elite) >= 5


def test_every_group_has_a_rung_in_at_least_twelve_activities():
    rungs = defaultdict(dict)
    for row in table("participation"):
        rungs[row["group"]][row["activity"]] = row["rung"]
    assert len(rungs) == 6
    assert {len(by_activity) for by_activity in rungs.values()} == {16}
    assert len(table("participation")) == 6 * 16


def test_landless_labourers_stand_mostly_on_the_two_lowest_rungs():
    rungs = [
        int(row["rung"]) for row in table("participation") if row["group"] == "landless_labourers"
    ]
    assert sum(rung <= 2 for rung in rungs) / len(rungs) > 0.75
    assert max(rungs) > 2


# -- Judgements and evidence -----------------------------------------------------------------------


def test_judgements_leave_room_to_discuss_the_goal_and_the_effect():
    found = {
        row["dimension"]: tuple(int(row[key]) for key in ("lowest", "level", "highest"))
        for row in table("judgements")
    }
    assert found == {
        "system": (2, 2, 2),
        "shared_goal": (1, 2, 2),
        "process": (2, 2, 2),
        "effect": (2, 3, 3),
    }


def test_judgements_point_to_the_evidence_of_their_dimension():
    for row in table("judgements"):
        first, last = re.search(r"e(\d\d) to e(\d\d)", row["source"]).groups()
        named = {f"e{number:02d}" for number in range(int(first), int(last) + 1)}
        assert named == {
            found["evidence"]
            for found in table("evidence")
            if found["dimension"] == row["dimension"]
        }


def kinds(name, *claim):
    found = defaultdict(set)
    for row in table(name):
        found[tuple(row[key] for key in claim)].add(row["source_type"])
    return found


def test_factors_can_be_triangulated():
    found = kinds("factors", "factor", "role")
    assert len(found["trust", "driver"]) == 3
    assert len(found["readiness", "constraint"]) == 3
    assert len(found["fairness", "constraint"]) == 3
    assert found["motivation", "driver"] == {"interview"}
    # One is contradicted: what leaders say of themselves against the attendance lists.
    disputed = [row for row in table("factors") if row["disputed"]]
    assert {(row["factor"], row["role"], row["source_type"]) for row in disputed} == {
        ("leadership", "driver", "interview"),
        ("leadership", "constraint", "document"),
    }


def test_evidence_can_be_triangulated():
    found = kinds("evidence", "dimension", "aspect")
    assert len(found["system", "rice_cluster"]) == 3
    assert found["process", "market_commitment"] == {"interview"}
    assert 20 <= len(table("evidence")) <= 30


def test_all_sixteen_factors_are_found_some_in_one_role_and_some_in_both():
    roles = defaultdict(set)
    for row in table("factors"):
        roles[row["factor"]].add(row["role"])
    assert set(roles) == set(framework.keys("factors"))
    assert {key for key in roles if roles[key] == {"driver"}} == {"agreement", "motivation"}
    # By nature never a driver (problem E17); for regulation the paper shows no driver (E3).
    assert {key for key in roles if roles[key] == {"constraint"}} == {
        "conflict_of_interest",
        "external_factors",
        "regulation",
    }


def test_a_feedback_loop_of_trust_is_the_only_one_and_capability_the_only_root():
    graph = nx.DiGraph([(row["cause"], row["effect"]) for row in table("links")])
    loops = list(nx.simple_cycles(graph))
    assert len(loops) == 1
    assert set(loops[0]) == {"trust", "communication", "community_participation"}
    assert [node for node in graph if not graph.pred[node]] == ["collaborative_capability"]
    assert [node for node in graph if not graph.succ[node]] == ["synergism"]


def test_every_cause_in_the_map_is_a_constraint_that_was_found():
    constraints = {row["factor"] for row in table("factors") if row["role"] == "constraint"}
    assert {row[key] for row in table("links") for key in ("cause", "effect")} <= {
        *constraints,
        "synergism",
    }


# -- Measurements ----------------------------------------------------------------------------------


def test_two_hundred_households_in_six_villages_before_and_after():
    homes = households()
    assert len(homes) == 200
    assert sorted(set(column("measurements", "unit"))) == [f"h{n:03d}" for n in range(1, 201)]
    zones = {home["village"]: home["zone"] for home in homes}
    assert Counter(zones.values()) == {"centre": 2, "hinterland": 4}
    assert set(zones) == set(
        f"{about('villages_centre')}; {about('villages_hinterland')}".split("; ")
    )
    for home in homes:
        for indicator in {"income", "basic_needs_cost"} | CAPITALS:
            assert set(home[indicator]) == {"before", "after"}
        assert set(home["served"]) == set(home["benefit"]) == {"after"}
        assert home["served"]["after"] in (0, 1)
        assert (home["benefit"]["after"] > 0) == (home["served"]["after"] == 1)


def test_only_rice_households_have_a_rice_yield():
    rice = [home for home in households() if "rice_yield" in home]
    assert 0 < len(rice) < 200
    assert all(set(home["rice_yield"]) == {"before", "after"} for home in rice)


def test_incomes_are_positive_and_scores_lie_between_0_and_100():
    for home in households():
        assert min(home["income"].values()) > 0
        assert min(home["basic_needs_cost"].values()) > 0
        assert all(0 <= score <= 100 for kind in CAPITALS for score in home[kind].values())


def test_poor_is_below_the_declared_line_before_and_poorest_the_lowest_fifth():
    line, threshold = float(about("poverty_line")), float(about("poorest_threshold"))
    homes = households()
    for home in homes:
        assert (home["poor"] == "yes") == (home["income"]["before"] < line)
        assert (home["poorest"] == "yes") == (home["income"]["before"] <= threshold)
    assert sum(home["poorest"] == "yes" for home in homes) == 200 * float(about("poorest_share"))
    assert threshold < line


def test_more_of_the_poor_are_reached_near_the_centre_than_far():
    poor = [home for home in households() if home["poor"] == "yes"]
    centre, hinterland = (reached(in_zone(poor, zone)) for zone in ("centre", "hinterland"))
    assert centre > 0.6 > 0.4 > hinterland


def test_the_poorest_are_reached_less_than_the_other_poor():
    for zone in ("centre", "hinterland"):
        poor = [home for home in in_zone(households(), zone) if home["poor"] == "yes"]
        poorest = [home for home in poor if home["poorest"] == "yes"]
        others = [home for home in poor if home["poorest"] == "no"]
        assert reached(poorest) < reached(others)


def test_some_of_those_served_are_not_poor():
    served = [home for home in households() if home["served"]["after"]]
    assert {home["poor"] for home in served} == {"yes", "no"}


def test_incomes_rise_more_in_the_centre_and_in_rice_households_and_a_few_fall():
    homes = households()
    centre, hinterland = (
        relative_change(in_zone(homes, zone), "income") for zone in ("centre", "hinterland")
    )
    assert centre > hinterland > 0
    for zone in ("centre", "hinterland"):
        part = in_zone(homes, zone)
        rice = [home for home in part if "rice_yield" in home]
        others = [home for home in part if "rice_yield" not in home]
        assert relative_change(rice, "income") > relative_change(others, "income")
    worse = sum(home["income"]["after"] < home["income"]["before"] for home in homes)
    assert 0 < worse < 0.1 * len(homes)
    assert relative_change(homes, "basic_needs_cost") < 0


# -- What is said of the measurements --------------------------------------------------------------


def percent(share):
    return f"{100 * share:.0f}"


def test_texts_and_figures_give_the_numbers_of_the_measurements():
    homes = households()
    poor = [home for home in homes if home["poor"] == "yes"]
    figures = {row["measure"]: row["value"] for row in table("figures")}
    texts = {row["evidence"]: row for row in table("evidence")}
    assert figures["poor_before"] == percent(len(poor) / 200)
    for zone in ("centre", "hinterland"):
        share, rise = reached(in_zone(poor, zone)), relative_change(in_zone(homes, zone), "income")
        assert figures[f"poor_served_{zone}"] == percent(share)
        for lang, space in (("en", " "), ("id", "")):
            assert f"{percent(share)}{space}%" in texts["e26"][f"finding_{lang}"]
            assert f"{percent(rise)}{space}%" in texts["e22"][f"finding_{lang}"]
    rice = [home for home in homes if "rice_yield" in home]
    for period in ("before", "after"):
        tonnes = f"{sum(home['rice_yield'][period] for home in rice) / len(rice):.1f}"
        assert tonnes in texts["e24"]["finding_en"]
        assert tonnes.replace(".", ",") in texts["e24"]["finding_id"]
        income = f"{sum(home['income'][period] for home in homes) / 200:.0f}"
        assert income in texts["e21"]["finding_en"]
        assert income in texts["e21"]["finding_id"]


def effects():
    return {
        (row["effect_group"], row["indicator"]): tuple(
            row[key] for key in ("direction", "breadth", "optimal", "even")
        )
        for row in table("effects")
    }


@pytest.mark.parametrize("indicator", ["income", "basic_needs_cost", *sorted(CAPITALS)])
def test_an_effect_follows_from_its_measurements(indicator):
    homes = households()
    sign = int(framework.row("effect_indicators", indicator)["polarity"])
    changes = [home[indicator]["after"] - home[indicator]["before"] for home in homes]
    mean_after = sum(home[indicator]["after"] for home in homes) / len(homes)
    gap = abs(
        relative_change(in_zone(homes, "centre"), indicator)
        - relative_change(in_zone(homes, "hinterland"), indicator)
    )
    benchmark = float(about(f"benchmark_{indicator}"))
    group = framework.row("effect_indicators", indicator)["effect_group"]
    # No mean of this area moves by less than 1 %, so none counts as "same".
    assert abs(relative_change(homes, indicator)) >= 0.01
    assert effects()[group, indicator] == (
        "rise" if sum(changes) > 0 else "fall",
        "most" if sum(sign * change > 0 for change in changes) > 100 else "part",
        "yes" if sign * mean_after >= sign * benchmark else "no",
        "yes" if gap <= float(about("tolerance_even")) else "no",
    )


def test_the_reach_of_the_poor_has_no_direction_because_it_was_measured_once():
    poor = [home for home in households() if home["poor"] == "yes"]
    found = effects()["reach_of_poor", "benefit_to_poor"]
    assert found == ("", "part", "no", "no")
    assert reached(poor) <= 0.5 < float(about("benchmark_served"))


def test_every_indicator_has_a_row_and_those_not_measured_stay_blank():
    found = effects()
    groups = {row["effect_group"] for row in framework.table("effect_indicators")}
    assert set(found) == {(group, "") for group in groups} | {
        (row["effect_group"], row["indicator"]) for row in framework.table("effect_indicators")
    }
    blank = {indicator for (_, indicator), judged in found.items() if not any(judged)}
    assert blank == {"sales_turnover", "profit", "new_businesses", "ease_of_employment"}


def test_a_group_counts_as_optimal_or_even_only_if_all_its_measured_indicators_do():
    found = effects()
    for group in {group for group, _ in found}:
        parts = [
            judged for (of, name), judged in found.items() if of == group and name and any(judged)
        ]
        for place, all_say in ((1, "most"), (2, "yes"), (3, "yes")):
            agreed = all(judged[place] == all_say for judged in parts)
            assert (found[group, ""][place] == all_say) is agreed
    assert found["livelihood_outcomes", ""][0] == "rise"  # income up and costs down: both better


def test_every_source_is_read_whole_in_indonesian():
    sources = {
        row["source"]
        for path in FOLDER.glob("*.csv")
        for row in csv.DictReader(path.open(encoding="utf-8"))
        if "source" in row
    }
    phrases = sorted((row["en"] for row in framework.table("places")), key=len, reverse=True)
    known = re.compile(r"\b(" + "|".join(phrases) + r")\b|\be[0-9]+\b|Contoh \w+|[0-9:;, ]")
    assert len(sources) > 50
    assert {source: left for source in sources if (left := known.sub("", source))} == {}
