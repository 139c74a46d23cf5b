"""The lessons, copied to a folder of the reader's own and opened in JupyterLab.

A lesson that the reader has run or changed is never written over: what stands in the folder is
compared with what was copied there last, noted as SHA-256 sums in `.led_synergy.json` beside the
lessons. Copies hold no results, since the lessons ask the reader to predict first. JupyterLab is
started so that only this computer reaches it, and only with a token.
Nothing here comes from the paper.
"""

import hashlib
import importlib.util
import json
import logging
import os
import secrets
import signal
import socket
import webbrowser
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from . import framework, terms
from .material import write_whole

__all__ = [
    "FIRST_LESSON",
    "FOLDER",
    "CopyReport",
    "copy_lessons",
    "free_port",
    "fresh",
    "has_browser",
    "run",
    "server_command",
]

FOLDER = "led_synergy_lessons"
FIRST_LESSON = "00_start_here.ipynb"

_ADDRESS = "127.0.0.1"  # this computer only
_FIRST_PORT = 8888  # Jupyter's own
_TRIES = 50
_NOTES = ".led_synergy.json"
# They would run in the very terminal that JupyterLab runs in, and cannot show it.
_TEXT_BROWSERS = {"browsh", "elinks", "links", "links2", "lynx", "w3m", "www-browser"}


# -- The copy ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class CopyReport:
    """What became of each lesson; names are relative to the folder ("solutions/01_x.ipynb").

    Parameters
    ----------
    folder : pathlib.Path
        Where the lessons are.
    copied : tuple of str
        Lessons that were not there.
    updated : tuple of str
        Lessons replaced by the package's newer version; the reader had not changed them.
    kept : tuple of str
        Lessons left as they are, because they are not as they were copied.
    unchanged : tuple of str
        Lessons that were there already, just as the package has them.
    newer : tuple of str
        Those of `kept` that the package has a newer version of.

    Examples
    --------
    >>> CopyReport(Path("lessons"), ("01_a.ipynb",), (), (), (), ()).copied
    ('01_a.ipynb',)
    """

    folder: Path
    copied: tuple[str, ...]
    updated: tuple[str, ...]
    kept: tuple[str, ...]
    unchanged: tuple[str, ...]
    newer: tuple[str, ...]

    @terms.spoken
    def message(self, lang: str | None = None) -> str:
        """The report in words, one line for each thing that happened.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str

        Examples
        --------
        >>> report = CopyReport(Path("lessons"), (), (), ("01_a.ipynb",), ("02_b.ipynb",), ())
        >>> print(report.message())
        Lessons: lessons
        Kept as they are, because you ran or changed them: 01_a.ipynb
        Already there and unchanged: 1
        """
        lines = [terms.text("message.lessons_folder", folder=self.folder)]
        for fate in ("copied", "updated", "kept", "newer"):
            if names := getattr(self, fate):
                lines.append(terms.text(f"message.lessons_{fate}", files=", ".join(names)))
        if self.unchanged:
            lines.append(terms.text("message.lessons_unchanged", count=len(self.unchanged)))
        return "\n".join(lines)


def fresh(notebook: bytes) -> bytes:
    """A notebook as a learner gets it: without results, and with no cell counted as run.

    Code that only draws (tag hide-input), which the site folds, is folded in JupyterLab too.

    Parameters
    ----------
    notebook : bytes
        Content of an .ipynb file.

    Returns
    -------
    bytes
        The same notebook; if there was nothing to clear, the very same bytes.

    Examples
    --------
    >>> cell = {"cell_type": "code", "source": "1 + 1", "execution_count": 4, "outputs": ["2"]}
    >>> json.loads(fresh(json.dumps({"cells": [cell]}).encode()))["cells"]
    [{'cell_type': 'code', 'source': '1 + 1', 'execution_count': None, 'outputs': []}]
    """
    book = json.loads(notebook)
    changed = False
    for cell in book.get("cells", ()):
        if cell["cell_type"] != "code":
            continue
        if cell["outputs"] or cell["execution_count"]:
            cell["outputs"], cell["execution_count"], changed = [], None, True
        about = cell.get("metadata", {})
        if "hide-input" in about.get("tags", ()):
            folded = about.setdefault("jupyter", {})
            changed |= folded.get("source_hidden") is not True
            folded["source_hidden"] = True
    if not changed:
        return notebook
    return (json.dumps(book, ensure_ascii=False, indent=1) + "\n").encode()


