"""Practice without end: what the sentences allow, and what the areas drawn from them say."""

import itertools
import re
from collections import Counter

import numpy as np
import pytest

from led_synergy import framework, practice, terms, widgets
from led_synergy.categories import DIMENSIONS, RULES, TOP, Profile, classify
from led_synergy.practice import draw, draw_many

SENTENCES = framework.table("practice")
SETTINGS = framework.keys("practice_areas")
LANGUAGES = pytest.mark.parametrize("lang", terms.LANGUAGES)
AREAS = [draw(number) for number in range(300)]


def levels(row):
    return tuple(int(level) for level in row["levels"].split("-")) if row["levels"] else ()


# -- The table ---------------------------------------------------------------------------------


def test_each_of_the_17_levels_has_six_sentences_or_more_and_thirty_are_beside_the_point():
    found = Counter((row["dimension"], levels(row)) for row in SENTENCES)
    wanted = [(d, (level,)) for d in DIMENSIONS for level in range(TOP[d] + 1)]
    assert len(wanted) == 17
    assert [pair for pair in wanted if found[pair] < 6] == []
    assert found["", ()] >= 30


def test_two_levels_are_neighbours_and_contested_with_a_reason_and_nothing_else_is():
    for row in SENTENCES:
        two = len(levels(row)) == 2
        assert (row["contested"] == "yes", bool(row["why_en"])) == (two, two), row["sentence"]
        assert not two or levels(row)[1] - levels(row)[0] == 1, row["sentence"]
        for lang in terms.LANGUAGES if two else ():  # the reason weighs both
            named = set(re.findall(r"\d", row[f"why_{lang}"]))
            assert named == {str(level) for level in levels(row)}, row["sentence"]
    assert {d for d in DIMENSIONS} == {r["dimension"] for r in SENTENCES if r["contested"]}


def test_a_sentence_speaks_to_a_dimension_or_says_why_it_is_beside_the_point():
    for row in SENTENCES:
        assert bool(row["dimension"]) == bool(row["levels"]) == (not row["aspect"])
        assert row["source"].startswith("fictional")
        if row["aspect"]:
            assert terms.text(f"remark.beside_{row['aspect']}")


@LANGUAGES
def test_no_sentence_stands_twice_and_each_fills_its_gaps_in_every_setting(lang):
    texts = [row[f"text_{lang}"] for row in SENTENCES]
    assert len(set(texts)) == len(texts)
    for key, setting in itertools.product(framework.keys("practice"), SETTINGS):
        said = practice.filled(practice.template(key, lang=lang), setting, lang)
        assert not re.search(r"[{}]", said) and said[0] in "“" + said[0].upper()
        assert re.search(r"[.”] \([a-z ]+\)$", said), said


@LANGUAGES
def test_sentences_of_each_level_have_different_kinds_of_source(lang):
    for dimension in DIMENSIONS:
        for level in range(TOP[dimension] + 1):
            rows = [r for r in SENTENCES if (r["dimension"], levels(r)) == (dimension, (level,))]
            assert len({row["source_type"] for row in rows}) >= 3
            assert {row["difficulty"] for row in rows} == {"plain", "inferred"}


def test_indonesia_comes_first_and_three_other_countries_stand_beside_it():
    countries = Counter(row["country_en"] for row in framework.table("practice_areas"))
    assert countries.most_common(1)[0][0] == "Indonesia"
    assert set(countries) == {"Indonesia", "Philippines", "Britain", "Kenya"}


@LANGUAGES
def test_no_sentence_carries_over_words_of_the_two_areas_of_the_paper(lang):
    """No run of six words of a finding about Telang or Batu Betumpang stands in a sentence."""
    from led_synergy import load_case

    def runs(text):
        words = re.findall(r"\w+", text.casefold())
        return {tuple(words[n : n + 6]) for n in range(len(words) - 5)}

    known = set().union(
        *(
            runs(finding)
            for name in ("telang", "batu_betumpang")
            for finding in load_case(name).evidence[f"finding_{lang}"]
        )
    )
    assert len(known) > 300
    assert [r["sentence"] for r in SENTENCES if runs(r[f"text_{lang}"]) & known] == []


# -- What is drawn -----------------------------------------------------------------------------


def test_the_same_number_draws_the_same_area_on_every_machine():
    assert draw(7).sentences == ("e4e", "s3b", "b19", "g3f", "b23", "b17", "b13", "p2b")
    assert draw(6).missing == {"system": "s1e"}
    assert draw(np.int64(7)) == draw(7)


