"""What a measure cannot use is left out and told; nothing after a clean check refuses."""

import pandas as pd
import pytest

from led_synergy import terms
from led_synergy.case import Case, check_case, compare, load_case
from led_synergy.case.usable import reached
from led_synergy.report import case_report, comparison_report

from .partial import areas

CONTOH = load_case("contoh")


def contoh(**changed):
    return Case("desa", {**CONTOH.tables, **changed})


def survey(*rows, **tables):
    columns = ["unit", "zone", "poor", "poorest", "indicator", "period", "value"]
    rows = [dict(zip(columns, row, strict=True)) for row in rows]
    return Case.from_rows("desa", {"measurements": rows, **tables})


def income(unit, before, after, zone=""):
    return [
        (unit, zone, "", "", "income", period, value)
        for period, value in (("before", before), ("after", after))
        if value is not None
    ]


def said(case, key, lang="en"):
    return str(next(s for s in case_report(case, lang).sections if s.key == key))


def keys(case):
    return [warning.key for warning in case.check().warnings]


def test_before_and_after_compare_the_same_households():
    case = survey(*income("h1", 100, 110), *income("h2", 100, 110), *income("h3", 1000, None))
    assert "'2', '100', '110'" in said(case, "effects")
    assert terms.text("note.left_once", found="Income 1") in said(case, "effects")
    assert "check.measured_once" in keys(case)


def test_a_survey_without_zones_or_of_one_round_has_a_report():
    case = survey(*income("h1", 100, 110))
    assert terms.text("note.no_zones") in said(case, "effects")
    once = survey(*income("h1", None, 110))
    assert terms.text("note.nothing_measured_twice") in said(once, "effects")


def test_a_blank_value_is_left_out_and_told():
    case = survey(*income("h1", 100, 110), *income("h2", 100, ""))
    assert terms.text("note.left_value", left=1, of=4) in said(case, "effects")
    (told,) = (w for w in case.check().warnings if w.key == "check.no_value")
    assert told.row == 5 and "1 of 4 rows" in told.message()


def test_of_a_household_not_known_to_be_poor_the_reach_says_nothing():
    table = CONTOH.measurements.copy()
    first = table["unit"].iloc[0]
    table.loc[table["unit"] == first, ["poor", "poorest"]] = ""
    case = contoh(measurements=table)
    assert reached(case).used["poor"] == (199, 200)
    assert "check.no_group" in keys(case) and "199 of 200" in said(case, "effects")


@pytest.mark.parametrize("value", [0.5, 2, -1])
def test_an_answer_that_is_neither_yes_nor_no_is_left_out_of_the_reach(value):
    table = CONTOH.measurements.copy()
    row = table.index[table["indicator"] == "served"][0]
    table.loc[row, "value"] = value
    case = contoh(measurements=table)
    assert reached(case).used["poor"][0] == 199
    assert "check.served" in keys(case)


def test_benefits_that_do_not_fit_are_left_out_and_told():
    table = CONTOH.measurements.copy()
    benefit = table["indicator"] == "benefit"
    if not benefit.any():
        extra = table[table["indicator"] == "served"].head(3).assign(indicator="benefit", value=5.0)
        table = pd.concat([table, extra], ignore_index=True)
    else:
        table.loc[table.index[benefit][0], "value"] = -5
    case = contoh(measurements=table)
    assert not reached(case).benefits
    assert terms.text("note.left_benefit") in said(case, "effects")


def test_a_link_without_a_basis_is_drawn_and_told():
    case = areas.contoh(links=CONTOH.links.assign(basis=""))
    assert terms.text("term.basis_not_stated") in said(case, "map")
    assert "check.no_basis" in keys(case)


def test_a_blank_rung_is_left_out_and_told():
    table = CONTOH.participation.copy()
    table.loc[0, "rung"] = pd.NA
    case = areas.contoh(participation=table)
    assert terms.text("note.left_rung", left=1, of=len(table)) in said(case, "participation")
    assert "check.no_rung" in keys(case)
    none = areas.contoh(
        participation=table.assign(rung=pd.array([pd.NA] * len(table), dtype="Int64"))
    )
    assert terms.text("note.no_rung", of=len(table)) in said(none, "participation")


def test_an_effect_under_another_group_is_a_mistake():
    effects = CONTOH.effects.copy()
    effects.loc[0, ["effect_group", "indicator"]] = ["livelihood_resources", "income"]
    (mistake,) = contoh(effects=effects).check().errors
    assert mistake.found == "income" and "natural_capital" in mistake.allowed


