"""In the browser's Python no sentence sends the reader to a terminal, which is not there."""

import sys

import pytest

from led_synergy import framework, terms
from led_synergy.terms import InputError

# What a reader of the browser edition cannot do.
TERMINAL = ("python -m pip", 'pip install "', "pip install led")
SENT = [r["key"] for r in framework.table("terms") if any(t in r["en"] + r["id"] for t in TERMINAL)]


@pytest.fixture
def browser(monkeypatch):
    monkeypatch.setattr(sys, "platform", "emscripten")


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_no_sentence_of_the_browser_sends_to_a_terminal(lang, browser):
    assert len(SENT) >= 4
    for key in SENT:
        gaps = dict.fromkeys(("found", "where"), "x")
        said = terms.text(key, lang, **gaps)
        assert not any(words in said for words in TERMINAL), key
        assert said != framework.row("terms", key)[lang]


def test_the_words_of_the_browser_stay_in_the_browser(monkeypatch):
    for lang in terms.LANGUAGES:
        assert "python -m pip" in InputError("error.workbook_no_writer").message(lang)
    monkeypatch.setattr(sys, "platform", "emscripten")
    for lang in terms.LANGUAGES:
        assert "%pip install openpyxl" in InputError("error.workbook_no_writer").message(lang)


def test_every_sentence_of_the_browser_stands_for_one_of_a_computer():
    ours = [key for key in framework.keys("terms") if key.endswith(".browser")]
    assert ours
    assert {key.removesuffix(".browser") for key in ours} == set(SENT)
