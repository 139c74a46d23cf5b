import json

import pytest
from typer.testing import CliRunner

import led_synergy as led
from led_synergy.cli import app


def test_telang_is_fragmented_in_every_reading_under_both_rules():
    readings = led.load_case("telang").readings()
    assert set(readings["system_gate"]) == {"fragmented"}
    assert set(readings["weakest_dimension"]) == {"fragmented"}


def test_batu_betumpang_falls_to_fragmented_with_a_cautious_goal():
    case = led.load_case("batu_betumpang")
    assert led.classify(case.profile).category == "less_synergetic"
    cautious = case.readings().query("system==2 and shared_goal==1 and process==2 and effect==3")
    assert list(cautious["weakest_dimension"]) == ["fragmented"]
    assert list(cautious["system_gate"]) == ["less_synergetic"]


@pytest.mark.parametrize("name", led.cases())
def test_every_built_in_case_loads_and_is_judged_in_both_languages(name):
    case = led.load_case(name)
    assert case.fictional is (name == "contoh")
    assert case.describe(lang="id") != case.describe(lang="en")


def test_the_command_gives_the_promised_json():
    result = CliRunner().invoke(app, ["assess", "telang", "--json"])
    answer = json.loads(result.stdout)
    assert list(answer) == ["case", "profile", "category", "rule", "strict", "by_rule", "readings"]
    assert answer["category"] == "fragmented" and answer["strict"] is None
    assert len(answer["readings"]) == 4


@pytest.mark.parametrize("arguments", [["nowhere"], ["telang", "--rule", "best"]])
def test_a_mistake_on_the_command_line_ends_with_code_2_and_no_traceback(arguments):
    result = CliRunner().invoke(app, ["assess", *arguments])
    assert result.exit_code == 2
    assert "Traceback" not in result.output


@pytest.fixture
def village(tmp_path):
    case = led.load_case("contoh")
    for name, frame in case.tables.items():
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("dimension,level", "dimension,extra", "missing columns: level"),
        ("system,2", "system,9", "row 2, column level"),
        ("system,2", "systm,2", "column dimension"),
    ],
)
def test_a_wrong_table_says_where_and_what_is_allowed(village, old, new, said):
    file = village / "judgements.csv"
    file.write_text(file.read_text().replace(old, new, 1))
    with pytest.raises(led.InputError, match=said):
        led.load_case(village)


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(led.InputError, match="no table"):
        led.load_case(tmp_path)
