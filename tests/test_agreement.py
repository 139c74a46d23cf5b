"""Agreement of raters and coders, against published values."""

import math

import pytest

from led_synergy import terms
from led_synergy.agreement import Alpha, alpha, ordinal_agreement
from led_synergy.terms import InputError

_ = None
# Krippendorff 2011, section C: four observers, twelve units. The values by scale are those that he
# prints to three digits, and the package krippendorff 0.9.0 to four.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
# The example of the article on the measure in Wikipedia: three coders, fifteen units.
CODERS = [
    [_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3],
    [1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _],
    [_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4],
]
PUBLISHED = [
    (OBSERVERS, {"nominal": 0.7434, "ordinal": 0.8154, "interval": 0.8491, "ratio": 0.7974}),
    (CODERS, {"nominal": 0.6914, "ordinal": 0.8067, "interval": 0.8108, "ratio": 0.8089}),
]


def by_rater(rows):
    return {rater: dict(enumerate(row)) for rater, row in enumerate(rows)}


@pytest.mark.parametrize("rows, published", PUBLISHED)
def test_alpha_gives_the_eight_published_values(rows, published):
    for scale, value in published.items():
        assert alpha(by_rater(rows), scale).value == pytest.approx(value, abs=0.00005), scale


def test_alpha_counts_only_units_with_two_values_and_says_how_many():
    assert alpha(by_rater(OBSERVERS))[2:] == (11, 4)  # the last unit has one value
    assert alpha(by_rater(CODERS))[2:] == (12, 3)  # the first unit has one, two have none


@pytest.mark.parametrize("blank", [None, math.nan, "", " ", ("", "")])
def test_a_blank_is_never_a_code(blank):
    one = {1: "a", 2: "b", 3: blank, 4: blank, 5: "b"}
    other = {1: "a", 2: "a", 3: blank, 5: "b"}
    without = [{k: v for k, v in codes.items() if v is not blank} for codes in (one, other)]
    assert alpha({"x": one, "y": other}) == alpha(dict(zip("xy", without, strict=True)))
    assert alpha({"x": one, "y": other}).units == 3


def test_alpha_is_one_for_full_agreement_and_0_4_in_a_case_done_by_hand():
    same = {1: "a", 2: "b", 3: "a"}
    assert alpha({"x": same, "y": same}).value == 1
    # values a a | a b | b b: n = 6, three of each; within = 2; 1 - 5 * 2 / (2 * 3 * 3) = 0.444
    assert alpha({"x": {1: "a", 2: "a", 3: "b"}, "y": {1: "a", 2: "b", 3: "b"}}).value == (
        pytest.approx(1 - 5 * 2 / 18)
    )


@pytest.mark.parametrize("lang", terms.LANGUAGES)
@pytest.mark.parametrize(
    "ratings, reason",
    [
        ({}, "no_shared_unit"),
        ({"x": {1: "a", 2: "b"}}, "no_shared_unit"),
        ({"x": {1: "a"}, "y": {2: "b"}}, "no_shared_unit"),
        ({"x": {1: "a", 2: "a"}, "y": {1: "a", 2: "a"}}, "one_value"),
    ],
)
def test_where_alpha_is_not_defined_it_says_why(ratings, reason, lang):
    found = alpha(ratings, "ordinal")
    assert (found.value, found.reason) == (None, reason)
    assert found.why(lang) == terms.text(f"remark.{reason}", lang)
    assert Alpha(0.5, "", 3, 2).why(lang) == ""


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_a_scale_or_value_that_does_not_fit_is_told_in_words(lang):
    with pytest.raises(InputError) as error:
        alpha({}, "metric")
    assert "nominal, ordinal, interval, ratio" in error.value.message(lang)
    for scale in ("ordinal", "interval", "ratio"):
        with pytest.raises(InputError) as error:
            alpha({"x": {1: "a", 2: 1}, "y": {1: 1, 2: "a"}}, scale)
        assert scale in error.value.message(lang) and "nominal" in error.value.message(lang)


# Published for agrmt 1.31 (rdocumentation), then worked out by the formula for four levels.
@pytest.mark.parametrize(
    "counts, value",
    [
        ((30, 40, 210, 130, 530, 50, 10), 0.6113333),
        ((0, 40, 0, 0), 1),
        ((10, 10, 10, 10), 0),
        ((20, 0, 0, 20), -1),
        ((20, 20, 0, 0), 2 / 3),
        ((20, 0, 20, 0), -1 / 6),
        ((5, 20, 10, 5), 5 / 12),
    ],
)
def test_agreement_a_gives_the_published_and_the_worked_values(counts, value):
    assert ordinal_agreement(counts) == pytest.approx(value, abs=5e-8)
    assert ordinal_agreement(counts[::-1]) == pytest.approx(value, abs=5e-8)
    assert ordinal_agreement([3 * n for n in counts]) == pytest.approx(value, abs=5e-8)


def test_without_a_judgement_there_is_no_a():
    assert ordinal_agreement((0, 0, 0, 0)) is None


@pytest.mark.parametrize("counts", [(), (3,), (1, -1), (1, 0.5), (1, True)])
def test_counts_that_are_none_are_refused_in_words(counts):
    with pytest.raises(InputError):
        ordinal_agreement(counts)
