"""One language, chosen once: inside the rooms nobody hands it on."""

import ast
import re
from pathlib import Path

import pytest

import led_synergy as led
from led_synergy import terms
from led_synergy.case import Case, check_case, compare, load_case
from led_synergy.report import case_report, comparison_report

PACKAGE = Path(led.__file__).parent
ROOMS = [path for path in PACKAGE.rglob("*.py") if path.name != "terms.py"]
# The one call of a function that opens another language.
HANDS_ON = {
    ("case.py", "new"): "the report and the workbook are made by rooms that open theirs",
    ("case.py", "save"): "the same",
    ("case.py", "report"): "the same",
    ("schema.py", "title"): "the other language's title is asked for beside ours",
    ("reading.py", "to_rows"): "None asks for the columns of both",
    ("profile.py", "label"): "one call of terms, which opens it",
    ("slides.py", "_drawn"): "pictures are remembered for each language",
    ("notebook.py", "setup"): "this is where it is chosen",
}


def uses(tree):
    """(function, line) of each use of `lang` that is no loop over the languages."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            bound = {
                node.target.id
                for node in ast.walk(function)
                if isinstance(node, ast.comprehension) and isinstance(node.target, ast.Name)
            } | {
                part.id
                for node in ast.walk(function)
                if isinstance(node, ast.Assign | ast.For)
                for target in getattr(node, "targets", [getattr(node, "target", None)])
                for part in ast.walk(target)
                if isinstance(part, ast.Name)
            }
            for statement in function.body:
                for node in ast.walk(statement):
                    if isinstance(node, ast.Name) and node.id == "lang" and "lang" not in bound:
                        yield function.name, node.lineno


@pytest.mark.parametrize("path", ROOMS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_nobody_hands_the_language_on(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    handed = [use for use in uses(tree) if (path.name, use[0]) not in HANDS_ON]
    assert not handed


def test_the_search_for_the_language_finds_it():
    assert [*uses(ast.parse("def f(lang):\n    g(lang)"))] == [("f", 2)]
    assert len(ROOMS) > 100
    found = {
        (path.name, use[0])
        for path in ROOMS
        for use in uses(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == HANDS_ON.keys()


# Whoever needs the name of a column, and not a row's text, builds it; the text is `terms.cell`.
BUILT = {"cards.py": 1, "form.py": 1, "factors.py": 1, "terms.py": 1}


def test_a_text_of_a_row_is_picked_in_one_place():
    found = {}
    for path in PACKAGE.rglob("*.py"):
        picked = re.findall(r"_\{(?:terms\.)?language\(.*?\)\}", path.read_text(encoding="utf-8"))
        if picked:
            found[path.name] = len(picked)
    assert found == BUILT


def test_everything_speaks_the_language_chosen():
    case = load_case("telang")
    found = compare("telang", "contoh")
    small = Case.from_rows("desa", {"judgements": [{"dimension": "system", "level": 1}]})
    said = {
        "answer": case.answer,
        "describe": case.describe,
        "title": load_case("contoh").title,
        "check": case.check().message,
        "problem": check_case("telang").warnings[0].message,
        "names": found.names,
        "report": lambda lang=None: case_report(small, lang).kind,
        "comparison": lambda lang=None: comparison_report(compare(small, small), lang).kind,
    }
    for lang in terms.LANGUAGES:
        terms.choose(lang)
        for name, say in said.items():
            assert say() == say(lang=lang), name
            other = {"en": "id", "id": "en"}[lang]
            assert say() != say(lang=other), name


def test_an_error_speaks_the_language_chosen(tmp_path):
    terms.choose("id")
    with pytest.raises(led.InputError, match="kasus tidak dikenal"):
        load_case("tidak ada")
    with pytest.raises(led.InputError, match="dibutuhkan sebuah kawasan"):
        compare([3, 4])
    path = tmp_path / "desa"
    path.mkdir()
    (path / "penilaian.csv").write_text("Dimensi;Tingkat\nSistem;9\n", encoding="utf-8")
    with pytest.raises(led.InputError, match="baris 2, kolom Tingkat"):
        load_case(path)


@pytest.mark.parametrize("word", ["term.rule", "term. kedua"])
def test_a_word_of_the_user_is_never_looked_up(word, tmp_path):
    tried = 0
    tables = {name: table.head(6) for name, table in load_case("contoh").tables.items()}
    for name, table in tables.items():
        for column in table.select_dtypes(exclude="number").columns:
            changed = table.copy()
            changed.loc[0, column] = word
            Case("desa", {name: changed}).check().message()
            tried += 1
    assert tried >= 35
    with pytest.raises(led.InputError, match=word):
        load_case(word)
    path = Case(word, tables).save(tmp_path / f"{word}.xlsx")
    assert word in check_case(path).message()


def test_a_citation_of_ones_own_is_never_rewritten():
    own = "Journal of rice mill studies, Table 3; minutes of the Pokja; Lampiran B2"
    tables = load_case("contoh").tables
    about = tables["about"].assign(source=own)
    report = case_report(Case("desa", {**tables, "about": about}), "id")
    area = next(section for section in report.sections if section.key == "area")
    assert {row[2] for row in area.blocks[0].rows} == {own}
    assert len(area.blocks) == 1  # no note about our own register
    assert "Tabel 4.2" in str(case_report("telang", "id"))
