"""Charts of the causal map: the map itself, driving power and dependence."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from .. import terms
from ..case.case import Case
from ..problem_tree import CausalMap
from ..problem_tree.text import basis_in_words
from ..terms import InputError, spoken
from . import layout
from .given import as_case, as_number, as_result, as_words, kind_of, told_apart
from .style import (
    _PAPER,
    _QUIET,
    PALETTE,
    Style,
    _by,
    _dashes,
    _finish,
    _listed,
    _nothing,
    _page,
    _styled,
    _text,
    _wrap,
)

__all__ = [
    "as_map",
    "causal_map",
    "drawn_plan",
    "driving_dependence",
    "node_names",
]

_MARKS = {
    "root": "in_map.chain_start",
    "solved": "term.dealt_with",
    "released": "term.no_trigger_left",
}
_QUADRANT: Style = {
    "independent": ("vermilion", "triangle-up"),
    "linkage": ("purple", "diamond"),
    "dependent": ("blue", "triangle-down"),
    "autonomous": ("black", "circle"),
}


@spoken
def causal_map(
    tree: CausalMap | Case | str | pd.DataFrame,
    lang: str | None = None,
    *,
    paths: Iterable[Sequence[Hashable]] = (),
    solved: Iterable[Hashable] = (),
    released: Iterable[Hashable] = (),
    case: Case | str | None = None,
    title: str | None = None,
) -> alt.LayerChart:
    """What triggers what, laid out by level, the outcome at the top.

    Parameters
    ----------
    tree : CausalMap, Case, str or pandas.DataFrame
        The map; of an area, its name or its table of links the map is made.
    lang : {"en", "id"}, optional
        Language.
    paths : iterable of paths, optional
        Chains to highlight, each a sequence of nodes, such as `tree.paths` gives.
    solved, released : iterable of nodes, optional
        The factors supposed to be dealt with, and those that lose every trigger by it
        (`tree.released_by`).
    case : Case or str, optional
        Whose links they are.
    title : str, optional
        A title of your own.

    Returns
    -------
    altair.LayerChart
        Boxes in the levels of `tree.levels`, arrows from cause to effect; dashed where the link
        rests on no finding and no table. A pointer on an arrow head shows basis and source.

    Raises
    ------
    InputError
        If this is no map or case, a node is no name, or the map is too large to be drawn.

    Notes
    -----
    Drawn from links stated in the text; it is not Figure 4.3 or 4.4, and no arrow has a strength.
    A map with more than five nodes in a level is wider than other charts. Two nodes of one name
    stay two: the second gets a number.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> telang = load_case("telang")
    >>> causal_map(CausalMap.from_links(telang.links), case=telang).title.text
    ['Causal map: what triggers what – Telang']
    """
    tree, case = as_map(tree, case)
    title = as_words(title, "title") or terms.text("title.map")
    if not tree.nodes:
        return _nothing(title, case)
    chains = [_known(tree, path, "paths") for path in _listed_things(paths, "paths")]
    state: dict[Hashable, str] = dict.fromkeys(tree.nodes, "plain")
    state.update({node: "path" for chain in chains for node in chain})
    state.update(dict.fromkeys(_known(tree, released, "released"), "released"))
    state.update(dict.fromkeys(_known(tree, solved, "solved"), "solved"))
    names = node_names(tree)
    levels, plan = drawn_plan(tree)
    if sum(map(len, plan.arrows.values())) > _MOST_POINTS or len(tree.nodes) > _MOST_POINTS:
        raise InputError(
            "error.map_too_large", name="tree", found=len(tree.nodes) + len(tree.links), most=400
        )
    boxes = _boxes(tree, plan, names, state)
    lines, heads = _arrows(tree, plan, names, chains)
    numerals = [terms.text("term.map_level", n=_roman(n + 1)) for n in range(len(levels))]
    chart = _map_drawn(plan, boxes, lines, heads, numerals)
    notes = [terms.text("note.map")]
    if not all(line["firm"] for line in lines):
        notes.append(terms.text("note.dashed"))
    for cycle in tree.cycles():
        notes.append(terms.text("note.cycle", nodes=_nodes(names, cycle)))
    said = [terms.text("description.map", nodes=len(tree.nodes), links=len(tree.links))]
    said += [
        f"{numeral}: {_nodes(names, level)}."
        for numeral, level in zip(numerals, levels, strict=True)
    ]
    said += [" → ".join(names[node] for node in chain) + "." for chain in chains[:5]]
    for kind, key in (("solved", "term.dealt_with"), ("released", "term.loses_every_trigger")):
        if found := [node for node in tree.nodes if state[node] == kind]:
            said.append(f"{terms.heading(key)}: {_nodes(names, found)}.")
    return _finish(chart, title, said, notes, case)


_MOST_POINTS = 4_000  # Vega-Lite draws no more than 5,000 rows of one table


def as_map(value: Any, case: Any = None) -> tuple[CausalMap, Case | None]:
    """A causal map: one that is made, or that of an area, or of its table of links.

    Examples
    --------
    >>> as_map("telang")[1].name
    'telang'
    """
    case = None if case is None else as_case(case)
    if isinstance(value, CausalMap):
        return value, case
    if isinstance(value, (Case, str)):
        area = as_case(value)
        return CausalMap.from_links(area.links), case or area
    as_result(value, "tree", "CausalMap.from_links(case.links)", ["cause", "effect"])
    return CausalMap.from_links(value), case


def node_names(tree: CausalMap) -> dict[Hashable, str]:
    """What each node is called, told apart.

    Examples
    --------
    >>> node_names(CausalMap.from_matrix([[0, 1], [0, 0]], ["trust", "Trust"]))
    {'trust': 'Trust', 'Trust': 'Trust (2)'}
    """
    return told_apart({node: terms.node(node) for node in tree.nodes})


def drawn_plan(tree: CausalMap) -> tuple[list[list[Hashable]], layout.Layout]:
    """The nodes of each level, the outcome's first, and where boxes and arrows stand."""
    levels = [[node for node in tree.nodes if node in level] for level in tree.levels()]
    pairs = [(link.cause, link.effect) for link in tree.links if link.cause != link.effect]
    return levels, layout.layered(pairs, levels)


