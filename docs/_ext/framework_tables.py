"""Tables, names and counts of the package on the pages of the site, so that no fact is typed twice.

A page asks for a table of datasets/ by its path; the columns come in the language of the site, keys
become names, and entries of the register of source problems become links.

```` ```{data-table} framework/criteria````
    A table. Options: `where`, `columns`, `heads`, `anchor`, `sort`, `filter`, `choose`.
``{entry}`framework/categories/fragmented/summary```
    The text of one cell.
``{problem}`D6```
    A link to an entry of the register.
``{count}`undefined```
    A number that the package works out; see `COUNTS`.
```` ```{show}````
    Python that runs while the site is built, and what its last line gives: a chart, an explorer, a
    table or text. Names stay known to the later blocks of the page. With `:code:` the reader can
    unfold the Python. (Unlike a code cell it needs no kernel, leaves no state of widgets that a
    page would ask another host to draw, and speaks the language of the site.)
"""

import ast
import csv
import re
from functools import cache
from pathlib import Path

import languages
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective, SphinxRole

import led_synergy as led
from led_synergy import cards, charts, components, factors, framework, notebook, terms, widgets

# -- Reading -----------------------------------------------------------------------------------

# Columns that hold a key of another table of the framework.
KEYS = {
    "dimension": "dimensions",
    "category": "categories",
    "effect_group": "effect_groups",
    "factor": "factors",
    "cause": "factors",
    "effect": "factors",
    "targets": "factors",
}
# Columns whose values are words of terms.csv, under one of these keys.
WORDS = {
    "severity": "severity.{}",
    "kind": "origin.{}",
    "polarity": "polarity.{}",
    "role": "in_map.{} value.{}",
    "basis": "value.{}",
    "source_type": "value.{}",
    "disputed": "term.disputed",
}
LINKED = set(KEYS)
# What a row is found by, where it is more than the first column of its first cell.
_INDEXED = {"term": ("en", "id")}
PRINTED_IN = re.compile(r"\([^)]*\b(?:sections?|Tables?|abstract)\b[^)]*\)")
PROBLEM = re.compile(r"\b[A-G]\d{1,2}\b")


