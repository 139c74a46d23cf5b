"""Every explorer, and the form, of every half-filled area: it shows, or says what is missing."""

import inspect
import re

import ipywidgets
import pandas as pd
import pytest

from led_synergy import framework, terms, welfare, widgets
from led_synergy.case import load_case
from led_synergy.widgets import CaseBuilder, html

from .areas import AREAS, each_of, measured, whole
from .test_charts import MADE, NOT_SAID, half_of_odd

LANGUAGES = pytest.mark.parametrize("lang", terms.LANGUAGES)

# How a notebook calls each of them with an area.
MAKERS = {
    "RubricExplorer": lambda case: widgets.RubricExplorer(case),
    "EffectLab": lambda case: widgets.EffectLab(case),
    "LadderExplorer": lambda case: widgets.LadderExplorer(case),
    "ProblemTreeExplorer": lambda case: widgets.ProblemTreeExplorer([case, "telang"]),
    "EvidenceBrowser": lambda case: widgets.EvidenceBrowser([case]),
    "CaseComparer": lambda case: widgets.CaseComparer(case, "telang"),
    "CaseBuilder": lambda case: CaseBuilder(case=case),
    "SupportExplorer": lambda case: widgets.SupportExplorer(case),
    "CodingPractice": lambda case: widgets.CodingPractice(),
    "JudgingPractice": lambda case: widgets.JudgingPractice(7),
}
OF_AN_AREA = [name for name in MAKERS if name not in ("CodingPractice", "JudgingPractice")]


def test_every_explorer_and_the_form_are_among_those_tested():
    assert MAKERS.keys() == {*widgets.__all__} - {"Explorer"}


def shown(box):
    """All that a reader meets: words, page; a class that hides is no word."""
    page = box.twin if isinstance(box, CaseBuilder) else box._page_now.value
    return box.words + html.plain(page)


@each_of(OF_AN_AREA, share=3)
def test_an_explorer_of_a_half_filled_area_shows_or_says_what_is_missing(name, area, lang):
    with terms.speaking(lang):
        try:
            box = MAKERS[name](MADE[area])
        except terms.InputError as error:
            assert len(str(error)) > 20 and not NOT_SAID.search(str(error)), str(error)
            return
    assert box.lang == lang
    controls = [c for c in box.controls.values() if isinstance(c, ipywidgets.Dropdown)]
    # Of the form, each step: its list of rows changes nothing that is shown.
    for control in controls[:1] if name == "CaseBuilder" else controls:
        for index in range(len(control.options)):
            control.index = index
            said = box.words.replace("| None |", "|")  # in a row of the form, rung 1
            assert not NOT_SAID.search(said), said
        control.index = 0
    assert "<div" in box.twin
    box.close()


def test_most_explorers_of_most_areas_show():
    made, some = 0, list(MADE.values())[::8]
    for case in some:
        for name in OF_AN_AREA:
            try:
                MAKERS[name](case).close()
                made += 1
            except terms.InputError:
                pass
    assert made > 0.6 * len(some) * len(OF_AN_AREA)


# -- What each kind of half-filled area once hid -----------------------------------------------


def test_a_dimension_without_a_level_is_not_judged_and_a_range_is_marked():
    assert widgets.RubricExplorer(AREAS["a dimension without a level"]()).profile.process is None
    explorer = widgets.RubricExplorer(AREAS["a range without a level"]())
    looks = [explorer.value(f"system {level}") for level in range(4)]
    assert looks == ["led-off", "led-may", "led-may", "led-off"]


def test_rounds_are_never_mixed():
    explorer = widgets.RubricExplorer(AREAS["two rounds that differ"]())
    assert explorer.profile.levels == (3, 2, 2, 3)
    assert explorer.value("system 0") == "led-off"


