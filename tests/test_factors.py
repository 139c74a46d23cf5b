"""Drivers, constraints and triangulation: Table 4.3 as counted, and what is refused."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from led_synergy import factors, framework, terms
from led_synergy.terms import InputError

FACTORS = framework.keys("factors")

findings = st.lists(
    st.tuples(
        st.sampled_from(FACTORS),
        st.sampled_from(factors.ROLES),
        st.sampled_from([*factors.SOURCE_TYPES, "", None, float("nan")]),
    ),
    max_size=25,
)


def table(rows):
    return pd.DataFrame(rows, columns=["factor", "role", "source_type"], dtype=object)


@pytest.fixture
def areas():
    """The tables of the two areas, as they stand in Table 4.3."""
    return {
        case: pd.read_csv(framework.folder() / case / "factors.csv")
        for case in ("telang", "batu_betumpang")
    }


# -- The two areas (Table 4.3) -----------------------------------------------------------------


def test_telang_has_nine_drivers_and_fifteen_constraints(areas):
    assert len(factors.drivers(areas["telang"])) == 9
    assert len(factors.constraints(areas["telang"])) == 15


def test_batu_betumpang_has_fourteen_drivers_and_sixteen_constraints(areas):
    assert len(factors.drivers(areas["batu_betumpang"])) == 14
    assert factors.constraints(areas["batu_betumpang"]) == FACTORS[:16]


def test_nine_factors_drive_in_both_areas_and_five_in_batu_betumpang_only(areas):
    # Both lists as section 4.3 prints them, above Table 4.3.
    found = factors.shared(areas, "driver")
    assert set(found["telang", "batu_betumpang"]) == {
        *["legitimacy", "communication", "leadership", "commitment", "community_participation"],
        *["trust", "motivation", "fairness", "agreement"],
    }
    assert set(found["batu_betumpang",]) == {
        *["shared_goal", "collaboration_system", "collaborative_capability", "readiness"],
        "collaborative_planning",
    }
    assert found[()] == ("conflict_of_interest", "external_factors", "regulation")


def test_not_all_sixteen_factors_are_constraints_in_both_areas(areas):
    # E2: the sentence in section 4.3 says all; Table 4.3 has a dash for trust at Telang.
    found = factors.shared(areas, "constraint")
    assert len(found["telang", "batu_betumpang"]) == 15
    assert found["batu_betumpang",] == ("trust",)


def test_most_factors_do_both_in_batu_betumpang_but_only_half_of_them_at_telang(areas):
    # E28.
    assert len(factors.both(areas["telang"])) == 8
    assert len(factors.both(areas["batu_betumpang"])) == 14
    assert "trust" not in factors.both(areas["telang"])


def test_regulation_has_no_row_in_table_4_3(areas):
    # E3.
    assert factors.neither(areas["telang"]) == ("regulation",)
    assert factors.neither(areas["batu_betumpang"]) == ("regulation",)
    assert not factors.presence(areas).loc["regulation"].any()


def test_presence_adds_up_to_the_counts_of_table_4_3(areas):
    found = factors.presence(areas)
    assert found.shape == (17, 4)
    assert found.sum().to_dict() == {
        ("telang", "driver"): 9,
        ("telang", "constraint"): 15,
        ("batu_betumpang", "driver"): 14,
        ("batu_betumpang", "constraint"): 16,
    }


def test_the_paper_does_not_say_which_source_supports_which_factor(areas):
    # F5: only the source line below Table 4.3 names sources, for the whole table.
    for area in areas.values():
        assert set(factors.triangulation(area)["convergence"]) == {"not_stated"}


# -- Roles -------------------------------------------------------------------------------------


@given(findings)
def test_drivers_and_constraints_come_once_and_in_the_order_of_the_codebook(rows):
    for role, found in (
        ("driver", factors.drivers(table(rows))),
        ("constraint", factors.constraints(table(rows))),
    ):
        assert found == tuple(f for f in FACTORS if any(row[:2] == (f, role) for row in rows))


@given(findings)
def test_every_factor_drives_only_constrains_only_does_both_or_neither(rows):
    drivers, constraints = factors.drivers(table(rows)), factors.constraints(table(rows))
    both, neither = factors.both(table(rows)), factors.neither(table(rows))
    assert set(both) == set(drivers) & set(constraints)
    assert set(neither) == set(FACTORS) - set(drivers) - set(constraints)
    assert len(drivers) + len(constraints) - len(both) + len(neither) == 17


@given(st.dictionaries(st.sampled_from("abcd"), findings.map(table), max_size=4))
def test_presence_and_shared_tell_the_same(tables):
    found = factors.presence(tables)
    assert list(found.index) == list(FACTORS)
    assert list(found.columns) == [(area, role) for area in tables for role in factors.ROLES]
    for role in factors.ROLES:
        groups = factors.shared(tables, role)
        assert sorted(f for group in groups.values() for f in group) == sorted(FACTORS)
        assert [len(areas) for areas in groups] == sorted(map(len, groups), reverse=True)
        for areas, group in groups.items():
            for factor in group:
                assert areas == tuple(a for a in tables if found.loc[factor, (a, role)])


# -- Triangulation -----------------------------------------------------------------------------


def test_kinds_of_source_are_counted_once_and_not_stated_never():
    rows = [
        *[("trust", "driver", "interview")] * 3,
        ("trust", "driver", "not_stated"),
        ("trust", "constraint", "document"),
        ("trust", "constraint", "fgd"),
        ("trust", "constraint", None),
        ("fairness", "driver", ""),
    ]
    found = factors.triangulation(table(rows))
    assert found.loc[("trust", "driver")].tolist() == [3, 0, 0, 0, 1, 1, "one_kind"]
    assert found.loc[("trust", "constraint")].tolist() == [0, 1, 0, 1, 1, 2, "several_kinds"]
    assert found.loc[("fairness", "driver")].tolist() == [0, 0, 0, 0, 1, 0, "not_stated"]


def test_a_driver_and_a_constraint_do_not_support_each_other():
    rows = [("trust", "driver", "interview"), ("trust", "constraint", "document")]
    assert factors.triangulation(table(rows))["convergence"].tolist() == ["one_kind"] * 2


@given(findings)
def test_triangulation_counts_every_finding_once_in_the_order_of_the_codebook(rows):
    found = factors.triangulation(table(rows))
    assert found[list(factors.SOURCE_TYPES)].to_numpy().sum() == len(rows)
    claims = {row[:2] for row in rows}
    assert list(found.index) == [(f, r) for f in FACTORS for r in factors.ROLES if (f, r) in claims]
    assert ((found["kinds"] >= 2) == (found["convergence"] == "several_kinds")).all()
    assert ((found["kinds"] == 0) == (found["convergence"] == "not_stated")).all()


def test_evidence_is_triangulated_by_aspect_of_a_dimension():
    evidence = pd.DataFrame(
        [
            ("process", "commitment", "interview"),
            ("process", "commitment", "observation"),
            ("process", "participation", "interview"),
            ("effect", "commitment", "interview"),
            ("effect", None, "fgd"),
            (None, "finances", "fgd"),
        ],
        columns=["dimension", "aspect", "source_type"],
    )
    assert factors.triangulation(evidence)["kinds"].to_dict() == {
        ("process", "commitment"): 2,
        ("process", "participation"): 1,
        ("effect", "commitment"): 1,
        ("effect", ""): 1,
        ("", "finances"): 1,
    }


def test_the_evidence_of_the_two_areas_can_be_triangulated():
    for case in ("telang", "batu_betumpang"):
        evidence = pd.read_csv(framework.folder() / case / "evidence.csv")
        found = factors.triangulation(evidence)
        assert found[list(factors.SOURCE_TYPES)].to_numpy().sum() == len(evidence)


# -- What is refused ---------------------------------------------------------------------------

EVERY = [
    factors.drivers,
    factors.constraints,
    factors.both,
    factors.neither,
    factors.triangulation,
    lambda frame: factors.presence({"here": frame}),
    lambda frame: factors.shared({"here": frame}, "driver"),
]


@pytest.mark.parametrize("ask", EVERY)
@pytest.mark.parametrize(
    ("column", "value", "near"),
    [
        ("factor", "comunication", "communication"),
        ("factor", "regulations", "regulation"),
        ("role", "drivers", "driver"),
    ],
)
def test_an_unknown_factor_or_role_is_named_with_row_column_and_choices(ask, column, value, near):
    rows = table([("trust", "driver", "fgd")] * 3)
    rows.loc[1, column] = value
    with pytest.raises(InputError) as caught:
        ask(rows)
    for part in ("table factors", "row 3", f"column {column}", repr(value), repr(near)):
        assert part in str(caught.value)
    assert "baris 3" in caught.value.message("id")


@pytest.mark.parametrize("ask", EVERY)
def test_a_finding_without_factor_is_an_error(ask):
    with pytest.raises(InputError, match="row 2, column factor: ''"):
        ask(table([(None, "driver", "fgd")]))


@pytest.mark.parametrize("ask", EVERY)
def test_something_else_than_a_table_is_refused(ask):
    with pytest.raises(InputError, match="this is list"):
        ask(["trust"])


@pytest.mark.parametrize("column", ["factor", "role"])
def test_a_missing_column_is_named_with_those_found(column):
    with pytest.raises(InputError, match=f"no column '{column}'. Columns found: .*source_type"):
        factors.drivers(table([]).drop(columns=column))


@pytest.mark.parametrize("value", ["interviews", "rumour"])
def test_an_unknown_kind_of_source_is_refused_where_it_is_used(value):
    rows = table([("trust", "driver", value)])
    assert factors.drivers(rows) == ("trust",)
    with pytest.raises(InputError, match=r"row 2, column source_type.*interview, document"):
        factors.triangulation(rows)


def test_an_unknown_dimension_of_evidence_is_refused():
    evidence = pd.DataFrame({"dimension": ["goal"], "aspect": ["a"], "source_type": ["fgd"]})
    with pytest.raises(InputError, match="table evidence, row 2, column dimension: 'goal'"):
        factors.triangulation(evidence)


def test_shared_refuses_an_unknown_role():
    with pytest.raises(InputError, match=r"unknown role: 'drives'.*driver, constraint"):
        factors.shared({}, "drives")


# -- Words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_the_codebook_speaks_one_language_at_a_time(lang):
    found = factors.codebook(lang)
    assert list(found.index) == list(FACTORS)
    for factor in FACTORS:
        row = framework.row("factors", factor)
        assert found.loc[factor, "counts"] == row[f"counts_{lang}"]
        assert found.loc[factor, "name"] == terms.label("factors", factor, lang)


def test_the_codebook_refuses_another_language():
    with pytest.raises(InputError, match="unknown language: 'nl'"):
        factors.codebook("nl")


# -- Two coders --------------------------------------------------------------------------------

codings = st.dictionaries(st.integers(0, 9), st.sampled_from(FACTORS[:3]))


def test_kappa_is_0_4_where_half_of_seven_tenths_is_chance():
    # 50 passages: both driver 20, both constraint 15, 5 and 10 crosswise. p = 35/50 = 0.7;
    # e = 25/50 * 30/50 + 25/50 * 20/50 = 0.5; kappa = (0.7 - 0.5) / (1 - 0.5) = 0.4.
    one = dict(enumerate(["driver"] * 25 + ["constraint"] * 25))
    other = dict(enumerate(["driver"] * 20 + ["constraint"] * 5 + ["driver"] * 10))
    other |= dict.fromkeys(range(35, 50), "constraint")
    found = factors.agreement(one, other)
    assert (found.n, found.same, found.share) == (50, 35, 0.7)
    assert found.kappa == pytest.approx(0.4)
    assert found.differ == tuple(range(20, 35))


@given(codings, codings)
def test_agreement_counts_only_what_both_coded_and_does_not_depend_on_who_is_first(one, other):
    found, turned = factors.agreement(one, other), factors.agreement(other, one)
    assert found.n == len(one.keys() & other.keys()) == found.same + len(found.differ)
    assert (found.same, found.share, found.kappa) == (turned.same, turned.share, turned.kappa)
    assert set(found.differ) == {k for k in one.keys() & other.keys() if one[k] != other[k]}
    if found.kappa is not None:
        assert found.kappa <= found.share
        assert (found.kappa == 1) is (found.differ == ())


def test_without_a_common_passage_or_a_second_code_there_is_no_kappa():
    assert factors.agreement({1: "trust"}, {2: "trust"}) == factors.Agreement(0, 0, None, None, ())
    assert factors.agreement({1: "trust"}, {1: "trust"}).kappa is None
    assert factors.agreement({1: "trust"}, {1: "trust"}).share == 1
