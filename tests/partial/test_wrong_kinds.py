"""Whatever a public function is given: an answer, or one sentence in words; never a traceback."""

import importlib
import inspect
import warnings

import pytest

import led_synergy as led
from led_synergy import terms
from led_synergy.categories import Profile, classify
from led_synergy.problem_tree import CausalMap

from .test_charts import GOOD as OF_CHARTS
from .test_charts import half_of_odd

# Charts and widgets have such a test of their own, with pictures.
ROOMS = ("agreement", "case", "categories", "components", "decision", "exercises", "factors")
ROOMS += ("notebook", "participation", "problem_tree", "report", "welfare")
TELANG, CONTOH = led.load_case("telang"), led.load_case("contoh")
MAP = CausalMap.from_links(TELANG.links)
COMPARED = led.compare("telang", "contoh")
OBJECTS = (TELANG, COMPARED, MAP, classify(Profile(1, 1, 2, 3)), led.Category.ADDITIVE)
# They take only what functions of the same room return.
INNER = {f"categories.{name}" for name in ("changes_in_words", "levels_in_words", "named", "size")}
INNER |= {"components.sector_name", "factors.write_codes"}  # as the explorers call them
# Switches are yes or no, and whoever gives a function of one's own answers for it.
SWITCHES = {"shares", "as_json", "word", "overwrite", "as_folder", "progress", "follow", "sourced"}
GOOD = {
    **OF_CHARTS,
    **{"one": {1: "a"}, "other": {1: "a"}, "given": {"x": 1}, "profile": Profile(1, 1, 1, 1)},
    **{"name_or_path": "telang", "path": "telang", "judged": TELANG, "categories": ()},
    **{"dimension": "system", "level": 1, "components": TELANG.components},
    **{"activities": TELANG.activities, "exercise": "00.1", "answer": 1, "targets": ["trust"]},
    **{"table": TELANG.factors, "tables": {"t": TELANG.factors}, "role": "driver", "rung": 3},
    **{"participation": CONTOH.participation, "measurements": CONTOH.measurements},
    **{"indicator": "income", "before": [1, 2], "after": [2, 3], "effects": CONTOH.effects},
    **{"values": [1, 2], "groups": ["a", "b"], "tolerance": None, "incomes": [1, 2], "line": 2},
    **{"served": [True], "poor": [True], "benchmark": 2, "value": 3, "measured": ["income"]},
    **{"causal_map": MAP, "comparison": COMPARED, "names": ["telang", "contoh"]},
}


def public():
    """Every public function of the rooms, and every method of what they give, by name."""
    for room in ROOMS:
        module = importlib.import_module(f"led_synergy.{room}")
        for name in module.__all__:
            if inspect.isfunction(found := getattr(module, name)):
                yield f"{room}.{name}", found
    for thing in OBJECTS:
        for name, found in inspect.getmembers(thing, inspect.ismethod):
            if not name.startswith("_"):
                yield f"{type(thing).__name__}.{name}", found


CALLED = {name: call for name, call in public() if name not in INNER}


def arguments():
    for name, call in CALLED.items():
        for key, one in inspect.signature(call).parameters.items():
            if key not in SWITCHES and one.kind is not one.VAR_KEYWORD:
                yield name, key


def asked(call, key, thing):
    """Call it with this thing, and right things for whatever else must be given."""
    first, rest = [], {}
    for other, one in inspect.signature(call).parameters.items():
        given = thing if other == key else GOOD.get(other)
        if one.kind is one.VAR_POSITIONAL:
            first += [given] if other == key else []
        elif other == key or one.default is one.empty:
            if one.kind is one.KEYWORD_ONLY:
                rest[other] = given
            else:
                first.append(given) if not rest else rest.update({other: given})
        elif one.kind is not one.KEYWORD_ONLY:
            first.append(one.default)
    return call(*first, **rest)


def test_all_rooms_are_looked_at():
    assert len(CALLED) > 100 and len([*arguments()]) > 150
    assert INNER | {"case.load_case", "Case.save", "CausalMap.paths"} <= {n for n, _ in public()}


@pytest.mark.parametrize(
    ("number", "name", "key"), [(n, *one) for n, one in enumerate(arguments())]
)
def test_a_wrong_kind_of_thing_is_told_in_a_sentence(number, name, key, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # a word is a good name of a file
    for kind, thing in half_of_odd(number):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                asked(CALLED[name], key, thing)
        except terms.InputError as error:
            for lang in terms.LANGUAGES:
                assert len(error.message(lang)) > 15
        except OSError:
            assert key == "path"  # what the machine refuses
        except Exception as error:
            pytest.fail(f"{key}={kind}: {type(error).__name__}: {error}")