def test_a_percentage_better_than_a_loss_is_no_benchmark():
    lab = widgets.EffectLab(AREAS["a mean loss before"]())
    lab.controls["benchmark"].value = 10
    (income,) = [line for line in lab.words.splitlines() if line.startswith("Income | ")]
    assert income.split(" | ")[1].startswith("-") or income.split(" | ")[1].startswith("−")
    assert income.split(" | ")[3:5] == ["–", "–"]
    assert not re.search(r"width=\"-|NaN", lab._page_now.value)


def _zone_known_of_half(table):
    table.loc[table["unit"].isin(sorted(set(table["unit"]))[::2]), "zone"] = ""
    return table


@pytest.mark.parametrize(
    "area",
    [
        lambda: load_case("contoh"),
        AREAS["a mean loss before"],
        AREAS["half of the households measured once"],
        AREAS["a group of one"],
        lambda: measured(_zone_known_of_half),
    ],
)
def test_the_lab_judges_what_was_measured_as_welfare_does(area):
    case = area()
    lab = widgets.EffectLab(case)
    lab.controls["benchmark"].value = "declared"
    lab.controls["tolerance"].value = 0.05
    found = welfare.effects_from(case.measurements, case.benchmarks, 0.05).set_index("indicator")
    judged = lab.effects.set_index("indicator")
    alike = [key for key in lab._units if found.loc[key, "effect_group"] != "reach_of_poor"]
    assert len(alike) > 3
    for column in ("optimal", "even"):
        assert judged.loc[alike, column].to_dict() == found.loc[alike, column].to_dict()


