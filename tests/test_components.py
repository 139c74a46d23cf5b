"""Components and sectors: Table 4.1 as counted, clusters, overlaps, and what is refused."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from led_synergy import components, framework, terms
from led_synergy.terms import InputError

KEYS = list("abcdef")


def actors(sectors):
    """A table of components a, b, c … in these sectors."""
    return pd.DataFrame({"component": KEYS[: len(sectors)], "sector": sectors}, dtype=object)


def works(rows):
    """A table of activities from rows (component, cluster, status, name)."""
    found = pd.DataFrame(rows, columns=["component", "cluster", "status", "name_en"], dtype=object)
    found.insert(0, "activity", [f"x{number}" for number in range(len(rows))])
    return found.assign(name_id="")


def done(*names):
    """Activities of these components."""
    return works([(name, "", "stated", "") for name in names])


sectors = st.lists(st.sampled_from(components.SECTORS), min_size=1, max_size=6)


@st.composite
def an_area(draw):
    who = draw(sectors)
    row = st.tuples(
        st.sampled_from(KEYS[: len(who)]),
        st.sampled_from(["rice", "fish", "", None, float("nan")]),
        st.sampled_from(["stated", "inferred", ""]),
        st.just("Rice"),
    )
    return actors(who), works(draw(st.lists(row, max_size=12)))


def case(name):
    folder = framework.folder() / name
    return pd.read_csv(folder / "components.csv"), pd.read_csv(folder / "activities.csv")


# -- Counts ------------------------------------------------------------------------------------


def test_telang_counts_58_stated_activities_and_one_inferred():
    # Table 4.1: 25 components (11 + 8 + 6, C1); activities 43 + 10 + 5 stated, one inferred (C2).
    found = components.by_sector(*case("telang"))
    assert found["components"].to_dict() == {"government": 11, "market": 8, "community": 6}
    stated = found["activities"] - found["inferred"]
    assert stated.to_dict() == {"government": 43, "market": 10, "community": 5}
    assert found["inferred"].to_dict() == {"government": 0, "market": 1, "community": 0}


def test_batu_betumpang_counts_64_activities():
    found = components.by_sector(*case("batu_betumpang"))
    assert found["activities"].to_dict() == {"government": 49, "market": 6, "community": 9}
    assert found["inferred"].sum() == 0


def test_who_stands_outside_is_who_has_a_dash_in_table_4_1():
    # Rows 25 and 26 at Telang; rows 6, 13, 14, 15, 17 and 21 at Batu Betumpang.
    assert components.outside(*case("telang"))["table_row"].tolist() == [25, 26]
    assert components.outside(*case("batu_betumpang"))["table_row"].tolist() == [
        *[6, 13, 14, 15, 17, 21]
    ]


@given(an_area())
def test_active_and_outside_share_out_the_components(area):
    who, what = area
    counts, idle = components.by_sector(who, what), components.outside(who, what)
    assert list(counts.index) == list(components.SECTORS)
    assert counts["components"].sum() == len(who)
    assert counts["active"].sum() + len(idle) == len(who)
    assert counts["activities"].sum() == len(what)
    assert counts["inferred"].sum() == (what["status"] == "inferred").sum()
    assert not set(idle["component"]) & set(what["component"])
    idle_by_sector = idle["sector"].value_counts().reindex(components.SECTORS, fill_value=0)
    assert (counts["components"] - counts["active"] == idle_by_sector).all()


def test_a_sector_without_components_is_counted_as_zero():
    found = components.by_sector(actors(["market"]), done("a", "a"))
    assert found.loc["market"].tolist() == [1, 1, 2, 0]
    assert found.loc["community"].tolist() == [0, 0, 0, 0]


# -- Clusters ----------------------------------------------------------------------------------


def test_telang_has_no_clusters():
    # Table 4.2, row 1: not clustered.
    assert components.clusters(*case("telang")).empty


def test_batu_betumpang_has_a_rice_and_a_cattle_cluster():
    # Table 4.2, row 1.
    assert set(components.clusters(*case("batu_betumpang")).index) == {"rice", "cattle"}


def test_a_cluster_counts_each_component_once_and_names_missing_sectors():
    who = actors(["government", "government", "community"])
    what = works(
        [
            ("a", "fish", "stated", ""),
            ("b", "rice", "stated", ""),
            ("a", "rice", "stated", ""),
            ("a", "rice", "inferred", ""),
            ("c", "rice", "stated", ""),
            ("c", None, "stated", ""),
        ]
    )
    found = components.clusters(who, what)
    assert list(found.index) == ["fish", "rice"]  # in the order of the activities
    assert found.loc["fish"].tolist() == [1, 0, 0, "market; community"]
    assert found.loc["rice"].tolist() == [2, 0, 1, "market"]


@given(an_area())
def test_missing_are_the_sectors_without_a_component_in_the_cluster(area):
    for _, row in components.clusters(*area).iterrows():
        missing = set(filter(None, row["missing"].split("; ")))
        assert missing == {sector for sector in components.SECTORS if row[sector] == 0}
        assert len(missing) < 3


# -- Overlaps ----------------------------------------------------------------------------------


def rows_of_table(name, topic):
    who, what = case(name)
    found = components.overlaps(what)
    sharing = found.loc[found["topic"] == topic, "component"]
    return set(who.set_index("component").loc[sharing, "table_row"])


@pytest.mark.parametrize(
    ("name", "topic", "rows"),
    [
        ("telang", "seed", {1, 2, 16}),
        ("telang", "livestock", {1, 2, 24}),
        ("telang", "fertiliser", {1, 3}),
        ("telang", "entrepreneurship", {1, 3}),
        ("batu_betumpang", "entrepreneurship", {1, 7}),
        ("telang", "transport", {12, 20}),
        ("batu_betumpang", "irrigation", {5, 22}),
    ],
)
def test_the_repeated_works_of_problem_c14_are_found(name, topic, rows):
    assert rows <= rows_of_table(name, topic)


def test_a_topic_of_one_component_is_no_overlap():
    what = works([("a", "", "stated", "Rice seed"), ("a", "", "stated", "Rice mill")])
    assert components.overlaps(what).empty


def test_an_overlap_lists_every_activity_under_each_of_its_topics():
    what = works(
        [
            ("a", "", "stated", "Growing RICE seed"),
            ("b", "", "stated", "Training on rice"),
            ("b", "", "stated", "Rice milling"),
            ("c", "", "stated", "Seed supply"),
            ("c", "", "stated", "Roads"),
            ("c", "", "stated", None),
        ]
    )
    found = components.overlaps(what)
    assert found[["topic", "components", "activity"]].to_numpy().tolist() == [
        ["rice", 2, "x0"],
        ["rice", 2, "x1"],
        ["rice", 2, "x2"],
        ["seed", 2, "x0"],
        ["seed", 2, "x3"],
    ]


def test_topics_match_whole_words_only():
    # "fish" is a word of a topic, "fishing" is not; "price" holds "rice".
    what = works([("a", "", "stated", "Fishing prices"), ("b", "", "stated", "Fish and rice")])
    assert components.overlaps(what).empty


def test_an_area_without_activities_has_no_overlap():
    assert components.overlaps(works([])).empty


# -- What is refused ---------------------------------------------------------------------------

EVERY = [components.by_sector, components.outside, components.clusters]


@pytest.mark.parametrize("ask", EVERY)
def test_an_activity_of_an_unlisted_component_is_named_with_the_nearest(ask):
    who = pd.DataFrame({"component": ["health_agency"], "sector": ["government"]})
    with pytest.raises(InputError) as caught:
        ask(who, done("health_agency", "heath_agency"))
    for part in ("table activities, row 3, column component", "'heath_agency'", "'health_agency'"):
        assert part in str(caught.value)
    assert "baris 3" in caught.value.message("id")


@pytest.mark.parametrize("ask", EVERY)
def test_an_unknown_sector_is_named_with_the_choices(ask):
    with pytest.raises(InputError, match=r"row 2, column sector.*government, market, community"):
        ask(actors(["private"]), done())


@pytest.mark.parametrize("ask", EVERY)
def test_a_component_listed_twice_is_refused(ask):
    who = pd.DataFrame({"component": ["bank", "bank"], "sector": ["market", "market"]})
    with pytest.raises(InputError, match="'bank' stands there twice"):
        ask(who, done("bank"))


@pytest.mark.parametrize("ask", EVERY)
@pytest.mark.parametrize(("table", "column"), [(0, "sector"), (0, "component"), (1, "component")])
def test_a_missing_column_is_named(ask, table, column):
    tables = [actors(["market"]), done("a")]
    tables[table] = tables[table].drop(columns=column)
    with pytest.raises(InputError, match=f"no column '{column}'"):
        ask(*tables)


@pytest.mark.parametrize(
    ("ask", "column"), [(components.by_sector, "status"), (components.clusters, "cluster")]
)
def test_the_column_that_is_counted_must_be_there(ask, column):
    with pytest.raises(InputError, match=f"table activities: no column '{column}'"):
        ask(actors(["market"]), done("a").drop(columns=column))


@pytest.mark.parametrize("column", ["component", "activity", "name_en", "name_id"])
def test_overlaps_need_the_names_of_activities(column):
    with pytest.raises(InputError, match=f"table activities: no column '{column}'"):
        components.overlaps(done("a").drop(columns=column))


# -- Words -------------------------------------------------------------------------------------


def test_sectors_and_warnings_have_words_in_both_languages():
    keys = [components.NOT_EFFORT, components.NOT_PROOF]
    assert all(terms.text(key, lang) for key in keys for lang in terms.LANGUAGES)
    assert "not of effort" in terms.text(components.NOT_EFFORT)
