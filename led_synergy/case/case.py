"""The case: its tables, its levels, its readings, and what they say in words."""

import itertools
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import framework, support
from ..categories import (
    DEFAULT_RULE,
    DIMENSIONS,
    RULES,
    TOP,
    Category,
    Classification,
    Profile,
    classify,
    level_label,
    named,
)
from ..support import Hinge
from ..terms import LANGUAGES, InputError, choice, label, place, text
from .doubts import benchmarks, round_order, warnings
from .files import Number
from .numbers import number
from .problems import CaseError, Check
from .reading import Progress, Rows, examine, frames, from_frames, from_rows, read
from .schema import TABLES
from .vocabulary import nearest

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Case",
    "cases",
    "check_case",
    "load_case",
]

_BUILT_IN = ("telang", "batu_betumpang", "contoh")
_UNDECIDED = {"not_defined": "classify.undefined", "open": "case.open"}


def cases() -> tuple[str, ...]:
    """Names of the built-in cases: the two areas of the paper and the fictional example.

    Examples
    --------
    >>> cases()
    ('telang', 'batu_betumpang', 'contoh')
    """
    return _BUILT_IN


class _TableMissing(InputError, AttributeError):
    """A table that a case may have, but this one has not: so `hasattr` answers false."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _missing, (self.values["where"], self.values["found"])


def _missing(where: str, found: str) -> _TableMissing:
    return _TableMissing("error.table_missing", where=where, found=found)


class _Table:
    """A table of a case as an attribute, known to type checkers; told in words if it is absent."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        self.__doc__ = f"The table `{name}`; datasets/datapackage.json describes its columns."

    def __get__(self, case: "Case | None", owner: type) -> "pd.DataFrame":
        if case is None:
            return self  # type: ignore[return-value]
        if self.name not in case.tables:
            raise _missing(case.name, self.name)
        return case.tables[self.name]


class Range(NamedTuple):
    """What the judgements of one dimension say: a level, and the levels that can be defended.

    `level` is None where none is given or raters differ; `lowest` and `highest` are None where
    nothing at all is judged.

    Examples
    --------
    >>> Range(2, 1, 2).levels, Range().levels
    ((1, 2), ())
    """

    level: int | None = None
    lowest: int | None = None
    highest: int | None = None

    @property
    def levels(self) -> tuple[int, ...]:
        """Every level from the lowest to the highest; none where nothing is judged."""
        if self.lowest is None or self.highest is None:
            return ()
        return tuple(range(self.lowest, self.highest + 1))


