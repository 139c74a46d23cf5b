"""Many workbooks of one area: one table of judgements, nothing lost in silence, no means."""

import shutil
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from led_synergy import load_case, terms
from led_synergy.case import Case, collect, compare, landing, reasons, spread
from led_synergy.categories import DIMENSIONS, RULES
from led_synergy.charts import levels_strip
from led_synergy.cli import app
from led_synergy.report import case_report, comparison_report
from led_synergy.report.terminal import plain
from led_synergy.terms import InputError

LEVELS = [(1, 1, 2, 3), (1, 1, 1, 2), (2, 1, 2, 3), (1, 1, 2, 2), (1, 2, 2, None), (0, 1, 1, 3)]


def judged(path, levels, area="Telang", lang="id", **more):
    rows = [
        {"dimension": d, "level": n, "because_en": f"{path.stem} on {d}", **more}
        for d, n in zip(DIMENSIONS, levels, strict=True)
    ]
    about = [{"field": "name", "value_en": area, "value_id": area}]
    return Case.from_rows("desa", {"about": about, "judgements": rows}).save(path, lang)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    return [judged(folder / f"s{n}.xlsx", levels) for n, levels in enumerate(LEVELS, start=1)]


@pytest.fixture
def six(made, tmp_path):
    return [Path(shutil.copy(path, tmp_path / path.name)) for path in made]


def test_six_workbooks_become_one_area_with_six_raters(six):
    found = collect(six)
    assert found.case.raters == ("s1", "s2", "s3", "s4", "s5", "s6")
    assert found.case.by_rater()[list(DIMENSIONS)].astype(object).where(
        lambda t: t.notna(), None
    ).values.tolist() == [list(levels) for levels in LEVELS]
    assert (found.files, found.read, found.kept) == (6, 24, 23)  # one dimension is blank
    assert sum(count.left_out for count in found.counts) == 1
    assert found.case.title() == "Telang"


def test_levels_are_counted_and_never_averaged(six):
    table = spread(collect(six).case)
    assert table.loc["system", [0, 1, 2, 3]].tolist() == [1, 4, 1, 0]
    assert table.loc["effect", [0, 1, 2, 3, 4]].tolist() == [0, 0, 2, 3, 0]
    assert table["raters"].tolist() == [6, 6, 6, 5]
    # layers of 1 4 1 0: three times one level alone, once three levels of four: U = 1, A = 1/3
    assert table.loc["system", "agreement"] == pytest.approx((3 * 1 + 3 * (1 / 3)) / 6)


def test_every_rater_lands_once_under_each_rule(six):
    table = landing(collect(six).case)
    assert table.sum().tolist() == [6] * len(RULES)
    assert table["system_gate"][lambda n: n > 0].to_dict() == {
        "less_synergetic": 1,
        "fragmented": 3,
        "sectoral": 1,
        "open": 1,
    }


def test_disagreements_come_first_where_they_are_widest_each_with_its_reason(six):
    case = collect(six).case
    table = reasons(case)
    agreed = spread(case)["agreement"]
    assert list(table["dimension"].unique()) == list(agreed.sort_values().index)
    assert table["agreement"].is_monotonic_increasing
    for row in table.to_dict("records"):
        assert row["because_en"] == f"{row['rater']} on {row['dimension']}"
    words = case.describe(lang="en")
    assert "0 (s6): s6 on system" in words and "Fragmented 3" in words
    assert len(reasons(load_case("telang"))) == 0


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_the_report_shows_spread_categories_and_both_reasons(six, lang):
    report = case_report(collect(six).case, lang)
    section = next(section for section in report.sections if section.key == "raters")
    with terms.speaking(lang):
        words = " ".join(plain(type(report)(lang, "", "", "", "", (section,))).split())
        assert terms.text("title.landing") in words
        assert terms.text("note.spread") in words
    assert "s6 on system" in words and "s3 on system" in words


def test_the_strip_draws_every_judgement_and_no_mean(six):
    spec = levels_strip(collect(six).case.by_rater()).to_dict()
    points = [
        layer["data"]["name"] for layer in spec["layer"] if layer["mark"].get("type") == "circle"
    ]
    assert len(spec["datasets"][points[0]]) == 23
    assert "not judged: 1" in spec["description"] and "mean is drawn" in spec["description"]


