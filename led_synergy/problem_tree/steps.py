"""Steps from node to node of a map, and what can be reached by them."""

from collections.abc import Hashable, Iterable, Mapping

__all__ = ["led_to", "steps_of"]


def steps_of(
    nodes: Iterable[Hashable], pairs: Iterable[tuple[Hashable, Hashable]]
) -> dict[Hashable, list[Hashable]]:
    """From each node to those one step away; a step from a node to itself tells nothing."""
    found: dict[Hashable, dict[Hashable, None]] = {node: {} for node in nodes}
    for one, other in pairs:
        if one != other:
            found[one][other] = None
    return {node: [*others] for node, others in found.items()}


def led_to(start: Hashable, steps: Mapping[Hashable, list[Hashable]]) -> set[Hashable]:
    """What can be reached by any number of these steps, the start included."""
    found, ahead = {start}, [start]
    while ahead:
        new = {*steps[ahead.pop()]} - found
        found |= new
        ahead.extend(new)
    return found
