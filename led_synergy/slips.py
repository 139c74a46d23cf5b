"""A slip that beginners make, told in a sentence with the next step, in place of a traceback.

Python's own words are folded below the sentence. A fault of this package is said to be ours.
Where a program runs a notebook (nbval, nbclient, the site) nothing of this is installed, so that
a test sees every error as it is. Nothing here comes from the paper.
"""

import ast
import builtins
import difflib
import html
import json
import linecache
import os
import re
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from . import cards, framework
from .terms import InputError, text

__all__ = ["Slip", "install", "is_watched", "lesson_names", "read", "running"]

_HOUSE = str(Path(__file__).resolve().parent) + os.sep
_CURLY = "“”„‘’‚«»"


@dataclass(frozen=True)
class Slip:
    """What is said of an error; made by `read`.

    Parameters
    ----------
    kind : str
        What it is: the key of its sentence in terms.csv, without "mistake.".
    sentence : str
        What happened and the next step, in the reader's language.
    details : str
        Python's own words.

    Examples
    --------
    >>> Slip("quote", "A quotation mark is missing.", "SyntaxError: ...").kind
    'quote'
    """

    kind: str
    sentence: str
    details: str

    def page(self) -> str:
        """The sentence as HTML, with the details folded.

        Returns
        -------
        str

        Examples
        --------
        >>> "<details>" in Slip("quote", "A mark is missing.", "SyntaxError").page()
        True
        """
        words = html.escape(self.sentence, quote=False)
        details = html.escape(self.details, quote=False)
        fold = (
            f"<details><summary>{text('mistake.details')}</summary><pre>{details}</pre></details>"
        )
        return cards.shown(f"<p>{words}</p>{fold}", "led-card led-slip", "alert")

    def plain(self) -> str:
        """The sentence as text; below it Python's last line, or all if the fault is ours.

        Returns
        -------
        str

        Examples
        --------
        >>> print(Slip("quote", "A mark is missing.", "Traceback\\nSyntaxError: x").plain())
        A mark is missing.
        (SyntaxError: x)
        """
        if self.kind == "ours":
            return f"{self.sentence}\n{self.details}"
        return f"{self.sentence}\n({self.details.strip().splitlines()[-1]})"


# -- Reading -----------------------------------------------------------------------------------


def read(error: BaseException, known: Mapping[str, Any] | None = None) -> Slip:
    """Say in a sentence what an error means for a beginner.

    Parameters
    ----------
    error : BaseException
        The error.
    known : mapping, optional
        The names that the notebook knows, with their things.

    Returns
    -------
    Slip

    Examples
    --------
    >>> try:
    ...     charts
    ... except NameError as error:
    ...     print(read(error).sentence)
    Python does not know "charts" yet. Run the cells above first (menu Run › Run All Above \
Selected Cell), then this cell again.
    """
    known = {} if known is None else known
    frames = _frames(error, known)
    kind, values = _kind(error, known, frames)
    sentence = (
        error.message() if isinstance(error, InputError) else text(f"mistake.{kind}", **values)
    )
    return Slip(kind, sentence, _details(error, known))


Found = tuple[str, dict[str, Any]]


def _kind(error: BaseException, known: Mapping[str, Any], frames: list[tuple[Any, int]]) -> Found:
    if isinstance(error, InputError):
        return "input", {}
    inside = [frame for frame, _ in frames if frame.f_code.co_filename.startswith(_HOUSE)]
    line = _line(frames, known)
    if inside and not _is_asked(frames[-1][0]):
        return "ours", {"found": _last_line(error)}
    readers: tuple[tuple[type, Any], ...] = (
        (SyntaxError, _syntax),
        (NameError, lambda e: _name(e, known, line)),
        (KeyError, lambda e: _missing_key(e, frames)),
        (AttributeError, _attribute),
        (ModuleNotFoundError, lambda e: ("module", {"found": e.name})),
        (FileNotFoundError, lambda e: ("file", {"found": e.filename, "folder": Path.cwd()})),
        (TypeError, _call),
    )
    for kind, reader in readers:
        if isinstance(error, kind) and (found := reader(error)):
            return found
    if not line.strip():
        return "stopped", {"found": _last_line(error)}
    return "other", {"line": line.strip(), "found": _last_line(error)}


