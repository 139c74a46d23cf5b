"""The command speaks the reader's language: its help, and what it says of a slip."""

import re
import subprocess
import sys

import pytest

pytest.importorskip("typer")

import typer
from typer.testing import CliRunner

from led_synergy import _command, framework, terms
from led_synergy.cli import app

GROUP = typer.main.get_command(app)
COMMANDS = {"": GROUP, **GROUP.commands}
PARAMETERS = [(name, p) for name, command in COMMANDS.items() for p in command.params]
# What stays as it is typed: names of commands, options, columns, rules, areas, programs.
NAMES = set(
    "led synergy xlsx csv html docx qdc txt zip qda sqlite3 qdpx json word moodle jupyterlab "
    "kobotoolbox odk qualcoder taguette refi nvivo maxqda atlas ti rubrik folder data n a "
    "telang batu_betumpang contoh strict system_gate weakest_dimension system shared_goal process "
    "effect interview document observation fgd not_stated kit help led_synergy_lessons en "
    "id".split()
)
ENGLISH = {
    word
    for row in framework.table("terms")
    if row["key"].startswith(("help.", "error.", "message.", "note."))
    for word in re.findall(r"[a-z]+", row["en"].lower())
} - {word for row in framework.table("terms") for word in re.findall(r"[a-z]+", row["id"].lower())}


@pytest.fixture(autouse=True)
def _no_language_left():
    yield
    terms.choose()


def said(*arguments, code=0):
    done = CliRunner().invoke(app, list(map(str, arguments)), prog_name="led-synergy")
    assert done.exit_code == code, done.output
    return done.output


def test_there_is_much_to_look_at():
    assert len(COMMANDS) > 12 and len(PARAMETERS) > 40 and len(ENGLISH) > 500


@pytest.mark.parametrize("name", COMMANDS, ids=lambda name: name or "led-synergy")
def test_in_indonesian_a_help_has_no_english_word(name):
    names = (
        NAMES
        | {*COMMANDS}
        | {word for _, p in PARAMETERS for o in p.opts for word in re.findall(r"[a-z]+", o)}
    )
    help_ = said(*filter(None, [name]), "--help", "--lang", "id")
    words = set(re.findall(r"[a-z_0-9]+", help_.lower())) - names
    assert words and words & ENGLISH == set()
    assert "Usage" not in help_ and "Show this message" not in help_


@pytest.mark.parametrize("name", COMMANDS, ids=lambda name: name or "led-synergy")
def test_every_command_and_option_has_its_sentence_in_both_languages(name):
    command = COMMANDS[name]
    for parameter in [None, *command.params]:
        with terms.speaking("en"):
            english = _command.help_of(command, parameter)
        with terms.speaking("id"):
            indonesian = _command.help_of(command, parameter)
        assert english and indonesian and english != indonesian
    help_ = said(*filter(None, [name]), "--help")
    for parameter in command.params:
        assert all(
            option in help_ for option in getattr(parameter, "opts", [])[:1] if "-" in option
        )


def test_help_and_answer_speak_the_language_named_before_or_after_the_command():
    assert said("--lang", "id") == said("--help", "--lang=id") == said("--lang", "id", "--help")
    assert said("assess", "telang", "--lang", "id") == said("--lang", "id", "assess", "telang")
    assert said("assess", "telang") != said("assess", "telang", "--lang", "id")
    assert said() == said("--help")


SLIPS = {
    ("asses", "telang"): ("assess", "compare"),
    ("assess",): ("assess", "batu_betumpang"),
    ("assess", "telang", "--lng", "id"): ("--lng", "--lang", "--rule"),
    ("assess", "telang", "twice"): ("twice",),
    ("check", "contoh", "--strict=2"): ("--strict",),
    ("codebook", "-o"): ("-o",),
    ("codebook",): ("--out",),
    ("kit", "--cases", "many"): ("--cases", "many"),
    ("--lang", "de", "assess", "telang"): ("de", "en, id"),
}


@pytest.mark.parametrize("lang", terms.LANGUAGES)
@pytest.mark.parametrize("slip", SLIPS, ids=" ".join)
def test_a_slip_ends_in_a_sentence_with_what_is_allowed(slip, lang, monkeypatch):
    monkeypatch.setenv("LED_SYNERGY_LANG", lang)
    told = said(*slip, code=2)
    assert all(word in told for word in SLIPS[slip]) and "Traceback" not in told
    if lang == "id":
        words = set(re.findall(r"[a-z_0-9]+", told.lower())) - NAMES - {*COMMANDS, "twice", "many"}
        assert {word for word in words & ENGLISH if f"-{word}" not in told} == set()


def test_the_program_speaks_the_language_of_the_environment():
    code = "import sys; sys.argv = ['x', '--help']; import led_synergy.__main__ as m; m.main()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"LED_SYNERGY_LANG": "id", "PATH": "", "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0 and "Perintah:" in done.stdout and "Commands" not in done.stdout


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_a_file_that_is_there_is_told_as_one_says_it_in_python_and_on_the_command_line(lang):
    rows = framework.table("terms")
    errors = {r["key"]: r[lang] for r in rows if r["key"].startswith("error.")}
    told = {key: words for key, words in errors.items() if "overwrite" in words}
    assert told
    for key, words in told.items():
        assert "overwrite=True" in words and "--overwrite" in words, key


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_what_lasts_says_on_a_terminal_what_it_does_and_nothing_in_a_pipe(
    lang, tmp_path, monkeypatch
):
    code = tmp_path / "codes.csv"
    code.write_text("passage,coder,factor,role\nWe lend seeds.,A,trust,driver\n")
    wanted = {
        "collect": ["collect", str(code), "-o", str(tmp_path / "all.xlsx"), "--overwrite"],
        "compare": ["compare", "telang", "batu_betumpang"],
    }
    for command, arguments in wanted.items():
        piped = CliRunner().invoke(app, [*arguments, "--lang", lang])
        assert (piped.exit_code, piped.stderr) == (0, "")
        monkeypatch.setenv("FORCE_COLOR", "1")  # as if a terminal were there
        shown = CliRunner().invoke(app, [*arguments, "--lang", lang])
        monkeypatch.delenv("FORCE_COLOR")
        assert terms.text(f"message.at_work_{command}", lang) in shown.stderr
        assert shown.stdout == piped.stdout
    for command in ("kit", "report"):
        with _command.at_work(command):
            pass
