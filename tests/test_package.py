"""What travels in the wheel, and that it works where there is no clone."""

import os
import subprocess
import sys
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
