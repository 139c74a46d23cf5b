"""Many villages of one district: each keeps its level, and no mean is taken."""

import itertools
import json
import shutil

import pandas as pd
import pytest
from typer.testing import CliRunner

from led_synergy import cli, terms
from led_synergy.case import (
    Case,
    by_every_rule,
    categories_of,
    compare,
    district,
    example_class,
    holds_many,
    load_case,
    villages,
)
from led_synergy.categories import DIMENSIONS, RULES, TOP, Profile, classify
from led_synergy.cli import app
from led_synergy.report import comparison_report
from led_synergy.report.district import district_report
from led_synergy.report.terminal import plain
from led_synergy.terms import InputError

PROFILES = list(itertools.product(*(range(TOP[d] + 1) for d in DIMENSIONS)))


def village(name, levels, **more):
    rows = [
        {"dimension": d, "level": n, **more.get(d, {})}
        for d, n in zip(DIMENSIONS, levels, strict=True)
    ]
    about = [{"field": "name", "value_en": name, "value_id": name}]
    return Case.from_rows(name, {"about": about, "judgements": rows})


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    inside = tmp_path_factory.mktemp("district")
    village("Lor", (1, 1, 2, 3)).save(inside / "lor.xlsx")
    village("Kidul", (0, 1, 1, None), process={"lowest": 1, "highest": 2}).save(
        inside / "kidul.xlsx"
    )
    load_case("contoh").save(inside / "contoh", as_folder=True)
    (inside / "broken.xlsx").write_bytes(b"no workbook")
    (inside / "notes.txt").write_text("not an area")
    (inside / "~$lor.xlsx").write_bytes(b"lock of Excel")
    return inside


@pytest.fixture
def more(folder, tmp_path):
    """The same, to add an area to."""
    return shutil.copytree(folder, tmp_path / "more")


def run(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)))


def test_a_folder_gives_each_area_once_and_tells_what_it_cannot_read(folder):
    assert holds_many(folder) and not holds_many(folder / "contoh")
    cases, told = villages(folder)
    assert [case.name for case in cases] == ["contoh", "kidul", "lor"]
    assert [problem.table for problem in told] == ["broken.xlsx"]


def test_how_far_it_is_with_the_files_of_a_folder_can_be_told(folder, monkeypatch):
    seen = []
    monkeypatch.setattr(cli, "one_by_one", lambda files, *rest: seen.extend(files) or files)
    assert run("compare", folder).exit_code == 0
    assert [file.stem for file in seen] == ["broken", "contoh", "kidul", "lor"]
    assert run("compare", "telang", "contoh").exit_code == 0 and seen[-2:] == ["telang", "contoh"]


def test_the_table_has_levels_ranges_and_the_category_under_each_rule(folder):
    table = district(villages(folder)[0]).set_index("area")
    assert table.loc["Kidul", ["process", "process_lowest", "process_highest"]].tolist() == [
        1,
        1,
        2,
    ]
    assert pd.isna(table.loc["Kidul", "effect"])
    for rule in RULES:
        found = classify(Profile(1, 1, 2, 3), rule).category
        key = table.loc["Lor", rule]
        assert (None if pd.isna(key) else key) == (found.value if found else None)


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_the_command_counts_and_names_what_is_missing_and_what_is_left_out(folder, lang, tmp_path):
    page = tmp_path / "district.html"
    done = run("compare", folder, "--lang", lang, "-o", page)
    assert done.exit_code == 0, done.output
    assert "broken.xlsx" in done.output
    assert terms.text("result.gap", lang, dimension=terms.label("dimensions", "effect", lang),
                      n=1, of=3, areas="Kidul") in done.output  # fmt: skip
    words = page.read_text(encoding="utf-8")
    assert terms.text("note.no_mean_of_areas", lang) in words and "broken.xlsx" in words
    assert "<svg" in words and "Kidul" in words
    assert run("compare", folder, "-o", tmp_path / "a.pdf", "--lang", lang).exit_code == 2


def test_the_command_gives_plain_data_and_a_table(folder, tmp_path):
    found = json.loads(run("compare", folder, "--json").output)
    assert found["areas"] == 3 and len(found["left"]) == 1
    assert all(sum(counts.values()) == 3 for counts in found["categories"].values())
    assert run("compare", folder, "-o", tmp_path / "d.csv").exit_code == 0
    table = pd.read_csv(tmp_path / "d.csv")
    assert table["area"].tolist()[1:] == ["Kidul", "Lor"] and {*RULES} < {*table}


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_a_folder_without_a_readable_area_is_refused_in_words(tmp_path, lang):
    (tmp_path / "a.xlsx").write_bytes(b"no workbook")
    with pytest.raises(InputError) as error:
        villages(tmp_path)
    assert "a.xlsx" in error.value.message(lang)


