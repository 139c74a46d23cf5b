"""Charts of the causal map: the map itself, driving power and dependence."""

from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise

import altair as alt
import pandas as pd

from .. import framework, terms
from ..case.case import Case
from ..problem_tree import OUTCOME, CausalMap
from ..terms import language
from . import layout as _layout
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
    "causal_map",
    "driving_dependence",
]

_QUADRANT: Style = {
    "independent": ("vermilion", "triangle-up"),
    "linkage": ("purple", "diamond"),
    "dependent": ("blue", "triangle-down"),
    "autonomous": ("black", "circle"),
}


def causal_map(
    tree: CausalMap,
    lang: str | None = None,
    *,
    paths: Iterable[Sequence[Hashable]] = (),
    solved: Iterable[Hashable] = (),
    released: Iterable[Hashable] = (),
    case: Case | None = None,
    title: str | None = None,
) -> alt.LayerChart:
    """What triggers what, laid out by level, the outcome at the top.

    Parameters
    ----------
    tree : CausalMap
        The map.
    lang : {"en", "id"}, optional
        Language.
    paths : iterable of paths, optional
        Chains to highlight, each a sequence of nodes, such as `tree.paths` gives.
    solved, released : iterable of nodes, optional
        The factors supposed to be dealt with, and those that lose every trigger by it
        (`tree.released_by`).
    case : Case, optional
        Whose links they are.
    title : str, optional
        A title of your own.

    Returns
    -------
    altair.LayerChart
        Boxes in the levels of `tree.levels`, arrows from cause to effect; dashed where the link
        rests on no finding and no table. A pointer on an arrow head shows basis and source.

    Notes
    -----
    Drawn from links stated in the text; it is not Figure 4.3 or 4.4, and no arrow has a strength.
    A map with more than five nodes in a level is wider than other charts.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> telang = load_case("telang")
    >>> causal_map(CausalMap.from_links(telang.links), case=telang).title.text
    ['Causal map: what triggers what – Telang']
    """
    lang = language(lang)
    title = title or terms.text("chart.map_title", lang)
    if not tree.nodes:
        return _nothing(title, lang, case)
    levels = [[node for node in tree.nodes if node in level] for level in tree.levels()]
    links = [link for link in tree.links if link.cause != link.effect]
    plan = _layout.layered([(link.cause, link.effect) for link in links], levels)
    chains = [list(path) for path in paths]
    steps = {pair for chain in chains for pair in pairwise(chain)}
    state: dict[Hashable, str] = dict.fromkeys(tree.nodes, "plain")
    state.update({node: "path" for chain in chains for node in chain})
    state.update(dict.fromkeys(released, "released"))
    state.update(dict.fromkeys(solved, "solved"))
    roots = tree.roots()

    boxes = []
    for node, (x, y) in plan.boxes.items():
        kind = state[node]
        mark = kind if kind in ("solved", "released") else "root" if node in roots else ""
        boxes.append(
            {
                "x": round(x, 1),
                "y": y,
                "name": _wrap(_node(node, lang), 17),
                "kind": kind,
                "mark": terms.text(f"chart.mark_{mark}", lang) if mark else "",
            }
        )
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
                "link": f"{_node(link.cause, lang)} → {_node(link.effect, lang)}",
                "basis": ", ".join(terms.text(f"map.basis_{basis}", lang) for basis in bases),
                "source": "; ".join(dict.fromkeys(filter(None, link.source))),
            }
        )

    px, py = _page(plan.width, plan.height)
    kinds = ["plain", "path", "solved", "released"]
    warm, cool = PALETTE["vermilion"], PALETTE["blue"]
    stroke = [_QUIET, warm, _QUIET, cool]
    weight = [1.3, 3, 1.3, 2]
    arrows = (
        alt.Chart(pd.DataFrame(lines, columns=["link", "at", "x", "y", "kind", "firm"]))
        .mark_line(interpolate="monotone", orient="horizontal")
        .encode(
            x=px,
            y=py,
            detail="link:N",
            order="at:Q",
            stroke=_by(alt.Stroke, "kind", kinds, stroke),
            strokeWidth=_by(alt.StrokeWidth, "kind", kinds, weight),
            strokeDash=_by(alt.StrokeDash, "firm", [1, 0], [[1, 0], [5, 3]]),
        )
    )
    base = alt.Chart(pd.DataFrame(boxes)).encode(x=px, y=py)
    frames = base.mark_rect(
        width=_layout.BOX[0],
        height=_layout.BOX[1],
        cornerRadius=4,
        strokeDash=_dashes("released"),
    ).encode(
        fill=_by(alt.Fill, "kind", kinds, [_PAPER, _PAPER, "#DDDDDD", PALETTE["sky"]]),
        stroke=_by(alt.Stroke, "kind", kinds, stroke),
        strokeWidth=_by(alt.StrokeWidth, "kind", kinds, weight),
    )
    columns = ["x", "y", "kind", "turn", "link", "basis", "source"]
    ends = (
        alt.Chart(pd.DataFrame(heads, columns=columns))
        .mark_point(shape="triangle-up", filled=True, opacity=1)
        .encode(
            x=px,
            y=py,
            fill=_by(alt.Fill, "kind", kinds, stroke),
            size=_by(alt.Size, "kind", kinds, [50, 110, 50, 50]),
            angle=_by(alt.Angle, "turn", [0, 180], [0, 180]),
            tooltip=[
                alt.Tooltip(f"{field}:N", title=terms.text(f"chart.{field}", lang))
                for field in ("link", "basis", "source")
            ],
        )
    )
    numerals = [terms.text("chart.level", lang, n=_roman(n + 1)) for n in range(len(levels))]
    at = [{"x": 0, "y": plan.height * (n + 0.5) / len(levels)} for n in range(len(levels))]
    left = alt.Chart(pd.DataFrame(at).assign(words=numerals)).encode(x=px, y=py)
    lift = "-6.5 * (length(split(datum.name, '\\n')) - (datum.mark ? 0 : 1))"
    chart = (
        alt.layer(
            arrows,
            frames,
            _text(base, "name", dy=alt.expr(lift)),
            _text(base, "mark", fontStyle="italic", dy=_layout.BOX[1] / 2 - 8),
            ends,
            _text(left, "words", align="left", color=_QUIET, dx=-54),
        )
        # Frames and arrow heads are filled by one field in different ways.
        .resolve_scale(fill="independent")
        .properties(width=plan.width, height=plan.height)
    )
    notes = [terms.text("map.note", lang)]
    if not all(line["firm"] for line in lines):
        notes.append(terms.text("chart.dashed", lang))
    for cycle in tree.cycles():
        notes.append(terms.text("chart.cycle", lang, nodes=_nodes(tree, cycle, lang)))
    said = [terms.text("chart.map_description", lang, nodes=len(tree.nodes), links=len(tree.links))]
    said += [
        f"{numeral}: {_nodes(tree, level, lang)}."
        for numeral, level in zip(numerals, levels, strict=True)
    ]
    said += [" → ".join(_node(node, lang) for node in chain) + "." for chain in chains[:5]]
    for kind in ("solved", "released"):
        if found := [node for node in tree.nodes if state[node] == kind]:
            said.append(f"{terms.text(f'chart.node_{kind}', lang)}: {_nodes(tree, found, lang)}.")
    return _finish(chart, title, lang, said, notes, case)


