"""CaseBuilder: rows typed in one by one are the case that a workbook would be."""

import sys

import pytest

from led_synergy import case, terms
from led_synergy.case import Case, check_case, load_case, reading, schema
from led_synergy.widgets import CaseBuilder, form

from .daily import WHOLE, tries

LANGUAGES = pytest.mark.parametrize("lang", terms.LANGUAGES)
VIEW = "application/vnd.jupyter.widget-view+json"
LEVELS = {"system": 1, "shared_goal": 1, "process": 2, "effect": 3}


def type_row(form, table, **cells):
    """What a reader does: choose the step, fill in the fields, press the button."""
    form.controls["step"].value = table
    for column, cell in cells.items():
        form.fields[column].value = cell
    form.controls["add"].click()


def typed(lang="en"):
    form = CaseBuilder(lang=lang)
    type_row(form, "about", field="name",
             **{f"value_{lang}": "Desa Uji"})  # fmt: skip
    type_row(form, "components", component="mill", sector="market", **{f"name_{lang}": "Mill"})
    type_row(form, "activities", activity="a1", component="mill", **{f"name_{lang}": "Milling"})
    for dimension, level in LEVELS.items():
        type_row(form, "judgements", dimension=dimension, level=str(level))
    type_row(form, "evidence", evidence="e1", dimension="system", source_type="interview")
    type_row(form, "measurements", unit="h1", indicator="income", period="before", value="1.234,5")
    return form


@LANGUAGES
def test_rows_typed_in_are_the_case_of_the_saved_workbook(lang, tmp_path):
    form = typed(lang)
    saved = load_case(form.save(tmp_path / "desa.xlsx"))
    assert dict(zip(LEVELS, saved.profile.levels, strict=True)) == LEVELS
    assert saved.to_json()["category"] == form.case.to_json()["category"] == "fragmented"
    assert saved.title(lang) == form.case.title(lang) == "Desa Uji"
    assert saved.tables.keys() == form.case.tables.keys()
    for name, frame in saved.tables.items():
        made = form.case.tables[name]
        assert made[[*frame]].equals(frame), name
    assert made["value"].tolist() == [1234.5]


@pytest.mark.parametrize("name", case.cases() if WHOLE else ["contoh", "telang"])
def test_a_whole_case_entered_row_by_row_is_that_case(name, tmp_path):
    original, needed = load_case(name), ("components", "activities", "judgements")
    form = CaseBuilder()
    for table, rows in reading.to_rows(original.tables).items():
        for row in rows if table in needed else rows[: tries(6, 2)]:
            assert form.add(table, **row) == ()
    assert form.case.profile == original.profile
    assert form.case.title() == original.title()
    again = load_case(form.save(tmp_path / "again.xlsx"))
    assert again.profile == original.profile
    assert again.readings().equals(original.readings())


@LANGUAGES
def test_a_wrong_row_is_refused_in_the_words_of_the_check(lang, tmp_path):
    form = typed(lang)
    before, judged = form.rows, form.case
    found = form.add("evidence", evidence="e2", dimension="systm")
    found += form.add("judgements", dimension="effect", level=5, lowest=4)
    found += form.add("measurements", unit="h2", indicator="income", period="after", value="12 kg")
    assert (form.rows, form.case) == (before, judged)
    wrong = {name: list(rows) for name, rows in before.items()}
    wrong["evidence"].append({"evidence": "e2", "dimension": "systm"})
    wrong["judgements"].append({"dimension": "effect", "level": 5, "lowest": 4})
    wrong["measurements"].append(
        {"unit": "h2", "indicator": "income", "period": "after", "value": "12 kg"}
    )
    from led_synergy.case import files, workbook

    path = files.write_new(tmp_path / "wrong.xlsx", workbook.workbook(wrong, lang))
    told = [problem.message(lang) for problem in check_case(path).errors]
    assert len(told) >= 4
    assert sorted(told) == sorted(found)


@LANGUAGES
def test_the_form_tells_what_is_wrong_and_keeps_what_was_typed(lang):
    form = CaseBuilder(lang=lang)
    type_row(form, "judgements", dimension="", level="3")
    assert 'role="alert"' in form._told.value
    assert terms.text("message.refused", lang) in form._told.value
    assert form.fields["level"].value == "3"
    assert not any(form.rows.values())


@LANGUAGES
def test_the_judgement_grows_with_the_rows(lang):
    form = CaseBuilder(lang=lang)
    assert form.case.profile.levels == (None,) * 4
    type_row(form, "judgements", dimension="effect", level="0")
    assert form.case.to_json()["category"] is None
    assert terms.text("title.what_would_decide", lang) in form.words  # what evidence would decide
    judged = {"where": "", "allowed": terms.label("dimensions", "effect", lang)}
    assert terms.text("check.no_evidence", lang, found="", **judged)[3:] in form.words
    type_row(form, "judgements", dimension="system", level="1")
    assert terms.label("categories", "antagonistic", lang) in form._judged.value
    assert terms.label("categories", "antagonistic", lang) in form.words


@LANGUAGES
def test_every_control_is_labelled_in_every_step(lang):
    form = CaseBuilder(lang=lang)
    for table in schema.TABLES:
        form.controls["step"].value = table
        widgets = [*form.controls.values(), *form.fields.values()]
        assert all(widget.description for widget in widgets)
        other = "_en" if lang == "id" else "_id"
        shown = {f["name"] for f in schema.fields(table) if not f["name"].endswith(other)}
        assert form.fields.keys() == shown
        titles = {schema.title(table, column, lang) for column in shown}
        assert {field.description for field in form.fields.values()} == titles


