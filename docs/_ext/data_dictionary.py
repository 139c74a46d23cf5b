"""The data dictionary, made from datasets/datapackage.json at build, so that it cannot drift.

`{data-dictionary} case` describes the tables of an area, `{data-dictionary} framework` those of the
framework: what one row is, where the table exists, and for each column what it holds and means.
"""

import csv
import json
from pathlib import Path
from typing import Any

from cross_links import column_anchor
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
FRAMEWORK = "framework"

# Of a column that a file need not have; see led_synergy.tables.
MAY_LACK = {
    "yes": "the column may be missing",
    "twin": "the column may be missing if the one of the other language is there",
    "extra": "may be added; the paper's areas do not have it",
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


def holds(field: Resource, references: dict[str, str]) -> str:
    """What a cell of a column may hold: type, unit, range, allowed values, where it leads."""
    limits = field.get("constraints", {})
    said = [field["type"]]
    if unit := field.get("unit"):
        said.append(f"unit: {unit}")
    lowest, highest = limits.get("minimum"), limits.get("maximum")
    if lowest is not None and highest is not None:
        said.append(f"from {lowest} to {highest}")
    elif lowest is not None:
        said.append(f"at least {lowest}")
    elif highest is not None:
        said.append(f"at most {highest}")
    if values := limits.get("enum"):
        said.append("one of " + ", ".join(f"`{value}`" for value in values))
    if field["name"] in references:
        said.append(f"a key of `{references[field['name']]}`")
    if limits.get("required"):
        said.append("never blank")
    if note := MAY_LACK.get(field.get("absent", "")):
        said.append(note)
    if "default" in field:
        said.append(f"then taken as `{field['default']}`")
    return "; ".join(said)


def table(files: list[Resource]) -> str:
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
    counts = ", ".join(f"`{file['path']}` ({rows(file)} rows)" for file in files)
    # A fictional file says so in its own description; the table's is the same without it.
    plain = min(files, key=lambda file: len(file["description"]))
    said = [
        f"{plain['description']}",
        f"*{plain['description_id']}*",
        f"In {counts}."
        + (f" One row for each: {', '.join(f'`{key}`' for key in keys)}." if keys else "")
        + (f" Name of the sheet: {' or '.join(sheets)}." if sheets else ""),
        "| Column | Holds | Meaning | Arti |\n|---|---|---|---|\n"
        + "\n".join(
            "| " + " | ".join(_cell(text) for text in _row(field, references)) + " |"
            for field in [*schema["fields"], *extra]
        ),
    ]
    return "\n\n".join(said)


def _row(field: Resource, references: dict[str, str]) -> list[str]:
    titles = dict.fromkeys(field[key] for key in ("title", "title_id") if key in field)
    return [
        f"`{field['name']}`" + (f" {' / '.join(titles)}" if titles else ""),
        holds(field, references),
        field["description"],
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
        parts = [f"## `{name}`\n\n{table(files)}" for name, files in resources(kind).items()]
        return self.parse_text_to_nodes("\n\n".join(parts), allow_section_headings=True)


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