def driving_dependence(
    tree: CausalMap,
    lang: str | None = None,
    *,
    threshold: float | None = None,
    case: Case | None = None,
) -> alt.LayerChart:
    """How many others a factor leads to, against how many lead to it.

    Parameters
    ----------
    tree : CausalMap
        The map.
    lang : {"en", "id"}, optional
        Language.
    threshold : float, optional
        Where the lines between the quadrants stand, as in `tree.quadrants`; half the number of
        nodes if not given.
    case : Case, optional
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
    lang = language(lang)
    title = terms.text("chart.dependence_title", lang)
    if not tree.nodes:
        return _nothing(title, lang, case)
    power, dependence = tree.driving_power(), tree.dependence()
    quadrants = tree.quadrants(threshold)
    names = {key: terms.text(f"map.{key}", lang) for key in _QUADRANT}
    kind = {node: names[key] for key, found in quadrants.items() for node in found}
    spots: dict[tuple[int, int], list[Hashable]] = {}
    for node in tree.nodes:
        spots.setdefault((dependence[node], power[node]), []).append(node)
    size, top = 520, len(tree.nodes) + 1
    line = len(tree.nodes) / 2 if threshold is None else threshold
    words = {
        (x * size / top, size - y * size / top): _wrap(_nodes(tree, found, lang), 26)
        for (x, y), found in spots.items()
    }
    sides = _layout.beside(words, size)
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
    x = alt.X("x:Q", title=terms.text("chart.dependence", lang), scale=scale, axis=axis)
    y = alt.Y("y:Q", title=terms.text("chart.driving_power", lang), scale=scale, axis=axis)
    rule = alt.Chart(pd.DataFrame({"x": [line], "y": [line]})).mark_rule(
        color=_QUIET, strokeDash=[3, 3]
    )
    points = (
        alt.Chart(table.drop(columns=["words", "side"]))
        .mark_point(size=120, filled=True, opacity=1)
        .encode(x=x, y=y, **_styled("kind", _QUADRANT, names, columns=1))
    )
    labels = []
    for side in dict.fromkeys(sides.values()):
        here = alt.Chart(table.loc[table["side"] == side, ["x", "y", "words"]]).encode(x=x, y=y)
        options = {"align": side.align, "baseline": side.baseline, "dx": side.dx, "dy": side.dy}
        labels.append(_text(here, "words", **options))
    chart = alt.layer(rule.encode(x=x), rule.encode(y=y), points, *labels)
    said = [f"{names[key]}: {_nodes(tree, quadrants[key], lang)}." for key in names]
    notes = [terms.text("chart.dependence_note", lang)]
    return _finish(chart.properties(width=size, height=size), title, lang, said, notes, case)


def _node(node: Hashable, lang: str) -> str:
    if node == OUTCOME:
        return terms.text("map.synergism", lang)
    known = node in framework.keys("factors")
    return terms.label("factors", str(node), lang) if known else str(node)


def _nodes(tree: CausalMap, found: Iterable[Hashable], lang: str) -> str:
    found = set(found)
    return _listed((_node(node, lang) for node in tree.nodes if node in found), lang)


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][ones]
