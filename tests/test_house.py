"""The house: one direction of dependence, no circle, rooms and functions of a size to read."""

import ast
from functools import cache
from pathlib import Path

import networkx as nx

HOUSE = Path(__file__).resolve().parent.parent
PACKAGE = HOUSE / "led_synergy"
FILES = sorted(PACKAGE.rglob("*.py"))

# From the ground up; what stands on one floor may not lean on what stands above it.
FLOORS = {
    **dict.fromkeys(("framework", "material"), 0),
    "terms": 1,
    "frames": 2,
    **dict.fromkeys(("cards", "slips", "answers", "handed_in"), 2),
    **dict.fromkeys(("notebook", "exercises", "lab", "_lab_start"), 2),
    **dict.fromkeys(("categories", "decision", "participation", "components", "factors"), 3),
    **dict.fromkeys(("agreement", "problem_tree", "support", "welfare"), 3),
    "case": 4,
    "practice": 5,
    "charts": 5,
    **dict.fromkeys(("widgets", "report", "exchange"), 6),
    **dict.fromkeys(("cli", "_command", "__main__"), 7),
}
# The three lazy lines of Case, which say so: a case writes its own report.
UPWARD = {("case.case", "report.write")}


def room(path):
    """Dotted name below led_synergy; a package by its own name."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


ROOMS = {room(path): path for path in FILES}


def imported(path):
    """The rooms that a file imports from, at its top or inside a function."""
    package = path.relative_to(HOUSE).parent.parts
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = [
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        for inner in node.body
    ]
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not node.level or node in for_types:
            continue
        base = [*package[: len(package) - node.level + 1], *(node.module or "").split(".")]
        for name in node.names:
            dotted = ".".join(filter(None, [*base[1:], name.name]))
            while dotted and dotted not in ROOMS:
                dotted = dotted.rpartition(".")[0]
            if dotted:
                yield dotted


@cache
def imports():
    return {name: {*imported(path)} - {name} for name, path in ROOMS.items() if name}


def floor(name):
    return FLOORS[name.split(".")[0]]


def test_every_room_has_its_floor_and_every_floor_its_room():
    assert {name.split(".")[0] for name in ROOMS if name} == {*FLOORS}


def test_nothing_leans_on_what_stands_above_it():
    found = {(a, b) for a, rooms in imports().items() for b in rooms if floor(b) > floor(a)}
    assert {(a, b) for a, b in found if (a, b) not in UPWARD and b != "report"} == set()
    assert {a for a, b in found} <= {"case.case"}


def test_what_learners_start_stands_on_words_alone():
    beside = {"cards", "slips", "answers", "handed_in"}
    for name in ("notebook", "exercises", "lab", *beside):
        below = {"framework", "material", "terms"} | beside
        assert {b.split(".")[0] for b in imports()[name]} <= below, name


def test_there_is_no_circle():
    graph = nx.DiGraph((a, b) for a, rooms in imports().items() for b in rooms)
    # a package hands on the names of its own rooms, and that is no circle
    graph.remove_edges_from([(a, b) for a, b in graph.edges if b.startswith(f"{a}.")])
    graph.remove_edges_from(
        [(a, b) for a, b in graph.edges if a.startswith("case.") and floor(b) > 4]
    )
    assert [circle for circle in nx.strongly_connected_components(graph) if len(circle) > 1] == []


def code_lines(node, text):
    """Lines of a definition that are neither blank, comment nor docstring."""
    lines = text.splitlines()[node.lineno - 1 : node.end_lineno]
    inner = [child for child in node.body if not isinstance(child, ast.FunctionDef | ast.ClassDef)]
    doc = ast.get_docstring(node, clean=False)
    said = node.body[0].end_lineno - node.body[0].lineno + 1 if doc is not None and inner else 0
    return sum(bool(line.strip()) and not line.strip().startswith("#") for line in lines) - said


def test_no_room_is_longer_than_eight_hundred_lines():
    lines = {room(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert len(lines) > 100
    assert {name: n for name, n in lines.items() if n > 800} == {}


def test_no_function_is_longer_than_forty_lines_and_sixty_where_it_draws():
    long, seen = {}, 0
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        most = 60 if room(path).startswith(("charts", "widgets")) else 40
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                seen += 1
                if code_lines(node, text) > most:
                    long[f"{room(path)}.{node.name}"] = code_lines(node, text)
    assert seen > 1000
    assert long == {}


def test_classifying_a_table_stays_short():
    text = ROOMS["decision"].read_text(encoding="utf-8")
    rooms = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    lines = {node.name: code_lines(node, text) for node in rooms}
    assert lines.pop("decision_table") and lines["classify_table"]
    assert sum(lines.values()) < 80  # all that serves it alone; benchmarks/core.py holds its speed
