"""The picture of the front page says what the tables say now (`make picture` draws it again)."""

import re
from pathlib import Path

import pytest

from led_synergy import load_case, terms
from led_synergy.categories import DIMENSIONS, level_label

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "_static" / "side_by_side.svg"


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_the_picture_has_the_levels_in_the_words_of_the_tables(lang):
    picture = PICTURE if lang == "en" else PICTURE.with_suffix(f".{lang}.svg")
    shown = re.sub(r"<[^>]+>|\s+", "", picture.read_text(encoding="utf-8"))
    for name in ("telang", "batu_betumpang"):
        for dimension in DIMENSIONS:
            level = getattr(load_case(name).profile, dimension)
            words = level_label(dimension, level, lang)
            assert "".join(words.split()) in shown, words