def _listed_things(value: Any, name: str) -> list[Any]:
    if isinstance(value, (list, tuple, set, frozenset)):
        return list(value)
    if isinstance(value, Iterator):
        return list(value)
    raise InputError("error.needs_list", name=name, found=kind_of(value))


def _known(tree: CausalMap, value: Any, name: str) -> list[Hashable]:
    """Nodes of the map, given as a list or as one alone."""
    given = [value] if isinstance(value, str) else _listed_things(value, name)
    for node in given:
        if not isinstance(node, Hashable) or node not in tree.nodes:
            shown = ", ".join(map(str, tree.nodes))
            raise InputError("error.not_a_node", name=name, found=kind_of(node), allowed=shown)
    return given


def _boxes(
    tree: CausalMap,
    plan: layout.Layout,
    names: Mapping[Hashable, str],
    state: Mapping[Hashable, str],
) -> list[dict[str, Any]]:
    """A box for each node: where it stands, what it is called, and what it is marked as."""
    roots, boxes = tree.roots(), []
    for node, (x, y) in plan.boxes.items():
        kind = state[node]
        mark = kind if kind in ("solved", "released") else "root" if node in roots else ""
        boxes.append(
            {
                "x": round(x, 1),
                "y": y,
                "name": _wrap(names[node], 17),
                "kind": kind,
                "mark": terms.text(_MARKS[mark]) if mark else "",
            }
        )
    return boxes


