"""The check of a case: mistakes, doubts, what is left out; several raters; harmful files."""

import io
import os
import random
import re
import subprocess
import sys
import zipfile
from functools import cache

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

import led_synergy as led
from led_synergy import report, terms, widgets
from led_synergy.case import Case, CaseError, check_case, files, problems, reading, workbook
from led_synergy.case.doubts import warnings
from led_synergy.cli import app
from led_synergy.report import terminal

from .daily import WHOLE, tries
from .partial.areas import whole

CONTOH = led.load_case("contoh")
LEVELS = ["dimension", "level", "lowest", "highest", "rater", "round"]


@cache
def example(lang):
    with terms.speaking(lang):
        rows = workbook._contoh()
    measured = rows["measurements"]
    few = sorted({row["unit"] for row in measured})[::10]  # all else as in the whole example
    rows["measurements"] = [row for row in measured if row["unit"] in few]
    return workbook.workbook(rows, lang, example=True)


def village(tmp_path, change=None, name="village.xlsx", lang="en"):
    """The fictional area as a workbook, changed by hand."""
    path = tmp_path / name
    path.write_bytes(example(lang))
    if change:
        book = load_workbook(path)
        change(book)
        book.save(path)
    return path


def judged(*rows, **more):
    """A case with these judgements: dimension, level, lowest, highest, rater, round."""
    frame = pd.DataFrame([[*row, *[None] * 6][:6] for row in rows], columns=LEVELS)
    frame = frame.dropna(axis="columns", how="all")
    numbers = frame.columns.intersection(["level", "lowest", "highest"])
    for column in {"level", "lowest", "highest"} - set(frame):
        frame[column] = None
    frame = frame.astype(dict.fromkeys(["level", "lowest", "highest"], "Int64"))
    assert len(numbers)
    return Case("mine", {**more, "judgements": frame})


def warned(case, key):
    return [problem for problem in case.check().warnings if problem.key == key]


# -- What is told --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", led.cases())
def test_a_built_in_case_has_no_mistake_and_every_row_is_kept(name):
    check = check_case(name)
    assert check.errors == () and check.exit_code() == 0
    assert all(count.left_out == 0 for count in check.counts)
    assert [count.table for count in check.counts] == list(led.load_case(name).tables)
    assert led.load_case(name).check() == check


def test_a_case_changed_after_loading_is_checked_anew():
    case = led.load_case("contoh")
    case.tables["components"] = case.components.assign(sector="goverment")
    assert len(case.check().errors) == len(case.components)


def test_mistakes_and_warnings_are_told_together_and_apart(tmp_path):
    def change(book):
        book["components"]["B3"] = "goverment"
        book["links"]["C2"] = "findng"
        for row in range(2, 10):
            book["evidence"][f"I{row}"] = "Interview"

    check = check_case(village(tmp_path, change))
    assert [(p.table, p.row) for p in check.errors] == [("components", 3), ("links", 2)]
    # A tenth of the households says another thing than the whole example.
    kinds = {"check.one_kind", "check.one_rater", "check.contradicted"}
    assert {p.key for p in check.warnings} == kinds
    for lang in terms.LANGUAGES:
        words = check.message(lang)
        for problem in (*check.errors, *check.warnings, *check.notes):
            assert f"- {problem.message(lang)}" in words
    components = next(count for count in check.counts if count.table == "components")
    assert (components.read, components.kept) == (14, 13)
    assert dict(components.left) == {"check.left_wrong": 1}


@pytest.mark.parametrize(
    ("errors", "doubts", "strict", "code"),
    [(0, 0, False, 0), (0, 0, True, 0), (0, 1, False, 0), (0, 1, True, 1), (1, 1, False, 2),
     (1, 0, True, 2)],
)  # fmt: skip
def test_the_exit_code_tells_mistakes_from_warnings(errors, doubts, strict, code):
    problem = problems.Problem("links")
    check = problems.Check("mine", (problem,) * errors, (problem,) * doubts)
    assert check.exit_code(strict) == code


def test_a_table_with_a_mistake_gives_no_doubt_about_what_it_lacks(tmp_path):
    def change(book):
        for row in range(2, 9):  # all evidence about the system
            book["evidence"][f"B{row}"] = "systm"

    check = check_case(village(tmp_path, change))
    assert len(check.errors) == 7
    assert not {"check.no_evidence", "check.one_kind"} & {p.key for p in check.warnings}


