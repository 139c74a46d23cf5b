"""A causal map as text for other programs: Mermaid, DOT and GraphML."""

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from .. import terms

if TYPE_CHECKING:
    from .causal_map import CausalMap, Link

__all__ = ["dot", "graphml", "mermaid"]


def mermaid(tree: "CausalMap") -> str:
    """The map as a Mermaid flowchart, with the basis of each link on its arrow."""
    ids = _ids(tree)
    lines = ["flowchart TD", f"accDescr: {terms.text('note.map')}"]
    lines += [f'{ids[node]}["{_entities(_name(node))}"]' for node in tree.nodes]
    for link in tree.links:
        basis = _entities(_bases(link))
        arrow = f'-->|"{basis}"|' if basis else "-->"
        lines.append(f"{ids[link.cause]} {arrow} {ids[link.effect]}")
    return "\n    ".join(lines) + "\n"


def dot(tree: "CausalMap") -> str:
    """The map in the DOT language of Graphviz, the source of each link as its tooltip."""
    ids = _ids(tree)
    lines = ["digraph causal_map {", f"label={_quoted(terms.text('note.map'))}"]
    lines += [f"{ids[node]} [label={_quoted(_name(node))}]" for node in tree.nodes]
    lines += [
        f"{ids[link.cause]} -> {ids[link.effect]} "
        f"[label={_quoted(_bases(link))}, tooltip={_quoted(_sources(link))}]"
        for link in tree.links
    ]
    return "\n    ".join(lines) + "\n}\n"


def graphml(tree: "CausalMap") -> str:
    """The map as GraphML, for programs such as yEd, Gephi and Cytoscape."""
    import networkx as nx  # it takes a tenth of a second, and only this needs it

    ids = _ids(tree)
    graph = nx.DiGraph(note=terms.text("note.map"))
    for node in tree.nodes:
        graph.add_node(ids[node], key=_line(node), label=_name(node))
    for link in tree.links:
        graph.add_edge(ids[link.cause], ids[link.effect], basis=_bases(link), source=_sources(link))
    return "\n".join(nx.generate_graphml(graph)) + "\n"


def _ids(tree: "CausalMap") -> dict[Hashable, str]:
    return {node: f"n{place}" for place, node in enumerate(tree.nodes, start=1)}


def _line(words: Any) -> str:
    """On one line and printable, as all three formats need; never empty."""
    printable = "".join(letter if letter.isprintable() else " " for letter in str(words))
    return " ".join(printable.split()) or " "


def _name(node: Hashable) -> str:
    return _line(terms.node(node))


def _bases(link: "Link") -> str:
    bases = dict.fromkeys(filter(None, link.basis))
    return ", ".join(map(basis_in_words, bases))


def basis_in_words(basis: str) -> str:
    """On what a claim rests; that it is not stated where it is blank."""
    return terms.text(f"value.{basis}" if basis else "term.basis_not_stated")


def _sources(link: "Link") -> str:
    return "; ".join(_line(source) for source in dict.fromkeys(filter(None, link.source)))


def _entities(words: str) -> str:
    # Mermaid writes characters that mean something to it, or to HTML, as entities with #.
    codes = {'"': "quot", "#": "35", "&": "amp", "<": "lt", ">": "gt", "`": "96"}
    return words.translate({ord(letter): f"#{code};" for letter, code in codes.items()})


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
