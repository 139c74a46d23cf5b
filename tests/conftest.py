"""What all tests share: patience, and the site, built once for those that look at it."""

import os
import subprocess
import sys
from pathlib import Path

import hypothesis
import pytest

from led_synergy import terms

# A busy machine is no mistake of the code.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

HOUSE = Path(__file__).resolve().parent.parent


SLOW = {"site", "chromium", "lab", "watched"}  # fixtures of the site and of browsers


def pytest_addoption(parser):
    parser.addoption("--quick", action="store_true", help="leave out the site and browsers")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(config, items):
    """Keep what looks at the site on one worker, which then builds it once; and leave it out."""
    slow = [item for item in items if SLOW & {*getattr(item, "fixturenames", ())}]
    for item in slow:
        item.add_marker(pytest.mark.xdist_group("site"))
    if config.getoption("--quick"):
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]


@pytest.fixture(autouse=True)
def english(monkeypatch):
    """Each test begins in English, and leaves to the next what it found."""
    monkeypatch.delenv("LED_SYNERGY_LANG", raising=False)
    terms.choose()
    yield
    terms.choose()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the site, under a folder of its own as on a host that serves many.

    LED_SYNERGY_SITE names one that is built already (docs/_build/html), to save a minute at work.
    """
    if built := os.environ.get("LED_SYNERGY_SITE"):
        return Path(built).resolve()
    folder = tmp_path_factory.mktemp("host") / "a" / "site"
    sphinx = ["-m", "sphinx", "-n", "-W", "--keep-going", "-q", "-j", "auto", "-b", "html"]
    trees = tmp_path_factory.mktemp("doctrees")
    for command in (
        [*sphinx, "-d", trees, HOUSE / "docs", folder],
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
            pytest.fail(f"the site cannot be built:\n{done.stdout}", pytrace=False)
    return folder