def _frames(error: BaseException, known: Mapping[str, Any]) -> list[tuple[FrameType, int]]:
    """The frames from the reader's own cell on, with their lines; those of IPython are left out."""
    frames = list(traceback.walk_tb(error.__traceback__))
    own = [n for n, (frame, _) in enumerate(frames) if frame.f_globals is known]
    return frames[own[0] :] if own else frames


def _line(frames: list[tuple[FrameType, int]], known: Mapping[str, Any]) -> str:
    """The line of the reader's cell at which Python stopped."""
    for frame, number in reversed(frames):
        if frame.f_globals is known:
            return linecache.getline(frame.f_code.co_filename, number)
    return ""


def _is_asked(frame: FrameType) -> bool:
    """Whether it stopped at our door: arguments that do not fit, or a name that we have not."""
    return frame.f_code.co_name in ("speaker", "__getattr__")


def _last_line(error: BaseException) -> str:
    return traceback.format_exception_only(error)[-1].strip()


def _details(error: BaseException, known: Mapping[str, Any]) -> str:
    from . import __version__

    start = error.__traceback__
    here = start
    while here is not None and here.tb_frame.f_globals is not known:
        here = here.tb_next
    if isinstance(error, SyntaxError) and here is None:
        lines = traceback.format_exception_only(error)
    else:
        lines = traceback.format_exception(type(error), error, here or start)
    versions = f"led_synergy {__version__}, Python {sys.version.partition(' ')[0]}\n"
    return versions + "".join(lines)


# -- Kinds -------------------------------------------------------------------------------------


def _syntax(error: SyntaxError) -> Found:
    said, line = error.msg or "", (error.text or "").strip()
    values = {"n": error.lineno or "?", "line": line}
    if any(mark in line for mark in _CURLY) and "invalid character" in said:
        return "curly", values
    if re.search(r"unterminated|EOL while scanning|EOF while scanning", said):
        return "quote", values
    if found := re.search(r"'([(\[{])' was never closed", said):
        closing = {"(": ")", "[": "]", "{": "}"}[found[1]]
        return "bracket", values | {"found": found[1], "closing": closing}
    if re.search(r"unmatched|does not match|unexpected EOF|incomplete input", said):
        return "brackets", values
    if "leading zeros" in said:
        return "decimal", values
    if isinstance(error, IndentationError):
        return "indent", values
    if "forgot a comma" in said:
        return "comma", values
    return "syntax", values


def _name(error: NameError, known: Mapping[str, Any], line: str) -> Found:
    name = error.name or (re.findall(r"'([^']+)'", str(error)) or ["?"])[0]
    lessons = lesson_names()
    if name in _given_to_check(line):
        return "quotes", {"found": name}
    if name in lessons:
        return "not_run_vscode" if "__vsc_ipynb_file__" in known else "not_run", {"found": name}
    if name in _words():
        return "quotes", {"found": name}
    names = [*known, *lessons, *dir(builtins)]
    if near := _near(name, names):
        return "name_near", {"found": name, "near": near}
    return "name", {"found": name}


def _given_to_check(line: str) -> set[str]:
    """The bare names that stand where `check` expects an answer."""
    try:
        tree = ast.parse(line.strip())
    except SyntaxError:
        return set(re.findall(r"check\([^,]*,\s*\[?\s*([A-Za-z_]\w*)\s*[,\])]", line))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "check":
            for given in node.args[1:]:
                inside = given.elts if isinstance(given, ast.List | ast.Tuple) else [given]
                found |= {one.id for one in inside if isinstance(one, ast.Name)}
    return found


@cache
def _words() -> frozenset[str]:
    """Keys that a reader would put between quotation marks."""
    return frozenset(key for table in framework.NAMED for key in framework.keys(table))


