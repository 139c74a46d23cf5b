"""Every chart compiles, reads without colour and without eyes, and shows what it was given."""

import inspect
import itertools
import json
import re
from functools import cache

import altair as alt
import pandas as pd
import pytest
import vl_convert
from altair.utils.schemapi import debug_mode
from hypothesis import given, settings
from hypothesis import strategies as st

from led_synergy import (
    charts,
    components,
    factors,
    framework,
    notebook,
    participation,
    terms,
    welfare,
)
from led_synergy.case import compare, load_case
from led_synergy.categories import Profile
from led_synergy.charts import layout
from led_synergy.decision import decision_table
from led_synergy.problem_tree import CausalMap
from led_synergy.report.drawing import wide

from .daily import WHOLE

TELANG, BETUMPANG, CONTOH = (load_case(n) for n in ("telang", "batu_betumpang", "contoh"))
BOTH = CausalMap.from_links(pd.concat([TELANG.links, BETUMPANG.links]))
LANGUAGES = pytest.mark.parametrize("lang", ["en", "id"])


def tree(case):
    return CausalMap.from_links(case.links)


def incomes(period):
    table = CONTOH.measurements
    table = table[(table["indicator"] == "income") & (table["period"] == period)]
    return table.set_index("unit")


def gained(by, tolerance=None):
    rise = incomes("after")["value"] - incomes("before")["value"]
    return welfare.evenness(rise, incomes("before")[by], tolerance)


DRAWN = {
    "criteria_grid of a profile": lambda lang: charts.criteria_grid(Profile(1, None, 2, 4), lang),
    "criteria_grid of a case": lambda lang: charts.criteria_grid(CONTOH, lang),
    "class_overview": lambda lang: charts.class_overview(
        compare([TELANG, BETUMPANG, CONTOH]).table(lang), lang, cases=[TELANG, BETUMPANG, CONTOH]
    ),
    "levels_strip": lambda lang: charts.levels_strip(
        compare([TELANG, BETUMPANG, CONTOH]).table(lang), lang, cases=[TELANG, BETUMPANG, CONTOH]
    ),
    "support_matrix": lambda lang: charts.support_matrix(TELANG, lang),
    "side_by_side": lambda lang: charts.side_by_side([TELANG, BETUMPANG, CONTOH], lang),
    "decision_map": lambda lang: charts.decision_map(decision_table(), lang),
    "readings": lambda lang: charts.readings(BETUMPANG.readings(), lang, case=BETUMPANG),
    "activities_by_component": lambda lang: charts.activities_by_component(TELANG, lang),
    "activities_by_component, none inferred": lambda lang: charts.activities_by_component(
        BETUMPANG, lang
    ),
    "activities_by_component, fictional": lambda lang: charts.activities_by_component(CONTOH, lang),
    "overlap_matrix": lambda lang: charts.overlap_matrix(BETUMPANG, lang),
    "ladder of groups": lambda lang: charts.ladder(
        participation.distribution(CONTOH.participation, by="group"), lang, case=CONTOH
    ),
    "ladder of shares": lambda lang: charts.ladder(
        participation.distribution(CONTOH.participation, shares=True), lang, case=CONTOH
    ),
    "capitals": lambda lang: charts.capitals(
        welfare.capital_profile(CONTOH.measurements), lang, case=CONTOH, unit="0-100"
    ),
    "effect_groups": lambda lang: charts.effect_groups(TELANG.effects, lang, case=TELANG),
    "effect_groups, fictional": lambda lang: charts.effect_groups(
        CONTOH.effects, lang, case=CONTOH
    ),
    "gains": lambda lang: charts.gains(
        {"zone": gained("zone", 0.05), "poor": gained("poor")}, "income", lang, case=CONTOH
    ),
    "targeting": lambda lang: charts.targeting(
        welfare.targeting(CONTOH.measurements), lang, case=CONTOH
    ),
    "lorenz_curves": lambda lang: charts.lorenz_curves(
        {period: welfare.lorenz(incomes(period)["value"]) for period in ("before", "after")},
        lang,
        ginis={period: welfare.gini(incomes(period)["value"]) for period in ("before", "after")},
        case=CONTOH,
    ),
    "factor_matrix": lambda lang: charts.factor_matrix(
        factors.presence({case.name: case.factors for case in (TELANG, BETUMPANG, CONTOH)}),
        lang,
        cases=[TELANG, BETUMPANG, CONTOH],
    ),
    "triangulation_matrix of factors": lambda lang: charts.triangulation_matrix(
        factors.triangulation(CONTOH.factors), lang, case=CONTOH
    ),
    "triangulation_matrix of evidence": lambda lang: charts.triangulation_matrix(
        factors.triangulation(TELANG.evidence), lang, case=TELANG
    ),
    "recommendation_matrix": lambda lang: charts.recommendation_matrix(lang),
    "causal_map with a path": lambda lang: charts.causal_map(
        BOTH, lang, paths=BOTH.paths("synergism", "collaborative_capability")[:1]
    ),
    "causal_map with a what-if": lambda lang: charts.causal_map(
        tree(CONTOH),
        lang,
        solved=["collaborative_planning"],
        released=tree(CONTOH).released_by("collaborative_planning"),
        case=CONTOH,
    ),
    "driving_dependence": lambda lang: charts.driving_dependence(BOTH, lang),
    "rice_in_a_year": lambda lang: charts.rice_in_a_year(
        2 / 3, (1, 2), (3, 4), lang, case=BETUMPANG
    ),
    "twin_output": lambda lang: charts.twin_output(lang),
    "value_added": lambda lang: charts.value_added(lang),
}
EVERY = pytest.mark.parametrize("name", DRAWN)
# What is looked at in the drawing: each day in one of the two languages, neighbours in the other.
ONE_LANGUAGE = pytest.mark.parametrize(
    ("name", "lang"),
    [
        (name, lang)
        for number, name in enumerate(DRAWN)
        for place, lang in enumerate(terms.LANGUAGES)
        if WHOLE or number % 2 == place
    ],
)


