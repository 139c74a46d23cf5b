"""The browser of activities, evidence and factors."""

from collections.abc import Mapping, Sequence
from typing import Any

from .. import terms
from ..case.case import Case, load_case
from ..categories import DIMENSIONS
from ..frames import cell_text
from ..terms import language
from . import html as _html
from .explorer import _ANSWER, Control, Explorer
from .html import element, escape

__all__ = [
    "EvidenceBrowser",
]


# Rows that stand in the data are shown or not; as `EvidenceBrowser.rows` does it.
_FILTER = """\
(function (script, data) {
  const root = script && script.previousElementSibling || document.getElementById("%s");
  const controls = [...root.querySelectorAll("[data-control]")];
  const say = number => data.pool[number];
  const show = () => {
    const wanted = data.options.map((options, place) => options[controls[place].selectedIndex]);
    const words = controls[3].value.toLowerCase().split(/\\s+/).filter(Boolean);
    const rows = data.rows.filter(row => {
      const searched = [1, 3, 4, 5].map(place => say(row[place])).join(" ").toLowerCase();
      return wanted.every((value, place) => value === "all" || value === say(row[place])) &&
        words.every(word => searched.includes(word));
    });
    root.querySelector(".led-answer").textContent = data.found.replace("{n}", rows.length);
    root.querySelector("tbody").replaceChildren(...rows.slice(0, data.most).map(row => {
      const line = document.createElement("tr");
      for (const place of [1, 3, 4, 5]) line.insertCell().textContent = say(row[place]);
      return line;
    }));
  };
  root.addEventListener("input", show);
  root.addEventListener("change", show);
  show();
})(document.currentScript, %s);"""


_TABLES = ("activities", "evidence", "factors")
_MOST = 25  # rows shown at once


class EvidenceBrowser(Explorer):
    """Search what the tables of the areas say, each row with its source.

    Parameters
    ----------
    cases : sequence of Case, optional
        The areas; the two of the paper unless given. A table that a case lacks is passed over.
    lang : {"en", "id"}, optional
        Language.

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

    def __init__(self, cases: Sequence[Case] | None = None, lang: str | None = None) -> None:
        lang = language(lang)
        cases = list(cases or (load_case("telang"), load_case("batu_betumpang")))
        self._rows = [
            row for table in _TABLES for case in cases for row in _rows(table, case, lang)
        ]
        every = terms.text("widget.every", lang)
        areas = tuple((case.title(lang), case.title(lang)) for case in cases)
        areas = ((every, "all"), *areas) if len(areas) > 1 else areas
        kinds = dict.fromkeys(row["kind"] for row in self._rows)
        controls = {
            "table": Control(
                terms.text("widget.table", lang),
                (
                    (every, "all"),
                    *((terms.text(f"widget.table_{table}", lang), table) for table in _TABLES),
                ),
            ),
            "area": Control(terms.text("widget.area", lang), areas),
            "kind": Control(
                terms.text("widget.kind", lang), ((every, "all"), *((kind, kind) for kind in kinds))
            ),
            "search": Control(terms.text("widget.search", lang)),
        }
        title = terms.text("widget.evidence_title", lang)
        super().__init__(
            f"{title} – {', '.join(case.title(lang) for case in cases)}",
            controls,
            {},
            [terms.text("widget.evidence_note", lang)],
            lang,
        )

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows found at this moment: table, area, kind, of, said, source."""
        wanted = {name: self.controls[name].value for name in ("table", "area", "kind")}
        words = self.controls["search"].value.lower().split()
        return [
            row
            for row in self._rows
            if all(value in ("all", row[name]) for name, value in wanted.items())
            and all(word in _searched(row) for word in words)
        ]

    def page(self) -> str:
        """How many rows are found, and the first of them."""
        rows = self.rows
        words = terms.text(
            "widget.found", self.lang, n=len(rows), total=len(self._rows), most=_MOST
        )
        heads = ("area", "about_what", "said", "source")
        shown = [
            [element("td", escape(row[key])) for key in ("area", "of", "said", "source")]
            for row in rows[:_MOST]
        ]
        words_of = [terms.text(f"widget.{key}", self.lang) for key in heads]
        table = _html.table(terms.text("widget.rows", self.lang), words_of, shown)
        return element("p", escape(words), **_ANSWER) + table

    _script = _FILTER

    def _data(self) -> dict[str, Any]:
        """The rows, with each text once, and what the script writes."""
        keys = ("table", "area", "kind", "of", "said", "source")
        pool = {
            text: n for n, text in enumerate(dict.fromkeys(r[k] for r in self._rows for k in keys))
        }
        options = [[str(value) for _, value in self._plan[name].options] for name in keys[:3]]
        found = terms.text("widget.found", self.lang, n="{n}", total=len(self._rows), most=_MOST)
        return {
            "pool": list(pool),
            "rows": [[pool[row[key]] for key in keys] for row in self._rows],
            "options": options,
            "found": found,
            "most": _MOST,
        }


def _searched(row: Mapping[str, str]) -> str:
    return " ".join(row[key] for key in ("area", "of", "said", "source")).lower()


def _rows(table: str, case: Case, lang: str) -> list[dict[str, str]]:
    """The rows of one table of a case, in the words of the reader."""
    if table not in case.tables:
        return []
    found = []
    members = case.tables.get("components")
    sectors = {} if members is None else members.set_index("component").map(cell_text).T.to_dict()
    for row in case.tables[table].map(cell_text).to_dict("records"):
        said = row.get(f"finding_{lang}") or row.get(f"name_{lang}") or ""
        if table == "activities":
            component = sectors.get(row["component"], {})
            sector = component.get("sector", "")
            kind = terms.text(f"components.{sector}", lang) if sector else "–"
            of = f"{kind} · {component.get(f'name_{lang}') or row['component']}"
            said += (
                f" ({terms.text('widget.inferred', lang)})" if row["status"] == "inferred" else ""
            )
        elif table == "evidence":
            known = row["dimension"] in DIMENSIONS
            kind = terms.label("dimensions", row["dimension"], lang) if known else "–"
            of = kind
        else:
            kind = terms.text(f"factors.{row['role']}", lang)
            of = f"{terms.label('factors', row['factor'], lang)} · {kind}"
            said += f" ({terms.text('widget.disputed', lang)})" if row["disputed"] else ""
        source = terms.place(row["source"], lang)
        found.append(
            {"table": table, "area": case.title(lang), "kind": kind, "of": of, "said": said}
            | {"source": source}
        )
    return found