def test_the_rater_is_the_cell_and_else_the_file(tmp_path):
    one = judged(tmp_path / "a.xlsx", (1, 1, 1, 1), rater="kelompok 1")
    two = judged(tmp_path / "b.xlsx", (1, 1, 1, 1))
    assert collect([one, two]).case.raters == ("kelompok 1", "b")


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_two_raters_of_one_name_are_refused_with_both_files(tmp_path, lang):
    (tmp_path / "x").mkdir()
    one = judged(tmp_path / "rater_1.xlsx", (1, 1, 1, 1))
    two = judged(tmp_path / "x" / "other.xlsx", (1, 1, 1, 1), rater="Rater 1")
    with pytest.raises(InputError) as error:
        collect([one, two])
    assert str(one) in error.value.message(lang) and str(two) in error.value.message(lang)


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_workbooks_of_two_areas_are_refused_with_both_names(tmp_path, lang):
    files = [
        judged(tmp_path / "a.xlsx", (1, 1, 1, 1)),
        judged(tmp_path / "b.xlsx", (1, 1, 1, 1), area="Batu Betumpang"),
    ]
    with pytest.raises(InputError) as error:
        collect(files)
    for name in ("Telang (a.xlsx)", "Batu Betumpang (b.xlsx)"):
        assert name in error.value.message(lang)


def test_a_file_with_a_mistake_is_told_and_the_others_are_kept(tmp_path, six):
    book = load_workbook(six[0])
    sheet = book["penilaian"]
    place = [cell.value for cell in sheet[1]].index("Tingkat") + 1
    sheet.cell(2, place, 9)
    book.save(six[0])
    found = collect([*six, tmp_path / "none.xlsx"])
    assert found.case.raters == ("s2", "s3", "s4", "s5", "s6")
    assert found.read == 24 and found.kept == 19
    words = found.message("en")
    assert "s1.xlsx is left out until this is mended" in words and "'9'" in words
    assert "none.xlsx" in words


def test_a_mark_for_not_judged_counts_only_if_it_is_declared_and_is_told(tmp_path, six):
    book = load_workbook(six[0])
    sheet = book["penilaian"]
    place = [cell.value for cell in sheet[1]].index("Tingkat") + 1
    sheet.cell(2, place, "t.a.")
    book.save(six[0])
    assert "s1" not in collect(six).case.raters
    found = collect(six, missing=["T.A."])
    assert "s1" in found.case.raters and len(found.case.given("system")) == 5
    assert found.kept == 22 and "'t.a.'" in found.message("id")


def test_with_nothing_to_collect_it_says_why(tmp_path):
    (tmp_path / "empty.xlsx").write_bytes(b"no workbook")
    with pytest.raises(InputError) as error:
        collect([tmp_path / "empty.xlsx"])
    assert "empty.xlsx" in str(error.value)


def test_forty_workbooks_are_collected_by_one_command_in_ten_seconds(tmp_path):
    files = [
        str(judged(tmp_path / f"s{n:02}.xlsx", LEVELS[n % 6]))
        for n in range(4)  # written slowly, so four are written and copied
    ]
    for n in range(4, 40):
        copy = tmp_path / f"s{n:02}.xlsx"
        copy.write_bytes((tmp_path / f"s{n % 4:02}.xlsx").read_bytes())
        files.append(str(copy))
    out = tmp_path / "class.xlsx"
    start = time.process_time()
    done = CliRunner().invoke(app, ["collect", *files, "-o", str(out), "--lang", "id"])
    assert time.process_time() - start < 10
    assert done.exit_code == 0 and "40 penilai" in done.output
    assert len(load_case(out).raters) == 40
    again = CliRunner().invoke(app, ["collect", *files[:2], "-o", str(out)])
    assert again.exit_code == 2 and "class.xlsx" in again.output


def test_one_file_and_one_mark_are_not_taken_letter_by_letter(tmp_path):
    file = tmp_path / "judgements.csv"
    file.write_text("dimension,level\nsystem,1\nprocess,xx\n", encoding="utf-8")
    found = collect(str(tmp_path), missing="xx")
    assert (found.files, found.kept) == (1, 1)


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_a_class_beside_another_area_shows_its_spread_and_both_reasons_too(six, lang):
    found = comparison_report(compare(collect(six).case, "batu_betumpang"), lang)
    (section,) = [part for part in found.sections if part.key.startswith("raters")]
    assert section.key == "raters_1" and "Telang" in section.title
    with terms.speaking(lang):
        words = " ".join(plain(type(found)(lang, "", "", "", "", (section,))).split())
        assert terms.text("title.landing") in words and terms.text("note.spread") in words
    assert "s6 on system" in words and "s3 on system" in words


def test_one_collected_workbook_cannot_be_compared_and_is_told_what_it_needs(six, tmp_path):
    collect(six).case.save(tmp_path / "class.xlsx", "en")
    for lang in terms.LANGUAGES:
        said = CliRunner().invoke(app, ["compare", str(tmp_path / "class.xlsx"), "--lang", lang])
        assert said.exit_code == 2
        assert said.stderr.strip() == terms.text("error.compare_raters", lang, n=6)
    two = CliRunner().invoke(app, ["compare", str(tmp_path / "class.xlsx"), "telang"])
    assert two.exit_code == 0 and "Telang, Paper accepted" in two.stdout
    assert "Telang, " not in two.stdout.replace("Telang, Paper", "")  # no comma with nothing after