# -- Warnings ------------------------------------------------------------------------------------


def test_a_judgement_without_evidence_is_a_warning():
    case = Case("mine", {**CONTOH.tables})
    case.tables["evidence"] = CONTOH.evidence.query("dimension != 'process'")
    (problem,) = warned(case, "check.no_evidence")
    assert problem.row == 4 and problem.allowed == ("process",)
    assert "Process of collaboration is judged without" in problem.message()
    assert not warned(CONTOH, "check.no_evidence")


@pytest.mark.parametrize(("kind", "key"), [("interview", "check.one_kind"),
                                           ("not_stated", "check.no_kind")])  # fmt: skip
def test_evidence_of_one_kind_of_source_only_is_a_warning(kind, key):
    evidence = CONTOH.evidence.copy()
    system = evidence["dimension"] == "system"
    evidence.loc[system, "source_type"] = kind
    case = Case("mine", {**CONTOH.tables, "evidence": evidence})
    (problem,) = warned(case, key)
    assert problem.allowed == ("system",)
    assert not warned(CONTOH, key)
    evidence.loc[system, "source_type"] = "interview"
    evidence.loc[system.idxmax(), "source_type"] = "observation"
    assert not warned(case, "check.one_kind")  # two kinds are enough


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_optimal_without_a_declared_benchmark_is_a_warning(answer):
    effects = CONTOH.effects.query("indicator == 'income'").assign(optimal=answer)
    about = CONTOH.about.query("field != 'benchmark_income'")
    without = Case("mine", {**CONTOH.tables, "effects": effects, "about": about})
    (problem,) = warned(without, "check.no_benchmark")
    assert problem.allowed == ("income",)
    assert not warned(Case("mine", {**CONTOH.tables, "effects": effects}), "check.no_benchmark")
    figure = CONTOH.figures.head(1).assign(measure="Patokan pendapatan")
    stated = Case("mine", {**without.tables, "figures": figure})
    assert not warned(stated, "check.no_benchmark")


def test_an_effect_without_a_measurement_before_is_a_warning():
    effects = CONTOH.effects.query("indicator == 'income'")
    after = CONTOH.measurements.query("period == 'after'")
    case = Case(
        "mine", {"effects": effects, "measurements": after, "judgements": CONTOH.judgements}
    )
    (problem,) = warned(case, "check.no_before")
    assert problem.allowed == ("income",)
    assert not warned(CONTOH, "check.no_before")
    figure = CONTOH.figures.head(1).assign(measure="pendapatan_sebelum")
    indonesian = Case("mine", {**case.tables, "figures": figure})
    english = figure.assign(measure="mean_income_before")
    assert not warned(Case("mine", {**case.tables, "figures": english}), "check.no_before")
    assert not warned(indonesian, "check.no_before")


def test_a_component_without_an_activity_is_a_warning():
    activities = CONTOH.activities.query("component != 'rice_mill'")
    case = Case("mine", {**CONTOH.tables, "activities": activities})
    case.tables["participation"] = CONTOH.participation[
        CONTOH.participation["activity"].isin(activities["activity"])
    ]
    (problem,) = warned(case, "check.no_activity")
    assert (problem.row, problem.found) == (8, "rice_mill")


def test_a_factor_of_the_map_that_the_factors_lack_is_a_warning_once():
    factors = CONTOH.factors.query("factor != 'collaborative_capability'")
    case = Case("mine", {**CONTOH.tables, "factors": factors})
    (problem,) = warned(case, "check.cause_absent")
    assert problem.row == 2 and problem.allowed == ("collaborative_capability",)


def test_one_rater_only_is_a_warning_and_two_are_not():
    one = judged(("system", 2, None, None, "A"))
    two = judged(("system", 2, None, None, "A"), ("system", 2, None, None, "B"))
    assert warned(one, "check.one_rater") and not warned(two, "check.one_rater")


def test_every_warning_can_happen_and_no_rule_is_idle():
    nothing = warnings(reading.from_frames({"judgements": CONTOH.judgements}))
    assert {p.key for p in nothing} == {"check.no_evidence", "check.one_rater"}


# -- Several raters ------------------------------------------------------------------------------

