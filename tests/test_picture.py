"""The picture of the front page says what the tables say now (`make picture` draws it again)."""

import re
from pathlib import Path

from led_synergy import load_case
from led_synergy.categories import DIMENSIONS, level_label

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "_static" / "side_by_side.svg"


def test_the_picture_has_the_levels_in_the_words_of_the_tables():
    shown = re.sub(r"<[^>]+>|\s+", "", PICTURE.read_text(encoding="utf-8"))
    for name in ("telang", "batu_betumpang"):
        for dimension in DIMENSIONS:
            words = level_label(dimension, getattr(load_case(name).profile, dimension))
            assert "".join(words.split()) in shown, words
