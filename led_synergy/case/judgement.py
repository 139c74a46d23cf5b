"""What the judgements of a case say: a level or a range per dimension, who differs, readings."""

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import support
from ..agreement import LevelsAgreement, levels_agreement
from ..categories import DEFAULT_RULE, DIMENSIONS, RULES, TOP, Category, Profile, classify
from ..terms import choice, is_blank, needed
from .rounds import at_round, ordered
from .words import UNDECIDED

if TYPE_CHECKING:
    import pandas as pd

    from .case import Case

__all__ = [
    "Judged",
    "Range",
]


class Range(NamedTuple):
    """What the judgements of one dimension say: a level, and the levels that can be defended.

    `level` is None where none is given or raters differ; `lowest` and `highest` are None where
    nothing at all is judged.

    Parameters
    ----------
    level : int or None
        The level, where one is given and raters do not differ.
    lowest, highest : int or None
        The ends of the levels that can be defended.

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


class Judged:
    """What a case says by its table of judgements; the part of `Case` that judges.

    Each answer is about the latest round. A level is given by one judgement or agreed by all
    raters; blank is not known.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> load_case("telang").profile.levels
    (1, 1, 2, 3)
    """

    tables: "dict[str, pd.DataFrame]"

    def with_tables(self, tables: "dict[str, pd.DataFrame]") -> "Case":
        """The same case with other tables.

        Parameters
        ----------
        tables : dict of DataFrame
            The tables, by name.

        Returns
        -------
        Case

        Examples
        --------
        >>> from led_synergy import load_case
        >>> load_case("telang").with_tables({}).profile.missing
        ('system', 'shared_goal', 'process', 'effect')
        """
        raise NotImplementedError

    @property
    def profile(self) -> Profile:
        """The levels judged on the four dimensions; None where not judged, or not agreed."""
        return Profile(*(found.level for found in self.ranges().values()))

    def _judgements(self, rater: str | None = None) -> list[dict[str, Any]]:
        """The judgements of the latest round, of all raters or of one."""
        judged = self.tables.get("judgements")
        if judged is None:
            return []
        names, cells = list(judged), judged.to_numpy(object).tolist()  # asked often: no slower way
        rows = [
            {n: None if is_blank(c) else c for n, c in zip(names, row, strict=True)}
            for row in cells
        ]
        if "round" in judged:
            rows = [row for row in rows if row["round"] == self.rounds[-1]]
        if rater is not None:
            needed(rater, str, "rater", "a_text")
            rows = [row for row in rows if row.get("rater", "") == rater]
        return [r for r in rows if any(r[c] is not None for c in ("level", "lowest", "highest"))]

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
        >>> from led_synergy import load_case
        >>> load_case("telang").ranges()["process"]
        Range(level=2, lowest=1, highest=2)
        """
        rows = self._judgements(rater)
        return {d: _range(d, [row for row in rows if row["dimension"] == d]) for d in DIMENSIONS}

    @property
    def rounds(self) -> tuple[str, ...]:
        """The rounds of judgement, the latest last; none if no table names any.

        Raises
        ------
        InputError
            If their order is not certain.

        Examples
        --------
        >>> from led_synergy import load_case
        >>> load_case("telang").rounds
        ()
        """
        judged = self.tables.get("judgements")
        if judged is not None and "round" in judged:
            return ordered(map(str, judged["round"]))
        others = (frame for frame in self.tables.values() if "round" in frame)
        return ordered(name for frame in others for name in map(str, frame["round"]) if name)

    def at(self, round: str) -> "Case":
        """The case in one round: its judgements, and the rows of other tables that tell of it.

        A row that names no round counts in every round.

        Parameters
        ----------
        round : str
            Name of the round, as the tables write it.

        Returns
        -------
        Case

        Raises
        ------
        InputError
            If there is no such round.

        Examples
        --------
        >>> from led_synergy import Case
        >>> rows = [{"round": year, "dimension": "system", "level": 1} for year in ("2024", "2025")]
        >>> Case.from_rows("desa", {"judgements": rows}).at("2024").rounds
        ('2024',)
        """
        wanted = choice(str(round), self.rounds, "round")
        then = {}
        for name, frame in self.tables.items():
            if "round" in frame:
                kept = at_round(name, frame.to_dict("records"), wanted, self.rounds)
                frame = frame[kept].reset_index(drop=True)
            then[name] = frame
        return self.with_tables(then)

    @property
    def raters(self) -> tuple[str, ...]:
        """Who judged in the latest round; none if the table names nobody.

        Examples
        --------
        >>> from led_synergy import load_case
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
        >>> from led_synergy import load_case
        >>> load_case("telang").by_rater()[["system", "effect", "system_gate"]]
           system  effect system_gate
        0       1       3  fragmented
        """
        import pandas as pd

        rows = []
        for rater in self.raters or ("",):
            levels = [found.level for found in self.ranges(rater).values()]
            rows.append((rater, *levels, *self.by_rule(rater).values()))
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
        >>> from led_synergy import load_case
        >>> load_case("telang").agreement()[["raters", "level", "commonest"]]
                     raters  level  commonest
        dimension
        system            1      1        1.0
        shared_goal       1      1        1.0
        process           1      2        1.0
        effect            1      3        1.0
        """
        import pandas as pd

        rows = [levels_agreement(self.given(dimension)) for dimension in DIMENSIONS]
        index = pd.Index(DIMENSIONS, name="dimension")
        frame = pd.DataFrame(rows, columns=LevelsAgreement._fields, index=index)
        whole = dict.fromkeys(("raters", "level", "lowest", "highest"), "Int64")
        return frame.astype({**whole, "commonest": "float64", "pairwise": "float64"})

    def disagreements(self) -> "pd.DataFrame":
        """The levels that the raters of the latest round give where they differ.

        Returns
        -------
        DataFrame
            `dimension`, `rater`, `level`: one row for each rater of each such dimension.

        Examples
        --------
        >>> from led_synergy import load_case
        >>> len(load_case("telang").disagreements())
        0
        """
        import pandas as pd

        given = {dimension: self.given(dimension) for dimension in DIMENSIONS}
        rows = [
            (dimension, rater, level)
            for dimension, levels in given.items()
            if len(set(levels.values())) > 1
            for rater, level in levels.items()
        ]
        return pd.DataFrame(rows, columns=["dimension", "rater", "level"]).astype(
            {"level": "Int64"}
        )

    def given(self, dimension: str) -> dict[str, int]:
        """The level that each rater of the latest round gives on a dimension.

        Parameters
        ----------
        dimension : str
            Key of the dimension.

        Returns
        -------
        dict from str to int
            Rater ("" = nobody is named) → level; only those who gave one.

        Raises
        ------
        InputError
            If there is no such dimension.

        Examples
        --------
        >>> from led_synergy import load_case
        >>> load_case("telang").given("effect")
        {'': 3}
        """
        choice(dimension, DIMENSIONS, "dimension")
        return {
            row.get("rater", ""): row["level"]
            for row in self._judgements()
            if row["dimension"] == dimension and row["level"] is not None
        }

    @property
    def disagreed(self) -> tuple[str, ...]:
        """The dimensions that are judged, but not with one level on which all agree.

        Examples
        --------
        >>> from led_synergy import load_case
        >>> load_case("telang").disagreed
        ()
        """
        return tuple(d for d, r in self.ranges().items() if r.level is None and r.levels)

    def _judged(self, rater: str | None = None) -> dict[str, tuple[int, ...]]:
        """Of each dimension the level agreed; of one not agreed, all between those given."""
        found = self.ranges(rater)
        return {d: (r.level,) if r.level is not None else r.levels for d, r in found.items()}

    def candidates(
        self, rule: str = DEFAULT_RULE, rater: str | None = None
    ) -> tuple[Category | None, ...]:
        """The categories still possible after what the raters gave; one if that decides.

        A dimension that nobody judged may have any level; one on which raters differ, only the
        levels from the lowest to the highest that they allow.

        Parameters
        ----------
        rule : {"system_gate", "strict", "weakest_dimension"}
            Rule.
        rater : str, optional
            Only the judgements of this rater.

        Returns
        -------
        tuple of Category or None
            In the order of Table 2.1; None stands for a profile that the rule does not define.

        Raises
        ------
        InputError
            If there is no such rule.

        Examples
        --------
        >>> from led_synergy import load_case
        >>> [found.value for found in load_case("telang").candidates()]
        ['fragmented']
        """
        return support.possible(self._judged(rater), choice(rule, RULES, "rule"))

    def deciding(self, rule: str = DEFAULT_RULE) -> tuple[str, ...]:
        """The dimensions not judged, or not agreed, whose level can still change the category.

        Parameters
        ----------
        rule : {"system_gate", "strict", "weakest_dimension"}
            Rule.

        Returns
        -------
        tuple of str
            Keys of dimensions.

        Raises
        ------
        InputError
            If there is no such rule.

        Examples
        --------
        >>> from led_synergy import load_case
        >>> load_case("telang").deciding()
        ()
        """
        return support.deciding(self._judged(), choice(rule, RULES, "rule"))

    def by_rule(self, rater: str | None = None) -> dict[str, str | None]:
        """The category key under each rule; None where none is defined or several are open.

        Parameters
        ----------
        rater : str, optional
            Only the judgements of this rater.

        Returns
        -------
        dict from str to str or None

        Examples
        --------
        >>> from led_synergy import load_case
        >>> load_case("telang").by_rule()["strict"] is None
        True
        """
        found = {rule: self.candidates(rule, rater) for rule in RULES}
        return {rule: category_key(c[0]) if len(c) == 1 else None for rule, c in found.items()}

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
        >>> from led_synergy import load_case
        >>> set(load_case("telang").readings()["system_gate"])
        {'fragmented'}
        """
        import pandas as pd

        rules = list(RULES) if rule is None else [choice(rule, RULES, "rule")]
        rows = [
            (*profile.levels, *(category_key(classify(profile, r).category) for r in rules))
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
        >>> from led_synergy import load_case
        >>> load_case("telang").reading_counts().loc[["fragmented", "not_defined"]]
                     strict  system_gate  weakest_dimension
        category
        fragmented        1            4                  4
        not_defined       3            0                  0
        """
        import pandas as pd

        counts = {rule: support.readings(self.ranges(), rule) for rule in RULES}
        rows = [[counts[rule][key] for rule in RULES] for key in (*Category, None, "open")]
        keys = pd.Index([*(c.value for c in Category), *UNDECIDED], name="category")
        return pd.DataFrame(rows, index=keys, columns=list(RULES))


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


def category_key(category: Category | None) -> str | None:
    """The key of a category; None where there is none."""
    return category.value if category else None


def keys_by_rule(profile: Profile) -> dict[str, str | None]:
    """Rule → category key of a profile, missing where none."""
    return {rule: category_key(found) for rule, found in classify(profile).by_rule.items()}


def levels_of(profile: Profile) -> dict[str, int | None]:
    """Dimension → level of a profile."""
    return dict(zip(DIMENSIONS, profile.levels, strict=True))