def test_an_area_has_five_to_eight_sentences_and_some_are_beside_the_point():
    for area in AREAS:
        assert 5 <= len(area.sentences) <= 8 and len(set(area.sentences)) == len(area.sentences)
        assert 1 <= len(area.beside) <= 4
    assert {len(area.sentences) for area in AREAS} == {5, 6, 7, 8}


def test_each_dimension_is_decided_contested_or_silent_and_all_three_occur():
    widths = Counter()
    for area in AREAS:
        for dimension, allowed in area.levels.items():
            widths[len(allowed)] += 1
            assert bool(allowed) != (dimension in area.missing)
            assert bool(allowed) == bool(area.deciding[dimension])
            if dimension in area.missing:  # it would have decided
                row = framework.row("practice", area.missing[dimension])
                assert row["dimension"] == dimension and len(levels(row)) == 1
    assert set(widths) == {0, 1, 2} and min(widths.values()) > 30
    assert {a.setting for a in AREAS} == set(SETTINGS)
    assert {key for a in AREAS for key in a.sentences} == set(framework.keys("practice"))


def test_either_all_joint_work_is_lacking_or_none_of_it():
    """Collaboration needs components at work for a shared goal: sentences agree on whether."""
    for area in AREAS:
        joint = [area.levels[d] for d in DIMENSIONS[:3] if area.levels[d]]
        without = [found for found in joint if 0 in found]
        assert without in ([], joint), area.number


def test_as_a_case_the_area_has_the_same_levels_and_categories_and_says_it_is_fictional():
    for area in AREAS[:40]:
        assert area.case.fictional and "fictional" in area.case.title()
        assert {d: found.levels for d, found in area.case.ranges().items()} == area.levels
        for rule in RULES:
            assert area.case.candidates(rule) == area.categories(rule)
        assert list(area.case.evidence["evidence"]) == list(area.sentences)


def test_forty_areas_of_a_seed_differ_from_each_other_and_from_those_of_another_seed():
    seven, eight = ({frozenset(area.sentences) for area in draw_many(40, seed)} for seed in (7, 8))
    assert len(seven) == len(eight) == 40 and not seven & eight


@pytest.mark.parametrize("number", [-1, 1.5, "seven", None, True])
@LANGUAGES
def test_a_number_that_is_none_is_refused_in_words(number, lang):
    with terms.speaking(lang), pytest.raises(terms.InputError, match=r"number.*0"):
        draw(number)
    with terms.speaking(lang), pytest.raises(terms.InputError, match="999"):
        draw_many(1000)


# -- The explorer ------------------------------------------------------------------------------


def answered(practised, given):
    for name, value in given.items():
        practised.controls[name].value = value
    return practised


@LANGUAGES
def test_every_level_that_the_sentences_allow_is_right_and_no_other(lang):
    practised = widgets.JudgingPractice(0, lang)
    for number in range(0, 24, 3):
        practised.controls["area"].value = number
        area = draw(number)
        for dimension in DIMENSIONS:
            for _, value in practised.controls[dimension].options[1:]:
                practised.controls[dimension].value = value
                wanted = value in (area.levels[dimension] or ("not_said",))
                assert (dimension in practised.right) is wanted


def test_a_category_is_right_if_an_allowed_level_leads_there_under_one_of_the_rules():
    practised = widgets.JudgingPractice(0)
    for number in range(20):
        practised.controls["area"].value = number
        plausible = itertools.product(
            *(found or range(TOP[d] + 1) for d, found in draw(number).levels.items())
        )
        found = {classify(Profile(*p), rule).category for p in plausible for rule in RULES}
        for _, value in practised.controls["category"].options[1:]:
            practised.controls["category"].value = value
            wanted = (None if value == "not_defined" else value) in found
            assert ("category" in practised.right) is wanted, (number, value)


@LANGUAGES
def test_the_answer_names_the_sentence_and_what_a_missing_one_would_have_told(lang):
    practised = widgets.JudgingPractice(0, lang)
    silent = next(
        area for area in AREAS[:24] if area.missing and 2 in map(len, area.levels.values())
    )
    practised.controls["area"].value = silent.number
    answered(practised, dict.fromkeys(DIMENSIONS, 1) | {"category": "additive", "answer": "now"})
    for dimension in DIMENSIONS:
        said = practised.value(f"why {dimension}")
        if key := silent.missing.get(dimension):
            assert silent.says(key, lang) in said
        else:
            n = silent.deciding[dimension][0]
            assert re.search(rf"\b{n}\b", said)
            assert silent.why(silent.sentences[n - 1], lang) in said
    for n in silent.beside:
        assert silent.why(silent.sentences[n - 1], lang) in practised.value("why category")