THREE = [
    ("system", 2, None, None, "A"), ("system", 2, None, None, "B"), ("system", 1, None, None, "C"),
    ("shared_goal", 2, None, None, "A"), ("shared_goal", 2, 1, None, "B"),
    ("process", 2, None, None, "A"), ("process", 2, None, None, "B"),
    ("effect", 3, None, None, "A"), ("effect", 3, None, None, "B"), ("effect", 3, None, None, "C"),
]  # fmt: skip


def test_where_raters_differ_no_level_is_made_up_and_the_span_shows_what_is_open():
    case = judged(*THREE)
    assert case.raters == ("A", "B", "C")
    assert case.profile == led.Profile(None, 2, 2, 3)  # never a mean of 2, 2 and 1
    assert sorted(set(case.readings()["system"])) == [1, 2]
    assert sorted(set(case.readings()["shared_goal"])) == [1, 2]  # B leaves 1 plausible
    assert set(case.readings()["system_gate"]) == {"fragmented", "less_synergetic"}


def test_agreement_is_counted_in_levels_and_in_pairs():
    agreement = judged(*THREE).agreement()
    system = agreement.loc["system"]
    # Two of three say 2; of the three pairs AB, AC, BC only AB agrees.
    assert (system["raters"], system["lowest"], system["highest"]) == (3, 1, 2)
    assert system["commonest"] == pytest.approx(2 / 3)
    assert system["pairwise"] == pytest.approx(1 / 3)
    assert pd.isna(system["level"]) and agreement.loc["effect", "level"] == 3
    assert agreement.loc["process", "raters"] == 2 and agreement.loc["process", "pairwise"] == 1


def test_disagreements_name_who_said_what():
    rows = judged(*THREE).disagreements().values.tolist()
    assert rows == [["system", "A", 2], ["system", "B", 2], ["system", "C", 1]]


def test_what_follows_from_each_rater_is_shown():
    frame = judged(*THREE).by_rater().set_index("rater")
    assert frame.loc["A", "system_gate"] == "less_synergetic"
    assert pd.isna(frame.loc["C", "shared_goal"])
    words = judged(*THREE).describe(lang="id")
    assert "Penilai: A, B, C" in words and "Sistem: A 2, B 2, C 1; 2 dari 3 sepakat" in words
    assert "A: Kurang sinergis" in words and "belum sepakat: 2 (A), 2 (B), 1 (C)" in words


def test_the_latest_round_counts_and_earlier_ones_can_be_looked_at():
    rows = [("system", 1, None, None, None, "9"), ("system", 2, None, None, None, "10"),
            ("effect", 3, None, None, None, "10")]  # fmt: skip
    case = judged(*rows)
    assert case.rounds == ("9", "10")
    assert case.profile == led.Profile(system=2, effect=3)
    assert case.at("9").profile == led.Profile(system=1)
    assert case.at(9).rounds == ("9",)
    with pytest.raises(led.InputError, match="unknown round"):
        case.at("11")


def test_raters_and_rounds_are_read_from_a_workbook_in_indonesian(tmp_path):
    rows = [("Dimensi", "Tingkat", "Penilai", "Putaran")]
    rows += [("Sistem", 1, "A", 2024), ("Sistem", 2, "A", 2025), ("Sistem", 3, "B", 2025)]
    book = Workbook()
    book.active.title = "penilaian"
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "v.xlsx")
    case = led.load_case(tmp_path / "v.xlsx")
    assert case.rounds == ("2024", "2025") and case.raters == ("A", "B")
    assert case.profile.system is None and case.at("2024").profile.system == 1
    again = led.load_case(case.save(tmp_path / "again.xlsx", "id"))
    pd.testing.assert_frame_equal(again.judgements, case.judgements)


@pytest.mark.parametrize("column", ["rater", "round"])
def test_a_rater_or_round_named_in_some_rows_only_is_a_mistake(column):
    case = judged(("system", 2, None, None, "A", "1"), ("effect", 3, None, None, "A", "1"))
    case.tables["judgements"].loc[1, column] = None
    (problem,) = case.check().errors
    assert (problem.key, problem.row, problem.column) == ("error.case_all_or_none", 3, column)


def test_the_same_rater_judging_a_dimension_twice_in_a_round_is_a_mistake():
    case = judged(("system", 2, None, None, "A", "1"), ("system", 3, None, None, "A", "1"))
    (problem,) = case.check().errors
    assert problem.key == "error.case_twice" and problem.column == "dimension, rater, round"


