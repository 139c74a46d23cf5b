"""What pages are made of beside words: scripts, styles, HTML; and a file, written whole."""

import json
import os
import re
import secrets
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

__all__ = ["json_in_script", "material", "script_of", "write_whole"]


@cache
def material(name: str, folder: str = "") -> str:
    """A file of the package that is no Python, without its comments, indents and spare blanks.

    Parameters
    ----------
    name : str
        Name of the file.
    folder : str
        Its folder in the package, such as "widgets".

    Returns
    -------
    str

    Examples
    --------
    >>> material("chart.js").startswith("const taken")
    True
    """
    text = (files(__package__) / folder / name).read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/|<!--.*?-->", "", text, flags=re.DOTALL)
    lines = (re.sub(r"^//.*|\s// .*", "", line.strip()) for line in text.splitlines())
    if name.endswith(".css"):
        return re.sub(r"(?<=[:,]) | (?={)", "", "".join(lines))
    return "\n".join(line for line in lines if line)


def script_of(gaps: str, names: Iterable[str], values: str, folder: str = "") -> str:
    """A script that runs files of the package with these values in its gaps.

    Parameters
    ----------
    gaps : str
        Names of the gaps, with commas.
    names : iterable of str
        Files of the package, in the order in which they run.
    values : str
        What stands in the gaps, as JavaScript.
    folder : str
        Folder of the files.

    Returns
    -------
    str
        HTML.

    Examples
    --------
    >>> script_of("id", ["chart.js"], "1")[:8]
    '<script>'
    """
    inside = "\n".join(material(name, folder) for name in names)
    return f"<script>\n(function ({gaps}) {{\n{inside}\n}})({values});\n</script>"


def json_in_script(value: Any) -> str:
    """A value as JavaScript that may stand in a page.

    Parameters
    ----------
    value : object
        Whatever JSON can hold.

    Returns
    -------
    str

    Examples
    --------
    >>> json_in_script("</script>")
    '"\\\\u003c/script>"'
    """
    # No "<" may stand in a script: "</script>" would end it.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def write_whole(path: Path, content: bytes, overwrite: bool = True) -> None:
    """Write a file whole or not at all: a full disk or a Ctrl-C leaves no half of it.

    Parameters
    ----------
    path : pathlib.Path
        Where to.
    content : bytes
        All of it.
    overwrite : bool
        Whether a file that is there, or comes meanwhile, is replaced.

    Raises
    ------
    FileExistsError
        If it is there and may not be replaced.
    OSError
        If it cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "note.txt"
    >>> write_whole(path, b"hello")
    >>> path.read_text(encoding="utf-8")
    'hello'
    """
    # Beside its place, then moved there; each writer has a draft of its own.
    draft = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.tmp")
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not overwrite and os.path.lexists(path):
            raise FileExistsError(path)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
