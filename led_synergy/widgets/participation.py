"""The explorer of the participation ladder."""

from functools import partial
from typing import Any

import pandas as pd

from .. import participation, terms
from ..case.case import Case, load_case
from ..frames import cell_text
from ..terms import language
from . import html as _html
from .explorer import _ANSWER, Control, Explorer, Slot
from .html import element, escape
from .welfare import _number

__all__ = [
    "LadderExplorer",
]


_ALL = "all"


class LadderExplorer(Explorer):
    """Declare from which rung participation is high, and see who stands there.

    Parameters
    ----------
    case : Case, optional
        An area with a table of participation; the fictional Kawasan Contoh unless given, because
        the paper gives no rung for any activity of its two areas.
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

    def __init__(self, case: Case | None = None, lang: str | None = None) -> None:
        lang = language(lang)
        case = case or load_case("contoh")
        table = case.participation
        kinds: tuple[str, ...] = (*participation.BY, _ALL)
        grouped = {kind: None if kind == _ALL else kind for kind in kinds}
        self._shares = {
            (kind, rung): participation.at_or_above(table, rung, by)
            for kind, by in grouped.items()
            for rung in participation.RUNGS
        }
        # As plain numbers: a table of pandas is slow to ask cell by cell.
        self._counts, self._spans = (
            {k: find(table, by).T.to_dict("list") for k, by in grouped.items()}
            for find in (participation.distribution, participation.span)
        )
        self._reached = {k: found.T.to_dict("list") for k, found in self._shares.items()}
        self._names = _names_of_activities(case, lang)
        self._names["all"] = terms.text("participation.all", lang)
        rungs = tuple((_rung(rung, lang), rung) for rung in participation.RUNGS)
        controls = {
            "by": Control(
                terms.text("widget.by", lang),
                tuple((terms.text(f"widget.by_{kind}", lang), kind) for kind in kinds),
            ),
            "rung": Control(terms.text("widget.rung", lang), rungs, len(rungs) // 2),
        }
        slots = {
            "said": Slot(("rung",), self._said),
            "from": Slot(("rung",), lambda rung: f"led-from{rung}"),
        }
        for rung in participation.RUNGS:
            slots[f"head {rung}"] = Slot(("rung",), partial(self._head, rung))
        for kind, counts in self._counts.items():
            for key in counts:
                slots[f"{kind} {key}"] = Slot(("by",), partial(_shown, kind))
                slots[f"share {kind} {key}"] = Slot(("rung",), partial(self._share, kind, key))
        title = f"{terms.text('widget.ladder_title', lang)} – {case.title(lang)}"
        notes = [
            case.fact("notice", lang),
            *_merged(lang),
            terms.text("widget.ladder_note", lang),
        ]
        super().__init__(title, controls, slots, filter(None, notes), lang)

    @property
    def shares(self) -> pd.DataFrame:
        """Who stands at or above the rung declared at this moment, as `at_or_above` gives it."""
        return self._shares[self.controls["by"].value, self.controls["rung"].value]

    def _said(self, rung: int) -> str:
        ((total, n, share),) = self._reached[_ALL, rung].values()
        return escape(
            terms.text(
                "widget.at_or_above",
                self.lang,
                rung=_rung(rung, self.lang),
                n=int(n),
                total=int(total),
                share=_number(share, self.lang, percent=True),
            )
        )

    def _head(self, rung: int, declared: int) -> str:
        words = escape(_rung(rung, self.lang))
        if rung != declared:
            return words
        return f"▶ {words}<br/><i>{escape(terms.text('widget.declared', self.lang))}</i>"

    def _share(self, kind: str, key: Any, rung: int) -> str:
        _, n, share = self._reached[kind, rung][key]
        words = _number(share, self.lang, percent=True)
        return escape(terms.text("widget.of", self.lang, n=int(n), share=words))

    def page(self) -> str:
        """The share at or above the declared rung, and how many stand on each."""
        heads = [element("th", escape(terms.text("widget.who", self.lang)), scope="col")]
        heads += [self.slot("th", f"head {rung}", scope="col") for rung in participation.RUNGS]
        heads += [
            element("th", escape(terms.text(f"widget.{key}", self.lang)), scope="col")
            for key in ("from_to", "share")
        ]
        rows = "".join(
            self.marked("tr", f"{kind} {key}", self._row(kind, key))
            for kind, counts in self._counts.items()
            for key in counts
        )
        caption = element("caption", escape(terms.text("widget.ladder", self.lang)))
        table = f"{caption}<thead><tr>{''.join(heads)}</tr></thead><tbody>{rows}</tbody>"
        return self.slot("p", "said", **_ANSWER) + element(
            "div", self.marked("table", "from", table), **{"class": "led-scroll"}
        )

    def _row(self, kind: str, key: Any) -> str:
        name = self._names.get(key) or terms.name(str(key), self.lang)
        _, lowest, highest = self._spans[kind][key]
        most = max(map(max, self._counts[kind].values()))
        cells = "".join(
            element("td", f"{_dot(n / most)}{n}" if n else "·") for n in self._counts[kind][key]
        )
        reach = element("td", f"{lowest}–{highest}")
        return _html.row_head(name) + cells + reach + self.slot("td", f"share {kind} {key}")


def _shown(kind: str, chosen: str) -> str:
    return "" if kind == chosen else "led-hidden"


def _rung(rung: int, lang: str) -> str:
    return f"{rung} {terms.label('rungs', str(rung), lang)}"


def _dot(share: float) -> str:
    """A dot whose area is the share of the largest."""
    wide = f"{4 + 20 * share**0.5:.0f}px"
    return f'<span class="led-dot" style="width:{wide};height:{wide}"></span> '


def _merged(lang: str) -> list[str]:
    """Which rungs the paper made of two, and of which two."""
    between = f" {terms.text('widget.and', lang)} "
    return [
        terms.text("widget.merged", lang, rung=_rung(rung, lang), two=between.join(names[lang]))
        for rung, names in participation.MERGED.items()
    ]


def _names_of_activities(case: Case, lang: str) -> dict[str, str]:
    table = case.tables.get("activities")
    if table is None:
        return {}
    other = next(known for known in terms.LANGUAGES if known != lang)
    return {
        row["activity"]: cell_text(row[f"name_{lang}"]) or cell_text(row[f"name_{other}"])
        for row in table.to_dict("records")
    }
