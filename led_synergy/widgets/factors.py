"""Practice in coding: give passages a factor and a role, and compare."""

from collections.abc import Iterable
from typing import Any

from .. import factors, framework, terms
from ..terms import language, number, percent, spoken
from . import html as _html
from .explorer import _ANSWER, _LIVE, Control, Explorer, Slot, _hidden
from .html import element, escape, in_its_language

__all__ = [
    "CodingPractice",
]


_CODERS = ("nobody", "second", "key")


class CodingPractice(Explorer):
    """Code fictional interviews: which factor, which role; then see where other coders differ.

    Parameters
    ----------
    lang : {"en", "id"}, optional
        Language.

    Notes
    -----
    Interviews, key and second coder are invented (framework table "excerpts"); the key follows
    from the codebook, whose boundaries are ours. What is not coded is neither compared nor shown
    from the key. Controls: excerpt (1 to 16), factor, role ("driver" or "constraint"; "" takes a
    code back), compare ("nobody", "second" or "key").

    Examples
    --------
    >>> practice = CodingPractice()
    >>> practice.controls["factor"].value = "motivation"
    >>> practice.controls["role"].value = "driver"
    >>> practice.codes
    {1: ('motivation', 'driver')}
    >>> practice.agreement("key").differ
    (1,)
    """

    @spoken
    def __init__(self, lang: str | None = None) -> None:
        self._excerpts = {int(row["excerpt"]): row for row in framework.table("excerpts")}
        self._chosen = {n: {"factor": "", "role": ""} for n in self._excerpts}
        self._others = {
            coder: {
                n: (row[f"{columns}factor"], row[f"{columns}role"])
                for n, row in self._excerpts.items()
            }
            for coder, columns in (("second", "second_"), ("key", ""))
        }
        choose = (terms.text("control.choose"), "")
        names = ((terms.label("factors", key), key) for key in framework.keys("factors"))
        roles = ((terms.text(f"value.{role}"), role) for role in factors.ROLES)
        controls = {
            "excerpt": Control(
                terms.text("term.excerpt"),
                tuple((self._head(n), n) for n in self._excerpts),
            ),
            "factor": Control(terms.heading("term.factor"), (choose, *names)),
            "role": Control(terms.text("term.role"), (choose, *roles)),
            "compare": Control(
                terms.text("control.compare_with"),
                tuple((terms.text(f"control.with_{coder}"), coder) for coder in _CODERS),
            ),
        }
        slots = {
            "quote": Slot(("excerpt",), self._quote),
            "book": Slot(("factor",), _book),
        }
        between = factors.agreement(self._others["second"], self._others["key"])
        coders = terms.text(
            "result.coders",
            n=between.same,
            total=between.n,
            share=percent(between.share),
            kappa=number(between.kappa),
        )
        notes = [coders, terms.text("note.coding")]
        super().__init__(terms.text("title.coding"), controls, slots, notes)

    @property
    def codes(self) -> dict[int, tuple[str, str]]:
        """The excerpts coded so far: their numbers, each with factor and role."""
        pairs = {n: (code["factor"], code["role"]) for n, code in self._chosen.items()}
        return {n: pair for n, pair in pairs.items() if all(pair)}

    def agreement(self, coder: str) -> factors.Agreement:
        """How far the codes given so far are those of a coder, "second" or "key".

        Parameters
        ----------
        coder : str
            "second" or "key".

        Returns
        -------
        Agreement

        Examples
        --------
        >>> CodingPractice().agreement("key").n
        0
        """
        return factors.agreement(self.codes, self._others[coder])

    @in_its_language
    def _redraw(self, change: Any = None) -> None:
        if change is not None:
            code = self._chosen[self.controls["excerpt"].value]
            for name in code:
                if change["owner"] is self.controls["excerpt"]:
                    self.controls[name].value = code[name]  # as it was left
                elif change["owner"] is self.controls[name]:
                    code[name] = change["new"]
        super()._redraw(change)

    # What is said -----------------------------------------------------------------------------

    def _head(self, n: int) -> str:
        return f"{n} · {self._excerpts[n][f'speaker_{language()}']}"

    def _quote(self, n: int) -> str:
        row = self._excerpts[n]
        speaker, words = row[f"speaker_{language()}"], row[f"text_{language()}"]
        return escape(terms.text("result.quote", n=n, speaker=speaker, words=words))

    def _words(self, factor: str, role: str) -> str:
        """A code in words; half a code is told as far as it goes."""
        found = [terms.label("factors", factor)] if factor else []
        found += [terms.text(f"value.{role}")] if role else []
        return " · ".join(found) or "–"

    def _told(self, coder: str, **gaps: Any) -> str:
        keys = ["result.coded"] if coder == "nobody" else ["result.coded", f"result.agree_{coder}"]
        total = len(self._excerpts)
        return " ".join(terms.text(k, total=total, **gaps) for k in keys)

    def _counts(self, coder: str) -> dict[str, Any]:
        """What fills the gaps of the sentence on agreement."""
        if coder == "nobody":
            return {"n": len(self.codes)}
        both = self.agreement(coder)
        factor, role = (
            factors.agreement(
                {n: code[place] for n, code in self.codes.items()},
                {n: code[place] for n, code in self._others[coder].items()},
            ).same
            for place in (0, 1)
        )
        share = percent(both.share)
        return {"n": both.n, "both": both.same, "share": share, "factor": factor, "role": role}

    # What is shown ----------------------------------------------------------------------------

    def page(self) -> str:
        """The excerpt, the codebook on the factor chosen, agreement, differences, and all codes.

        Returns
        -------
        str
            HTML.

        Examples
        --------
        >>> CodingPractice().page()[:1]
        '<'
        """
        chosen = self.controls["compare"].value
        told = escape(self._told(chosen, **self._counts(chosen)))
        heads = [terms.text(f"term.{key}") for key in ("excerpt", "says", "your_code")]
        rows = [
            [
                _html.row_head(self._head(n)),
                element("td", escape(row[f"text_{language()}"])),
                self._mine(n),
            ]
            for n, row in self._excerpts.items()
        ]
        return (
            self.slot("p", "quote", **_ANSWER)
            + self.slot("p", "book")
            + element("p", told, **{"data-said": "", **_LIVE})
            + "".join(self._differences(coder) for coder in _CODERS[1:])
            + _html.table(terms.text("title.all_coded"), heads, rows)
        )

    def _mine(self, n: int) -> str:
        place = list(self._excerpts).index(n)
        return element("td", escape(self._words(**self._chosen[n])), **{"data-code": str(place)})

    def _differences(self, coder: str) -> str:
        """The excerpts that the learner and a coder have coded differently, hidden till asked."""
        columns = {"key": "term.key", "second": "term.second_coder", "why": "term.why"}
        if coder == "second":
            columns = {"second": "term.second_coder"}
        differ = self.agreement(coder).differ
        number = _CODERS.index(coder)
        heads = "".join(
            element("th", escape(terms.text(key)), scope="col")
            for key in ("term.excerpt", "term.your_code", *columns.values())
        )
        rows = ""
        for place, (n, row) in enumerate(self._excerpts.items()):
            cells = {name: self._words(*codes[n]) for name, codes in self._others.items()}
            cells["why"] = row[f"why_{language()}"]
            inside = _html.row_head(self._head(n)) + self._mine(n)
            inside += "".join(element("td", escape(cells[key])) for key in columns)
            rows += element("tr", inside, **_hidden(n not in differ, differ=f"{number} {place}"))
        caption = element("caption", escape(terms.text(f"title.differ_{coder}")))
        inside = f"{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>"
        asked = self.controls["compare"].value == coder
        table = element("table", inside, **_hidden(not asked, coder=str(number)))
        return element("div", table, **{"class": "led-scroll"})

    script = ("lookup.js", "coding.js")

    def _data(self) -> dict[str, Any]:
        """The slots, the codes of learner and coders as places in the lists, and the sentences."""
        lists = [[key for _, key in self._plan[name].options] for name in ("factor", "role")]

        def places(codes: Iterable[Iterable[str]]) -> list[list[int]]:
            return [[k.index(key) for k, key in zip(lists, code, strict=True)] for code in codes]

        coders = [[("", "")] * len(self._excerpts)]  # nobody
        coders += [list(codes.values()) for codes in self._others.values()]
        gaps = {gap: f"{{{gap}}}" for gap in ("n", "both", "share", "factor", "role")}
        return {
            **super()._data(),
            "codes": places(code.values() for code in self._chosen.values()),
            "coders": [places(codes) for codes in coders],
            "said": [self._told(coder, **gaps) for coder in _CODERS],
            "shares": [
                [percent(same / n if n else None) for same in range(n + 1)]
                for n in range(len(self._excerpts) + 1)
            ],
        }


def _book(factor: str) -> str:
    """What the codebook counts as a factor, and what not."""
    if not factor:
        return escape(terms.text("result.book_none"))
    row = framework.row("factors", factor)
    counts, other = (
        escape(terms.text(f"result.book_{key}", words=row[f"{key}_{language()}"]))
        for key in ("counts", "not_counts")
    )
    name = escape(row[f"name_{language()}"])
    return f"<b>{name}</b>: {escape(row[f'definition_{language()}'])}<br>{counts}<br>{other}"
