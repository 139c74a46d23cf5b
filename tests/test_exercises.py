import csv
from pathlib import Path

import nbformat
import pytest

from led_synergy import exercises, framework, terms
from led_synergy.exercises import check, hand_in, summary

TRIED = Path(__file__).with_name("clumsy.csv")


@pytest.fixture(autouse=True)
def _forget():
    exercises.forget()
    yield
    exercises.forget()


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


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_words_where_a_number_is_asked_for_are_a_slip_of_form(lang):
    said = check("00.3", "many", lang=lang)
    assert said.form and not said.right and repr(said).startswith("✎")
    assert said.message == terms.text("reply.number", lang, found="many")


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


# -- Clumsy answers ----------------------------------------------------------------------------


def tried():
    with TRIED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def said_of(row):
    """right, form, hint (the general one) or hint: and the wrong answer that it belongs to."""
    said = eval(f"check({row['exercise']!r}, {row['typed']})")  # as a reader types it in a cell
    if said.right or said.form:
        return "right" if said.right else "form"
    (answer,) = (
        hint["answer"]
        for hint in framework.table("hints")
        if (hint["exercise"], hint["hint_en"]) == (row["exercise"], said.message)
    )
    return f"hint:{answer}".removesuffix(":")


@pytest.mark.parametrize("row", tried(), ids=lambda row: f"{row['exercise']}({row['typed']})")
def test_a_clumsy_answer_is_understood(row):
    assert said_of(row) == row["said"]


def test_sixty_clumsy_right_answers_and_sixty_wrong_ones_were_tried():
    kinds = [row["said"].partition(":")[0] for row in tried()]
    assert kinds.count("right") >= 60 and kinds.count("hint") + kinds.count("form") >= 60
    assert kinds.count("form") >= 10
    known = {*framework.keys("exercises")}
    assert {row["exercise"] for row in tried()} <= known
    assert len({row["exercise"] for row in tried()}) >= 25


@pytest.mark.parametrize("exercise", framework.keys("exercises"))
@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_the_label_of_an_answer_is_as_right_as_its_key(exercise, lang):
    row = framework.row("exercises", exercise)
    if row["kind"] == "number":
        typed = row["answer"].replace("; ", ";  ").replace(".", ",")
    else:
        typed = ", ".join(label_of(key, lang) for key in row["answer"].split("; ")).upper()
    assert check(exercise, typed).right, typed


def label_of(key, lang):
    tables = ("dimensions", "categories", "factors", "effect_groups", "effect_indicators", "topics")
    for table in tables:
        if key in framework.keys(table):
            return terms.label(table, key, lang)
    return key


def test_the_number_of_an_exercise_may_be_typed_as_a_number():
    assert check(2.2, 1112).right and check("2.2", 1112).right and check(" 02.2", 1112).right
    with pytest.raises(terms.InputError, match="03.3"):
        check("03.33", 1)


def test_after_three_wrong_answers_the_worked_one_is_shown_the_way_to():
    way = "solutions/00_"
    for wrong in (320, 320, 258, "many"):
        assert way not in check("00.3", wrong).message
    assert way in check("00.3", 7).message
    assert way in check("00.3", 8).message
    assert way not in check("00.3", 62).message
    assert way not in check("00.2", "effect").message


def test_the_worked_answer_is_there_for_every_exercise():
    for exercise in framework.keys("exercises"):
        (path,) = (framework.folder("notebooks") / "solutions").glob(f"{exercise[:2]}_*.ipynb")
        assert path.exists()


# -- What is solved, and what is handed in -----------------------------------------------------


def test_a_summary_tells_solved_from_tried_and_open():
    check("00.2", "system")
    check("00.3", 320)
    found = summary("0")
    assert found.states["00.2"] == "solved" and found.states["00.3"] == "tried"
    assert found.states["00.5"] == "open" and found.solved == 1
    assert "00.3" in repr(found) and "00.3" in found._repr_html_()
    terms.choose("id")
    assert "terjawab" in repr(found)
    with pytest.raises(terms.InputError, match="00"):
        summary("99")


def lesson(path, *cells):
    kinds = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell}
    book = nbformat.v4.new_notebook()
    for number, (kind, source, *tags) in enumerate(cells):
        cell = kinds[kind](source, id=f"own-{number}")
        cell.metadata["tags"] = tags
        book.cells.append(cell)
    nbformat.write(book, path)
    return path