def copy_lessons(
    target: str | os.PathLike[str], source: str | os.PathLike[str] | None = None
) -> CopyReport:
    """Copy the lessons, with their solutions, to a folder, never over one the reader changed.

    Copies are `fresh`: they hold no results. A lesson that is missing is copied. One that is as it
    was copied last is replaced when the package has a newer version. Any other stays whole; if the
    package has a newer version of it, the report says so, and the reader who wants that one renames
    the own file and copies again. Running a lesson and saving it also changes it. Files that are no
    lessons are left alone.

    Parameters
    ----------
    target : path
        The reader's folder; it is made if there is none.
    source : path, optional
        Folder of the lessons; those of the package unless given.

    Returns
    -------
    CopyReport
        What was copied, updated, kept, and already there.

    Raises
    ------
    InputError
        If the folder or one above it is a file, if it cannot be written, or if the source holds
        no lessons.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as source, TemporaryDirectory() as target:
    ...     _ = (Path(source) / "01_actors.ipynb").write_text("{}")
    ...     first = copy_lessons(target, source)
    ...     _ = (Path(target) / "01_actors.ipynb").write_text('{"mine": 1}')
    ...     second = copy_lessons(target, source)
    >>> first.copied, second.kept
    (('01_actors.ipynb',), ('01_actors.ipynb',))
    """
    target = Path(target)
    source = framework.folder("notebooks") if source is None else Path(source)
    lessons = sorted([*source.glob("*.ipynb"), *source.glob("solutions/*.ipynb")])
    if not lessons:
        raise terms.InputError("error.lab_no_lessons", folder=source)
    for folder in sorted({target / lesson.relative_to(source).parent for lesson in lessons}):
        _make_folder(folder)

    before = _read_notes(target / _NOTES)
    notes = dict(before)
    fates: dict[str, list[str]] = {
        fate: [] for fate in ("copied", "updated", "kept", "unchanged", "newer")
    }
    try:
        for lesson in lessons:
            name = lesson.relative_to(source).as_posix()
            packaged = fresh(lesson.read_bytes())
            here, last = _read(target / name), before.get(name)
            fate = _fate(here, packaged, last)
            fates[fate].append(name)
            if fate in ("copied", "updated"):
                write_whole(target / name, packaged)
            if fate != "kept":
                notes[name] = _digest(packaged)
            elif last not in (None, _digest(packaged)):
                fates["newer"].append(name)
        if notes != before:
            write_whole(target / _NOTES, json.dumps(notes, indent=1, sort_keys=True).encode())
    except OSError as error:
        raise terms.InputError(
            "error.lab_not_writable", folder=target, reason=error.strerror
        ) from error
    return CopyReport(target, **{fate: tuple(names) for fate, names in fates.items()})


def _fate(here: bytes | None, packaged: bytes, last: str | None) -> str:
    """What to do with one lesson: its text here and in the package, and the sum noted last."""
    if here is None:
        return "copied"
    if here == packaged:
        return "unchanged"
    return "updated" if _digest(here) == last else "kept"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        for path in (folder, *folder.parents):
            if os.path.isfile(path):  # unlike Path.is_file, also of a name that is too long
                raise terms.InputError("error.lab_file_in_the_way", found=path) from error
        raise terms.InputError(
            "error.lab_not_writable", folder=folder, reason=error.strerror
        ) from error


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _read_notes(path: Path) -> dict[str, str]:
    # Notes that are lost or spoiled make no lesson less safe: what differs is then kept.
    try:
        notes = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return notes if isinstance(notes, dict) else {}


