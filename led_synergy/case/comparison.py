"""Areas side by side, one area over the years, or a whole class at once.

`compare` tells what differs between cases: levels, categories under each rule, evidence, factors
and links, and which smallest change of levels leads on from each. The order in which the
categories are aimed at, fragmented, less synergetic, synergism, is ours, after rows 3 to 1 of
Table 2.1; the paper ranks no others. That a change of level is counted in steps is ours too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import cards, factors, framework, support
from ..categories import (
    DEFAULT_RULE,
    DIMENSIONS,
    RULES,
    Category,
    Profile,
    changes_in_words,
    classify,
    named,
    size,
)
from ..terms import InputError, is_blank, spoken, text
from .case import Case, as_case
from .judgement import Range, category_key
from .rounds import in_order

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Comparison",
    "Difference",
    "MANY",
    "compare",
    "next_category",
    "outcome",
]


MANY = 10
"""From so many areas on a comparison is one table, not a page for each pair."""

_AIMS = (Category.FRAGMENTED, Category.LESS_SYNERGETIC, Category.SYNERGISM)
Change = dict[str, tuple[int | None, int]]


def next_category(
    profile: Profile, rule: str = DEFAULT_RULE
) -> tuple[Category, tuple[Change, ...]] | None:
    """The next category to aim at, and the smallest changes of level that lead to it.

    Parameters
    ----------
    profile : Profile
        Levels of the four dimensions.
    rule : {"system_gate", "strict", "weakest_dimension"}
        Rule.

    Returns
    -------
    (Category, tuple of dict) or None
        The nearest category that stands above the present one in rows 3 to 1 of Table 2.1, and
        the changes as `Classification.steps_to` gives them. None if the area is at the top, or if
        a dimension is not judged.

    Examples
    --------
    >>> category, changes = next_category(Profile(1, 1, 2, 3))
    >>> category.value, changes
    ('less_synergetic', ({'system': (1, 2)},))
    """
    answer = classify(profile, rule)
    if profile.missing:
        return None
    now = answer.category
    above = _AIMS[_AIMS.index(now) + 1 :] if now in _AIMS else _AIMS
    ways = [(category, answer.steps_to(category)) for category in above]
    return min(ways, key=lambda way: size(way[1][0]), default=None)


@spoken
def outcome(judged: Profile | Case, rule: str = DEFAULT_RULE, lang: str | None = None) -> str:
    """The category in words, also where there is none or several are still possible.

    Parameters
    ----------
    judged : Profile or Case
        The levels, or the case that holds them; where its raters differ, what they leave open.
    rule : {"system_gate", "strict", "weakest_dimension"}
        Rule.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    str

    Raises
    ------
    InputError
        If there is no such rule or language.

    Examples
    --------
    >>> outcome(Profile(1, 1, 2, 3), "strict")
    'not defined by the paper'
    >>> outcome(Profile(1, 1, 2), lang="id")
    'masih terbuka: Terfragmentasi, Aditif, Antagonis'
    """
    if isinstance(judged, Profile):
        found = classify(judged, rule).candidates
    else:
        found = as_case(judged).candidates(rule)
    return in_words(found)


def in_words(found: tuple[Category | None, ...]) -> str:
    """Categories still possible, in words; that they are several is said."""
    names = ", ".join(named((category,)) for category in found)
    return names if len(found) == 1 else f"{text('term.still_open')}: {names}"


@dataclass(frozen=True)
class Difference:
    """What differs between two cases, the second seen from the first; made by `compare`.

    Parameters
    ----------
    levels : dict
        Dimension → (level there, level here), only those that differ.
    categories : dict
        Rule → (category there, category here), only those that differ; None where none or open.
    evidence : dict
        Dimension → (findings there, findings here), numbers; all dimensions. Empty if either has
        no table of evidence.
    ranges : dict
        Dimension → (`Range` there, `Range` here), only those that differ in level or, where none
        is agreed, in the levels that the judgements leave.
    absent : dict
        Table (evidence, factors or links) → names of those of the two that do not have it, so that
        nothing is said of it.
    findings_new, findings_gone, findings_changed : tuple
        Keys of findings that only the second, or only the first, has, or that say something else,
        of other levels, or are contested otherwise. Only of one area over time: elsewhere the same
        key is another finding.
    factors_new, factors_gone : tuple
        Pairs (factor, role) that only the second, or only the first, has.
    links_new, links_gone : tuple
        Pairs (cause, effect) that only the second, or only the first, has.

    Examples
    --------
    >>> compare("telang", "batu_betumpang").differences()[0].here
    'Batu Betumpang'
    """

    there: str
    here: str
    levels: dict[str, tuple[int | None, int | None]]
    categories: dict[str, tuple[Category | None, Category | None]]
    evidence: dict[str, tuple[int, int]]
    ranges: dict[str, tuple[Range, Range]]
    absent: dict[str, tuple[str, ...]]
    findings_new: tuple[str, ...]
    findings_gone: tuple[str, ...]
    findings_changed: tuple[str, ...]
    factors_new: tuple[tuple[str, str], ...]
    factors_gone: tuple[tuple[str, str], ...]
    links_new: tuple[tuple[str, str], ...]
    links_gone: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Comparison:
    """Several cases compared; made by `compare`.

    Parameters
    ----------
    cases : tuple of Case
        The areas in the order given; one area over time in the order of its dates.
    over_time : bool
        Whether they are one area at several dates.

    Examples
    --------
    >>> compare("telang", "batu_betumpang").over_time
    False
    """

    cases: tuple[Case, ...]
    over_time: bool

    @spoken
    def names(self, lang: str | None = None) -> tuple[str, ...]:
        """What each case is called: its title, with date or file name where titles are alike.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        tuple of str
            One for each case, all different.

        Examples
        --------
        >>> compare("telang", "contoh").names("id")
        ('Telang', 'Kawasan Contoh (fiktif)')
        """
        titles = [case.title() for case in self.cases]
        if len(set(titles)) < len(titles):
            more = [_when(case) for case in self.cases]
            if len({*zip(titles, more, strict=True)}) < len(titles):
                more = [f"{n}: {case.name}" for n, case in enumerate(self.cases, start=1)]
            titles = [
                f"{title}, {word}" if word else title
                for title, word in zip(titles, more, strict=True)
            ]
        return tuple(titles)

    @spoken
    def differences(self, lang: str | None = None) -> tuple[Difference, ...]:
        """Each date against the one before it; areas each against the first.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language of the names; that chosen now if not given.

        Returns
        -------
        tuple of Difference
            One fewer than the cases.

        Examples
        --------
        >>> compare("telang", "batu_betumpang").differences()[0].levels
        {'system': (1, 2), 'shared_goal': (1, 2)}
        """
        names = self.names()
        pairs = [(n - 1 if self.over_time else 0, n) for n in range(1, len(self.cases))]
        return tuple(
            _difference(self.cases[a], self.cases[b], (names[a], names[b]), self.over_time)
            for a, b in pairs
        )

    @spoken
    def table(self, lang: str | None = None) -> "pd.DataFrame":
        """One row per area: levels, category key under each rule, and the next one.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language of the names; that chosen now if not given.

        Returns
        -------
        DataFrame
            area, system, shared_goal, process, effect (missing = not judged, or not agreed),
            strict, system_gate, weakest_dimension, next (category keys; missing where none), change
            (the smallest changes of level as text).

        Examples
        --------
        >>> compare("telang", "batu_betumpang").table()["next"].tolist()
        ['less_synergetic', 'synergism']
        """
        import pandas as pd

        rows = []
        for name, case in zip(self.names(), self.cases, strict=True):
            ahead = next_category(case.profile)
            rows.append(
                (
                    name,
                    *case.profile.levels,
                    *case.by_rule().values(),
                    category_key(ahead[0]) if ahead else None,
                    " / ".join(_keys(change) for change in ahead[1]) if ahead else "",
                )
            )
        frame = pd.DataFrame(rows, columns=["area", *DIMENSIONS, *RULES, "next", "change"])
        return frame.astype(dict.fromkeys(DIMENSIONS, "Int64"))

    def _shown(self) -> "pd.DataFrame":
        """The table with the changes in words; of a few areas each is a column."""
        ahead = [next_category(case.profile) for case in self.cases]
        ways = [" / ".join(changes_in_words(found[1])) if found else "" for found in ahead]
        table = self.table().assign(change=ways)
        return table.set_index("area").T if len(self.cases) < MANY // 2 else table

    def _repr_html_(self) -> str:
        return cards.table_page(self._shown())

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(cards.table_in_words(self._shown()))

    def to_json(self) -> dict[str, Any]:
        """The comparison as plain data: keys, levels, counts; None where there is nothing.

        Returns
        -------
        dict

        Examples
        --------
        >>> compare("telang", "batu_betumpang").to_json()["over_time"]
        False
        """
        rows = self.table().astype(object).to_dict("records")
        return {
            "over_time": self.over_time,
            "areas": [{k: None if is_blank(v) else v for k, v in row.items()} for row in rows],
            "differences": [
                {
                    "from": one.there,
                    "to": one.here,
                    "levels": {d: list(pair) for d, pair in one.levels.items()},
                    "categories": {
                        rule: [category_key(category) for category in pair]
                        for rule, pair in one.categories.items()
                    },
                    "evidence": {d: list(pair) for d, pair in one.evidence.items()},
                    **{kind: list(getattr(one, kind)) for kind in _FINDINGS},
                    "absent": {table: list(who) for table, who in one.absent.items()},
                    **{
                        kind: [list(pair) for pair in getattr(one, kind)]
                        for kind in ("factors_new", "factors_gone", "links_new", "links_gone")
                    },
                }
                for one in (self.differences() if len(self.cases) < MANY else ())
            ],
        }


def compare(*cases: Any) -> Comparison:
    """Put areas side by side, or one area at several dates in their order.

    Parameters
    ----------
    *cases : Case, str or Path; or one list of them
        Two or more cases, or one that holds several rounds. Of a built-in case its name is enough,
        of one's own the path of its workbook or folder.

    Returns
    -------
    Comparison
        Cases of one name with different dates count as one area over time.

    Raises
    ------
    InputError
        If there is only one case, with one round; if one is no case, or as by `load_case`.

    Examples
    --------
    >>> compare("telang", "batu_betumpang").differences()[0].levels
    {'system': (1, 2), 'shared_goal': (1, 2)}
    """
    if len(cases) == 1 and not isinstance(cases[0], (str, bytes, Path, Case)):
        many = cases[0]
        cases = tuple(many) if isinstance(many, Iterable) and not _is_table(many) else cases
    found = tuple(map(as_case, cases))
    if len(found) == 1:
        found = _rounds(found[0])
    if len(found) == 1 and len(found[0].raters) > 1:
        raise InputError("error.compare_raters", n=len(found[0].raters))
    if len(found) < 2:
        raise InputError("error.compare_one", found=len(found))
    dates = [_when(case) for case in found]
    same = len({case.fact("name") or case.name for case in found}) == 1
    over_time = same and len(set(dates)) == len(dates)
    if over_time and (order := in_order(dates)):
        found = tuple(sorted(found, key=lambda case: order.index(_when(case))))
    return Comparison(found, over_time)


def _is_table(many: Any) -> bool:
    """Whether it is a table or a mapping, whose elements are names of its columns or keys."""
    return hasattr(many, "columns") or hasattr(many, "keys")


def _rounds(case: Case) -> tuple[Case, ...]:
    return tuple(map(case.at, case.rounds)) if len(case.rounds) > 1 else (case,)


def _when(case: Case) -> str:
    """The round of its judgements, or the date of the whole case."""
    return case.rounds[-1] if case.rounds else case.fact("date")


def _difference(
    there: Case, here: Case, names: tuple[str, str], over_time: bool = False
) -> Difference:
    cases = (there, here)
    absent = {table: _without(table, cases, names) for table in ("evidence", "factors", "links")}
    ranges = {d: (r, here.ranges()[d]) for d, r in there.ranges().items()}
    ranges = {d: (a, b) for d, (a, b) in ranges.items() if _span(a) != _span(b)}
    before, after = (
        {r: found[0] if len(found) == 1 else None for r in RULES for found in [case.candidates(r)]}
        for case in cases
    )
    factors_new, factors_gone = _new_and_gone(cases, "factors", ("factor", "role"))
    links_new, links_gone = _new_and_gone(cases, "links", ("cause", "effect"))
    counts = [{} if absent["evidence"] else _findings(case) for case in cases]
    return Difference(
        there=names[0],
        here=names[1],
        levels={d: (a.level, b.level) for d, (a, b) in ranges.items()},
        categories={r: (before[r], after[r]) for r in RULES if before[r] != after[r]},
        evidence={d: (counts[0].get(d, 0), counts[1].get(d, 0)) for d in DIMENSIONS if any(counts)},
        ranges=ranges,
        absent={table: who for table, who in absent.items() if who},
        **(_changed(there, here) if over_time else dict.fromkeys(_FINDINGS, ())),
        factors_new=factors_new,
        factors_gone=factors_gone,
        links_new=links_new,
        links_gone=links_gone,
    )


_FINDINGS = ("findings_new", "findings_gone", "findings_changed")


def _changed(there: Case, here: Case) -> dict[str, tuple[str, ...]]:
    """Which findings are new, gone or changed, if both have a table of them."""
    tables = [case.tables.get("evidence") for case in (there, here)]
    if tables[0] is None or tables[1] is None:
        return dict.fromkeys(_FINDINGS, ())
    return dict(zip(_FINDINGS, support.changes(*tables), strict=True))


def _span(found: Range) -> tuple[int, ...]:
    """The level, or the levels that are left where none is agreed."""
    return found.levels if found.level is None else (found.level,)


def _without(table: str, cases: tuple[Case, Case], names: tuple[str, str]) -> tuple[str, ...]:
    """Which of the two does not have a table: what it would say is not known, and is not zero."""
    pairs = zip(names, cases, strict=True)
    return tuple(name for name, case in pairs if table not in case.tables)


Pairs = tuple[tuple[str, str], ...]


def _new_and_gone(
    cases: tuple[Case, Case], table: str, columns: tuple[str, str]
) -> tuple[Pairs, Pairs]:
    """The pairs that only the second case has, and those that only the first has."""
    if any(table not in case.tables for case in cases):
        return (), ()
    there, here = (_pairs(case, table, columns) for case in cases)
    new = tuple(pair for pair in here if pair not in there)
    return new, tuple(pair for pair in there if pair not in here)


def _pairs(case: Case, table: str, columns: tuple[str, str]) -> list[tuple[str, str]]:
    """The pairs that the rows of a table name, each once, in the order of the codebook."""
    order = {key: n for n, key in enumerate((*framework.keys("factors"), *factors.ROLES))}
    rows = case.tables[table].to_dict("records")
    found = {(str(row[columns[0]]), str(row[columns[1]])) for row in rows}
    last = len(order)
    return sorted(found, key=lambda pair: [(order.get(key, last), key) for key in pair])


def _findings(case: Case) -> dict[str, int]:
    return case.tables["evidence"]["dimension"].value_counts().to_dict()


def _keys(change: Change) -> str:
    return ", ".join(f"{d} {now} → {needed}" for d, (now, needed) in change.items())