@cache  # looked at only
def specification(name, lang):
    with debug_mode(False):  # of the whole chart all parts are looked at
        chart = DRAWN[name](lang)
    return chart.to_dict()


@cache
def drawn(name, lang):
    return vl_convert.vegalite_to_svg(json.dumps(specification(name, lang)))


def walk(part):
    """Every dict inside a specification, itself first."""
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from walk(value)
    elif isinstance(part, list):
        for value in part:
            yield from walk(value)


def data(chart):
    """All rows that a chart carries, in one list."""
    return [row for rows in chart.to_dict()["datasets"].values() for row in rows]


def title(chart):
    return " ".join(chart.to_dict()["title"]["text"])


# -- What holds for every chart ----------------------------------------------------------------


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_words_beside_a_mark_end_before_the_next_mark(lang):
    chart = charts.effect_groups(load_case("contoh").effects, lang).to_dict()
    marks, beside = chart["layer"][:2]
    mark = marks["mark"]
    room = chart["width"]["step"] + mark["xOffset"] - beside["mark"]["dx"] - mark["size"] ** 0.5 / 2
    words = {row["words"] for row in chart["datasets"][beside["data"]["name"]]}
    assert len(words) > 5
    assert {w for w in words if beside["mark"]["fontSize"] * wide(w) > room} == set()


def test_every_public_chart_is_among_those_tested():
    public = {n for n in charts.__all__ if callable(getattr(charts, n))}
    assert public == {name.split()[0].strip(",") for name in DRAWN}


@ONE_LANGUAGE
def test_chart_compiles_and_is_no_wider_than_a_page(name, lang):
    svg = drawn(name, lang)
    # A group of marks without a mark is a picture without a name for a screen reader.
    assert not re.search(r'<g class="mark-\w+[^>]*role="graphics-symbol"[^>]*(/>|></g>)', svg)
    width = float(re.search(r'<svg [^>]*?width="([\d.]+)"', svg)[1])
    assert 200 < width <= 720
    assert "…" not in svg  # Vega cuts a label that does not fit


@ONE_LANGUAGE
def test_no_words_are_smaller_than_eleven_pixels(name, lang):
    svg = drawn(name, lang)
    sizes = {float(size) for size in re.findall(r'font-size="([\d.]+)px"', svg)}
    assert sizes and min(sizes) >= 11


@LANGUAGES
@EVERY
def test_chart_has_a_title_and_a_description_that_says_more(name, lang):
    spec = specification(name, lang)
    words = " ".join(spec["title"]["text"])
    assert words
    assert spec["description"].startswith(words)
    assert len(spec["description"]) > len(words) + 40