# -- The server --------------------------------------------------------------------------------


def free_port(wanted: int | None = None) -> int:
    """The port asked for, or else the first free one from 8888 on.

    Parameters
    ----------
    wanted : int, optional
        A port from 1 to 65535.

    Returns
    -------
    int

    Raises
    ------
    InputError
        If the port asked for is out of range, or cannot be used.

    Examples
    --------
    >>> free_port() >= 8888
    True
    """
    if wanted is None:
        for port in range(_FIRST_PORT, 65536):
            if _is_free(port):
                return port
        raise terms.InputError("error.lab_port_taken", port=f"{_FIRST_PORT}–65535")
    if not 1 <= wanted <= 65535:
        raise terms.InputError("error.lab_port_range", port=wanted)
    if not _is_free(wanted):
        raise terms.InputError("error.lab_port_taken", port=wanted)
    return wanted


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # Windows lets two programs share a port unless told not to; elsewhere a port that was
        # just given up would count as taken for a minute unless told otherwise.
        exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
        option = socket.SO_REUSEADDR if exclusive is None else exclusive
        probe.setsockopt(socket.SOL_SOCKET, option, 1)
        try:
            probe.bind((_ADDRESS, port))
        except OSError:
            return False
    return True


def _claim(wanted: int | None) -> tuple[int, Any]:
    """The port, and a kind of Jupyter server that holds it from now on.

    Jupyter's own looks for a free port and opens it later. Where a class starts at the same second
    on one machine, two would find the same.
    """
    from jupyter_server.serverapp import ServerApp
    from tornado.netutil import bind_sockets

    for last in [*(_TRIES - 1) * [False], True]:
        port = free_port(wanted)
        try:
            sockets = bind_sockets(port, _ADDRESS)
            break
        except OSError as error:  # taken since it was looked at
            if last or wanted is not None:
                raise terms.InputError("error.lab_port_taken", port=port) from error

    class Server(ServerApp):
        def _find_http_port(self) -> None:
            pass

        def _bind_http_server_tcp(self) -> bool:
            self.http_server.add_sockets(sockets)
            return True

    return port, Server


def has_browser() -> bool:
    """Whether this computer has a browser with windows, as JupyterLab needs.

    Without a screen (no DISPLAY, no WAYLAND_DISPLAY) Python offers text browsers only, unless the
    variable BROWSER names another; a text browser does not count.

    Returns
    -------
    bool

    Examples
    --------
    >>> has_browser() in (True, False)
    True
    """
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    return Path(getattr(browser, "name", "")).name not in _TEXT_BROWSERS


def server_command(
    folder: str | os.PathLike[str], port: int, token: str, browser: bool, root: bool
) -> list[str]:
    """What `jupyter lab` is told: one argument a line, without the words `jupyter lab`.

    They stand above the reader's own Jupyter settings, which might ask for no token or for an
    address that others reach.

    Parameters
    ----------
    folder : path
        The lessons.
    port : int
        Port on the loopback address.
    token : str
        The secret that lets a browser in.
    browser : bool
        Whether to open the browser.
    root : bool
        Whether the user is root, as in a container; JupyterLab refuses root unless told.

    Returns
    -------
    list of str

    Examples
    --------
    >>> "--allow-root" in server_command("lessons", 8888, "4f2a", browser=True, root=False)
    False
    """
    return [
        f"--ServerApp.root_dir={folder}",
        f"--ServerApp.ip={_ADDRESS}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={token}",
        f"--LabApp.default_url=/lab/tree/{FIRST_LESSON}",
        # The address is told in the reader's language instead, and what a learner can do nothing
        # about is not told. A kernel would warn that others could listen; so its words are hidden
        # from others on this computer, where Jupyter can do that.
        "--ServerApp.log_level=ERROR",
        "--LabApp.log_level=ERROR",
        "--MappingKernelManager.transport_encryption=auto",
        *([] if browser else ["--no-browser"]),
        *(["--allow-root"] if root else []),
    ]