def test_a_claim_that_the_measurements_contradict_is_doubted_and_stands_in_the_report():
    effect = {"effect_group": "livelihood_outcomes", "indicator": "income", "direction": "rise"}
    case = survey(*income("h1", 100, 90), *income("h2", 100, 80), effects=[effect])
    (told,) = (w for w in case.check().warnings if w.key == "check.contradicted")
    words = told.message()
    assert told.row == 2 and "Income, Direction, n = 2: " in words and "Rises, Falls" in words
    with terms.speaking("id"):
        assert told.by_titles().message() in said(case, "missing", "id")
    assert "check.contradicted" not in keys(survey(*income("h1", 90, 100), effects=[effect]))


@pytest.mark.parametrize("cell", ["sekitar 650", "1.250"])
def test_a_benchmark_that_is_no_number_is_told(cell):
    about = [{"field": "benchmark_income", "value_en": cell}]
    case = Case.from_rows("desa", {"about": about})
    assert "check.not_a_number" in keys(case) and case.benchmarks == {}


def test_figures_and_measurements_without_effects_are_shown():
    figures = [{"measure": "penduduk", "value": 9640, "unit": "jiwa", "year": "2024"}]
    case = survey(*income("h1", 100, 110), figures=figures)
    assert "'penduduk', '9640', 'jiwa', '2024'" in said(case, "figures")
    assert "'1', '100', '110'" in said(case, "effects")


def test_poverty_against_the_declared_line_has_its_n():
    about = [{"field": "poverty_line", "value_en": "100"}]
    case = survey(*income("h1", 50, 110), *income("h2", 150, 160), about=about)
    assert "('Before', 'households', '2', '50%', '25%', '12%')" in said(case, "effects")


def test_raters_who_differ_leave_open_only_what_they_allow():
    levels = {"system": (1, 2), "shared_goal": (1, 1), "process": (2, 2), "effect": (3, 3)}
    rows = [
        {"rater": f"penilai {n + 1}", "dimension": d, "level": given[n]}
        for d, given in levels.items()
        for n in (0, 1)
    ]
    case = Case.from_rows("desa", {"judgements": rows})
    assert [c.value for c in case.candidates()] == ["less_synergetic", "fragmented"]
    assert case.deciding() == ("system",) and case.disagreed == ("system",)
    words = case.describe()
    assert "not agreed: 1 (penilai 1), 2 (penilai 2)" in words
    assert "Still open: Less synergetic or Fragmented" in words
    assert "Sectoral: it would take System 1–2 → 0" in words
    assert terms.text("result.agree_first", dimensions="System") in said(case, "steps")
    told = str(comparison_report(compare(case, "telang")))
    assert "System: 1–2 → 1" in told


def test_a_table_that_is_absent_is_not_an_empty_one():
    case = Case.from_rows("desa", {"judgements": [{"dimension": "system", "level": "1"}]})
    (one,) = compare("telang", case).differences()
    assert set(one.absent) == {"evidence", "factors", "links"}
    assert one.factors_gone == () and one.evidence == {}
    told = str(comparison_report(compare("telang", case)))
    assert terms.text("result.not_compared", table="factors", areas="desa") in told


def test_check_looks_at_the_tables_as_they_are_now():
    case = load_case("contoh")
    assert not case.check().errors
    level = case.judgements.loc[0, "level"]
    case.judgements.loc[0, "level"] = 9
    assert case.check().errors
    case.judgements.loc[0, "level"] = level
    evidence = case.tables["evidence"]
    evidence.loc[:, "dimension"] = ""
    assert keys(case).count("check.no_evidence") == 4


def test_more_activities_than_can_be_drawn_still_give_a_report():
    rows = [{"activity": f"a{n}", "component": "tani", "name_en": f"Work {n}"} for n in range(5100)]
    component = {"component": "tani", "sector": "community", "name_en": "Farmers"}
    case = Case.from_rows("desa", {"components": [component], "activities": rows})
    assert "Work 5099" in said(case, "activities")


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_a_rung_is_accepted_back_as_the_report_prints_it(lang):
    for rung in terms.framework.keys("rungs"):
        cell = f"{rung} {terms.label('rungs', rung, lang)}"
        rows = [{"group": "petani", "activity": "a1", "rung": cell}]
        assert Case.from_rows("desa", {"participation": rows}).participation["rung"][0] == int(rung)


def test_data_above_the_heading_is_a_mistake_and_a_title_is_not(tmp_path):
    path = tmp_path / "desa"
    path.mkdir()
    heading = "Komponen;Sektor;Nama\n"
    rows = "tani;Masyarakat;Tani\nbank;Pasar;Bank\n"
    (path / "komponen.csv").write_text("Desa Satu;;\n;;\n" + heading + rows, encoding="utf-8")
    assert check_case(path).errors == ()
    (path / "komponen.csv").write_text(rows + heading + rows, encoding="utf-8")
    check = check_case(path)
    assert [(p.row, p.key) for p in check.errors][:2] == [
        (1, "error.case_above"),
        (2, "error.case_above"),
    ]
    assert (check.counts[0].read, check.counts[0].kept) == (4, 2)