def test_a_date_stands_for_the_round_only_where_a_dimension_is_judged_again(tmp_path):
    (tmp_path / "judgements.csv").write_text(
        "dimension,level,date\nsystem,1,2024-11-18\nsystem,2,2025-11-20\neffect,3,2025-11-20\n"
    )
    case = led.load_case(tmp_path)
    assert case.rounds == ("2024-11-18", "2025-11-20") and case.profile.system == 2
    (tmp_path / "judgements.csv").write_text(
        "dimension,level,date\nsystem,1,2024-11-18\neffect,3,2024-11-19\n"
    )
    case = led.load_case(tmp_path)  # one assessment of two days
    assert case.rounds == () and case.profile == led.Profile(system=1, effect=3)


def test_what_would_decide_an_open_case_is_said_level_by_level():
    words = judged(("system", 2), ("shared_goal", 2), ("process", 2)).describe()
    assert "What would decide" in words
    for line in (
        "Effect on welfare 0  Welfare generally declines → Antagonistic",
        "Effect on welfare 1  Welfare unchanged → Additive",
        "→ Less synergetic",
    ):
        assert line in words
    assert "What would decide: evidence" not in CONTOH.describe()


def test_a_level_that_rules_nothing_out_is_not_named_as_deciding():
    # With system 2, the other levels of the shared goal leave open all that was open before.
    words = judged(("system", 2)).describe().split("What would decide")[-1]
    assert "  Shared goal 0  No shared goal → Sectoral\n" in words
    assert words.count("  Shared goal ") == 1
    assert words.count("  Effect on welfare ") == 5


# -- The command ---------------------------------------------------------------------------------


def test_the_command_ends_with_0_1_or_2(tmp_path):
    good = village(tmp_path)
    bad = village(tmp_path, lambda book: book["links"].cell(2, 3, "findng"), "bad.xlsx")
    for arguments, code in (
        ([good], 0),
        ([good, "--strict"], 1),
        ([bad], 2),
        ([bad, "--strict"], 2),
        (["nowhere.xlsx"], 2),
    ):
        result = CliRunner().invoke(app, ["check", *map(str, arguments), "--lang", "id"])
        assert result.exit_code == code and "Traceback" not in result.output
    assert "kasus tidak dikenal" in result.stderr
    words = CliRunner().invoke(app, ["check", str(bad), "--lang", "id"]).stdout
    assert "links, baris 2, kolom Basis: ditemukan 'findng'" in words
    assert "Kesalahan: 1" in words and "links: 25 dibaca, 24 dipakai, 1 tidak dipakai" in words


# -- Files that do harm --------------------------------------------------------------------------


def refused(path, words):
    with pytest.raises(led.InputError, match=words) as caught:
        check_case(path)
    assert caught.value.message("en") != caught.value.message("id")


def test_an_empty_and_a_truncated_file_are_refused(tmp_path):
    path = village(tmp_path)
    content = path.read_bytes()
    path.write_bytes(b"")
    refused(path, "empty")
    for part in (0.1, 0.5, 0.99):
        path.write_bytes(content[: int(len(content) * part)])
        refused(path, "not a workbook that can be opened")


def test_a_workbook_with_a_password_is_told_apart_from_a_damaged_one(tmp_path):
    path = tmp_path / "locked.xlsx"  # a file with a password is no zip, but an OLE container
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096)
    refused(path, "password")
    locked = tmp_path / "locked.ods"
    with zipfile.ZipFile(locked, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", "<m><encryption-data/></m>")
        packed.writestr("content.xml", os.urandom(2000))
    refused(locked, "password")


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path):
    path = village(tmp_path)
    path.chmod(0)
    refused(path, "cannot be read")


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path, monkeypatch):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"<a>" + b" " * 30_000_000 + b"</a>")
    assert path.stat().st_size < 100_000
    monkeypatch.setattr(files, "_MOST_BYTES", 10_000_000)
    refused(path, "too big to be opened safely")


