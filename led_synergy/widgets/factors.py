"""Practice in coding: give passages a factor and a role, and compare."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .. import factors, framework, terms
from ..terms import number, percent, spoken
from . import html as _html
from .explorer import _ANSWER, _LIVE, Control, Explorer, Slot, _hidden
from .html import element, escape, in_its_language

__all__ = [
    "CodingPractice",
]


_CODERS = ("nobody", "second", "key", "neighbour")
_SECOND = {"second": "term.second_coder"}
_ASKED = {
    "second": _SECOND,
    "key": {"key": "term.key", **_SECOND, "why": "term.why"},
    "neighbour": {"neighbour": "term.neighbour"},
}
_BUTTONS = ("save", "open", "neighbour")


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
    code back), compare ("nobody", "second", "key" or "neighbour"). `save` keeps the codes in a
    file, `load` goes on with them, `compare` sets them beside a neighbour's file; a page without
    Python has a button for each. Nothing leaves the computer.

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
        self._others["neighbour"] = {}
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
        notes = [coders, terms.text("note.coding"), terms.text("note.coding_files")]
        super().__init__(terms.text("title.coding"), controls, slots, notes)

    @property
    def codes(self) -> dict[int, tuple[str, str]]:
        """The excerpts coded so far: their numbers, each with factor and role."""
        pairs = {n: (code["factor"], code["role"]) for n, code in self._chosen.items()}
        return {n: pair for n, pair in pairs.items() if all(pair)}

    def agreement(self, coder: str) -> factors.Agreement:
        """How far the codes given so far are those of a coder: "second", "key", "neighbour".

        Parameters
        ----------
        coder : str
            "second", "key" or "neighbour".

        Returns
        -------
        Agreement

        Examples
        --------
        >>> CodingPractice().agreement("key").n
        0
        """
        return factors.agreement(self.codes, self._others[coder])

    # Files ------------------------------------------------------------------------------------

    def save(self, path: str | Path = "my_codes.csv", overwrite: bool = False) -> Path:
        """Keep the codes given so far in a CSV file beside the notebook.

        Parameters
        ----------
        path : str or Path
            The file to write.
        overwrite : bool
            Whether a file that is there may be replaced.

        Returns
        -------
        pathlib.Path

        Raises
        ------
        InputError
            If the file is there already, or cannot be written.

        Examples
        --------
        >>> import tempfile
        >>> CodingPractice().save(Path(tempfile.mkdtemp()) / "my_codes.csv").name
        'my_codes.csv'
        """
        return factors.write_codes(self.codes, path, overwrite)

    @in_its_language
    def load(self, path: str | Path = "my_codes.csv") -> None:
        """Go on with codes that were kept in a file; they take the place of those given so far.

        Parameters
        ----------
        path : str or Path
            A file that `save` or the page has kept.

        Raises
        ------
        InputError
            If the file is not there, or is no such file.

        Examples
        --------
        >>> import tempfile
        >>> practice = CodingPractice()
        >>> practice.load(practice.save(Path(tempfile.mkdtemp()) / "my_codes.csv"))
        """
        codes = factors.read_codes(path)
        for n, code in self._chosen.items():
            code["factor"], code["role"] = codes.get(n, ("", ""))
        for name in ("factor", "role"):
            self.controls[name].value = self._chosen[self.controls["excerpt"].value][name]
        self._redraw()

    @in_its_language
    def compare(self, path: str | Path) -> factors.Agreement:
        """Set the codes given so far beside a neighbour's file: agreement, differences first.

        Parameters
        ----------
        path : str or Path
            The file that the neighbour's `save` or page has kept.

        Returns
        -------
        Agreement
            Of the excerpts that both have coded.

        Raises
        ------
        InputError
            If the file is not there, or is no such file.

        Examples
        --------
        >>> import tempfile
        >>> practice = CodingPractice()
        >>> practice.compare(practice.save(Path(tempfile.mkdtemp()) / "theirs.csv")).n
        0
        """
        self._others["neighbour"] = factors.read_codes(path)
        self.controls["compare"].value = "neighbour"
        self._redraw()
        return self.agreement("neighbour")

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
        return f"{n} · {terms.cell(self._excerpts[n], 'speaker')}"

    def _quote(self, n: int) -> str:
        row = self._excerpts[n]
        speaker, words = terms.cell(row, "speaker"), terms.cell(row, "text")
        return escape(terms.text("result.quote", n=n, speaker=speaker, words=words))

    def _words(self, factor: str, role: str) -> str:
        """A code in words; half a code is told as far as it goes."""
        found = [terms.label("factors", factor)] if factor else []
        found += [terms.text(f"value.{role}")] if role else []
        return " · ".join(found) or "–"

    def _told(self, coder: str, **gaps: Any) -> str:
        keys = ["result.coded"] if coder == "nobody" else ["result.coded", f"result.agree_{coder}"]
        if coder == "neighbour" and not self._others[coder]:
            keys = ["result.coded", "result.no_neighbour"]
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
        return {
            "n": len(self.codes),
            "common": both.n,
            "both": both.same,
            "share": percent(both.share),
            "factor": factor,
            "role": role,
        }

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
                element("td", escape(terms.cell(row, "text"))),
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
        columns = _ASKED[coder]
        differ = self.agreement(coder).differ
        number = _CODERS.index(coder)
        heads = "".join(
            element("th", escape(terms.text(key)), scope="col")
            for key in ("term.excerpt", "term.your_code", *columns.values())
        )
        rows = ""
        for place, (n, row) in enumerate(self._excerpts.items()):
            cells = {
                name: self._words(*codes.get(n, ("", ""))) for name, codes in self._others.items()
            }
            cells["why"] = terms.cell(row, "why")
            inside = _html.row_head(self._head(n)) + self._mine(n)
            theirs = {"data-theirs": str(place)} if coder == "neighbour" else {}
            inside += "".join(element("td", escape(cells[key]), **theirs) for key in columns)
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

        nothing = ("", "")
        coders = [[nothing] * len(self._excerpts)]  # nobody
        coders += [[c.get(n, nothing) for n in self._excerpts] for c in self._others.values()]
        gaps = ("n", "common", "both", "share", "factor", "role")
        said = {gap: f"{{{gap}}}" for gap in gaps}
        with_file = [self._told(coder, **said) for coder in _CODERS[:-1]]
        keys = ("coded", "agree_neighbour"), ("coded", "no_neighbour")
        total = len(self._excerpts)
        with_file += [
            " ".join(terms.text(f"result.{key}", total=total, **said) for key in pair)
            for pair in keys
        ]
        return {
            **super()._data(),
            "codes": places(code.values() for code in self._chosen.values()),
            "coders": [places(codes) for codes in coders],
            "said": with_file,
            "shares": [
                [percent(same / n if n else None) for same in range(n + 1)]
                for n in range(len(self._excerpts) + 1)
            ],
            "numbers": list(self._excerpts),
            "keys": lists,
            "buttons": [terms.text(f"control.codes_{button}") for button in _BUTTONS],
            "wrong": terms.text("error.codes_wrong", row="{row}", found="{found}"),
        }


def _book(factor: str) -> str:
    """What the codebook counts as a factor, and what not."""
    if not factor:
        return escape(terms.text("result.book_none"))
    row = framework.row("factors", factor)
    counts, other = (
        escape(terms.text(f"result.book_{key}", words=terms.cell(row, key)))
        for key in ("counts", "not_counts")
    )
    name, definition = (escape(terms.cell(row, key)) for key in ("name", "definition"))
    return f"<b>{name}</b>: {definition}<br>{counts}<br>{other}"
