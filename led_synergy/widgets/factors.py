"""Practice in coding: give passages a factor and a role, and compare."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from .. import factors, framework, terms
from ..terms import language
from . import html as _html
from .explorer import _ANSWER, _LOOK_UP, Control, Explorer, Slot, _hidden
from .html import element, escape
from .welfare import _number

__all__ = [
    "CodingPractice",
]


# Keeps the codes given and sets them against those of the coder chosen; as `CodingPractice.page`
# does it. A code is a pair of places in the lists of factors and roles; place 0 is "choose".
_CODING = f"""{_LOOK_UP}\
  const [excerpt, factor, role, compare] = controls;
  const words = code => [factor, role].map((list, k) => code[k] ? list.options[code[k]].text : "")
    .filter(Boolean).join(" · ") || "–";
  const all = (kind, change) => root.querySelectorAll("[data-" + kind + "]").forEach(
    part => change(part, ...part.dataset[kind].split(" ").map(Number)));
  const hide = (part, hidden) => part.setAttribute("class", hidden ? "led-hidden" : "");
  const judge = () => {{
    const chosen = compare.selectedIndex;
    const done = data.codes.flatMap((code, n) => code[0] && code[1] ? [n] : []);
    const same = (coder, ...places) => done.filter(
      n => places.every(k => data.coders[coder][n][k] === data.codes[n][k]));
    const both = same(chosen, 0, 1).length;
    const gaps = {{n: done.length, both, share: data.shares[done.length][both],
      factor: same(chosen, 0).length, role: same(chosen, 1).length}};
    root.querySelector("[data-said]").textContent =
      data.said[chosen].replace(/{{(\\w+)}}/g, (_, gap) => gaps[gap]);
    all("code", (part, n) => part.textContent = words(data.codes[n]));
    all("coder", (part, coder) => hide(part, coder !== chosen));
    all("differ", (part, coder, n) =>
      hide(part, !done.includes(n) || same(coder, 0, 1).includes(n)));
  }};
  root.addEventListener("change", event => {{
    if (event.target === excerpt)
      [factor.selectedIndex, role.selectedIndex] = data.codes[excerpt.selectedIndex];
    else
      data.codes[excerpt.selectedIndex] = [factor.selectedIndex, role.selectedIndex];
    show();
    judge();
  }});
  show();
  judge();
}})(document.currentScript, %s);"""


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

    def __init__(self, lang: str | None = None) -> None:
        lang = language(lang)
        self._excerpts = {int(row["excerpt"]): row for row in framework.table("excerpts")}
        self._chosen = {n: {"factor": "", "role": ""} for n in self._excerpts}
        self._others = {
            coder: {
                n: (row[f"{columns}factor"], row[f"{columns}role"])
                for n, row in self._excerpts.items()
            }
            for coder, columns in (("second", "second_"), ("key", ""))
        }
        choose = (terms.text("widget.choose", lang), "")
        names = ((terms.label("factors", key, lang), key) for key in framework.keys("factors"))
        roles = ((terms.text(f"factors.{role}", lang), role) for role in factors.ROLES)
        controls = {
            "excerpt": Control(
                terms.text("widget.excerpt", lang),
                tuple((self._head(n, lang), n) for n in self._excerpts),
            ),
            "factor": Control(terms.text("widget.factor", lang), (choose, *names)),
            "role": Control(terms.text("widget.role", lang), (choose, *roles)),
            "compare": Control(
                terms.text("widget.compare_with", lang),
                tuple((terms.text(f"widget.with_{coder}", lang), coder) for coder in _CODERS),
            ),
        }
        slots = {
            "quote": Slot(("excerpt",), self._quote),
            "book": Slot(("factor",), partial(_book, lang)),
        }
        between = factors.agreement(self._others["second"], self._others["key"])
        coders = terms.text(
            "widget.coders",
            lang,
            n=between.same,
            total=between.n,
            share=_number(between.share, lang, percent=True),
            kappa=_number(between.kappa, lang),
        )
        notes = [coders, terms.text("widget.coding_note", lang)]
        super().__init__(terms.text("widget.coding_title", lang), controls, slots, notes, lang)

    @property
    def codes(self) -> dict[int, tuple[str, str]]:
        """The excerpts coded so far: their numbers, each with factor and role."""
        pairs = {n: (code["factor"], code["role"]) for n, code in self._chosen.items()}
        return {n: pair for n, pair in pairs.items() if all(pair)}

    def agreement(self, coder: str) -> factors.Agreement:
        """How far the codes given so far are those of a coder, "second" or "key"."""
        return factors.agreement(self.codes, self._others[coder])

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

    def _head(self, n: int, lang: str) -> str:
        return f"{n} · {self._excerpts[n][f'speaker_{lang}']}"

    def _quote(self, n: int) -> str:
        row = self._excerpts[n]
        speaker, words = row[f"speaker_{self.lang}"], row[f"text_{self.lang}"]
        return escape(terms.text("widget.quote", self.lang, n=n, speaker=speaker, words=words))

    def _words(self, factor: str, role: str) -> str:
        """A code in words; half a code is told as far as it goes."""
        found = [terms.label("factors", factor, self.lang)] if factor else []
        found += [terms.text(f"factors.{role}", self.lang)] if role else []
        return " · ".join(found) or "–"

    def _told(self, coder: str, **gaps: Any) -> str:
        keys = ["coded"] if coder == "nobody" else ["coded", f"agree_{coder}"]
        total = len(self._excerpts)
        return " ".join(terms.text(f"widget.{k}", self.lang, total=total, **gaps) for k in keys)

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
        share = _number(both.share, self.lang, percent=True)
        return {"n": both.n, "both": both.same, "share": share, "factor": factor, "role": role}

    # What is shown ----------------------------------------------------------------------------

    def page(self) -> str:
        """The excerpt, the codebook on the factor chosen, agreement, differences, and all codes."""
        chosen = self.controls["compare"].value
        told = escape(self._told(chosen, **self._counts(chosen)))
        heads = [terms.text(f"widget.{key}", self.lang) for key in ("excerpt", "said", "yours")]
        rows = [
            [
                _html.row_head(self._head(n, self.lang)),
                element("td", escape(row[f"text_{self.lang}"])),
                self._mine(n),
            ]
            for n, row in self._excerpts.items()
        ]
        return (
            self.slot("p", "quote", **_ANSWER)
            + self.slot("p", "book")
            + element("p", told, **{"data-said": ""})
            + "".join(self._differences(coder) for coder in _CODERS[1:])
            + _html.table(terms.text("widget.all_coded", self.lang), heads, rows)
        )

    def _mine(self, n: int) -> str:
        place = list(self._excerpts).index(n)
        return element("td", escape(self._words(**self._chosen[n])), **{"data-code": str(place)})

    def _differences(self, coder: str) -> str:
        """The excerpts that the learner and a coder have coded differently, hidden till asked."""
        columns = ["second"] if coder == "second" else ["key", "second", "why"]
        differ = self.agreement(coder).differ
        number = _CODERS.index(coder)
        heads = "".join(
            element("th", escape(terms.text(f"widget.{key}", self.lang)), scope="col")
            for key in ("excerpt", "yours", *columns)
        )
        rows = ""
        for place, (n, row) in enumerate(self._excerpts.items()):
            cells = {name: self._words(*codes[n]) for name, codes in self._others.items()}
            cells["why"] = row[f"why_{self.lang}"]
            inside = _html.row_head(self._head(n, self.lang)) + self._mine(n)
            inside += "".join(element("td", escape(cells[key])) for key in columns)
            rows += element("tr", inside, **_hidden(n not in differ, differ=f"{number} {place}"))
        caption = element("caption", escape(terms.text(f"widget.differ_{coder}", self.lang)))
        inside = f"{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>"
        asked = self.controls["compare"].value == coder
        table = element("table", inside, **_hidden(not asked, coder=str(number)))
        return element("div", table, **{"class": "led-scroll"})

    _script = _CODING

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
                [_number(same / n if n else None, self.lang, percent=True) for same in range(n + 1)]
                for n in range(len(self._excerpts) + 1)
            ],
        }


def _book(lang: str, factor: str) -> str:
    """What the codebook counts as a factor, and what not."""
    if not factor:
        return escape(terms.text("widget.book_none", lang))
    row = framework.row("factors", factor)
    counts, other = (
        escape(terms.text(f"widget.book_{key}", lang, words=row[f"{key}_{lang}"]))
        for key in ("counts", "not_counts")
    )
    name = escape(row[f"name_{lang}"])
    return f"<b>{name}</b>: {escape(row[f'definition_{lang}'])}<br>{counts}<br>{other}"
