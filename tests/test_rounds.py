"""Rounds have an order, or are asked for; rows of other tables may tell of one round."""

import itertools

import pytest

import led_synergy as led
from led_synergy.case import rounds

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
