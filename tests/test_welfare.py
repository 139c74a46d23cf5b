"""Measures of welfare against published numbers, arithmetic and their own laws; the effect rule."""

import csv
import math
from dataclasses import FrozenInstanceError

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from led_synergy import framework, load_case, terms
from led_synergy.terms import InputError
from led_synergy.welfare import (
    Reach,
    attainment,
    before_and_after,
    by_unit,
    capital_profile,
    change,
    effect_level,
    effect_reason,
    effects_from,
    evenness,
    gini,
    lorenz,
    poverty,
    reach,
    targeting,
)

COUNTRY_C = [100, 110, 150, 160]  # Haughton and Khandker (2009), Handbook, pages 70 and 72
TEN = [6, 8, 11, 15, 21, 25, 30, 40, 50, 100]
amounts = st.lists(st.floats(0, 1e9), min_size=1, max_size=40)
some_amounts = amounts.filter(any)
people = st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=40)


def lowest(incomes, count):
    return [income in sorted(incomes)[:count] for income in incomes]


def message(call, *arguments, **named):
    with pytest.raises(InputError) as caught:
        call(*arguments, **named)
    english, indonesian = str(caught.value), caught.value.message("id")
    assert english != indonesian
    assert "{" not in english + indonesian
    return english


# -- Poverty -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("alpha", "published"), [(0, 0.5), (1, 0.08), (2, 0.0136)])
def test_poverty_gives_the_published_numbers_of_the_world_bank_handbook(alpha, published):
    assert poverty(COUNTRY_C, 125, alpha) == pytest.approx(published, abs=1e-12)


def test_an_income_on_the_line_is_not_poor():
    assert poverty([125, 124], 125) == 0.5


def test_a_single_income_is_enough_for_poverty_and_gini():
    assert (poverty([50], 100, 1), gini([50])) == (0.5, 0)


@given(amounts, st.floats(1e-3, 1e9), st.floats(0, 5), st.floats(0, 5))
def test_poverty_lies_between_0_and_1_and_never_rises_with_alpha(incomes, line, one, other):
    low, high = sorted((one, other))
    assert 0 <= poverty(incomes, line, high) <= poverty(incomes, line, low) + 1e-12 <= 1 + 2e-12


@given(amounts, st.floats(1e-3, 1e9))
def test_headcount_is_the_share_of_incomes_below_the_line(incomes, line):
    assert poverty(incomes, line) == sum(income < line for income in incomes) / len(incomes)


@pytest.mark.parametrize("line", [0, -1, math.nan, math.inf, None, "125", True])
def test_a_poverty_line_is_a_number_above_0(line):
    assert "line" in message(poverty, COUNTRY_C, line)


@pytest.mark.parametrize("alpha", [-0.1, math.nan, None, "1", True])
def test_alpha_is_a_number_from_0_up(alpha):
    assert "alpha" in message(poverty, COUNTRY_C, 125, alpha)


# -- Inequality --------------------------------------------------------------------------------


def test_gini_uses_the_population_formula():
    # mean absolute difference over all 16 pairs = 20 / 16, mean 2.5; 1.25 / (2 * 2.5) = 0.25
    assert gini([1, 2, 3, 4]) == 0.25
    assert gini([4, 2, 1, 3]) == 0.25


def test_gini_of_one_holder_of_all_is_the_share_of_the_others():
    assert gini([0, 0, 0, 5]) == 0.75


@given(some_amounts)
def test_gini_is_0_or_more_and_below_1(values):
    assert 0 <= gini(values) <= (len(values) - 1) / len(values) + 1e-12 < 1


@given(st.lists(st.floats(1e-6, 1e9) | st.just(0.0), min_size=1).filter(any), st.floats(1e-3, 1e3))
def test_gini_does_not_depend_on_the_unit_of_money(values, unit):
    assert gini([value * unit for value in values]) == pytest.approx(gini(values), abs=1e-9)


@given(some_amounts)
def test_gini_stays_when_everyone_is_counted_twice(values):
    assert gini(values + values) == pytest.approx(gini(values), abs=1e-9)


@given(st.floats(1e-3, 1e9), st.integers(1, 30))
def test_gini_of_equal_values_is_0(value, count):
    assert gini([value] * count) == 0


@given(some_amounts)
def test_gini_is_twice_the_area_between_lorenz_curve_and_diagonal(values):
    curve = lorenz(values)
    heights = curve["share_of_total"]
    area = (heights + heights.shift()).sum() / 2 / len(values)  # trapezoids, each 1/n wide
    assert gini(values) == pytest.approx(1 - 2 * area, abs=1e-9)


@given(some_amounts)
def test_lorenz_runs_from_0_to_1_convex_and_below_the_diagonal(values):
    curve = lorenz(values)
    assert list(curve.columns) == ["share_of_people", "share_of_total"]
    assert len(curve) == len(values) + 1
    assert curve.iloc[0].tolist() == [0, 0]
    assert curve.iloc[-1].tolist() == [1, 1]
    assert (curve["share_of_total"] <= curve["share_of_people"] + 1e-9).all()
    assert (curve["share_of_total"].diff().diff().dropna() >= -1e-9).all()


def test_lorenz_of_1_2_3_4_adds_up_tenths():
    assert lorenz([4, 3, 2, 1])["share_of_total"].tolist() == [0, 0.1, 0.3, 0.6, 1]


@pytest.mark.parametrize("measure", [gini, lorenz])
def test_shares_of_a_total_of_0_are_refused(measure):
    assert "all 3 values are 0" in message(measure, [0, 0, 0])


