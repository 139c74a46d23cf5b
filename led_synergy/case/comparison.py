"""Areas side by side, one area over the years, or a whole class at once.

`compare` tells what differs between cases: levels, categories under each rule, evidence, factors
and links, and which smallest change of levels leads on from each. The order in which the
categories are aimed at, fragmented, less synergetic, synergism, is ours, after rows 3 to 1 of
Table 2.1; the paper ranks no others. That a change of level is counted in steps is ours too.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import factors, framework, terms
from ..categories import DEFAULT_RULE, DIMENSIONS, RULES, Category, Profile, classify, size
from ..decision import classify_table
from ..terms import InputError, choice
from .case import Case

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Comparison",
    "Difference",
    "MANY",
    "compare",
    "next_category",
    "outcome",
    "read_areas",
    "tally",
    "to_csv",
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


def outcome(profile: Profile, rule: str = DEFAULT_RULE, lang: str = "en") -> str:
    """The category in words, also where there is none or several are still possible.

    Examples
    --------
    >>> outcome(Profile(1, 1, 2, 3), "strict")
    'not defined by the paper'
    >>> outcome(Profile(1, 1, 2), lang="id")
    'masih terbuka: Terfragmentasi, Aditif, Antagonis'
    """
    found = classify(profile, rule).candidates
    undefined = terms.text("classify.undefined", lang)
    names = ", ".join(c.label(lang) if c else undefined for c in found)
    return names if len(found) == 1 else f"{terms.text('case.open', lang)}: {names}"


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
        Dimension → (findings there, findings here), numbers; all dimensions.
    factors_new, factors_gone : tuple
        Pairs (factor, role) that only the second, or only the first, has.
    links_new, links_gone : tuple
        Pairs (cause, effect) that only the second, or only the first, has.
    """

    there: str
    here: str
    levels: dict[str, tuple[int | None, int | None]]
    categories: dict[str, tuple[Category | None, Category | None]]
    evidence: dict[str, tuple[int, int]]
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
    """

    cases: tuple[Case, ...]
    over_time: bool

    def names(self, lang: str = "en") -> tuple[str, ...]:
        """What each case is called: its title, with date or file name where titles are alike."""
        titles = [case.title(lang) for case in self.cases]
        if len(set(titles)) < len(titles):
            more = [_when(case) for case in self.cases]
            if len({*zip(titles, more, strict=True)}) < len(titles):
                more = [f"{n}: {case.name}" for n, case in enumerate(self.cases, start=1)]
            titles = [f"{title}, {word}" for title, word in zip(titles, more, strict=True)]
        return tuple(titles)

    def differences(self, lang: str = "en") -> tuple[Difference, ...]:
        """Each date against the one before it; areas each against the first."""
        names = self.names(lang)
        pairs = [(n - 1 if self.over_time else 0, n) for n in range(1, len(self.cases))]
        return tuple(
            _difference(self.cases[a], self.cases[b], (names[a], names[b])) for a, b in pairs
        )

    def table(self, lang: str = "en") -> "pd.DataFrame":
        """One row per area: levels, category key under each rule, and the next one.

        Returns
        -------
        DataFrame
            area, system, shared_goal, process, effect (missing = not judged), strict, system_gate,
            weakest_dimension, next (category keys; missing where none), change (the smallest
            changes of level as text).
        """
        import pandas as pd

        rows = []
        for name, case in zip(self.names(lang), self.cases, strict=True):
            ahead = next_category(case.profile)
            found = {rule: _key(c) for rule, c in classify(case.profile).by_rule.items()}
            rows.append(
                (
                    name,
                    *case.profile.levels,
                    *(found[rule] for rule in RULES),
                    _key(ahead[0]) if ahead else None,
                    " / ".join(_keys(change) for change in ahead[1]) if ahead else "",
                )
            )
        frame = pd.DataFrame(rows, columns=["area", *DIMENSIONS, *RULES, "next", "change"])
        return frame.astype(dict.fromkeys(DIMENSIONS, "Int64"))

    def to_json(self) -> dict[str, Any]:
        """The comparison as plain data: keys, levels, counts; None where there is nothing."""
        rows = self.table().astype(object).to_dict("records")
        return {
            "over_time": self.over_time,
            "areas": [{k: None if _missing(v) else v for k, v in row.items()} for row in rows],
            "differences": [
                {
                    "from": one.there,
                    "to": one.here,
                    "levels": {d: list(pair) for d, pair in one.levels.items()},
                    "categories": {
                        rule: [_key(category) for category in pair]
                        for rule, pair in one.categories.items()
                    },
                    "evidence": {d: list(pair) for d, pair in one.evidence.items()},
                    **{
                        kind: [list(pair) for pair in getattr(one, kind)]
                        for kind in ("factors_new", "factors_gone", "links_new", "links_gone")
                    },
                }
                for one in (self.differences() if len(self.cases) < MANY else ())
            ],
        }


def compare(cases: Iterable[Case]) -> Comparison:
    """Put areas side by side, or one area at several dates in their order.

    Parameters
    ----------
    cases : iterable of Case
        Two or more cases, or one that holds several rounds.

    Returns
    -------
    Comparison
        Cases of one name with different dates count as one area over time.

    Raises
    ------
    InputError
        If there is only one case, with one round.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> found = compare([load_case("telang"), load_case("batu_betumpang")])
    >>> found.differences()[0].levels
    {'system': (1, 2), 'shared_goal': (1, 2)}
    """
    found = tuple(cases)
    if len(found) == 1:
        found = _rounds(found[0])
    if len(found) < 2:
        raise InputError("compare.error_one", found=len(found))
    dates = [_when(case) for case in found]
    same = len({case.fact("name") or case.name for case in found}) == 1
    over_time = same and len(set(dates)) == len(dates)
    if over_time and all(re.match(r"\d{4}(-|$)", date) for date in dates):
        found = tuple(sorted(found, key=_when))
    return Comparison(found, over_time)


def _rounds(case: Case) -> tuple[Case, ...]:
    return tuple(map(case.at, case.rounds)) if len(case.rounds) > 1 else (case,)


def _when(case: Case) -> str:
    """The round of its judgements, or the date of the whole case."""
    return case.rounds[-1] if case.rounds else case.fact("date")


def _difference(there: Case, here: Case, names: tuple[str, str]) -> Difference:
    pairs = zip(DIMENSIONS, there.profile.levels, here.profile.levels, strict=True)
    before, after = classify(there.profile).by_rule, classify(here.profile).by_rule
    roles = [_pairs(case, "factors", ("factor", "role")) for case in (there, here)]
    links = [_pairs(case, "links", ("cause", "effect")) for case in (there, here)]
    counts = [_findings(case) for case in (there, here)]
    return Difference(
        there=names[0],
        here=names[1],
        levels={d: (a, b) for d, a, b in pairs if a != b},
        categories={r: (before[r], after[r]) for r in RULES if before[r] != after[r]},
        evidence={d: (counts[0].get(d, 0), counts[1].get(d, 0)) for d in DIMENSIONS},
        factors_new=tuple(pair for pair in roles[1] if pair not in roles[0]),
        factors_gone=tuple(pair for pair in roles[0] if pair not in roles[1]),
        links_new=tuple(pair for pair in links[1] if pair not in links[0]),
        links_gone=tuple(pair for pair in links[0] if pair not in links[1]),
    )


def _pairs(case: Case, table: str, columns: tuple[str, str]) -> list[tuple[str, str]]:
    """The pairs that the rows of a table name, each once, in the order of the codebook."""
    frame = case.tables.get(table)
    if frame is None:
        return []
    order = {key: n for n, key in enumerate((*framework.keys("factors"), *factors.ROLES))}
    found = {(str(row[columns[0]]), str(row[columns[1]])) for row in frame.to_dict("records")}
    last = len(order)
    return sorted(found, key=lambda pair: [(order.get(key, last), key) for key in pair])


def _findings(case: Case) -> dict[str, int]:
    frame = case.tables.get("evidence")
    return {} if frame is None else frame["dimension"].value_counts().to_dict()


def _key(category: Category | None) -> str | None:
    return category.value if category else None


def _keys(change: Change) -> str:
    return ", ".join(f"{d} {now} → {needed}" for d, (now, needed) in change.items())


def _missing(cell: Any) -> bool:
    import pandas as pd

    return cell is None or bool(pd.isna(cell))


def read_areas(path: str | Path, rule: str = DEFAULT_RULE) -> "pd.DataFrame":
    """Read a CSV file of areas, one per row, and classify all of them.

    Parameters
    ----------
    path : str or Path
        A CSV file (comma, semicolon or tab) with the columns system, shared_goal, process and
        effect; blank = not judged. Any others, such as area, stay as they are.
    rule : {"system_gate", "strict", "weakest_dimension"}
        Rule.

    Returns
    -------
    DataFrame
        The same rows with one column more, `category`: a key, missing where the rule defines none
        or the judged levels do not decide.

    Raises
    ------
    InputError
        If the file cannot be read, a column is missing, or a level is not one of those allowed;
        the message names the row as a spreadsheet counts.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "areas.csv"
    ...     _ = path.write_text("area;system;shared_goal;process;effect\\nA;1;1;2;3\\nB;2;2;2;\\n")
    ...     read_areas(path)["category"].tolist()
    ['fragmented', nan]
    """
    import pandas as pd

    choice(rule, RULES, "rule")
    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError("compare.error_file", where=path.name, found=error.strerror) from None
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = content.decode("cp1252", errors="replace")
    heading = words.partition("\n")[0]
    separator = max(",;\t", key=heading.count)
    try:
        frame = pd.read_csv(
            io.StringIO(words), sep=separator, dtype=str, keep_default_na=False, index_col=False
        )
    except (ValueError, csv.Error) as error:
        found = str(error).partition("\n")[0]
        raise InputError("compare.error_file", where=path.name, found=found) from None
    frame.columns = [str(column).strip() for column in frame.columns]
    for dimension in DIMENSIONS:
        if dimension in frame.columns:
            frame[dimension] = _levels(frame[dimension], dimension)
    return classify_table(frame, rule)


def _levels(cells: "pd.Series[str]", dimension: str) -> "pd.Series[Any]":
    """The cells as whole numbers, blank as missing; what is no level is told with its row."""
    import pandas as pd

    top = int(framework.row("dimensions", dimension)["top"])
    known = {str(level): level for level in range(top + 1)}
    cells = cells.str.strip().str.removesuffix(".0")
    wrong = ~cells.isin([*known, ""])
    if wrong.any():
        row = int(wrong.to_numpy().argmax())
        found = cells.iloc[row]
        where = {"where": dimension, "row": row + 2, "found": found, "top": top}
        raise InputError("compare.error_level", **where)
    return pd.Series(cells.map(known), index=cells.index).astype("Int64")


def to_csv(frame: "pd.DataFrame") -> bytes:
    """A table as CSV for a spreadsheet, in which no text can act as a formula.

    Examples
    --------
    >>> import pandas as pd
    >>> to_csv(pd.DataFrame({"area": ["=1+1"], "system": [2]})).decode("utf-8-sig").splitlines()
    ['area,system', "'=1+1,2"]
    """
    safe = frame.rename(columns=_harmless)
    for column in safe.columns[safe.dtypes.map(lambda kind: kind.kind not in "iuf")]:
        safe[column] = safe[column].astype(object).map(_harmless)
    # The mark at the start tells Excel that the file is UTF-8.
    return safe.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def _harmless(cell: Any) -> Any:
    starts = ("=", "+", "-", "@", "\t", "\r")
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(starts) else cell


def tally(categories: Sequence[Any]) -> dict[str, int]:
    """How many areas have each category, in the order of Table 2.1; "" counts those without.

    Examples
    --------
    >>> tally(["fragmented", None, "fragmented"])
    {'fragmented': 2, '': 1}
    """
    found = ["" if _missing(cell) else str(cell) for cell in categories]
    return {key: found.count(key) for key in (*(c.value for c in Category), "") if key in found}