def test_levels_are_named_for_the_dimension_chosen():
    form = CaseBuilder()
    form.controls["step"].value = "judgements"
    form.fields["dimension"].value = "effect"
    form.fields["level"].value = "4"
    form.fields["dimension"].value = "system"
    offered = form.fields["level"].options
    assert len(offered) == 5 and offered[1][0].startswith("0 – ")
    assert form.fields["level"].value == ""  # the system has no level 4


def test_a_row_can_be_changed_and_removed_but_not_if_others_need_it():
    form = typed()
    form.controls["step"].value = "judgements"
    form.controls["row"].value = 0
    form.controls["change"].click()
    assert form.fields["level"].value == "1"
    form.fields["level"].value = "2"
    form.controls["add"].click()
    assert form.case.profile.system == 2
    assert [row["dimension"] for row in form.rows["judgements"]] == [*LEVELS]
    form.controls["row"].value = 3
    form.controls["remove"].click()
    assert form.case.profile.effect is None
    form.add("components", component="shop", sector="market")
    assert "'mill'" in " ".join(form.remove("components", 0))
    for place in (len(form.rows["components"]), -1, "0", None, 0.0):
        with pytest.raises(terms.InputError, match=rf"^there is no row {place!r}: components has"):
            form.remove("components", place)
    assert len(form.rows["components"]) == 2


def test_a_changed_text_keeps_the_other_language():
    form = CaseBuilder(case=load_case("contoh"))
    before = form.rows["judgements"][0]["because_id"]
    form.controls["step"].value = "judgements"
    form.controls["change"].click()
    form.fields["because_en"].value = "Another reason."
    form.controls["add"].click()
    row = form.case.judgements.iloc[0]
    assert (row["because_en"], row["because_id"]) == ("Another reason.", before)


def test_a_file_is_never_overwritten_unless_it_is_ones_own_or_ticked(tmp_path):
    path = tmp_path / "desa.xlsx"
    path.write_bytes(b"somebody's")
    form = typed()
    form.controls["path"].value = str(path)
    form.controls["save"].click()
    assert path.read_bytes() == b"somebody's"
    assert str(path) in form._saved.value
    form.controls["overwrite"].value = True
    form.controls["save"].click()
    assert load_case(path).profile.system == 1
    assert form.controls["overwrite"].value is False  # a tick holds once
    form.add("factors", factor="trust", role="driver")
    form.save(path)  # written by this form
    assert len(load_case(path).factors) == 1
    mine = CaseBuilder(path)
    mine.add("factors", factor="leadership", role="driver")
    mine.save()  # loaded by this form
    assert len(load_case(path).factors) == 2
    with pytest.raises(terms.InputError, match="already exists"):
        form.save(path)  # changed by another since
    assert len(load_case(path).factors) == 2


def test_a_workbook_that_holds_more_than_the_form_is_not_replaced_unasked(tmp_path):
    from openpyxl import load_workbook

    path = typed().save(tmp_path / "desa.xlsx")
    book = load_workbook(path)
    book.create_sheet("my notes")["A1"] = "call the village head"
    book.save(path)
    form = CaseBuilder(path)
    assert "my notes" in form._saved.value
    with pytest.raises(terms.InputError, match="already exists"):
        form.save()


@LANGUAGES
def test_without_openpyxl_a_folder_is_written_and_said_so(lang, tmp_path, monkeypatch):
    form = typed(lang)
    for name in ("openpyxl", "python_calamine"):
        monkeypatch.setitem(sys.modules, name, None)
    form.controls["path"].value = str(tmp_path / "desa.xlsx")
    for _ in range(2):  # the second time it is its own
        form.controls["save"].click()
        assert "CSV" in form._saved.value and "openpyxl" in form._saved.value
    assert load_case(tmp_path / "desa").profile == form.case.profile
    assert not (tmp_path / "desa.xlsx").exists()


def test_nothing_is_saved_without_a_row(tmp_path):
    with pytest.raises(terms.InputError, match="no table has a row"):
        CaseBuilder().save(tmp_path / "desa.xlsx")
    assert not [*tmp_path.iterdir()]


@LANGUAGES
def test_a_page_without_python_shows_the_state_and_says_what_it_needs(lang):
    bundle = typed(lang)._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", VIEW}
    assert bundle["text/html"] == typed(lang)._repr_mimebundle_()["text/html"]
    assert terms.text("message.form_needs_python", lang) in bundle["text/html"]
    for control in ("<select", "<input", "<button", "<script"):
        assert control not in bundle["text/html"]
    assert terms.label("categories", "fragmented", lang) in bundle["text/plain"]


def test_what_is_typed_is_text_and_never_code(tmp_path):
    bad = "<img src=x onerror=alert(1)>=HYPERLINK()"
    form = CaseBuilder()
    type_row(form, "evidence", evidence=bad, dimension="system", finding_en="=1+1")
    type_row(form, "about", field="name", value_en=bad)
    pages = [form._list.value, form._judged.value, form.twin, form._told.value]
    assert not any("<img" in page for page in pages)
    assert load_case(form.save(tmp_path / "x.xlsx")).evidence["finding_en"][0] == "=1+1"


def test_an_unknown_column_or_language_is_told():
    with pytest.raises(terms.InputError):
        CaseBuilder(lang="fr")
    assert "dimension" in CaseBuilder().add("judgements", dimensoin="system")[0]
    with pytest.raises(terms.InputError, match="judgements"):
        CaseBuilder().add("judgments", dimension="system")


def test_the_form_holds_no_rule_of_its_own():
    assert not {"classify", "examine", "warnings"} & {*vars(form)}
    assert Case.from_rows("x", {"judgements": [{"dimension": "system", "level": 1}]}).check()