# -- What all lists of numbers have in common --------------------------------------------------

MEASURES = [gini, lorenz, lambda values: poverty(values, 100)]
no_list = st.one_of(
    st.none(), st.text(), st.integers(), st.dictionaries(st.integers(), st.integers()),
    st.sets(st.integers()), st.just([]), st.just(()), st.just(np.ones((2, 2))),
    st.just(pd.Series(dtype=float)), st.just(pd.DataFrame({"income": [1.0]})),
)  # fmt: skip
no_income = st.one_of(
    st.none(), st.text(), st.booleans(), st.floats(max_value=-1e-300), st.complex_numbers(),
    st.sampled_from([math.nan, math.inf, -math.inf, 10**400, 10**5000, pd.NA, pd.NaT]),
    st.sampled_from([np.bool_(True), np.timedelta64(1, "D"), np.datetime64("2015-05-06")]),
    st.dates(), st.lists(st.integers(), max_size=2), st.just(object()), st.binary(max_size=3),
)  # fmt: skip


@given(st.sampled_from(MEASURES), no_list)
def test_what_is_no_list_of_incomes_is_always_an_input_error(measure, values):
    with pytest.raises(InputError):
        measure(values)


@given(st.sampled_from(MEASURES), amounts, no_income, st.data())
def test_a_bad_income_is_always_an_input_error_that_names_its_place(measure, incomes, bad, data):
    place = data.draw(st.integers(0, len(incomes)))
    values = [*incomes[:place], bad, *incomes[place:]]
    with pytest.raises(InputError) as caught:
        measure(values)
    assert caught.value.values.get("position", caught.value.values.get("positions")) in (
        place + 1,
        str(place + 1),
    )


@given(st.sampled_from(MEASURES), no_income)
def test_a_bad_income_in_a_series_or_array_is_an_input_error_too(measure, bad):
    column = pd.Series([1.0, bad], dtype=object)
    for values in (column, column.to_numpy()):
        with pytest.raises(InputError):
            measure(values)


@pytest.mark.parametrize(
    "values",
    [
        (1, 2, 3, 4),
        np.array([1, 2, 3, 4]),
        np.array([1, 2, 3, 4], dtype="float32"),
        pd.Series([1, 2, 3, 4], index=list("abcd")),
        pd.Series([1, 2, 3, 4], dtype="Int64"),
        pd.Series([1, 2, 3, 4], dtype=object),
    ],
)
def test_lists_tuples_arrays_and_series_give_the_same(values):
    assert gini(values) == 0.25
    assert poverty(values, 3) == 0.5


def test_missing_values_are_named_and_not_dropped():
    assert "no. 2, 4" in message(gini, [1, None, 2, math.nan])
    assert "no. 2" in message(gini, np.array([1, math.nan]))
    assert "no. 2" in message(gini, pd.Series([1, None], dtype="Int64"))


def test_a_negative_income_is_named_with_its_place():
    assert "value no. 3 is -5.0" in message(gini, [1, 2, -5])
    assert "value no. 1 is -5.0" in message(poverty, [-5, 2], 3)


def test_an_infinite_income_in_an_array_is_refused():
    assert "value no. 2 is" in message(gini, np.array([1.0, math.inf]))


# -- Change, attainment, evenness --------------------------------------------------------------


def test_change_gives_absolute_and_relative_change_per_unit():
    found = change([200, 50], [250, 40])
    assert found["absolute"].tolist() == [50, -10]
    assert found["relative"].tolist() == [0.25, -0.2]
    assert found["improved"].tolist() == [True, False]


def test_a_falling_cost_of_basic_needs_is_an_improvement():
    assert change([100, 100, 100], [90, 110, 100], -1)["improved"].tolist() == [True, False, False]


def test_no_change_is_no_improvement():
    assert change([3], [3])["improved"].tolist() == [False]


def test_change_from_0_or_from_nothing_has_no_relative_change():
    found = change([0, None, 10], [5, 5, math.nan])
    assert found["absolute"].isna().tolist() == [False, True, True]
    assert found["relative"].isna().all()
    assert found["improved"].isna().tolist() == [False, True, True]


def test_a_loss_that_shrinks_is_a_rise():
    assert change([-10], [-5])[["relative", "improved"]].iloc[0].tolist() == [0.5, True]


def test_change_pairs_series_with_the_same_labels_by_label():
    before = pd.Series([10, 20], index=["h1", "h2"])
    after = pd.Series([25, 11], index=["h2", "h1"])
    assert change(before, after)["absolute"].to_dict() == {"h1": 1, "h2": 5}


def test_change_pairs_two_slices_of_a_long_table_by_position():
    table = pd.DataFrame({"period": ["before", "after"] * 2, "value": [10, 12, 20, 21]})
    before, after = (
        table.loc[table["period"] == period, "value"] for period in ("before", "after")
    )
    assert change(before, after)["absolute"].tolist() == [2, 1]


def test_change_does_not_pair_different_households():
    before = pd.Series([10, 20], index=["h1", "h2"])
    assert "h1" in message(change, before, pd.Series([25, 11], index=["h2", "h3"]))
    twice = pd.Series([1, 2, 3], index=["h1", "h1", "h2"])
    assert "h1" in message(change, twice, pd.Series([1, 2, 3], index=["h1", "h2", "h2"]))


