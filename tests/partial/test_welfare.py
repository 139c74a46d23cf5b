"""Whatever an area has measured, or has not, welfare says what can be said and never stops."""

import pytest

from led_synergy import framework, terms, welfare
from led_synergy.case.numbers import number

from .areas import AREAS

REASONS = {  # what may be said where one of the two is not judged
    "optimal": ("not_measured", "no_benchmark", "bad_benchmark", "no_share"),
    "even": ("not_measured", "no_pairs", "no_tolerance", "no_groups", "no_growth"),
}
MEASURED = [name for name, area in AREAS.items() if area().tables.get("measurements") is not None]


def test_there_are_areas_to_look_at():
    assert len(MEASURED) >= 6


@pytest.mark.parametrize("lang", terms.LANGUAGES)
@pytest.mark.parametrize("name", MEASURED)
def test_a_half_measured_area_is_judged_as_far_as_it_goes(name, lang):
    area = AREAS[name]()
    tolerance = number(area.fact("tolerance_even")) if area.fact("tolerance_even") else None
    found = welfare.effects_from(area.measurements, area.benchmarks, tolerance, lang=lang)
    for row in found[found["indicator"] != ""].to_dict("records"):
        for column, keys in REASONS.items():
            said = [framework.row("terms", f"remark.{key}")[lang].split("{")[0] for key in keys]
            assert row[column] or any(words in row["note"] for words in said), (column, row)
    level = welfare.effect_level(found)
    assert level is None or level in range(5)
    assert welfare.effect_reason(found, lang)
    units = welfare.before_and_after(area.measurements)
    assert (
        welfare.before_and_after(area.measurements, "zone")["n"].groupby("indicator").sum()
        == units["n"].groupby("indicator").sum()
    ).all()
    assert len(welfare.capital_profile(area.measurements)) == 5
    welfare.targeting(area.measurements)
