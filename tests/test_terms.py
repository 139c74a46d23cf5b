"""Words of the interface: each row is used, each key used is a row, no text stands twice."""

import ast
import csv
import json
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from led_synergy import framework, participation, terms, welfare
from led_synergy.case import schema
from led_synergy.categories import DIMENSIONS
from led_synergy.problem_tree import BASES, QUADRANTS

ROOT = Path(__file__).parents[1]
ROWS = {row["key"]: row for row in framework.table("terms")}
FAMILIES = {key.split(".")[0] for key in ROWS}
# What two rows that say the same in English are kept for.
SAME = {
    ("term.finding", "value.finding"): "what a message asks for, and what a link rests on",
    ("term.table", "value.table"): "what a file has, and what a claim rests on",
    ("name.sub-districts", "name.subdistricts"): "a unit, and a field: the key is the area's own",
    ("also.most", "term.for_most"): "what a file may also write, and what we say",
}
# Written by others, or built of a text: the keys of names come from the tables of the areas.
DATA = {
    cell
    for path in (ROOT / "datasets").glob("*/*.csv")
    for row in csv.reader(path.open(encoding="utf-8", newline=""))
    for cell in row
}


def codes():
    """The Python of the package, of the site and of its pages and lessons, each with its place."""
    for folder in ("led_synergy", "docs/_ext"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.name, path.read_text("utf-8")
    for path in sorted((ROOT / "docs").rglob("*.md")):
        if "_build" not in path.parts and "lessons" not in path.parts:
            for block in re.findall(r"```\{show\}[^\n]*\n(.*?)```", path.read_text("utf-8"), re.S):
                yield path.name, re.sub(r"(?m)^:.*$", "", block)
    for path in sorted((ROOT / "notebooks").rglob("*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                yield path.name, re.sub(r"(?m)^[%!].*$", "", "".join(cell["source"]))


def parsed():
    for name, code in codes():
        try:
            yield name, ast.parse(code)
        except SyntaxError:  # a slip that a lesson shows
            continue


def words_of(node, known):
    """The words that a loop runs over, if they stand in the code; also the keys of a table."""
    if isinstance(node, ast.Name):
        node = known.get(node.id)
    if isinstance(node, ast.Dict):
        node = ast.Tuple([key for key in node.keys if key])
    if isinstance(node, ast.Tuple | ast.List):
        found = [one.value for one in node.elts if isinstance(one, ast.Constant)]
        if len(found) == len(node.elts):
            return [str(word) for word in found]
    return None


def loop_of(name, node, above):
    """What the name runs over in the nearest loop around the node."""
    while not isinstance(node, ast.FunctionDef | ast.Module):
        node = above[id(node)]
        loops = [node] if isinstance(node, ast.For) else getattr(node, "generators", [])
        for loop in loops:
            if isinstance(loop.target, ast.Name) and loop.target.id == name:
                return loop.iter
    return None


def built(tree):
    """Each key built with one gap: before it, after it, and the words of the gap if known."""
    known = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    above = {id(low): node for node in ast.walk(tree) for low in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [p.value if isinstance(p, ast.Constant) else None for p in node.values]
            if not isinstance(parts[0], str) or parts[0].split(".")[0] not in FAMILIES:
                continue
            if "." not in parts[0] or " " in "".join(filter(None, parts)):
                continue
            gap = node.values[1].value
            loop = loop_of(gap.id, node, above) if isinstance(gap, ast.Name) else None
            words = words_of(loop, known) if len(parts) < 4 else None
            yield parts, words


def called(node):
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


@cache  # and not while tests are collected, which each worker does
def used():
    """Keys written out, keys built of known words, and keys built of words known later."""
    whole = {row["term"]: "headings.csv" for row in framework.table("headings")}
    patterns, quoted = set(), set()
    for name, tree in parsed():
        pieces = {id(p) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for p in n.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if id(node) in pieces:
                    continue
                quoted.add(node.value)
                for key in node.value.split():
                    if re.fullmatch(rf"(?:{'|'.join(FAMILIES)})\.\{{\}}", key):
                        patterns.add(key.replace(".{}", r"\.(.+)"))
                if re.fullmatch(rf"(?:{'|'.join(FAMILIES)})\.[\w.-]+", node.value):
                    whole.setdefault(node.value, name)
            if isinstance(node, ast.Call) and called(node) in ("choice", "Term"):
                if isinstance(node.args[-1], ast.Constant):
                    whole.setdefault(f"term.{node.args[-1].value}", name)
        for parts, words in built(tree):
            if words is None:
                patterns.add("".join("(.+)" if p is None else re.escape(p) for p in parts))
            else:
                for word in words:
                    key = "".join(word if p is None else p for p in parts)
                    whole.setdefault(key, f"{name}, built")
    # A command and its parameters have the keys of their names in the code (_command.py).
    quoted |= {
        getattr(node, "name", getattr(node, "arg", ""))
        for node in ast.walk(dict(parsed())["cli.py"])
        if isinstance(node, ast.FunctionDef | ast.arg)
    } | {"help"}
    return whole, patterns, quoted


def test_there_is_something_to_look_at():
    whole, patterns, _ = used()
    assert len(whole) > 500 and len(patterns) > 20 and len(ROWS) > 800


def test_every_key_used_in_the_code_is_a_row():
    assert {key: name for key, name in used()[0].items() if key not in ROWS} == {}


def test_every_key_built_of_words_known_later_has_rows():
    alone = [p for p in used()[1] if not any(re.fullmatch(p, key) for key in ROWS)]
    assert alone == []


def test_every_family_has_a_row_for_each_thing_that_it_names():
    listed = (schema.values(t, f["name"]) for t in schema.TABLES for f in schema.fields(t))
    closed = {key for keys, labels in listed if labels == "value" for key in keys}
    families = {
        "value.{}": closed - {*framework.keys("factors")},  # whose names stand in their table
        "control.basis_{}": {*BASES, "all"},
        "quadrant.{}": {*QUADRANTS},
        "also_heading.{}": {*DIMENSIONS, "name", "total"},
        "without.{}": {*schema.TABLES},
        "title.meant_{}": {*welfare.THRESHOLDS},
        "title.by_{}": {*participation.BY},
        "effect_level.{}": {*"01234", "not_judged", "no_direction", "mixed", "incomplete"},
        "result.gap_{}": {"even", "not_even", "not_judged"},
        "result.factors_{}": {"both", "neither"},
        "severity.{}": {row["severity"] for row in framework.table("source_problems")},
        "origin.{}": {row["kind"] for row in framework.table("glossary")},
        "polarity.{}": {row["polarity"] for row in framework.table("effect_indicators")},
    }
    assert all(families.values())
    wanted = {family.format(word) for family, words in families.items() for word in words}
    assert sorted(wanted - {*ROWS}) == []


def test_every_row_is_used_somewhere():
    whole, patterns, quoted = used()

    def built_of_words(key):
        gaps = [found.groups() for p in patterns if (found := re.fullmatch(p, key))]
        return any(all(gap in quoted | DATA or gap.isdecimal() for gap in g) for g in gaps)

    keys = {key.removesuffix(".browser") for key in ROWS}
    unused = [key for key in sorted(keys) if key not in whole and not built_of_words(key)]
    assert unused == []


def test_no_two_rows_say_the_same_in_english():
    rows = defaultdict(list)
    for key, row in ROWS.items():
        rows[row["en"].casefold()].append(key)
    twice = {tuple(sorted(keys)) for keys in rows.values() if len(keys) > 1}
    assert twice == set(SAME)


def test_no_key_is_named_after_a_room_of_the_package():
    rooms = {path.stem for path in (ROOT / "led_synergy").rglob("*.py")}
    rooms |= {path.name for path in (ROOT / "led_synergy").iterdir()}
    rooms |= {room.rstrip("s") for room in rooms}
    assert sorted(FAMILIES & rooms) == ["term"]  # as a word is called


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_the_gaps_of_a_sentence_are_those_of_the_other_language(lang):
    def gaps(words):
        return set(re.findall(r"\{(\w+)", words))

    assert ROWS
    assert [k for k, row in ROWS.items() if gaps(row[lang]) != gaps(row["en"])] == []
    assert [k for k, row in ROWS.items() if not row[lang].strip()] == []