def test_lists_of_different_length_are_refused_with_both_lengths():
    assert "after has 1 values and before has 2" in message(change, [1, 2], [1])


@pytest.mark.parametrize("polarity", [0, 2, "1", None, True, math.nan])
def test_polarity_is_1_or_minus_1(polarity):
    assert "polarity" in message(change, [1], [2], polarity)
    assert "polarity" in message(attainment, 1, 2, polarity)


def test_attainment_is_the_share_of_the_benchmark_reached():
    assert attainment(325, 650) == 0.5
    assert attainment(650, 650) == 1
    assert attainment(-65, 650) == -0.1  # a loss


def test_attainment_of_a_cost_is_reached_from_above():
    assert attainment(300, 240, -1) == 0.8
    assert attainment(240, 240, -1) == 1
    assert attainment(0, 240, -1) == math.inf


def test_optimal_is_not_judged_without_a_benchmark():
    assert attainment(1000, None) is None


@pytest.mark.parametrize("aim", [0, -1, math.nan, math.inf, "650", True])
def test_a_benchmark_is_a_number_above_0(aim):
    assert "benchmark" in message(attainment, 1, aim)


@pytest.mark.parametrize("value", [None, math.nan, math.inf, "600", True])
def test_attainment_needs_a_measured_value(value):
    assert "value" in message(attainment, value, 650)


def test_attainment_of_a_negative_cost_is_refused():
    assert "value" in message(attainment, -1, 240, -1)


def test_evenness_compares_the_means_of_the_groups():
    found = evenness([10, 12, 8, 8], ["centre", "centre", "hinterland", "hinterland"], 3)
    assert found.means == {"centre": 11, "hinterland": 8}
    assert found.counts == {"centre": 2, "hinterland": 2}
    assert (found.gap, found.even) == (3, True)
    with pytest.raises(FrozenInstanceError):
        found.gap = 0


def test_the_gap_in_growth_is_told_in_percentage_points():
    # centre 120 / 100 = +20 %, hinterland 84 / 80 = +5 %
    groups, before = ["centre", "centre", "hinterland"], [90, 110, 80]
    found = evenness([110, 130, 84], groups, 0.15, before=before)
    assert found.means == pytest.approx({"centre": 0.2, "hinterland": 0.05})
    assert found.gap == pytest.approx(0.15)
    assert found.even is True  # on the tolerance counts as within it
    assert found.gap_in_words() == "15 percentage points"
    assert found.gap_in_words("id") == "15 poin persen"
    assert evenness([110, 130, 84], groups, 0.14, before=before).even is False


def test_growth_is_of_the_means_and_not_the_mean_of_growths():
    # one household from 1 to 10 (+900 %) beside one from 99 to 100: together 100 to 110
    found = evenness([10, 100, 110], ["a", "a", "b"], 0, before=[1, 99, 100])
    assert found.means == pytest.approx({"a": 0.1, "b": 0.1})
    assert found.even is True


def test_growth_of_a_cost_is_a_loss():
    found = evenness([90, 110], ["a", "b"], None, before=[100, 100], polarity=-1)
    assert found.means == pytest.approx({"a": 0.1, "b": -0.1})


@pytest.mark.parametrize("before", [[0, 0, 5], [-3, 1, 5]])
def test_there_is_no_growth_from_nothing_or_from_a_loss(before):
    assert "group a" in message(evenness, [1, 2, 3], ["a", "a", "b"], 0.1, before=before)


def test_a_gap_beyond_the_tolerance_is_not_even_and_one_on_it_is():
    for measure in ("difference", "ratio"):
        assert evenness([1, 0.7], ["a", "b"], 0.29, measure).even is False
        assert evenness([1, 0.7], ["a", "b"], 0.3, measure).even is True  # 0.30000000000000004


def test_as_a_ratio_groups_that_change_in_opposite_ways_have_a_gap_above_1():
    assert evenness([10, -5], ["a", "b"], 0.5, "ratio").gap == 1.5
    assert evenness([-10, -5], ["a", "b"], 0.5, "ratio").gap == 0.5
    assert evenness([0, 0], ["a", "b"], 0, "ratio").even is True
    assert evenness([10, -5], ["a", "b"], 0.5, "ratio").gap_in_words() == "1.5 of the largest"
    assert evenness([10, -5], ["a", "b"], 0.5).gap_in_words() == "15"


def test_an_unknown_measure_of_evenness_lists_the_measures():
    assert "difference, ratio" in message(evenness, [1, 2], ["a", "b"], 0.1, "gini")


def test_evenness_of_one_group_or_without_tolerance_is_not_judged():
    alone = evenness([1, 2], ["a", "a"], 0.1)
    assert (alone.gap, alone.even, alone.gap_in_words()) == (None, None, "–")
    undeclared = evenness([1, 2], ["a", "b"], None)
    assert (undeclared.gap, undeclared.even) == (1, None)


@pytest.mark.parametrize("tolerance", [-0.1, math.nan, "0.1", True])
def test_a_tolerance_is_a_number_from_0_up(tolerance):
    assert "tolerance" in message(evenness, [1, 2], ["a", "b"], tolerance)


@pytest.mark.parametrize("group", [None, math.nan, "", ["a"]])
def test_every_value_needs_a_group(group):
    assert "groups" in message(evenness, [1, 2], ["a", group], 0.1)


# -- Reach -------------------------------------------------------------------------------------


