"""Our forms are valid and whole in both languages, and their answers come back from any export."""

import csv
import io
import shutil
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from led_synergy import load_case, terms
from led_synergy.categories import DIMENSIONS
from led_synergy.cli import app
from led_synergy.exchange import gather, write_forms
from led_synergy.exchange.forms import KINDS, MARK, choices, groups, questions
from led_synergy.terms import InputError

# -- Out -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_both_forms_are_valid_by_pyxform_and_by_the_validator_of_odk(tmp_path, lang):
    convert = pytest.importorskip("pyxform.xls2xform").convert
    for file in write_forms(tmp_path / "desa.xlsx", lang):
        made = convert(str(file), validate=shutil.which("java") is not None)
        assert made.warnings == [] and MARK in made.xform


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_every_label_is_there_in_both_languages_and_no_two_are_alike(tmp_path, lang):
    for file in write_forms(tmp_path / "desa.xlsx", lang):
        book = load_workbook(file)
        for name in ("survey", "choices"):
            heads, *rows = book[name].iter_rows(values_only=True)
            rows = [dict(zip(heads, row, strict=True)) for row in rows]
            labels = [head for head in heads if head.startswith("label::")]
            assert len(labels) == 2
            shown = [r for r in rows if not str(r.get("type")).startswith(("end", "calc"))]
            for label in labels:
                words = [row[label] for row in shown]
                assert all(words), (file.name, name, label)
                if name == "survey":
                    assert len({*words}) == len(words)
            assert [r[labels[0]] for r in shown] != [r[labels[1]] for r in shown]
            if "constraint" in heads:
                for row in rows:
                    told = [row[head] for head in heads if head.startswith("constraint_message")]
                    assert all(told) if row["constraint"] else not any(told)
        settings = dict(zip(*book["settings"].iter_rows(values_only=True), strict=True))
        assert (
            settings["default_language"]
            == {"en": "English (en)", "id": "Bahasa Indonesia (id)"}[lang]
        )
        assert settings["form_id"] and settings["version"]