@EVERY
def test_english_and_indonesian_words_differ(name):
    english, indonesian = specification(name, "en"), specification(name, "id")
    assert english["title"]["text"] != indonesian["title"]["text"]
    assert english["description"] != indonesian["description"]


@EVERY
def test_colours_are_those_of_okabe_and_ito_or_greys(name):
    found = set(re.findall(r"#[0-9A-Fa-f]{6}\b", json.dumps(specification(name, "en"))))
    grey = {colour for colour in found if colour[1:3] == colour[3:5] == colour[5:7]}
    assert found - grey <= set(charts.PALETTE.values())
    # No scheme and no colour by name slips in beside them.
    assert '"scheme"' not in json.dumps(specification(name, "en"))


@EVERY
def test_colour_never_tells_anything_alone(name):
    tells = {"shape", "strokeDash", "text", "strokeWidth", "size", "fillOpacity"}
    coloured, otherwise = set(), set()
    for part in walk(specification(name, "en")):
        for channel, definition in part.get("encoding", {}).items():
            if isinstance(definition, dict) and "field" in definition:
                if channel in ("color", "fill", "stroke"):
                    coloured.add(definition["field"])
                elif channel in tells:
                    otherwise.add(definition["field"])
    assert coloured <= otherwise


@EVERY
def test_a_chart_stays_small_in_a_notebook(name):
    # Fifteen lessons of at most 500 kB: a dozen charts of 40 kB leave room for everything else.
    assert len(json.dumps(specification(name, "id"))) < 40_000


@LANGUAGES
@EVERY
def test_title_says_fictional_exactly_where_the_case_is(name, lang):
    words = " ".join(specification(name, lang)["title"]["text"])
    uses_contoh = "CONTOH" in inspect.getsource(DRAWN[name]).split("lambda", 2)[1]
    assert (terms.text("term.fictional", lang) in words) is uses_contoh


@EVERY
def test_the_same_chart_twice_is_the_same_to_the_letter(name):
    with debug_mode(False):  # it is looked through once, by `specification`
        again = DRAWN[name]("en").to_dict(validate=False)
    assert json.dumps(again) == json.dumps(specification(name, "en"))


def test_unknown_language_is_refused():
    with pytest.raises(terms.InputError, match="'ms'.*en, id"):
        charts.recommendation_matrix("ms")


def test_the_language_of_setup_is_the_default():
    try:
        notebook.setup("id")
        assert title(charts.recommendation_matrix()) == "Sasaran tiap saran"
    finally:
        notebook.setup("en")
        alt.renderers.enable("default")


def test_an_indonesian_chart_writes_decimals_with_a_comma():
    chart = DRAWN["capitals"]("id")
    svg = vl_convert.vegalite_to_svg(chart.to_json())
    before = welfare.capital_profile(CONTOH.measurements).loc["natural_capital", "before"]
    assert f">{before:.3g}<".replace(".", ",") in svg


@pytest.mark.parametrize(
    "empty",
    [
        lambda: charts.activities_by_component(_emptied("components", "activities")),
        lambda: charts.overlap_matrix(_emptied("activities")),
        lambda: charts.ladder(
            participation.distribution(CONTOH.participation.iloc[:0], by="group")
        ),
        lambda: charts.effect_groups(TELANG.effects.iloc[:0]),
        lambda: charts.gains({}, "income"),
        lambda: charts.targeting(welfare.targeting(CONTOH.measurements.iloc[:0])),
        lambda: charts.lorenz_curves({}),
        lambda: charts.factor_matrix(factors.presence({})),
        lambda: charts.triangulation_matrix(factors.triangulation(TELANG.factors.iloc[:0])),
        lambda: charts.causal_map(CausalMap.from_links(TELANG.links.iloc[:0])),
        lambda: charts.driving_dependence(CausalMap.from_links(TELANG.links.iloc[:0])),
    ],
)
def test_nothing_recorded_is_said_and_not_an_error(empty):
    chart = empty()
    vl_convert.vegalite_to_svg(chart.to_json())
    assert chart.to_dict()["description"].endswith("Nothing recorded, so nothing to draw.")


def _emptied(*tables):
    case = load_case("telang")
    case.tables = {n: t.iloc[:0] if n in tables else t for n, t in case.tables.items()}
    return case


# -- Rubric ------------------------------------------------------------------------------------


