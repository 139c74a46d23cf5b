"""What travels in the wheel, and that it works where there is no clone."""

import ast
import importlib.metadata
import itertools
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, HOUSE],
        check=True,
        capture_output=True,
    )
    (made,) = folder.glob("*.whl")
    return made


def test_the_wheel_is_for_every_machine(wheel):
    assert wheel.name.endswith("-py3-none-any.whl")


@pytest.mark.parametrize(
    ("folder", "pattern"), [("datasets", "**/*.*"), ("notebooks", "**/*.ipynb")]
)
def test_the_wheel_carries_all_tables_and_lessons(wheel, folder, pattern):
    names = set(zipfile.ZipFile(wheel).namelist())
    files = [p for p in (HOUSE / folder).glob(pattern) if ".ipynb_checkpoints" not in p.parts]
    assert files
    assert {f"led_synergy/{p.relative_to(HOUSE).as_posix()}" for p in files} <= names


def test_the_wheel_with_all_editions_is_small_enough_for_a_poor_network(wheel):
    assert wheel.stat().st_size < 4_000_000


def test_the_installed_wheel_judges_telang_in_any_folder(wheel, tmp_path):
    place = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(place)
    code = (
        "import led_synergy as led; print(led.__file__); "
        "print(led.classify(led.load_case('telang').profile).category)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(place)},
        capture_output=True,
        text=True,
        check=True,
    )
    where, category = done.stdout.splitlines()
    assert Path(where).is_relative_to(place)
    assert category == "fragmented"


IN_A_BROWSER = {"js", "pyodide"}  # which no one can install
# What a folder may import beside the core, and where it lies.
EXTRAS = {
    "led_synergy": ["lab", "cases"],
    "scripts": ["lab", "cases", "docs", "test"],
    "docs": ["lab", "cases", "docs"],
    "tests": ["lab", "cases", "docs", "test"],
    "benchmarks": ["lab", "cases", "docs", "test"],
    "notebooks": ["lab", "cases"],
}


def sources_of(folder):
    for path in (HOUSE / folder).rglob("*.py"):
        if not {"_build", "lessons"} & {*path.parts}:
            yield path.read_text("utf-8")
    for path in (HOUSE / folder).rglob("*.ipynb"):
        if not {"_build", "lessons"} & {*path.parts}:
            for cell in json.loads(path.read_text("utf-8"))["cells"]:
                if cell["cell_type"] == "code":
                    yield "".join(cell["source"])


def imported(folder):
    """Names of the modules that the code of a folder imports, but not of its own."""
    ours = {path.stem for own in EXTRAS for path in (HOUSE / own).rglob("*.py")}
    ours |= {"led_synergy", "tests", *IN_A_BROWSER}
    found = set()
    for source in sources_of(folder):
        try:
            tree = ast.parse(source)
        except SyntaxError:  # a slip that a lesson shows
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found |= {one.name.partition(".")[0] for one in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add(node.module.partition(".")[0])
    return found - {*sys.stdlib_module_names} - ours


def named_in(lines):
    return {re.match(r"[\w-]+", line)[0].replace("-", "_").lower() for line in lines}


@pytest.mark.parametrize("folder", EXTRAS)
def test_what_is_imported_is_declared(folder):
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [project["optional-dependencies"][name] for name in EXTRAS[folder]]
    declared = named_in([*project["dependencies"], *itertools.chain(*extras)])
    known = importlib.metadata.packages_distributions()
    found = imported(folder)
    assert found
    named = {name: {d.replace("-", "_").lower() for d in known[name]} for name in found}
    assert {name for name, of in named.items() if not of & declared} == set()


# What is declared, never imported, and not named where commands and extensions are.
CALLED = {
    "jupyterlite_core": "the command jupyter lite",
    "pyarrow": "what Polars, DuckDB and Dask hand tables over in",
    "pytest_xdist": "pytest --numprocesses",
    "pyxform": "imported by a test, if it is there",
}


def test_what_is_declared_is_used():
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [*project["dependencies"], *itertools.chain(*project["optional-dependencies"].values())]
    known = importlib.metadata.packages_distributions()
    used = {
        d.replace("-", "_").lower()
        for folder in EXTRAS
        for name in imported(folder)
        for d in known[name]
    }
    texts = [HOUSE / name for name in ("Makefile", "docs/conf.py", "pyproject.toml")]
    words = "\n".join(path.read_text("utf-8").partition("[project]")[0] for path in texts)
    called = {name for name in named_in(lines) if re.search(rf"\b{name}\b", words)}
    assert named_in(lines) - used - called == {*CALLED}


def test_readme_and_makefile_tell_the_same_of_what_is_fetched():
    told = re.findall(r"about ([\d.]+ [MG]B)", (HOUSE / "Makefile").read_text("utf-8"))
    assert len(told) == 4
    said = re.findall(r"about\s([\d.]+ [MG]B)", (HOUSE / "README.md").read_text("utf-8"))
    assert said == told


def test_the_rules_work_with_nothing_else_installed(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import led_synergy as led; "
        "print(led.classify(led.Profile(1, 1, 2, 3)).explain('id'))"
    )
    # -I and -S: neither this folder nor any installed package is seen.
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("Kategori: Terfragmentasi")
