"""The lessons' copy and the start of JupyterLab: nothing of the reader's is lost, no door open."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import types
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path

import pytest

from led_synergy import framework, lab, terms

HOUSE = Path(lab.__file__).parents[1]  # where Python finds the package
LESSONS = ("00_start_here.ipynb", "01_actors.ipynb", "solutions/01_actors.ipynb")


def notebook(words):
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": words}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "packaged"
    (folder / "solutions").mkdir(parents=True)
    for name in LESSONS:
        (folder / name).write_text(notebook(f"{name}, first edition"), encoding="utf-8")
    return folder


@pytest.fixture
def target(tmp_path):
    return tmp_path / "my lessons"


def new_edition(source, name):
    (source / name).write_text(notebook(f"{name}, second edition"), encoding="utf-8")
    return (source / name).read_bytes()


def edit(target, name):
    (target / name).write_text(notebook("my own answer"), encoding="utf-8")
    return (target / name).read_bytes()


# -- The copy ----------------------------------------------------------------------------------


def test_first_copy_copies_every_lesson_and_solution(source, target):
    report = lab.copy_lessons(target, source)
    assert report.copied == LESSONS
    assert (report.updated, report.kept, report.unchanged, report.newer) == ((), (), (), ())
    assert {name: contents(target)[name] for name in LESSONS} == contents(source)


def test_the_packages_own_notebooks_are_copied_unless_told_otherwise(source, target, monkeypatch):
    monkeypatch.setattr(framework, "folder", {"notebooks": source}.__getitem__)
    assert lab.copy_lessons(target).copied == LESSONS


def test_no_copied_lesson_holds_a_result_or_a_count(target):
    lab.copy_lessons(target)
    copies = [json.loads(path.read_text(encoding="utf-8")) for path in target.rglob("*.ipynb")]
    code = [cell for book in copies for cell in book["cells"] if cell["cell_type"] == "code"]
    assert len(copies) >= 26 and len(code) > 200
    assert not [cell for cell in code if cell["outputs"] or cell["execution_count"]]


def test_fresh_changes_nothing_but_results_counts_and_folds_of_code():
    stored = sorted(framework.folder("notebooks").rglob("*.ipynb"))
    assert stored
    folded = 0
    for path in stored:
        old, new = json.loads(path.read_bytes()), json.loads(lab.fresh(path.read_bytes()))
        for cell in old["cells"]:
            if cell["cell_type"] == "code":
                cell |= {"outputs": [], "execution_count": None}
                if "hide-input" in cell["metadata"].get("tags", ()):
                    cell["metadata"].setdefault("jupyter", {})["source_hidden"] = True
                    folded += 1
        assert new == old
        assert lab.fresh(lab.fresh(path.read_bytes())) == lab.fresh(path.read_bytes())
    assert folded > 30  # code that only draws is folded in JupyterLab, as on the site


def test_a_second_copy_changes_nothing(source, target):
    lab.copy_lessons(target, source)
    before = {path: path.stat().st_mtime_ns for path in target.rglob("*")}
    report = lab.copy_lessons(target, source)
    assert report.unchanged == LESSONS
    assert (report.copied, report.updated, report.kept) == ((), (), ())
    assert {path: path.stat().st_mtime_ns for path in target.rglob("*")} == before


def test_an_edited_lesson_is_kept_whole_and_named(source, target):
    lab.copy_lessons(target, source)
    mine = edit(target, "01_actors.ipynb")
    report = lab.copy_lessons(target, source)
    assert report.kept == ("01_actors.ipynb",)
    assert report.newer == ()
    assert (target / "01_actors.ipynb").read_bytes() == mine
    for lang in terms.LANGUAGES:
        line = terms.text("message.lessons_kept", lang, files="01_actors.ipynb")
        assert line in report.message(lang).splitlines()


def test_an_edited_lesson_is_kept_and_its_newer_version_announced_each_time(source, target):
    lab.copy_lessons(target, source)
    mine = edit(target, "01_actors.ipynb")
    new_edition(source, "01_actors.ipynb")
    for _ in range(2):
        report = lab.copy_lessons(target, source)
        assert (report.kept, report.newer) == (("01_actors.ipynb",), ("01_actors.ipynb",))
        assert (target / "01_actors.ipynb").read_bytes() == mine
        assert "newer version of: 01_actors.ipynb" in report.message("en")


def test_renaming_the_edited_lesson_fetches_the_newer_version_and_leaves_both(source, target):
    lab.copy_lessons(target, source)
    mine = edit(target, "01_actors.ipynb")
    newer = new_edition(source, "01_actors.ipynb")
    lab.copy_lessons(target, source)
    (target / "01_actors.ipynb").rename(target / "01_mine.ipynb")
    assert lab.copy_lessons(target, source).copied == ("01_actors.ipynb",)
    assert (target / "01_actors.ipynb").read_bytes() == newer
    assert (target / "01_mine.ipynb").read_bytes() == mine


def test_an_updated_lesson_that_was_not_edited_is_replaced(source, target):
    lab.copy_lessons(target, source)
    for _ in range(2):  # twice: the sum noted must be that of the last copy
        newer = new_edition(source, "solutions/01_actors.ipynb") + b"\n"
        (source / "solutions/01_actors.ipynb").write_bytes(newer)
        report = lab.copy_lessons(target, source)
        assert report.updated == ("solutions/01_actors.ipynb",)
        assert (target / "solutions/01_actors.ipynb").read_bytes() == newer
        new_edition(source, "solutions/01_actors.ipynb")
        lab.copy_lessons(target, source)


def test_a_deleted_lesson_is_copied_again(source, target):
    lab.copy_lessons(target, source)
    (target / "00_start_here.ipynb").unlink()
    report = lab.copy_lessons(target, source)
    assert report.copied == ("00_start_here.ipynb",)
    assert (target / "00_start_here.ipynb").exists()


def test_a_lesson_that_was_there_before_the_first_copy_is_kept(source, target):
    target.mkdir()
    mine = edit(target, "00_start_here.ipynb")
    assert lab.copy_lessons(target, source).kept == ("00_start_here.ipynb",)
    assert (target / "00_start_here.ipynb").read_bytes() == mine


@pytest.mark.parametrize("notes", [None, "", "{", "[1]", '{"01_actors.ipynb": 5}'])
def test_lost_or_spoiled_notes_cost_the_reader_nothing(source, target, notes):
    lab.copy_lessons(target, source)
    mine = edit(target, "01_actors.ipynb")
    new_edition(source, "01_actors.ipynb")
    (target / ".led_synergy.json").unlink()
    if notes is not None:
        (target / ".led_synergy.json").write_text(notes)
    assert lab.copy_lessons(target, source).kept == ("01_actors.ipynb",)
    assert (target / "01_actors.ipynb").read_bytes() == mine


def test_the_readers_other_files_are_left_alone(source, target):
    target.mkdir()
    (target / "village.csv").write_text("my data")
    (source / ".ipynb_checkpoints").mkdir()
    (source / ".ipynb_checkpoints" / "x.ipynb").write_text("{}")
    lab.copy_lessons(target, source)
    assert set(contents(target)) == {*LESSONS, "village.csv", ".led_synergy.json"}
    assert (target / "village.csv").read_text() == "my data"


def test_a_copy_that_breaks_off_leaves_the_old_lesson_whole(source, target, monkeypatch):
    lab.copy_lessons(target, source)
    before = contents(target)
    new_edition(source, "01_actors.ipynb")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(terms.InputError, match="No space left on device"):
        lab.copy_lessons(target, source)
    assert contents(target) == before  # nor is a draft left behind


@pytest.mark.parametrize("below", ["", "lessons"])
def test_a_file_in_place_of_the_folder_is_named_in_both_languages(source, target, below):
    target.write_text("a file")
    with pytest.raises(terms.InputError) as caught:
        lab.copy_lessons(target / below, source)
    assert caught.value.message("en").startswith(f"{target} is a file, not a folder.")
    assert caught.value.message("id").startswith(f"{target} adalah berkas, bukan folder.")
    assert target.read_text() == "a file"


def test_a_file_named_solutions_is_named(source, target):
    target.mkdir()
    (target / "solutions").write_text("a file")
    with pytest.raises(terms.InputError, match="solutions is a file, not a folder"):
        lab.copy_lessons(target, source)


@pytest.mark.parametrize("call", [(Path, "mkdir"), (os, "replace"), (Path, "read_bytes")])
def test_a_folder_that_may_not_be_written_is_named_in_both_languages(
    source, target, monkeypatch, call
):
    # Root may write anywhere, so the system's refusal is played; target holds nothing yet.
    real = getattr(*call)

    def refuse(path, *rest, **options):
        if target in (Path(path), Path(path).parent):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *rest, **options)

    monkeypatch.setattr(*call, refuse)
    with pytest.raises(terms.InputError) as caught:
        lab.copy_lessons(target, source)
    for lang, cannot in (("en", "cannot be copied to"), ("id", "tidak dapat disalin ke")):
        assert f"{cannot} {target} (Permission denied)" in caught.value.message(lang)


def test_a_name_that_is_too_long_is_told_in_a_sentence(source, tmp_path):
    with pytest.raises(terms.InputError, match="File name too long"):
        lab.copy_lessons(tmp_path / ("x" * 300), source)


def test_a_source_without_lessons_is_an_error_not_an_empty_folder(tmp_path, target):
    with pytest.raises(terms.InputError, match="no lessons found in"):
        lab.copy_lessons(target, tmp_path / "nowhere")
    assert not target.exists()


# -- What the server is told -------------------------------------------------------------------


def arguments(browser=False, root=False):
    return lab.server_command("lessons", 8890, "4f2a", browser, root)


def test_the_server_listens_on_the_loopback_address_only():
    assert [a for a in arguments() if ".ip=" in a] == ["--ServerApp.ip=127.0.0.1"]


def test_the_server_asks_for_the_token():
    assert [a for a in arguments() if "token" in a] == ["--IdentityProvider.token=4f2a"]
    assert not [a for a in arguments() if "password" in a]


def test_the_server_takes_the_port_it_was_given_and_no_other():
    assert {"--ServerApp.port=8890", "--ServerApp.port_retries=0"} < set(arguments())


def test_the_server_opens_on_the_first_lesson():
    assert "--LabApp.default_url=/lab/tree/00_start_here.ipynb" in arguments()


def test_root_is_allowed_only_as_root():
    assert "--allow-root" in arguments(root=True)
    assert not [a for a in arguments(root=False) if "root" in a and "root_dir" not in a]


def test_the_server_opens_a_browser_only_when_told():
    assert "--no-browser" in arguments(browser=False)
    assert not [a for a in arguments(browser=True) if "browser" in a]


# -- Ports and browsers ------------------------------------------------------------------------


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_taken_port_given_explicitly_is_an_error_that_names_it(taken):
    with pytest.raises(terms.InputError) as caught:
        lab.free_port(taken)
    assert caught.value.message("en").startswith(f"port {taken} cannot be used")
    assert caught.value.message("id").startswith(f"port {taken} tidak dapat dipakai")


def test_a_free_port_given_explicitly_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert lab.free_port(port) == port


def test_a_port_just_given_up_counts_as_free():
    # The side that closes first keeps the port in TIME_WAIT for a minute.
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as client:
            server, _ = listener.accept()
            server.close()
            assert client.recv(1) == b""
    assert lab.free_port(port) == port


@pytest.mark.parametrize("port", [-1, 0, 65536])
def test_a_port_out_of_range_is_an_error(port):
    with pytest.raises(terms.InputError, match=f"port {port}: .* from 1 to 65535"):
        lab.free_port(port)


def test_without_a_wish_the_next_port_after_a_taken_one_is_used(monkeypatch):
    monkeypatch.setattr(lab, "_is_free", lambda port: port > 8889)
    assert lab.free_port() == 8890
    monkeypatch.setattr(lab, "_is_free", lambda port: False)
    with pytest.raises(terms.InputError, match="8888"):
        lab.free_port()


def test_two_starts_at_the_same_moment_get_two_ports():
    pytest.importorskip("jupyterlab")
    (first, _), (second, kind) = lab._claim(None), lab._claim(None)
    assert first != second
    with pytest.raises(terms.InputError, match=str(second)):
        lab._claim(second)
    assert {"_find_http_port", "_bind_http_server_tcp"} <= {*dir(kind.__base__)}  # what it replaces


def test_no_browser_means_no_browser(monkeypatch):
    def none():
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr(webbrowser, "get", none)
    assert lab.has_browser() is False


@pytest.mark.parametrize("name", ["w3m", "/usr/bin/lynx", "www-browser", "links", "elinks"])
def test_a_text_browser_does_not_count(monkeypatch, name):
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser(name))
    assert lab.has_browser() is False


@pytest.mark.parametrize(
    "browser", [webbrowser.BackgroundBrowser("xdg-open"), webbrowser.Mozilla("firefox"), object()]
)
def test_a_browser_with_windows_counts(monkeypatch, browser):
    monkeypatch.setattr(webbrowser, "get", lambda: browser)
    assert lab.has_browser() is True


@pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="their browser needs no DISPLAY variable"
)
def test_text_browsers_without_a_screen_do_not_count(tmp_path):
    for name in ("www-browser", "w3m", "firefox"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    code = (
        "import webbrowser; from led_synergy import lab; webbrowser.get(); print(lab.has_browser())"
    )
    headless = {"PATH": str(tmp_path), "TERM": "xterm", "PYTHONPATH": str(HOUSE)}
    for screen, answer in (({}, "False"), ({"DISPLAY": ":0"}, "True")):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=headless | screen,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == answer


# -- The start ---------------------------------------------------------------------------------


@pytest.fixture
def started(monkeypatch):
    """What a JupyterLab that only notes its start was told, one dict a start."""
    starts = []

    class Server:
        connection_url = "http://127.0.0.1:8890/"

        def __init__(self):
            self.io_loop, self.queue = self, []
            self.web_app = types.SimpleNamespace(settings={})

        def add_callback(self, call):
            self.queue.append(call)

        def start(self):
            for call in self.queue:
                call()
            starts[-1]["language"] = os.environ.get("LED_SYNERGY_LANG")

    class LabApp:
        @staticmethod
        def initialize_server(argv):
            starts.append({"argv": argv})
            return Server()

    labapp = types.ModuleType("jupyterlab.labapp")
    labapp.LabApp = LabApp
    monkeypatch.setitem(sys.modules, "jupyterlab.labapp", labapp)
    monkeypatch.setenv("LED_SYNERGY_LANG", "")
    monkeypatch.setattr(lab, "has_browser", lambda: True)
    at_ctrl_c = signal.getsignal(signal.SIGINT)
    yield starts
    signal.signal(signal.SIGINT, at_ctrl_c)


def tokens(starts):
    prefix = "--IdentityProvider.token="
    return [a.removeprefix(prefix) for s in starts for a in s["argv"] if a.startswith(prefix)]


def test_each_start_has_its_own_long_token(source, target, started):
    for _ in range(2):
        lab.run(target, source=source)
    first, second = tokens(started)
    assert first != second
    assert re.fullmatch("[0-9a-f]{48}", first)  # 24 random bytes


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_the_chosen_language_reaches_messages_and_lessons(source, target, started, lang, capsys):
    lab.run(target, lang=lang, source=source)
    assert started[0]["language"] == lang
    said = capsys.readouterr().out
    assert terms.text("message.lessons_copied", lang, files=", ".join(LESSONS)) in said
    assert terms.text("message.how_to_stop", lang) in said
    assert terms.text("message.lab_stopped", lang, folder=target.resolve()) in said


def test_a_whole_edition_is_opened_from_a_folder_beside_the_english_copies(
    source, target, started, monkeypatch, capsys
):
    for name in LESSONS:
        (source / "id" / name).parent.mkdir(parents=True, exist_ok=True)
        (source / "id" / name).write_text(notebook(f"{name}, bahasa Indonesia"), encoding="utf-8")
    real = framework.folder
    here = {"notebooks": source}
    monkeypatch.setattr(framework, "folder", lambda name="datasets": here.get(name) or real(name))
    lab.run(target)
    mine = edit(target, "01_actors.ipynb")
    lab.run(target, "id")
    own = edit(target / "id", "01_actors.ipynb")
    capsys.readouterr()
    lab.run(target, "id")
    said = capsys.readouterr().out
    assert (target / "01_actors.ipynb").read_bytes() == mine
    assert (target / "id" / "01_actors.ipynb").read_bytes() == own
    first = (target / "id" / "00_start_here.ipynb").read_text(encoding="utf-8")
    assert "bahasa Indonesia" in first
    roots = [a for start in started for a in start["argv"] if "root_dir" in a]
    folder = target.resolve()
    assert roots == [f"--ServerApp.root_dir={folder / part}" for part in ("", "id", "id")]
    for key, words in (
        ("message.lessons_folder", {"folder": folder / "id"}),
        ("message.lessons_kept", {"files": "01_actors.ipynb"}),
        ("message.lab_stopped", {"folder": folder / "id"}),
    ):
        assert terms.text(key, "id", **words) in said


def test_every_lesson_of_the_package_is_there_in_every_language(target):
    english = lab.copy_lessons(target).copied
    assert len(english) >= 26
    for lang in terms.LANGUAGES[1:]:
        folder = framework.folder("notebooks") / lang
        assert lab.copy_lessons(target / lang, folder).copied == english
        for path in (target / lang).rglob("*.ipynb"):
            assert f'notebook.setup(\\"{lang}\\")' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("wanted", "there", "opened"),
    [(True, True, True), (True, False, False), (False, True, False)],
)
def test_the_address_is_printed_with_and_without_a_browser(
    source, target, started, monkeypatch, capsys, wanted, there, opened
):
    monkeypatch.setattr(lab, "has_browser", lambda: there)
    lab.run(target, browser=wanted, source=source)
    assert ("--no-browser" in started[0]["argv"]) is not opened
    url = f"http://127.0.0.1:8890/lab/tree/00_start_here.ipynb?token={tokens(started)[0]}"
    key = "message.lab_opens" if opened else "message.open_address"
    assert terms.text(key, "en", url=url) in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(("user", "allowed"), [(0, True), (1000, False), (None, False)])
def test_a_start_allows_root_only_as_root(source, target, started, monkeypatch, user, allowed):
    if user is None:  # Windows
        monkeypatch.delattr(os, "geteuid", raising=False)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    lab.run(target, source=source)
    assert ("--allow-root" in started[0]["argv"]) is allowed


def test_a_tilde_is_the_home_folder(source, tmp_path, started, monkeypatch):
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path))
    lab.run(os.path.join("~", "course"), source=source)
    assert (tmp_path / "course" / "00_start_here.ipynb").exists()


def test_without_a_home_folder_the_variable_to_set_is_told(source, started, monkeypatch):
    def none():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(lab.Path, "home", none)
    for lang in terms.LANGUAGES:
        with pytest.raises(terms.InputError) as caught:
            lab.run("~/x", lang, source=source)
        assert "HOME" in caught.value.message(lang)
    assert not started


def test_a_taken_port_stops_the_start_before_anything_is_copied(source, target, started, taken):
    with pytest.raises(terms.InputError, match=f"port {taken} cannot be used"):
        lab.run(target, port=taken, source=source)
    assert (started, target.exists()) == ([], False)


def test_without_jupyterlab_the_pip_line_is_told(source, target, monkeypatch):
    monkeypatch.setitem(sys.modules, "jupyterlab", None)
    with pytest.raises(terms.InputError) as caught:
        lab.run(target, source=source)
    for lang in terms.LANGUAGES:
        assert 'python -m pip install "led-synergy[lab]"' in caught.value.message(lang)
    assert not target.exists()


def test_an_unknown_language_is_an_error_that_names_the_choices(source, target, started):
    with pytest.raises(terms.InputError, match=r"unknown language: 'jv'.*en, id"):
        lab.run(target, lang="jv", source=source)
    assert (started, target.exists()) == ([], False)


# -- A real start ------------------------------------------------------------------------------


def get(url):
    """Status, address after redirects, and text of a page; cookies of none other are sent."""
    try:
        with urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor()
        ).open(url, timeout=30) as page:
            return page.status, page.url, page.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, url, ""


def test_a_real_start_lets_in_who_has_the_token_and_stops_at_ctrl_c(source, target, tmp_path):
    pytest.importorskip("jupyterlab")
    # The reader's own settings open every door; the lab must close them.
    settings = {"IdentityProvider": {"token": ""}, "ServerApp": {"ip": "0.0.0.0", "token": ""}}
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "jupyter_server_config.json").write_text(json.dumps(settings))
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(tmp_path / "settings"),
        "JUPYTER_DATA_DIR": str(tmp_path / "data"),
        "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime"),
        "JUPYTERLAB_WORKSPACES_DIR": str(tmp_path / "workspaces"),
    }
    code = (
        f"import sys; sys.path.insert(0, {str(HOUSE)!r}); from led_synergy import lab; "
        f"lab.run({str(target)!r}, 'id', browser=False, source={str(source)!r})"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    stuck = threading.Timer(55, process.kill)  # then the reads below end, and fail
    stuck.start()
    try:
        line = next(line for line in process.stdout if "http://" in line)
        url = re.search(r"http://\S+", line).group()
        address, _, token = url.partition("?token=")
        port = int(
            re.fullmatch(r"http://127\.0\.0\.1:(\d+)/lab/tree/00_start_here\.ipynb", address)[1]
        )
        assert len(token) == 48

        status, landed, page = get(url)
        assert (status, landed.partition("?")[0]) == (200, address)
        assert "jupyter-config-data" in page  # the page of JupyterLab itself
        assert '"@jupyterlab/apputils-extension:announcements"' in page  # among those turned off
        status, landed, page = get(address)
        assert "/login" in landed
        assert "jupyter-config-data" not in page
        lessons = f"http://127.0.0.1:{port}/api/contents"
        assert get(lessons)[0] == 403
        assert get(f"{lessons}?token=wrong")[0] == 403
        status, _, listing = get(f"{lessons}?token={token}")
        assert {file["name"] for file in json.loads(listing)["content"]} == {
            "00_start_here.ipynb",
            "01_actors.ipynb",
            "solutions",
        }

        if sys.platform == "win32":
            process.terminate()  # Windows cannot send Ctrl-C to one process alone
        else:
            process.send_signal(signal.SIGINT)
            rest = process.stdout.read()
            assert terms.text("message.lab_stopped", "id", folder=target.resolve()) in rest
            assert process.wait(20) == 0
            assert lab.free_port(port) == port
    finally:
        stuck.cancel()
        process.kill()
        process.wait()
        process.stdout.close()