def test_reach_of_ten_incomes_with_the_two_poorest_served():
    served, poor = lowest(TEN, 2), [income < 20 for income in TEN]
    found = reach(served, poor, reference=lowest(TEN, 4))
    assert (found.n, found.n_poor, found.n_served, found.n_poor_served) == (10, 4, 2, 2)
    assert (found.coverage, found.exclusion_error) == (0.5, 0.5)  # 2 of the 4 poor
    assert (found.inclusion_error, found.leakage) == (0, 0)
    assert found.cgh == 2.5  # all benefits ÷ 40 % of the people
    assert reach(served, lowest(TEN, 2)).exclusion_error == 0  # the poorest fifth


def test_cgh_gives_the_published_example_of_its_authors():
    # 60 % of the benefits go to the poorest 40 %: 60 / 40 = 1.5 (Coady, Grosh and Hoddinott,
    # Targeting Methods for Transfers, Social Safety Nets Primer Notes 10, World Bank 2003)
    benefits = [15] * 4 + [10] * 4 + [0] * 2
    served = [benefit > 0 for benefit in benefits]
    assert reach(served, lowest(TEN, 4), benefits).cgh == pytest.approx(1.5)


def test_leakage_counts_benefits_and_inclusion_error_counts_people():
    found = reach([1, 1, 0], [1, 0, 0], benefits=[30, 10, 0])
    assert (found.inclusion_error, found.leakage) == (0.5, 0.25)


def test_the_reference_group_is_the_poor_unless_given():
    found = reach([1, 0, 0, 0], [1, 1, 0, 0])
    assert (found.n_reference, found.cgh) == (2, 2)
    assert reach([1, 0, 0, 0], [1, 1, 0, 0], reference=[1, 0, 0, 0]).cgh == 4


def test_undefined_ratios_are_none():
    no_poor = reach([True, False], [False, False])
    assert (no_poor.coverage, no_poor.exclusion_error, no_poor.cgh) == (None, None, None)
    assert no_poor.inclusion_error == 1
    none_served = reach([False, False], [True, False])
    assert (none_served.inclusion_error, none_served.leakage, none_served.cgh) == (None, None, None)
    no_benefits = reach([True, False], [True, False], benefits=[0, 0])
    assert (no_benefits.coverage, no_benefits.leakage, no_benefits.cgh) == (1, None, None)


def test_yes_and_no_are_read_from_words_numbers_and_booleans():
    expected = reach([True, False, True], [True, True, False])
    for served in (["yes", "no", "Yes"], [1, 0, 1], np.array([True, False, True]), (1.0, 0.0, 1.0)):
        assert reach(served, [True, True, False]) == expected
    for dtype in ("boolean", "Int64", "category", object):
        assert reach(pd.Series([1, 0, 1]).astype(dtype), [True, True, False]) == expected


@pytest.mark.parametrize("odd", ["maybe", 2, -1, 0.5, "1", [1]])
def test_what_is_neither_yes_nor_no_is_refused_with_its_place(odd):
    assert "value no. 2" in message(reach, [True, odd], [True, True])


@pytest.mark.parametrize("missing", [None, math.nan, pd.NA])
def test_reach_names_a_missing_answer(missing):
    assert "poor: no value at no. 2" in message(reach, [True, True], [True, missing])


def test_a_benefit_of_somebody_not_served_is_refused():
    assert "value no. 2 is 5.0" in message(reach, [1, 0], [1, 1], benefits=[5, 5])


def test_reach_pairs_series_by_household():
    served = pd.Series([1, 0], index=["h1", "h2"])
    poor = pd.Series(["no", "yes"], index=["h2", "h1"])
    benefits = pd.Series([0, 7], index=["h2", "h1"])
    assert reach(served, poor, benefits, poor).coverage == 1
    assert reach(served, ["no", "yes"]).coverage == 0


@pytest.mark.parametrize("other", ["poor", "benefits", "reference"])
def test_reach_refuses_lists_of_different_length(other):
    lists = {"served": [1, 0], "poor": [1, 0], other: [1]}
    assert f"{other} has 1 values and served has 2" in message(reach, **lists)


@given(people)
def test_coverage_and_exclusion_error_add_up_to_1(rows):
    served, poor, _ = zip(*rows, strict=True)
    found = reach(served, poor)
    assert (found.coverage is None) == (found.exclusion_error is None) == (not any(poor))
    if any(poor):
        assert found.coverage + found.exclusion_error == pytest.approx(1)


@given(people, st.lists(st.floats(0, 1e9), min_size=40, max_size=40))
def test_every_ratio_of_reach_keeps_its_range(rows, given_out):
    served, poor, reference = zip(*rows, strict=True)
    benefits = [got * take for got, take in zip(given_out, served, strict=False)]
    found = reach(served, poor, benefits, reference)
    for share in (found.coverage, found.exclusion_error, found.inclusion_error, found.leakage):
        assert share is None or 0 <= share <= 1
    assert found.cgh is None or 0 <= found.cgh <= found.n / found.n_reference + 1e-9


@given(people)
def test_leakage_is_the_inclusion_error_when_all_served_gain_the_same(rows):
    served, poor, _ = zip(*rows, strict=True)
    found = reach(served, poor)
    assert found.leakage == found.inclusion_error


# -- Measurements ------------------------------------------------------------------------------


def case_table(case, name):
    return pd.read_csv(framework.folder() / case / f"{name}.csv", keep_default_na=False)


