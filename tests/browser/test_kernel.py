"""If Python cannot come into the browser, page and notebook say so within ten seconds."""

import json
import re
import time

import pytest

from ..daily import tries
from .test_site import LESSON, address  # noqa: F401

HELP = "how-to/without-network.html"
LOCK = json.dumps({"packages": {"pandas": {"file_name": "pandas.whl"}}})


@pytest.fixture
def asked(watched, site):
    """Answer in place of the host that sends Python: a dict of file name → status, or "never"."""
    settings = json.loads((site / "lite" / "jupyter-lite.json").read_text(encoding="utf-8"))
    (plugin,) = settings["jupyter-config-data"]["litePluginSettings"].values()
    folder = plugin["pyodideUrl"].rpartition("/")[0]
    answers = {}

    def answer(route):
        wanted = answers.get(route.request.url.rpartition("/")[2], 200)
        if wanted == 200:
            route.fulfill(status=200, body=LOCK, headers={"Access-Control-Allow-Origin": "*"})
        elif wanted != "never":
            route.abort()

    watched.page.context.route(re.compile(re.escape(folder)), answer)
    watched.page.unroute_all()
    return answers


def said(page):
    return page.locator(".lesson-bar [role=status]")


PARTS = ["pyodide.mjs", "pyodide-lock.json", "pandas.whl"]
# An answer that never comes takes ten seconds: each day from one of them, every week from each.
MISSING = [(part, "refused") for part in PARTS] + [(part, "never") for part in PARTS[: tries(3, 1)]]


@pytest.mark.parametrize(("part", "how"), MISSING)
def test_the_bar_says_within_ten_seconds_that_python_does_not_come(
    watched,
    address,  # noqa: F811
    asked,
    part,
    how,
):
    page = watched.page
    asked[part] = how
    page.goto(f"{address}{LESSON}.html")
    start = time.monotonic()
    page.get_by_role("link", name="Run in the browser").click()
    said(page).filter(has_text="cdn.jsdelivr.net").wait_for(timeout=10_000)
    assert time.monotonic() - start < 10
    links = [link.evaluate("node => node.href") for link in said(page).get_by_role("link").all()]
    assert links == [address + HELP, f"{address}lite/lab/index.html?path={LESSON}.ipynb"]
    assert len(page.context.pages) == 1


def test_the_bar_speaks_the_language_of_the_page(watched, address, asked):  # noqa: F811
    page = watched.page
    asked["pyodide.mjs"] = "refused"

    def in_indonesian(route):
        answer = route.fetch()
        route.fulfill(
            response=answer, body=answer.text().replace('<html lang="en"', '<html lang="id"')
        )

    page.route(f"{address}{LESSON}.html", in_indonesian)
    page.goto(f"{address}{LESSON}.html")
    assert page.evaluate("document.documentElement.lang") == "id"
    page.get_by_role("link", name="Run in the browser").click()
    said(page).filter(has_text="Pelajaran belum dapat dijalankan: cdn.jsdelivr.net").wait_for()


def test_the_bar_asks_no_other_host_before_it_is_pressed(watched, address):  # noqa: F811
    watched.page.goto(f"{address}{LESSON}.html")
    watched.page.get_by_role("link", name="Run in the browser").hover()
    watched.page.wait_for_timeout(1000)
    assert watched.outside == []


def test_the_bar_opens_the_notebook_if_python_answers(watched, address, asked):  # noqa: F811
    page = watched.page
    page.goto(f"{address}{LESSON}.html")
    link = page.get_by_role("link", name="Run in the browser")
    with page.expect_popup() as opened:
        link.click()
    opened.value.wait_for_url(re.compile("/lite/lab/"))
    opened.value.close()
    assert said(page).inner_text() == ""


@pytest.mark.parametrize("how", ["refused", "never"])
def test_the_notebook_says_it_in_both_languages(watched, address, asked, how):  # noqa: F811
    page = watched.page
    asked["pyodide.mjs"] = how
    start = time.monotonic()
    page.goto(f"{address}lite/lab/index.html?path={LESSON}.ipynb", wait_until="commit")
    notice = page.locator("#kernel-notice[role=alert]")
    notice.wait_for(timeout=20_000)
    assert time.monotonic() - start < 10
    for lang, words in (("en", "No cell can run now"), ("id", "Sel belum dapat dijalankan")):
        line = notice.locator(f"[lang={lang}]")
        assert words in line.inner_text() and "cdn.jsdelivr.net" in line.inner_text()
        assert line.get_by_role("link").evaluate("node => node.href") == address + HELP
    notice.get_by_role("button").click()
    assert notice.count() == 0