@LANGUAGES
def test_nothing_is_given_away_of_what_is_not_judged(lang):
    practised = widgets.JudgingPractice(4, lang)  # of its effect nothing is said
    hidden = practised.area.says(practised.area.missing["effect"], lang)
    answered(practised, {"system": 3, "answer": "now"})
    assert hidden not in practised.words
    assert practised.value("allowed system") and not practised.value("allowed effect")
    answered(practised, {"effect": "not_said"})
    assert hidden in practised.words and practised.right == ("system", "effect")


def test_another_area_is_judged_anew():
    practised = answered(widgets.JudgingPractice(7), {"effect": 4, "answer": "now"})
    practised.controls["area"].value = 8
    assert practised.right == () and practised.controls["answer"].value == "later"


def test_without_a_seed_some_area_is_shown_and_two_in_a_row_rarely_the_same():
    assert len({widgets.JudgingPractice().area.number for _ in range(4)}) > 1


# -- Codes in a file ---------------------------------------------------------------------------


def coded(codes, lang="en"):
    practised = widgets.CodingPractice(lang)
    for n, (factor, role) in codes.items():
        practised.controls["excerpt"].value = n
        practised.controls["factor"].value = factor
        practised.controls["role"].value = role
    return practised


MINE = {1: ("readiness", "driver"), 2: ("trust", "driver"), 3: ("fairness", "constraint")}
THEIRS = {2: ("leadership", "driver"), 3: ("fairness", "constraint"), 4: ("trust", "driver")}


@LANGUAGES
def test_codes_are_kept_loaded_and_set_beside_those_of_a_neighbour(lang, tmp_path):
    mine = coded(MINE, lang)
    assert mine.save(tmp_path / "mine").read_text("utf-8").startswith("excerpt,factor,role\n1,")
    coded(THEIRS).save(tmp_path / "theirs.csv")
    again = widgets.CodingPractice(lang)
    again.load(tmp_path / "mine.csv")
    assert again.codes == MINE and again.controls["factor"].value == "readiness"
    found = again.compare(tmp_path / "theirs.csv")
    assert (found.n, found.same, found.differ) == (2, 1, (2,))
    with terms.speaking(lang):
        said = terms.text(
            "result.agree_neighbour", common=2, both=1, share=terms.percent(0.5), factor=1, role=2
        )
    assert said in again.words
    # where they differ stands before the list of all
    words = again.words.splitlines()
    differ = words.index(terms.text("title.differ_neighbour", lang))
    assert differ < words.index(terms.text("title.all_coded", lang))
    assert words[differ + 2].startswith("2 · ")


def test_a_file_that_a_spreadsheet_saved_is_read_with_names_of_either_language(tmp_path):
    file = tmp_path / "excel.csv"
    file.write_text(
        '\ufeff"excerpt";"factor";"role"\r\n1;"Motivasi";Pendorong\r\n2;trust;Constraint\r\n3;;\r\n',
        encoding="utf-8",
    )
    wanted = {1: ("motivation", "driver"), 2: ("trust", "constraint")}
    assert widgets.factors.factors.read_codes(file) == wanted


@LANGUAGES
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "excerpt, factor, role"),
        ("", "excerpt, factor, role"),
        ("excerpt,factor,role\n1,luck,driver\n", r"2.*factor.*'luck'.*trust"),
        ("excerpt,factor,role\n99,trust,driver\n", r"2.*excerpt.*'99'.*16"),
        ("excerpt,factor,role\n1,trust,driver\n1,trust,driver\n", "3"),
        (None, "theirs.csv"),
    ],
)
def test_a_file_that_is_none_of_codes_is_refused_with_place_and_choices(text, said, lang, tmp_path):
    file = tmp_path / "theirs.csv"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with terms.speaking(lang), pytest.raises(terms.InputError, match=said):
        widgets.CodingPractice(lang).compare(file)


def test_codes_that_are_kept_are_not_lost_by_saving_again(tmp_path):
    mine = coded(MINE)
    mine.save(tmp_path / "mine.csv")
    with pytest.raises(terms.InputError, match="overwrite=True"):
        mine.save(tmp_path / "mine.csv")
    mine.save(tmp_path / "mine.csv", overwrite=True)
