"""Each explorer's twin, in a page without Python, shows what the explorer itself would show."""

import itertools
import random

import pytest

from led_synergy import load_case, terms, widgets
from led_synergy.categories import DIMENSIONS, TOP, Profile, classify

EVERY = pytest.mark.parametrize("name", sorted({*widgets.__all__} - {"Explorer"}))
LANGUAGES = pytest.mark.parametrize("lang", terms.LANGUAGES)
STEPS = 40
WORDS = ("padi", "rice", "telang pokja", "", "no such word", "<b>")

SAME = """shown => {
  const page = document.createElement("div");
  page.innerHTML = shown;
  return [document.querySelector(".led-shown").innerHTML, page.innerHTML];
}"""


def opened(watched, explorer):
    watched.page.set_content(f'<!doctype html><meta charset="utf-8">{explorer.twin}')
    return watched.page.locator("[data-control]").all()


def made(name, lang):
    case = [load_case("telang")] if name == "RubricExplorer" else []
    return getattr(widgets, name)(*case, lang=lang)


def shows_the_same(watched, explorer):
    twin, own = watched.page.evaluate(SAME, explorer._page_now.value)
    assert twin == own


@EVERY
@LANGUAGES
def test_the_twin_shows_what_the_explorer_shows_after_every_choice(name, lang, watched):
    explorer = made(name, lang)
    fields = opened(watched, explorer)
    shows_the_same(watched, explorer)
    dice = random.Random(f"{name} {lang}")
    for _ in range(STEPS):
        field, control = dice.choice(list(zip(fields, explorer.controls.values(), strict=True)))
        if hasattr(control, "options"):
            control.index = dice.randrange(len(control.options))
            field.select_option(index=control.index)
        else:
            control.value = dice.choice(WORDS)
            field.fill(control.value)
        shows_the_same(watched, explorer)
    assert (watched.outside, watched.errors) == ([], [])


@EVERY
def test_the_twin_of_an_explorer_that_was_used_begins_where_it_was_left(name, watched):
    explorer = made(name, "en")
    for control in explorer.controls.values():
        if hasattr(control, "options"):
            control.index = len(control.options) - 1
        else:
            control.value = "pokja"
    opened(watched, explorer)
    shows_the_same(watched, explorer)


@EVERY
def test_the_answer_alone_is_read_aloud_after_a_choice(name, watched):
    fields = opened(watched, made(name, "en"))
    live = watched.page.locator("[aria-live]")
    assert live.count() > 0
    assert watched.page.locator("[aria-live] table, [aria-live] figure").count() == 0
    before = live.all_inner_texts()
    for field in fields:
        if field.evaluate("field => field.matches('select')"):
            field.select_option(index=field.locator("option").count() - 1)
        else:
            field.fill("rice")
    assert live.all_inner_texts() != before


@EVERY
def test_the_keyboard_is_enough(name, watched):
    explorer = made(name, "en")
    fields = opened(watched, explorer)
    assert len(fields) == len(explorer.controls) > 0
    shown = watched.page.locator(".led-shown")
    for field in fields:
        watched.page.keyboard.press("Tab")
        assert field.evaluate("field => field === document.activeElement")
        assert field.evaluate("field => field.labels[0].querySelector('span').textContent")
        words = shown.inner_html()
        if field.evaluate("field => field.matches('select')"):
            last = field.evaluate("field => field.selectedIndex === field.length - 1")
            watched.page.keyboard.press("ArrowUp" if last else "ArrowDown")
        else:
            watched.page.keyboard.type("xx")
        assert shown.inner_html() != words


@LANGUAGES
def test_the_twin_of_the_rubric_names_the_category_of_all_320_profiles(lang, watched):
    opened(watched, widgets.RubricExplorer(lang=lang))
    profiles = list(itertools.product(*(range(TOP[name] + 1) for name in DIMENSIONS)))
    answers = watched.page.evaluate(
        """profiles => profiles.map(levels => {
          const fields = [...document.querySelectorAll("[data-control]")];
          fields.forEach((field, place) => { field.selectedIndex = levels[place] + 1; });
          fields[0].dispatchEvent(new Event("change", {bubbles: true}));
          return document.querySelector("[data-slot=answer]").textContent;
        })""",
        profiles,
    )
    assert len(answers) == 320
    for levels, answer in zip(profiles, answers, strict=True):
        assert answer == classify(Profile(*levels)).explain(lang).splitlines()[0]
