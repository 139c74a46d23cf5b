"""The tables as a Data Package: one schema, every file in it, every cell within it."""

import csv
import importlib.util
import json
import re
from collections import defaultdict

import pytest
from frictionless import Package

from led_synergy import case, framework
from led_synergy.case import schema

DATASETS = framework.folder()
SCRIPT = DATASETS.parent / "scripts" / "make_datapackage.py"
PACKAGE = json.loads((DATASETS / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
FILES = sorted(DATASETS.glob("*/*.csv"))
FIELDS = [(r["name"], f) for r in PACKAGE["resources"] for f in r["schema"]["fields"]]

needs_scripts = pytest.mark.skipif(not SCRIPT.exists(), reason="scripts stay in the repository")


def of_cases():
    """Table → its schema in each case, with the case's own prefix taken off the references."""
    found = defaultdict(list)
    for name in case.cases():
        for table in case.TABLES:
            if f"{name}_{table}" in RESOURCES:
                schema = json.dumps(RESOURCES[f"{name}_{table}"]["schema"])
                found[table].append(json.loads(schema.replace(f'"{name}_', '"')))
    return found


def broken(tmp_path, path, old, new):
    """Errors that Frictionless finds after one change in a copy of one folder's file."""
    for file in [*FILES, DATASETS / "datapackage.json"]:
        copy = tmp_path / file.relative_to(DATASETS)
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(file.read_bytes())
    words = (tmp_path / path).read_text(encoding="utf-8")
    assert old in words
    (tmp_path / path).write_text(words.replace(old, new, 1), encoding="utf-8", newline="")
    report = Package(str(tmp_path / "datapackage.json")).validate()
    return {kind for (kind,) in report.flatten(["type"])}


# -- The package ---------------------------------------------------------------------------------


def test_every_cell_keeps_the_schema_and_every_reference_holds():
    report = Package(str(DATASETS / "datapackage.json")).validate()
    assert report.flatten(["path", "rowNumber", "fieldName", "note"]) == []
    assert len(report.tasks) == len(FILES)


@pytest.mark.parametrize(
    ("path", "old", "new", "error"),
    [
        ("telang/activities.csv", ",manpower_transmigration_agency,", ",nobody,", "foreign-key"),
        ("telang/links.csv", ",synergism,", ",synergy,", "constraint-error"),
        ("contoh/judgements.csv", "system,2", "shared_goal,2", "primary-key"),
        ("contoh/judgements.csv", "system,2", "system,two", "type-error"),
        ("framework/levels.csv", "dimension,level", "dimension,grade", "incorrect-label"),
    ],
)
def test_a_wrong_cell_in_a_file_would_be_found(tmp_path, path, old, new, error):
    assert error in broken(tmp_path, path, old, new)


def test_no_file_is_left_out_and_none_is_named_twice():
    paths = [resource["path"] for resource in PACKAGE["resources"]]
    assert sorted(paths) == [file.relative_to(DATASETS).as_posix() for file in FILES]
    assert len(RESOURCES) == len(paths)


def test_the_package_names_its_licence_and_the_paper():
    assert PACKAGE["licenses"][0]["name"] == "CC-BY-4.0"
    assert "Najiyati" in PACKAGE["sources"][0]["title"]


def test_every_table_and_column_is_described_in_both_languages():
    described = [*PACKAGE["resources"], *(field for _, field in FIELDS)]
    for thing in described:
        assert thing["description"] and thing["description_id"], thing["name"]
        assert thing["description"] != thing["description_id"], thing["name"]


@pytest.mark.parametrize(
    ("name", "field"), [(n, f) for n, f in FIELDS if f["type"] != "string"], ids=str
)
def test_every_number_has_a_unit(name, field):
    assert field["unit"], name


def test_every_table_of_the_fictional_area_says_that_it_is_fictional():
    for name, resource in RESOURCES.items():
        fictional = name.startswith("contoh_")
        assert resource["description"].startswith("Fictional") is fictional
        assert resource["description_id"].startswith("Fiktif") is fictional


# -- Cases ---------------------------------------------------------------------------------------


def test_a_table_has_the_same_schema_in_every_case():
    schemas = of_cases()
    assert set(schemas) == set(case.TABLES)
    for table, found in schemas.items():
        assert all(schema == found[0] for schema in found), table


def test_a_case_has_twelve_tables_with_the_columns_of_the_design():
    columns = {t: " ".join(schema.columns(t)) for t in case.TABLES}
    assert columns == {
        "about": "field value_en value_id source",
        "components": "component sector table_row name_en name_id as_printed source",
        "activities": "activity component name_en name_id cluster seats status as_printed "
        "source note",
        "judgements": "dimension level lowest highest because_en because_id source",
        "evidence": "evidence dimension aspect actor finding_en finding_id levels contested "
        "contested_en contested_id source_type source",
        "participation": "group activity rung source_type source",
        "effects": "effect_group indicator direction breadth optimal even exception_en "
        "exception_id source",
        "factors": "factor role disputed finding_en finding_id source_type source",
        "links": "cause effect basis source",
        "figures": "measure value lowest highest unit year source_year as_printed problem source",
        "measurements": "unit village zone poor poorest indicator period value fictional",
        "actions": "factor step who by_when sign done",
    }


def test_a_link_may_lead_to_synergism_but_not_start_there():
    limits = {
        f["name"]: f.get("constraints", {}) for f in RESOURCES["contoh_links"]["schema"]["fields"]
    }
    assert limits["effect"]["enum"] == [*framework.keys("factors"), "synergism"]
    assert "enum" not in limits["cause"]


@pytest.mark.parametrize("name", ["telang", "batu_betumpang"])
def test_the_two_areas_have_no_table_that_the_paper_does_not_publish(name):
    assert f"{name}_participation" not in RESOURCES
    assert f"{name}_measurements" not in RESOURCES


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_row_of_a_case_names_its_source(file):
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            assert row.get("source", "none asked for").strip(), row


# -- Files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_csv_style(file):
    content = file.read_bytes()
    words = content.decode("utf-8")
    assert not content.startswith(b"\xef\xbb\xbf") and b"\r" not in content
    assert words.endswith("\n") and "\n\n" not in words
    rows = list(csv.reader(words.splitlines(keepends=True), strict=True))
    fields = RESOURCES[f"{file.parent.name}_{file.stem}"]["schema"]["fields"]
    assert rows[0] == [field["name"] for field in fields]
    assert {len(row) for row in rows} == {len(fields)}
    assert all(cell == cell.strip() for row in rows for cell in row)


@needs_scripts
def test_the_package_is_what_the_script_makes(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("make_datapackage", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    stored = (DATASETS / "datapackage.json").read_bytes()
    made = tmp_path / "datapackage.json"
    monkeypatch.setattr(script, "TARGET", made)
    script.main()
    assert made.read_bytes() == stored


def test_every_row_of_the_schema_is_used():
    with (DATASETS / "schema.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    used = {(name, f["name"]) for name, f in FIELDS if name.startswith("framework_")}
    used |= {(t, field["name"]) for t in case.TABLES for field in schema.fields(t)}
    assert {(row["table"], row["column"]) for row in rows if row["column"]} == used
    assert len(rows) == len({(row["table"], row["column"]) for row in rows})


def test_the_readme_describes_every_table_in_the_words_of_the_schema():
    readme = (DATASETS / "README.md").read_text(encoding="utf-8")
    described = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", readme, re.MULTILINE))
    sections = readme.split("## The tables of the framework")
    assert len(sections) == 2
    for name, resource in RESOURCES.items():
        folder, _, table = name.partition("_")
        if folder == "framework":
            assert f"| `{table}` | {resource['description']} |" in sections[1]
        elif folder == "telang":
            assert f"| `{table}` | {resource['description']} |" in sections[0]
    assert set(described) == {*case.TABLES, *(f.stem for f in FILES)}
