"""The browser of activities, evidence and factors."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from .. import components, terms
from ..case.case import Case
from ..categories import DIMENSIONS
from ..charts.given import as_cases, names_in, titles_of
from ..frames import cell_text
from ..terms import InputError, spoken
from . import html as _html
from .explorer import _ANSWER, Control, Explorer
from .html import element, escape

__all__ = [
    "EvidenceBrowser",
]


_TABLES = ("activities", "evidence", "factors")
_MOST = 25  # rows shown at once
_CARRIED = 400  # rows that a page without Python carries
_KEYS = ("table", "area", "kind", "of", "said", "source")
_SEARCHED = ("area", "of", "said", "source")


class EvidenceBrowser(Explorer):
    """Search what the tables of the areas say, each row with its source.

    Parameters
    ----------
    cases : sequence of Case or str, optional
        The areas, or their names; the two of the paper unless given. A table that a case lacks is
        passed over.
    lang : {"en", "id"}, optional
        Language.

    Raises
    ------
    InputError
        If none of the tables has a row.

    Notes
    -----
    Tables 4.1 (activities), 4.2 (evidence of the dimensions) and 4.3 (factors) of the paper, in
    our words. Controls: table, area, kind (a sector, a dimension or a role; "all" for any) and
    search, where every word written must stand in the row.

    Examples
    --------
    >>> browser = EvidenceBrowser()
    >>> browser.controls["search"].value = "pepper"
    >>> {row["area"] for row in browser.rows}
    {'Batu Betumpang'}
    """

    script = ("evidence.js",)

    @spoken
    def __init__(self, cases: Sequence[Case | str] | None = None, lang: str | None = None) -> None:
        areas = as_cases(["telang", "batu_betumpang"] if cases is None else cases)
        titles = titles_of(areas)
        place = cache(terms.place)  # many rows have one source
        self._rows = [
            {**row, "area": title, "source": place(row["source"])}
            for table in _TABLES
            for title, case in zip(titles, areas, strict=True)
            for row in _rows(table, case)
        ]
        if not self._rows:
            where = ", ".join(titles) or terms.text("term.area")
            raise InputError("error.no_rows_to_show", where=where, allowed=", ".join(_TABLES))
        # Filters as masks, and of each row one text to search: a hundred thousand rows are quick.
        self._texts = [_searched(row) for row in self._rows]
        self._masks: dict[tuple[str, str], Any] = {}
        every = (terms.text("term.all"), "all")
        tables = ((terms.text(f"control.table_{table}"), table) for table in _TABLES)
        kinds = dict.fromkeys(row["kind"] for row in self._rows)
        named = tuple((title, title) for title in titles)
        controls = {
            "table": Control(terms.heading("term.table"), (every, *tables)),
            "area": Control(
                terms.heading("term.area"), (every, *named) if len(named) > 1 else named
            ),
            "kind": Control(terms.text("control.kind"), (every, *((kind, kind) for kind in kinds))),
            "search": Control(terms.text("control.search")),
        }
        title = f"{terms.text('title.what_tables_say')} – {', '.join(titles)}"
        super().__init__(title, controls, {}, [terms.text("note.evidence")])

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows found at this moment: table, area, kind, of, said, source."""
        return [self._rows[place] for place in self._found()]

    def _found(self) -> Sequence[int]:
        """The places of the rows found."""
        mask = np.ones(len(self._rows), dtype=bool)
        for name in ("table", "area", "kind"):
            if (value := self.controls[name].value) != "all":
                mask &= self._where(name, value)
        places = np.flatnonzero(mask).tolist()
        for word in self.controls["search"].value.lower().split():
            places = [place for place in places if word in self._texts[place]]
        return places

    def _where(self, name: str, value: str) -> Any:
        key = (name, value)
        if key not in self._masks:
            self._masks[key] = np.array([row[name] == value for row in self._rows])
        return self._masks[key]

    def page(self) -> str:
        """How many rows are found, and the first of them.

        Returns
        -------
        str
            HTML.

        Examples
        --------
        >>> EvidenceBrowser().page()[:1]
        '<'
        """
        places = self._found()
        return self._page_of([self._rows[n] for n in places[:_MOST]], len(places), len(self._rows))

    def _page_of(self, rows: Sequence[Mapping[str, str]], n: int, total: int) -> str:
        words = terms.text("result.found", n=n, total=total, most=_MOST)
        shown = [[element("td", escape(row[key])) for key in _SEARCHED] for row in rows]
        heads = [terms.heading(f"term.{key}") for key in ("area", "of", "says", "source")]
        table = _html.table(terms.text("title.rows_found"), heads, shown)
        return element("p", escape(words), **_ANSWER) + table

    def _still(self) -> str:
        """The page that the twin begins with; of very many rows it carries the first."""
        if len(self._rows) <= _CARRIED:
            return super()._still()
        total = terms.text("note.carried", n=_CARRIED, total=len(self._rows))
        rows = [self._rows[n] for n in self._found() if n < _CARRIED]
        page = self._page_of(rows[:_MOST], len(rows), _CARRIED)
        return _html.page(page + element("p", escape(total), **{"class": "led-note"}))

    def _data(self) -> dict[str, Any]:
        """The rows, with each text once, and what the script writes."""
        rows = self._rows[:_CARRIED]
        pool = {text: n for n, text in enumerate(dict.fromkeys(r[k] for r in rows for k in _KEYS))}
        options = [[str(value) for _, value in self._plan[name].options] for name in _KEYS[:3]]
        return {
            "pool": list(pool),
            "rows": [[pool[row[key]] for key in _KEYS] for row in rows],
            "options": options,
            "found": terms.text("result.found", n="{n}", total=len(rows), most=_MOST),
            "most": _MOST,
        }


def _searched(row: Mapping[str, str]) -> str:
    return " ".join(row[key] for key in _SEARCHED).lower()


def _rows(table: str, case: Case) -> Iterator[dict[str, str]]:
    """The rows of one table of a case, in the words of the reader."""
    members = case.tables.get("components")
    names = {} if members is None else names_in(members, "component")
    sectors = {} if members is None else dict(members.set_index("component")["sector"])
    found = case.tables[table].map(cell_text).to_dict("records") if table in case.tables else []
    label, text = cache(terms.label), cache(terms.text)
    for row in found:
        said = terms.cell(row, "finding") or terms.cell(row, "name")
        if table == "activities":
            sector = cell_text(sectors.get(row["component"], ""))
            kind = components.sector_name(sector) if sector else "–"
            of = f"{kind} · {names.get(row['component'], row['component'])}"
            doubt = text("term.inferred") if row.get("status") == "inferred" else ""
        elif table == "evidence":
            known = row.get("dimension") in DIMENSIONS
            kind = label("dimensions", row["dimension"]) if known else "–"
            of, doubt = kind, ""
        else:
            kind = text(f"value.{row['role']}")
            of = f"{label('factors', row['factor'])} · {kind}"
            doubt = text("term.disputed") if row.get("disputed") else ""
        said += f" ({doubt})" if doubt else ""
        source = row.get("source", "")
        yield {"table": table, "area": "", "kind": kind, "of": of, "said": said, "source": source}
