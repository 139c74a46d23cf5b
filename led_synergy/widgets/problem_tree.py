"""The explorer of the causal map."""

import html
import textwrap
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import pairwise
from typing import Any

import pandas as pd

from .. import terms
from ..case.case import Case
from ..charts import layout as _layout
from ..charts.given import as_cases, titles_of, told_apart
from ..frames import cell_text
from ..problem_tree import BASES, OUTCOME, CausalMap
from ..terms import spoken
from . import html as _html
from .explorer import _LIVE, Control, Explorer, Slot
from .html import element, escape

__all__ = [
    "ProblemTreeExplorer",
]


class ProblemTreeExplorer(Explorer):
    """Pick a factor: what it leads to, what leads to it, and what if it were dealt with.

    Parameters
    ----------
    cases : sequence of Case or str, optional
        The areas, or their names, whose links make the map; the two of the paper unless given.
    lang : {"en", "id"}, optional
        Language.

    Raises
    ------
    InputError
        If a case has no table of links.

    Notes
    -----
    What `problem_tree` works out from links read out of the text (sections 4.2 to V); not a
    figure of the paper, and no link has a strength. Boxes keep their places when links are
    filtered out. Controls: area ("all" or a case; only with more than one), basis ("all", or one of
    the bases, which keeps it and those before it in `problem_tree.BASES`), factor.

    Examples
    --------
    >>> explorer = ProblemTreeExplorer()
    >>> explorer.controls["factor"].value = "external_factors"
    >>> explorer.tree.released_by("external_factors")
    {'conflict_of_interest'}
    >>> explorer.controls["basis"].value = "finding"
    >>> "agreement" in explorer.tree.roots()
    True
    """

    @spoken
    def __init__(self, cases: Sequence[Case | str] | None = None, lang: str | None = None) -> None:
        found = as_cases(["telang", "batu_betumpang"] if cases is None else cases)
        if not found or all(case.links.empty for case in found):
            where = ", ".join(case.name for case in found) or terms.text("term.area")
            raise terms.InputError("error.no_rows_to_show", where=where, allowed="links")
        keys = told_apart({place: case.name for place, case in enumerate(found)}).values()
        areas = dict(zip(keys, titles_of(found), strict=True))
        self._links = pd.concat(
            [case.links.assign(area=key) for key, case in zip(areas, found, strict=True)],
            ignore_index=True,
        )
        self._bases = _choices(set(self._links["basis"].map(cell_text)))
        # Asked again by every box and arrow of the map.
        self._tree = cache(self._tree_of)
        self._roles = cache(self._roles_of)
        self._arrows = cache(self._arrows_of)
        self._whole = self._tree("all", "all")
        pairs = [(k.cause, k.effect) for k in self._whole.links if k.cause != k.effect]
        levels = [[n for n in self._whole.nodes if n in v] for v in self._whole.levels()]
        self._layout = _layout.layered(pairs, levels)
        self._claims = self._claims_of(areas)
        self._stated = list(dict.fromkeys((c["cause"], c["effect"]) for c in self._claims))
        controls = self._controls_for(areas)
        slots = self._slots_for(controls, pairs)
        title = terms.text("title.tree")
        notes = ["note.map", "note.tree", "note.released"]
        super().__init__(
            f"{title} – {', '.join(areas.values())}",
            controls,
            slots,
            [terms.text(key) for key in notes],
        )

    def _controls_for(self, areas: Mapping[str, str]) -> dict[str, Control]:
        """Area, basis and factor; no list of areas where there is one."""
        places = [(terms.text("term.all_areas"), "all")]
        places += [(words, name) for name, words in areas.items()]
        bases = [(terms.text(f"control.basis_{key}"), key) for key in self._bases]
        factors = [(terms.node(node), node) for node in self._whole.nodes if node != OUTCOME]
        controls = {
            "area": Control(terms.heading("term.area"), tuple(places)),
            "basis": Control(terms.text("control.basis"), tuple(bases)),
            "factor": Control(terms.heading("term.factor"), tuple(factors)),
        }
        if len(areas) == 1:
            del controls["area"]
        return controls

    def _slots_for(
        self, controls: Mapping[str, Control], pairs: Iterable[tuple[Hashable, Hashable]]
    ) -> dict[str, Slot]:
        """What changes with them."""

        def slot(show: Callable[..., str], *more: Any) -> Slot:
            area = () if "area" in controls else ("all",)
            return Slot(tuple(controls), lambda *chosen: show(*area, *chosen, *more))

        def of_map(show: Callable[..., str], *more: Any) -> Slot:
            needs = tuple(name for name in controls if name != "factor")
            return Slot(needs, lambda *chosen: show(*["all", *chosen][-2:], *more))

        slots = {
            "whole": of_map(self._of_all),
            "effects": slot(partial(self._reached, "leads_to", CausalMap.triggers)),
            "causes": slot(partial(self._reached, "caused_by", CausalMap.triggered_by)),
            "paths": slot(self._paths),
            "dealt": slot(partial(self._reached, "dealt", CausalMap.released_by)),
        }
        for node in self._whole.nodes:
            slots[f"box {node}"] = slot(self._box, node)
            slots[f"mark {node}"] = slot(self._mark, node)
        for cause, effect in pairs:
            slots[f"arrow {cause} {effect}"] = slot(self._arrow, (cause, effect))
        for place, pair in enumerate(self._stated):
            slots[f"link {place}"] = Slot(("factor",), partial(_touched, pair))
        for number, claim in enumerate(self._claims):
            slots[f"claim {number}"] = of_map(self._claim, claim)
        return slots

    @property
    def tree(self) -> CausalMap:
        """The map of the area and basis chosen."""
        area = self.controls["area"].value if "area" in self.controls else "all"
        return self._tree(area, self.controls["basis"].value)

    def _tree_of(self, area: str, basis: str) -> CausalMap:
        here = (self._links["area"] == area) | (area == "all")
        return CausalMap.from_links(self._links[here]).keep(*self._bases[basis])

    # What is said -----------------------------------------------------------------------------

    def _of_all(self, area: str, basis: str) -> str:
        """What the map of this area and basis comes to, whatever factor is picked."""
        tree = self._tree(area, basis)
        try:
            paths = str(len(tree.paths(OUTCOME))) if OUTCOME in tree.nodes else "0"
        except terms.InputError:  # a map too dense to list its chains
            paths = "> 10000"
        roots = [terms.node(node) for node in tree.nodes if node in tree.roots()]
        words = terms.text(
            "result.whole_map",
            links=len(tree.links),
            levels=len(tree.levels()),
            paths=paths,
            n=len(roots),
            factors=", ".join(roots) or terms.text("term.none"),
        )
        return escape(words)

    def _reached(
        self,
        key: str,
        reach: Callable[[CausalMap, Hashable], set[Hashable]],
        area: str,
        basis: str,
        factor: str,
    ) -> str:
        """The sentence of that key on the factors that the chosen one reaches in that way."""
        tree = self._tree(area, basis)
        found = reach(tree, factor) if factor in tree.nodes else set()
        names = [terms.node(node) for node in tree.nodes if node in found]
        key = "dealt_none" if key == "dealt" and not names else key
        factors = ", ".join(names) or terms.text("term.none")
        return escape(terms.text(f"result.{key}", n=len(names), factors=factors))

    def _paths(self, area: str, basis: str, factor: str) -> str:
        tree = self._tree(area, basis)
        if not {factor, OUTCOME} <= set(tree.nodes):
            return escape(terms.text("result.not_in_map"))
        try:
            paths = tree.paths(OUTCOME, factor)
        except terms.InputError as error:  # a map too dense to list its chains
            return escape(error.message())
        if not paths:
            return escape(terms.text("result.no_path"))
        shown = [" → ".join(terms.node(node) for node in path) for path in paths[:3]]
        words = terms.text("result.paths", n=len(paths), shown=len(shown))
        return escape(words) + "".join(f"<br>{escape(path)}" for path in shown)

    # What is drawn ----------------------------------------------------------------------------

    def _roles_of(self, area: str, basis: str, factor: str) -> dict[Hashable, str]:
        """What each node of the whole map is to the factor chosen."""
        tree = self._tree(area, basis)
        roles: dict[Hashable, str] = dict.fromkeys(self._whole.nodes, "absent")
        roles.update(dict.fromkeys(tree.nodes, "plain"))
        if factor in tree.nodes:
            after, before = tree.triggers(factor), tree.triggered_by(factor)
            roles.update(dict.fromkeys(after, "effect"))
            roles.update(dict.fromkeys(before, "cause"))
            roles.update(dict.fromkeys(after & before, "both"))
            roles.update(dict.fromkeys(tree.released_by(factor), "released"))
            roles[factor] = "picked"
        return roles

    def _arrows_of(self, area: str, basis: str, factor: str) -> dict[tuple[Any, Any], str]:
        """How each link of the map chosen looks."""
        tree = self._tree(area, basis)
        down = tree.triggers(factor) | {factor} if factor in tree.nodes else set()
        up = tree.triggered_by(OUTCOME) | {OUTCOME} if OUTCOME in tree.nodes else set()
        looks = {}
        for link in tree.links:
            firm = "" if {"finding", "table"} & set(link.basis) else " led-loose"
            on_path = " led-path" if link.cause in down and link.effect in up else ""
            looks[link.cause, link.effect] = f"led-arrow{firm}{on_path}"
        return looks

    def _box(self, area: str, basis: str, factor: str, node: Hashable) -> str:
        return f"led-box led-{self._roles(area, basis, factor)[node]}"

    def _mark(self, area: str, basis: str, factor: str, node: Hashable) -> str:
        role = self._roles(area, basis, factor)[node]
        return "" if role == "plain" else escape(terms.text(f"mark.{role}"))

    def _arrow(self, area: str, basis: str, factor: str, pair: tuple[Any, Any]) -> str:
        return self._arrows(area, basis, factor).get(pair, "led-arrow led-absent")

    def _claims_of(self, areas: Mapping[str, str]) -> list[dict[str, Any]]:
        """The links as rows; what two areas say alike, with the same source, stands once."""
        rows: dict[tuple[str, ...], dict[str, Any]] = {}
        for row in self._links.map(cell_text).to_dict("records"):
            key = (row["cause"], row["effect"], row["basis"], row["source"])
            found = rows.setdefault(key, {**row, "areas": {}})
            found["areas"][row["area"]] = areas[row["area"]]
        return list(rows.values())

    def _claim(self, area: str, basis: str, claim: dict[str, Any]) -> str:
        here = area == "all" or area in claim["areas"]
        return "" if here and claim["basis"] in self._bases[basis] else "led-hidden"

    def page(self) -> str:
        """What is said of the factor, the map, and the links that touch the factor.

        Returns
        -------
        str
            HTML.

        Examples
        --------
        >>> ProblemTreeExplorer().page()[:1]
        '<'
        """
        groups = dict.fromkeys(self._stated, "")
        for number, claim in enumerate(self._claims):
            groups[claim["cause"], claim["effect"]] += self._row(number, claim)
        # A row shows if its link touches the factor and its claim stands on the basis chosen.
        rows = "".join(
            self.marked("tbody", f"link {place}", inside)
            for place, inside in enumerate(groups.values())
        )
        heads = [terms.heading("term.link"), terms.text("control.basis")]
        heads += [terms.heading(f"term.{key}") for key in ("area", "source")]
        said = "".join(
            self.slot("p", key) for key in ("whole", "effects", "causes", "dealt", "paths")
        )
        return (
            element("div", said, **_LIVE)
            + element("figure", self._map())
            + _html.table(terms.text("title.links_of_factor"), heads, rows)
        )

    def _row(self, number: int, claim: dict[str, Any]) -> str:
        cause, effect = (terms.node(claim[end]) for end in ("cause", "effect"))
        cells = (
            terms.text(f"value.{claim['basis']}") if claim["basis"] else "",
            ", ".join(claim["areas"].values()),
            terms.place(claim["source"]),
        )
        inside = "".join(element("td", escape(words)) for words in cells)
        head = _html.row_head(f"{cause} → {effect}")
        return self.marked("tr", f"claim {number}", head + inside)

    def _map(self) -> str:
        plan = self._layout
        arrows = "".join(
            self.marked("g", f"arrow {cause} {effect}", _curve(plan.arrows[cause, effect]))
            for cause, effect in plan.arrows
        )
        boxes = "".join(
            self.marked("g", f"box {node}", self._boxed(node, *plan.boxes[node]))
            for node in self._whole.nodes
        )
        label = html.escape(terms.text("description.map_explorer"))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {plan.width:g} {plan.height:g}" '
            f'role="img" aria-label="{label}">{arrows}{boxes}</svg>'
        )

    def _boxed(self, node: Hashable, x: float, y: float) -> str:
        wide, tall = _layout.BOX
        lines = textwrap.wrap(terms.node(node), 17)
        words = "".join(
            f'<tspan x="{x:.0f}" y="{y - 9 + 12 * n:.0f}">{escape(line)}</tspan>'
            for n, line in enumerate(lines)
        )
        mark = self.slot("text", f"mark {node}", x=f"{x:.0f}", y=f"{y + 17:.0f}")
        return (
            f'<rect x="{x - wide / 2:.0f}" y="{y - tall / 2:.0f}" width="{wide}" height="{tall}" '
            f'rx="4"/><text>{words}</text>{mark}'
        )


def _touched(pair: tuple[Any, Any], factor: Any) -> str:
    return "" if factor in pair else "led-hidden"


def _choices(found: set[str]) -> dict[str, tuple[str, ...]]:
    """The bases to choose from: every one; then the firmest alone, and with it ever more."""
    here = [basis for basis in BASES if basis in found]
    more = {basis: tuple(here[: n + 1]) for n, basis in enumerate(here[:-1])}
    return {"all": (*BASES, ""), **more}


def _curve(route: Sequence[tuple[float, float]]) -> str:
    """An arrow through the points of its route, with a head at the end."""
    (x, y), *rest = route
    line = f"M{x:.0f},{y:.0f}"
    for (x, y), (to, end) in pairwise(route):
        line += f"C{x:.0f},{(y + end) / 2:.0f} {to:.0f},{(y + end) / 2:.0f} {to:.0f},{end:.0f}"
    x, y = rest[-1]
    back = 7 if y < route[-2][1] else -7
    return f'<path d="{line}"/><path d="M{x:.0f},{y - back / 2:g}l-4,{back}h8z"/>'
