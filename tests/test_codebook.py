"""The codebook of factors as other programs read it."""

import csv
import io
import re
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from led_synergy import framework, terms
from led_synergy.cli import app
from led_synergy.exchange import code_meant, codes, write_codebook

# What the published Codebook.xsd of REFI-QDA 1.0 asks (openqda/refi-tools, docs/schemas). The file
# itself is not kept here: its licence is not said clearly beside an AGPL repository.
NAMESPACE = "{urn:QDA-XML:codebook:1.0}"
GUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


def lacks(node):
    """What a node called Code does not have as the schema asks."""
    found = []
    known = {"guid", "name", "isCodable", "color"}
    found += [f"attribute {name}" for name in {*node.keys()} - known]
    found += [f"no {name}" for name in ("guid", "name", "isCodable") if not node.get(name)]
    if not re.fullmatch(GUID, node.get("guid", "")):
        found.append("guid")
    if node.get("isCodable") not in ("true", "false", "1", "0"):
        found.append("isCodable")
    if not re.fullmatch(r"#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})", node.get("color", "#000")):
        found.append("color")
    kinds = [child.tag.removeprefix(NAMESPACE) for child in node]
    if not re.fullmatch(r"(Description )?(Code )*", "".join(f"{kind} " for kind in kinds)):
        found.append(f"children {kinds}")
    return found + [more for child in node.findall(f"{NAMESPACE}Code") for more in lacks(child)]


def read(path):
    root = ElementTree.parse(path).getroot()
    assert root.tag == f"{NAMESPACE}CodeBook" and {*root.keys()} <= {"origin"}
    assert [child.tag for child in root] == [f"{NAMESPACE}Codes"]
    return root[0]


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_the_refi_codebook_keeps_to_the_published_schema(tmp_path, lang):
    top = read(write_codebook(tmp_path / "factors.qdc", lang))
    assert len(top) == 17
    assert [fault for node in top for fault in lacks(node)] == []
    broken = ElementTree.fromstring('<Code xmlns="urn:QDA-XML:codebook:1.0" guid="1" name="a"/>')
    assert lacks(broken) == ["no isCodable", "guid", "isCodable"]


def test_identifiers_are_the_same_in_each_file_and_language(tmp_path):
    one = read(write_codebook(tmp_path / "one.qdc", "en"))
    other = read(write_codebook(tmp_path / "other.qdc", "id"))
    found = [node.get("guid") for node in one.iter(f"{NAMESPACE}Code")]
    assert found == [node.get("guid") for node in other.iter(f"{NAMESPACE}Code")]
    assert len({*found}) == 17 + 34
    again = write_codebook(tmp_path / "again.qdc", "en").read_bytes()
    assert again == (tmp_path / "one.qdc").read_bytes()


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_no_two_codes_or_groups_share_a_name_and_none_is_cut_short(lang):
    names = [code.name for code in codes(lang)] + [*{code.group for code in codes(lang)}]
    assert len({name.casefold() for name in names}) == 34 + 17
    assert max(map(len, names)) <= 63  # MAXQDA cuts longer ones


def test_nothing_is_lost_by_the_rules_by_which_qualcoder_reads_a_codebook(tmp_path):
    """QualCoder: "false" makes a category; of two of one name the first is taken."""
    categories, names = {}, {}

    def insert(node, above):
        if node.get("isCodable") == "false":
            categories.setdefault(node.get("name"), above)
            for child in node.findall(f"{NAMESPACE}Code"):
                insert(child, node.get("name"))
        else:
            names.setdefault(node.get("name"), (above, node.findtext(f"{NAMESPACE}Description")))

    for node in read(write_codebook(tmp_path / "factors.qdc", "id")):
        insert(node, None)
    assert len(categories) == 17 and len(names) == 34
    for code in codes("id"):
        assert names[code.name] == (code.group, code.description)


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_every_code_says_what_counts_and_what_does_not_in_one_language(lang):
    for code in codes(lang):
        row = framework.row("factors", code.factor)
        for column in ("definition", "counts", "not_counts", code.role):
            assert row[f"{column}_{lang}"] in code.description


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_taguette_maxqda_and_qualcoder_get_the_same_codes(tmp_path, lang):
    wanted = [(code.name, code.description) for code in codes(lang)]
    words = write_codebook(tmp_path / "f.csv", lang).read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(words, newline="")))
    assert {*rows[0]} == {"tag", "description"}  # one of tag, name, path, and a description
    assert [(row["tag"], row["description"]) for row in rows] == wanted
    assert max(len(row["tag"]) for row in rows) <= 200
    sheet = load_workbook(write_codebook(tmp_path / "f.xlsx", lang)).active
    heading, *rows = sheet.iter_rows(values_only=True)
    assert heading == ("Code", "Memo")
    assert [(path.split(" > ")[1], memo) for path, memo in rows] == wanted
    lines = write_codebook(tmp_path / "f.txt", lang).read_text(encoding="utf-8").splitlines()
    told = [(line.split("\t")[0].split(">>")[1], line.split("\t")[1]) for line in lines]
    assert told == [(name, " ".join(memo.split())) for name, memo in wanted]


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_every_code_comes_back_from_its_name_in_either_language(lang):
    for code in codes(lang):
        meant = (code.factor, code.role)
        role = code.name.removeprefix(f"{code.group}: ")
        for name in (code.name, code.name.upper(), f"{code.group} > {code.name}"):
            assert code_meant(name) == meant
        assert code_meant(role, code.group) == meant
        assert code_meant(f"{code.group}/{role}") == meant
    assert code_meant("Trust") is None and code_meant("driver") is None and code_meant("") is None


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_the_command_writes_it_and_refuses_other_endings_and_files_that_are_there(tmp_path, lang):
    run = CliRunner().invoke
    path = tmp_path / "factors.qdc"
    done = run(app, ["codebook", "-o", str(path), "--lang", lang])
    assert done.exit_code == 0 and "34" in done.output and path.is_file()
    again = run(app, ["codebook", "-o", str(path), "--lang", lang])
    assert again.exit_code == 2
    assert run(app, ["codebook", "-o", str(path), "--overwrite"]).exit_code == 0
    other = run(app, ["codebook", "-o", str(tmp_path / "f.nvp"), "--lang", lang])
    assert other.exit_code == 2
    assert "f.nvp" in other.output and ".qdc, .csv, .xlsx, .txt" in other.output
