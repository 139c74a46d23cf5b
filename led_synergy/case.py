"""One case = one set of tables: load, check, profile, readings.

The two areas of the paper, the fictional example and a student's own village have the same form,
a folder of CSV files or one Excel workbook with the same sheets, and take the same road.
"""

import itertools
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import framework
from .categories import DEFAULT_RULE, DIMENSIONS, RULES, Profile, classify
from .terms import InputError, choice, label, text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Case", "cases", "load_case"]

TABLES = framework.keys("columns")
_BUILT_IN = ("telang", "batu_betumpang", "contoh")


def cases() -> tuple[str, ...]:
    """Names of the built-in cases: the two areas of the paper and the fictional example.

    Examples
    --------
    >>> cases()
    ('telang', 'batu_betumpang', 'contoh')
    """
    return _BUILT_IN


class Case:
    """One area with its tables; each table is an attribute (`case.activities`).

    Parameters
    ----------
    name : str
        Name of the case.
    tables : dict of DataFrame
        The tables of the case, by name; a table that the case does not have is absent.
    """

    def __init__(self, name: str, tables: "dict[str, pd.DataFrame]") -> None:
        self.name = name
        self.tables = tables

    def __repr__(self) -> str:
        return f"Case({self.name!r}: {', '.join(self.tables)})"

    def __getattr__(self, table: str) -> "pd.DataFrame":
        if table.startswith("_") or table not in TABLES:
            raise AttributeError(f"a case has no {table!r}; its tables: {', '.join(TABLES)}")
        if table not in self.tables:
            raise InputError("error.table_missing", where=self.name, found=table)
        return self.tables[table]

    def _about(self, field: str, lang: str) -> str:
        about = self.tables.get("about")
        found = [] if about is None else about.loc[about["field"] == field, f"value_{lang}"]
        return "" if len(found) == 0 else str(found.iloc[0])

    @property
    def fictional(self) -> bool:
        """Whether the case is invented for teaching."""
        return self._about("fictional", "en").lower().startswith("yes")

    def title(self, lang: str = "en") -> str:
        """Name of the area; a fictional one says so."""
        name = self._about("name", lang) or self.name
        return f"{name} ({text('case.fictional', lang)})" if self.fictional else name

    @cached_property
    def profile(self) -> Profile:
        """The levels judged on the four dimensions; None where not judged."""
        return Profile(**{d: self._judged(d)[0] for d in DIMENSIONS})

    def _judged(self, dimension: str) -> tuple[int | None, ...]:
        rows = self.judgements[self.judgements["dimension"] == dimension]
        if rows.empty:
            return (None, None, None)
        return tuple(
            None if value != value else int(value)
            for value in rows.iloc[0][["level", "lowest", "highest"]]
        )

    def readings(self, rule: str | None = None) -> "pd.DataFrame":
        """Every plausible profile of the case with the category under each rule.

        Parameters
        ----------
        rule : str, optional
            Only this rule's column, instead of all three.

        Returns
        -------
        DataFrame
            One row per plausible profile; they are possibilities, not probabilities.

        Examples
        --------
        >>> set(load_case("telang").readings()["system_gate"])
        {'fragmented'}
        """
        import pandas as pd

        rules = list(RULES) if rule is None else [choice(rule, RULES, "term.rule")]
        ranges = []
        for d in DIMENSIONS:
            level, lowest, highest = self._judged(d)
            low = level if lowest is None else lowest
            high = level if highest is None else highest
            ranges.append([None] if low is None or high is None else range(low, high + 1))
        rows = []
        for levels in itertools.product(*ranges):
            by_rule = classify(Profile(*levels)).by_rule
            rows.append((*levels, *(by_rule[r].value if by_rule[r] else None for r in rules)))
        return pd.DataFrame(rows, columns=[*DIMENSIONS, *rules])

    def describe(self, rule: str = DEFAULT_RULE, lang: str = "en") -> str:
        """The judgement of the case in words: profile, category, why, readings."""
        answer = classify(self.profile, rule)
        lines = [self.title(lang), "", text("case.profile", lang)]
        for d in DIMENSIONS:
            level = getattr(self.profile, d)
            if level is None:
                words = text("case.not_judged", lang)
            else:
                words = f"{level}  {_level_label(d, level, lang)}"
            lines.append(f"  {label('dimensions', d, lang)}: {words}")
        readings = self.readings()
        lines += ["", answer.explain(lang), "", text("case.readings", lang, n=len(readings))]
        for r in RULES:
            counts = readings[r].fillna("").value_counts()
            words = ", ".join(
                f"{label('categories', c, lang) if c else text('classify.undefined', lang)} {n}"
                for c, n in counts.items()
            )
            lines.append(
                "  " + text("case.reading_count", lang, rule=label("rules", r, lang), counts=words)
            )
        return "\n".join(lines)

    def to_json(self, rule: str = DEFAULT_RULE) -> dict[str, Any]:
        """The judgement of the case as plain data, category keys or None."""
        answer = classify(self.profile, rule)
        key = lambda c: c.value if c else None  # noqa: E731
        readings = []
        for row in self.readings().itertuples(index=False):
            levels = {d: _int(getattr(row, d)) for d in DIMENSIONS}
            found = classify(Profile(**levels)).by_rule
            readings.append({"profile": levels, **{r: key(found[r]) for r in RULES}})
        return {
            "case": self.name,
            "profile": {d: getattr(self.profile, d) for d in DIMENSIONS},
            "category": key(answer.category),
            "rule": answer.rule,
            "strict": key(answer.strict),
            "by_rule": {r: key(c) for r, c in answer.by_rule.items()},
            "readings": readings,
        }


