"""Pages of the site take tables, names and counts from the package (docs/_ext/framework_tables)."""

import os
import re
import sys
from io import StringIO
from pathlib import Path

import pytest

if os.environ.get("CI") != "true":  # there they must be installed
    pytest.importorskip("sphinx")
    pytest.importorskip("myst_nb")

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from led_synergy import framework

DOCS = Path(__file__).resolve().parent.parent / "docs"
sys.path.append(str(DOCS / "_ext"))

PAGE = """\
# Page

{count}`undefined` of {count}`profiles`; {entry}`framework/categories/fragmented/name`;
{problem}`D1`.

```{data-table} framework/source_problems
:columns: problem, severity | what, place
:heads: Id | What
:anchor: problem
:filter:
:choose: severity
```

```{data-table} telang/judgements
:where: dimension=system|effect
:columns: dimension | levels, source
:heads: Dimension | Range
```

(dimension-system)=
## System

(dimension-effect)=
## Effect

```{show}
:code:

led.classify(led.Profile(1, 1, 2, 3)).explain(lang)
```

```{show}
charts.criteria_grid(led.Profile())
```
"""


def build(folder, page, language="en"):
    """One page as the site would show it, and what Sphinx complained of."""
    (folder / "index.md").write_text(page, encoding="utf-8")
    options = {
        "extensions": ["myst_parser", "framework_tables"],
        "language": language,
        "nitpicky": True,
    }
    log = StringIO()
    with docutils_namespace():
        app = Sphinx(
            folder, None, folder / "out", folder / "trees", "html", options, None, warning=log
        )
        app.build()
    html = (folder / "out" / "index.html").read_text(encoding="utf-8")
    # Docutils itself has no Indonesian, and says so.
    lines = [line for line in log.getvalue().splitlines() if "Docutils-generated" not in line]
    return html, "\n".join(lines)


@pytest.fixture(scope="module")
def english(tmp_path_factory):
    html, warnings = build(tmp_path_factory.mktemp("en"), PAGE)
    assert not warnings
    return html


def test_a_count_is_worked_out_by_the_package(english):
    assert "258 of 320" in english  # Table 2.1 row by row: 1 + 1 + 1 + 27 + 27 + 5 = 62


def test_each_source_problem_is_a_row_with_an_anchor(english):
    anchors = set(re.findall(r'<tr[^>]* id="problem-([a-g]\d+)"', english))
    assert anchors == {key.lower() for key in framework.keys("source_problems")}


def test_an_id_in_a_sentence_leads_to_its_row(english):
    assert 'href="#problem-d1"' in english
    assert 'href="#problem-d12"' in english  # from "Table 4.2, row 4; D10; D12", in a cell


def test_a_weight_is_said_in_words(english):
    assert '<p class="of-severity">high</p>' in english


def test_a_range_shows_both_ends_and_one_level_once(english):
    assert re.findall(r'<p class="of-levels">.*?</span>(.*?)</p>', english) == ["1", "2–3"]


def test_what_the_package_says_stands_as_paragraphs_and_a_list(english):
    assert "<p>Category: Fragmented (rule: System-first rule)</p>" in english
    assert re.search(r"<li><p>Less synergetic: it would take System 1 → 2", english)


def test_a_chart_is_drawn_by_the_page_itself(english):
    assert 'id="chart-' in english and "vegaEmbed" in english


def test_the_filter_has_words_and_its_script(english):
    assert 'data-filter="Find in this table"' in english
    assert 'data-choose="Weight"' in english
    assert "filter.js" in english


def test_a_page_in_indonesian_speaks_indonesian(tmp_path):
    html, warnings = build(tmp_path, PAGE, "id")
    assert not warnings
    assert "Terfragmentasi" in html
    assert '<p class="of-severity">tinggi</p>' in html
    assert "Kategori: Terfragmentasi" in html


@pytest.mark.parametrize(
    "page",
    [
        "# P\n\n{problem}`Z9`\n",
        "# P\n\n{count}`of nothing`\n",
        "# P\n\n{entry}`framework/categories/splendid/name`\n",
        "# P\n\n```{data-table} framework/categories\n:columns: row\n:heads: One | Two\n```\n",
        "# P\n\n```{data-table} framework/levels\n:where: dimension=x\n:columns: level\n"
        ":heads: Level\n```\n",
    ],
)
def test_a_fact_that_does_not_exist_is_a_warning_of_the_build(tmp_path, page):
    assert build(tmp_path, page)[1]


def test_no_word_of_the_glossary_is_listed_twice():
    words = [row["en"] for row in framework.table("glossary")]
    assert len(words) == len(set(words)) >= 100


def test_each_figure_and_table_of_the_paper_has_its_place_on_the_map():
    page = (DOCS / "paper_map.md").read_text(encoding="utf-8")
    for name in ("Table 2.1", "Table 4.1", "Table 4.2", "Table 4.3", "Table 4.4"):
        assert f"**{name}**" in page
    for name in ("Figure 2.1", "Figure 4.1", "Figure 4.2", "Figure 4.3", "Figure 4.4"):
        assert f"**{name}**" in page


def test_a_search_for_a_short_form_leads_to_its_row(tmp_path):
    build(
        tmp_path,
        "# Page\n\n```{data-table} framework/glossary\n:where: term=pokja\n"
        ":columns: en, id | meaning_en\n:heads: Word | Meaning\n:anchor: term\n```\n",
    )
    index = (tmp_path / "out" / "searchindex.js").read_text(encoding="utf-8")
    assert re.search(r'"pokja":\[\[\d+,"term-pokja",true\]\]', index)