def test_grid_marks_the_level_judged_and_the_others_that_are_plausible():
    rows = [row for row in data(charts.criteria_grid(CONTOH)) if "kind" in row]
    assert len(rows) == 17  # 4 + 4 + 4 + 5 levels
    # datasets/contoh/judgements: 2, 2 (1-2), 2, 3 (2-3)
    marked = {kind: [row["level"] for row in rows if row["kind"] == kind] for kind in _KINDS}
    assert marked["judged"] == ["● 2", "● 2", "● 2", "● 3"]
    assert marked["plausible"] == ["○ 1", "○ 2"]
    assert len(marked["other"]) == 17 - 4 - 2


_KINDS = ("judged", "plausible", "other")


def test_grid_of_a_profile_says_what_is_not_judged():
    chart = charts.criteria_grid(Profile(1, None, 2, 4))
    assert "Shared goal: not judged." in chart.to_dict()["description"]
    assert "Not judged: Shared goal." in chart.to_dict()["title"]["subtitle"]


def test_side_by_side_says_that_table_2_1_does_not_define_telang():
    said = charts.side_by_side([TELANG, BETUMPANG]).to_dict()["description"]
    assert (
        "Telang: Fragmented (rule: System-first rule); by Table 2.1 row by row: not defined."
        in said
    )
    assert "Batu Betumpang: Less synergetic" in said


def test_side_by_side_draws_dots_at_the_levels_on_one_scale():
    chart = charts.side_by_side([TELANG, BETUMPANG])
    dots = [row for row in data(chart) if "kind" in row and "to" not in row]
    xs = [row["x"] for row in dots]
    step = (xs[1] - xs[0]) / (2 - 1)  # system: Telang 1, Batu Betumpang 2
    assert [round((x - xs[0]) / step) + 1 for x in xs] == [1, 2, 1, 2, 2, 2, 3, 3]


@pytest.mark.parametrize("number", [1, 5])
def test_side_by_side_takes_two_to_four_areas(number):
    with pytest.raises(terms.InputError, match=f"two to 4 areas; found: {number}"):
        charts.side_by_side([TELANG] * number)


def test_decision_map_shows_62_defined_and_258_undefined_profiles():
    spec = charts.decision_map(decision_table()).to_dict()
    assert [panel["title"]["subtitle"] for panel in spec["hconcat"]] == [
        "62 of 320 have a category",
        "320 of 320 have a category",
        "320 of 320 have a category",
    ]
    assert "Table rule: 62 of 320 have a category. Synergism 1;" in spec["description"]
    assert "not defined 258." in spec["description"]


def test_decision_map_gives_every_profile_a_place_of_its_own():
    (rows,) = charts.decision_map(decision_table()).to_dict()["datasets"].values()
    assert len({(row["x"], row["y"]) for row in rows}) == 320
    # The full profile (3, 3, 3, 4) stands in the upper right corner and is synergism.
    corner = max(rows, key=lambda row: (row["x"], row["y"]))
    assert {corner[rule] for rule in ("strict", "system_gate", "weakest_dimension")} == {"0"}


def test_readings_count_the_profiles_of_each_rule():
    found = BETUMPANG.readings()
    rows = data(charts.readings(found, case=BETUMPANG))
    rows = [row for row in rows if row.get("words") and row["column"] == "Table rule"]
    strict = [int(row["words"]) for row in rows]
    assert sum(strict) == len(found)


# -- Who does what -----------------------------------------------------------------------------


def test_activities_of_telang_are_59_with_one_hollow():
    chart = charts.activities_by_component(TELANG)
    marks = [row for row in data(chart) if "stated" in row]
    assert len(marks) == 59  # 58 stated and one inferred: problem C2
    assert [row["component"] for row in marks if not row["stated"]] == ["Bank Sumsel"]
    assert "Hollow mark" in chart.to_dict()["title"]["subtitle"][0]


@pytest.mark.parametrize("case", [TELANG, BETUMPANG], ids=lambda case: case.name)
def test_all_25_components_are_drawn_also_those_outside(case):
    chart = charts.activities_by_component(case)
    ends = [row for row in data(chart) if row.get("words")]
    assert len(ends) == 25
    outside = components.outside(case.components, case.activities)
    assert sum(row["words"] == "no activity" for row in ends) == len(outside)


@LANGUAGES
def test_a_count_of_activities_says_that_it_is_no_measure_of_effort(lang):
    spec = charts.activities_by_component(TELANG, lang).to_dict()
    note = terms.text(components.NOT_EFFORT, lang)
    assert note in spec["description"]
    assert note in " ".join(spec["title"]["subtitle"])


