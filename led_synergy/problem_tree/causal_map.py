"""The map itself: links, starts of chains, levels, power, paths, and what a basis changes."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import networkx as nx
import pandas as pd

from .. import framework, terms
from ..frames import cell_text, check_cells, check_columns
from . import text
from .links import BASES, OUTCOME, Comparison, Link
from .matrix import matrix_labels, matrix_rows

__all__ = ["CausalMap"]


@dataclass(frozen=True, repr=False)
class CausalMap:
    """A directed graph of causal claims; make it with `from_links` or `from_matrix`.

    Parameters
    ----------
    nodes : tuple of hashable
        What the links connect: factors and synergism, or free labels.
    links : tuple of Link
        At most one for each pair (cause, effect). A node that is its own cause is kept and drawn,
        but tells nothing about the structure and is passed over by every measure.

    Examples
    --------
    >>> chain = CausalMap.from_matrix([[0, 1, 0], [0, 0, 1], [0, 0, 0]], ["a", "b", "c"])
    >>> chain
    <CausalMap: 3 nodes, 2 links>
    >>> chain.roots()
    {'a'}
    """

    nodes: tuple[Hashable, ...]
    links: tuple[Link, ...]

    # -- Making a map --------------------------------------------------------------------------

    @classmethod
    def from_links(cls, table: pd.DataFrame) -> "CausalMap":
        """The map of the links of one area, or of several areas put below one another.

        Parameters
        ----------
        table : pandas.DataFrame
            Columns cause, effect, basis, source (others are passed over). Cause and effect are
            factors of the codebook or "synergism". Rows with the same cause and effect become one
            link that keeps every basis and source.

        Returns
        -------
        CausalMap
            Its nodes are those that the links name, in the order of the codebook, synergism last.
            A factor that no link names is not in the map.

        Raises
        ------
        InputError
            If a column is missing, or a cell is not one of those allowed; the message names row,
            value, choices and the nearest of them.

        Notes
        -----
        The schema of a case lets synergism stand as an effect only; the map itself would draw it
        as a cause too.

        Examples
        --------
        >>> table = pd.DataFrame({
        ...     "cause": ["external_factors", "external_factors"],
        ...     "effect": ["conflict_of_interest", "conflict_of_interest"],
        ...     "basis": ["finding", "table"],
        ...     "source": ["section 4.4", "Table 4.3, Konflik kepentingan"],
        ... })
        >>> CausalMap.from_links(table).links[0].basis
        ('finding', 'table')
        """
        allowed = (*framework.keys("factors"), OUTCOME)
        check_columns(table, "links", ["cause", "effect", "basis", "source"])
        check_cells(table, "links", "cause", allowed)
        check_cells(table, "links", "effect", allowed)
        check_cells(table, "links", "basis", (*BASES, ""))
        columns = [
            table[column].map(cell_text) for column in ("cause", "effect", "basis", "source")
        ]
        claims: dict[tuple[str, str], dict[tuple[str, str], None]] = {}
        for cause, effect, basis, source in zip(*columns, strict=True):
            claims.setdefault((cause, effect), {})[basis, source] = None
        named = {node for pair in claims for node in pair}
        links = {}
        for pair, found in claims.items():
            bases, sources = zip(*found, strict=True)
            links[pair] = Link(*pair, bases, sources)
        return cls._ordered(tuple(node for node in allowed if node in named), links)

    @classmethod
    def from_matrix(cls, matrix: Any, labels: Iterable[Hashable]) -> "CausalMap":
        """The map of a matrix of influence, as filled in for Interpretive Structural Modelling.

        Parameters
        ----------
        matrix : sequence of rows, numpy.ndarray or pandas.DataFrame
            Square, of 1 (the row influences the column) and 0. Adjacency or reachability; the
            diagonal may be either, since self-influence tells nothing.
        labels : iterable of hashable
            One label per row, all different; free text or numbers.

        Returns
        -------
        CausalMap
            Its nodes are the labels, in their order.

        Raises
        ------
        InputError
            If the matrix is not square, a cell is neither 0 nor 1, or the labels do not fit.

        Examples
        --------
        >>> CausalMap.from_matrix([[1, 1], [0, 1]], ["a", "b"]).links
        (Link(cause='a', effect='b', basis=(), source=()),)
        """
        rows = matrix_rows(matrix)
        names = matrix_labels(labels, len(rows))
        links = {
            (cause, effect): Link(cause, effect)
            for cause, row in zip(names, rows, strict=True)
            for effect, cell in zip(names, row, strict=True)
            if cell and cause != effect
        }
        return cls._ordered(names, links)

    @classmethod
    def _ordered(
        cls, nodes: tuple[Hashable, ...], links: dict[tuple[Any, Any], Link]
    ) -> "CausalMap":
        # Links in the order of the nodes, whatever the order of the rows: the same claims make
        # the same map and the same drawing.
        pairs = ((cause, effect) for cause in nodes for effect in nodes)
        return cls(nodes, tuple(links[pair] for pair in pairs if pair in links))

    # -- Structure -----------------------------------------------------------------------------

    def roots(self) -> set[Hashable]:
        """The starts of chains: the nodes that no other node of the map causes.

        "Root" is the usual word for such a node of a graph. It is not what the paper calls the
        root of the problem (*akar masalah*): that is collaborative capability alone, and texts
        of this package call a node without a cause the start of a chain. A cycle that nothing
        outside causes has no start of its own; `root_cycles` reports it.

        Returns
        -------
        set
            Empty if every node has a cause.

        Examples
        --------
        >>> CausalMap.from_matrix([[0, 1], [0, 0]], ["a", "b"]).roots()
        {'a'}
        """
        return {node for node in self.nodes if not self._graph.pred[node]}

    def root_cycles(self) -> list[set[Hashable]]:
        """The cycles that nothing outside them causes: they begin chains as a single node does.

        Returns
        -------
        list of set
            In the order of their first node; empty if every chain starts at a single node.

        Examples
        --------
        >>> circle = CausalMap.from_matrix([[0, 1, 1], [1, 0, 0], [0, 0, 0]], ["a", "b", "c"])
        >>> circle.roots(), [sorted(cycle) for cycle in circle.root_cycles()]
        (set(), [['a', 'b']])
        """
        return [
            cycle
            for cycle in self.cycles()
            if all(cause in cycle for node in cycle for cause in self._graph.pred[node])
        ]

    def cycles(self) -> list[set[Hashable]]:
        """The sets of two or more nodes that all lead to one another (strongly connected sets).

        Returns
        -------
        list of set
            In the order of their first node. Empty if the map is a tree or any other map without
            feedback.

        Examples
        --------
        >>> circle = CausalMap.from_matrix([[0, 1, 1], [1, 0, 0], [0, 0, 0]], ["a", "b", "c"])
        >>> [sorted(cycle) for cycle in circle.cycles()]
        [['a', 'b']]
        """
        found = [set(part) for part in nx.strongly_connected_components(self._graph)]
        return sorted(
            (part for part in found if len(part) > 1),
            key=lambda part: min(self._place[node] for node in part),
        )

    def levels(self) -> list[set[Hashable]]:
        """The levels of the map, the outcome first (Warfield's partition).

        Returns
        -------
        list of set
            Level I first: the nodes that lead to nothing, or only to nodes that lead back to them.
            Level II is level I of what is left without it, and so on, down to the causes. Every
            node is in one level. Not to be confused with `depth`, counted from the other end.

        Notes
        -----
        Level I holds the nodes whose reachability set lies within their antecedent set, both with
        the node itself and on the transitive closure (Warfield 1974).

        Examples
        --------
        >>> chain = CausalMap.from_matrix([[0, 1, 1], [0, 0, 1], [0, 0, 0]], ["a", "b", "c"])
        >>> chain.levels()
        [{'c'}, {'b'}, {'a'}]
        """
        left = set(self.nodes)
        found = []
        while left:
            level = {node for node in left if self._reach[node] & left <= self._causes[node]}
            found.append(level)
            left -= level
        return found

    def depth(self) -> dict[Hashable, int]:
        """How many steps a node is away from where its longest chain begins.

        Returns
        -------
        dict
            From node to steps: 0 for a start of a chain and for the nodes of a root cycle; for any
            other node one more than its deepest cause. The nodes of a cycle share one depth, since
            steps inside it could be counted without end. Not to be confused with `levels`, which
            Warfield counts from the outcome.

        Examples
        --------
        >>> CausalMap.from_matrix([[0, 1, 1], [0, 0, 1], [0, 0, 0]], ["a", "b", "c"]).depth()
        {'a': 0, 'b': 1, 'c': 2}
        """
        parts = nx.condensation(self._graph)
        steps: dict[int, int] = {}
        for part in nx.topological_sort(parts):
            steps[part] = max((steps[cause] + 1 for cause in parts.pred[part]), default=0)
        return {node: steps[parts.graph["mapping"][node]] for node in self.nodes}

    def driving_power(self) -> dict[Hashable, int]:
        """How many nodes a node leads to, itself counted, directly or through others.

        Returns
        -------
        dict
            From node to a count, from 1 to the number of nodes.

        Examples
        --------
        >>> CausalMap.from_matrix([[0, 1, 0], [0, 0, 1], [0, 0, 0]], "abc").driving_power()
        {'a': 3, 'b': 2, 'c': 1}
        """
        return {node: len(self._reach[node]) for node in self.nodes}

    def dependence(self) -> dict[Hashable, int]:
        """How many nodes lead to a node, itself counted, directly or through others.

        Returns
        -------
        dict
            From node to a count, from 1 to the number of nodes.

        Examples
        --------
        >>> CausalMap.from_matrix([[0, 1, 0], [0, 0, 1], [0, 0, 0]], "abc").dependence()
        {'a': 1, 'b': 2, 'c': 3}
        """
        return {node: len(self._causes[node]) for node in self.nodes}

    def quadrants(self, threshold: float | None = None) -> dict[str, set[Hashable]]:
        """The four quadrants of MICMAC: who drives, who depends, who does both.

        Parameters
        ----------
        threshold : float, optional
            Above it, driving power or dependence is high. Half the number of nodes unless
            another is declared: high is then to lead to, or depend on, more than half of the
            map, the node itself counted.

        Returns
        -------
        dict from str to set
            "autonomous" (both low), "dependent" (dependence high), "linkage" (both high) and
            "independent" (driving power high, a driver), each a set that may be empty.

        Raises
        ------
        InputError
            If the threshold is no number.

        Notes
        -----
        MICMAC: Duperrin and Godet (1973). It gives no fixed threshold; the middle is common.

        Examples
        --------
        >>> CausalMap.from_matrix([[0, 1, 0], [0, 0, 1], [0, 0, 0]], "abc").quadrants()["linkage"]
        {'b'}
        """
        line = len(self.nodes) / 2 if threshold is None else threshold
        terms.needed(line, (int, float), "threshold", "a_number")
        power, dependence = self.driving_power(), self.dependence()
        drive = {node for node in self.nodes if power[node] > line}
        depend = {node for node in self.nodes if dependence[node] > line}
        return {
            "autonomous": set(self.nodes) - drive - depend,
            "dependent": depend - drive,
            "linkage": drive & depend,
            "independent": drive - depend,
        }

    # -- Chains --------------------------------------------------------------------------------

    def triggers(self, node: Hashable) -> set[Hashable]:
        """What a node leads to, directly or through others, itself left out.

        Parameters
        ----------
        node : hashable
            A node of the map.

        Returns
        -------
        set
            Empty if the node leads to nothing.

        Raises
        ------
        InputError
            If the node is not in the map.

        Examples
        --------
        >>> sorted(CausalMap.from_matrix([[0, 1, 0], [0, 0, 1], [0, 0, 0]], "abc").triggers("a"))
        ['b', 'c']
        """
        node = self._known(node)
        return set(self._reach[node] - {node})

    def triggered_by(self, node: Hashable) -> set[Hashable]:
        """What leads to a node, directly or through others, itself left out.

        Parameters
        ----------
        node : hashable
            A node of the map.

        Returns
        -------
        set
            Empty if nothing leads to the node.

        Raises
        ------
        InputError
            If the node is not in the map.

        Examples
        --------
        >>> CausalMap.from_matrix([[0, 1, 0], [0, 0, 1], [0, 0, 0]], "abc").triggered_by("b")
        {'a'}
        """
        node = self._known(node)
        return set(self._causes[node] - {node})

    def paths(
        self, to: Hashable, source: Hashable | None = None, limit: int = 10_000
    ) -> list[list[Hashable]]:
        """All chains that lead to a node without passing a node twice.

        Parameters
        ----------
        to : hashable
            Where the chains end, such as "synergism".
        source : hashable, optional
            Where they begin; without it, at each start of a chain and each node of a root cycle.
        limit : int
            How many to list at most. A dense map of the 17 factors has more chains than a
            computer can list.

        Returns
        -------
        list of list
            Each chain from its first cause to `to`, by source, short ones first. Empty if
            nothing leads there, or if `to` is itself the source.

        Raises
        ------
        InputError
            If a node is not in the map, or there are more than `limit` chains.

        Examples
        --------
        >>> CausalMap.from_matrix([[0, 1, 1], [0, 0, 1], [0, 0, 0]], "abc").paths("c")
        [['a', 'c'], ['a', 'b', 'c']]
        """
        to = self._known(to)
        begin = self.roots().union(*self.root_cycles())
        if source is not None:
            begin = {self._known(source)}
        found: list[list[Hashable]] = []
        for start in begin & self.triggered_by(to):
            for path in self._chains([start], to):
                if len(found) >= limit:
                    raise terms.InputError("error.map_paths", limit=limit, to=to)
                found.append(path)
        return sorted(
            found,
            key=lambda path: (self._place[path[0]], len(path), [self._place[n] for n in path]),
        )

    # -- What if -------------------------------------------------------------------------------

    def without(self, *nodes: Hashable) -> "CausalMap":
        """The map with these nodes and their links taken out; every other node stays.

        Parameters
        ----------
        *nodes : hashable
            The nodes to take out.

        Returns
        -------
        CausalMap

        Raises
        ------
        InputError
            If a node is not in the map.

        Examples
        --------
        >>> CausalMap.from_matrix([[0, 1, 0], [0, 0, 1], [0, 0, 0]], "abc").without("b")
        <CausalMap: 2 nodes, 0 links>
        """
        gone = {self._known(node) for node in nodes}
        return CausalMap(
            tuple(node for node in self.nodes if node not in gone),
            tuple(link for link in self.links if not {link.cause, link.effect} & gone),
        )

    def released_by(self, *nodes: Hashable) -> set[Hashable]:
        """What loses every trigger if these nodes are dealt with.

        Parameters
        ----------
        *nodes : hashable
            The nodes supposed to be solved.

        Returns
        -------
        set
            The nodes whose causes are all among those solved or, step by step, among those
            released before; the solved ones left out. A node with one other cause left is not
            released, nor is a cycle: its nodes go on triggering one another.

        Raises
        ------
        InputError
            If a node is not in the map.

        Notes
        -----
        Ours, and reachability only. It says which nodes of the map would be left without a
        cause, not that their problem would be solved, nor by how much it would shrink. A cause
        that the map does not name may remain.

        Examples
        --------
        >>> rows = [[0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 1], [0, 0, 0, 0]]
        >>> fork = CausalMap.from_matrix(rows, "abcd")
        >>> fork.released_by("a"), sorted(fork.released_by("a", "b"))
        ({'c'}, ['c', 'd'])
        """
        solved = {self._known(node) for node in nodes}
        released: set[Hashable] = set()
        while True:
            lost = solved | released
            more = {
                node
                for node in set(self.nodes) - lost
                if self._graph.pred[node] and set(self._graph.pred[node]) <= lost
            }
            if not more:
                return released
            released |= more

    def compare(self, other: "CausalMap") -> Comparison:
        """The links and nodes that two maps share, and those of only one of them.

        Parameters
        ----------
        other : CausalMap
            The other map. Links count as the same if cause and effect are, whatever their basis.

        Returns
        -------
        Comparison

        Raises
        ------
        InputError
            If the other is no map.

        Examples
        --------
        >>> here = CausalMap.from_matrix([[0, 1], [0, 0]], ["a", "b"])
        >>> there = CausalMap.from_matrix([[0, 1], [0, 0]], ["a", "c"])
        >>> here.compare(there).only_here
        frozenset({('a', 'b')})
        """
        here = frozenset((link.cause, link.effect) for link in self.links)
        terms.needed(other, CausalMap, "other", "a_map")
        there = frozenset((link.cause, link.effect) for link in other.links)
        mine, theirs = frozenset(self.nodes), frozenset(other.nodes)
        return Comparison(
            here - there, here & there, there - here, mine - theirs, mine & theirs, theirs - mine
        )

    # -- What hangs on the bases ---------------------------------------------------------------

    def keep(self, *bases: str) -> "CausalMap":
        """The map of those claims alone that rest on one of these bases.

        Parameters
        ----------
        *bases : str
            Some of `BASES`; "" keeps claims whose basis is not given.

        Returns
        -------
        CausalMap
            A link stays if one of its claims does, and then with those claims only. A node that
            no link names any more is not in the map.

        Raises
        ------
        InputError
            If a basis is not one of those allowed.

        Examples
        --------
        >>> table = pd.DataFrame({
        ...     "cause": ["regulation", "leadership"], "effect": ["legitimacy", "synergism"],
        ...     "basis": ["recommendation", "literature"], "source": ["section 4.4"] * 2,
        ... })
        >>> CausalMap.from_links(table).keep("literature").nodes
        ('leadership', 'synergism')
        """
        for named in bases:
            terms.choice(named, (*BASES, ""), "basis")
        links = []
        for link in self.links:
            claims = zip(link.basis, link.source, strict=True)
            if kept := [claim for claim in claims if claim[0] in bases]:
                basis, source = zip(*kept, strict=True)
                links.append(Link(link.cause, link.effect, basis, source))
        ends = {node for link in links for node in (link.cause, link.effect)}
        return CausalMap(tuple(node for node in self.nodes if node in ends), tuple(links))

    def by_basis(self, *solved: Hashable, to: Hashable = OUTCOME) -> pd.DataFrame:
        """What hangs on the choice of bases: the map on the firmest alone, then on ever more.

        Parameters
        ----------
        *solved : hashable
            Nodes supposed to be dealt with.
        to : hashable
            Where paths end.

        Returns
        -------
        pandas.DataFrame
            Index ``up_to``: each basis that the map has, in the order of `BASES`; a row stands for
            the claims of its basis and of all above it. Columns ``links``, ``roots`` (the starts of
            chains, joined by "; "), ``levels``, ``paths`` (to `to`) and ``released``: what then
            loses every trigger, joined by "; ".

        Raises
        ------
        InputError
            If a node supposed to be dealt with is not in the map, or there are too many paths to
            list.

        Notes
        -----
        The order of the bases, and the comparison, are ours. Claims without a basis are left out.

        Examples
        --------
        >>> table = pd.DataFrame({
        ...     "cause": ["regulation", "leadership"], "effect": ["leadership", "synergism"],
        ...     "basis": ["finding", "literature"], "source": ["section 4.4"] * 2,
        ... })
        >>> CausalMap.from_links(table).by_basis("regulation")["released"].to_dict()
        {'finding': 'leadership', 'literature': 'leadership; synergism'}
        """
        dealt = {self._known(node) for node in solved}
        found = {basis for link in self.links for basis in link.basis}
        rows, kept = [], []
        for basis in BASES:
            if basis not in found:
                continue
            kept.append(basis)
            part = self.keep(*kept)
            released = part.released_by(*(node for node in part.nodes if node in dealt))
            rows.append(
                {
                    "up_to": basis,
                    "links": len(part.links),
                    "roots": _joined(part, part.roots()),
                    "levels": len(part.levels()),
                    "paths": len(part.paths(to)) if terms.among(to, part.nodes) else 0,
                    "released": _joined(part, released),
                }
            )
        columns = ["up_to", "links", "roots", "levels", "paths", "released"]
        return pd.DataFrame(rows, columns=columns).set_index("up_to")

    # -- Text for other programs ---------------------------------------------------------------

    @terms.spoken
    def to_mermaid(self, lang: str | None = None) -> str:
        """The map as a Mermaid flowchart, with the basis of each link on its arrow.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language of names and bases, that chosen now if not given; free labels stay as they are.

        Returns
        -------
        str
            The text of a flowchart.

        Raises
        ------
        InputError
            If the language is not one of the two.

        Examples
        --------
        >>> chain = CausalMap.from_matrix([[0, 1], [0, 0]], ["trust", "my own"])
        >>> [line.strip() for line in chain.to_mermaid("id").splitlines()[2:]]
        ['n1["Kepercayaan"]', 'n2["my own"]', 'n1 --> n2']
        """
        return text.mermaid(self)

    @terms.spoken
    def to_dot(self, lang: str | None = None) -> str:
        """The map in the DOT language of Graphviz, the source of each link as its tooltip.

        Parameters and errors are those of `to_mermaid`.

        Parameters
        ----------
        lang : {"en", "id"}
            Language of names and bases; free labels stay as they are.

        Returns
        -------
        str
            The text of a directed graph.

        Examples
        --------
        >>> chain = CausalMap.from_matrix([[0, 1], [0, 0]], ["trust", "my own"])
        >>> [line.strip() for line in chain.to_dot("id").splitlines()[2:4]]
        ['n1 [label="Kepercayaan"]', 'n2 [label="my own"]']
        """
        return text.dot(self)

    @terms.spoken
    def to_graphml(self, lang: str | None = None) -> str:
        """The map as GraphML, for programs such as yEd, Gephi and Cytoscape.

        Nodes carry key and label, links basis and source, the graph the note that there are no
        effect sizes. Parameters and errors are those of `to_mermaid`.

        Parameters
        ----------
        lang : {"en", "id"}
            Language of names and bases; free labels stay as they are.

        Returns
        -------
        str
            The text of an XML file.

        Examples
        --------
        >>> chain = CausalMap.from_matrix([[0, 1], [0, 0]], ["trust", "my own"])
        >>> nx.parse_graphml(chain.to_graphml("id")).nodes["n1"]
        {'key': 'trust', 'label': 'Kepercayaan'}
        """
        return text.graphml(self)

    # -- Inside --------------------------------------------------------------------------------

    def __repr__(self) -> str:
        return f"<CausalMap: {len(self.nodes)} nodes, {len(self.links)} links>"

    @cached_property
    def _graph(self) -> nx.DiGraph:
        graph = nx.DiGraph()
        graph.add_nodes_from(self.nodes)
        graph.add_edges_from(
            (link.cause, link.effect) for link in self.links if link.cause != link.effect
        )
        return graph

    @cached_property
    def _place(self) -> dict[Hashable, int]:
        return {node: place for place, node in enumerate(self.nodes)}

    @cached_property
    def _reach(self) -> dict[Hashable, set[Hashable]]:
        # Rows of the transitive closure, self included: Warfield's reachability sets.
        return {node: nx.descendants(self._graph, node) | {node} for node in self.nodes}

    @cached_property
    def _causes(self) -> dict[Hashable, set[Hashable]]:
        # Its columns: the antecedent sets.
        return {node: nx.ancestors(self._graph, node) | {node} for node in self.nodes}

    def _chains(self, path: list[Hashable], to: Hashable) -> Iterator[list[Hashable]]:
        """Every way to go on from a path to its end."""
        if path[-1] == to:
            yield path
            return
        # Only steps from which the end can still be reached: in a dense map the dead ends alone
        # would be more than a computer can search.
        alive, found = {to}, [to]
        while found:
            causes = set(self._graph.pred[found.pop()]) - alive - set(path)
            alive |= causes
            found.extend(causes)
        for step in self._graph.succ[path[-1]]:
            if step in alive:
                yield from self._chains([*path, step], to)

    def _known(self, node: Any) -> Hashable:
        if not terms.among(node, self.nodes):
            terms.choice(node, self.nodes, "factor")
        return self.nodes[self.nodes.index(node)]


def _joined(causal_map: CausalMap, nodes: set[Hashable]) -> str:
    """Nodes in the order of the map, as one cell of a table."""
    return "; ".join(str(node) for node in causal_map.nodes if node in nodes)
