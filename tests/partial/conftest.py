"""Half-filled areas differ in one table, so most of their charts are alike: each is drawn once."""

import json
from functools import cache

import pytest
import vl_convert


@pytest.fixture(autouse=True, scope="session")
def drawn_once():
    """What draws charts remembers what it drew."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("vegalite_to_svg", "vegalite_to_png"):
            patch.setattr(vl_convert, name, _remembering(getattr(vl_convert, name)))
        yield


def _remembering(draw):
    @cache
    def once(spec, **options):
        return draw(spec, **options)

    return lambda spec, **options: once(
        spec if isinstance(spec, str) else json.dumps(spec), **options
    )
