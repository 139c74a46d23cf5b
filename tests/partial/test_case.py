"""Whatever reads a case works on every half-filled area, in both languages."""

import json
import re

import pytest
from typer.testing import CliRunner

import led_synergy as led
from led_synergy import terms
from led_synergy.case import compare, load_case, privacy
from led_synergy.cli import app
from led_synergy.exchange import Segment, Segments, add_segments
from led_synergy.report import comparison_report
from led_synergy.report.terminal import plain

from .areas import AREAS, each_area, few_areas, half_of_areas, some_areas

ASIDE = re.compile(r"\b(nan|NaN|(?<!1 )None|NaT)\b|<NA>|\bmap\.|\bvalue\.|\breport\.[a-z_]+\b")


def sound(words):
    """The words, if no missing value of Python and no bare key stands in them."""
    assert words.strip()
    assert not (found := ASIDE.search(words)), words[max(0, found.start() - 80) : found.end() + 40]
    return words


def run(*arguments):
    done = CliRunner().invoke(app, list(map(str, arguments)))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@each_area
def test_a_half_filled_area_is_checked_and_judged(area, lang):
    case = AREAS[area]()
    with terms.speaking(lang):
        sound(case.check().message())
        sound(case.describe())
        sound(case.answer())
        sound(case.title())
    answer = json.loads(json.dumps(case.to_json()))
    assert len(answer["readings"]) == len(case.readings())
    assert case.reading_counts().sum().nunique() == 1
    assert list(case.by_rater()["rater"]) == list(case.raters or ("",))
    assert len(case.agreement()) == 4


@each_area
def test_what_is_not_judged_is_said(area, lang):
    case = AREAS[area]()
    words = case.describe(lang=lang)
    for dimension, found in case.ranges().items():
        if not found.levels:
            name = terms.label("dimensions", dimension, lang)
            assert f"{name}: {terms.text('term.not_judged', lang)}" in words
        elif found.level is None:
            assert f"{found.lowest}" in words and f"{found.highest}" in words
    if not any(found.levels for found in case.ranges().values()):
        assert terms.text("result.nothing_judged", lang, n=320) in words


@half_of_areas
def test_a_half_filled_area_is_compared_with_another_and_with_itself(area, lang):
    case, telang = AREAS[area](), load_case("telang")
    for pair in ([case, telang] if lang == "en" else [telang, case], [case, case]):
        with terms.speaking(lang):
            found = compare(pair)
            sound(plain(comparison_report(found)))
            assert len(found.table()) == len(found.cases)
            sound(json.dumps(found.to_json(), ensure_ascii=False))


@half_of_areas
def test_a_half_filled_area_is_weighed_doubted_given_codes_and_made_anonymous(area, lang):
    case = AREAS[area]()
    keys = [*case.evidence["evidence"].head(1)] if "evidence" in case.tables else []
    coded = Segments("x", (Segment("", "a page", "A", "a passage", "trust", "driver"),), {})
    with terms.speaking(lang):
        said = [case.weighed(), *(hinge.explain() for hinge in case.hinges())]
        said += [voice.name() for voice in case.voices()]
        said += [case.without(*keys).describe(), case.doubting(*keys).describe()]
        said.append(privacy.anonymise(case, b"x" * 32).check().message())
        for words in filter(None, said):
            sound(words)
        assert len(case.whose()) == 1 + len(case.voices())
        assert len(case.support()) == 17  # 4 + 4 + 4 + 5 levels
        if not case.check().errors:
            factors = add_segments(case, coded).factors
            assert len(factors) == 1 + len(case.tables.get("factors", ()))


@some_areas
def test_a_half_filled_area_is_one_of_a_district(area, lang):
    with terms.speaking(lang):
        found = compare([AREAS[area](), load_case("telang"), load_case("batu_betumpang")])
        sound(plain(comparison_report(found)))


@pytest.mark.parametrize("as_folder", [True, False])
@some_areas
def test_a_half_filled_area_is_saved_and_read_again(area, lang, as_folder, tmp_path):
    case = AREAS[area]()
    path = tmp_path / ("desa" if as_folder else "desa.xlsx")
    if not case.tables or case.check().errors:
        with pytest.raises(led.InputError):
            load_case(case.save(path, lang, as_folder=as_folder))
        return
    again = load_case(case.save(path, lang, as_folder=as_folder))
    assert again.ranges() == case.ranges()
    assert again.readings().equals(case.readings())
    assert {n: len(t) for n, t in again.tables.items()} == {
        n: len(t) for n, t in case.tables.items() if len(t)
    }


@few_areas
def test_the_command_line_takes_a_half_filled_area(area, lang, tmp_path):
    case = AREAS[area]()
    path = case.save(tmp_path / "desa", lang, as_folder=True)
    known = 0 if case.tables and not case.check().errors else 2
    for command in (
        ["check", path],
        ["assess", path],
        ["assess", path, "--json"],
        ["compare", path, "telang"],
        ["report", path, "-o", tmp_path / "desa.html"],
    ):
        done = run(*command, *(["--lang", lang]))
        assert done.exit_code == known, done.output
        sound(re.sub(r"null", "", done.output))
