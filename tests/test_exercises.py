import pytest

from led_synergy import framework, terms
from led_synergy.exercises import check


@pytest.mark.parametrize("exercise", framework.keys("exercises"))
@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_the_stored_answer_is_right_and_no_hint_gives_it_away(exercise, lang):
    row = framework.row("exercises", exercise)
    answers = row["answer"].split("; ")
    assert check(exercise, answers, lang).right
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