@cache
def rows(path):
    """All rows of datasets/<path>.csv."""
    with (framework.folder() / f"{path}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def wanted(path, where):
    """The rows that pass each test.

    "role=driver|root" asks for one of these values, "source~Table 4.2" for these words in the cell.
    """

    def passes(row, test):
        column, sign, value = re.fullmatch(r"\s*(\w+)\s*([=~])(.*)", test).groups()
        return row[column] in value.split("|") if sign == "=" else value in row[column]

    tests = [test for test in where.split(";") if test.strip()]
    return [row for row in rows(path) if all(passes(row, test) for test in tests)]


def depends(env):
    """Read the page again when the package or its data changed."""
    package = Path(led.__file__).parent
    for path in [*package.glob("*.py"), *framework.folder().rglob("*.csv")]:
        env.note_dependency(str(path))


def language(env):
    return env.config.language if env.config.language in terms.LANGUAGES else "en"


# -- Counts ------------------------------------------------------------------------------------


@cache
def _table():
    return led.decision_table()


def _zeros():
    gaps = _table()[_table()["strict"].isna()]
    return (gaps[["system", "shared_goal", "process"]] == 0).any(axis=1)


def _in_role(name, role):
    return len(getattr(factors, role)(led.load_case(name).factors))


def _readings(name, rule=None, category=None):
    found = led.load_case(name).readings()
    return len(found) if rule is None else int((found[rule] == category).sum())


def _figure(name, measure):
    figure = next(row for row in rows(f"{name}/figures") if row["measure"] == measure)
    value = float(figure["value"])
    return f"{value:,.0f}" if value.is_integer() else str(value)


def _activities(name, status=None):
    return sum(status in (None, row["status"]) for row in rows(f"{name}/activities"))


def _activities_of(name, sector):
    case = led.load_case(name)
    stated = case.activities[case.activities["status"] == "stated"]
    return int(components.by_sector(case.components, stated).loc[sector, "activities"])


def _links(name):
    """The pairs of cause and effect; one of them may rest on several bases, each in a row."""
    return {(row["cause"], row["effect"]) for row in rows(f"{name}/links")}


def _in_cluster(cluster, sector):
    case = led.load_case("batu_betumpang")
    return int(components.clusters(case.components, case.activities).loc[cluster, sector])


COUNTS = {
    **{
        f"{cluster} {sector}": lambda cluster=cluster, sector=sector: _in_cluster(cluster, sector)
        for cluster in ("rice", "cattle")
        for sector in ("government", "market", "community")
    },
    "profiles": lambda: len(_table()),
    "defined": lambda: int(_table()["strict"].notna().sum()),
    "undefined": lambda: int(_table()["strict"].isna().sum()),
    "zeros": lambda: int(_zeros().sum()),
    "mixtures": lambda: int((~_zeros()).sum()),
    "rules_differ": lambda: int((_table()["system_gate"] != _table()["weakest_dimension"]).sum()),
    **{
        f"strict {category}": lambda category=category: int((_table()["strict"] == category).sum())
        for category in framework.keys("categories")
    },
    "problems": lambda: len(rows("framework/source_problems")),
    "problems_high": lambda: len(wanted("framework/source_problems", "severity=H")),
    "terms": lambda: len(rows("framework/glossary")),
    "recommendations": lambda: len(rows("framework/recommendations")),
    "proposition": lambda: len(wanted("framework/factors", "proposition=yes")),
    "indicators": lambda: len(rows("framework/effect_indicators")),
    **{
        f"{role} {name}": lambda name=name, role=role: _in_role(name, role)
        for name in ("telang", "batu_betumpang")
        for role in ("drivers", "constraints", "both")
    },
    **{
        f"{what} {name}": lambda name=name, count=count: count(name)
        for name in ("telang", "batu_betumpang")
        for what, count in {
            "readings": _readings,
            "activities": _activities,
            "stated": lambda name: _activities(name, "stated"),
            **{
                sector: lambda name, sector=sector: _activities_of(name, sector)
                for sector in ("government", "market", "community")
            },
            "evidence": lambda name: len(rows(f"{name}/evidence")),
            "links": lambda name: len(_links(name)),
            "claims": lambda name: len(rows(f"{name}/links")),
            "outside": lambda name: len(
                components.outside(led.load_case(name).components, led.load_case(name).activities)
            ),
        }.items()
    },
    **{
        f"{rule} {category} {name}": lambda name=name, rule=rule, category=category: _readings(
            name, rule, category
        )
        for name in ("telang", "batu_betumpang")
        for rule in ("strict", "system_gate", "weakest_dimension")
        for category in framework.keys("categories")
    },
    **{
        f"{measure} {name}": lambda name=name, measure=measure: _figure(name, measure)
        for name in ("telang", "batu_betumpang")
        for measure in ("villages", "subdistricts", "population", "families", "poor_families_share")
    },
}

# -- Writing -----------------------------------------------------------------------------------


def link(label, words, env):
    """A cross-reference to a label of any page, with words of its own."""
    return addnodes.pending_xref(
        "",
        nodes.inline("", words),
        refdomain="std",
        reftype="ref",
        reftarget=label,
        refexplicit=True,
        refwarn=True,
        refdoc=env.current_document.docname,
    )


@cache
def _problems():
    return {row["problem"] for row in rows("framework/source_problems")}


def linked(words, env, own=None):
    """Text in which entries of the register are links, but for the entry itself."""
    found, start = [], 0
    for match in PROBLEM.finditer(words):
        if match[0] in _problems() and match[0] != own:
            found += [nodes.Text(words[start : match.start()])]
            found += [link(f"problem-{match[0].lower()}", match[0], env)]
            start = match.end()
    return [*found, nodes.Text(words[start:])]


def cell_text(row, column, lang):
    """What a cell says in the language of the page, and the language if it is fixed."""
    for end in terms.LANGUAGES:
        if column in row and (column == end or column.endswith(f"_{end}")):
            return row[column], end
    if f"{column}_{lang}" in row:
        return row[f"{column}_{lang}"], None
    if column == "sector" and row[column]:
        with terms.speaking(lang):
            return components.sector_name(row[column]), None
    if column in WORDS and row[column]:
        keys = [key.format(row[column]) for key in WORDS[column].split()]
        return terms.text(next(k for k in keys if k in framework.keys("terms")), lang), None
    if column == "note" and (said := languages.said(row[column], "datasets", lang)) != row[column]:
        return said, None
    if column in ("source", "place", "note", "problem"):
        return terms.place(row[column], lang), None
    if column == "printed":  # where it is printed is ours
        return PRINTED_IN.sub(lambda place: terms.place(place[0], lang), row[column]), None
    if column == "levels":
        low, high = row["lowest"], row["highest"]
        return low if low == high else f"{low}–{high}", None
    return row[column], None


def names(row, column, lang, env):
    """Keys of another table as its names, each linked to the place that explains it."""
    found = []
    for key in filter(None, (part.strip() for part in row[column].split(";"))):
        table = KEYS[column]
        if key not in framework.keys(table):
            table = "effect_groups"
        if key not in framework.keys(table):  # synergism, where the arrows of a map end
            table = "categories"
        kind = {"categories": "category", "effect_groups": "effect"}.get(table, table[:-1])
        if found:
            found.append(nodes.Text("; "))
        found.append(link(f"{kind}-{key.replace('_', '-')}", terms.label(table, key, lang), env))
    return found


def _other(column, lang):
    """Whether a column is in another language than the page's."""
    end = column.rpartition("_")[2]
    return end in terms.LANGUAGES and end != lang


class DataTable(SphinxDirective):
    """A table of datasets/; columns of one cell are divided by commas, cells by bars."""

    required_arguments = 1
    option_spec = {
        "where": directives.unchanged,
        "columns": directives.unchanged_required,
        "heads": directives.unchanged_required,
        "anchor": directives.unchanged,
        "sort": directives.unchanged,
        "filter": directives.flag,
        "choose": directives.unchanged,
        "widths": directives.unchanged,
    }

    def run(self):
        path, lang = self.arguments[0], language(self.env)
        depends(self.env)
        found = wanted(path, self.options.get("where", ""))
        if not found:
            raise self.error(f"no row of {path} is meant")
        if "sort" in self.options:
            column = lang if self.options["sort"] in terms.LANGUAGES else self.options["sort"]
            found.sort(key=lambda row: cell_text(row, column, lang)[0].casefold())
        cells = [re.split(r"\s*,\s*", cell.strip()) for cell in self.options["columns"].split("|")]
        # Of two columns that say the same, the one in the reader's language is first.
        cells = [sorted(cell, key=lambda column: _other(column, lang)) for cell in cells]
        heads = [head.strip() for head in self.options["heads"].split("|")]
        if len(cells) != len(heads):
            raise self.error("as many heads as columns, please")
        table = nodes.table("", classes=["from-data", "colwidths-given"])
        group = nodes.tgroup("", cols=len(cells))
        table += group
        widths = self.options.get("widths", "").split() or [1] * len(cells)
        group += [
            nodes.colspec("", colwidth=int(width), **({"stub": 1} if not place else {}))
            for place, width in enumerate(widths)
        ]
        top = nodes.row()
        for head in heads:
            words = nodes.paragraph(head, head)
            self.set_source_info(words)
            top += nodes.entry("", words)
        group += nodes.thead("", top)
        body = nodes.tbody()
        group += body
        for row in found:
            body += self._row(row, cells, lang)
        if "filter" not in self.options:
            return [table]
        return [Filterable("", table, choose=self.options.get("choose", ""), language=lang)]

    def _row(self, row, cells, lang):
        made, found = nodes.row(), []
        first = next(iter(row.values()))
        if prefix := self.options.get("anchor"):
            label = f"{prefix}-{first.lower().replace('_', '-')}"
            made["names"].append(label)
            self.state.document.note_explicit_target(made)
            # So that a search for the word, or for a short form in brackets, leads to the row.
            said = {
                cell_text(row, column, lang)[0] for column in _INDEXED.get(prefix, cells[0][:1])
            }
            words = {part.strip() for text in said for part in re.split(r"[(),;]", text)}
            entries = [("single", word, label, "main", None) for word in sorted(words) if word]
            found.append(addnodes.index(entries=entries))
        for cell in cells:
            entry = nodes.entry("", *found)
            found = []
            for column in cell:
                paragraph = nodes.paragraph(translatable=False)
                if column in LINKED:
                    paragraph += names(row, column, lang, self.env)
                else:
                    words, fixed = cell_text(row, column, lang)
                    paragraph += linked(words, self.env, own=first)
                    if fixed and fixed != lang:
                        paragraph["spoken"] = fixed
                        paragraph["classes"].append("of-other")
                paragraph["classes"].append(f"of-{column.replace('_', '-')}")
                if paragraph.astext():
                    entry += paragraph
            made += entry
        return made


class Entry(SphinxRole):
    """The text of one cell: path/key/column."""

    def run(self):
        path, key, column = self.text.rsplit("/", 2)
        depends(self.env)
        row = next((row for row in rows(path) if next(iter(row.values())) == key), None)
        if row is None:
            return [], [self.inliner.reporter.error(f"{path} has no row {key}", line=self.lineno)]
        return linked(cell_text(row, column, language(self.env))[0], self.env), []


class Problem(SphinxRole):
    """A link to an entry of the register."""

    def run(self):
        return [link(f"problem-{self.text.lower()}", self.text, self.env)], []


class Count(SphinxRole):
    """A number that the package works out."""

    def run(self):
        what = " ".join(self.text.split())
        if what not in COUNTS:
            return [], [self.inliner.reporter.error(f"no count {what}", line=self.lineno)]
        depends(self.env)
        return [nodes.Text(terms.marked(str(COUNTS[what]()), language(self.env)))], []


class Show(SphinxDirective):
    """Run Python, and show what its last line gives."""

    has_content = True
    option_spec = {"code": directives.flag}

    def run(self):
        depends(self.env)
        if self.env.app.builder.name == "gettext":  # nothing of it is translated there
            return []
        lang = language(self.env)
        notebook.setup(lang)
        names = self.env.temp_data.setdefault(
            "show", {"led": led, "charts": charts, "widgets": widgets, "lang": lang}
        )
        code = "\n".join(self.content)
        lines = ast.parse(code)
        last = lines.body.pop() if isinstance(lines.body[-1], ast.Expr) else None
        exec(compile(lines, self.env.docname, "exec"), names)
        shown = []
        if last is not None:
            value = eval(compile(ast.Expression(last.value), self.env.docname, "eval"), names)
            shown = self._said(value) if isinstance(value, str) else [_html(_drawn(value))]
        if "code" in self.options:
            words = terms.text("control.show_code", lang)
            source = nodes.literal_block(code, code, language="python")
            head = f'<details class="made"><summary>{words}</summary>'
            shown += [_html(head), source, _html("</details>")]
        return shown

    def _said(self, words):
        # Text of the package: a line is a paragraph, lines that begin with a dash are a list.
        found = []
        for line in filter(None, words.splitlines()):
            item = line.removeprefix("- ")
            paragraph = nodes.paragraph("", "", *linked(item, self.env), translatable=False)
            if item == line:
                found.append(paragraph)
                continue
            if not (found and isinstance(found[-1], nodes.bullet_list)):
                found.append(nodes.bullet_list())
            found[-1] += nodes.list_item("", paragraph)
        return found


def _drawn(value):
    if isinstance(value, widgets.Explorer):
        return value.twin
    if hasattr(value, "to_html") and hasattr(value, "index"):  # a table of pandas
        return cards.table_page(value)
    return value._repr_mimebundle_()["text/html"]


def _html(words):
    return nodes.raw("", words, format="html")


class Filterable(nodes.General, nodes.Element):
    """A table above which the script of the site puts a box to filter it."""


def _open(self, node):
    lang = node["language"]
    words = {
        "data-filter": terms.text("control.filter", lang),
        "data-shown": terms.text("result.shown", lang, n="{n}", total="{total}"),
        "data-every": terms.text("term.all", lang),
    }
    if node["choose"]:
        words["data-column"] = node["choose"]
        words["data-choose"] = terms.text(f"control.choose_{node['choose']}", lang)
    self.body.append(self.starttag(node, "div", CLASS="filterable", **words))


def _close(self, node):
    self.body.append("</div>\n")


def _finish(app, doctree, docname):
    # Late, because docutils looks for the quotation marks of each language that it finds marked.
    for words in doctree.findall(nodes.paragraph):
        if "spoken" in words:
            words["classes"].append(f"language-{words['spoken']}")
    # On a narrow screen a row becomes a card, and each cell needs its heading beside it. This
    # comes late, so that headings are already translated.
    for table in doctree.findall(nodes.table):
        if "from-data" not in table["classes"]:
            continue
        heads = [entry.astext() for entry in next(table.findall(nodes.thead))[0]]
        for row in next(table.findall(nodes.tbody)):
            for entry, head in list(zip(row, heads, strict=True))[1:]:
                if entry.children:
                    entry[0].insert(0, nodes.inline("", f"{head}: ", classes=["cell-head"]))


def _script(app, pagename, templatename, context, doctree):
    if 'class="filterable"' in context.get("body", ""):
        app.add_js_file("filter.js", loading_method="defer")


def setup(app):
    """Called by Sphinx."""
    app.add_directive("data-table", DataTable)
    app.add_directive("show", Show)
    app.add_role("entry", Entry())
    app.add_role("problem", Problem())
    app.add_role("count", Count())
    app.add_node(Filterable, html=(_open, _close))
    app.add_css_file("tables.css")
    app.connect("doctree-resolved", _finish)
    app.connect("html-page-context", _script)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
