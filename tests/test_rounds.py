"""Rounds have an order, or are asked for; rows of other tables may tell of one round."""

import itertools

import pytest

import led_synergy as led
from led_synergy.case import rounds
from led_synergy.report import comparison_report
from led_synergy.report.terminal import plain

DIMENSIONS = ("system", "shared_goal", "process", "effect")
CERTAIN = [  # each list from the first to the last
    ["2024-11-18", "2025-01-02"],
    ["2024-11-18 08:30", "2024-11-18 16:00"],
    ["31/12/2024", "15/01/2025"],
    ["31.12.2024", "1.1.2025"],
    ["12/31/2024", "01/15/2025"],  # only a month before a day makes dates of both
    ["31/12/24", "15/01/25"],
    ["18-Nov-24", "2-Feb-25"],  # as Excel writes it
    ["Nov-24", "Feb-25"],
    ["Desember 2024", "Januari 2025"],
    ["April 2024", "August 2024", "Desember 2024"],
    ["Senin, 18 November 2024", "2 Mei 2025"],
    ["Semester I 2024", "semester 2 2024", "Semester I 2025"],
    ["ganjil 2024/2025", "genap 2024/2025"],
    ["2023/2024", "2024/2025"],
    ["Triwulan IV 2024", "Triwulan I 2025"],
    ["Q4 2024", "Q1 2025"],
    ["2024", "2025-03"],
    ["awal 2024", "akhir 2024"],
    ["9", "10"],
    ["I", "II", "III", "IV", "IX"],
    ["pertama", "kedua", "ketiga"],
    ["first", "second", "third"],
    ["ke-1", "ke-2"],
    ["Putaran 9", "Putaran 10"],
    ["Tahap 2 2024", "Tahap 1 2025"],
    ["awal", "tengah", "akhir"],
    ["baseline", "endline"],
    ["R2", "R10"],
    ["sebelum program", "setelah program"],
    ["pra", "pasca"],
    ["pre-test", "post-test"],
    ["sebelum", "saat", "sesudah"],
    ["early 2024", "mid 2024", "late 2024"],
    ["H1 2024", "H2 2024", "H1 2025"],
    ["TW1 2024", "TW2 2024"],
    ["9th", "10th"],
    ["2024-03-12T10:00:00.000+07:00", "2024-03-13T09:00:00.000+07:00"],  # as KoboToolbox does
]
NOT_CERTAIN = [
    ["musim hujan", "kemarau"],
    ["2024", "2024-03"],
    ["1", "2024"],
    ["2", "kedua"],
    ["31/12/2024", "2024-12-31"],
    ["tahap 1", "putaran 2"],
    ["Pak Budi", "Bu Ani"],
    ["31/12/2024", "32/12/2024"],
    ["I", "awal"],
    ["November", "Februari"],  # of which years?
    ["Semester ganjil", "Semester genap"],
    ["Maret", "2024"],
    ["awal", "2025"],
    ["tahun lalu", "tahun ini"],
]


def judged(*names, **tables):
    rows = [{"dimension": d, "level": n, "round": name}
            for n, name in enumerate(names, start=1) for d in DIMENSIONS]  # fmt: skip
    return {"judgements": rows, **tables}


@pytest.mark.parametrize("names", CERTAIN, ids=" < ".join)
def test_rounds_stand_in_the_order_of_time_however_they_are_written(names):
    for mixed in itertools.permutations(names, len(names)):
        assert rounds.in_order(mixed) == tuple(names)


@pytest.mark.parametrize("names", NOT_CERTAIN, ids=", ".join)
def test_an_order_that_is_not_certain_is_asked_for_and_never_that_of_the_alphabet(names):
    assert rounds.in_order(names) is None
    with pytest.raises(led.InputError, match="order of the rounds"):
        led.Case.from_rows("desa", judged(*names))


def test_the_latest_date_counts_and_the_order_is_told():
    case = led.Case.from_rows("desa", judged("15/01/2025", "31/12/2024"))
    assert case.rounds == ("31/12/2024", "15/01/2025") and case.profile.system == 1
    assert "check.rounds" in {note.key for note in case.check().notes}