def _arrows(
    tree: CausalMap,
    plan: layout.Layout,
    names: Mapping[Hashable, str],
    chains: Sequence[Sequence[Hashable]],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The points of each arrow, and its head with what a pointer on it shows."""
    steps = {pair for chain in chains for pair in pairwise(chain)}
    links = [link for link in tree.links if link.cause != link.effect]
    lines, heads = [], []
    for number, link in enumerate(links):
        route = plan.arrows[link.cause, link.effect]
        kind = "path" if (link.cause, link.effect) in steps else "plain"
        firm = not link.basis or bool({"finding", "table"} & set(link.basis))
        lines += [
            {"link": number, "at": n, "x": x, "y": y, "kind": kind, "firm": int(firm)}
            for n, (x, y) in enumerate(route)
        ]
        bases = dict.fromkeys(filter(None, link.basis))
        up = route[-1][1] < route[-2][1]
        heads.append(
            {
                "x": route[-1][0],
                "y": route[-1][1] + (3 if up else -3),
                "kind": kind,
                "turn": 0 if up else 180,
                "link": f"{names[link.cause]} → {names[link.effect]}",
                "basis": ", ".join(map(basis_in_words, bases)),
                "source": "; ".join(dict.fromkeys(filter(None, link.source))),
            }
        )
    return lines, heads


_KINDS = ("plain", "path", "solved", "released")
_STROKE = (_QUIET, PALETTE["vermilion"], _QUIET, PALETTE["blue"])
_WEIGHT = (1.3, 3, 1.3, 2)


def _map_drawn(
    plan: layout.Layout,
    boxes: list[dict[str, Any]],
    lines: list[dict[str, Any]],
    heads: list[dict[str, Any]],
    numerals: Sequence[str],
) -> Any:
    """Arrows below, boxes and their words above, levels at the side."""
    px, py = _page(plan.width, plan.height)
    look = {
        "stroke": _by(alt.Stroke, "kind", _KINDS, _STROKE),
        "strokeWidth": _by(alt.StrokeWidth, "kind", _KINDS, _WEIGHT),
    }
    arrows = (
        alt.Chart(pd.DataFrame(lines, columns=["link", "at", "x", "y", "kind", "firm"]))
        .mark_line(interpolate="monotone", orient="horizontal")
        .encode(
            x=px,
            y=py,
            detail=alt.Detail("link:N"),
            order=alt.Order("at:Q"),
            strokeDash=_by(alt.StrokeDash, "firm", [1, 0], [[1, 0], [5, 3]]),
            **look,
        )
    )
    base = alt.Chart(pd.DataFrame(boxes)).encode(x=px, y=py)
    wide, tall = layout.BOX
    fills = [_PAPER, _PAPER, "#DDDDDD", PALETTE["sky"]]
    frames = base.mark_rect(
        width=wide, height=tall, cornerRadius=4, strokeDash=_dashes("released")
    ).encode(fill=_by(alt.Fill, "kind", _KINDS, fills), **look)
    columns = ["x", "y", "kind", "turn", "link", "basis", "source"]
    ends = (
        alt.Chart(pd.DataFrame(heads, columns=columns))
        .mark_point(shape="triangle-up", filled=True, opacity=1)
        .encode(
            x=px,
            y=py,
            fill=_by(alt.Fill, "kind", _KINDS, _STROKE),
            size=_by(alt.Size, "kind", _KINDS, [50, 110, 50, 50]),
            angle=_by(alt.Angle, "turn", [0, 180], [0, 180]),
            tooltip=[
                alt.Tooltip(f"{field}:N", title=terms.text(f"term.{field}"))
                for field in ("link", "basis", "source")
            ],
        )
    )
    at = [{"x": 0, "y": plan.height * (n + 0.5) / len(numerals)} for n in range(len(numerals))]
    left = alt.Chart(pd.DataFrame(at).assign(words=numerals)).encode(x=px, y=py)
    lift = "-6.5 * (length(split(datum.name, '\\n')) - (datum.mark ? 0 : 1))"
    layers = alt.layer(
        arrows,
        frames,
        _text(base, "name", dy=alt.expr(lift)),
        _text(base, "mark", fontStyle="italic", dy=tall / 2 - 8),
        ends,
        _text(left, "words", align="left", color=_QUIET, dx=-54),
    )
    # Frames and arrow heads are filled by one field in different ways.
    chart = layers.resolve_scale(fill="independent")
    return chart.properties(width=plan.width, height=plan.height)


@spoken
def driving_dependence(
    tree: CausalMap | Case | str | pd.DataFrame,
    lang: str | None = None,
    *,
    threshold: float | None = None,
    case: Case | str | None = None,
) -> alt.LayerChart:
    """How many others a factor leads to, against how many lead to it.

    Parameters
    ----------
    tree : CausalMap, Case, str or pandas.DataFrame
        The map; of an area, its name or its table of links the map is made.
    lang : {"en", "id"}, optional
        Language.
    threshold : float, optional
        Where the lines between the quadrants stand, as in `tree.quadrants`; half the number of
        nodes if not given.
    case : Case or str, optional
        Whose links they are.

    Returns
    -------
    altair.LayerChart
        One mark per place, with the names of all nodes that stand there; shape and colour tell
        the quadrant.

    Notes
    -----
    MICMAC, Duperrin and Godet (1973); not in the paper. It counts reachable nodes, not strength.

    Examples
    --------
    >>> chain = CausalMap.from_matrix([[0, 1], [0, 0]], ["a", "b"])
    >>> driving_dependence(chain).title.text
    ['Driving power against dependence']
    """
    tree, case = as_map(tree, case)
    if threshold is not None:
        as_number(threshold, "threshold", 0, 1e6)
    title = terms.text("title.dependence")
    if not tree.nodes:
        return _nothing(title, case)
    power, dependence = tree.driving_power(), tree.dependence()
    quadrants = tree.quadrants(threshold)
    kinds = {key: terms.text(f"quadrant.{key}") for key in _QUADRANT}
    names = node_names(tree)
    kind = {node: kinds[key] for key, found in quadrants.items() for node in found}
    spots: dict[tuple[int, int], list[Hashable]] = {}
    for node in tree.nodes:
        spots.setdefault((dependence[node], power[node]), []).append(node)
    size, top = 520, len(tree.nodes) + 1
    line = len(tree.nodes) / 2 if threshold is None else threshold
    words = {
        (x * size / top, size - y * size / top): _wrap(_nodes(names, found), 26)
        for (x, y), found in spots.items()
    }
    sides = layout.beside(words, size)
    table = pd.DataFrame(
        [
            {"x": x, "y": y, "kind": kind[found[0]], "words": label, "side": side}
            for ((x, y), found), label, side in zip(
                spots.items(), words.values(), sides.values(), strict=True
            )
        ]
    )
    scale = alt.Scale(domain=[0, top], nice=False)
    axis = alt.Axis(format="d", tickCount=min(top, 20), grid=False)
    x = alt.X("x:Q", title=terms.text("term.dependence"), scale=scale, axis=axis)
    y = alt.Y("y:Q", title=terms.text("term.driving_power"), scale=scale, axis=axis)
    rule = alt.Chart(pd.DataFrame({"x": [line], "y": [line]})).mark_rule(
        color=_QUIET, strokeDash=[3, 3]
    )
    points = (
        alt.Chart(table.drop(columns=["words", "side"]))
        .mark_point(size=120, filled=True, opacity=1)
        .encode(x=x, y=y, **_styled("kind", _QUADRANT, kinds, columns=1))
    )
    labels = []
    for side in dict.fromkeys(sides.values()):
        here = alt.Chart(table.loc[table["side"] == side, ["x", "y", "words"]]).encode(x=x, y=y)
        options = {"align": side.align, "baseline": side.baseline, "dx": side.dx, "dy": side.dy}
        labels.append(_text(here, "words", **options))
    chart = alt.layer(rule.encode(x=x), rule.encode(y=y), points, *labels)
    said = [f"{kinds[key]}: {_nodes(names, quadrants[key])}." for key in kinds]
    notes = [terms.text("note.dependence")]
    return _finish(chart.properties(width=size, height=size), title, said, notes, case)


def _nodes(names: Mapping[Hashable, str], found: Iterable[Hashable]) -> str:
    found = set(found)
    return _listed(name for node, name in names.items() if node in found)


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][ones]
