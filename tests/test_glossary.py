"""The register of source problems and the glossary: complete, bilingual, in our own words."""

import re

import pytest

from led_synergy import framework

# As counted in the study of the paper: H changes a number, a category or a causal claim,
# M changes the meaning or blocks repeating the work; every other entry is a slip (l).
HIGH = {
    "A": [1, 3],
    "B": [1, 2],
    "C": [1, 2, 9],
    "D": [1, 2, 3, 10, 11],
    "E": [1, 2, 3, 4, 5, 6, 7, 10],
    "F": [1],
}
MEDIUM = {
    "A": [4, 5, 6, 7, 8, 10, 12],
    "B": [3, 4, 5, 6, 7],
    "C": [3, 4, 6, 7, 8, 12, 13, 14, 15, 16],
    "D": [4, 5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 18, 19, 21],
    "E": [8, 9, *range(11, 19), *range(20, 30)],
    "F": [2, 4, 5, 6, 7, 8, 11],
}
LAST = {"A": 12, "B": 9, "C": 16, "D": 22, "E": 29, "F": 11, "G": 26}
# References: cited, but the list of references does not lead to the source.
UNLISTED = {"G": [4, 5, 6, 7, 8, 9, 13, 16, 18, 19, 22, 23]}
BOTH = ["source_problems", "glossary"]


def cells(name):
    return [
        (next(iter(row.values())), value) for row in framework.table(name) for value in row.values()
    ]


def keys(numbers):
    return [f"{letter}{n}" for letter in numbers for n in numbers[letter]]


def registered(letters, severity):
    return [
        row["problem"]
        for row in framework.table("source_problems")
        if row["problem"][0] in letters and row["severity"] == severity
    ]


# -- The register of source problems -----------------------------------------------------------


@pytest.mark.parametrize(("severity", "expected", "count"), [("H", HIGH, 21), ("M", MEDIUM, 63)])
def test_every_serious_problem_of_the_paper_is_registered_with_its_severity(
    severity, expected, count
):
    assert registered("ABCDEF", severity) == keys(expected)
    assert len(keys(expected)) == count


def test_register_numbers_every_section_without_a_gap():
    all_of_them = {letter: range(1, last + 1) for letter, last in LAST.items()}
    assert [row["problem"] for row in framework.table("source_problems")] == keys(all_of_them)
    assert {row["severity"] for row in framework.table("source_problems")} == {"H", "M", "l"}


def test_a_reference_is_serious_only_if_it_blocks_looking_the_source_up():
    assert registered("G", "M") == keys(UNLISTED)
    assert registered("G", "H") == []


def test_poverty_figures_from_elsewhere_are_said_to_come_from_outside_the_paper():
    # 14.42 %, 8.52 % and 17.92 million are of the BPS release, not of section I.
    outside = {
        key
        for key, value in cells("source_problems")
        if re.search(r"14\.42|8\.52 %|17\.92", value)
        and "from outside the paper: BPS release for September 2013" in value
    }
    anywhere = {
        key
        for key, value in cells("source_problems")
        if re.search(r"14[.,]42|8[.,]52 ?%|17[.,]92", value)
    }
    assert outside == anywhere == {"A1", "A2"}


def test_a_guess_is_called_unverified():
    for key in ("A5", "B2"):  # the fourth commodity; the number of the decree
        row = framework.row("source_problems", key)
        assert "unverified" in row["what_en"]
        assert "belum terverifikasi" in row["what_id"]


# -- The glossary ------------------------------------------------------------------------------


def test_glossary_has_at_least_a_hundred_terms():
    assert len(framework.keys("glossary")) >= 100


@pytest.mark.parametrize("column", ["term", "en", "id"])
def test_no_two_terms_have_the_same_name(column):
    names = [row[column].casefold() for row in framework.table("glossary")]
    assert [name for name in names if names.count(name) > 1] == []


@pytest.mark.parametrize(
    ("term", "shown"),
    [
        ("pel", "PEL"),
        ("ktm", "KTM"),
        ("pokja", "Pokja"),
        ("skpd", "SKPD"),
        ("gapoktan", "Gapoktan"),
        ("rmu", "RMU"),
        ("puap", "PUAP"),
        ("kube", "KUBE"),
        ("hinterland", "Hinterland"),
        ("embedded_economy", "mbedded economy"),
    ],
)
def test_term_a_reader_stumbles_over_is_found_in_both_languages(term, shown):
    row = framework.row("glossary", term)
    assert shown in row["en"]
    assert shown in row["id"]


@pytest.mark.parametrize("table", ["categories", "dimensions", "rungs", "factors"])
def test_every_name_of_the_framework_is_explained(table):
    # 6 categories, 4 dimensions, 6 rungs, 16 factors and regulation, in the words of their tables.
    explained = [row["en"].casefold() for row in framework.table("glossary")]
    names = [row["name_en"].casefold() for row in framework.table(table)]
    assert [name for name in names if not any(term.startswith(name) for term in explained)] == []


def test_kind_says_whose_term_it_is():
    where = re.compile(r"section |Table |Figure |abstract|references|below the Indonesian")
    for row in framework.table("glossary"):
        assert row["kind"] in ("paper", "general", "ours")
        assert bool(where.match(row["source"])) is (row["kind"] == "paper")
        assert row["source"].startswith("ours") is (row["kind"] == "ours")


def test_rmp_is_not_given_a_meaning_the_paper_does_not_give():
    row = framework.row("glossary", "rmp")
    assert "unverified" in row["en"] and "unverified" in row["meaning_en"]
    assert "terverifikasi" in row["id"] and "terverifikasi" in row["meaning_id"]
    assert "never expanded in the paper" in row["note"] and "C16" in row["note"]


def test_skpd_has_the_usual_expansion_and_names_the_problem():
    row = framework.row("glossary", "skpd")
    assert "Satuan Kerja Perangkat Daerah" in row["id"]
    assert "B3" in row["note"]


# -- Both --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BOTH)
def test_no_text_is_missing_or_left_untranslated(name):
    pairs = [
        (row[column], row[column[:-2] + "id"])
        for row in framework.table(name)
        for column in row
        if column == "en" or column.endswith("_en")
    ]
    assert all(en and id_ for en, id_ in pairs)
    # A name such as Agropolitan may be the same in both languages, an explanation may not.
    assert [en for en, id_ in pairs if en == id_ and len(en.split()) > 4] == []


@pytest.mark.parametrize("name", BOTH)
def test_a_passage_is_named_by_table_or_section_not_by_line_number(name):
    by_line = re.compile(r"\bL\d|\blines? \d|\bbaris ke-?\d", re.IGNORECASE)
    assert [key for key, value in cells(name) if by_line.search(value)] == []


@pytest.mark.parametrize("name", BOTH)
def test_no_explanation_is_longer_than_two_sentences(name):
    # A full stop inside "KEP. 124" or "et al." ends no sentence: the next word is no capital,
    # or the abbreviation is taken out first.
    end = re.compile(r"[.!?](?=\s+[A-Z(]|$)")
    long = [
        row_key
        for row_key, value in cells(name)
        if len(end.findall(value.replace("et al.", "et al").replace("KEP.", "KEP"))) > 2
    ]
    assert long == []