def households(values, indicator="served", period="after"):
    return pd.DataFrame(
        {
            "unit": [f"h{number}" for number in range(1, len(values) + 1)],
            "zone": ["centre", "centre", "hinterland", "hinterland"][: len(values)],
            "poor": ["yes", "no", "yes", "yes"][: len(values)],
            "poorest": ["no", "no", "yes", "no"][: len(values)],
            "indicator": indicator,
            "period": period,
            "value": values,
        }
    )


def test_targeting_gives_the_reach_at_two_thresholds():
    found = targeting(households([1, 1, 0, 1])).set_index("threshold")
    assert found["coverage"].to_dict() == {"poor": pytest.approx(2 / 3), "poorest": 0}
    assert found["inclusion_error"].to_dict() == {"poor": pytest.approx(1 / 3), "poorest": 1}
    assert found["n_reference"].to_dict() == {"poor": 3, "poorest": 1}
    assert list(found.columns) == [*Reach.__dataclass_fields__, "not_known"]


def test_households_not_known_to_be_poor_are_left_out_and_counted():
    table = households([1, 1, 0, 1])
    table.loc[0, "poor"], table["poorest"] = "", None
    found = targeting(table)
    assert found["threshold"].tolist() == ["poor"]  # nobody is known to be poorest or not
    assert found[["n", "n_poor", "not_known"]].iloc[0].tolist() == [3, 2, 1]


def test_targeting_within_each_zone():
    found = targeting(households([1, 1, 0, 1]), by="zone")
    assert found[["zone", "threshold"]].to_numpy().tolist() == [
        ["centre", "poor"],
        ["centre", "poorest"],
        ["hinterland", "poor"],
        ["hinterland", "poorest"],
    ]
    assert found["coverage"].tolist()[0::2] == [1, 0.5]
    assert math.isnan(found["coverage"].tolist()[1])  # no poorest in the centre


def test_targeting_takes_benefits_by_household_where_they_were_measured():
    benefits = households([30, 10, 0, 0], "benefit").iloc[::-1]
    table = pd.concat([households([1, 1, 0, 0]), benefits], ignore_index=True)
    assert targeting(table)["leakage"].tolist() == [0.25, 1]


def test_targeting_of_nobody_asked_has_no_rows():
    table = households([4, 5], "income")
    assert len(targeting(table)) == len(targeting(table, by="zone")) == 0
    assert list(targeting(table, by="zone").columns[:2]) == ["zone", "threshold"]


def test_targeting_looks_at_the_period_after_only():
    before = households([0, 0, 0, 0], period="before")
    table = pd.concat([before, households([1, 1, 1, 1])], ignore_index=True)
    assert targeting(table)["coverage"].tolist() == [1, 1]


def test_targeting_of_contoh_gives_the_figures_of_contoh():
    figures = case_table("contoh", "figures").set_index("measure")["value"]
    found = targeting(case_table("contoh", "measurements"), by="zone")
    poor = found[found["threshold"] == "poor"].set_index("zone")["coverage"]
    for zone in ("centre", "hinterland"):
        assert round(100 * poor[zone]) == float(figures[f"poor_served_{zone}"])


def test_mistakes_in_measurements_name_row_and_cell():
    table = households([1, 0])
    assert "by" in message(targeting, table, by="poor")
    for column in ("unit", "indicator", "period", "value", "poor", "poorest"):
        assert f"no column '{column}'" in message(targeting, table.drop(columns=column))
    assert "no column 'village'" in message(targeting, table, by="village")
    assert "row 3, column poor" in message(targeting, table.assign(poor=["yes", "perhaps"]))
    assert "row 3, column period" in message(targeting, table.assign(period=["after", "now"]))
    assert "row 3: h1 already has served, after" in message(
        targeting, table.assign(unit=["h1", "h1"])
    )
    text = pd.concat([households([7], "income"), table.assign(value=[1, "many"])])
    assert "row 4, column value: 'many'" in message(targeting, text)
    assert "row 3, column value" in message(targeting, table.assign(value=[1, None]))
    assert "h2" in message(targeting, pd.concat([table, households([3], "benefit")]))
    assert "table measurements" in message(targeting, None)


def test_capital_profile_shows_five_capitals_side_by_side():
    table = pd.concat(
        [
            households([40, 50, 60], "human_capital", "before"),
            households([50, 60], "human_capital"),
            households([7], "social_capital"),
            households([9, 9], "income"),
        ]
    )
    found = capital_profile(table)
    assert list(found.index) == [
        "natural_capital",
        "financial_capital",
        "human_capital",
        "social_capital",
        "physical_capital",
    ]
    assert list(found.columns) == ["before", "after", "n", "before_only", "after_only"]
    assert found.loc["human_capital"].tolist() == [45, 55, 2, 1, 0]  # the pairs: 40, 50 → 50, 60
    assert found.loc["natural_capital", ["before", "after"]].isna().all()
    assert found.loc["natural_capital", "n":].tolist() == [0, 0, 0]
    # Measured once: nothing is compared, so all who were measured count.
    assert found.loc["social_capital"].fillna(-1).tolist() == [-1, 7, 0, 0, 1]


def test_capital_profile_of_contoh_is_the_mean_of_its_households():
    text = (framework.folder() / "contoh" / "measurements.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    after = [
        float(row["value"])
        for row in rows
        if row["indicator"] == "social_capital" and row["period"] == "after"
    ]
    found = capital_profile(case_table("contoh", "measurements")).loc["social_capital"]
    assert found["after"] == pytest.approx(sum(after) / len(after))
    assert found["n"] == len(after) == 200


# -- Only matched things are compared ------------------------------------------------------------


