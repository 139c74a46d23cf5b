"""The comparer of two areas."""

from functools import partial
from typing import Any

from .. import components, factors, terms
from ..case.case import Case
from ..categories import RULES, classify, named
from ..charts.categories import level_in_words
from ..charts.given import as_case, names_in, titles_of, told_apart
from ..terms import spoken
from . import html as _html
from .explorer import _ANSWER, Control, Explorer, Slot
from .html import element, escape

__all__ = [
    "CaseComparer",
]


_PARTS = {
    "levels": "title.levels",
    "factors": "term.factors",
    "activities": "title.activities_by_sector",
}


class CaseComparer(Explorer):
    """Two areas row by row: all of it, or only what differs.

    Parameters
    ----------
    first, second : Case or str, optional
        The areas, or their names; the two of the paper unless given. A part whose tables one of
        them lacks is left out.
    lang : {"en", "id"}, optional
        Language.

    Notes
    -----
    Levels and categories (Tables 2.1 and 4.2), roles of the factors (Table 4.3), and activities of
    each component by sector (Table 4.1). Controls: show ("all" or "differences"), part ("all",
    "levels", "factors" or "activities").

    Examples
    --------
    >>> comparer = CaseComparer()
    >>> [row[0] for row in comparer.rows["levels"] if row[1] != row[2]][:2]
    ['System', 'Shared goal']
    """

    @spoken
    def __init__(
        self,
        first: Case | str | None = None,
        second: Case | str | None = None,
        lang: str | None = None,
    ) -> None:
        pair = [
            as_case(usual if given is None else given)
            for given, usual in ((first, "telang"), (second, "batu_betumpang"))
        ]
        self._areas = titles_of(pair)
        compare = {"levels": _levels_of, "factors": _roles_of, "activities": _activities_of}
        absent = ("", "–")
        self.rows: dict[str, list[tuple[str, str, str]]] = {}
        for part, read in compare.items():
            one, other = (read(case) for case in pair)
            if one and other:
                names = told_apart({key: name for key, (name, _) in {**other, **one}.items()})
                self.rows[part] = [
                    (names[key], one.get(key, absent)[1], other.get(key, absent)[1])
                    for key in {**one, **other}
                ]
        parts = [(terms.text(_PARTS[part]), part) for part in self.rows]
        controls = {
            "show": Control(
                terms.text("control.show"),
                tuple((terms.text(f"control.show_{key}"), key) for key in ("all", "differences")),
            ),
            "part": Control(terms.text("term.part"), ((terms.text("term.all"), "all"), *parts)),
        }
        slots = {"told": Slot(("part",), self._told)}
        for part, rows in self.rows.items():
            slots[part] = Slot(("part",), partial(_part_shown, part))
            for number, (_, here, there) in enumerate(rows):
                slots[f"{part} {number}"] = Slot(
                    ("show", "part"), partial(_row_shown, part, here == there)
                )
        title = f"{terms.text('title.row_by_row')} – {', '.join(self._areas)}"
        notes = [terms.text(key) for key in ("note.row_by_row", "note.not_effort")]
        super().__init__(title, controls, slots, notes)

    def page(self) -> str:
        """One table for each part, with the number of rows that differ.

        Returns
        -------
        str
            HTML.

        Examples
        --------
        >>> CaseComparer().page()[:1]
        '<'
        """
        parts = "".join(self._part(part, rows) for part, rows in self.rows.items())
        return self.slot("p", "told", **_ANSWER) + parts

    def _told(self, chosen: str) -> str:
        shown = self.rows if chosen == "all" else [chosen]
        return escape(". ".join(self._differ(part) for part in shown) + ".")

    def _differ(self, part: str) -> str:
        return terms.text(
            "result.rows_differ",
            part=terms.text(_PARTS[part]),
            n=sum(one != other for _, one, other in self.rows[part]),
            total=len(self.rows[part]),
        )

    def _part(self, part: str, rows: list[tuple[str, str, str]]) -> str:
        heads = (terms.text("term.part"), *self._areas, "= ≠")
        head = "".join(element("th", escape(words), scope="col") for words in heads)
        body = "".join(
            self.marked(
                "tr",
                f"{part} {number}",
                _html.row_head(name)
                + element("td", escape(one))
                + element("td", escape(other))
                + element("td", "=" if one == other else "≠"),
            )
            for number, (name, one, other) in enumerate(rows)
        )
        inside = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
        caption = element("caption", escape(terms.text(_PARTS[part])))
        return self.marked("table", part, caption + inside)


def _part_shown(part: str, chosen: str) -> str:
    return "" if chosen in ("all", part) else "led-hidden"


def _row_shown(part: str, same: bool, show: str, chosen: str) -> str:
    hidden = (same and show == "differences") or chosen not in ("all", part)
    return "led-hidden" if hidden else ""


# Of each area: from the key of a row to its name and what stands there.
Rows = dict[Any, tuple[str, str]]


def _levels_of(case: Case) -> Rows:
    """The level of each dimension, and the category under each rule."""
    found: Rows = {}
    for dimension, judged in case.ranges().items():
        words = level_in_words(dimension, judged).replace(", ", " – ", judged.level is not None)
        found[dimension] = (terms.label("dimensions", dimension), words)
    for rule in RULES:
        name = f"{terms.heading('term.category')}: {terms.label('rules', rule)}"
        found[rule] = (name, named(classify(case.profile, rule).candidates))
    return found


def _roles_of(case: Case) -> Rows:
    """The roles of each factor of the codebook."""
    if "factors" not in case.tables:
        return {}
    present = factors.presence({case.name: case.factors})[case.name]
    found = {}
    for key, row in present.T.to_dict().items():
        roles = (terms.text(f"value.{role}") for role in factors.ROLES if row[role])
        found[key] = (terms.label("factors", key), ", ".join(roles) or "–")
    return found


def _activities_of(case: Case) -> Rows:
    """How many activities each sector and each of its components has."""
    if not {"components", "activities"} <= set(case.tables):
        return {}
    found: Rows = {}
    sums = components.by_sector(case.components, case.activities)["activities"].to_dict()
    counts = case.activities["component"].value_counts()
    names = names_in(case.components, "component")
    for sector, n in sums.items():
        name = components.sector_name(sector)
        found[sector, ""] = (name, str(n))
        for key in case.components.loc[case.components["sector"] == sector, "component"]:
            found[sector, key] = (f"{name} · {names[key]}", str(counts.get(key, 0)))
    return found
