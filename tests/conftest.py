"""What all tests share: patience, and the site, built once for those that look at it."""

import gc
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import filelock
import hypothesis
import pytest

from led_synergy import terms

# A busy machine is no mistake of the code.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

HOUSE = Path(__file__).resolve().parent.parent


SLOW = {"site", "sphinx", "chromium", "lab", "watched"}  # fixtures of the site and of browsers


# What pandas and Altair bring stays: to look through it for garbage takes an eighth of all time.
gc.disable()


def pytest_collection_finish():
    gc.freeze()
    gc.set_threshold(20_000)
    gc.enable()


def pytest_addoption(parser):
    parser.addoption("--quick", action="store_true", help="leave out the site and browsers")


def pytest_collection_modifyitems(config, items):
    """Leave out what looks at the site, and what needs a browser, if asked to be quick.

    Else they come first, those that open many pages of the site before all: the worker that is
    ready first takes from the end, so that in the end both are busy with short ones.
    """
    needs = {item: SLOW & {*getattr(item, "fixturenames", ())} for item in items}
    if config.getoption("--quick"):
        config.hook.pytest_deselected(items=[item for item in items if needs[item]])
        items[:] = [item for item in items if not needs[item]]
    else:
        items.sort(key=lambda item: -len(needs[item]))


@pytest.fixture(autouse=True)
def english(monkeypatch):
    """Each test begins in English, and leaves to the next what it found."""
    monkeypatch.delenv("LED_SYNERGY_LANG", raising=False)
    terms.choose()
    yield
    terms.choose()


@pytest.fixture(autouse=True, scope="session")
def drawn_once():
    """Many charts of many areas are alike: what draws them remembers what it drew."""
    import vl_convert

    with pytest.MonkeyPatch.context() as patch:
        for name in ("vegalite_to_svg", "vegalite_to_png", "svg_to_png"):
            patch.setattr(vl_convert, name, _remembering(getattr(vl_convert, name)))
        yield


def _remembering(draw):
    @cache
    def once(spec, **options):
        return draw(spec, **options)

    return lambda spec, **options: once(
        spec if isinstance(spec, str) else json.dumps(spec), **options
    )


@pytest.fixture(scope="session")
def sphinx():
    """What begins the command that builds a small site of a test's own."""
    return [sys.executable, "-m", "sphinx"]


@pytest.fixture(scope="session")
def site(tmp_path_factory, request):
    """The folder of the site, under a folder of its own as on a host that serves many.

    LED_SYNERGY_SITE names one that is built already (docs/_build/html), to save a minute at work.
    Workers of one run share it: the first that needs it builds it, the others wait for it.
    """
    if built := os.environ.get("LED_SYNERGY_SITE"):
        return Path(built).resolve()
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if hasattr(request.config, "workerinput") else base
    folder = shared / "host" / "a" / "site"
    with filelock.FileLock(shared / "site.lock"):
        told = shared / "site.txt"
        if not told.exists():
            told.write_text(_built(folder, shared / "doctrees"), "utf-8")
        if trouble := told.read_text("utf-8"):
            pytest.fail(f"the site cannot be built:\n{trouble}", pytrace=False)
    return folder


def _built(folder, trees):
    """Build the site: what went wrong, or nothing."""
    sphinx = ["-m", "sphinx", "-n", "-W", "--keep-going", "-q", "-j", "auto", "-b", "html"]
    for command in (
        [*sphinx, "-d", trees, HOUSE / "docs", folder],
        [HOUSE / "scripts" / "make_editions.py", folder],
        [HOUSE / "scripts" / "make_lite.py", folder / "lite"],
    ):
        done = subprocess.run(
            [sys.executable, *command],
            env=os.environ | {"LED_SYNERGY_RUN": "off"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        if done.returncode:
            return done.stdout or f"it ended with {done.returncode}"
    return ""