def without_the_poorest_before(count=100):
    """Contoh as a survey that did not find the households of lowest income the first time."""
    table = load_case("contoh").measurements
    before = table[(table["indicator"] == "income") & (table["period"] == "before")]
    poorest = before.sort_values("value")["unit"][:count]
    return table[~(table["unit"].isin(poorest) & (table["period"] == "before"))]


def test_an_income_that_rises_for_each_household_does_not_fall_for_want_of_some_before():
    table = without_the_poorest_before()
    means = table[table["indicator"] == "income"].groupby("period")["value"].mean()
    assert means["after"] < means["before"]  # what a mean over whoever was measured would say
    found = before_and_after(table).loc["income"]
    assert round(found["relative"], 2) == 0.21
    assert found[["n", "before_only", "after_only"]].tolist() == [100, 0, 100]
    income = effects_from(table).set_index("indicator").loc["income"]
    assert (income["direction"], income["n"], income["after_only"]) == ("rise", 100, 100)
    assert "one period only: 100" in income["note"]


@given(
    st.lists(st.tuples(st.floats(1, 1e6), st.floats(1.05, 3)), min_size=1, max_size=12), st.data()
)
def test_attrition_never_turns_the_sign(homes, data):
    """Each household gains at least 5 %; whoever is not found, the comparison rises."""
    keep = data.draw(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=12, max_size=12))
    rows = [
        {"unit": f"h{n}", "indicator": "income", "period": period, "value": value}
        for n, ((start, growth), found) in enumerate(zip(homes, keep, strict=False))
        for period, value, kept in zip(
            ("before", "after"), (start, start * growth), found, strict=True
        )
        if kept
    ]
    table = pd.DataFrame(rows, columns=["unit", "indicator", "period", "value"])
    assert (before_and_after(table)["relative"] > 0).all()
    income = effects_from(table).set_index("indicator").loc["income"]
    assert income["direction"] in ("rise", "")
    if len(before_and_after(table)):
        means = before_and_after(table).loc["income"]
        assert means["n"] + means["before_only"] + means["after_only"] == table["unit"].nunique()


@pytest.mark.parametrize("blank", [None, math.nan, "", pd.NA])
def test_a_blank_zone_is_a_group_of_its_own_and_nobody_is_dropped(blank):
    table = households([1, 1, 0, 1])
    table["zone"] = ["centre", blank, "hinterland", blank]
    found = targeting(table, by="zone")
    assert found["zone"].unique().tolist() == ["centre", "not_known", "hinterland"]
    assert found[found["threshold"] == "poor"]["n"].sum() == len(table)
    both = pd.concat([table.assign(period="before"), table], ignore_index=True)
    both["indicator"] = "income"
    assert before_and_after(both, by="zone")["n"].to_dict() == {
        ("income", "centre"): 1,
        ("income", "not_known"): 2,
        ("income", "hinterland"): 1,
    }
    assert terms.name("not_known") == "not known"
    assert terms.name("not_known", "id") == "belum diketahui"


def test_a_group_without_households_has_no_row():
    table = households([1, 1, 0, 1])
    table["zone"] = pd.Categorical(table["zone"], ["centre", "coast", "hinterland"])
    table["indicator"] = pd.Categorical(table["indicator"], ["income", "served"])
    assert targeting(table, by="zone")["zone"].unique().tolist() == ["centre", "hinterland"]
    assert before_and_after(table, by="zone").empty
    assert effects_from(table).set_index("indicator").loc["benefit_to_poor", "n"] == 3


def test_a_unit_without_a_name_is_told():
    table = households([1, 0]).assign(unit=["h1", None])
    assert "row 3, column unit" in message(by_unit, table, "served")


# -- From measurements to effects ----------------------------------------------------------------


def test_the_stored_effects_of_contoh_are_those_of_its_measurements():
    contoh = load_case("contoh")
    tolerance = float(contoh.fact("tolerance_even"))
    columns = ["effect_group", "indicator", "direction", "breadth", "optimal", "even"]
    found = effects_from(contoh.measurements, contoh.benchmarks, tolerance)
    pd.testing.assert_frame_equal(
        found[columns].astype(object), contoh.effects[columns].astype(object), check_dtype=False
    )
    assert effect_level(found) == effect_level(contoh.effects) == 3


def test_an_indicator_measured_under_another_name_is_not_dropped():
    contoh = load_case("contoh")
    found = effects_from(contoh.measurements, contoh.benchmarks).set_index("indicator")
    assert found.loc["production", "n"] == 122  # rice households
    assert found.loc["benefit_to_poor", "n"] == 70  # the poor
    assert found.loc["benefit_to_poor", "after"] == pytest.approx(32 / 70)


def effect(table, indicator="income", **declared):
    return effects_from(table, **declared).set_index("indicator").loc[indicator]


def two_periods(before, after, indicator="income"):
    return pd.concat(
        [households(before, indicator, "before"), households(after, indicator)], ignore_index=True
    )


@pytest.mark.parametrize(
    ("before", "after", "direction", "breadth"),
    [
        ([100] * 4, [110, 110, 110, 90], "rise", "most"),
        ([100] * 4, [150, 150, 90, 90], "rise", "part"),
        ([100] * 4, [90, 90, 90, 110], "fall", "most"),
        ([100] * 4, [40, 101, 101, 101], "fall", "part"),
        ([100] * 4, [101, 100, 100, 100], "same", ""),
    ],
)
def test_direction_is_of_the_mean_and_breadth_says_whom_it_holds_for(
    before, after, direction, breadth
):
    found = effect(two_periods(before, after))
    assert (found["direction"], found["breadth"]) == (direction, breadth)


