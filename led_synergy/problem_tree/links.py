"""A link with its claims, and what two maps share."""

from collections.abc import Hashable
from dataclasses import dataclass

__all__ = ["BASES", "OUTCOME", "QUADRANTS", "Comparison", "Link"]

OUTCOME = "synergism"
BASES = ("finding", "table", "implied", "recommendation", "literature", "claim")
QUADRANTS = ("autonomous", "dependent", "linkage", "independent")


@dataclass(frozen=True)
class Link:
    """A causal link, with all claims it rests on.

    Parameters
    ----------
    cause, effect : hashable
        The nodes it runs from and to.
    basis, source : tuple of str
        Basis and source of each claim, side by side: ``source[0]`` belongs to ``basis[0]``.
        Both are empty in a map made from a matrix.

    Examples
    --------
    >>> Link("trust", "commitment", ("finding",), ("section 4.3",)).effect
    'commitment'
    """

    cause: Hashable
    effect: Hashable
    basis: tuple[str, ...] = ()
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """What two maps share and where they differ; links are pairs (cause, effect).

    Parameters
    ----------
    only_here, both, only_there : frozenset
        Links of the first map alone, of both, and of the second alone.
    nodes_only_here, nodes_both, nodes_only_there : frozenset
        The same for nodes.

    Examples
    --------
    >>> from led_synergy import CausalMap
    >>> here = CausalMap.from_matrix([[0, 1], [0, 0]], ["a", "b"])
    >>> sorted(here.compare(here).nodes_both)
    ['a', 'b']
    """

    only_here: frozenset[tuple[Hashable, Hashable]]
    both: frozenset[tuple[Hashable, Hashable]]
    only_there: frozenset[tuple[Hashable, Hashable]]
    nodes_only_here: frozenset[Hashable]
    nodes_both: frozenset[Hashable]
    nodes_only_there: frozenset[Hashable]