class Case:
    """One area with its tables; each table is an attribute (`case.activities`).

    Parameters
    ----------
    name : str
        Name of the case.
    tables : dict of DataFrame
        The tables of the case, by name; a table that the case does not have is absent.

    Examples
    --------
    >>> telang = load_case("telang")
    >>> len(telang.components)
    25
    >>> hasattr(telang, "measurements")   # the paper publishes none
    False
    """

    about = _Table()
    components = _Table()
    activities = _Table()
    judgements = _Table()
    evidence = _Table()
    participation = _Table()
    effects = _Table()
    factors = _Table()
    links = _Table()
    figures = _Table()
    measurements = _Table()

    def __init__(
        self, name: str, tables: "dict[str, pd.DataFrame]", as_read: Check | None = None
    ) -> None:
        self.name = name
        self.tables = tables
        self._as_read = as_read  # what only the file knew: notes, and rows read and kept

    def __repr__(self) -> str:
        return f"Case({self.name!r}: {', '.join(self.tables)})"

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__()} - ({*TABLES} - {*self.tables}))

    def fact(self, field: str, lang: str = "en") -> str:
        """What `about` says of a field, in the language or else in the other; "" if nothing.

        Examples
        --------
        >>> load_case("telang").fact("province", "id")
        'Sumatera Selatan'
        """
        import pandas as pd

        about = self.tables.get("about")
        rows = [] if about is None else about[about["field"] == field].to_dict("records")
        order = sorted(LANGUAGES, key=lang.__ne__)
        cells = [row.get(f"value_{known}") for row in rows[:1] for known in order]
        return next((str(cell) for cell in cells if pd.notna(cell) and cell != ""), "")

    def published(self, lang: str = "en") -> str:
        """The category that a study published for the area, with its place; "" if there is none.

        Examples
        --------
        >>> load_case("telang").published().split(" [")[0]
        'Published category: Fragmented'
        >>> load_case("contoh").published()
        ''
        """
        key = self.fact("published_category", lang)
        if key not in list(Category):
            return ""
        about = self.tables["about"]
        source = about.loc[about["field"] == "published_category", "source"].iloc[0]
        words = {"category": Category(key).label(lang), "source": place(str(source), lang)}
        return text("case.published", lang, **words)

    @property
    def benchmarks(self) -> dict[str, float]:
        """What counts as good enough, by indicator, as `about` or the figures declare it.

        Examples
        --------
        >>> load_case("contoh").benchmarks["income"], load_case("telang").benchmarks
        (650.0, {})
        """
        about, figures = (self.tables.get(name) for name in ("about", "figures"))
        cells = [] if about is None else [(f, self.fact(f)) for f in about["field"]]
        if figures is not None:
            known = figures.dropna(subset="value")
            # a number of a table: its point is a decimal point, also before three digits
            values = (Number(f"{value:.15g}") for value in known["value"])
            cells += zip(known["measure"], values, strict=True)
        numbers = {key: number(cell) for key, cell in benchmarks(cells).items()}
        return {key: found for key, found in numbers.items() if found is not None}

    @property
    def fictional(self) -> bool:
        """Whether the case is invented for teaching."""
        return self.fact("fictional", "en").lower().startswith("yes")

    def title(self, lang: str = "en") -> str:
        """Name of the area; a fictional one says so."""
        name = self.fact("name", lang) or self.name
        return f"{name} ({text('case.fictional', lang)})" if self.fictional else name

    @staticmethod
    def from_rows(name: str, rows: Rows, lang: str = "en") -> "Case":
        """A case made of rows as if they stood in a workbook, with the same checks.

        Parameters
        ----------
        name : str
            Name of the case.
        rows : dict of list of dict
            Rows by table, each from column to cell.
        lang : {"en", "id"}
            Language of the headings by which mistakes are told.

        Raises
        ------
        InputError
            If no table has a row, or a table or column has another name. If rows have mistakes,
            all of them at once, as by `load_case`.

        Examples
        --------
        >>> rows = {"judgements": [{"dimension": "Sistem", "level": "1"}]}
        >>> Case.from_rows("desa", rows).profile
        Profile(system=1, shared_goal=None, process=None, effect=None)
        """
        found = examine(name, name, from_rows(rows, lang))
        if found.check.errors:
            raise CaseError(name, found.check.errors)
        return Case(name, frames(found.tables), found.check)

    @staticmethod
    def new(
        path: str | Path, lang: str = "en", example: bool = False, as_folder: bool = False
    ) -> Path:
        """Write an empty workbook for an area of one's own; see `workbook.new`."""
        from . import workbook

        return workbook.new(path, lang, example, as_folder)

    def save(
        self,
        path: str | Path,
        lang: str = "en",
        overwrite: bool = False,
        as_folder: bool = False,
    ) -> Path:
        """Write the tables of the case as a workbook or folder; see `workbook.save`."""
        from . import workbook

        return workbook.save(self.tables, path, lang, overwrite, as_folder)

    def check(self) -> Check:
        """What is wrong or weak in the tables of this case; see `check_case`."""
        found = examine(self.name, self.name, from_frames(self.tables))
        check = replace(found.check, warnings=warnings(found.tables))
        if self._as_read is None:
            return check
        return replace(check, notes=self._as_read.notes, counts=self._as_read.counts)

    def report(self, path: str | Path | None = None, lang: str = "en") -> tuple[Path, ...]:
        """Write the case as a page (.html) or Word document (.docx); see `report.write_report`."""
        from ..report.write import write_report

        return write_report(self, path, lang)

    @property
    def profile(self) -> Profile:
        """The levels judged on the four dimensions; None where not judged, or not agreed."""
        return Profile(*(found.level for found in self.ranges().values()))

    def _judgements(self, rater: str | None = None) -> list[dict[str, Any]]:
        """The judgements of the latest round, of all raters or of one."""
        import pandas as pd

        judged = self.tables.get("judgements")
        if judged is None:
            return []
        blank = judged.astype(object).where(judged.notna(), None)
        rows = blank.to_dict("records")
        if self.rounds:
            rows = [row for row in rows if row["round"] == self.rounds[-1]]
        if rater is not None:
            rows = [row for row in rows if row.get("rater", "") == rater]
        return [
            row for row in rows if any(pd.notna(row[c]) for c in ("level", "lowest", "highest"))
        ]

    def ranges(self, rater: str | None = None) -> dict[str, Range]:
        """The level of each dimension and the levels that its judgements leave plausible.

        Where raters of the latest round differ, the level is None and the range reaches from end
        to end of what they say.

        Parameters
        ----------
        rater : str, optional
            Only the judgements of this rater.

        Returns
        -------
        dict from str to Range
            Dimension → (level, lowest, highest), each 0 to the dimension's top, or None.

        Examples
        --------
        >>> load_case("telang").ranges()["process"]
        Range(level=2, lowest=1, highest=2)
        """
        rows = self._judgements(rater)
        return {d: _range(d, [row for row in rows if row["dimension"] == d]) for d in DIMENSIONS}

    @property
    def rounds(self) -> tuple[str, ...]:
        """The rounds of judgement, the latest last; none if the table names none.

        Examples
        --------
        >>> load_case("telang").rounds
        ()
        """
        judged = self.tables.get("judgements")
        if judged is None or "round" not in judged:
            return ()
        return tuple(sorted(set(judged["round"]), key=round_order))

    def at(self, round: str) -> "Case":
        """The case as it was judged in one round, with all its other tables.

        Raises
        ------
        InputError
            If there is no such round.
        """
        wanted = choice(str(round), self.rounds, "round")
        judged = self.tables["judgements"]
        then = judged[judged["round"] == wanted].reset_index(drop=True)
        return Case(self.name, {**self.tables, "judgements": then})

    @property
    def raters(self) -> tuple[str, ...]:
        """Who judged in the latest round; none if the table names nobody.

        Examples
        --------
        >>> load_case("telang").raters
        ()
        """
        names = (row.get("rater", "") for row in self._judgements())
        return tuple(dict.fromkeys(name for name in names if name))

    def by_rater(self) -> "pd.DataFrame":
        """The profile of each rater of the latest round, and what follows from it.

        Returns
        -------
        DataFrame
            One row per rater: `rater` ("" = nobody is named), the four levels (missing = not
            judged) and the category key under each rule (missing = not defined, or still open).

        Examples
        --------
        >>> load_case("telang").by_rater()[["system", "effect", "system_gate"]]
           system  effect system_gate
        0       1       3  fragmented
        """
        import pandas as pd

        rows = []
        for rater in self.raters or ("",):
            profile = Profile(*(found.level for found in self.ranges(rater).values()))
            rows.append((rater, *profile.levels, *_by_rule(profile).values()))
        frame = pd.DataFrame(rows, columns=["rater", *DIMENSIONS, *RULES])
        return frame.astype(dict.fromkeys(DIMENSIONS, "Int64"))

    def agreement(self) -> "pd.DataFrame":
        """How far the raters of the latest round agree on each dimension.

        Returns
        -------
        DataFrame
            One row per dimension: `raters` (who gave a level), `level` (missing = they differ),
            `commonest` (share of them on the commonest level, 0 to 1), `pairwise` (share of pairs
            that agree, 0 to 1; missing with fewer than two), `lowest` and `highest` level given.
            Levels are ranks: no mean is taken. Agreement is not corrected for chance, which four
            judgements are too few for.

        Examples
        --------
        >>> load_case("telang").agreement()[["raters", "level", "commonest"]]
                     raters  level  commonest
        dimension
        system            1      1        1.0
        shared_goal       1      1        1.0
        process           1      2        1.0
        effect            1      3        1.0
        """
        import pandas as pd

        rows = []
        for dimension in DIMENSIONS:
            given = self._given(dimension)
            counts = Counter(given.values())
            n, most = len(given), max(counts.values(), default=0)
            pairs = n * (n - 1) // 2
            same = sum(k * (k - 1) // 2 for k in counts.values())
            rows.append(
                (
                    n,
                    next(iter(counts)) if len(counts) == 1 else None,
                    most / n if n else None,
                    same / pairs if pairs else None,
                    min(counts, default=None),
                    max(counts, default=None),
                )
            )
        names = ["raters", "level", "commonest", "pairwise", "lowest", "highest"]
        index = pd.Index(DIMENSIONS, name="dimension")
        frame = pd.DataFrame(rows, columns=names, index=index)
        levels = dict.fromkeys(("raters", "level", "lowest", "highest"), "Int64")
        return frame.astype({**levels, "commonest": "float64", "pairwise": "float64"})

    def disagreements(self) -> "pd.DataFrame":
        """The levels that the raters of the latest round give where they differ.

        Returns
        -------
        DataFrame
            `dimension`, `rater`, `level`: one row for each rater of each such dimension.

        Examples
        --------
        >>> len(load_case("telang").disagreements())
        0
        """
        import pandas as pd

        given = {dimension: self._given(dimension) for dimension in DIMENSIONS}
        rows = [
            (dimension, rater, level)
            for dimension, levels in given.items()
            if len(set(levels.values())) > 1
            for rater, level in levels.items()
        ]
        return pd.DataFrame(rows, columns=["dimension", "rater", "level"]).astype(
            {"level": "Int64"}
        )

    def _given(self, dimension: str) -> dict[str, int]:
        """Rater → the level given."""
        return {
            row.get("rater", ""): row["level"]
            for row in self._judgements()
            if row["dimension"] == dimension and row["level"] is not None
        }

    def _plausible(self) -> Iterator[Profile]:
        """Every combination of the levels that the judgements leave plausible."""
        levels = [found.levels or (None,) for found in self.ranges().values()]
        return (Profile(*chosen) for chosen in itertools.product(*levels))

    def readings(self, rule: str | None = None) -> "pd.DataFrame":
        """Every plausible profile of the case with the category under each rule.

        Parameters
        ----------
        rule : str, optional
            Only this rule's column, instead of all three.

        Returns
        -------
        DataFrame
            One row per plausible profile, with its four levels and the category key under each
            rule (missing = not defined, or not decided while a dimension is not judged). They are
            possibilities, not probabilities.

        Raises
        ------
        InputError
            If there is no such rule.

        Examples
        --------
        >>> set(load_case("telang").readings()["system_gate"])
        {'fragmented'}
        """
        import pandas as pd

        rules = list(RULES) if rule is None else [choice(rule, RULES, "rule")]
        rows = [
            (*profile.levels, *(_key(classify(profile, r).category) for r in rules))
            for profile in self._plausible()
        ]
        frame = pd.DataFrame(rows, columns=[*DIMENSIONS, *rules])
        return frame.astype(dict.fromkeys(DIMENSIONS, "Int64"))

    def reading_counts(self) -> "pd.DataFrame":
        """How many plausible profiles come out as each category under each rule.

        Returns
        -------
        DataFrame
            One row per category in the order of Table 2.1, then `not_defined` (the rule names no
            category) and `open` (a dimension not judged would decide); one column per rule. Each
            column adds up to the number of plausible profiles. Counts of possibilities, not
            probabilities.

        Examples
        --------
        >>> load_case("telang").reading_counts().loc[["fragmented", "not_defined"]]
                     strict  system_gate  weakest_dimension
        category
        fragmented        1            4                  4
        not_defined       3            0                  0
        """
        import pandas as pd

        profiles = list(self._plausible())
        counts = {rule: Counter(_outcome(profile, rule) for profile in profiles) for rule in RULES}
        keys = pd.Index([*(c.value for c in Category), *_UNDECIDED], name="category")
        return pd.DataFrame({r: [counts[r][key] for key in keys] for r in RULES}, index=keys)

    def support(self) -> "pd.DataFrame":
        """The findings for and against each level, and those contested.

        Returns
        -------
        DataFrame
            One row per dimension and level; `support.support` describes the columns.

        Examples
        --------
        >>> load_case("telang").support()["for"][1]
        ('system',)
        """
        return support.support(self.tables.get("evidence"), self.ranges())

    def without(self, *evidence: str) -> "Case":
        """The same area with findings withdrawn: its ranges, readings and categories follow.

        Parameters
        ----------
        *evidence : str
            Keys of findings.

        Returns
        -------
        Case

        Raises
        ------
        InputError
            If there is no such finding.

        Examples
        --------
        >>> load_case("telang").without("system").ranges()["system"]
        Range(level=None, lowest=0, highest=2)
        """
        return Case(self.name, support.withdraw(self.tables, evidence, self.name))

    def doubting(self, *evidence: str) -> "Case":
        """The same area with findings doubted: they are still shown, and speak against nothing.

        Parameters
        ----------
        *evidence : str
            Keys of findings.

        Returns
        -------
        Case

        Raises
        ------
        InputError
            If there is no such finding.

        Examples
        --------
        >>> sorted(set(load_case("telang").doubting("system").readings()["system_gate"]))
        ['fragmented', 'less_synergetic', 'sectoral']
        """
        return Case(self.name, support.doubt(self.tables, evidence, self.name))

    def hinges(self, rule: str | None = None) -> tuple[Hinge, ...]:
        """The findings on which a category or a range hangs; see `support.hinges`.

        Parameters
        ----------
        rule : str, optional
            Only the category under this rule, beside the ranges; else under each of the three.

        Returns
        -------
        tuple of Hinge

        Raises
        ------
        InputError
            If there is no such rule.

        Examples
        --------
        >>> load_case("telang").hinges("system_gate")[0].findings
        ('system',)
        """
        return support.hinges(self.tables.get("evidence"), self.ranges(), rule, self.title)

    def answer(self, rule: str = DEFAULT_RULE, lang: str = "en") -> str:
        """The category of the case, or those still open, as one sentence.

        Examples
        --------
        >>> load_case("telang").answer()
        'Category: Fragmented (rule: System gate)'
        """
        return classify(self.profile, rule).answer(lang)

    def describe(self, rule: str = DEFAULT_RULE, lang: str = "en") -> str:
        """The judgement of the case in words: profile, category, why, readings.

        Raises
        ------
        InputError
            If there is no such rule or language.
        """
        profile, counts = self.profile, self.reading_counts()
        answer = classify(profile, rule)
        lines = [self.title(lang), ""]
        if self.published(lang):
            lines += [self.published(lang), ""]
        if len(self.rounds) > 1:
            rounds = {"found": self.rounds[-1], "all": ", ".join(self.rounds)}
            lines.append(text("case.round", lang, **rounds))
        lines.append(text("case.profile", lang))
        for d in DIMENSIONS:
            lines.append(f"  {label('dimensions', d, lang)}: {self._level_words(d, lang)}")
        lines += self._raters_in_words(rule, lang)
        total = int(counts.iloc[:, 0].sum())
        lines += ["", answer.explain(lang), *_would_decide(answer, lang)]
        lines += ["", text("case.readings", lang, n=total)]
        for r in RULES:
            words = ", ".join(
                f"{_outcome_label(key, lang)} {n}" for key, n in counts[r].items() if n
            )
            lines.append(
                "  " + text("case.reading_count", lang, rule=label("rules", r, lang), counts=words)
            )
        return "\n".join(lines)

    def _level_words(self, dimension: str, lang: str) -> str:
        level, lowest, highest = self.ranges()[dimension]
        if level is not None:
            return f"{level}  {level_label(dimension, level, lang)}"
        if lowest is None:
            return text("case.not_judged", lang)
        return text("case.span", lang, lowest=lowest, highest=highest)

    def _raters_in_words(self, rule: str, lang: str) -> list[str]:
        if len(self.raters) < 2:
            return []
        lines = ["", text("case.raters", lang, names=", ".join(self.raters))]
        for dimension in DIMENSIONS:
            given = self._given(dimension)
            counts = Counter(given.values())
            values = {
                "dimension": label("dimensions", dimension, lang),
                "n": len(given),
                "level": next(iter(counts), ""),
                "levels": ", ".join(f"{rater} {level}" for rater, level in given.items()),
                "most": max(counts.values(), default=0),
            }
            if counts:
                key = "case.agreed" if len(counts) == 1 else "case.disagreed"
                lines.append(f"  {text(key, lang, **values)}")
        lines += ["", text("case.by_rater", lang)]
        for rater in self.raters:
            profile = Profile(*(found.level for found in self.ranges(rater).values()))
            found = named(classify(profile, rule).candidates, lang)
            lines.append(f"  {text('case.rater_category', lang, rater=rater, category=found)}")
        return lines

    def to_json(self, rule: str = DEFAULT_RULE) -> dict[str, Any]:
        """The judgement of the case as plain data, category keys or None.

        Raises
        ------
        InputError
            If there is no such rule.
        """
        answer = classify(self.profile, rule)
        return {
            "case": self.name,
            "profile": _levels(self.profile),
            "category": _key(answer.category),
            "rule": answer.rule,
            "strict": _key(answer.strict),
            "by_rule": _by_rule(self.profile),
            "readings": [
                {"profile": _levels(profile), **_by_rule(profile)} for profile in self._plausible()
            ],
        }


def _range(dimension: str, rows: list[dict[str, Any]]) -> Range:
    if not rows:
        return Range()
    levels = {row["level"] for row in rows}
    low, high = zip(*(_ends(dimension, row) for row in rows), strict=True)
    return Range(levels.pop() if len(levels) == 1 else None, min(low), max(high))


def _ends(dimension: str, row: dict[str, Any]) -> tuple[int, int]:
    """The lowest and the highest level that a judgement leaves plausible."""
    low = next(end for end in (row["lowest"], row["level"], 0) if end is not None)
    return low, next(e for e in (row["highest"], row["level"], TOP[dimension]) if e is not None)


def _would_decide(answer: Classification, lang: str) -> list[str]:
    """What each level of a dimension still open would lead to, if it rules a category out."""
    if len(answer.candidates) < 2:
        return []
    lines = ["", text("case.decide", lang)]
    for dimension in answer.deciding:
        for level in range(TOP[dimension] + 1):
            then = classify(replace(answer.profile, **{dimension: level}), answer.rule)
            if then.candidates == answer.candidates:
                continue
            values = {
                "dimension": label("dimensions", dimension, lang),
                "levels": f"{level}  {level_label(dimension, level, lang)}",
                "category": named(then.candidates, lang),
            }
            lines.append(f"  {text('case.would', lang, **values)}")
    return lines


def _key(category: Category | None) -> str | None:
    return category.value if category else None


def _levels(profile: Profile) -> dict[str, int | None]:
    return dict(zip(DIMENSIONS, profile.levels, strict=True))


def _by_rule(profile: Profile) -> dict[str, str | None]:
    return {rule: _key(category) for rule, category in classify(profile).by_rule.items()}


def _outcome(profile: Profile, rule: str) -> str:
    found = classify(profile, rule).candidates
    return "open" if len(found) > 1 else _key(found[0]) or "not_defined"


def _outcome_label(key: str, lang: str) -> str:
    return text(_UNDECIDED[key], lang) if key in _UNDECIDED else label("categories", key, lang)


def _locate(name_or_path: str | Path) -> Path:
    """The folder or file of a case."""
    name = str(name_or_path)
    if name_or_path in _BUILT_IN:
        return framework.folder() / name
    if os.path.exists(name):  # unlike Path.exists, no error if the name is too long for a path
        return Path(name).resolve()
    near = nearest(name, _BUILT_IN)
    key = "error.case_unknown_near" if near else "error.case_unknown"
    raise InputError(key, found=name, near=near, allowed=", ".join(_BUILT_IN))


def load_case(name_or_path: str | Path) -> Case:
    """Load a built-in case, a folder of CSV files or a workbook.

    Parameters
    ----------
    name_or_path : str or Path
        "telang", "batu_betumpang", "contoh", or the path of a folder or of a workbook of Excel
        (.xlsx, .xls) or LibreOffice (.ods). Files, sheets and headings may have the names of the
        tables and columns (`about`, `components` …) or their titles in English or Indonesian.

    Returns
    -------
    Case
        Text as text (a blank cell is ""), levels and rungs as nullable integers, other numbers as
        float. What was left out or read in a certain way is told by its `check()`.

    Raises
    ------
    InputError
        If it does not exist or cannot be read. If tables have mistakes, all of them at once, with
        place, what was found and what is allowed; the error then has them as `problems`.

    Examples
    --------
    >>> load_case("telang").profile
    Profile(system=1, shared_goal=1, process=2, effect=3)
    """
    path = _locate(name_or_path)
    found = read(path)
    if found.check.errors:
        raise CaseError(path.name, found.check.errors)
    return Case(found.name, frames(found.tables), found.check)


def check_case(name_or_path: str | Path, progress: Progress | None = None) -> Check:
    """Look through a case without judging it: mistakes, doubts, and what is left out.

    Parameters
    ----------
    name_or_path : str or Path
        As for `load_case`.
    progress : callable, optional
        Told now and then how far it is: sheet, rows done, rows in all.

    Returns
    -------
    Check
        Everything at once; with any mistake in it, `load_case` refuses the case.

    Raises
    ------
    InputError
        If it does not exist, cannot be read, or has no table.

    Examples
    --------
    >>> check = check_case("contoh")
    >>> len(check.errors), check.exit_code(strict=True)
    (0, 1)
    >>> print(check.counts[1].message())
    components: 14 read, 14 kept
    """
    found = read(_locate(name_or_path), progress)
    return replace(found.check, warnings=warnings(found.tables))