@pytest.mark.parametrize(
    ("aim", "optimal", "note"),
    [
        (100, "yes", ""),
        (131, "no", ""),
        (None, "", "no benchmark is declared"),
        (0, "", "the benchmark 0 is not a number above 0"),
        (-5, "", "the benchmark -5 is not"),
        ("much", "", "the benchmark much is not"),
        (math.nan, "", "is not a number above 0"),
    ],
)
def test_a_benchmark_that_is_none_leaves_optimal_open_and_says_why(aim, optimal, note):
    table = two_periods([100] * 4, [130] * 4)
    found = effect(table, benchmarks={"income": aim}, tolerance=0.05)
    assert found["optimal"] == optimal
    assert note in found["note"]
    assert bool(found["note"]) == bool(note)


def test_a_loss_before_or_a_cost_below_0_is_not_judged_and_says_why():
    found = effect(two_periods([-10] * 4, [5] * 4), benchmarks={"income": 10}, tolerance=0.05)
    assert (found["direction"], found["optimal"], found["even"]) == ("rise", "no", "")
    assert "began at -10" in found["note"]
    found = effect(
        two_periods([5] * 4, [-3] * 4, "basic_needs_cost"),
        "basic_needs_cost",
        benchmarks={"basic_needs_cost": 2},
    )
    assert (found["direction"], found["optimal"]) == ("fall", "")
    assert "below 0 (-3)" in found["note"]


def test_even_is_judged_between_known_groups_and_tells_of_the_others():
    table = two_periods([100] * 4, [110, 110, 120, 120])  # centre +10 %, hinterland +20 %
    found = effect(table, tolerance=0.1)
    assert (found["even"], round(found["gap"], 6)) == ("yes", 0.1)
    assert effect(table, tolerance=0.1, measure="ratio")["gap"] == pytest.approx(0.5)
    assert effect(table, tolerance=0.1, measure="ratio")["even"] == "no"
    assert effect(table, tolerance=0.1, among="poor")["even"] == "yes"  # poor 350 / 300, +17 %
    assert "no tolerance" in effect(table)["note"]
    some = table.assign(zone=["centre", "", "hinterland", "hinterland"] * 2)
    assert "group is not known: 1" in effect(some, tolerance=0.1)["note"]
    for none in (table.assign(zone=None), table.drop(columns="zone"), table.assign(zone="centre")):
        found = effect(none, tolerance=0.1)
        assert (found["even"], "fewer than two groups" in found["note"]) == ("", True)


def test_nobody_measured_twice_leaves_the_change_open():
    table = pd.concat(
        [households([1, 2], "income", "before").iloc[:1], households([3, 5], "income").iloc[1:]]
    )
    found = effect(table, benchmarks={"income": 4})
    assert (found["direction"], found["breadth"], found["even"]) == ("", "", "")
    assert (found["optimal"], found["after"]) == ("yes", 5)
    assert "Nobody was measured both" in found["note"]


def test_effects_of_no_measurements_are_four_groups_of_which_nothing_is_said():
    found = effects_from(households([]).drop(columns=["zone", "poor"]))
    assert len(found) == 4 + len(framework.keys("effect_indicators"))
    assert (found[["direction", "breadth", "optimal", "even"]] == "").all(axis=None)
    assert effect_level(found) is None


def test_the_reach_looks_at_the_poor_only_and_tells_whose_poverty_is_not_known():
    table = households([1, 0, 0, 1])  # poor: yes, no, yes, yes
    found = effect(table, "benefit_to_poor", benchmarks={"served": 0.6}, tolerance=0.5)
    assert (found["n"], found["breadth"], found["optimal"], found["even"]) == (
        3,
        "most",
        "yes",
        "yes",
    )
    assert found["gap"] == pytest.approx(0.5)  # 1 of 1 in the centre, 1 of 2 beyond
    table["poor"] = ["yes", "no", None, "yes"]
    found = effect(table, "benefit_to_poor")
    assert found["n"] == 2
    assert "whether they are poor: 1" in found["note"]


# -- Effect level ------------------------------------------------------------------------------

GROUPS = ("livelihood_resources", "business_conditions", "livelihood_outcomes", "reach_of_poor")


def effects(direction="rise", breadth="most", optimal="yes", even="yes", **changed):
    """Four groups judged alike, but for the cells given as group={column: value}."""
    alike = {"direction": direction, "breadth": breadth, "optimal": optimal, "even": even}
    return pd.DataFrame(
        [
            {"effect_group": group, "indicator": "", **alike, **changed.get(group, {})}
            for group in GROUPS
        ]
    )


BLANK = {"direction": "", "breadth": "", "optimal": "", "even": ""}


def table_4_2(exception=""):
    """Table 4.2, row 4, of both areas: general for b and c, no direction for the reach."""
    return pd.DataFrame(
        [
            ("livelihood_resources", "", "rise", "", "no", "no"),
            ("business_conditions", "", "rise", "most", "no", "no"),
            ("livelihood_outcomes", "income", "rise", "most", "no", "no"),
            ("livelihood_outcomes", "basic_needs_cost", "fall", "most", "no", "no"),
            ("reach_of_poor", "", "", "", "no", "no"),
        ],
        columns=["effect_group", "indicator", "direction", "breadth", "optimal", "even"],
    )