def test_dates_that_could_have_the_month_first_are_doubted():
    case = led.Case.from_rows("desa", judged("05/01/2025", "03/02/2025"))
    assert case.rounds[-1] == "03/02/2025"
    assert "check.day_first" in {doubt.key for doubt in case.check().warnings}


def test_evidence_of_a_round_is_shown_in_that_round_only():
    findings = [{"evidence": key, "dimension": "system", "finding_en": key, "round": name}
                for key, name in (("e1", "2024"), ("e2", "2025"), ("e3", ""))]  # fmt: skip
    case = led.Case.from_rows("desa", judged("2024", "2025", evidence=findings))
    assert case.at("2024").evidence["evidence"].tolist() == ["e1", "e3"]
    assert case.at("2025").evidence["evidence"].tolist() == ["e2", "e3"]
    one = led.compare(case).differences()[0]
    assert one.evidence["system"] == (2, 2)


def test_a_round_that_no_judgement_has_is_told():
    findings = [{"evidence": "e1", "dimension": "system", "finding_en": "x", "round": "2023"}]
    case = led.Case.from_rows("desa", judged("2024", "2025", evidence=findings))
    told = [doubt for doubt in case.check().warnings if doubt.key == "check.round_unknown"]
    assert [(doubt.found, doubt.allowed) for doubt in told] == [("2023", ("1",))]


def test_what_was_measured_before_stands_until_it_is_measured_anew():
    rows = [{"unit": "h1", "indicator": "income", "period": period, "value": value, "round": when}
            for period, value, when in (("before", 100, "2024"), ("after", 110, "2024"),
                                        ("after", 130, "2025"))]  # fmt: skip
    case = led.Case.from_rows("desa", judged("2024", "2025", measurements=rows))
    for when, values in (("2024", [100, 110]), ("2025", [100, 130])):
        assert case.at(when).measurements["value"].tolist() == values
    assert not [w for w in case.check().warnings if w.key == "check.measured_once"]


def test_what_changed_between_two_rounds_is_told_of_every_table_that_carries_one():
    of = {"2024": ("fall", 2, 900, 222), "2025": ("rise", 5, 910, 333)}
    tables = {"evidence": [], "effects": [], "participation": [], "figures": [], "measurements": []}
    for name, (direction, rung, people, income) in of.items():
        tables["evidence"] += [{"evidence": f"e{name}", "dimension": "system", "source": "x",
                                "finding_id": f"temuan {name}", "round": name}]  # fmt: skip
        tables["effects"] += [{"effect_group": "livelihood_outcomes", "indicator": "income",
                               "direction": direction, "round": name}]  # fmt: skip
        tables["participation"] += [
            {"group": "petani", "activity": "rapat", "rung": rung, "round": name}
        ]
        tables["figures"] += [{"measure": "warga", "value": people, "unit": "jiwa", "round": name}]
        tables["measurements"] += [
            {"unit": "h1", "indicator": "income", "period": "after", "value": income, "round": name}
        ]
    tables["measurements"] += [
        {"unit": "h1", "indicator": "income", "period": "before", "value": 100, "round": "2024"}
    ]
    case = led.Case.from_rows("desa", judged("2024", "2025", **tables))
    report = comparison_report(led.compare(case), "id")
    said = " ".join(plain(report).split())
    for words in ("e2025 (temuan 2025)", "e2024 (temuan 2024)",
                  "Efek: Pendapatan: menurun → meningkat",
                  "petani, rapat: menerima informasi → merencanakan bersama",
                  "warga, jiwa: 900 → 910",
                  "Pendapatan: 222 (sesudah, n = 1) → 333 (sesudah, n = 1)"):  # fmt: skip
        assert words in said, words


def test_workbooks_of_one_area_stand_in_the_order_of_their_dates_however_they_are_written():
    cases = [
        led.Case.from_rows("desa", {"about": [{"field": "date", "value_id": date}], **judged("1")})
        for date in ("3 Januari 2025", "31/12/2024")
    ]
    plain_ = [
        {name: table.drop(columns="round", errors="ignore") for name, table in case.tables.items()}
        for case in cases
    ]
    cases = [case.with_tables(tables) for case, tables in zip(cases, plain_, strict=True)]
    assert [case.fact("date") for case in led.compare(*cases).cases] == [
        "31/12/2024",
        "3 Januari 2025",
    ]
