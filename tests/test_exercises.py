import pytest

from led_synergy import framework, terms
from led_synergy.exercises import check


@pytest.mark.parametrize("exercise", framework.keys("exercises"))
@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_the_stored_answer_is_right_and_no_hint_gives_it_away(exercise, lang):
    row = framework.row("exercises", exercise)
    answers = row["answer"].split("; ")
    assert check(exercise, answers, lang=lang).right
    for hint in framework.table("hints"):
        if hint["exercise"] == exercise and len(answers) == 1:
            assert answers[0] not in hint[f"hint_{lang}"].casefold().split()


@pytest.mark.parametrize("exercise", framework.keys("exercises"))
def test_every_exercise_has_one_general_hint(exercise):
    general = [
        h for h in framework.table("hints") if (h["exercise"], h["answer"]) == (exercise, "")
    ]
    assert len(general) == 1


def test_a_common_slip_gets_its_own_hint():
    assert not check("00.3", 258).right
    assert check("00.3", 258).message != check("00.3", 7).message


def test_capitals_and_blanks_do_not_matter():
    assert check("00.2", " System ").right


def test_words_where_a_number_is_asked_for_are_a_clear_error():
    with pytest.raises(terms.InputError, match="00.3.*number"):
        check("00.3", "many")


def test_an_unknown_exercise_names_the_nearest():
    with pytest.raises(terms.InputError, match="00.3"):
        check("00.33", 1)


@pytest.mark.parametrize(
    ("exercise", "answers"),
    [
        ("10.2", ["0,35", "0.35", " 0,35 ", 0.35, ("0,35",), [0.35]]),
        ("00.2", ["Sistem", "system", "SYSTEM"]),
        (
            "04.1",
            ["process, effect", "effect; process", "Proses kolaborasi, Efek pada kesejahteraan"],
        ),
        ("02.2", ["1, 1, 1, 2", "1;1;1;2", (1, 1, 1, 2)]),
    ],
)
def test_a_right_answer_in_any_reasonable_form_is_right(exercise, answers):
    for answer in answers:
        assert check(exercise, answer).right, answer


def test_a_decimal_comma_without_quotation_marks_is_a_decimal_comma():
    assert check("10.2", 0, 35).right
    assert not check("10.2", 0, 53).right
    assert check("02.2", 1, 1, 1, 2).right


def test_the_language_is_the_one_chosen():
    terms.choose("id")
    assert check("00.3", 320).message == check("00.3", 320, lang="id").message
    assert check("00.3", 320).message != check("00.3", 320, lang="en").message
