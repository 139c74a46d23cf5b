"""A slip of a beginner ends in a sentence with the next step; a fault of ours is never hidden."""

import json
import linecache
import os
import re
import sys

import nbformat
import pandas as pd
import pytest

import led_synergy as led
from led_synergy import framework, lab, slips, terms
from led_synergy.exercises import check

CURLY = "check(\u201c00.2\u201d, \u201csystem\u201d)"
# What is typed, the kind of slip, and words that the sentence must have.
TYPED = [
    ("charts.side_by_side([telang])", "not_run", '"charts"'),
    ("print(telang.profile)", "not_run", '"telang"'),
    ("income.head()", "not_run", '"income"'),
    ('check("00.2", system)', "quotes", 'Write "system" with the marks'),
    ('check("00.2", effect)', "quotes", '"effect"'),
    ('check("05.1", income)', "quotes", '"income"'),
    ('check("06.1", [process, "effect"])', "quotes", '"process"'),
    ("led.classify(shared_goal)", "quotes", '"shared_goal"'),
    ('chek("00.2", "system")', "name_near", 'Did you mean "check"?'),
    ("Telang", "name_near", '"telang"'),
    ("zzzz", "name", "quotation marks"),
    ('check("00.2", "system)', "quote", "line 1"),
    ("check('00.2', 'system)", "quote", "line 1"),
    ('check("00.2", "system"', "bracket", "Add )"),
    ('x = [1, 2\nprint("a")', "bracket", "["),
    ("check((1, 2]", "brackets", "line 1"),
    ('check("00.2", "system"))', "brackets", "line 1"),
    ('check("07.3", 0,05)', "decimal", "0.05"),
    (CURLY, "curly", "straight"),
    ("x = 1\n  y = 2", "indent", "Line 2"),
    ('x = ["a" 5]', "comma", "line 1"),
    ("the effect is system", "syntax", "line 1"),
    ('check "00.2", "system"', "syntax", "line 1"),
    ('check("00.33", 1)', "input", "00.3"),
    ('led.load_case("telnag")', "input", "telang"),
    ('frame["nam_en"]', "column_near", 'Did you mean "name_en"?'),
    ('frame["colour"]', "column", "It has: name_en, level"),
    ('frame.loc["Rice"]', "column_near", '"rice"'),
    ('frame.loc[["Fisch"]]', "column", "rice"),
    ('frame["level"]["Fisch"]', "column", "rice"),
    ('frame[["name_en", "levle"]]', "column_near", '"level"'),
    ('dict(a=1)["b"]', "key", '"b"'),
    ("case.activites", "part_near", '"activities"'),
    ("led.classfy(1)", "part_near", '"classify"'),
    ("frame.colours", "part", "DataFrame"),
    ('check("00.2")', "call", "check()"),
    ("led.classify()", "call", "classify()"),
    ("check('00.2', 'system', language='id')", "call", "language"),
    ('open("my_area.txt")', "file", "my_area.txt"),
    ("import pandsa", "module", "pandsa"),
    ("1 / 0", "other", "1 / 0"),
    ('int("a")', "other", "invalid literal"),
]


@pytest.fixture
def known():
    """What a notebook knows after its first cells."""
    frame = pd.DataFrame({"name_en": ["Rice", "Fish"], "level": [1, 2]}, index=["rice", "fish"])
    return {"check": check, "led": led, "frame": frame, "case": led.load_case("telang")}


def run(source, known):
    """The error of a cell, as a notebook gets it."""
    linecache.cache["<cell>"] = (len(source), None, source.splitlines(True), "<cell>")
    try:
        exec(compile(source, "<cell>", "exec"), known)
    except Exception as error:
        return error
    raise AssertionError(f"{source} is no slip")


@pytest.mark.parametrize(("source", "kind", "words"), TYPED, ids=[t[0] for t in TYPED])
def test_a_slip_is_read_and_its_sentence_names_the_next_step(source, kind, words, known):
    slip = slips.read(run(source, known), known)
    assert (slip.kind, words in slip.sentence) == (kind, True), slip.sentence
    assert "\n" not in slip.sentence and "Traceback" not in slip.sentence
    assert slip.sentence.count(". ") <= 2


@pytest.mark.parametrize(("source", "kind", "words"), TYPED, ids=[t[0] for t in TYPED])
def test_a_slip_is_told_in_the_language_chosen(source, kind, words, known):
    error = run(source, known)
    english = slips.read(error, known).sentence
    terms.choose("id")
    assert slips.read(error, known).sentence != english


def test_every_kind_of_slip_was_tried():
    keys = {key[8:] for key in framework.keys("terms") if key.startswith("mistake.")}
    others = {"details", "not_run_vscode", "ours", "stopped"}
    assert keys - others == {kind for _, kind, _ in TYPED} - {"input"}


def test_pythons_own_words_are_folded_below_and_show_only_the_readers_cell(known):
    slip = slips.read(run('check("00.33", 1)', known), known)
    page = slip.page()
    assert page.index(terms.text("mistake.details")) < page.index("<pre>") < page.index("Traceback")
    assert 'check("00.33", 1)' in slip.details.replace("&quot;", '"')
    assert "in run" not in slip.details  # what ran the cell is left out
    assert f"led_synergy {led.__version__}" in slip.details
    assert slip.plain().splitlines()[0] == slip.sentence and "InputError" in slip.plain()
    assert "<b>" not in slips.Slip("x", "<b>", "<b>").page()


