"""Weight and speed of a lesson on the site, in Chromium, beside a page with stock settings.

Run after `make docs`, or name a site: `python benchmarks/site.py FOLDER`. The host compresses text,
as GitHub Pages and Read the Docs do; one visit is to a host that does not, as in a classroom. No
other host can be reached, so the stock page, whose charts ask one, shows how it fares on a closed
network.
"""

import gzip
import http.server
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Page, Request, sync_playwright

HOUSE = Path(__file__).resolve().parent.parent
LESSON = "lessons/03_categories.html"
NEXT = "lessons/08_participation_ladder.html"
CHART = '[id^="chart-"] svg.marks, .vega-embed svg, .vega-embed canvas'
NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
ROUNDS = 3


class Host(http.server.SimpleHTTPRequestHandler):
    """A host of files that compresses text and lets the browser keep what it got."""

    compresses = True

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.exists():
            return self.send_error(404)
        sent = path.read_bytes()
        text = path.suffix in (".html", ".js", ".css", ".svg", ".json")
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if text and self.compresses:
            sent = gzip.compress(sent, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(sent)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *_: Any) -> None:
        """Nothing."""


class Plain(Host):
    """A host that sends files as they are."""

    compresses = False


@dataclass
class Visit:
    """What one opening of a page cost."""

    kilobytes: float
    seconds: float | None  # until the first chart is visible
    outside: int  # requests to other hosts


def stock_site(folder: Path) -> Path:
    """The same lesson, its charts with Altair's own renderer, in MyST-NB as it comes."""
    lesson = nbformat.read(HOUSE / "notebooks" / f"{Path(LESSON).stem}.ipynb", as_version=4)
    for cell in lesson.cells:
        if cell.cell_type == "code":
            cell.source = cell.source.replace("notebook.setup()", "")
    nbformat.write(lesson, folder / "index.ipynb")
    theme = 'extensions = ["myst_nb"]\nhtml_theme = "sphinx_book_theme"\n'
    (folder / "conf.py").write_text(theme, encoding="utf-8")
    command = ["-m", "sphinx", "-Q", "-b", "html", folder, folder / "html"]
    subprocess.run([sys.executable, *command], check=True)
    return folder / "html"


def _outside(request: Request) -> bool:
    return request.url.startswith("http") and not request.url.startswith("http://127.0.0.1:")


def visit(page: Page, address: str, wait: float) -> Visit:
    """Open a page; wait (seconds) for its first chart, then for what else it loads."""
    sizes, outside = [], []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))

    # Not by a route of Playwright: that would keep the page from the browser's cache.
    page.on("request", lambda request: outside.append(request.url) if _outside(request) else None)
    page.goto(address, wait_until="commit")
    try:
        page.wait_for_selector(CHART, timeout=wait * 1000)
        seconds = page.evaluate("performance.now() / 1000")
    except Exception:  # no chart in time: that is a result
        seconds = None
    page.wait_for_load_state("load")
    page.wait_for_timeout(500)
    network.detach()
    return Visit(sum(sizes) / 1000, seconds, len(outside))


def tell(what: str, value: float | None, unit: str, bound: float) -> None:
    """One line of the result."""
    kept = value is not None and value <= bound
    shown = "never" if value is None else f"{value:.2f} {unit}"
    print(f"{'ok    ' if kept else 'MISSED'} {what}: {shown} (at most {bound:g} {unit})")


def main() -> None:
    """All measures."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else HOUSE / "docs" / "_build" / "html").resolve()
    if not (site / LESSON).exists():
        sys.exit(f"There is no site in {site}. Build it with: make docs")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as run:
        hosts = []
        for kind, folder in ((Host, site), (Host, stock_site(Path(name))), (Plain, site)):
            handler = partial(kind, directory=folder)
            hosts.append(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler))
            threading.Thread(target=hosts[-1].serve_forever, daemon=True).start()
        ours, stock, plain = (f"http://127.0.0.1:{host.server_address[1]}/" for host in hosts)
        browser = run.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", NO_OTHER_HOST],
        )
        found = []
        for _ in range(ROUNDS):  # each with an empty cache; the pages take turns
            context = browser.new_context()
            page = context.new_page()
            first = visit(page, ours + LESSON, 20)
            following = visit(page, ours + NEXT, 20)
            context.close()
            context = browser.new_context()
            found.append((first, following, visit(context.new_page(), stock, 5)))
            context.close()
        context = browser.new_context()
        classroom = visit(context.new_page(), plain + LESSON, 20)
        context.close()
        browser.close()
    first, following, other = (
        min(visits, key=lambda one: one.seconds or 99) for visits in zip(*found, strict=True)
    )
    tell("a lesson, first visit", first.kilobytes / 1000, "MB", 0.7)
    tell("the same without compression", classroom.kilobytes / 1000, "MB", 1.6)
    tell("the next lesson", following.kilobytes, "kB", 40)
    tell("first chart visible, first visit", first.seconds, "s", 2)
    tell("requests to other hosts", first.outside + following.outside, "", 0)
    seen = "never" if other.seconds is None else f"after {other.seconds:.2f} s"
    print(
        f"       stock page: {other.kilobytes / 1000:.2f} MB from its own host, "
        f"{other.outside} requests to other hosts; first chart visible: {seen}"
    )


if __name__ == "__main__":
    main()
