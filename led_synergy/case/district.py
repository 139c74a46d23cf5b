"""Many villages of one district: a folder of workbooks, or a table with a row for each.

Each village keeps its own levels, range and category. Levels are ranks of one area each, so no mean
of villages is taken: a district has a spread, and not a level.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..categories import DIMENSIONS, RULES, Category
from ..decision import classify_table
from ..frames import check_columns
from ..terms import InputError, is_blank
from .case import Case, as_cases, load_case
from .comparison import Comparison
from .files import KINDS, as_path
from .problems import Problem
from .vocabulary import table_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "by_every_rule",
    "categories_of",
    "district",
    "holds_many",
    "judged_often",
    "villages",
]


def holds_many(path: str | Path) -> bool:
    """Whether this is a folder of areas, and not one area made of CSV files.

    Parameters
    ----------
    path : str or Path
        The folder.

    Returns
    -------
    bool

    Examples
    --------
    >>> holds_many("telang")
    False
    """
    path = as_path(path)
    try:
        return path.is_dir() and not _is_area(path) and any(_areas_in(path))
    except OSError:
        return False


def _is_area(folder: Path) -> bool:
    return any(table_of(file.stem) for file in folder.glob("*.csv"))


def _areas_in(folder: Path) -> list[Path]:
    """Workbooks, and folders of tables, by name; no files of programs at work (~$desa.xlsx)."""
    inside = [path for path in sorted(folder.iterdir()) if path.name[:1] not in (".", "~")]
    return [path for path in inside if path.suffix.lower() in KINDS or _is_folder(path)]


def _is_folder(path: Path) -> bool:
    return path.is_dir() and _is_area(path)


def villages(
    folder: str | Path, follow: Callable[[list[Path]], Iterable[Path]] | None = None
) -> tuple[tuple[Case, ...], tuple[Problem, ...]]:
    """The areas of a folder, and those that could not be read.

    Parameters
    ----------
    folder : str or Path
        A folder with a workbook, or a folder of CSV files, for each area.
    follow : callable, optional
        Given the files, gives them back one after the other; it may tell how far it is.

    Returns
    -------
    tuple of Case
        In the order of their names.
    tuple of Problem
        Files left out until they are mended, with their first mistake; and files of which several
        are about one area, which would count more than once.

    Raises
    ------
    InputError
        If there is no such folder, no area in it can be read, or all files are about one area.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for name in ("telang", "contoh"):
    ...         _ = load_case(name).save(Path(folder) / f"{name}.xlsx")
    ...     [case.name for case in villages(folder)[0]]
    ['contoh', 'telang']
    """
    folder = as_path(folder)
    if not folder.is_dir():
        raise InputError("error.absent", where=folder.name)
    read: list[tuple[Path, Case]] = []
    told = []
    for path in (follow or list)(_areas_in(folder)):
        try:
            read.append((path, load_case(path)))
        except InputError as error:
            lines = [line.removeprefix("- ") for line in error.message().splitlines()]
            problem = Problem(path.name, None, "", " – ".join(lines[:2]), key="check.left_file")
            told.append(problem)
    if not read:
        why = "; ".join(problem.message() for problem in told)
        raise InputError("error.no_area", where=str(folder), why=why)
    often = judged_often([case for _, case in read])
    if len(often) == len(read):
        if len({*often.values()}) == 1:
            name = read[0][1].title()
            raise InputError("error.one_area", where=folder.name, n=len(read), found=name)
        raise InputError("error.areas_often", where=folder.name, n=len(read))
    told += [
        Problem(path.name, None, "", case.title(), key="check.left_judged_often")
        for place, (path, case) in enumerate(read)
        if place in often
    ]
    kept = (case for place, (_, case) in enumerate(read) if place not in often)
    return tuple(kept), tuple(told)


def judged_often(cases: Sequence[Case]) -> dict[int, tuple[str, ...]]:
    """Which of some cases are about an area that another of them is about, too.

    Parameters
    ----------
    cases : list of Case
        The cases.

    Returns
    -------
    dict from int to tuple of str
        From the place in the list to what names the area: its name, village, district and
        province. Empty if each case is about an area of its own. A case without the name of an
        area counts as one of its own.

    Raises
    ------
    InputError
        If one of them is no case.

    Examples
    --------
    >>> sorted(judged_often([load_case("telang"), load_case("contoh"), load_case("telang")]))
    [0, 2]
    """
    places: dict[tuple[str, ...], list[int]] = {}
    for place, case in enumerate(as_cases(cases)):
        fields = ("name", "village", "district", "province")
        named = tuple(" ".join(case.fact(f, "en").casefold().split()) for f in fields)
        if named[0]:
            places.setdefault(named, []).append(place)
    return {p: named for named, found in places.items() if len(found) > 1 for p in found}


def by_every_rule(table: Any) -> Any:
    """A table of areas with the category under each rule, as the same kind of table.

    Parameters
    ----------
    table : DataFrame, or any other table that Narwhals knows
        One row per area with the columns system, shared_goal, process and effect; blank is not
        judged. pandas, Polars, DuckDB and others.

    Returns
    -------
    The same kind of table
        With the columns strict, system_gate and weakest_dimension: a key, missing where the rule
        defines none or the levels do not decide.

    Raises
    ------
    InputError
        As by `classify_table`.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"system": [1], "shared_goal": [1], "process": [1], "effect": [2]})
    >>> by_every_rule(table)[["strict", "weakest_dimension"]].values.tolist()
    [['fragmented', 'fragmented']]
    """
    for rule in RULES:
        table = classify_table(table, rule, column=rule)
    return table


def district(cases: "Comparison | Sequence[Case] | pd.DataFrame") -> "pd.DataFrame":
    """One row for each area: levels, the ends of what can be defended, and categories.

    Parameters
    ----------
    cases : Comparison, list of Case or DataFrame
        The areas, or their names or paths; or a table of their levels as `read_areas` gives it.

    Returns
    -------
    pandas.DataFrame
        `area`; the four levels (missing = not judged, or not agreed); of cases, the lowest and
        highest level of each dimension, as system_lowest and so on; and the category key under
        each rule (missing = not defined, or still open).

    Examples
    --------
    >>> district([load_case("telang")])[["area", "process", "process_lowest", "strict"]].iloc[0, :3]
    area              Telang
    process                2
    process_lowest         1
    Name: 0, dtype: object
    """
    import pandas as pd

    if isinstance(cases, pd.DataFrame):
        table = by_every_rule(cases.drop(columns="category", errors="ignore"))
        others = [name for name in table if name not in (*DIMENSIONS, *RULES)]
        named = others[0] if others else None
        area = table[named].map(str) if named is not None else (table.index + 1).map(str)
        return pd.DataFrame({"area": area, **{n: table[n] for n in (*DIMENSIONS, *RULES)}})
    found = cases if isinstance(cases, Comparison) else Comparison(tuple(as_cases(cases)), False)
    rows = []
    for name, case in zip(found.names(), found.cases, strict=True):
        row: dict[str, Any] = {"area": name}
        for dimension, judged in case.ranges().items():
            row[dimension] = judged.level
            row[f"{dimension}_lowest"], row[f"{dimension}_highest"] = judged.lowest, judged.highest
        rows.append({**row, **case.by_rule()})
    frame = pd.DataFrame(rows)
    return frame.astype({name: "Int64" for name in frame if name not in ("area", *RULES)})


def categories_of(table: "pd.DataFrame") -> "pd.DataFrame":
    """How many areas land in each category under each rule.

    Parameters
    ----------
    table : pandas.DataFrame
        What `district` gives.

    Returns
    -------
    pandas.DataFrame
        One row per category in the order of Table 2.1, then `none`: not defined, or still open.
        Each column adds up to the number of areas.

    Examples
    --------
    >>> categories_of(district([load_case("telang")])).loc["fragmented"].to_dict()
    {'strict': 0, 'system_gate': 1, 'weakest_dimension': 1}
    """
    import pandas as pd

    check_columns(table, "district", RULES)
    keys = pd.Index([*(c.value for c in Category), "none"], name="category")
    found = {}
    for rule in RULES:
        cells = ["none" if is_blank(cell) else str(cell) for cell in table[rule]]
        found[rule] = [cells.count(key) for key in keys]
    return pd.DataFrame(found, index=keys)
