"""Make a copy of the site for a USB stick or a school server: nothing in it asks another host.

Usage: python scripts/make_stick.py SITE TARGET [PYODIDE]   (`make stick`)

SITE is the built site. PYODIDE is the unpacked folder of a whole Pyodide, of the very version that
the site's kernel needs; with it lessons run in the browser without a network. Without it they do
not: pages, charts and explorers do. The script ends by saying what the copy can and what it lacks.
"""

import json
import re
import shutil
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

from jupyterlite_pyodide_kernel.constants import PYODIDE_KERNEL_PLUGIN_ID
from make_lite import set_kernel
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# For building, or for finding a mistake in a library; no reader misses them.
LEFT_OUT = shutil.ignore_patterns("*.map", ".doctrees", ".buildinfo")
# What the kernel itself loads before the first cell, and a lesson by its first one.
ROOTS = ("ipykernel", "pyodide-kernel", "piplite", "widgetsnbextension", "comm", "ipython", "jedi")
LESSON = ("led-synergy", "openpyxl")
# Where the browser's Python finds itself; those of other systems do not count.
BROWSER = {"extra": "", "sys_platform": "emscripten", "platform_system": "Emscripten"}
STAND_INS = ("widgetsnbextension", "ipykernel")  # empty ones, which come with the kernel
README = """\
If lessons are to run, start a server in the folder that holds this one, and do not double-click:

    python -m http.server 8000 --directory FOLDER      (Windows: py; macOS: python3)

and then http://localhost:8000 in a browser. To read only, open index.html.
{said}

Untuk menjalankan pelajaran, jalankan server di folder yang memuat folder ini, jangan klik ganda:

    python -m http.server 8000 --directory FOLDER      (Windows: py; macOS: python3)

lalu buka http://localhost:8000 di peramban. Untuk membaca saja, buka index.html.
{said_id}
"""
WITH = (
    "Lessons run without a network: Python is in the folder.",
    "Pelajaran dapat dijalankan tanpa jaringan: Python ada di dalam folder.",
)
WITHOUT = (
    "Without a network lessons do not run: Python itself is not in the folder.",
    "Tanpa jaringan pelajaran tidak dapat dijalankan: Python tidak ada di dalam folder.",
)


def wheels(lite: Path) -> dict[str, Path]:
    """The Python packages that the site itself carries."""
    found = [*lite.rglob("pypi/*.whl")]
    return {canonicalize_name(path.name.split("-")[0]): path for path in found}


def asked(wheel: Path) -> list[Requirement]:
    """What a package needs in the browser."""
    with zipfile.ZipFile(wheel) as held:
        (name,) = [n for n in held.namelist() if n.endswith(".dist-info/METADATA")]
        lines = Parser().parsestr(held.read(name).decode()).get_all("Requires-Dist") or []
    needed = [Requirement(line) for line in lines]
    return [need for need in needed if need.marker is None or need.marker.evaluate(BROWSER)]


def needed(lite: Path, packages: dict[str, dict]) -> tuple[dict[str, dict], list[str]]:
    """What kernel and lessons take from a distribution; and what neither it nor the site has."""
    here = wheels(lite)
    taken: dict[str, dict] = {}
    nobody: list[str] = []
    waiting = [Requirement(name) for name in (*ROOTS, *LESSON)]
    seen = set()
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if name in seen:
            continue
        seen.add(name)
        if name in here:
            waiting += asked(here[name]) if name not in STAND_INS else []
        elif name in packages:
            taken[name] = packages[name]
            waiting += [Requirement(other) for other in packages[name]["depends"]]
        else:
            nobody.append(name)
    return taken, sorted(nobody)


def problem(lite: Path, pyodide: Path) -> str:
    """Why lessons cannot run with this Pyodide; "" if they can."""
    address = settings(lite)
    name = address.rpartition("/")[2]
    program, lock = pyodide / name, pyodide / "pyodide-lock.json"
    for path in (program, lock):
        if not path.exists():
            return f"{pyodide} is no Pyodide for this site: it has no {path.name}."
    (version,) = set(re.findall(r'"(\d+\.\d+\.\d+)"', program.read_text(encoding="utf-8")))
    wanted = re.search(r"/v([^/]+)/", address)
    if wanted and version != wanted[1]:
        return f"{pyodide} is Pyodide {version}; the kernel of the site needs {wanted[1]}."
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    taken, nobody = needed(lite, {canonicalize_name(n): p for n, p in packages.items()})
    files = [name.replace(".", ".asm."), "pyodide.asm.wasm", "python_stdlib.zip"]
    files += sorted(package["file_name"] for package in taken.values())
    lacks = [file for file in files if not (pyodide / file).exists()] + nobody
    return f"{pyodide} is not whole. It lacks {', '.join(lacks)}." if lacks else ""


def settings(lite: Path) -> str:
    """Where the site's kernel comes from."""
    held = json.loads((lite / "jupyter-lite.json").read_text(encoding="utf-8"))
    plugins = held["jupyter-config-data"]["litePluginSettings"]
    return plugins[PYODIDE_KERNEL_PLUGIN_ID]["pyodideUrl"]


def make(site: Path, target: Path, pyodide: Path | None = None) -> str:
    """Copy the site, with Pyodide in its place, and say what the copy can and what it lacks."""
    if pyodide and (said := problem(site / "lite", pyodide)):
        sys.exit(f"No copy was made. {said}")
    if target.exists() and not (target / "lite").exists():
        sys.exit(f"No copy was made. {target} is there already, and is no copy of the site.")
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(site, target, ignore=LEFT_OUT)
    kernel = settings(target / "lite")
    if pyodide:
        shutil.copytree(pyodide, target / "lite" / "static" / "pyodide", ignore=LEFT_OUT)
        local = f"./static/pyodide/{kernel.rpartition('/')[2]}"
        set_kernel(target / "lite" / "jupyter-lite.json", local)
    said, said_id = WITH if pyodide else WITHOUT
    text = README.format(said=said, said_id=said_id).replace("FOLDER", target.name)
    (target / "README.txt").write_text(text, encoding="utf-8")
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    told = f"{target} ({size / 1e6:.0f} MB)\n{said}"
    if not pyodide:
        told += "\nTo put it in: make stick PYODIDE=FOLDER, where FOLDER is the unpacked release"
        told += f"\nof Pyodide that the site's kernel needs: {kernel.rpartition('/')[0]}"
    return told


def main() -> None:
    """Make the copy that the command line names."""
    print(make(*(Path(name).resolve() for name in sys.argv[1:])))


if __name__ == "__main__":
    main()