def test_the_forms_ask_for_every_level_and_rung_of_the_framework():
    for d in DIMENSIONS:
        assert len(choices(f"levels_{d}")) == (5 if d == "effect" else 4)
    assert list(choices("rungs")) == ["1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_the_command_writes_both_forms_and_never_over_others(tmp_path, lang):
    run = CliRunner().invoke
    base = ["form", "-o", str(tmp_path / "area.xlsx"), "--lang", lang]
    assert run(app, base).exit_code == 0
    assert len(list(tmp_path.iterdir())) == 2
    assert run(app, base).exit_code == 2 and run(app, [*base, "--overwrite"]).exit_code == 0
    assert run(app, ["form", "-o", str(tmp_path / "area.xls"), "--lang", lang]).exit_code == 2


# -- In: the shapes in which KoboToolbox and ODK export one and the same answers ------------------

SENT = [  # rater, levels, lowest of process, reason and sources of system, status
    ("ana", ("0", "", "2", "3"), "1", "No meetings.", ["interview", "fgd"], ""),
    ("budi", ("1", "1", "1", "2"), "", "Two clusters; one sleeps.", [], "approved"),
    ("citra", ("3", "3", "3", "4"), "", "", ["document"], "not_approved"),
]
REPEATED = [  # submission, activity, group, rung
    (1, "Koperasi", "petani", "1"),
    (1, "Irigasi", "perempuan", "5"),
    (2, "Koperasi", "buruh", ""),
    (3, "Koperasi", "petani", "6"),
]
SHAPES = ("xml", "en", "id_groups", "summary", "details", "odk")


def value_of(shape, name, value):
    """An answer as the shape has it: the value, or its words in a language."""
    if not value or shape in ("xml", "odk", "summary", "details"):
        return value
    return choices(name)[value]["id" if shape == "id_groups" else "en"]


def head_of(shape, form, question):
    lang = {"en": "en", "id_groups": "id"}.get(shape)
    name = question.labels[lang] if lang else question.name
    group = question.group and (groups(form)[question.group][lang] if lang else question.group)
    if shape == "id_groups" and group:
        return f"{group}/{name}"
    return f"{group}-{name}" if shape == "odk" and group and form == "judgements" else name


def sheet_of(shape, form):
    """Heading and rows of the main sheet."""
    heads, cells = [MARK], [[f"{form} 1"] for _ in SENT]
    for question in questions(form):
        if form == "participation" and question.group:
            continue
        head = head_of(shape, form, question)
        for row, (rater, levels, low, because, sources, _) in zip(cells, SENT, strict=True):
            given = {"area": "Telang", "rater": rater, "date": "2026-11-28"}
            given.update({f"{d}_level": n for d, n in zip(DIMENSIONS, levels, strict=True)})
            given.update(process_lowest=low, system_because=because)
            taken = sources if question.name == "system_sources" else []
            if question.kind == "select_multiple":
                known = choices("sources")
                words = [value_of(shape, "sources", kind) for kind in taken]
                row += [" ".join(words)] if shape != "details" else []
                # unanswered: the columns of the choices say 0, as if all had been refused
                row += ["1" if kind in taken else "0" for kind in known] * (shape != "summary")
            else:
                value = given.get(question.name, "")
                row.append(value_of(shape, question.choices, value) if question.choices else value)
        if question.kind == "select_multiple":
            heads += [head] if shape != "details" else []
            if shape != "summary":
                heads += [f"{head}/{value_of(shape, 'sources', k)}" for k in choices("sources")]
        else:
            heads.append(head)
    heads.append("old_question_of_version_0")
    for n, (row, sent) in enumerate(zip(cells, SENT, strict=True), start=1):
        row.append("")
        if shape == "odk":
            row += [f"uuid:{n}", {"not_approved": "rejected"}.get(sent[-1], sent[-1])]
        else:
            status = f"validation_status_{sent[-1]}" if sent[-1] else ""
            status = status if shape == "xml" else sent[-1].replace("_", " ").capitalize()
            row += [str(n), status]
    heads += ["KEY", "ReviewState"] if shape == "odk" else ["_index", "_validation_status"]
    return [heads, *cells]


def repeat_of(shape):
    asked = questions("participation")[3:]
    heads = [head_of(shape, "participation", question) for question in asked]
    rows = []
    for n, (parent, activity, group, rung) in enumerate(REPEATED, start=1):
        kind = value_of(shape, "sources", "interview" if n == 1 else "")
        more = [f"uuid:{parent}/taking_part[{n}]", f"uuid:{parent}"]
        more = more if shape == "odk" else [str(n), str(parent)]
        rows.append([activity, group, value_of(shape, "rungs", rung), kind, *more])
    more = ["KEY", "PARENT_KEY"] if shape == "odk" else ["_index", "_parent_index"]
    return [[*heads, *more], *rows]


def as_csv(rows, mark=","):
    words = io.StringIO(newline="")
    csv.writer(words, delimiter=mark, quoting=csv.QUOTE_ALL).writerows(rows)
    return words.getvalue()


def export(folder, shape, form, hxl=False):
    """A file as the program gives it."""
    sheets = {"Penilaian kawasan": sheet_of(shape, form)}
    if form == "participation":
        sheets["taking_part"] = repeat_of(shape)
    if shape == "odk":
        path = folder / f"{form}.zip"
        with zipfile.ZipFile(path, "w") as packed:
            for name, rows in zip(
                ("form.csv", "form-taking_part.csv"), sheets.values(), strict=False
            ):
                packed.writestr(name, as_csv(rows))
        return path
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for n, row in enumerate(rows):
            sheet.append([cell or None for cell in row])
            if hxl and n == 0:
                sheet.append(["#meta", *["#x+y"] * (len(row) - 1)])
    path = folder / f"{form}_{shape}.xlsx"
    book.save(path)
    return path


def tables(found):
    return {name: table.to_dict("records") for name, table in found.case.tables.items()}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_export_gives_one_and_the_same_table(tmp_path, shape):
    wanted = gather([export(tmp_path, "xml", form) for form in KINDS])
    (tmp_path / "other").mkdir()
    found = gather([export(tmp_path / "other", shape, form) for form in KINDS])
    assert tables(found) == tables(wanted)
    assert (found.read, found.kept) == (wanted.read, wanted.kept)


def test_an_export_of_odk_may_be_unpacked(tmp_path):
    for form in KINDS:
        packed = export(tmp_path, "odk", form)
        zipfile.ZipFile(packed).extractall(packed.with_suffix(""))
    files = [tmp_path / form for form in KINDS]
    zips = [tmp_path / f"{form}.zip" for form in KINDS]
    assert tables(gather(files)) == tables(gather(zips))


def test_a_table_read_back_says_what_was_answered(tmp_path):
    found = gather([export(tmp_path, "id_groups", form) for form in KINDS])
    case = found.case
    assert case.raters == ("ana", "budi") and case.title() == "Telang"
    assert case.given("system") == {"ana": 0, "budi": 1}  # 0 is a level, and no blank
    assert case.given("shared_goal") == {"budi": 1}  # a blank is no level
    assert tuple(case.ranges("ana")["process"]) == (2, 1, 2)
    first = case.judgements.iloc[0]
    assert first["because_en"] == "No meetings."
    assert first["source"] == "interview, focus group discussion"
    assert case.judgements.iloc[1]["source"] == ""  # 0 0 0 0 in the columns is no answer
    rungs = case.participation
    assert rungs["rung"].tolist()[:2] == [1, 5] and rungs["rung"].isna().tolist() == [0, 0, 1]
    assert rungs["source_type"].tolist() == ["interview", "not_stated", "not_stated"]


def test_rows_read_are_rows_kept_and_told_and_those_not_approved_are_told(tmp_path):
    found = gather([export(tmp_path, "en", form) for form in KINDS])
    # 3 submissions of 4 dimensions: one is not approved, one dimension is blank; 4 rungs, one not
    assert (found.read, found.kept) == (12 + 4, 7 + 3)
    words = found.message("en")
    assert "submission not approved: 4" in words and "submission not approved: 1" in words
    assert "dimension without a level: 1" in words and "old_question_of_version_0" in words


def test_the_rung_none_is_a_rung_and_never_missing(tmp_path):
    path = export(tmp_path, "en", "participation")
    book = load_workbook(path)
    sheet = book["taking_part"]
    place = [cell.value for cell in sheet[1]].index(questions("participation")[5].labels["en"]) + 1
    assert sheet.cell(2, place).value == "1 None"
    sheet.cell(2, place, "None")  # as a form with names alone would have it
    book.save(path)
    assert gather([path]).case.participation["rung"].iloc[0] == 1


def test_a_row_of_hxl_tags_is_no_submission(tmp_path):
    with_tags = gather([export(tmp_path, "xml", form, hxl=True) for form in KINDS])
    assert with_tags.case.raters == ("ana", "budi") and with_tags.read == 16


def test_an_answer_in_the_column_of_an_older_version_is_found(tmp_path):
    rows = sheet_of("xml", "judgements")
    place = rows[0].index("system_level")
    rows[0].append("system/system_level")  # the question was outside of its group before
    for row in rows[1:]:
        row.append(row[place])
        row[place] = ""
    path = tmp_path / "versions.csv"
    path.write_text(as_csv(rows, ";"), encoding="utf-8")
    assert gather([path]).case.given("system") == {"ana": 0, "budi": 1}


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_a_csv_that_lost_its_repeats_is_refused_in_words(tmp_path, lang):
    path = tmp_path / "kobo.csv"
    path.write_text(as_csv(sheet_of("xml", "participation"), ";"), encoding="utf-8")
    with pytest.raises(InputError) as error:
        gather([path])
    assert "kobo.csv" in error.value.message(lang) and ".zip" in error.value.message(lang)


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_one_rater_who_sent_twice_is_refused_with_both_rows(tmp_path, lang):
    rows = sheet_of("xml", "judgements")
    rows[2][rows[0].index("rater")] = "Ana"
    path = tmp_path / "kobo.csv"
    path.write_text(as_csv(rows, ";"), encoding="utf-8")
    with pytest.raises(InputError) as error:
        gather([path])
    assert "2, 3" in error.value.message(lang)


@pytest.mark.parametrize("lang", terms.LANGUAGES)
@pytest.mark.parametrize("content", [b"PK no zip", None])
def test_a_zip_without_answers_is_refused_in_words(tmp_path, lang, content):
    path = tmp_path / "a.zip"
    if content:
        path.write_bytes(content)
    else:
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("other.csv", "a,b\n1,2\n")
    with pytest.raises(InputError) as error:
        gather([path])
    assert "a.zip" in error.value.message(lang)


def test_answers_and_workbooks_are_collected_by_one_command(tmp_path):
    files = [str(export(tmp_path, "id_groups", form)) for form in KINDS]
    done = CliRunner().invoke(app, ["collect", *files, "-o", str(tmp_path / "c.xlsx")])
    assert done.exit_code == 0, done.output
    case = load_case(tmp_path / "c.xlsx")
    assert case.raters == ("ana", "budi") and len(case.participation) == 3
