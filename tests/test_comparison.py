"""A comparison tells what differs, in which order, and what the smallest step would be."""

import csv
import io
import itertools
import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from led_synergy import framework, terms
from led_synergy.case import (
    Case,
    compare,
    load_case,
    next_category,
    outcome,
    read_areas,
    tally,
    to_csv,
)
from led_synergy.categories import DIMENSIONS, RULES, TOP, Category, Profile, classify
from led_synergy.cli import app
from led_synergy.report import comparison_report, tell_comparison
from led_synergy.report.content import Grid, Points
from led_synergy.report.page import html
from led_synergy.terms import InputError

TELANG, BETUMPANG, CONTOH = (load_case(n) for n in ("telang", "batu_betumpang", "contoh"))
LEVELS = st.tuples(*(st.integers(0, TOP[d]) for d in DIMENSIONS))


def area(name, levels, date="", **tables):
    rows = [(d, n, None, None, "", "", "") for d, n in zip(DIMENSIONS, levels, strict=True)]
    columns = ["dimension", "level", "lowest", "highest", "because_en", "because_id", "source"]
    judged = pd.DataFrame(rows, columns=columns)
    judged[["level", "lowest", "highest"]] = judged[["level", "lowest", "highest"]].astype("Int64")
    fields = [("name", name, name, ""), ("date", date, date, "")]
    about = pd.DataFrame(fields, columns=["field", "value_en", "value_id", "source"])
    return Case(name.lower(), {"about": about, "judgements": judged, **tables})


def run(*arguments):
    return CliRunner().invoke(app, ["compare", *map(str, arguments)])


# -- The next category -----------------------------------------------------------------------------


def test_telang_needs_one_step_of_system_to_be_less_synergetic():
    assert next_category(TELANG.profile) == (
        Category.LESS_SYNERGETIC,
        ({"system": (1, 2)},),
    )


@settings(max_examples=40, deadline=None)
@given(LEVELS, st.sampled_from(sorted(RULES)))
def test_the_smallest_steps_lead_to_the_category_they_promise_and_none_is_smaller(levels, rule):
    profile = Profile(*levels)
    ahead = next_category(profile, rule)
    now = classify(profile, rule).category
    if now is Category.SYNERGISM:
        assert ahead is None
        return
    category, changes = ahead
    sizes = set()
    for change in changes:
        reached = {**dict(zip(DIMENSIONS, levels, strict=True))}
        for dimension, (old, new) in change.items():
            assert reached[dimension] == old
            reached[dimension] = new
        assert classify(Profile(**reached), rule).category is category
        sizes.add(sum(abs(new - old) for old, new in change.values()))
    (size,) = sizes
    for other in itertools.product(*(range(TOP[d] + 1) for d in DIMENSIONS)):
        if classify(Profile(*other), rule).category is category:
            assert sum(abs(a - b) for a, b in zip(levels, other, strict=True)) >= size


def test_with_a_level_missing_no_step_is_named():
    assert next_category(Profile(1, 1, 2)) is None
    assert outcome(Profile(1, 1, 2)).startswith("still open: ")


# -- What differs ----------------------------------------------------------------------------------


def test_the_two_areas_of_the_paper_differ_in_system_and_goal():
    (one,) = compare([TELANG, BETUMPANG]).differences()
    assert one.levels == {"system": (1, 2), "shared_goal": (1, 2)}
    assert one.categories["strict"] == (None, Category.LESS_SYNERGETIC)
    assert one.categories["system_gate"] == (Category.FRAGMENTED, Category.LESS_SYNERGETIC)
    # Table 4.3 as the two case tables hold it
    assert ("collaborative_planning", "driver") in one.factors_new
    assert one.links_new == one.links_gone == ()


def test_factors_links_and_evidence_new_and_gone_are_told_apart():
    before = area("A", (1, 1, 1, 2), "2023", factors=TELANG.factors, links=TELANG.links)
    links, factors = TELANG.links, TELANG.factors
    new = pd.DataFrame([("trust", "fairness", "claim", "")], columns=links.columns)
    after = area(
        "A",
        (1, 1, 1, 2),
        "2024",
        factors=factors[factors["factor"] != "trust"],
        links=pd.concat([links, new]),
        evidence=TELANG.evidence,
    )
    (one,) = compare([before, after]).differences()
    assert one.levels == {} and one.categories == {}
    assert one.factors_gone == (("trust", "driver"),) and one.factors_new == ()
    assert one.links_new == (("trust", "fairness"),) and one.links_gone == ()
    (back,) = compare([area("B", (1, 1, 1, 2), links=after.links), before]).differences()
    assert back.links_gone == (("trust", "fairness"),) and back.links_new == ()
    assert one.evidence == {}  # a table that is absent is not one without findings
    assert one.absent == {"evidence": (one.there,)}