def test_only_units_measured_twice_are_compared_and_the_others_are_told():
    half = widgets.EffectLab(AREAS["half of the households measured once"]())
    units = sorted(set(whole().measurements["unit"]))
    assert len(half._units["income"]) == len(units) - len(units) // 2
    assert terms.text("note.measured_once", n=len(units) // 2) in half.words


def test_areas_and_components_of_one_name_stay_two():
    same = AREAS["two components of one name"]
    browser = widgets.EvidenceBrowser([same(), same()])
    assert {row["area"] for row in browser.rows} == {"desa", "desa (2)"}
    assert {row["of"].split(" · ")[1] for row in browser.rows} == {"Farmers", "Farmers (2)"}
    browser.controls["area"].value = "desa (2)"
    assert len(browser.rows) == 2
    comparer = widgets.CaseComparer(same(), same())
    assert {"Community · Farmers", "Community · Farmers (2)"} <= {
        row[0] for row in comparer.rows["activities"]
    }
    tree = widgets.ProblemTreeExplorer(["telang", "telang"])
    assert [words for words, _ in tree.controls["area"].options][1:] == ["Telang", "Telang (2)"]


# -- Very many rows ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def many():
    case = AREAS["two components of one name"]()
    work = case.activities.iloc[:1]
    table = work.loc[work.index.repeat(100_000)].reset_index(drop=True)
    table["activity"] = [f"a{n}" for n in range(len(table))]
    table["name_en"] = [f"Seeds of field {n}" for n in range(len(table))]
    case.tables["activities"] = table
    return widgets.EvidenceBrowser([case])


def test_of_very_many_rows_the_browser_searches_all_and_its_page_carries_the_first(many):
    assert len(many.rows) == 100_000
    many.controls["search"].value = "field 99999"
    assert [row["said"] for row in many.rows] == ["Seeds of field 99999"]
    many.controls["search"].value = ""
    assert len(many.twin.encode()) < 60_000
    assert terms.text("note.carried", n=400, total=100_000) in html.plain(many.twin)


# -- Models ------------------------------------------------------------------------------------


def models():
    return len(ipywidgets.widgets.widget._instances)


@pytest.mark.parametrize("name", MAKERS)
def test_a_box_that_is_closed_leaves_no_model_behind(name):
    case = whole()
    before = models()
    box = MAKERS[name](case)
    assert models() > before
    box.close()
    assert models() == before


def test_a_cell_that_is_run_again_leaves_nothing_of_the_run_before(monkeypatch):
    runs = iter([("cell 1", "a"), ("cell 1", "b"), ("cell 2", "c"), ("cell 1", "d")])
    now = {}
    monkeypatch.setattr(html, "_cell", lambda: now["cell"])
    found = []
    for _ in range(4):
        now["cell"] = next(runs)
        found.append((widgets.RubricExplorer("telang").model_id, models()))
    names, counts = zip(*found, strict=True)
    assert names[0] == names[1] == names[3]  # the same cell shows the same box again
    assert names[2] != names[0]  # two alike stay apart
    assert counts[0] == counts[1] and counts[2] == counts[3]


def test_walking_through_the_form_leaves_no_model_behind():
    form = CaseBuilder(case=whole())
    steps = [key for _, key in form.controls["step"].options]

    def walk():
        for step in (*steps, steps[0]):
            form.controls["step"].value = step
            if not form.controls["change"].disabled:
                form.controls["change"].click()
                form.controls["cancel"].click()
        return models()

    assert walk() == walk()


# -- A name that says what is shown ------------------------------------------------------------


def test_a_box_is_named_after_what_it_shows_in_whatever_order_cells_run():
    made = [widgets.RubricExplorer(name) for name in ("telang", "contoh", "telang")]
    telang, contoh, again = (box.model_id for box in made)
    for box in made:
        box.close()
    later = [widgets.RubricExplorer(name) for name in ("contoh", "telang")]
    assert [box.model_id for box in later] == [contoh, telang]
    assert telang.rsplit("-", 1)[0] == again.rsplit("-", 1)[0] and telang != again
    changed = load_case("telang")
    changed.tables["judgements"] = changed.judgements.assign(lowest=pd.NA, highest=pd.NA)
    other = widgets.RubricExplorer(changed)
    assert other.model_id.rsplit("-", 1)[0] != telang.rsplit("-", 1)[0]
    in_indonesian = widgets.RubricExplorer("telang", "id")
    assert in_indonesian.model_id.rsplit("-", 1)[0] != telang.rsplit("-", 1)[0]
    for box in (*later, other, in_indonesian):
        box.close()


# -- The wrong kind of thing, and languages ----------------------------------------------------


def arguments():
    for name in sorted(MAKERS):
        for parameter in inspect.signature(getattr(widgets, name)).parameters:
            yield name, parameter


@pytest.mark.parametrize(
    ("number", "name", "parameter"), [(n, *one) for n, one in enumerate(arguments())]
)
def test_a_wrong_kind_of_thing_is_told_in_a_sentence(number, name, parameter):
    refused, odd = 0, half_of_odd(number)
    for kind, thing in odd:
        try:
            box = getattr(widgets, name)(**{parameter: thing})
            assert box.words and box.twin
            box.close()
        except terms.InputError as error:
            refused += 1
            for lang in terms.LANGUAGES:
                assert len(error.message(lang)) > 15
        except Exception as error:
            pytest.fail(f"{parameter}={kind}: {type(error).__name__}: {error}")
    assert refused > len(odd) / 2


FAMILIES = ("control", "title", "note", "message", "result", "remark", "check")


@pytest.mark.parametrize("name", MAKERS)
def test_after_indonesian_is_chosen_nothing_speaks_english_and_a_box_keeps_its_language(name):
    different = [
        row
        for row in framework.table("terms")
        if row["key"].split(".")[0] in FAMILIES
        and row["en"] != row["id"]
        and len(row["en"]) > 12
        and "{" not in row["en"]
    ]
    terms.choose("id")
    box = MAKERS[name](whole())
    terms.choose("en")
    for control in box.controls.values():  # redrawn while another language is chosen
        if isinstance(control, ipywidgets.Dropdown):
            control.index = len(control.options) - 1
    said = shown(box) + html.plain(box.twin)
    assert [row["en"] for row in different if row["en"] in said] == []
    assert any(row["id"] in said for row in different)
    box.close()