@pytest.fixture
def notebook(tmp_path):
    return lesson(
        tmp_path / "00_mine.ipynb",
        ("markdown", "**4 · Discuss.** Whose judgement counts?\n\n<details>Points</details>"),
        ("markdown", "Those who got *nothing*.\n\n<script>alert(1)</script>", "answer"),
        ("markdown", "**6 · Discuss.** What would you measure?"),
        ("markdown", "", "answer"),
        ("code", 'check("00.3", 62)'),
        ("code", 'check("00.2", len([1]))'),
        ("code", 'check("03.2", 1112)'),
    )


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_one_page_holds_what_was_written_and_what_was_checked(notebook, lang):
    done = hand_in("00", notebook=notebook, name="A. B.", lang=lang)
    page = done.path.read_text(encoding="utf-8")
    assert done.path.parent == notebook.parent and done.path.name in repr(done)
    assert "Whose judgement counts?" in page and "Those who got <em>nothing</em>." in page
    assert "Points" not in page and "<script" not in page
    assert terms.text("handed.blank", lang) in page  # the second task
    assert "✓" in page and "00.3" in page and "03.2" not in page
    assert f'<html lang="{lang}">' in page and "A. B." in page
    assert "http" not in page.replace("https://www.w3.org", "")  # nothing is asked of a network


def test_the_page_may_be_a_word_document(notebook, tmp_path):
    docx = pytest.importorskip("docx")
    hand_in("00", tmp_path / "mine.docx", notebook)
    document = docx.Document(str(tmp_path / "mine.docx"))
    words = "\n".join(p.text for p in document.paragraphs)
    assert "Whose judgement counts?" in words and "Those who got *nothing*." in words
    assert document.tables[0].rows[1].cells[0].text == "00.3"


def test_what_stands_in_the_lesson_as_it_came_is_no_answer(tmp_path):
    packaged = next(framework.folder("notebooks").glob("00_*.ipynb"))
    copy = tmp_path / packaged.name
    copy.write_bytes(packaged.read_bytes())
    with pytest.raises(terms.InputError, match="no answer"):
        hand_in("00", notebook=copy)


def test_an_answer_cell_that_nobody_touched_is_blank_in_either_language(tmp_path, monkeypatch):
    came = [("markdown", "**1 · Write.** Why?"), ("markdown", "*Write here.*", "answer")]
    (tmp_path / "lessons" / "id").mkdir(parents=True)
    lesson(tmp_path / "lessons" / "00_lesson.ipynb", *came)
    indonesian = ("markdown", "*Tulis di sini.*", "answer")
    lesson(tmp_path / "lessons" / "id" / "00_lesson.ipynb", came[0], indonesian)
    monkeypatch.setattr(framework, "folder", lambda *_: tmp_path / "lessons")
    for cell in (came[1], indonesian):
        with pytest.raises(terms.InputError, match="no answer"):
            hand_in("00", notebook=lesson(tmp_path / "00_mine.ipynb", came[0], cell))
    mine = lesson(tmp_path / "00_mine.ipynb", came[0], ("markdown", "Because.", "answer"))
    assert "Because." in hand_in("00", notebook=mine).path.read_text(encoding="utf-8")


def test_the_notebook_of_the_folder_is_found_and_one_that_is_not_there_is_told(
    notebook, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    assert hand_in("00").notebook.name == notebook.name
    with pytest.raises(terms.InputError, match="Save the notebook"):
        hand_in("03")
    with pytest.raises(terms.InputError, match="cannot be read as a notebook"):
        hand_in("00", notebook=TRIED)
    with pytest.raises(terms.InputError, match="docx"):
        hand_in("00", "page.pdf", notebook)
    with pytest.raises(terms.InputError, match="cannot be written"):
        hand_in("00", tmp_path / "none" / "page.html", notebook)


class Shell:
    """A notebook that somebody looks at, with the cell that runs."""

    def __init__(self, runs, path):
        self.user_ns = {"In": ["", runs], "__vsc_ipynb_file__": str(path)}


def test_a_notebook_that_is_not_saved_is_told(notebook, monkeypatch):
    from led_synergy import slips

    monkeypatch.setattr(slips, "running", lambda: Shell('hand_in("00")', notebook))
    with pytest.raises(terms.InputError, match="not saved"):
        hand_in("00")
    monkeypatch.setattr(slips, "running", lambda: Shell('check("00.3", 62)', notebook))
    assert hand_in("00").notebook == notebook