@LANGUAGES
def test_an_overlap_says_that_it_is_no_proof(lang):
    spec = charts.overlap_matrix(TELANG, lang).to_dict()
    note = terms.text(components.NOT_PROOF, lang)
    assert note in spec["description"]
    assert note in " ".join(spec["title"]["subtitle"])


def test_a_component_without_an_indonesian_name_is_shown_in_english():
    case = load_case("telang")
    case.tables["components"] = case.components.assign(name_id=None)
    names = {row["component"].replace("\n", " ") for row in data(_activities_id(case))}
    assert "PDAM (water company)" in names


def _activities_id(case):
    return charts.activities_by_component(case, "id")


# -- Participation and welfare -----------------------------------------------------------------


def test_ladder_draws_all_six_rungs_and_the_counts_given():
    table = pd.DataFrame({"group": ["a", "a", "b"], "rung": [2, 5, 2]})
    chart = charts.ladder(participation.distribution(table, by="group"))
    assert [(row["row"], row["n"]) for row in data(chart)] == [("a", 1), ("a", 1), ("b", 1)]
    spec = chart.to_dict()
    (axis,) = {
        tuple(part["encoding"]["x"]["scale"]["domain"])
        for part in walk(spec)
        if "x" in part.get("encoding", {})
    }
    assert [head[0] for head in axis] == list("123456")


def test_a_ladder_of_shares_writes_percent():
    svg = vl_convert.vegalite_to_svg(DRAWN["ladder of shares"]("en").to_json())
    assert re.search(r">\d+%<", svg)


def test_a_capital_that_was_not_measured_says_so():
    table = pd.DataFrame(
        {
            "unit": ["h1", "h1", "h2"],
            "indicator": ["human_capital", "human_capital", "social_capital"],
            "period": ["before", "after", "after"],
            "value": [50.0, 40.0, 10.0],
        }
    )
    chart = charts.capitals(welfare.capital_profile(table))
    vl_convert.vegalite_to_svg(chart.to_json())
    assert [r["row"] for r in data(chart) if r.get("words") == "not measured"] == [
        "Natural capital",
        "Financial capital",
        "Physical capital",
    ]
    # A fall: the number of "after" stands to the left, where it cannot meet that of "before".
    sides = {(r["row"], r["period"]): r["left"] for r in data(chart) if "left" in r}
    assert sides["Human capital", "after"] == 1
    assert sides["Human capital", "before"] == 0
    assert "Social capital: not measured → 10." in chart.to_dict()["description"]


def test_a_falling_cost_of_basic_needs_speaks_for_welfare():
    rows = data(charts.effect_groups(TELANG.effects))
    cost = {r["column"]: r for r in rows if r["row"] == "– Cost of basic needs" and "kind" in r}
    assert cost["direction"]["kind"] == "speaks for welfare"  # Table 4.2, row 4c
    words = {
        r["column"]: r["words"]
        for r in rows
        if r["row"] == "– Cost of basic needs" and "words" in r
    }
    assert words == {
        "direction": "falls",
        "breadth": "for most",
        "optimal": "no",
        "even": "no",
    }


def test_what_table_4_2_leaves_open_is_drawn_as_not_judged():
    rows = data(charts.effect_groups(TELANG.effects))
    reach = [r["words"] for r in rows if r["row"] == "Reach of the poor" and "words" in r]
    assert reach == ["not judged", "not judged", "no", "no"]


def test_gains_name_the_gap_and_that_no_tolerance_was_declared():
    found = welfare.evenness([10, 10, 8, 8], ["centre"] * 2 + ["hinterland"] * 2, None)
    said = charts.gains({"zone": found}, "income").to_dict()["description"]
    # 10 - 8
    assert "Zone: gap 2, not judged: no tolerance declared. centre (n = 2): 10; hinterland" in said


def test_targeting_puts_the_errors_where_they_arise():
    found = welfare.targeting(CONTOH.measurements)
    chart = charts.targeting(found)
    vl_convert.vegalite_to_svg(chart.to_json())
    rows = [row for row in data(chart) if "words" in row]
    poor = found.set_index("threshold").loc["poor"]
    for panel in (rows[:4], rows[4:]):
        assert sum(row["n"] for row in panel) == poor["n"] == 200
    hit, missed, others, rest = rows[:4]
    assert hit["n"] == poor["n_poor_served"]
    assert hit["n"] + missed["n"] == poor["n_poor"]
    assert hit["n"] + others["n"] == poor["n_served"]
    assert "exclusion error" in missed["words"] and missed["kind"] == "error"
    assert "inclusion error" in others["words"] and others["kind"] == "error"
    assert (rest["kind"], hit["kind"]) == ("right", "right")


