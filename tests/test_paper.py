"""The paper for a journal says nothing that the package does not hold."""

import re
from pathlib import Path

from led_synergy import decision_table

HOUSE = Path(__file__).resolve().parent.parent
PAPER = (HOUSE / "paper" / "paper.md").read_text(encoding="utf-8")


def test_every_work_that_the_paper_cites_is_in_its_list_as_in_the_bibliography():
    cited = set(re.findall(r"@([a-z]+\d{4})", PAPER))
    kept = (HOUSE / "paper" / "paper.bib").read_text(encoding="utf-8")
    whole = (HOUSE / "docs" / "references.bib").read_text(encoding="utf-8")
    entries = set(re.findall(r"^@\w+\{(\w+),", kept, re.MULTILINE))
    assert cited == entries and len(cited) > 2
    for line in kept.splitlines():
        assert line.startswith("%") or line in whole


def test_the_numbers_of_the_paper_are_those_of_the_package():
    table = decision_table()
    rows = int(table["strict"].notna().sum())
    assert f"the {len(table)} possible" in PAPER and f"a row for {rows}" in PAPER
    assert f"the other {len(table) - rows}" in PAPER
    lessons = len([*(HOUSE / "notebooks").glob("[0-9][0-9]_*.ipynb")])
    assert lessons == 15 and "Fifteen lessons" in PAPER


def test_no_experience_of_use_is_claimed_before_there_is_any():
    assert "**None is recorded yet.**" in PAPER
