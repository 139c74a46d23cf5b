"""What a cell shows: cards and tables in words, in the chosen language, without marks of pandas."""

import html
import json
import re

import numpy as np
import pandas as pd
import pytest

import led_synergy as led
from led_synergy import cards, components, framework, notebook, terms

ODD = re.compile(
    r"\bNaN\b|\bNone\b|<NA>|\bdtype\b|\b(?!led_synergy\b)[a-z]+_[a-z_]+\b|\bTrue\b|\bFalse\b"
)


def words(page):
    """What a reader sees of a piece of HTML."""
    page = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", " ", page))


def frames():
    """Every table of the three areas and of the framework, and those of a few measures."""
    for name in led.cases():
        for table, frame in led.load_case(name).tables.items():
            yield f"{name}/{table}", frame
    telang = led.load_case("telang")
    decided = led.decision_table()
    yield "decision", decided
    yield "counts", decided["strict"].value_counts(dropna=False).to_frame()
    yield "crossed", pd.crosstab(decided["system_gate"], decided["weakest_dimension"])
    yield "sectors", components.by_sector(telang.components, telang.activities)
    yield "comparison", led.compare("telang", "contoh").table()


FRAMES = dict(frames())


@pytest.mark.parametrize("name", FRAMES)
@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_no_table_shows_a_key_a_type_or_a_missing_mark(name, lang):
    terms.choose(lang)
    frame = FRAMES[name].head(12)
    page, plain = cards.table_page(frame), cards.table_in_words(frame)
    for shown in (words(page), plain):
        assert ODD.findall(shown) == []
    assert "<th" in page and "text-align:left" in re.sub(r"\s", "", page)


def test_the_search_for_odd_marks_finds_them():
    frame = pd.DataFrame({"shared_goal": [None, 1.0], "strict": ["less_synergetic", True]})
    assert len(ODD.findall(repr(frame))) >= 3
    assert len(FRAMES) > 25


def test_a_table_has_no_row_numbers_but_keeps_names_of_rows():
    frame = pd.DataFrame({"name_en": ["Rice", "Fish"]})
    assert "0" not in cards.table_in_words(frame)
    assert cards.table_in_words(frame[1:]).splitlines() == ["Name", "Fish"]
    named = frame.set_index(pd.Index(["rice", "fish"], name="cluster"))
    assert cards.table_in_words(named).splitlines()[0] == "Cluster | Name"


def test_headings_and_keys_are_those_of_the_language():
    frame = pd.DataFrame({"dimension": ["shared_goal"], "level": [2]})
    assert cards.table_in_words(frame) == "Dimension | Level\nShared goal | 2"
    terms.choose("id")
    assert cards.table_in_words(frame) == "Dimensi | Tingkat\nTujuan bersama | 2"


def test_an_effect_is_a_dimension_beside_levels_and_an_end_beside_a_cause():
    terms.choose("id")
    levels = cards.table_in_words(led.decision_table().head(1))
    assert terms.label("dimensions", "effect") in levels.splitlines()[0]
    links = cards.table_in_words(led.load_case("telang").links.head(1))
    assert links.splitlines()[0].startswith("Sebab | Akibat")


def test_of_two_columns_that_say_the_same_only_the_one_of_the_language_is_shown():
    frame = pd.DataFrame({"name_en": ["Rice"], "name_id": ["Padi"]})
    assert cards.table_in_words(frame) == "Name\nRice"
    terms.choose("id")
    assert cards.table_in_words(frame) == "Nama\nPadi"


def test_numbers_of_a_column_have_the_same_decimals_and_the_mark_of_the_language():
    frame = pd.DataFrame({"share": [0.5, 0.25, np.nan, -1.0], "n": [1, 2, 3, 4]})
    assert cards.table_in_words(frame[["share"]]).splitlines()[1:] == ["0.50", "0.25", "–", "−1.00"]
    terms.choose("id")
    assert cards.table_in_words(frame[["share"]]).splitlines()[1] == "0,50"
    assert cards.table_in_words(frame[["n"]]).splitlines()[1] == "1"


def test_a_long_table_is_cut_and_says_so_and_an_empty_one_says_so():
    page = cards.table_page(led.decision_table())
    assert page.count("<tr>") == 41 and "280 more rows of 320" in page
    assert "no rows" in cards.table_page(pd.DataFrame({"name_en": []}))
    assert "no rows" in cards.table_in_words(pd.DataFrame())


def test_headings_above_headings_stand_once_and_each_cell_knows_its_own():
    two = pd.concat({"Telang": pd.DataFrame({"n": [1], "share": [2]})}, axis=1)
    page = cards.table_page(two)
    assert 'colspan="2">Telang' in page and 'data-head="Telang · Share"' in page


def test_a_cell_cannot_end_the_page():
    page = cards.table_page(pd.DataFrame({"<b>": ['"><script>']}))
    assert "<script>" not in page and "<b>" not in page
    assert "<script>" not in cards.card_of_words("a<script>\n\n- <script>\n  x: <script>")


# -- Our own things ----------------------------------------------------------------------------