def test_a_long_lorenz_curve_is_thinned_but_keeps_its_ends():
    chart = charts.lorenz_curves({"before": welfare.lorenz(list(range(1, 401)))})
    points = [row for row in data(chart) if row.get("curve")]
    assert len(points) == 51
    assert (points[0]["share_of_total"], points[-1]["share_of_total"]) == (0, 1)


def test_a_short_lorenz_curve_keeps_every_point_and_the_user_s_name():
    chart = charts.lorenz_curves({"rice land": welfare.lorenz([1, 3])}, ginis={"rice land": 0.25})
    points = [row for row in data(chart) if row.get("curve")]
    assert [row["share_of_total"] for row in points] == [0, 0.25, 1]
    assert {row["curve"] for row in points} == {"rice land (Gini 0.25)"}


def test_at_most_four_lorenz_curves():
    with pytest.raises(terms.InputError, match="at most 4 curves in one chart; found: 5"):
        charts.lorenz_curves({str(n): welfare.lorenz([1, 2]) for n in range(5)})


# -- Factors -----------------------------------------------------------------------------------


def test_factor_matrix_shows_9_drivers_and_15_constraints_at_telang_14_and_16_at_betumpang():
    tables = {case.name: case.factors for case in (TELANG, BETUMPANG)}
    chart = charts.factor_matrix(factors.presence(tables), cases=[TELANG, BETUMPANG])
    rows = [row for row in data(chart) if row.get("kind")]
    count = {}
    for row in rows:
        place = " ".join(row["column"].split())
        count[place] = count.get(place, 0) + 1
    assert count == {  # Table 4.3
        "Telang driver": 9,
        "Telang constraint": 15,
        "Batu Betumpang driver": 14,
        "Batu Betumpang constraint": 16,
    }


def test_a_dash_stands_where_table_4_3_has_no_finding():
    chart = charts.factor_matrix(factors.presence({"telang": TELANG.factors}), cases=[TELANG])
    dashes = {(r["row"], r["column"].split()[-1]) for r in data(chart) if r.get("words") == "–"}
    assert ("Trust", "constraint") in dashes  # problem E2
    assert len(dashes) == 2 * 17 - 9 - 15


def test_triangulation_of_the_paper_rests_on_sources_that_are_not_stated():
    said = charts.triangulation_matrix(factors.triangulation(TELANG.factors)).to_dict()
    # Table 4.3: 9 + 15 claims, and no source for any of them (problem F5).
    assert (
        "Kinds of source behind 24 claims. several kinds: 0. one kind: 0. not stated: 24."
        in (said["description"])
    )


def test_leadership_alone_has_no_recommendation_of_its_own():
    chart = charts.recommendation_matrix()
    assert "with no recommendation of its own: Leadership. Aims at none of these: R11." in (
        " ".join(chart.to_dict()["title"]["subtitle"])
    )
    marks = [row for row in data(chart) if row.get("kind")]
    assert [row["row"][:3] for row in marks if row["column"] == "Leadership"] == ["R15"]
    targets = [t for r in framework.table("recommendations") for t in r["targets"].split("; ") if t]
    assert len(marks) == len(targets)


# -- Problem tree ------------------------------------------------------------------------------


def arrows(chart):
    found = {}
    for row in data(chart):
        if "firm" in row:
            found.setdefault(row["link"], []).append(row)
    return found


def test_every_link_is_an_arrow_that_rises_from_cause_to_effect():
    found = arrows(charts.causal_map(BOTH))
    assert len(found) == len(BOTH.links)
    for points in found.values():
        heights = [point["y"] for point in points]
        assert heights == sorted(heights, reverse=True)  # y runs downwards


