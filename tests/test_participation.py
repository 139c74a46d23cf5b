"""The ladder of participation: six rungs, counted, never averaged."""

import math
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from led_synergy import framework, participation, terms
from led_synergy.participation import MERGED, RUNGS, at_or_above, distribution, rung, span
from led_synergy.terms import InputError

TABLE = pd.DataFrame(
    {
        "group": ["traders", "farmers", "farmers", "farmers"],
        "activity": ["market", "seed", "market", "canal"],
        "rung": [1, 2, 6, 4],
    }
)
tables = st.lists(
    st.tuples(st.sampled_from(["farmers", "traders", "youth"]), st.sampled_from(RUNGS)), max_size=30
).map(lambda rows: pd.DataFrame(rows, columns=["group", "rung"]))


def message(call, *arguments, **named):
    with pytest.raises(InputError) as caught:
        call(*arguments, **named)
    english, indonesian = str(caught.value), caught.value.message("id")
    assert english != indonesian
    assert "{" not in english + indonesian
    return english


def test_the_ladder_of_the_paper_has_six_rungs_from_none_to_control():
    assert RUNGS == (1, 2, 3, 4, 5, 6)
    assert terms.label("rungs", RUNGS[0]) == "None"
    assert "control" in terms.label("rungs", RUNGS[-1])


def test_the_two_rungs_that_the_paper_merges_are_named():
    assert MERGED == {
        6: {
            "en": ("has control", "has delegated power"),
            "id": ("memiliki kontrol", "mendelegasikan"),
        }
    }


@pytest.mark.parametrize("value", [*RUNGS, 3.0, np.int64(3), np.float32(3)])
def test_a_rung_is_a_whole_number_from_1_to_6(value):
    assert rung(value) == value
    assert type(rung(value)) is int


@pytest.mark.parametrize(
    "value", ["3", "", None, True, np.bool_(True), 0, 7, -1, 3.5, math.nan, math.inf, pd.NA, [3]]
)
def test_what_is_no_rung_is_refused_with_the_six_rungs(value):
    assert "unknown rung" in message(rung, value)
    assert "1, 2, 3, 4, 5, 6" in message(rung, value)


def test_distribution_shows_all_six_rungs_also_the_empty_ones():
    found = distribution(TABLE)
    assert list(found.columns) == [1, 2, 3, 4, 5, 6]
    assert found.loc["all"].tolist() == [1, 1, 0, 1, 0, 1]


def test_distribution_by_group_keeps_the_order_of_the_table():
    found = distribution(TABLE, by="group")
    assert found.index.tolist() == ["traders", "farmers"]
    assert found.index.name == "group"
    assert found.loc["farmers"].tolist() == [0, 1, 0, 1, 0, 1]


def test_distribution_by_activity():
    assert distribution(TABLE, by="activity").loc["market"].tolist() == [1, 0, 0, 0, 0, 1]


def test_shares_are_those_of_the_group_itself():
    found = distribution(TABLE, by="group", shares=True)
    assert found.loc["farmers"].tolist() == pytest.approx([0, 1 / 3, 0, 1 / 3, 0, 1 / 3])
    assert found.loc["traders"].tolist() == [1, 0, 0, 0, 0, 0]


@given(tables, st.sampled_from([None, "group"]))
def test_every_row_of_the_distribution_adds_up_to_its_judgements(table, by):
    found = distribution(table, by=by)
    sizes = table["group"].value_counts().to_dict() if by else {"all": len(table)}
    assert found.sum(axis=1).to_dict() == sizes
    shares = distribution(table, by=by, shares=True).sum(axis=1, min_count=1).dropna()
    assert shares.tolist() == pytest.approx([1] * len(shares))


def test_at_or_above_counts_the_declared_rung_too():
    found = at_or_above(TABLE, 4)
    assert found.loc["all"].to_dict() == {"n": 4, "at_or_above": 2, "share": 0.5}
    by_group = at_or_above(TABLE, 2, by="group")
    assert by_group["share"].to_dict() == {"traders": 0, "farmers": 1}


@given(tables, st.sampled_from(RUNGS))
def test_at_or_above_agrees_with_the_distribution(table, declared):
    counts = distribution(table, by="group")
    found = at_or_above(table, declared, by="group")
    assert found["at_or_above"].tolist() == counts.loc[:, declared:].sum(axis=1).tolist()
    assert found["share"].between(0, 1).all()


@pytest.mark.parametrize("declared", [0, 7, "4", True, None])
def test_the_declared_rung_is_checked(declared):
    assert "unknown rung" in message(at_or_above, TABLE, declared)


def test_span_gives_lowest_and_highest_rung():
    assert span(TABLE).loc["all"].to_dict() == {"n": 4, "lowest": 1, "highest": 6}
    assert span(TABLE, by="group").loc["farmers"].tolist() == [3, 2, 6]


def test_no_judgement_is_no_share_and_no_range():
    empty = TABLE.iloc[:0]
    assert distribution(empty).loc["all"].tolist() == [0] * 6
    assert distribution(empty, shares=True).loc["all"].isna().all()
    assert at_or_above(empty, 3)["share"].isna().all()
    assert span(empty)["lowest"].isna().all()
    assert len(span(empty, by="group")) == 0


def test_rungs_are_never_averaged():
    ordinal = [name for name in participation.__all__ if callable(getattr(participation, name))]
    assert sorted(ordinal) == ["at_or_above", "distribution", "rung", "span"]
    assert "ordinal" in participation.__doc__


@pytest.mark.parametrize("measure", [distribution, span, lambda *a, **k: at_or_above(a[0], 3, **k)])
def test_mistakes_in_the_table_name_place_and_choices(measure):
    assert "'village'. Choose from: group, activity" in message(measure, TABLE, by="village")
    assert "no column 'activity'" in message(measure, TABLE.drop(columns="activity"), by="activity")
    assert "row 3, column rung: '2' is not allowed. Choose from: 1, 2" in message(
        measure, TABLE.assign(rung=[1, "2", 6, 4])
    )
    assert "row 5, column rung" in message(measure, TABLE.assign(rung=[1, 2, 6, None]))
    assert "row 4, column group: the cell is blank" in message(
        measure, TABLE.assign(group=["a", "b", None, "d"]), by="group"
    )
    assert "table participation" in message(measure, [1, 2, 3])


def test_participation_of_contoh_is_on_the_ladder():
    table = pd.read_csv(framework.folder() / "contoh" / "participation.csv")
    assert distribution(table).to_numpy().sum() == len(table)
    assert distribution(table, by="activity").index.tolist() == list(table["activity"].unique())


def test_the_ladder_imports_with_the_standard_library_alone():
    code = "import sys, led_synergy.participation; print({'pandas', 'numpy'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
