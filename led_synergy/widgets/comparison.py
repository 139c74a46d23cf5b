"""The comparer of two areas."""

from functools import partial

from .. import components, factors, terms
from ..case.case import Case, load_case
from ..categories import DIMENSIONS, RULES, classify, named
from ..frames import cell_text
from ..terms import language
from . import html as _html
from .categories import _level
from .explorer import Control, Explorer, Slot
from .html import element, escape

__all__ = [
    "CaseComparer",
]


_PARTS = ("levels", "factors", "activities")


class CaseComparer(Explorer):
    """Two areas row by row: all of it, or only what differs.

    Parameters
    ----------
    first, second : Case, optional
        The areas; the two of the paper unless given. A part whose tables one of them lacks is
        left out.
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

    def __init__(
        self, first: Case | None = None, second: Case | None = None, lang: str | None = None
    ) -> None:
        lang = language(lang)
        pair = (first or load_case("telang"), second or load_case("batu_betumpang"))
        self._areas = [case.title(lang) for case in pair]
        compare = {"levels": _levels_of, "factors": _roles_of, "activities": _activities_of}
        self.rows: dict[str, list[tuple[str, str, str]]] = {}
        for part, read in compare.items():
            found = [read(case, lang) for case in pair]
            if all(found):
                self.rows[part] = [
                    (name, found[0].get(name, "–"), found[1].get(name, "–"))
                    for name in {**found[0], **found[1]}
                ]
        parts = [(terms.text(f"widget.part_{part}", lang), part) for part in self.rows]
        controls = {
            "show": Control(
                terms.text("widget.show", lang),
                tuple(
                    (terms.text(f"widget.show_{key}", lang), key) for key in ("all", "differences")
                ),
            ),
            "part": Control(
                terms.text("widget.part", lang), ((terms.text("widget.every", lang), "all"), *parts)
            ),
        }
        slots = {}
        for part, rows in self.rows.items():
            slots[part] = Slot(("part",), partial(_part_shown, part))
            for number, (_, one, other) in enumerate(rows):
                slots[f"{part} {number}"] = Slot(
                    ("show", "part"), partial(_row_shown, part, one == other)
                )
        title = f"{terms.text('widget.compare_title', lang)} – {', '.join(self._areas)}"
        notes = [terms.text(key, lang) for key in ("widget.compare_note", "components.not_effort")]
        super().__init__(title, controls, slots, notes, lang)

    def page(self) -> str:
        """One table for each part, with the number of rows that differ."""
        return "".join(self._part(part, rows) for part, rows in self.rows.items())

    def _part(self, part: str, rows: list[tuple[str, str, str]]) -> str:
        differ = sum(one != other for _, one, other in rows)
        caption = terms.text(
            "widget.differ",
            self.lang,
            part=terms.text(f"widget.part_{part}", self.lang),
            n=differ,
            total=len(rows),
        )
        head = "".join(
            element("th", escape(words), scope="col") for words in ("", *self._areas, "= ≠")
        )
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
        return self.marked("table", part, f"<caption>{escape(caption)}</caption>{inside}")


def _part_shown(part: str, chosen: str) -> str:
    return "" if chosen in ("all", part) else "led-hidden"


def _row_shown(part: str, same: bool, show: str, chosen: str) -> str:
    hidden = (same and show == "differences") or chosen not in ("all", part)
    return "led-hidden" if hidden else ""


def _levels_of(case: Case, lang: str) -> dict[str, str]:
    """The level of each dimension, and the category under each rule."""
    found = {}
    for dimension in DIMENSIONS:
        level = getattr(case.profile, dimension)
        found[terms.label("dimensions", dimension, lang)] = _level(dimension, level, lang)
    for rule in RULES:
        name = f"{terms.text('widget.category', lang)}: {terms.label('rules', rule, lang)}"
        found[name] = named(classify(case.profile, rule).candidates, lang)
    return found


def _roles_of(case: Case, lang: str) -> dict[str, str]:
    """The roles of each factor of the codebook."""
    if "factors" not in case.tables:
        return {}
    present = factors.presence({case.name: case.factors})[case.name]
    return {
        terms.label("factors", key, lang): ", ".join(
            terms.text(f"factors.{role}", lang) for role in factors.ROLES if row[role]
        )
        or "–"
        for key, row in present.T.to_dict().items()
    }


def _activities_of(case: Case, lang: str) -> dict[str, str]:
    """How many activities each sector and each of its components has."""
    if not {"components", "activities"} <= set(case.tables):
        return {}
    found = {}
    sums = components.by_sector(case.components, case.activities)["activities"].to_dict()
    counts = case.activities["component"].value_counts()
    for sector, n in sums.items():
        name = terms.text(f"components.{sector}", lang)
        found[name] = str(n)
        for row in case.components[case.components["sector"] == sector].to_dict("records"):
            words = cell_text(row[f"name_{lang}"]) or row["component"]
            found[f"{name} · {words}"] = str(counts.get(row["component"], 0))
    return found