def test_only_the_links_of_the_path_are_highlighted():
    path = ["collaborative_capability", "collaboration_system", "readiness", "synergism"]
    chart = charts.causal_map(BOTH, paths=[path])
    bold = [points for points in arrows(chart).values() if points[0]["kind"] == "path"]
    assert len(bold) == 3
    boxes = {row["name"] for row in data(chart) if row.get("kind") == "path" and "name" in row}
    assert boxes == {"Collaborative\ncapability", "Collaboration\nsystem", "Readiness", "Synergism"}
    svg = vl_convert.vegalite_to_svg(chart.to_json())
    assert svg.count('stroke="#D55E00" stroke-width="3"') >= 3


def test_a_link_without_finding_or_table_is_dashed():
    links = pd.DataFrame(
        {
            "cause": ["leadership", "leadership", "trust"],
            "effect": ["trust", "trust", "synergism"],
            "basis": ["claim", "finding", "literature"],
            "source": ["x", "y", "z"],
        }
    )
    chart = charts.causal_map(CausalMap.from_links(links))
    assert [points[0]["firm"] for points in arrows(chart).values()] == [1, 0]
    assert "Dashed arrow" in chart.to_dict()["description"]
    tips = {row["basis"]: row["source"] for row in data(chart) if "basis" in row}
    assert tips == {"claim, finding": "x; y", "literature": "z"}


def test_the_feedback_of_a_cycle_is_named():
    said = charts.causal_map(tree(CONTOH)).to_dict()["description"]
    assert (
        "Feedback, each leads to the others: Communication, Community participation, Trust." in said
    )


def test_the_map_says_that_it_is_no_figure_of_the_paper():
    chart = charts.causal_map(BOTH)
    assert "not a figure of the paper" in " ".join(chart.to_dict()["title"]["subtitle"])


def test_what_loses_every_trigger_is_marked_in_words():
    chart = DRAWN["causal_map with a what-if"]("en")
    marks = {row["name"].replace("\n", " "): row["mark"] for row in data(chart) if row.get("mark")}
    released = tree(CONTOH).released_by("collaborative_planning")
    assert marks.pop("Collaborative planning") == "dealt with"
    assert marks.pop("Collaborative capability") == "start of a chain"
    assert set(marks.values()) == {"no trigger left"} and len(marks) == len(released)


def test_free_labels_of_a_matrix_are_drawn_as_they_stand():
    chart = charts.causal_map(CausalMap.from_matrix([[0, 1], [0, 0]], ["my cause", 7]))
    vl_convert.vegalite_to_svg(chart.to_json())
    assert {row["name"] for row in data(chart) if "name" in row} == {"my cause", "7"}


def test_driving_dependence_places_each_node_at_its_two_counts():
    chart = charts.driving_dependence(BOTH)
    power, dependence = BOTH.driving_power(), BOTH.dependence()
    marks = {(row["x"], row["y"]) for row in data(chart) if "kind" in row}
    assert marks == {(dependence[node], power[node]) for node in BOTH.nodes}
    named = ", ".join(row["words"].replace("\n", " ") for row in data(chart) if "words" in row)
    assert len(named.split(", ")) == len(BOTH.nodes)


@st.composite
def maps(draw):
    """A map of up to twelve nodes, with and without cycles."""
    size = draw(st.integers(2, 12))
    cells = draw(st.lists(st.integers(0, 3), min_size=size**2, max_size=size**2))
    rows = [[int(cell == 0) for cell in cells[n * size : (n + 1) * size]] for n in range(size)]
    return CausalMap.from_matrix(rows, [f"node {n}" for n in range(size)])


@settings(max_examples=60, deadline=None)
@given(maps())
def test_no_two_arrows_begin_or_end_at_one_point(causal_map):
    levels = [sorted(level) for level in causal_map.levels()]
    pairs = [(link.cause, link.effect) for link in causal_map.links if link.cause != link.effect]
    plan = layout.layered(pairs, levels)
    # An arrow down into a box ends 4 pixels above its edge, where another may begin.
    ends = [(x, round(y / 10)) for route in plan.arrows.values() for x, y in (route[0], route[-1])]
    assert len(set(ends)) == len(ends)


def test_arrows_of_a_loop_run_apart():
    loop = [("a", "b"), ("b", "c"), ("c", "a")]
    plan = layout.layered(loop, [["a", "b", "c"]])
    runs = {pair: sorted((route[1][0], route[2][0])) for pair, route in plan.arrows.items()}
    heights = {pair: route[1][1] for pair, route in plan.arrows.items()}
    for one, other in itertools.combinations(loop, 2):
        meet = runs[one][0] < runs[other][1] and runs[other][0] < runs[one][1]
        assert not (meet and heights[one] == heights[other])
    assert heights["c", "a"] < min(heights["a", "b"], heights["b", "c"])  # y runs downwards


