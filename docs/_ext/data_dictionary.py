"""The data dictionary, made from datasets/datapackage.json at build, so that it cannot drift.

`{data-dictionary} case` describes the tables of an area, `{data-dictionary} framework` those of the
framework: what one row is, where the table exists, and for each column what it holds and means.
"""

import csv
import json
from pathlib import Path
from typing import Any

import languages
from cross_links import column_anchor
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util.docutils import SphinxDirective

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
FRAMEWORK = "framework"

# Of a column that a file need not have; see led_synergy.tables.
MAY_LACK = {
    "yes": _("the column may be missing"),
    "twin": _("the column may be missing if the one of the other language is there"),
    "extra": _("may be added; the paper's areas do not have it"),
}

Resource = dict[str, Any]


def resources(kind: str, datasets: Path = DATASETS) -> dict[str, list[Resource]]:
    """The files of one kind, by the name of their table; a table of an area has a file per area."""
    package = json.loads((datasets / "datapackage.json").read_text(encoding="utf-8"))
    found: dict[str, list[Resource]] = {}
    for resource in package["resources"]:
        path = Path(resource["path"])
        if (path.parent.name == FRAMEWORK) == (kind == FRAMEWORK):
            found.setdefault(path.stem, []).append(resource)
    if kind != FRAMEWORK:
        # In the order of the area that has most tables; the others lack some.
        areas = [_area(file) for files in found.values() for file in files]
        fullest = max(sorted(set(areas)), key=areas.count)
        order = [Path(r["path"]).stem for r in package["resources"] if _area(r) == fullest]
        found = {name: found[name] for name in [*order, *(n for n in found if n not in order)]}
    return found


def _area(resource: Resource) -> str:
    return Path(resource["path"]).parent.name


def rows(resource: Resource, datasets: Path = DATASETS) -> int:
    """How many rows a file has below its heading."""
    with (datasets / resource["path"]).open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


def holds(field: Resource, references: dict[str, str], language: str) -> str:
    """What a cell of a column may hold: type, unit, range, allowed values, where it leads."""
    limits = field.get("constraints", {})
    said = [f"`{field['type']}`"]
    if unit := field.get("unit"):
        said.append(_("unit: %s") % languages.said(unit, "datasets", language))
    lowest, highest = limits.get("minimum"), limits.get("maximum")
    if lowest is not None and highest is not None:
        said.append(_("from %s to %s") % (lowest, highest))
    elif lowest is not None:
        said.append(_("at least %s") % lowest)
    elif highest is not None:
        said.append(_("at most %s") % highest)
    if values := limits.get("enum"):
        said.append(_("one of %s") % ", ".join(f"`{value}`" for value in values))
    if field["name"] in references:
        said.append(_("a key of %s") % f"`{references[field['name']]}`")
    if limits.get("required"):
        said.append(_("never blank"))
    if note := MAY_LACK.get(field.get("absent", "")):
        said.append(str(note))
    if "default" in field:
        said.append(_("then taken as %s") % f"`{field['default']}`")
    return "; ".join(map(str, said))


def table(files: list[Resource], language: str = "en") -> str:
    """One table as Markdown: what a row is, where it exists, and its columns."""
    first = files[0]
    schema = first["schema"]
    keys = schema.get("primaryKey", [])
    references = {
        key["fields"][0]: "{}.{}".format(
            key["reference"]["resource"].removeprefix(f"{_area(first)}_"),
            key["reference"]["fields"][0],
        )
        for key in schema.get("foreignKeys", [])
    }
    sheets = list(dict.fromkeys(schema[key] for key in ("title", "title_id") if key in schema))
    extra = [{**field, "absent": "extra"} for field in schema.get("optionalFields", [])]
    many = _("%d rows")  # within an f-string it would not be found for the catalogue
    counts = ", ".join(f"`{file['path']}` ({many % rows(file)})" for file in files)
    # A fictional file says so in its own description; the table's is the same without it.
    plain = min(files, key=lambda file: len(file["description"]))
    each = ", ".join(f"`{key}`" for key in keys)
    english = language == "en"
    heads = [_("Column"), _("Holds"), *(["Meaning"] if english else []), "Arti"]
    said = [
        *([f"{plain['description']}", f"*{plain['description_id']}*"] if english else []),
        *([] if english else [f"{plain['description_id']}"]),
        _("In %s.") % counts
        + (" " + _("One row for each: %s.") % each if keys else "")
        + (" " + _("Name of the sheet: %s.") % _(" or ").join(sheets) if sheets else ""),
        f"| {' | '.join(map(str, heads))} |\n{'|---' * len(heads)}|\n"
        + "\n".join(
            "| " + " | ".join(_cell(text) for text in _row(field, references, language)) + " |"
            for field in [*schema["fields"], *extra]
        ),
    ]
    return "\n\n".join(said)


def _row(field: Resource, references: dict[str, str], language: str) -> list[str]:
    titles = dict.fromkeys(field[key] for key in ("title", "title_id") if key in field)
    return [
        f"`{field['name']}`" + (f" {' / '.join(titles)}" if titles else ""),
        holds(field, references, language),
        *([field["description"]] if language == "en" else []),
        field["description_id"],
    ]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


class DataDictionary(SphinxDirective):
    """One section for each table."""

    required_arguments = 1

    def run(self):
        """Called by Sphinx."""
        kind = self.arguments[0]
        if kind not in ("case", FRAMEWORK):
            raise self.error(f"data-dictionary: {kind!r} is unknown; choose case or framework")
        self.env.note_dependency(str(DATASETS / "datapackage.json"))
        self.state.document["data_dictionary"] = kind
        language = self.config.language
        found = resources(kind).items()
        parts = [f"## `{name}`\n\n{table(files, language)}" for name, files in found]
        return languages.silent(self, "\n\n".join(parts))


def _anchor(app: Sphinx, doctree: nodes.document) -> None:
    """Give each table, and the row of each column, an address of its own."""
    if kind := doctree.get("data_dictionary"):
        found = resources(kind)
        for section in doctree.findall(nodes.section):
            name = section[0].astext()
            if name not in found:
                continue
            section["ids"].insert(0, f"{kind}-{name}".replace("_", "-"))
            schema = found[name][0]["schema"]
            fields = [*schema["fields"], *schema.get("optionalFields", [])]
            (body,) = section.findall(nodes.tbody)
            for row, column in zip(body, fields, strict=True):
                row["ids"].append(column_anchor(kind, name, column["name"]))


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.add_directive("data-dictionary", DataDictionary)
    app.connect("doctree-read", _anchor)
    app.add_css_file("reference.css")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