def test_a_size_that_the_zip_file_hides_is_still_noticed(tmp_path):
    path = village(tmp_path)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        sheet = next(i for i in packed.infolist() if i.filename.endswith("sheet2.xml"))
    at = content.rindex(sheet.filename.encode())  # in the directory at the end; size 22 before it
    content[at - 22 : at - 18] = (100).to_bytes(4, "little")
    path.write_bytes(content)
    refused(path, "not a workbook that can be opened")


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_single_cell_far_away_takes_no_memory(tmp_path, ending):
    path = tmp_path / f"far.{ending}"
    if ending == "xlsx":
        book = Workbook()
        book.active["XFD1048576"] = "x"
        book.save(path)
    else:
        cell = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
        words = (
            '<office:d xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table>'
            f'<table:table-row table:number-rows-repeated="1048575"/><table:table-row>'
            f'<table:table-cell table:number-columns-repeated="16383"/>{cell}'
            "</table:table-row></table:table></office:d>"
        )
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            packed.writestr("content.xml", words)
    refused(path, "far away")


def test_formulas_links_and_html_are_text_and_told(tmp_path):
    def change(book):
        sheet = book["links"]
        sheet["D2"] = '=HYPERLINK("http://example.org","click")'
        sheet["D3"] = "<script>alert(1)</script>"
        sheet["D4"] = "=1/0"
        book["about"]["B3"] = "#N/A"

    path = village(tmp_path, change)
    check, case = check_case(path), led.load_case(path)
    assert case.links["source"].tolist()[:3] == ["", "<script>alert(1)</script>", ""]
    notes = {note.key: note.found for note in check.notes}
    # openpyxl saves no values with formulas, as a spreadsheet program does
    assert notes["check.formulas"] == notes["check.formulas_unsaved"] == "2"
    assert notes["check.faulty_cells"] == "1"


def test_a_link_to_another_workbook_is_told_and_not_followed(tmp_path):
    path = village(tmp_path)
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    assert ("check.external_links", "1") in {(n.key, n.found) for n in check_case(path).notes}


def test_a_huge_csv_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_MOST_BYTES", 1000)
    (tmp_path / "links.csv").write_text("cause,effect\n" + "trust,agreement\n" * 100)
    with pytest.raises(CaseError, match="too big"):
        led.load_case(tmp_path)


def test_progress_is_told_for_every_sheet_up_to_its_last_row():
    seen = []
    check_case("contoh", lambda sheet, done, total: seen.append((sheet, done, total)))
    assert ("measurements", 2000, 3444) in seen
    assert all(any(s == t and d == n for t, d, n in seen) for s, d, n in seen if d == n)
    assert ("measurements", 3444, 3444) in seen and seen[-1] == ("actions", 3, 3)


def test_a_check_leaves_no_file_open_and_writes_none(tmp_path):
    path = village(tmp_path)
    before = path.read_bytes()
    check_case(path)
    path.rename(tmp_path / "moved.xlsx")
    assert (tmp_path / "moved.xlsx").read_bytes() == before and len(list(tmp_path.iterdir())) == 1


# -- Mutations -----------------------------------------------------------------------------------

WORDS = ["", " ", "0", "-1", "2,5", "1.234", "yes", "Ya", "=1+1", "#REF!", "<b>", "\u200b",
         "x" * 400, "system", "Sistem", "level", 3, 2.5, True, None, 10**20]  # fmt: skip


def small(lang):
    """A workbook with a few rows of each table, quick to read."""
    rows = {name: r[:6] for name, r in workbook._contoh().items()}
    return workbook.workbook(rows, lang)