def _plain_page(_: object, page: dict[str, Any]) -> dict[str, Any]:
    # JupyterLab would ask about news and look for updates outside this computer. And who builds the
    # site has an extension for kernels in the browser, which only complains in a lab with its own.
    off = [*page.get("disabledExtensions", []), "@jupyterlab/apputils-extension:announcements"]
    added = page.get("federated_extensions", [])
    kept = [extension for extension in added if not extension["name"].startswith("@jupyterlite/")]
    return {**page, "disabledExtensions": off, "federated_extensions": kept}


@terms.spoken
def run(
    folder: str | os.PathLike[str] = FOLDER,
    lang: str | None = None,
    port: int | None = None,
    browser: bool = True,
    source: str | os.PathLike[str] | None = None,
) -> None:
    """Copy the lessons and work on them in JupyterLab, until Ctrl-C.

    The address, with its token, is printed also when a browser opens: it may fail to. The server
    runs in this process, so the token stands in no list of running commands.

    Parameters
    ----------
    folder : path
        The reader's folder for the lessons.
    lang : {"en", "id"}, optional
        Language of the messages, that chosen now if not given; the lessons find it in the variable
        LED_SYNERGY_LANG. If the package has the lessons in this language, they are opened, from a
        folder `id` in the reader's.
    port : int, optional
        Port to use; the first free one from 8888 on unless given.
    browser : bool
        Whether to open a browser if there is one.
    source : path, optional
        Folder of the lessons; those of the package unless given.

    Raises
    ------
    InputError
        If the language is unknown, JupyterLab is not installed, the port cannot be used, there is
        no home folder, or the lessons cannot be copied.

    See Also
    --------
    copy_lessons : what is copied, and what is kept.

    Examples
    --------
    >>> run(lang="de")
    Traceback (most recent call last):
    ...
    led_synergy.terms.InputError: unknown language: 'de'. Choose from: en, id
    """
    if importlib.util.find_spec("jupyterlab") is None:
        raise terms.InputError("error.lab_no_jupyterlab")
    free_port(port)
    try:
        Path.home()  # where JupyterLab keeps its settings
        folder = Path(folder).expanduser().resolve()
    except RuntimeError as error:
        raise terms.InputError("error.no_home") from error
    spoken = terms.language()
    if source is None and (own := framework.folder("notebooks") / spoken).is_dir():
        source, folder = own, folder / spoken  # a whole edition, beside the English copies
    print(copy_lessons(folder, source).message(), flush=True)

    from jupyterlab.labapp import LabApp

    os.environ["LED_SYNERGY_LANG"] = spoken  # kernels inherit it
    # So a slip before the first cell is run ends in a sentence, too. A file of the reader's own
    # goes first.
    os.environ.setdefault("PYTHONSTARTUP", str(Path(__file__).with_name("_lab_start.py")))
    browser = browser and has_browser()
    root = getattr(os, "geteuid", lambda: None)() == 0  # Windows has no such call
    token = secrets.token_hex(24)
    port, LabApp.serverapp_class = _claim(port)
    server = LabApp.initialize_server(argv=server_command(folder, port, token, browser, root))
    # A tab that was closed while a kernel still spoke to it is no mistake of anybody.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    server.web_app.settings["page_config_hook"] = _plain_page
    url = urljoin(server.connection_url, f"lab/tree/{FIRST_LESSON}?token={token}")

    def tell() -> None:
        print(terms.text("message.lab_opens" if browser else "message.open_address", url=url))
        print(terms.text("message.how_to_stop"), flush=True)

    def stop(*_: object) -> None:
        # A second Ctrl-C does not wait for a kernel that will not end.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        server.stop(from_signal=True)

    # Jupyter's own Ctrl-C asks first, and on Windows leaves the kernels to themselves.
    signal.signal(signal.SIGINT, stop)
    # The first thing in the loop's queue is to listen; the address is told once it does.
    server.io_loop.add_callback(tell)
    server.start()
    print(terms.text("message.lab_stopped", folder=folder), flush=True)
