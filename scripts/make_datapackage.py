"""Write datasets/datapackage.json, the one schema of all tables, from datasets/schema.csv.

schema.csv is kept by hand: one row per table (blank column) and one per column. Its table names
are those of a case (`activities`) or carry `framework_` (`framework_factors`). A reference with
something in `allowed` beside it also allows that, which Table Schema cannot say as a foreign key;
such a column gets the list of all allowed values instead.

Beyond the standard, for the files of people who judge their own area: `title_en` and `title_id`
(headings and sheet names), `absent` (yes = a file may lack the column; twin = it may if the column
of the other language is there; extra = no table of ours has it, listed apart as `optionalFields`)
`default` (what a file that lacks the column is taken to say) and `known` (what is understood by its
name in either language, while others stay as they are: a table of the framework, or these keys).

Run ``python scripts/make_datapackage.py``; the same file comes out byte for byte.
"""

import csv
import json
from itertools import groupby
from pathlib import Path
from typing import Any

DATASETS = Path(__file__).resolve().parent.parent / "datasets"
SCHEMA = DATASETS / "schema.csv"
TARGET = DATASETS / "datapackage.json"
FRAMEWORK = "framework"
NUMBERS = {"integer": int, "number": float}
PAPER = (
    "Najiyati, S., Simanjuntak, R. A. and Nurwati, N. (2015). Sinergisme Komponen Pengembangan "
    "Ekonomi Lokal untuk Peningkatan Kesejahteraan Sosial di Kawasan Perdesaan Telang dan Batu "
    "Betumpang"
)
PACKAGE = {
    "name": "led-synergy",
    "title": "Synergism of local economic development: framework, two areas, one example",
    "description": "Tables of the framework of Najiyati, Simanjuntak and Nurwati (2015), of the "
    "two areas that they judged, Telang and Batu Betumpang, and of a fictional third area for "
    "teaching. See README.md.",
    "licenses": [
        {
            "name": "CC-BY-4.0",
            "title": "Creative Commons Attribution 4.0, for texts and data of our own",
            "path": "https://creativecommons.org/licenses/by/4.0/",
        }
    ],
    "sources": [{"title": PAPER}],
    "contributors": [{"title": "The led_synergy contributors", "role": "author"}],
}

Rows = list[dict[str, str]]


def read(path: Path) -> Rows:
    """All rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, restval=""))


def tables() -> dict[str, Rows]:
    """Rows of schema.csv by table; the first describes the table, the others its columns."""
    rows = read(SCHEMA)
    return {name: list(group) for name, group in groupby(rows, key=lambda row: row["table"])}


def described(row: dict[str, str], prefix: str = "", prefix_id: str = "") -> dict[str, str]:
    """The meaning in both languages; the standard has one description, so ours is beside it."""
    return {
        "description": prefix + row["meaning_en"],
        "description_id": prefix_id + row["meaning_id"],
    }


def allowed(row: dict[str, str]) -> list[str]:
    """The values that a column allows, if it lists them."""
    values = row["allowed"].split("; ") if row["allowed"] else []
    if values and row["reference"]:
        table, column = row["reference"].split(".")
        path = DATASETS / FRAMEWORK / f"{table.removeprefix(FRAMEWORK + '_')}.csv"
        values = [known[column] for known in read(path)] + values
    return values


def field(row: dict[str, str]) -> dict[str, Any]:
    """One column as a field of Table Schema."""
    number = NUMBERS.get(row["type"], str)
    constraints: dict[str, Any] = {}
    if row["required"]:
        constraints["required"] = True
    if allowed(row):
        constraints["enum"] = [number(value) for value in allowed(row)]
    for bound, name in (("lowest", "minimum"), ("highest", "maximum")):
        if row[bound]:
            constraints[name] = number(row[bound])
    found: dict[str, Any] = {"name": row["column"], "type": row["type"], **titled(row)}
    found |= described(row)
    if row["unit"]:
        found["unit"] = row["unit"]
    if row["absent"] and row["absent"] != "extra":
        found["absent"] = row["absent"]
    found |= {name: row[name] for name in ("default", "known") if row[name]}
    if row["absent"] == "extra" and row["key"]:
        found["key"] = True
    return {**found, "constraints": constraints} if constraints else found


def titled(row: dict[str, str]) -> dict[str, Any]:
    """The heading or sheet name in both languages, where people may use one."""
    return {"title": row["title_en"], "title_id": row["title_id"]} if row["title_en"] else {}


def schema(table: dict[str, str], rows: Rows, folder: str) -> dict[str, Any]:
    """The Table Schema of one table in one folder."""
    columns = [row for row in rows if row["absent"] != "extra"]
    found: dict[str, Any] = titled(table)
    if found:
        found |= described(table)
    found["fields"] = [field(row) for row in columns]
    found["missingValues"] = [""]
    if len(columns) < len(rows):
        found["optionalFields"] = [field(row) for row in rows if row["absent"] == "extra"]
    keys = [row["column"] for row in columns if row["key"]]
    if keys:
        found["primaryKey"] = keys
    links = []
    for row in columns:
        if row["reference"] and not row["allowed"]:
            other, column = row["reference"].split(".")
            resource = other if other.startswith(f"{FRAMEWORK}_") else f"{folder}_{other}"
            reference = {"resource": resource, "fields": [column]}
            links.append({"fields": [row["column"]], "reference": reference})
    if links:
        found["foreignKeys"] = links
    return found


def resource(path: Path, rows: Rows, area: str, fictional: bool) -> dict[str, Any]:
    """One file as a resource of the package."""
    folder, table = path.parent.name, path.stem
    notes = ("Fictional, invented for teaching. ", "Fiktif, rekaan untuk belajar. ")
    return {
        "name": f"{folder}_{table}",
        "type": "table",
        "title": f"{area}: {table.replace('_', ' ')}",
        **described(rows[0], *(notes if fictional else ())),
        "path": path.relative_to(DATASETS).as_posix(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema(rows[0], rows[1:], folder),
    }


def resources() -> list[dict[str, Any]]:
    """Every file in datasets/: the framework, then each case, tables in the order of schema.csv."""
    known = tables()
    found = []
    folders = sorted({path.parent for path in DATASETS.glob("*/*.csv")})
    for folder in sorted(folders, key=lambda folder: folder.name != FRAMEWORK):
        own = folder.name == FRAMEWORK
        about = {} if own else {r["field"]: r["value_en"] for r in read(folder / "about.csv")}
        prefix = f"{FRAMEWORK}_" if own else ""
        files = {f"{prefix}{path.stem}": path for path in folder.glob("*.csv")}
        unknown = sorted(set(files) - set(known))
        if unknown:
            raise SystemExit(f"not in datasets/schema.csv: {', '.join(unknown)}")
        found += [
            resource(
                files[table], rows, about.get("name", "Framework"), about.get("fictional") == "yes"
            )
            for table, rows in known.items()
            if table in files
        ]
    return found


def main() -> None:
    """Write the file."""
    text = json.dumps({**PACKAGE, "resources": resources()}, indent=2, ensure_ascii=False)
    TARGET.write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