@settings(max_examples=60, deadline=None)
@given(maps())
def test_boxes_never_cover_one_another_nor_leave_the_chart(causal_map):
    levels = [sorted(level) for level in causal_map.levels()]
    pairs = [(link.cause, link.effect) for link in causal_map.links]
    plan = layout.layered(pairs, levels)
    wide, tall = layout.BOX
    assert set(plan.boxes) == set(causal_map.nodes) and set(plan.arrows) == set(pairs)
    for x, y in plan.boxes.values():
        assert wide / 2 <= x + 0.1 and x - 0.1 <= plan.width - wide / 2
        assert tall / 2 <= y <= plan.height - tall / 2
    for (x, y), (other_x, other_y) in itertools.combinations(plan.boxes.values(), 2):
        assert abs(x - other_x) >= wide or abs(y - other_y) >= tall


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 17), st.integers(0, 17)),
        st.sampled_from(["Trust", "Community participation", "Agreement,\nlegitimacy"]),
        min_size=1,
        max_size=8,
    )
)
def test_labels_find_a_side_of_their_point(spots):
    words = {(x * 30.0, y * 30.0): label for (x, y), label in spots.items()}
    sides = layout.beside(words, 520)
    assert set(sides) == set(words)


# -- Ideas and arithmetic to play with ----------------------------------------------------------


def drawn_at(chart, **values):
    """The chart as SVG with its sliders at these values."""
    spec = chart.to_dict()
    assert {param["name"] for param in spec["params"]} == set(values)
    for param in spec["params"]:
        assert param["bind"]["min"] <= values[param["name"]] <= param["bind"]["max"]
        param["value"] = values[param["name"]]
    return vl_convert.vegalite_to_svg(json.dumps(spec))


@pytest.mark.parametrize(
    ("plantings", "tonnes", "words"), [(1, 3, "3.00 = 4.5 ×"), (2, 4, "8.00 = 12.0 ×")]
)
def test_rice_of_the_ends_of_section_4_2_is_4_5_to_12_times_as_much(plantings, tonnes, words):
    chart = DRAWN["rice_in_a_year"]("en")
    assert words in drawn_at(chart, plantings=plantings, tonnes=tonnes)
    assert "4.5 to 12 times" in chart.to_dict()["description"]


def test_rice_in_a_year_says_that_per_planting_is_our_assumption():
    subtitle = DRAWN["rice_in_a_year"]("en").to_dict()["title"]["subtitle"]
    assert "assumption" in " ".join(subtitle)


@pytest.mark.parametrize("market", [0, 45, 90])
def test_the_toy_always_shares_one_hundred(market):
    svg = drawn_at(charts.value_added("en"), market=market)
    # Vega tells in words what each bar shows, and the number beside it once more.
    shares = re.findall(r'aria-label="of 100, invented: ([\d.]+); who: (\w+)', svg)
    shown = {who: float(share) for share, who in shares}
    assert shown == {"Government": 10, "Business": market, "Community": 90 - market}


@LANGUAGES
def test_the_toy_says_that_its_numbers_are_invented(lang):
    said = title(charts.value_added(lang))
    assert {"en": "invented", "id": "rekaan"}[lang] in said


def test_growth_first_leads_to_growth_and_by_those_who_lose_out_to_poverty():
    links = {row["link"] for row in data(charts.twin_output("en")) if "basis" in row}
    assert links == {
        "growth comes first → growth",
        "growth comes first → those who lose out get no share",
        "those who lose out get no share → poverty",
    }


def test_the_concept_map_rests_on_literature_and_is_ours():
    chart = charts.twin_output("en")
    assert "our drawing" in title(chart)
    assert {row["basis"] for row in data(chart) if "basis" in row} == {"literature"}
    assert {row["firm"] for row in data(chart) if "firm" in row} == {0}


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_a_criterion_has_room_in_its_cell(lang):
    terms.choose(lang)
    grid = charts.criteria_grid("telang").to_dict()
    cells = [row for rows in grid["datasets"].values() for row in rows if "level" in row]
    most = max(row["words"].count("\n") + 1 for row in cells)
    assert most >= 3
    assert grid["layer"][0]["mark"]["height"] >= 24 + 13 * most  # where words begin; a line
