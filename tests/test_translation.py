"""Editions in other languages: nothing is left out, nothing drifts, nothing is carried over.

The checks of pairs run on whatever the catalogues hold. The machinery is tried on a lesson and a
few pages in marks, in folders of their own, so that it is sound before a language is whole.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

HOUSE = Path(__file__).resolve().parent.parent
sys.path += [str(HOUSE / "docs" / "_ext"), str(HOUSE / "scripts")]

import catalogues  # noqa: E402
import editions  # noqa: E402
import indonesian_search  # noqa: E402
import make_runs  # noqa: E402
import pairs  # noqa: E402
import pseudo  # noqa: E402
import run_notebooks  # noqa: E402
import spoken_scripts  # noqa: E402
import strings  # noqa: E402
import texts  # noqa: E402
from catalogues import Message  # noqa: E402

LANGUAGES = editions.languages()


# -- The catalogues hold what pages and lessons say ------------------------------------------------


def held(language, name):
    path = editions.catalogues(language) / f"{name}.po"
    return {(m.id, m.context) for m in catalogues.read(path, language) if m.id}


def drifted(wanted):
    assert wanted and LANGUAGES
    return [
        (language, name)
        for language in LANGUAGES
        for name, messages in wanted.items()
        if held(language, name) != {(message.text, message.context) for message in messages}
    ]


def test_the_catalogues_of_lessons_are_what_make_strings_gives():
    assert drifted(strings.of_lessons()) == [], "run make strings"


@pytest.mark.usefixtures("sphinx")  # which reads every page of the site
def test_the_catalogues_of_pages_are_what_make_strings_gives():
    pages = strings.of_pages()
    assert len(pages) > 40 and "index" in pages and "sphinx" in pages
    assert drifted(pages) == [], "run make strings"
    names = {*pages, *strings.of_lessons(), strings.TABLES}
    for language in LANGUAGES:
        folder = editions.catalogues(language)
        files = {p.relative_to(folder).with_suffix("").as_posix() for p in folder.rglob("*.po")}
        assert files == names


def test_the_catalogue_of_tables_has_every_note_of_the_framework():
    notes = list(strings.of_tables())
    assert len(notes) > 100
    assert drifted({strings.TABLES: notes}) == [], "run make strings"


def test_what_data_gives_to_a_page_is_not_in_its_catalogue():
    for name in ("reference/case-tables", "reference/command", "teaching/objectives"):
        assert 0 < len(held("id", name)) < 25, name


LONG = (
    "and slept there, by day and by night, until somebody came along and took the mat away again."
)
OLD = [Message(f"One cat sat on the mat of the house, {LONG}"), Message("Gone."), Message("Same.")]
NEW = [
    Message("Same."),
    Message(f"Two cats sat on the mat of the house, {LONG}"),
    Message("A map."),
]


def test_a_changed_text_is_fuzzy_and_keeps_the_earlier_english_until_it_is_read(tmp_path):
    old = catalogues.update(catalogues.read(tmp_path / "none.po", "id"), OLD, {})
    for message, said in zip(
        [m for m in old if m.id], ["Kucing.", "Hilang.", "Sama."], strict=True
    ):
        message.string = said
    path = tmp_path / "page.po"
    for _ in range(2):  # also when it is asked again
        made = catalogues.update(old, NEW, {})
        catalogues.write(path, made, "id")
        assert not catalogues.write(path, made, "id")  # nothing more to write
        old = catalogues.read(path, "id")
        assert [m.id for m in old if m.id] == [message.text for message in NEW]
        changed = old[NEW[1].text]
        assert changed.fuzzy and changed.previous_id == [OLD[0].text] and changed.string
        assert old["Same."].string == "Sama." and not old["Same."].fuzzy
        assert not old["A map."].string
    text = path.read_text(encoding="utf-8")
    assert "Date" not in text and "#~" not in text and '#| msgid "One cat' in text


def test_a_text_that_moves_to_another_page_takes_its_translation_along(tmp_path):
    memory = {("Gone.", None): {"Hilang."}, ("Same.", None): {"Sama.", "Serupa."}}
    made = catalogues.update(catalogues.read(tmp_path / "none.po", "id"), OLD, memory)
    assert made["Gone."].string == "Hilang." and not made["Gone."].fuzzy
    assert not made["Same."].string  # said in two ways: somebody has to choose
    made["Gone."].string, made["Gone."].flags = "Pergi.", {"fuzzy"}
    made["Gone."].previous_id = ["Went."]
    again = catalogues.update(made, OLD, memory)["Gone."]
    assert (again.string, again.fuzzy, [*again.previous_id]) == ("Hilang.", False, [])


# -- A whole edition reaches readers, and no other -------------------------------------------------


def test_only_a_whole_edition_reaches_readers():
    assert editions.SOURCE not in editions.COMPLETE
    for language in LANGUAGES:
        whole = language in editions.COMPLETE
        assert editions.notebooks(language).exists() == whole
        if whole:
            assert catalogues.unfinished(language) == {}


def test_what_is_missing_is_counted(tmp_path, monkeypatch):
    monkeypatch.setenv("LED_SYNERGY_LOCALE", str(tmp_path))
    path = editions.catalogues("id") / "page.po"
    made = catalogues.update(catalogues.read(path, "id"), OLD, {})
    made["Same."].string = "Sama."
    made["Gone."].string, made["Gone."].flags = "Hilang.", {"fuzzy"}
    catalogues.write(path, made, "id")
    assert editions.languages() == ["id"]
    assert catalogues.unfinished("id") == {"page.po": (1, 1)}


@pytest.mark.parametrize("language", editions.COMPLETE)
def test_a_lesson_has_the_same_cells_in_both_languages_and_is_what_the_catalogue_gives(language):
    for name in run_notebooks.names():
        english, other = (
            nbformat.read(editions.notebooks(which) / f"{name}.ipynb", as_version=4).cells
            for which in (editions.SOURCE, language)
        )
        known = catalogues.sayings(language, f"lessons/{name}")
        for ours, theirs in zip(english, other, strict=True):
            assert (ours.id, ours.cell_type, ours.metadata) == (
                theirs.id, theirs.cell_type, theirs.metadata,
            )  # fmt: skip
            wanted = nbformat.from_dict({"cells": [ours]})
            texts.translate(wanted, language, lambda t, c, known=known: known.get((t, c)))
            assert wanted.cells[0].source == theirs.source, (name, ours.id)


# -- A translation keeps what must be kept ---------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_pair_keeps_code_links_numbers_emphasis_and_terms(language):
    assert list(pairs.everything(language)) == []


GOOD = [
    ("Rule {problem}`D18` gives 1,000.5 of 62.5 %", "Aturan {problem}`D18`: 1.000,5 dari 62,5 %"),
    ("Table 2.1 has 2.5 rows", "Tabel 2.1 memiliki 2,5 baris"),
    ("See [it](../a.md), **not** *that*", "Lihat [itu](../a.md), **bukan** *yang lain*"),
    ("Use `name_en` and {doc}`this </how-to/a>`", "Pakai `name_id` dan {doc}`ini </how-to/a>`"),
    ("A farmer group, see D18", "Kelompok tani, lihat D18"),
]
BAD = [
    ("{count}`terms`", "{count}`problems`", "roles"),
    ("Use `this`", "Pakai `itu`", "code"),
    ("[it](../a.md)", "[itu](../b.md)", "links"),
    ("**Not** this", "Bukan ini", "emphasis"),
    ("There are 62.5", "Ada 62.5", "numbers"),
    ("There are 1,000", "Ada 1,000", "numbers"),
    ("Table 2.1 has four rows", "Tabel itu berisi empat baris", "places"),
    ("see D18", "lihat D8", "ids"),
    ("rung {rung}", "anak tangga {anak}", "gaps"),
    ('Printed "17,9"', 'Tercetak "17"', "numbers"),
    ("<kbd>A</kbd>", "A", "tags"),
    ("A farmer group", "Grup petani", "term"),
]


@pytest.mark.parametrize(("english", "other"), GOOD)
def test_a_good_pair_has_no_fault(english, other):
    assert list(pairs.faults(english, other, "id")) == []


@pytest.mark.parametrize(
    ("english", "other", "kind"), BAD, ids=[f"{bad[2]}-{bad[1]}" for bad in BAD]
)
def test_a_fault_of_a_pair_is_found(english, other, kind):
    fault, *_ = pairs.faults(english, other, "id")
    assert fault.startswith(kind)


# Names and titles, which are the paper's: with these words out, no run of eight may be left.
NAMES = re.compile(
    r"sinergisme komponen pengembangan ekonomi lokal untuk peningkatan kesejahteraan sosial"
    r"|synergism of local economic development components for increase in social welfare",
    re.IGNORECASE,
)


def carried_over(text):
    paper = make_runs.known()
    return [row for mark, row in make_runs.runs(NAMES.sub(" § ", text)) if mark in paper]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_the_paper_is_carried_over(language):
    said = {text for path in catalogues.files(language) for text in _strings(path, language)}
    assert [row for text in said for row in carried_over(text)] == []


def _strings(path, language):
    return [str(m.string) for m in catalogues.read(path, language) if m.id and m.string]


def test_eight_words_of_the_paper_in_a_row_are_found():
    table = (HOUSE / "datasets" / "framework" / "criteria.csv").read_text(encoding="utf-8")
    printed = [words for words in table.split("\n") if carried_over(words)]
    assert len(printed) > 5  # the printed cells of Table 2.1
    assert carried_over("kami tidak menyalin satu kalimat pun dari makalah yang dibahas") == []


# -- A lesson in marks -----------------------------------------------------------------------------


def test_the_texts_of_every_cell_are_found_again_in_their_place():
    seen = 0
    for path in editions.lessons():
        for cell in nbformat.read(path, as_version=4).cells:
            found = texts.pieces(cell)
            assert texts.replaced(cell.source, found, lambda text, _: None) == cell.source
            for piece in found:
                said = cell.source[piece.start : piece.end]
                if piece.how in ("", "comment"):
                    plain = re.sub(r"\s*\n[\s>]*", " ", said).replace(r"\|", "|")
                    assert plain.split() == piece.text.replace(r"\|", "|").split()
                seen += 1
    assert seen > 2000


def test_what_a_block_of_a_page_prints_and_its_comments_are_texts_and_code_is_not():
    page = (
        "Words.\n\n```text\n2 files read\n?path=a\n```\n\n- an item\n\n  ```python\n"
        '  x("# no")   # a comment\n  ```\n\n```bash\nmake docs  # here\n```\n'
    )
    assert [piece.text for piece in texts.blocks(page)] == ["2 files read", "a comment"]
    said = texts.replaced(page, list(texts.blocks(page)), lambda text, _: text.upper())
    assert "2 FILES READ\n?path=a\n" in said and "# A COMMENT\n  ```" in said


TRICKY = """\
> Two lines of
> a quotation.

