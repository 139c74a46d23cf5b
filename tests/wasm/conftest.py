"""The browser edition, run in the test rig, which only `make wasm` brings."""

import os
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
RIG = os.environ.get("LED_SYNERGY_RIG")
collect_ignore_glob = ["run.py"] if RIG else ["*.py"]
sys.path.insert(0, str(HOUSE / "scripts"))


@pytest.fixture(scope="session")
def rig():
    """The folder that scripts/make_rig.py made."""
    folder = Path(RIG).resolve()
    assert (folder / "ready").exists(), f"{folder} holds no rig: make wasm brings it"
    return folder


@pytest.fixture(scope="session")
def staged(tmp_path_factory):
    """What the site gives to JupyterLite: files/ with the lessons, and pypi/ with the wheels."""
    import make_lite

    folder = tmp_path_factory.mktemp("staged")
    make_lite.stage(folder)
    return folder