@settings(max_examples=40, deadline=None)
@given(LEVELS, LEVELS)
def test_seen_from_the_other_side_each_difference_is_turned_round(first, second):
    a, b = area("A", first), area("B", second)
    there, here = compare([a, b]).differences()[0], compare([b, a]).differences()[0]
    assert there.levels == {d: pair[::-1] for d, pair in here.levels.items()}
    assert there.categories == {r: pair[::-1] for r, pair in here.categories.items()}


# -- Over time -------------------------------------------------------------------------------------


def test_one_area_at_several_dates_is_put_in_the_order_of_its_dates():
    cases = [area("A", (n, 1, 1, 2), date) for n, date in ((3, "2025"), (1, "2023"), (2, "2024"))]
    found = compare(cases)
    assert found.over_time
    assert found.names() == ("A, 2023", "A, 2024", "A, 2025")
    # each date against the one before it
    assert [one.levels for one in found.differences()] == [{"system": (1, 2)}, {"system": (2, 3)}]


def test_different_areas_keep_their_order_and_stand_against_the_first():
    found = compare([area(n, (k, 1, 1, 2), "2024") for n, k in (("C", 1), ("A", 2), ("B", 3))])
    assert not found.over_time
    assert [one.levels["system"] for one in found.differences()] == [(1, 2), (1, 3)]


def test_one_case_with_several_rounds_is_compared_with_itself():
    rounds = [CONTOH.judgements.assign(round=when) for when in ("2023", "2024")]
    rounds[0] = rounds[0].assign(level=rounds[0]["level"] - 1, lowest=pd.NA, highest=pd.NA)
    rounds[0] = rounds[0].astype({"lowest": "Int64", "highest": "Int64"})
    both = Case("contoh", {**CONTOH.tables, "judgements": pd.concat(rounds, ignore_index=True)})
    found = compare([both])
    assert found.over_time
    assert [name[-4:] for name in found.names("id")] == ["2023", "2024"]
    assert found.differences()[0].levels["effect"] == (2, 3)


def test_one_case_alone_is_refused():
    with pytest.raises(InputError, match="nothing to compare"):
        compare([TELANG])


# -- Shown -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_the_page_of_a_comparison_marks_the_fictional_area(lang):
    report = comparison_report(compare([TELANG, CONTOH]), lang)
    assert report.notice.startswith(terms.text("note.fictional", lang))
    assert CONTOH.title(lang) in report.notice and "Telang" not in report.notice
    assert comparison_report(compare([TELANG, BETUMPANG]), lang).notice == ""
    page = html(report)
    assert page.count("<svg") == 1 and "<script" not in page


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_a_class_of_areas_becomes_one_table(lang):
    cases = [area(f"Desa {n}", (n % 4, n % 3, n % 4, n % 5)) for n in range(14)]
    report = comparison_report(compare(cases), lang)
    assert [part.key for part in report.sections] == ["levels", "spread", "landing"]
    (grid,) = (block for block in report.sections[0].blocks if isinstance(block, Grid))
    assert [row[0] for row in grid.rows] == [f"Desa {n}" for n in range(14)]
    for row, case in zip(grid.rows, cases, strict=True):
        assert row[1:5] == tuple(map(str, case.profile.levels))
        assert row[6] == outcome(case.profile, "system_gate", lang)


def test_a_hostile_name_is_only_text():
    name = "<script>alert(1)</script>\x00\uffff"
    page = html(comparison_report(compare([area(name, (1, 1, 1, 2)), area("B", (2, 2, 2, 3))])))
    assert "<script" not in page and "\x00" not in page


def test_what_differs_is_said_in_both_languages():
    for lang, words in (("en", "System: 1 → 2"), ("id", "Sistem: 1 → 2")):
        blocks = comparison_report(compare([TELANG, BETUMPANG]), lang).sections[1].blocks
        (points,) = (block for block in blocks if isinstance(block, Points))
        assert words in points.items
    english = {row["en"] for row in framework.table("terms") if row["en"] != row["id"]}
    assert not english & set(points.items)


# -- Thousands -------------------------------------------------------------------------------------


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_of_areas_is_read_however_it_was_saved(tmp_path, separator, encoding):
    lines = ["area,system,shared_goal,process,effect", "Désa,1,1,2,3", "B,2.0, 2 ,2,3", "C,3,,3,1"]
    text = "\r\n".join(lines).replace(",", separator)
    frame = read_areas(write(tmp_path / "areas.csv", text, encoding))
    assert frame["area"].tolist() == ["Désa", "B", "C"]
    assert frame["category"].astype(object).where(frame["category"].notna(), None).tolist() == [
        "fragmented",
        "less_synergetic",
        None,
    ]