| a | a b | c \\| d |
|---|---|---|
| 1 | 1 | 2 |

1. One
   thing
   - inside

<details><summary>Open me</summary>

Words.

</details>"""


def test_tables_quotations_lists_and_folds_are_translated_in_their_place():
    made = texts.replaced(TRICKY, list(texts.markdown(TRICKY)), lambda text, _: f"<{text}>")
    for wanted in (
        "> <Two lines of a quotation.>",
        "| <a> | <a b> | <c \\| d> |",
        "| <1> | <1> | <2> |",
        "1. <One thing>\n   - <inside>",
        "<summary><Open me></summary>\n\n<Words.>",
    ):
        assert wanted in made


CODE = """\
notebook.setup()  # once
print("before:", t["name_en"], f"rung {n} or higher", form.add(value_en="Invented village"))
t[t["source"] == "Table 4.2"].query("a == 1")[["en", "system"]]
t["name_en"].str.contains("training")
check("01.2", "neither area")
"""


def test_each_text_that_is_named_for_a_cell_stands_in_the_lesson_of_that_cell():
    asked = {(cell, text) for cell, named in texts.ALSO.items() for text in named}
    found = set()
    for path in editions.lessons():
        for cell in nbformat.read(path, as_version=4).cells:
            found |= {(cell.id, piece.text) for piece in texts.pieces(cell)}
    assert asked and asked - found == set()


def test_of_code_comments_and_what_readers_see_are_texts_and_keys_and_answers_are_not():
    found = [piece.text for piece in texts.code(CODE)]
    assert found == ["once", "before:", "rung {n} or higher", "Invented village", "training"]
    said = texts.replaced(CODE, list(texts.code(CODE)), lambda text, _: text.upper())
    assert 'f"RUNG {N} OR HIGHER"' in said and '"neither area"' in said and "# ONCE" in said
    columns = texts.columns(CODE, "id")
    assert 'notebook.setup("id")' in columns and '[["id", "system"]]' in columns
    assert 't["name_id"]' in columns and "value_id=" in columns and "_en" not in columns


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("marks")


@pytest.fixture
def marks(folder, monkeypatch):
    """The edition in marks, in a folder of its own."""
    if not (folder / "locale").exists():
        pseudo.make_catalogues(folder)
    for name, value in pseudo.surroundings(folder).items():
        monkeypatch.setenv(name, value)
    return folder


def test_a_translated_lesson_runs_speaks_its_language_and_has_the_same_cells(marks, monkeypatch):
    path = run_notebooks.translate("00_start_here", "id")
    assert path.is_relative_to(marks)
    run_notebooks.run(path)
    book = nbformat.read(path, as_version=4)
    english = nbformat.read(editions.notebooks() / path.name, as_version=4)
    shape = [(cell.id, cell.cell_type, cell.metadata) for cell in english.cells]
    assert [(cell.id, cell.cell_type, cell.metadata) for cell in book.cells] == shape
    told = json.dumps([cell.get("outputs") for cell in book.cells], ensure_ascii=False)
    assert "terfragmentasi" in told.casefold() and '"less synergetic' not in told.casefold()
    for cell in book.cells:
        if cell.cell_type == "markdown":
            assert "⟦" in cell.source


def test_the_browser_edition_gives_each_language_a_folder(marks):
    import make_lite

    path = run_notebooks.translate("01_who_does_what", "id")
    assert path in make_lite.lessons()
    assert make_lite.staged_as(path) == Path("id/01_who_does_what.ipynb")
    (english,) = editions.notebooks().glob("01_*.ipynb")
    assert make_lite.staged_as(english) == Path(english.name)


# -- A site in marks -------------------------------------------------------------------------------

# Pages of the site that are marked every day: a table of data, results, blocks of code, lists.
MARKED = ("glossary", "concepts/participation", "how-to/judge-your-area", "teaching/index")
PAGE = """\
# Translate the package or this site

