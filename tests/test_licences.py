"""What is not ours is named with its licence, and nothing that we need is under the GPL alone."""

import re
import subprocess
import sys
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
sys.path.append(str(HOUSE / "scripts"))

import make_licences  # noqa: E402

PAGE = (HOUSE / "docs" / "about" / "sources.md").read_text(encoding="utf-8")
LIST = (HOUSE / "docs" / "about" / "licences.txt").read_text(encoding="utf-8")
SAID = dict(re.findall(r"^([\w.-]+) {2,}(\S.*)$", LIST, re.MULTILINE))
NAMED = re.findall(r"`((?:_static|lite)/[^`]+)`", PAGE)
# What a licence leaves in a file of somebody else.
MARKS = re.compile(r"copyright \(?c|©|@license|licensed under|SPDX-License", re.IGNORECASE)


def not_named(files, ours):
    """Files of a site beside its pages that are neither ours nor named on the page."""
    return [name for name in files if name not in ours and not any(fnmatch(name, n) for n in NAMED)]


def test_every_file_of_the_site_that_is_not_ours_is_named_with_its_licence(site):
    files = [p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()]
    # Each edition has the same files beside its pages.
    files = [name.removeprefix("id/") for name in files]
    beside = [name for name in files if name.startswith(("_static/", "lite/"))]
    assert "_static/vega.js" in beside and len(beside) > 30
    ours = {f"_static/{p.name}" for p in (HOUSE / "docs" / "_static").iterdir()} - {
        "_static/vega.js"  # written there when the site is built
    }
    assert not_named(beside, ours) == []
    kinds = (".js", ".css", ".woff", ".woff2", ".ttf")
    code = [name for name in files if name.endswith(kinds) and name not in beside]
    assert {*code} == {"searchindex.js"}
    assert not_named(["_static/other.js"], ours) == ["_static/other.js"]


def test_the_repository_holds_no_file_of_others():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=HOUSE, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    code = [name for name in tracked if name.endswith((".py", ".js", ".css", ".svg", ".jinja"))]
    assert len(code) > 100
    told = {"led_synergy/notebook.py", "scripts/make_licences.py", "tests/test_licences.py"}
    found = {n for n in code if MARKS.search((HOUSE / n).read_text("utf-8", "replace"))}
    assert found - told == set()
    ends = (".xsd", ".woff", ".woff2", ".ttf", ".otf", ".pdf", ".min.js", ".min.css", ".whl")
    assert [name for name in tracked if name.endswith(ends)] == []


def test_every_package_has_its_licence_in_the_list_as_it_says_itself():
    names = make_licences.names()
    assert len(names) > 100 and [*SAID] == names
    there = [n for n in names if any(metadata.distributions(name=n))]
    assert len(there) > 20
    constraints = (HOUSE / "constraints.txt").read_text(encoding="utf-8")
    same = [n for n in there if f"{n}=={metadata.version(n)}\n" in constraints]
    assert {n: make_licences.licence(n) for n in same} == {n: SAID[n] for n in same}


def gpl_alone(said):
    """Whether all that one may choose from is a licence of the GNU family."""
    return all("GPL" in kind or "General Public" in kind for kind in re.split(r";| OR ", said))


def test_no_package_is_under_the_gpl_alone():
    assert gpl_alone("GNU General Public License (GPL)") and not gpl_alone("MIT; GPL-2.0")
    assert {n: said for n, said in SAID.items() if gpl_alone(said)} == {}


def test_the_chart_library_carries_the_notice_that_its_licence_asks_for(tmp_path):
    from led_synergy import notebook

    notebook.write_bundle(tmp_path / "vega.js")
    head = (tmp_path / "vega.js").read_text(encoding="utf-8")[:500]
    for name, licence in (("Vega", "BSD-3-Clause"), ("D3", "ISC")):
        assert name in head and licence in head and f"under {licence}" in LIST