# -- Several judgements of one area are not several areas ------------------------------------------


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_a_folder_of_judgements_of_one_area_is_no_district_and_is_sent_to_collect(tmp_path, lang):
    inside = tmp_path / "class"
    inside.mkdir()
    files = example_class(inside, lang)
    with terms.speaking(lang), pytest.raises(InputError) as error:
        villages(inside)
    assert error.value.message(lang) == terms.text(
        "error.one_area", lang, where="class", n=6, found=load_case("contoh").title(lang)
    )
    done = run("compare", inside, "--lang", lang, "--json")
    assert done.exit_code == 2 and not done.stdout
    assert "led-synergy collect class/*.xlsx" in " ".join(done.stderr.split())
    assert run("collect", *files, "-o", tmp_path / "class.xlsx").exit_code == 0  # what it advises


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_an_area_that_two_files_are_about_is_told_and_not_counted_twice(more, lang):
    village(" LOR", (2, 2, 2, 3)).save(more / "lor again.xlsx")
    cases, told = villages(more)
    assert [case.name for case in cases] == ["contoh", "kidul"]
    again = [problem for problem in told if problem.key == "check.left_judged_often"]
    assert [problem.table for problem in again] == ["lor again.xlsx", "lor.xlsx"]
    done = run("compare", more, "--lang", lang)
    assert done.exit_code == 0 and again[1].message(lang) in done.output
    rule = terms.label("rules", "strict", lang)
    assert terms.text("result.areas_counted", lang, n=2, rule=rule) in done.output


def test_villages_of_one_name_in_two_districts_are_two_areas(more):
    about = [
        {"field": "name", "value_en": "Lor", "value_id": "Lor"},
        {"field": "district", "value_en": "Timur", "value_id": "Timur"},
    ]
    levels = [{"dimension": "system", "level": 1}]
    Case.from_rows("x", {"about": about, "judgements": levels}).save(more / "lor timur.xlsx")
    assert len(villages(more)[0]) == 4


def test_a_folder_of_nothing_but_areas_judged_twice_is_refused(tmp_path):
    for name in ("Lor", "Kidul"):
        for n in (1, 2):
            village(name, (1, 1, 1, 1)).save(tmp_path / f"{name}{n}", as_folder=True)
    with pytest.raises(InputError) as error:
        villages(tmp_path)
    assert error.value.message("en").startswith(f"{tmp_path.name}: each of the 4 files")


def test_six_judgements_named_one_by_one_are_shown_and_not_counted_as_areas(tmp_path):
    found = comparison_report(compare(*example_class(tmp_path)), "en")
    assert not {"spread", "landing"} & {section.key for section in found.sections}
    assert terms.text("note.judged_often", "en") in plain(found).replace("\n", " ")


def test_a_list_tells_which_areas_stand_in_it_twice(tmp_path):
    path = tmp_path / "villages.csv"
    path.write_text("village,system,shared_goal,process,effect\nLor,1,1,1,1\nLor,1,1,2,3\n")
    done = run("compare", path, "-o", tmp_path / "district.html")
    assert done.exit_code == 0 and "'Lor' stands there again" in done.output
    assert "stands there again" in (tmp_path / "district.html").read_text(encoding="utf-8")


def test_500_villages_of_a_table_are_drawn_and_classified_in_one_run(tmp_path):
    rows = [(f"Desa {n}", *PROFILES[n % len(PROFILES)]) for n in range(500)]
    path = tmp_path / "villages.csv"
    pd.DataFrame(rows, columns=["village", *DIMENSIONS]).to_csv(path, index=False)
    done = run("compare", path, "-o", tmp_path / "district.html")
    assert done.exit_code == 0, done.output
    words = (tmp_path / "district.html").read_text(encoding="utf-8")
    assert "Desa 499" in words and "Desa 1<" in words
    assert done.output.count("500 areas") == len(RULES)


def test_more_than_a_few_areas_named_one_by_one_show_the_same_parts():
    cases = [village(f"Desa {n}", PROFILES[n * 7]) for n in range(6)]
    keys = [section.key for section in comparison_report(compare(cases)).sections]
    assert {"spread", "landing"} < {*keys}
    two = comparison_report(compare("telang", "batu_betumpang")).sections
    assert "spread" not in {section.key for section in two}


# -- Every frame through the one classify_table ----------------------------------------------------


def levels():
    return pd.DataFrame(PROFILES, columns=list(DIMENSIONS))


@pytest.mark.parametrize("kind", ["pandas", "polars", "duckdb"])
def test_frames_of_other_libraries_get_the_same_categories_and_stay_what_they_are(kind):
    wanted = by_every_rule(levels())
    if kind == "pandas":
        found = wanted
    elif kind == "polars":
        polars = pytest.importorskip("polars")
        found = by_every_rule(polars.DataFrame(levels().to_dict("list")))
        assert isinstance(found, polars.DataFrame)
        found = pd.DataFrame(found.to_dict(as_series=False))
    else:
        duckdb = pytest.importorskip("duckdb")
        frame = levels()
        found = by_every_rule(duckdb.from_df(frame))
        assert isinstance(found, duckdb.DuckDBPyRelation)
        found = found.df().sort_values(list(DIMENSIONS)).reset_index(drop=True)
    for rule in RULES:
        for profile, key in zip(PROFILES, found[rule], strict=True):
            category = classify(Profile(*profile), rule).category
            assert (None if pd.isna(key) else key) == (category.value if category else None)


def test_each_column_of_counts_adds_up_to_the_number_of_areas():
    table = district(levels().assign(area="x"))
    assert categories_of(table).sum().tolist() == [320] * len(RULES)
    assert categories_of(table).loc["none", "strict"] == 258  # of the 320, as the rule defines 62
    report = district_report(table)
    assert "gaps" not in [section.key for section in report.sections]


def test_a_table_that_is_not_there_is_told_as_absent(tmp_path):
    said = CliRunner().invoke(app, ["compare", str(tmp_path / "none.csv")])
    assert said.exit_code == 2
    assert terms.text("error.absent", "en", where="none.csv") in said.stderr
