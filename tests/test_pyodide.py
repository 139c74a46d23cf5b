"""The rules in the Python of the browser (Pyodide, here in node), where pandas may be missing."""

import json
import os
import re
import shutil
import subprocess
from importlib import metadata
from pathlib import Path

import pandas as pd
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import led_synergy as led

HOUSE = Path(__file__).resolve().parent.parent
PYODIDE = HOUSE / "node_modules" / "pyodide"
# What the kernel itself installs before the first cell.
KERNEL = ("ipykernel", "pyodide-kernel", "piplite", "widgetsnbextension", "comm", "ipython", "jedi")


@pytest.fixture(scope="module", autouse=True)
def _tools():
    if shutil.which("node") is None or not PYODIDE.exists():
        reason = "node, or pyodide from npm (make test brings it), is not installed"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason}, and CI must run this")
        pytest.skip(reason)


@pytest.fixture(scope="module")
def distribution(_tools):
    return json.loads((PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"]


def test_all_profiles_classify_under_every_rule_without_pandas(site):
    (wheel,) = (site / "lite" / "pypi").glob("led_synergy*.whl")
    python = """
import itertools, json, sys
import led_synergy as led
from led_synergy.categories import RULES, TOP
found = []
for levels in itertools.product(*(range(top + 1) for top in TOP.values())):
    profile = led.Profile(*levels)
    found.append([str(led.classify(profile, rule).category) for rule in RULES])
assert sys.platform == "emscripten" and "pandas" not in sys.modules
json.dumps([led.__version__, found])
"""
    node = f"""
const {{ loadPyodide }} = await import({json.dumps((PYODIDE / "pyodide.mjs").as_uri())});
const {{ readFileSync }} = await import("node:fs");
const python = await loadPyodide();
python.unpackArchive(new Uint8Array(readFileSync({json.dumps(str(wheel))})), "wheel");
console.log("FOUND " + python.runPython({json.dumps(python)}));
"""
    done = subprocess.run(
        ["node", "--input-type=module", "-e", node],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    version, found = json.loads(re.search(r"^FOUND (.*)$", done.stdout, re.M)[1])
    assert version == led.__version__
    assert len(found) == 320
    table = led.decision_table()
    for number, rule in enumerate(led.categories.RULES):
        here = ["None" if pd.isna(category) else str(category) for category in table[rule]]
        assert [row[number] for row in found] == here


def test_the_tests_have_the_pyodide_of_the_browser_kernel():
    from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION

    package = json.loads((PYODIDE / "package.json").read_text(encoding="utf-8"))
    assert package["version"] == PYODIDE_VERSION


def test_the_browser_kernel_finds_all_it_needs_in_the_site_and_the_distribution(site, distribution):
    lite = site / "lite"
    here = {}
    for index in lite.rglob("pypi/all.json"):
        for name, project in json.loads(index.read_text(encoding="utf-8")).items():
            here[name] = list(project["releases"])
    assert set(KERNEL) <= set(here) | set(distribution)

    waiting = [Requirement("led-synergy"), Requirement("openpyxl")]
    seen = set()
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        has = here.get(name) or [distribution[name]["version"]]  # a KeyError: nobody has it
        assert any(wanted.specifier.contains(version) for version in has), wanted
        if name in seen or (name in distribution and name not in here):
            continue  # the distribution is complete in itself
        seen.add(name)
        if name in ("widgetsnbextension", "ipykernel"):
            continue  # empty stand-ins that come with the kernel
        for line in metadata.requires(name) or []:
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                waiting.append(needed)
    assert {"led-synergy", "ipywidgets", "openpyxl", "et-xmlfile"} <= seen