SHOWN = {
    "classification": lambda: led.classify(led.load_case("telang").profile),
    "open": lambda: led.classify(led.Profile(None, 1, 2, 3)),
    "case": lambda: led.load_case("contoh"),
    "comparison": lambda: led.compare("telang", "batu_betumpang"),
}


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_a_thing_of_ours_shows_itself_as_a_card_of_its_own_words(name, lang):
    from IPython.lib.pretty import pretty

    terms.choose(lang)
    thing = SHOWN[name]()
    page, plain = words(thing._repr_html_()), pretty(thing)
    assert ODD.findall(page) == [] and ODD.findall(plain) == []
    said = thing.explain() if hasattr(thing, "explain") else plain
    for line in filter(None, (line.strip("- |") for line in said.splitlines()[:4])):
        for part in re.split(r"\s+\|\s+|: +|  +", line):
            assert part in page, part


def test_why_not_another_category_is_folded():
    page = SHOWN["classification"]()._repr_html_()
    assert page.index("<details><summary>Why not another category?") > page.index("Fragmented")


# -- In a notebook -----------------------------------------------------------------------------


def test_after_setup_a_notebook_shows_tables_as_ours(monkeypatch):
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    monkeypatch.setattr("led_synergy.slips.running", lambda: shell)
    notebook.setup()
    frame = pd.DataFrame({"system_gate": ["less_synergetic", None]})
    for table in (frame, frame["system_gate"]):
        bundle, _ = shell.display_formatter.format(table)
        assert "Less synergetic" in bundle["text/html"] and "led-rows" in bundle["text/html"]
        assert bundle["text/plain"].splitlines() == ["System-first rule", "Less synergetic", "–"]


def test_no_lesson_shows_a_table_as_pandas_does():
    # Lessons are run anew after the package changes; then none of their results is pandas' own.
    seen = 0
    for path in sorted(framework.folder("notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", ()):
                page = "".join(output.get("data", {}).get("text/html", ""))
                assert 'class="dataframe"' not in page, (path.name, cell["id"])
                seen += "led-rows" in page
    assert seen > 50


def test_what_stands_where_a_category_is_missing_is_called_by_its_own_name():
    frame = pd.DataFrame(
        {"category": ["open", "not_defined", "fragmented"], "access": ["open"] * 3}
    )
    with terms.speaking("id"):
        words = cards.table_in_words(frame).splitlines()[1:]
    assert words == [
        "Masih terbuka | Terbuka untuk semua",
        "Tidak ditetapkan oleh makalah | Terbuka untuk semua",
        "Terfragmentasi | Terbuka untuk semua",
    ]


def test_places_units_names_and_roles_in_lists_are_said_in_the_language():
    frame = pd.DataFrame(
        {
            "component": ["pusri", "our_own_group"],
            "unit": ["million persons", "baskets"],
            "source": ["Table 4.3, constraints", None],
            "map": ["trigger; triggered", "absent"],
            "field": ["benchmark_income", "province"],
        }
    )
    with terms.speaking("id"):
        words = cards.table_in_words(frame).splitlines()[1:]
    assert words == [
        "PT Pusri | juta orang | Tabel 4.3, kendala | Pemicu; Terpicu | Patokan: Pendapatan",
        "our own group | baskets | – | Tidak ada di peta | Provinsi",
    ]


def test_a_source_of_the_package_is_said_in_the_language_and_one_of_a_user_stays_as_written():
    own = [
        "minutes on trust and agreement",
        "Table 3 of our own plan",
        "section 4 of the village book",
        "trust",
    ]
    assert not framework.sources() & {*own}
    shipped = sorted(framework.sources())
    with terms.speaking("id"):
        words = cards.table_in_words(pd.DataFrame({"source": own})).splitlines()[1:]
        said = [
            cards.table_in_words(pd.DataFrame({"source": shipped[start : start + 30]})).splitlines()
            for start in range(0, len(shipped), 30)
        ]
    assert words == own
    english = re.compile(r"\b(the|of|is|are|and|with|by|for|from|not|on|to|which)\b")
    told = [line for lines in said for line in lines[1:]]
    assert len(told) == len(shipped) > 500
    assert [line for line in told if english.search(line)] == []


# Names of firms, and words that are the same in both languages.
ALIKE = {"PT Pusri", "BRI", "Bank Sumsel", "Bank Contoh", "Bulog", "PT Damri", "Elite", "Model"}


def test_what_our_areas_name_by_a_key_has_a_name_in_both_languages():
    seen = 0
    for column in ("component", "actor", "aspect", "unit"):
        tables = [t for area in led.cases() for t in led.load_case(area).tables.values()]
        values = {v for table in tables if column in table for v in table[column].dropna()}
        for value in sorted(v for v in values if not re.fullmatch(r"|h\d+", v)):
            said = set()
            for lang in terms.LANGUAGES:
                with terms.speaking(lang):
                    said.add(cards.table_in_words(pd.DataFrame({column: [value]})).split("\n")[1])
            assert len(said) == 2 or said <= ALIKE, (column, value)
            seen += 1
    assert seen > 60
