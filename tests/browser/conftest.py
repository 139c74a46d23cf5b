"""A real JupyterLab as a reader starts it, and a browser that hears of nothing outside."""

import os
import re
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

HOUSE = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium")
# No other name leads anywhere. (A route of Playwright would also keep a page from the cache.)
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
PATIENCE = 120_000  # milliseconds; a kernel starts slowly on a busy machine


def lacking(what):
    """Skip on a reader's machine; fail in CI on Linux, where .ci/run installs all of it."""
    reason = f"{what} is not installed"
    if os.environ.get("CI") == "true" and sys.platform == "linux":
        pytest.fail(f"{reason}, and CI must run this")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium():
    """The browser; each test opens pages of its own in it."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        lacking("playwright")
    if CHROMIUM is None:
        lacking("chromium")
    with sync_playwright() as run:
        browser = run.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", ALONE],
        )
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page, the requests that it sent outside this machine, and its errors."""

    page: Any
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture
def watched(chromium):
    """A page from which no request leaves this machine; each that would is noted."""
    found = Watched(chromium.new_page(viewport={"width": 1200, "height": 1000}))

    def asked(request):
        if re.match(r"https?://(?!127\.0\.0\.1[:/])", request.url):
            found.outside.append(request.url)

    found.page.on("request", asked)
    found.page.on("pageerror", lambda error: found.errors.append(str(error)))

    def told(said):
        if said.type == "error":
            found.errors.append(said.text)

    found.page.on("console", told)
    yield found
    found.page.close()


@pytest.fixture
def run_all(watched, lab):
    """Open a notebook of the lab, by its name, and run all of it."""

    def run(name, before=lambda: None):
        _, address, token = lab
        page = watched.page
        # A workspace of its own, or JupyterLab would open what the test before had open.
        page.goto(f"{address}/lab/workspaces/{name}/tree/{name}.ipynb?token={token}")
        page.get_by_text("(ipykernel) | Idle").wait_for(timeout=PATIENCE)
        before()
        page.locator(".jp-Notebook .jp-Cell").first.click()  # below the last one a click adds one
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_text("Run All Cells", exact=True).click()
        # a cell whose code is folded shows no number
        prompts = ".jp-CodeCell .jp-InputPrompt:not(.jp-Placeholder-prompt)"
        numbers = f"[...document.querySelectorAll('{prompts}')]"
        done = f"{numbers}.every(prompt => /\\[\\d+\\]/.test(prompt.textContent))"
        page.wait_for_function(done, timeout=PATIENCE)
        page.get_by_text("(ipykernel) | Idle").wait_for(timeout=PATIENCE)
        assert page.locator(".jp-OutputArea-output[data-mime-type*=error]").count() == 0

    return run


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """`led-synergy lab` with the lessons of this clone: its folder, address and token."""
    try:
        import jupyterlab  # noqa: F401
    except ImportError:
        lacking("jupyterlab")
    home = tmp_path_factory.mktemp("lab")
    folder = home / "my lessons"
    names = ("CONFIG", "RUNTIME")
    environment = {
        **{k: v for k, v in os.environ.items() if k != "JPY_SESSION_NAME"},
        **{f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in names},
        "JUPYTER_DATA_DIR": str(home / "data folder"),  # a blank, as in many Windows names
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "IPYTHONDIR": str(home / "ipython"),
        "PYTHONPATH": str(HOUSE),
    }
    command = "from led_synergy.cli import app; app()"
    with (home / "chatter.txt").open("w", encoding="utf-8") as chatter:
        server = subprocess.Popen(
            [sys.executable, "-c", command, "lab", "--no-browser", "--dir", str(folder)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=chatter,
            text=True,
        )
    stuck = threading.Timer(60, server.kill)  # then the line below is not found, and it fails
    stuck.start()
    try:
        line = next(line for line in server.stdout if "http://" in line)
        stuck.cancel()
        address, token = re.search(r"(http://127\.0\.0\.1:\d+)/lab\S*\?token=(\w+)", line).groups()
        yield folder, address, token
    finally:
        stuck.cancel()
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        server.stdout.close()
