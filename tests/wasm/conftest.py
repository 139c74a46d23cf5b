"""The browser edition, run in the test rig, which only `make wasm` brings."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
RIG = os.environ.get("LED_SYNERGY_RIG")
collect_ignore_glob = ["run.py"] if RIG else ["*.py"]
sys.path.insert(0, str(HOUSE / "scripts"))

from editions import SOURCE, complete, lessons  # noqa: E402, F401


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


@pytest.fixture(scope="session")
def stick(rig, tmp_path_factory):
    """The browser edition with the rig's JupyterLite, made self-contained as `make stick` does."""
    import make_lite
    import make_stick

    place = tmp_path_factory.mktemp("rig")
    lite = place / "site" / "lite"
    make_lite.stage(place / "staged", "https://cdn.jsdelivr.net/pyodide/v0.27.7/full/pyodide.js")
    for wheel in (rig / "wheels").glob("*.whl"):
        shutil.copy(wheel, place / "staged" / "pypi")
    python = rig / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    build = [python, "-m", "jupyterlite_core", "build", "--output-dir", lite]
    done = subprocess.run(build, cwd=place / "staged", capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    index(lite / "files", lite / "api" / "contents")
    make_lite.finish(lite)
    make_stick.make(place / "site", place / "stick", rig / "pyodide")
    return place / "stick"


def index(files, api):
    """List the files as JupyterLite reads them; the rig has no Jupyter server to do it."""
    for folder in (files, *(path for path in files.rglob("*") if path.is_dir())):
        listed = []
        for path in sorted(folder.iterdir()):
            kind = "directory" if path.is_dir() else "file"
            kind = "notebook" if path.suffix == ".ipynb" else kind
            entry = {"name": path.name, "path": path.relative_to(files).as_posix(), "type": kind}
            entry |= dict.fromkeys(("content", "mimetype", "size"))
            entry |= dict.fromkeys(("created", "last_modified"), "2026-01-01T00:00:00Z")
            entry |= {"writable": True, "format": "json" if kind != "file" else None}
            listed.append(entry)
        target = api / folder.relative_to(files) / "all.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        path = folder.relative_to(files).as_posix()
        whole = {"name": folder.name, "path": path, "type": "directory", "format": "json"}
        target.write_text(json.dumps({**whole, "content": listed}), encoding="utf-8")