def mutated(content, seed):
    """One of two hundred ways to spoil a workbook: cells, headings, sheets or bytes."""
    chance = random.Random(seed)
    if seed % 4 == 0:
        data = bytearray(content)
        for _ in range(chance.randint(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        return bytes(data)
    if seed % 4 == 1:  # one part of the zip file spoilt, its sum right
        spoilt = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(spoilt, "w") as new:
            names = old.namelist()
            victim = chance.choice(names)
            for name in names:
                data = bytearray(old.read(name))
                if name == victim and data:
                    start = chance.randrange(len(data))
                    data[start : start + chance.randint(1, 40)] = bytes(
                        chance.randrange(32, 127) for _ in range(chance.randint(0, 40))
                    )
                new.writestr(name, bytes(data))
        return spoilt.getvalue()
    book = load_workbook(io.BytesIO(content))
    for _ in range(chance.randint(1, 8)):
        sheet = chance.choice(book.worksheets)
        act = chance.randrange(6)
        if act == 0:
            sheet.delete_rows(chance.randint(1, 4), chance.randint(1, 2))
        elif act == 1:
            sheet.delete_cols(chance.randint(1, 3))
        elif act == 2:
            sheet.insert_rows(chance.randint(1, 3), chance.randint(1, 12))
        elif act == 3:
            sheet.title = chance.choice(["x", "Penilaian", "judgement", "links", "efek"])
        else:
            place = chance.randint(1, 7), chance.randint(1, 8)
            sheet.cell(*place).value = chance.choice(WORDS)
    spoilt = io.BytesIO()
    book.save(spoilt)
    return spoilt.getvalue()


def test_spoilt_workbooks_load_or_are_refused_without_a_traceback(tmp_path):
    contents = {lang: small(lang) for lang in terms.LANGUAGES}
    outcome = {"loaded": 0, "refused": 0}
    for seed in range(tries(200, 40)):
        path = tmp_path / "spoilt.xlsx"
        path.write_bytes(mutated(contents["id" if seed % 2 else "en"], seed))
        try:
            case = led.load_case(path)
        except led.InputError as error:
            assert error.message("en") and error.message("id"), seed
            outcome["refused"] += 1
        else:
            assert case.describe() and case.check().message("id"), seed
            outcome["loaded"] += 1
    assert min(outcome.values()) > tries(20, 4), outcome


def test_the_command_shows_no_traceback_for_a_file_of_chance(tmp_path):
    path = tmp_path / "chance.xlsx"
    path.write_bytes(b"PK\x03\x04" + random.Random(1).randbytes(5000))
    done = subprocess.run(
        [sys.executable, "-c", "from led_synergy.cli import app; app()", "check", str(path)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2 and not re.search("Traceback|panicked", done.stderr)


# -- Benchmarks ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "declared"),
    [
        (table, words)
        for n, table in enumerate(("about", "figures"))
        for m, words in enumerate(("benchmark_income", "Patokan: Pendapatan"))
        if WHOLE or n == m  # each table and each name every day, all pairs every week
    ],
)
def test_check_report_and_explorer_know_the_same_benchmark(declared, table):
    value = {"about": 660.25, "figures": 660.125}[table]
    tables = {name: frame.copy() for name, frame in whole().tables.items()}
    about = tables["about"]
    tables["about"] = about[~about["field"].str.startswith("benchmark_")].reset_index(drop=True)
    tables["effects"] = tables["effects"].query("indicator == 'income'").assign(optimal="no")
    without = led.Case("area", dict(tables))
    row = dict.fromkeys(tables[table].columns, "")
    if table == "about":
        row |= {"field": declared, "value_en": "660,25", "value_id": "660,25"}
    else:
        row |= {"measure": declared, "value": 660.125, "lowest": None, "highest": None}
        row |= {"year": None}
    more = pd.DataFrame([row]).astype(tables[table].dtypes.to_dict())
    tables[table] = pd.concat([tables[table], more], ignore_index=True)
    case = led.Case("area", tables)

    def doubts(case):
        return [w for w in case.check().warnings if w.key == "check.no_benchmark"]

    assert (without.benchmarks, case.benchmarks) == ({}, {"income": value})
    assert doubts(without) and not doubts(case)
    assert "660" not in terminal.plain(report.case_report(without))
    assert "660" in terminal.plain(report.case_report(case))
    lab = widgets.EffectLab(case)
    lab.controls["benchmark"].value = "declared"
    assert lab._benchmark("income", "declared") == value


def test_a_benchmark_that_can_be_read_in_two_ways_is_none_for_check_and_report():
    tables = {name: frame.copy() for name, frame in CONTOH.tables.items()}
    income = tables["about"]["field"] == "benchmark_income"
    tables["about"].loc[income, ["value_en", "value_id"]] = "1.650"
    case = led.Case("area", tables)
    assert "income" not in case.benchmarks
    tables["about"].loc[income, ["value_en", "value_id"]] = None
    assert case.fact("benchmark_income") == ""
    tables["about"] = tables["about"].astype(object)
    tables["about"].loc[income, "value_en"] = 650  # a number typed in Python
    assert case.benchmarks["income"] == 650
    tables["about"].loc[income, "value_en"] = "1.650"
    assert "check.no_benchmark" in {w.key for w in case.check().warnings}
    assert not warned(CONTOH, "check.no_benchmark")