def test_the_literal_effects_of_table_4_2_are_level_3():
    assert effect_level(table_4_2()) == 3


@pytest.mark.parametrize("case", ["telang", "batu_betumpang", "contoh"])
@pytest.mark.parametrize("blank", [{"keep_default_na": False}, {}])
def test_effects_of_the_cases_give_the_level_of_their_judgement(case, blank):
    table = pd.read_csv(framework.folder() / case / "effects.csv", **blank)
    judged = case_table(case, "judgements").set_index("dimension")["level"]
    assert effect_level(table) == int(judged["effect"]) == 3


@pytest.mark.parametrize(
    ("table", "level"),
    [
        (effects(), 4),
        (effects(optimal="no"), 3),
        (effects(even="no"), 3),
        (effects(reach_of_poor={"even": "no"}), 3),
        (effects(livelihood_outcomes={"breadth": "part"}), 3),
        (effects(business_conditions={"direction": "same"}), 3),
        (effects(breadth="", optimal="no", even="no"), 3),
        (effects(breadth="part", optimal="no", even="no"), 2),
        (effects(breadth="part", optimal="", even=""), 2),
        (effects(breadth="part", reach_of_poor={"direction": "", "breadth": ""}), 2),
        (effects(breadth="part", reach_of_poor={"direction": "", "breadth": "most"}), 3),
        (effects(breadth="part", livelihood_resources={"breadth": ""}), 3),
        (effects("same", optimal="no", even="no"), 1),
        (effects("same", reach_of_poor={"direction": "", "optimal": "no"}), 1),
        (effects("fall", optimal="no", even="no"), 0),
        (effects("fall", livelihood_outcomes={"breadth": "part"}), 0),
    ],
)
def test_effect_level_follows_the_documented_rule(table, level):
    assert effect_level(table) == level
    assert effect_reason(table).startswith(f"level {level}: ")
    assert effect_reason(table, "id").startswith(f"tingkat {level}: ")


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (effects(direction="mixed"), "not defined by the paper: welfare rises for some"),
        (effects(reach_of_poor={"direction": "fall"}), "for others (Reach of the poor)"),
        (effects("fall", reach_of_poor={"direction": "rise"}), "not defined by the paper"),
        (effects("fall", breadth="part"), "declines, but not in general"),
        (effects("fall", reach_of_poor={"direction": "same"}), "declines, but not in general"),
        (effects(reach_of_poor=BLANK), "not judged: nothing is said about Reach of the poor"),
        (effects(optimal="no", business_conditions=BLANK), "about Business conditions"),
        (effects(business_conditions={"direction": ""}), "direction is not said for Business"),
        (effects(livelihood_resources={"even": ""}), "still blank for Livelihood resources"),
        (effects(breadth=""), "not judged: level 3 or 4"),
        (effects(reach_of_poor={"direction": ""}), "still blank for Reach of the poor"),
        (effects().iloc[:0], "not judged: nothing is said about Livelihood resources, Business"),
    ],
)
def test_effect_level_stays_none_where_paper_or_table_is_silent(table, reason):
    assert effect_level(table) is None
    assert reason in effect_reason(table)
    assert effect_reason(table, "id") != effect_reason(table)


def test_some_gain_while_others_lose_within_one_group_has_no_level():
    table = table_4_2()
    table.loc[3, "direction"] = "rise"  # costs rise too: welfare falls there
    assert effect_level(table) is None
    assert "Livelihood outcomes" in effect_reason(table)


def test_a_falling_income_and_a_rising_cost_are_both_declines():
    table = effects("fall")
    rows = pd.DataFrame(
        [
            ("livelihood_outcomes", "income", "fall", "most", "", ""),
            ("livelihood_outcomes", "basic_needs_cost", "rise", "most", "", ""),
        ],
        columns=table.columns,
    )
    assert effect_level(pd.concat([table[table["effect_group"] != GROUPS[2]], rows])) == 0


def test_an_indicator_not_judged_leaves_its_group_as_it_is():
    blank_row = pd.DataFrame([{"effect_group": GROUPS[1], "indicator": "profit", **BLANK}])
    assert effect_level(pd.concat([effects(), blank_row])) == 4


def test_effects_may_be_plain_rows():
    assert effect_level(effects().to_dict("records")) == 4


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "effect_group": st.sampled_from(GROUPS),
                "indicator": st.just(""),
                "direction": st.sampled_from(["rise", "same", "fall", "mixed", "", None]),
                "breadth": st.sampled_from(["most", "part", "", None]),
                "optimal": st.sampled_from(["yes", "no", "", None]),
                "even": st.sampled_from(["yes", "no", "", None]),
            }
        ),
        max_size=8,
    )
)
def test_every_valid_table_of_effects_has_a_level_or_none_and_a_reason(rows):
    level = effect_level(rows)
    assert level is None or level in range(5)
    assert effect_reason(rows, "id")


def test_mistakes_in_effects_name_row_and_choices():
    assert "row 2, column direction: 'up'" in message(effect_level, effects("up"))
    assert "column effect_group" in message(
        effect_level, effects().assign(effect_group="livelihood_outcome")
    )
    wrong = effects().assign(indicator=["", "income", "", ""])
    assert "row 3, column indicator: 'income' is not allowed. Choose from: production" in message(
        effect_level, wrong
    )
    for column in effects():
        assert f"no column '{column}'" in message(effect_level, effects().drop(columns=column))
    assert "table effects" in message(effect_level, None)
