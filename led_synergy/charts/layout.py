"""Where the boxes and arrows of a causal map stand on a page, and labels beside points.

Geometry only, in pixels, x to the right and y downwards. The steps are those of Sugiyama, K.,
Tagawa, S. and Toda, M. (1981), Methods for Visual Understanding of Hierarchical System
Structures, IEEE Transactions on Systems, Man, and Cybernetics SMC-11(2), 109-125: levels are
given, places in a level follow the mean of their neighbours. Nothing here comes from the paper.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

BOX = (108, 46)
"""Width and height of a box."""
STEP = 86
"""From one level to the next."""
WIDTH = 640
"""Of the whole map, unless its fullest level needs more."""

_APART = 12  # between two boxes
_LANE = 24  # room of an arrow that passes a level

Point = tuple[float, float]
Pair = tuple[Hashable, Hashable]


@dataclass(frozen=True)
class Layout:
    """The middle of each box, and the points of each arrow from its cause to its effect."""

    width: float
    height: float
    boxes: dict[Hashable, Point]
    arrows: dict[Pair, list[Point]]


def layered(pairs: Iterable[Pair], levels: Sequence[Sequence[Hashable]]) -> Layout:
    """Lay a map out by its levels.

    Parameters
    ----------
    pairs : iterable of (cause, effect)
        The arrows; a cause stands in the same level as its effect or in a later one.
    levels : sequence of sequences of nodes
        The first is drawn at the top.

    Returns
    -------
    Layout
        No box covers another, and none lies outside. An arrow over several levels passes each
        between the boxes; one within a level runs over the boxes and comes down from above.
    """
    level = {node: n for n, row in enumerate(levels) for node in row}
    rows: list[list[Any]] = [list(row) for row in levels]
    near: tuple[dict[Any, list[Any]], dict[Any, list[Any]]] = ({}, {})  # above, below
    same: dict[Any, list[Any]] = {}
    chains: dict[Pair, list[Any]] = {}
    for cause, effect in pairs:
        # Where the arrow passes a level it has a place of its own there: (cause, effect, level).
        passing = [(cause, effect, n) for n in range(level[cause] - 1, level[effect], -1)]
        for place in passing:
            rows[place[2]].append(place)
        chains[cause, effect] = [cause, *passing, effect]
        if level[cause] == level[effect]:
            same.setdefault(cause, []).append(effect)
            same.setdefault(effect, []).append(cause)
        else:
            for lower, upper in pairwise(chains[cause, effect]):
                near[0].setdefault(lower, []).append(upper)
                near[1].setdefault(upper, []).append(lower)

    _order(rows, near, same)
    room = {item: BOX[0] + _APART if item in level else _LANE for row in rows for item in row}
    width = max([WIDTH, *(sum(room[item] for item in row) for row in rows)])
    across = _spread(rows, near, room, width)
    boxes = {node: (across[node], STEP * (n + 0.5)) for node, n in level.items()}

    half = BOX[1] / 2
    upward = {pair: chain for pair, chain in chains.items() if level[pair[0]] > level[pair[1]]}
    level_ones = [pair for pair in chains if pair not in upward]
    tops: dict[Any, tuple[Hashable, tuple[int, float]]] = {}
    below: dict[Any, tuple[Hashable, tuple[int, float]]] = {}
    for pair, chain in upward.items():
        tops[pair, "from"] = (pair[0], (0, across[chain[1]]))
        below[pair, "to"] = (pair[1], (0, across[chain[-2]]))
    for pair in level_ones:
        # Leftwards at the left of a box, rightwards at its right, the shortest at the very edge:
        # so a long arrow runs over a short one without crossing it.
        reach = across[pair[1]] - across[pair[0]]
        tops[pair, "from"] = (pair[0], (1 if reach > 0 else -1, -reach))
        tops[pair, "to"] = (pair[1], (-1 if reach > 0 else 1, reach))
    at = _ports(tops, across) | _ports(below, across)
    lanes = _lanes(
        {pair: (level[pair[0]], at[pair, "from"], at[pair, "to"]) for pair in level_ones}
    )
    arrows: dict[Pair, list[Point]] = {}
    for pair, chain in chains.items():
        start, end = at[pair, "from"], at[pair, "to"]
        top = boxes[pair[0]][1] - half
        if pair in upward:
            bottom = boxes[pair[1]][1] + half
            route = [(start, top), (start, top - 6)]
            for place in chain[1:-1]:
                middle = STEP * (place[2] + 0.5)
                route += [(across[place], middle + half), (across[place], middle - half)]
            route += [(end, bottom + 12), (end, bottom + 4)]
        else:
            lift = top - 13 - 7 * (lanes[pair] % 3)
            route = [(start, top), (start, lift), (end, lift), (end, top - 4)]
        arrows[pair] = [(round(x, 1), round(y, 1)) for x, y in route]
    return Layout(width, STEP * len(rows), boxes, arrows)


def _order(
    rows: Sequence[list[Any]],
    near: tuple[Mapping[Any, list[Any]], Mapping[Any, list[Any]]],
    same: Mapping[Any, list[Any]],
) -> None:
    """Sort each row by the mean place of the neighbours above, then below, and so on."""
    for sweep in range(12):
        spot = {item: _share(n, row) for row in rows for n, item in enumerate(row)}
        for row in rows[::-1] if sweep % 2 else rows:
            mean = {}
            for item in row:
                others = [*near[sweep % 2].get(item, ()), *same.get(item, ())]
                mean[item] = sum(spot[o] for o in others) / len(others) if others else spot[item]
            row.sort(key=mean.__getitem__)
            spot.update({item: _share(n, row) for n, item in enumerate(row)})


def _share(number: int, row: Sequence[Any]) -> float:
    return number / max(1, len(row) - 1)


def _spread(
    rows: Sequence[Sequence[Any]],
    near: tuple[Mapping[Any, list[Any]], Mapping[Any, list[Any]]],
    room: Mapping[Any, float],
    width: float,
) -> dict[Any, float]:
    """A place across the page for every box and passing arrow, near its neighbours."""
    across: dict[Any, float] = {}
    for row in rows:
        edge = (width - sum(room[item] for item in row)) / 2
        for item in row:
            across[item] = edge + room[item] / 2
            edge += room[item]
    for sweep in range(20):
        for row in rows if sweep % 2 else rows[::-1]:
            wanted = []
            for item in row:
                others = [*near[0].get(item, ()), *near[1].get(item, ())]
                # An arrow keeps straight where it passes: its other places count more.
                pull = [8 if room[item] == room[o] == _LANE else 1 for o in others]
                total = sum(across[o] * by for o, by in zip(others, pull, strict=True))
                wanted.append(total / sum(pull) if others else across[item])
            places = _apart(wanted, [room[item] for item in row], width)
            across.update(zip(row, places, strict=True))
    return across


def _apart(wanted: Sequence[float], rooms: Sequence[float], width: float) -> list[float]:
    """Places as near to those wanted as order, room and the edges of the page let."""
    gaps = [(one + other) / 2 for one, other in pairwise(rooms)]
    right = _pushed(wanted, gaps, float("-inf"))
    left = _pulled(wanted, gaps, float("inf"))
    middle = [(one + other) / 2 for one, other in zip(right, left, strict=True)]
    inside = _pulled(middle, gaps, width - rooms[-1] / 2)
    return _pushed(inside, gaps, rooms[0] / 2)


def _pushed(places: Sequence[float], gaps: Sequence[float], first: float) -> list[float]:
    """Each place moved to the right until it keeps its gap from the one before."""
    found = [max(places[0], first)]
    for place, gap in zip(places[1:], gaps, strict=True):
        found.append(max(place, found[-1] + gap))
    return found


def _pulled(places: Sequence[float], gaps: Sequence[float], last: float) -> list[float]:
    """The same to the left, from the last place on."""
    mirrored = _pushed([-place for place in reversed(places)], gaps[::-1], -last)
    return [-place for place in reversed(mirrored)]


def _ports(
    ends: Mapping[Any, tuple[Hashable, tuple[int, float]]], across: Mapping[Any, float]
) -> dict[Any, float]:
    """Where on the edge of its box each arrow begins or ends, so that no head covers another.

    Each end names its box and its rank from left to right.
    """
    at: dict[Hashable, list[tuple[tuple[int, float], int, Any]]] = {}
    for n, (end, (node, rank)) in enumerate(ends.items()):
        at.setdefault(node, []).append((rank, n, end))
    found = {}
    for node, others in at.items():
        gap = min(16, (BOX[0] - 24) / max(1, len(others) - 1))
        for n, (_, _, end) in enumerate(sorted(others)):
            found[end] = across[node] + gap * (n - (len(others) - 1) / 2)
    return found


def _lanes(spans: Mapping[Pair, tuple[int, float, float]]) -> dict[Pair, int]:
    """How high each arrow within a level runs: above every shorter one that it would cover.

    Each arrow names its level and where it begins and ends.
    """
    found: dict[Pair, int] = {}
    for pair, (row, start, end) in sorted(
        spans.items(), key=lambda item: abs(item[1][1] - item[1][2])
    ):
        under = [
            lane
            for other, lane in found.items()
            if spans[other][0] == row
            and min(spans[other][1:]) < max(start, end)
            and min(start, end) < max(spans[other][1:])
        ]
        found[pair] = max(under, default=-1) + 1
    return found


@dataclass(frozen=True)
class Side:
    """On which side of its point a label stands: how it is aligned and how far it is moved."""

    align: str
    baseline: str
    dx: float
    dy: float


def beside(words: Mapping[Point, str], size: float) -> dict[Point, Side]:
    """For each labelled point in a square of `size` a side where its label covers nothing.

    The first free of right, left, above and below; right if none is free.
    """
    taken = [(x - 7, y - 7, x + 7, y + 7) for x, y in words]
    found = {}
    for (x, y), label in words.items():
        lines = label.split("\n")
        width, height = 6.2 * max(map(len, lines)), 13 * len(lines)
        middle, rest = -6.5 * (len(lines) - 1), 13.0 * (len(lines) - 1)
        sides = {
            Side("left", "middle", 10, middle): (x + 10, y - height / 2),
            Side("right", "middle", -10, middle): (x - 10 - width, y - height / 2),
            Side("center", "bottom", 0, -9 - rest): (x - width / 2, y - 9 - height),
            Side("center", "top", 0, 9): (x - width / 2, y + 9),
        }
        boxes = {side: (x, y, x + width, y + height) for side, (x, y) in sides.items()}
        free = (side for side, box in boxes.items() if _free(box, taken, size))
        found[x, y] = next(free, next(iter(sides)))
        taken.append(boxes[found[x, y]])
    return found


def _free(
    box: tuple[float, float, float, float],
    taken: Iterable[tuple[float, float, float, float]],
    size: float,
) -> bool:
    left, top, right, bottom = box
    return (
        left >= 0
        and top >= 0
        and right <= size
        and bottom <= size
        and not any(left < r and a < right and top < b and t < bottom for a, t, r, b in taken)
    )
