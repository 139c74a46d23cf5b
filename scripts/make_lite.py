"""Make the site's JupyterLite application: lessons, data and this package in a browser.

Usage: python scripts/make_lite.py FOLDER   (the site's folder "lite"; made anew only if need be)
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path

import editions
import nbformat
from jupyterlite_pyodide_kernel.constants import PYODIDE_KERNEL_PLUGIN_ID, PYODIDE_VERSION

from led_synergy import lab, notebook

HOUSE = Path(__file__).resolve().parent.parent
SETTINGS = ("jupyter-lite.json", "jupyter_lite_config.json")
# Where the browser's Python comes from; written down, so that a page can ask whether it answers.
KERNEL = f"https://cdn.jsdelivr.net/pyodide/v{PYODIDE_VERSION}/full/pyodide.mjs"
WATCH = HOUSE / "docs" / "_static" / "kernel.js"
# The Pyodide distribution has the other packages that a lesson needs; a test compares.
WHEELS = ("ipywidgets", "jupyterlab_widgets", "comm", "openpyxl", "et_xmlfile")
# The stored lessons have no such cell: only the browser's Python lacks the package.
INSTALL = """\
# Run me first: I bring the package into your browser. (Elsewhere I do nothing.)
import sys

if sys.platform == "emscripten":
    %pip install -q led_synergy openpyxl"""


def lessons() -> list[Path]:
    """All lessons and solutions of all editions."""
    return [
        path
        for language in (editions.SOURCE, *editions.complete())
        for path in editions.lessons(language)
    ]


def staged_as(path: Path) -> Path:
    """Where a lesson is in the application; another language has a folder of its own."""
    for language in editions.complete():
        if path.is_relative_to(folder := editions.notebooks(language)):
            return Path(language) / path.relative_to(folder)
    return path.relative_to(editions.notebooks())


def with_install_cell(path: Path) -> nbformat.NotebookNode:
    """The lesson without results, and with one more cell before the first that runs code."""
    lesson = nbformat.reads(lab.fresh(path.read_bytes()).decode(), as_version=4)
    first = next(n for n, cell in enumerate(lesson.cells) if cell.cell_type == "code")
    lesson.cells.insert(first, nbformat.v4.new_code_cell(INSTALL, id="install"))
    return lesson


def state() -> str:
    """A sum over all that goes into the application."""
    found = hashlib.sha256()
    files = [HOUSE / "pyproject.toml", HOUSE / "constraints.txt", Path(__file__), WATCH]
    files += lessons()
    files += [HOUSE / "docs" / name for name in SETTINGS]
    for folder in ("led_synergy", "datasets"):
        files += (path for path in (HOUSE / folder).rglob("*.*") if path.suffix != ".pyc")
    for path in sorted(files):
        name = path.relative_to(HOUSE) if path.is_relative_to(HOUSE) else path
        found.update(name.as_posix().encode() + path.read_bytes())
    return found.hexdigest()


def stage(folder: Path, kernel: str = KERNEL) -> None:
    """Lay out what JupyterLite reads: settings, files/ and pypi/."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SETTINGS:
        shutil.copy(HOUSE / "docs" / name, folder)
    set_kernel(folder / "jupyter-lite.json", kernel)
    for path in lessons():
        target = folder / "files" / "lessons" / staged_as(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(with_install_cell(path), target)
    shutil.copytree(HOUSE / "datasets", folder / "files" / "datasets")
    wheels = folder / "pypi"
    run("build", "--wheel", "--no-isolation", "--outdir", wheels, HOUSE)
    named = [f"{name}=={metadata.version(name)}" for name in WHEELS]
    run("pip", "download", "--no-deps", "--only-binary", ":all:", "--dest", wheels, *named)


def set_kernel(path: Path, address: str) -> None:
    """Write into settings of JupyterLite where the browser's Python comes from."""
    settings = json.loads(path.read_text(encoding="utf-8"))
    plugins = settings["jupyter-config-data"].setdefault("litePluginSettings", {})
    plugins.setdefault(PYODIDE_KERNEL_PLUGIN_ID, {})["pyodideUrl"] = address
    path.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


def finish(target: Path) -> None:
    """Add what JupyterLite does not: charts with no network, and a word if Python cannot come."""
    # Where a chart looks for Vega in JupyterLab (led_synergy.notebook), so none asks the network.
    notebook.write_bundle(target / "extensions" / "led_synergy" / "vega.js")
    shutil.copy(WATCH, target)
    page = target / "lab" / "index.html"
    start, body, rest = page.read_text(encoding="utf-8").partition("</body>")
    script = f'<script src="../{WATCH.name}" data-lite="."></script>'
    page.write_text(start + script + body + rest, encoding="utf-8")


def run(module: str, *arguments: str | Path, folder: Path = HOUSE) -> None:
    """Run a Python module in a folder; show what it said only if it failed."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        sys.exit(f"{module} failed:\n{done.stdout}")


def main() -> None:
    """Make the application, unless the folder holds it already."""
    target = Path(sys.argv[1]).resolve()
    stamp = target / "led_synergy.txt"
    wanted = state()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    shutil.rmtree(target, ignore_errors=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stage(folder)
        run("jupyterlite_core", "build", "--output-dir", target, folder=folder)
    finish(target)
    stamp.write_text(wanted)


if __name__ == "__main__":
    main()