@settings(max_examples=40, deadline=None)
@given(st.lists(LEVELS, min_size=1, max_size=30))
def test_each_area_of_a_file_gets_the_category_it_would_get_alone(tmp_path_factory, rows):
    text = "\n".join([",".join(DIMENSIONS), *(",".join(map(str, row)) for row in rows)])
    path = write(tmp_path_factory.mktemp("areas") / "areas.csv", text)
    expected = [classify(Profile(*row)).category.value for row in rows]
    assert read_areas(path)["category"].tolist() == expected
    assert sum(tally(expected).values()) == len(rows)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("system,shared_goal,process,effect\n1,1,2,3\n1,4,2,3\n", ("row 3", "shared_goal", "'4'")),
        ("system,shared_goal,process,effect\n1,1,2,high\n", ("row 2", "effect", "'high'")),
        ("system,shared_goal,process\n1,1,2\n", ("no column for Effect on welfare",)),
        ("", ("cannot be read",)),
    ],
)
def test_a_mistake_in_a_file_of_areas_is_told_with_its_place(tmp_path, text, told):
    done = run(write(tmp_path / "areas.csv", text))
    assert done.exit_code == 2
    for words in told:
        assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there_is_told(tmp_path):
    done = run(tmp_path / "none.csv", "--lang", "id")
    assert done.exit_code == 2 and "none.csv" in done.stderr


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_written_to_csv_can_act_as_a_formula(start):
    text = f'{start}HYPERLINK("http://x")'
    frame = pd.DataFrame({text: [1], "area": [text], "level": [-1]})
    heading, row = csv.reader(io.StringIO(to_csv(frame).decode("utf-8-sig"), newline=""))
    assert heading == [f"'{text}", "area", "level"]
    assert row == ["1", f"'{text}", "-1"]  # a number stays a number


def test_a_level_is_written_as_a_whole_number_beside_one_that_is_missing():
    unjudged = Case("b", {**area("B", (1, 2, 3, 4)).tables})
    unjudged.tables["judgements"] = unjudged.judgements[1:]
    written = to_csv(compare([area("A", (3, 2, 1, 0)), unjudged]).table()).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(written, newline="")))[1:]
    assert [row[1:5] for row in rows] == [["3", "2", "1", "0"], ["", "2", "3", "4"]]


# -- The command -----------------------------------------------------------------------------------


def test_the_command_gives_plain_data():
    told = json.loads(run("telang", "batu_betumpang", "--json").stdout)
    assert [one["system_gate"] for one in told["areas"]] == ["fragmented", "less_synergetic"]
    assert told["areas"][0]["strict"] is None
    assert told["differences"][0]["levels"] == {"system": [1, 2], "shared_goal": [1, 2]}


def test_the_command_writes_a_table_for_a_spreadsheet(tmp_path):
    out = tmp_path / "kelas.csv"
    assert run("telang", "batu_betumpang", "-o", out).exit_code == 0
    table = pd.read_csv(out)
    assert table["area"].tolist() == ["Telang", "Batu Betumpang"]
    assert table["next"].tolist() == ["less_synergetic", "synergism"]
    again = run("telang", "batu_betumpang", "-o", out)
    assert again.exit_code == 2 and "already exists" in again.stderr
    assert run("telang", "contoh", "-o", out, "--overwrite").exit_code == 0


def test_the_command_refuses_an_ending_it_does_not_know(tmp_path):
    assert run("telang", "contoh", "-o", tmp_path / "x.pdf").exit_code == 2
    table = write(tmp_path / "areas.csv", ",".join(DIMENSIONS) + "\n1,1,2,3\n")
    assert run(table, "-o", tmp_path / "x.txt").exit_code == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["areas.csv"]


def test_the_command_counts_the_categories_of_a_file(tmp_path):
    table = write(
        tmp_path / "areas.csv", ",".join(DIMENSIONS) + "\n1,1,2,3\n1,1,1,2\n0,0,0,\n1,,,\n"
    )
    told = run(table, "--lang", "id").stdout
    assert "4 kawasan" in told
    assert "Terfragmentasi: 2" in told and "Sektoral: 1" in told
    assert json.loads(run(table, "--json").stdout) == {"fragmented": 2, "sectoral": 1, "": 1}


def test_the_terminal_shows_levels_and_steps():
    told = tell_comparison(["telang", "batu_betumpang"], lang="id")
    for words in ("Tujuan bersama", "tidak ditetapkan oleh makalah", "Sistem 1 → 2"):
        assert words in told