@cache
def lesson_names() -> frozenset[str]:
    """The names that cells of the lessons bring in: modules, areas, tables.

    Returns
    -------
    frozenset of str

    Examples
    --------
    >>> {"charts", "telang", "check"} <= lesson_names(), "Telang" in lesson_names()
    (True, False)
    """
    found: set[str] = set()
    for path in sorted(framework.folder("notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                found |= set(_bound("".join(cell["source"])))
    return frozenset(found)


def _bound(source: str) -> Iterator[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a cell with a line of IPython's own
        return
    within = {
        id(name)
        for node in ast.walk(tree)
        if isinstance(node, ast.comprehension)
        for name in ast.walk(node.target)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            if id(node) not in within:
                yield node.id
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).partition(".")[0]
        elif isinstance(node, ast.FunctionDef):
            yield node.name


def _missing_key(error: KeyError, frames: list[tuple[FrameType, int]]) -> Found:
    said = error.args[0] if error.args else "?"
    wanted = (re.findall(r"'([^']+)'", said) or [said])[0] if isinstance(said, str) else said
    there: list[str] = []
    for frame, _ in frames:  # the deepest list of names is the one that was looked into
        owner = frame.f_locals.get("self")
        if type(owner).__name__.endswith("Index"):
            there = [str(one) for one in owner]  # type: ignore[union-attr]
    if there:
        near = _near(str(wanted), there)
        few = ", ".join(there[:12]) + (", …" if len(there) > 12 else "")
        kind = "column_near" if near else "column"
        return kind, {"found": wanted, "near": near, "allowed": few}
    return "key", {"found": wanted}


def _attribute(error: AttributeError) -> Found | None:
    if not error.name or type(error.obj).__name__ == "NoneType":
        return None
    names = [name for name in dir(error.obj) if not name.startswith("_")]
    near = _near(error.name, names)
    owner = getattr(error.obj, "__name__", type(error.obj).__name__).rpartition(".")[2]
    kind = "part_near" if near else "part"
    return kind, {"found": error.name, "owner": owner, "near": near}


def _call(error: TypeError) -> Found | None:
    said = str(error)
    function = re.match(r"(?:\w+\.)*(\w+)\(\)", said)
    if function and re.search(r"missing|takes|unexpected keyword|multiple values", said):
        return "call", {"found": function[1], "said": said}
    return None


def _near(word: str, words: Iterable[str]) -> str:
    return (difflib.get_close_matches(word, list(words), n=1, cutoff=0.75) or [""])[0]


# -- In a notebook -----------------------------------------------------------------------------


def install(shell: Any = None) -> bool:
    """Let a notebook that somebody works in answer a slip with a sentence.

    Parameters
    ----------
    shell : IPython.InteractiveShell, optional
        The notebook's; unless given, the one that runs, and only where somebody looks at it:
        JupyterLab, Notebook, VS Code or a browser.

    Returns
    -------
    bool
        Whether it is installed.

    Examples
    --------
    >>> install()   # this is no notebook
    False
    """
    if shell is None:
        shell = running()
        if shell is None or not is_watched(shell):
            return False
    shell.set_custom_exc((Exception,), _tell)
    return True


def running() -> Any:
    """The shell of this notebook, or None; IPython is not loaded for the question.

    Returns
    -------
    IPython.InteractiveShell or None

    Examples
    --------
    >>> running() is None   # this is no notebook
    True
    """
    module = sys.modules.get("IPython")
    return module.get_ipython() if module is not None else None


def is_watched(shell: Any) -> bool:
    """Whether somebody looks at a notebook, and no program runs it.

    Parameters
    ----------
    shell : IPython.InteractiveShell
        The notebook's.

    Returns
    -------
    bool

    Examples
    --------
    >>> from IPython.core.interactiveshell import InteractiveShell
    >>> is_watched(InteractiveShell())
    False
    """
    # The Jupyter server names the notebook in this variable; VS Code in the notebook itself.
    return (
        "JPY_SESSION_NAME" in os.environ
        or "__vsc_ipynb_file__" in shell.user_ns
        or sys.platform == "emscripten"
    )


def _tell(shell: Any, kind: type, error: BaseException, tb: Any, tb_offset: Any = None) -> None:
    slip = read(error.with_traceback(tb), shell.user_ns)
    sys.last_type, sys.last_value, sys.last_traceback = kind, error, tb  # for %debug and %tb
    bundle = {"text/html": slip.page(), "text/plain": slip.plain()}
    shell.display_pub.publish(bundle)
    # The front end is told that the cell failed, so that "run all" stops here.
    shell._last_traceback = slip.details.splitlines()
    if sys.platform == "emscripten":  # there it is told by an error of its own
        last = _last_line(error)
        told = {"ename": kind.__name__, "evalue": str(error), "traceback": [last]}
        shell._last_traceback = told