def test_a_fault_of_ours_is_said_to_be_ours_with_all_that_a_report_needs(known, monkeypatch):
    from led_synergy import exercises

    monkeypatch.setattr(exercises, "read_words", lambda *_: {}.missing)
    slip = slips.read(run('check("00.2", "system")', known), known)
    assert slip.kind == "ours" and "fault of led_synergy, not yours" in slip.sentence
    assert "AttributeError" in slip.sentence
    assert "Traceback" in slip.plain() and "exercises.py" in slip.plain()


def test_an_error_without_a_line_of_the_reader_is_told_as_it_is():
    assert slips.read(ValueError("no such magic")).sentence == "Python stopped. It says: " + (
        "ValueError: no such magic"
    )


def test_the_cells_above_are_told_as_each_front_end_calls_them(known):
    known["__vsc_ipynb_file__"] = "lesson.ipynb"
    assert "Execute Above Cells" in slips.read(run("telang", known), known).sentence


def test_every_name_of_a_lessons_first_cells_is_known_as_a_name_of_a_lesson():
    books = sorted(framework.folder("notebooks").glob("*.ipynb"))
    assert len(books) > 10
    for path in books:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        first = next("".join(c["source"]) for c in cells if c["cell_type"] == "code")
        names = set(re.findall(r"^(\w+)(?:, \w+)* = ", first, re.M))
        names |= {"led", "check", "notebook"} & set(re.findall(r"\w+", first))
        assert names <= slips.lesson_names()


# -- In a notebook -----------------------------------------------------------------------------

CELLS = [
    "from led_synergy import notebook\nnotebook.setup()\nfrom led_synergy.exercises import check",
    'check("00.2", system)',
    'check("00.2", "system)',
    "1 + 1",
]


def execute(monkeypatch, watched, cells=CELLS, **environment):
    """The outputs of cells in a kernel, and what the kernel says of each."""
    from nbclient import NotebookClient

    for name in ("JPY_SESSION_NAME", "PYTHONSTARTUP"):
        monkeypatch.delenv(name, raising=False)
    if watched:
        monkeypatch.setenv("JPY_SESSION_NAME", "lesson.ipynb")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in cells])
    replies = []
    client = NotebookClient(
        book,
        allow_errors=True,
        on_cell_executed=lambda cell, cell_index, execute_reply: replies.append(
            execute_reply["content"]["status"]
        ),
    )
    client.execute()
    return [cell.outputs for cell in book.cells], replies


@pytest.fixture(autouse=True)
def _own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("PYTHONPATH", str(framework.folder().parent))


def test_in_a_notebook_a_slip_is_a_sentence_and_the_run_stops_there(monkeypatch):
    outputs, replies = execute(monkeypatch, watched=True)
    assert replies == ["ok", "error", "error", "ok"]  # so "run all" stops at the slip
    assert outputs[0] == []  # setup shows nothing
    for (output,), words in zip(outputs[1:3], ("quotation marks", "line 1"), strict=True):
        assert output.output_type == "display_data"
        assert words in output.data["text/plain"] and words in output.data["text/html"]
        assert "Traceback" in output.data["text/html"] or "SyntaxError" in output.data["text/html"]
    assert outputs[3][0].data["text/plain"] == "2"


def test_a_program_that_runs_a_notebook_sees_the_error_itself(monkeypatch):
    outputs, replies = execute(monkeypatch, watched=False)
    assert replies == ["ok", "error", "error", "ok"]
    assert [output.output_type for output in (outputs[1][0], outputs[2][0])] == ["error", "error"]


def test_before_the_first_cell_is_run_a_slip_in_the_lab_is_a_sentence_too(monkeypatch):
    start = str(framework.folder().parent / "led_synergy" / "_lab_start.py")
    assert os.path.exists(start)
    cells = ["charts.side_by_side([telang])", "dir()"]
    outputs, _ = execute(monkeypatch, True, cells, PYTHONSTARTUP=start, LED_SYNERGY_LANG="id")
    assert "Run All Above" in outputs[0][0].data["text/plain"]
    assert "Python belum mengenal" in outputs[0][0].data["text/plain"]
    assert "slips" not in outputs[1][0].data["text/plain"]  # nothing is left in the notebook
    source = (framework.folder().parent / "led_synergy" / "lab.py").read_text(encoding="utf-8")
    assert "_lab_start.py" in source and lab.run


def test_in_the_browser_a_slip_is_a_sentence_and_the_cell_is_known_to_have_failed(monkeypatch):
    from IPython.core.interactiveshell import InteractiveShell

    class Interpreter(InteractiveShell):
        """As that of the kernel in WebAssembly: what `_last_traceback` holds is told as failed."""

        _last_traceback = None

    shell, told = Interpreter(), []
    monkeypatch.setattr(slips, "running", lambda: shell)
    monkeypatch.setattr(shell.display_pub, "publish", lambda data, *_, **__: told.append(data))
    monkeypatch.setattr(sys, "platform", "emscripten")
    assert slips.install()
    for source in ("charts", 'check("00.2", "system)'):
        shell._last_traceback = None
        assert not shell.run_cell(source, store_history=True).success
        assert {*shell._last_traceback} == {"ename", "evalue", "traceback"}
        assert len(shell._last_traceback["traceback"]) == 1
    assert "Run All Above" in told[0]["text/plain"] and "quotation mark" in told[1]["text/plain"]
    assert all("<details>" in data["text/html"] for data in told)


def test_without_a_notebook_nothing_is_installed():
    assert slips.install() is False
    assert sys.excepthook is sys.__excepthook__