def _int(value: Any) -> int | None:
    return None if value is None or value != value else int(value)


def _level_label(dimension: str, level: int, lang: str) -> str:
    return next(
        row[f"label_{lang}"]
        for row in framework.table("levels")
        if row["dimension"] == dimension and row["level"] == str(level)
    )


def load_case(name_or_path: str | Path) -> Case:
    """Load a built-in case, a folder of CSV files or a workbook.

    Parameters
    ----------
    name_or_path : str or Path
        "telang", "batu_betumpang", "contoh", or the path of a folder or .xlsx file.

    Raises
    ------
    InputError
        If it does not exist, cannot be read, or a table has a wrong column or cell; the message
        says where, what was found and what is allowed.

    Examples
    --------
    >>> load_case("telang").profile
    Profile(system=1, shared_goal=1, process=2, effect=3)
    """
    built_in = str(name_or_path) in _BUILT_IN
    path = framework.folder() / str(name_or_path) if built_in else Path(name_or_path)
    if path.is_dir():
        tables = {t: _read_csv(path / f"{t}.csv") for t in TABLES if (path / f"{t}.csv").exists()}
    elif path.is_file():
        tables = _read_workbook(path)
    else:
        raise InputError(
            "error.case_unknown", found=str(name_or_path), allowed=", ".join(_BUILT_IN)
        )
    if not tables:
        raise InputError("error.no_tables", where=str(path), allowed=", ".join(TABLES))
    if "judgements" not in tables:
        raise InputError("error.table_missing", where=str(path), found="judgements")
    for table, frame in tables.items():
        _check_columns(table, frame)
    return Case(path.stem, {t: _typed(t, frame, tables) for t, frame in tables.items()})


def _read_csv(path: Path) -> "pd.DataFrame":
    import pandas as pd

    try:
        return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        found = str(error).splitlines()[0]
        raise InputError("error.not_readable", where=path.name, found=found) from None


def _read_workbook(path: Path) -> "dict[str, pd.DataFrame]":
    import pandas as pd

    try:
        sheets = pd.read_excel(path, sheet_name=None, dtype=str, keep_default_na=False)
    except ImportError:
        raise
    except Exception as error:  # the readers of damaged files raise many kinds of error
        found = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError("error.not_readable", where=path.name, found=found) from None
    return {name: sheet for name, sheet in sheets.items() if name in TABLES}


def _columns(table: str) -> dict[str, dict[str, str]]:
    return {r["column"]: r for r in framework.table("columns") if r["table"] == table}


def _check_columns(table: str, frame: "pd.DataFrame") -> None:
    wanted = _columns(table)
    missing = [c for c in wanted if c not in frame.columns]
    extra = [str(c) for c in frame.columns if c not in wanted]
    if missing or extra:
        raise InputError(
            "error.columns",
            where=table,
            missing=", ".join(missing) or "–",
            extra=", ".join(extra) or "–",
            allowed=", ".join(wanted),
        )


def _typed(table: str, frame: "pd.DataFrame", tables: "dict[str, pd.DataFrame]") -> "pd.DataFrame":
    import pandas as pd

    typed = frame.copy()
    for column, row in _columns(table).items():
        allowed: list[str] | None = None
        if row["kind"] == "choice":
            allowed = row["allowed"].split("; ")
        elif row["kind"] == "reference":
            first, *more = row["allowed"].split("+")
            if first in TABLES and first != "factors":
                if first not in tables:
                    continue
                allowed = list(tables[first].iloc[:, 0])
            else:
                allowed = [*framework.keys(first), *more]
        for number, found in enumerate(frame[column], start=2):
            where = f"{table}, row {number}, column {column}"
            if found != "" and allowed is not None and found not in allowed:
                raise InputError(
                    "error.case_cell", where=where, found=found, allowed=", ".join(allowed)
                )
            if row["kind"] == "number" and found != "":
                try:
                    value = float(found)
                except ValueError:
                    raise InputError(
                        "error.case_cell", where=where, found=found, allowed="0, 1, 2, …"
                    ) from None
                if table == "judgements":
                    top = int(framework.row("dimensions", frame["dimension"][number - 2])["top"])
                    if not value.is_integer() or not 0 <= value <= top:
                        raise InputError(
                            "error.case_cell",
                            where=where,
                            found=found,
                            allowed=", ".join(map(str, range(top + 1))),
                        )
        if row["kind"] == "number" or column == "rung":
            typed[column] = pd.to_numeric(frame[column].replace("", None))
    return typed