<details><summary>{fold}</summary>

See [home](../index.md).

</details>
"""


def build(source, target, language):
    command = ["-m", "sphinx", "-q", "-b", "html", "-D", f"language={language}"]
    command += ["-D", "led_synergy_site=https://example.org/", "-c", HOUSE / "docs"]
    done = subprocess.run(
        [sys.executable, *command, "-d", target.parent / f"trees_{language}", source, target],
        env=os.environ | {"LED_SYNERGY_RUN": "off"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def twins(folder, sphinx, tmp_path_factory):
    """A home, a page that can be translated and one that stays English, in two editions."""
    with pytest.MonkeyPatch.context() as patch:
        if not (folder / "locale").exists():
            pseudo.make_catalogues(folder)
        for name, value in pseudo.surroundings(folder).items():
            patch.setenv(name, value)
        source = tmp_path_factory.mktemp("source")
        trees = "```{toctree}\nhow-to/translate\nreference/changelog\n```\n"
        (source / "index.md").write_text(f"# Home\n\nPartisipasi warga desa.\n\n{trees}", "utf-8")
        (source / "references.bib").touch()
        for name in MARKED:
            (source / name).parent.mkdir(exist_ok=True)
            shutil.copy(HOUSE / "docs" / f"{name}.md", source / f"{name}.md")
        for name in ("how-to", "reference"):
            (source / name).mkdir(exist_ok=True)
        path = editions.catalogues("id") / "how-to" / "translate.po"
        made = catalogues.read(path, "id")
        made.add("Open me", "⟦Open me⟧")
        catalogues.write(path, made, "id")
        page = PAGE.format(fold="Open me")
        (source / "how-to" / "translate.md").write_text(page, "utf-8")
        (source / "reference" / "changelog.md").write_text("# Changes\n\nSome.\n", "utf-8")
        site = tmp_path_factory.mktemp("site") / "html"
        build(source, site, "en")
        build(source, site / "id", "id")
    return site


def test_each_page_has_a_plain_link_to_its_twin(twins):
    tried = 0
    for page in ("index", "how-to/translate", "search", "genindex"):
        for folder, other in (("", "id"), ("id/", "en")):
            path = twins / f"{folder}{page}.html"
            text = path.read_text(encoding="utf-8")
            (link,) = re.findall(r'<a class="edition" href="([^"]*)" lang="(\w+)"[^>]*', text)
            wanted = twins / ("id" if other == "id" else "") / f"{page}.html"
            assert link[1] == other and (path.parent / link[0]).resolve() == wanted.resolve()
            assert f'hreflang="{other}">' in text
            tried += 1
    assert tried == 8


def test_programs_are_told_of_the_twin_where_the_site_has_an_address(twins):
    for folder in ("", "id/"):
        text = (twins / f"{folder}how-to/translate.html").read_text(encoding="utf-8")
        for code, address in (("en", ""), ("id", "id/"), ("x-default", "")):
            wanted = f'hreflang="{code}" href="https://example.org/{address}how-to/translate.html"'
            assert f'<link rel="alternate" {wanted}>' in text


def test_a_page_is_translated_with_its_folds_and_one_that_stays_english_says_so(twins):
    text = (twins / "id" / "how-to" / "translate.html").read_text(encoding="utf-8")
    assert '<html lang="id"' in text
    assert "<summary>⟦Open me⟧</summary>" in text and "⟦Translate the package or this site⟧" in text
    assert "⟦Back to top⟧" in text and "⟦Licence⟧" in text
    english = (twins / "reference" / "changelog.html").read_text(encoding="utf-8")
    assert 'class="stays-english" lang="id"' in english and "alternate" not in english
    assert "stays-english" not in (twins / "how-to" / "translate.html").read_text("utf-8")
    stand_in = (twins / "id" / "reference" / "changelog.html").read_text(encoding="utf-8")
    assert 'url=../../reference/changelog.html"' in stand_in and "Some" not in stand_in
    assert 'href="../../reference/changelog.html"' in text  # as in the list of pages


def test_what_the_theme_and_its_scripts_say_is_translated_in_the_finished_files(twins):
    static = twins / "id" / "_static"
    for words, path in (
        ("⟦Toggle primary sidebar⟧", twins / "id" / "index.html"),
        ("⟦Search finished, found ${resultCount} pages", static / "translations.js"),
        ("⟦Copy to clipboard⟧", static / "copybutton.js"),
    ):
        assert path.read_text(encoding="utf-8").count(words) == 1, words
    known = (twins / "_static" / "searchtools.js").read_text(encoding="utf-8")
    known += (twins / "_static" / "copybutton.js").read_text(encoding="utf-8")
    known += (twins / "how-to" / "judge-your-area.html").read_text(encoding="utf-8")
    said = re.sub(r"\s+", " ", known)
    assert [words for words in spoken_scripts.WORDS if words not in said] == ["Searching..."]


def test_no_text_of_some_pages_is_left_outside_the_catalogues(twins):
    found = pseudo.left_outside(twins / "id").items()
    left = {text for text, pages in found if {*pages} & {*MARKED} and not ALLOWED.match(text)}
    assert left == set()
    for page in MARKED:
        text = (twins / "id" / f"{page}.html").read_text(encoding="utf-8")
        assert text.count(pseudo.OPEN) > 30, page


def test_the_search_of_an_indonesian_site_finds_a_word_by_its_stem(twins):
    stem = indonesian_search.SearchIndonesian({}).stem
    assert stem("berpartisipasi") == stem("partisipasi")
    assert stem("merencanakan") == stem("rencana")
    text = (twins / "id" / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    assert stem("partisipasi") in index["terms"]
    data = (twins / "id" / "_static" / "language_data.js").read_text(encoding="utf-8")
    assert '"yang"' in data


@pytest.mark.skipif(not shutil.which("node"), reason="there is no node")
def test_the_browser_stems_as_the_index_does(twins):
    static = twins / "id" / "_static"
    files = [static / "base-stemmer.js", static / "indonesian-stemmer.js"]
    source = "globalThis.window = globalThis;"
    source += "".join(p.read_text("utf-8") for p in files if p.exists())
    source += (static / "language_data.js").read_text("utf-8")
    words = ["berpartisipasi", "partisipasi", "perencanaan", "kesejahteraan", "kelompok"]
    ask = (
        f"const s = new Stemmer(); console.log({json.dumps(words)}.map(w => s.stemWord(w)).join())"
    )
    done = subprocess.run(["node", "-e", f"{source}\n{ask}"], capture_output=True, text=True)
    stem = indonesian_search.SearchIndonesian({}).stem
    assert done.stdout.strip().split(",") == [stem(word) for word in words], done.stderr


# -- The whole site in marks, once a week ----------------------------------------------------------

# Titles of works, the help of the command, and names that stand in both languages.
ENGLISH_INSIDE = ("reference/bibliography", "reference/command")
ALLOWED = re.compile(r"\w[\w ]* / \w|\d+ · ")  # the kind of an exercise is cut out of its marks


@pytest.mark.skipif(not os.environ.get("LED_SYNERGY_ALL"), reason="once a week: it takes minutes")
def test_no_text_of_the_site_is_left_outside_the_catalogues(tmp_path):
    assert pseudo.build(tmp_path) == ""
    found = pseudo.left_outside(tmp_path / "site" / "id")
    outside = {
        text: pages
        for text, pages in found.items()
        if not set(pages) <= set(ENGLISH_INSIDE) and not ALLOWED.match(text)
    }
    assert outside == {}


def test_text_without_marks_is_found(tmp_path):
    page = "<article><p>⟦Marked words here⟧</p><p>Left out of here</p><code>a b c</code></article>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    assert pseudo.left_outside(tmp_path) == {"Left out of here": ["page"]}
