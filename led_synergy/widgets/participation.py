"""The explorer of the participation ladder."""

from functools import partial
from typing import Any

import pandas as pd

from .. import participation, terms
from ..case.case import Case
from ..charts.given import as_case, names_in
from ..charts.participation import Row, merged_rungs, rows_of, rung_in_words
from ..terms import percent, spoken
from . import html as _html
from .explorer import _ANSWER, Control, Explorer, Slot
from .html import element, escape

__all__ = [
    "LadderExplorer",
]


_ALL = "all"


class LadderExplorer(Explorer):
    """Declare from which rung participation is high, and see who stands there.

    Parameters
    ----------
    case : Case or str, optional
        An area, or its name, with a table of participation; the fictional Kawasan Contoh unless
        given, because the paper gives no rung for any activity of its two areas.
    lang : {"en", "id"}, optional
        Language.

    Raises
    ------
    InputError
        If the case has no table of participation, or a rung is not one of the six.

    Notes
    -----
    The ladder is the paper's (section II, process dimension), the counts are those of
    `participation`. No mean is shown, because rungs are ranks. Controls: by ("group", "activity"
    or "all"), rung (1 to 6).

    Examples
    --------
    >>> explorer = LadderExplorer()
    >>> explorer.controls["rung"].value = 6
    >>> int(explorer.shares.loc["village_elite", "at_or_above"])
    8
    """

    @spoken
    def __init__(self, case: Case | str | None = None, lang: str | None = None) -> None:
        case = as_case("contoh" if case is None else case)
        table = case.participation
        kinds: tuple[str, ...] = (*participation.BY, _ALL)
        grouped = {kind: None if kind == _ALL else kind for kind in kinds}
        self._shares = {
            (kind, rung): participation.at_or_above(table, rung, by)
            for kind, by in grouped.items()
            for rung in participation.RUNGS
        }
        work = case.tables.get("activities")
        names = {} if work is None else names_in(work, "activity")
        names["all"] = terms.text("term.all")
        # As plain numbers: a table of pandas is slow to ask cell by cell.
        self._rows = {
            kind: rows_of(participation.distribution(table, by), names)
            for kind, by in grouped.items()
        }
        self._spans = {
            kind: participation.span(table, by).T.to_dict("list") for kind, by in grouped.items()
        }
        self._reached = {k: found.T.to_dict("list") for k, found in self._shares.items()}
        rungs = tuple((rung_in_words(rung), rung) for rung in participation.RUNGS)
        controls = {
            "by": Control(
                terms.text("control.by"),
                tuple(
                    (terms.text("term.all_together" if kind == _ALL else f"term.{kind}"), kind)
                    for kind in kinds
                ),
            ),
            "rung": Control(terms.text("control.rung"), rungs, len(rungs) // 2),
        }
        slots = {
            "said": Slot(("rung",), self._said),
            "from": Slot(("rung",), lambda rung: f"led-from{rung}"),
        }
        for rung in participation.RUNGS:
            slots[f"head {rung}"] = Slot(("rung",), partial(self._head, rung))
        for kind, rows in self._rows.items():
            for key, *_ in rows:
                slots[f"{kind} {key}"] = Slot(("by",), partial(_shown, kind))
                slots[f"share {kind} {key}"] = Slot(("rung",), partial(self._share, kind, key))
        title = f"{terms.text('title.which_rung')} – {case.title()}"
        notes = [
            case.fact("notice"),
            *merged_rungs(),
            terms.text("note.which_rung"),
        ]
        super().__init__(title, controls, slots, filter(None, notes))

    @property
    def shares(self) -> pd.DataFrame:
        """Who stands at or above the rung declared at this moment, as `at_or_above` gives it."""
        return self._shares[self.controls["by"].value, self.controls["rung"].value]

    def _said(self, rung: int) -> str:
        ((total, n, share),) = self._reached[_ALL, rung].values()
        return escape(
            terms.text(
                "result.at_or_above",
                rung=rung_in_words(rung),
                n=int(n),
                total=int(total),
                share=percent(share),
            )
        )

    def _head(self, rung: int, declared: int) -> str:
        words = escape(rung_in_words(rung))
        if rung != declared:
            return words
        return f"▶ {words}<br/><i>{escape(terms.text('term.declared'))}</i>"

    def _share(self, kind: str, key: Any, rung: int) -> str:
        _, n, share = self._reached[kind, rung][key]
        words = percent(share)
        return escape(terms.text("term.n_share", n=int(n), share=words))

    def page(self) -> str:
        """The share at or above the declared rung, and how many stand on each.

        Returns
        -------
        str
            HTML.

        Examples
        --------
        >>> LadderExplorer().page()[:1]
        '<'
        """
        heads = [element("th", escape(terms.text("term.who")), scope="col")]
        heads += [self.slot("th", f"head {rung}", scope="col") for rung in participation.RUNGS]
        heads += [
            element("th", escape(terms.text(f"term.{key}")), scope="col")
            for key in ("from_to", "at_or_above")
        ]
        rows = "".join(
            self.marked("tr", f"{kind} {row.key}", self._row(kind, row))
            for kind, rows in self._rows.items()
            for row in rows
        )
        caption = element("caption", escape(terms.text("title.rungs")))
        table = f"{caption}<thead><tr>{''.join(heads)}</tr></thead><tbody>{rows}</tbody>"
        return self.slot("p", "said", **_ANSWER) + element(
            "div", self.marked("table", "from", table), **{"class": "led-scroll"}
        )

    def _row(self, kind: str, row: Row) -> str:
        _, lowest, highest = self._spans[kind][row.key]
        most = max(max(other.counts) for other in self._rows[kind])
        cells = "".join(element("td", f"{_dot(n / most)}{n}" if n else "·") for n in row.counts)
        reach = element("td", f"{lowest}–{highest}")
        share = self.slot("td", f"share {kind} {row.key}")
        return _html.row_head(row.name) + cells + reach + share


def _shown(kind: str, chosen: str) -> str:
    return "" if kind == chosen else "led-hidden"


def _dot(share: float) -> str:
    """A dot whose area is the share of the largest."""
    wide = f"{4 + 20 * share**0.5:.0f}px"
    return f'<span class="led-dot" style="width:{wide};height:{wide}"></span> '
