"""The 16 factors and regulation: what drives synergism, what holds it back, and on what evidence.

The paper names 16 factors in its proposition (section II) and tells for each area which of them
drive synergism, which constrain it, and which do both (section 4.3, Table 4.3). Regulation was
added by the findings (section V). The codebook, with boundaries that are ours, is the framework
table "factors"; this module only counts and compares what a case's table of factors says.

A table of factors has the columns ``factor, role, disputed, finding_en, finding_id, source_type,
source``, one row per finding. A disputed finding counts like any other.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from functools import cache
from os import PathLike
from pathlib import Path

import pandas as pd

from . import framework, terms
from .agreement import Agreement, Alpha, agreement, alpha
from .frames import cell_text, check_cells, check_columns
from .material import write_whole
from .terms import InputError

__all__ = [
    "Agreement",
    "agreement",
    "ROLES",
    "SOURCE_TYPES",
    "advice",
    "both",
    "codebook",
    "coder_alpha",
    "coders",
    "coding_differences",
    "constraints",
    "drivers",
    "neither",
    "presence",
    "read_codes",
    "shared",
    "triangulation",
    "write_codes",
]


ROLES = ("driver", "constraint")
"""What a factor does: it drives synergism or holds it back."""

SOURCE_TYPES = ("interview", "document", "observation", "fgd", "not_stated")
"""The kinds of source; the last stands for none."""


@terms.spoken
def codebook(lang: str | None = None) -> pd.DataFrame:
    """The codebook of factors in one language: what counts as each, and what does not.

    Parameters
    ----------
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    pandas.DataFrame
        17 rows, index ``factor`` in the order of the proposition, regulation last; columns
        name, definition, counts, not_counts, driver, constraint, note, source.

    Raises
    ------
    InputError
        If the language is not one of the two.

    Notes
    -----
    The paper prints no codebook (problem F6): the names are its own (section II), the boundaries
    are ours. It lets themes grow with the findings (section III); here the list is closed, so
    that a misspelt factor is noticed.

    Examples
    --------
    >>> codebook("id").loc["trust", "name"]
    'Kepercayaan'
    """
    table = pd.DataFrame(framework.table("factors")).set_index("factor")
    columns = ["name", "definition", "counts", "not_counts", "driver", "constraint"]
    words = table[[f"{column}_{terms.language()}" for column in columns]].set_axis(columns, axis=1)
    return words.join(table[["note", "source"]])


def drivers(table: pd.DataFrame) -> tuple[str, ...]:
    """The factors that drive synergism in one area.

    Parameters
    ----------
    table : pandas.DataFrame
        The area's table of factors.

    Returns
    -------
    tuple of str
        Each factor once, in the order of the codebook.

    Raises
    ------
    InputError
        If a column is missing, or a factor or role is not one of those allowed.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {"factor": ["trust", "agreement", "trust"], "role": ["driver", "driver", "constraint"]}
    ... )
    >>> drivers(table)
    ('agreement', 'trust')
    """
    return _in_role(table, "driver")


def constraints(table: pd.DataFrame) -> tuple[str, ...]:
    """The factors that hold synergism back in one area.

    Parameters
    ----------
    table : pandas.DataFrame
        The area's table of factors.

    Returns
    -------
    tuple of str
        Each factor once, in the order of the codebook.

    Raises
    ------
    InputError
        If a column is missing, or a factor or role is not one of those allowed.

    Examples
    --------
    >>> constraints(pd.DataFrame({"factor": ["trust"], "role": ["constraint"]}))
    ('trust',)
    """
    return _in_role(table, "constraint")


def advice(targets: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Which recommendations of the paper aim at which of these targets.

    Parameters
    ----------
    targets : iterable of str
        Factors that hold an area back, or "reach_of_poor".

    Returns
    -------
    dict from str to tuple of str
        Recommendation (R1 to R15) → those of the targets it aims at; only recommendations that
        aim at one. A target in none of them is one for which the paper has no advice (E25).

    Raises
    ------
    InputError
        If this is no list.

    Examples
    --------
    >>> advice(["fairness", "trust"])
    {'R1': ('fairness',)}
    """
    wanted = [*terms.needed(targets, Iterable, "targets", "a_list")]
    found = {
        row["recommendation"]: tuple(
            t for t in row["targets"].split("; ") if terms.among(t, wanted)
        )
        for row in framework.table("recommendations")
    }
    return {key: aims for key, aims in found.items() if aims}


def both(table: pd.DataFrame) -> tuple[str, ...]:
    """The factors that are driver and constraint at once in one area.

    Parameters
    ----------
    table : pandas.DataFrame
        The area's table of factors.

    Returns
    -------
    tuple of str
        Each factor once, in the order of the codebook.

    Raises
    ------
    InputError
        If a column is missing, or a factor or role is not one of those allowed.

    Notes
    -----
    That is no contradiction: the findings differ in object (E26), actor or time (E27).

    Examples
    --------
    >>> both(pd.DataFrame({"factor": ["trust", "trust"], "role": ["driver", "constraint"]}))
    ('trust',)
    """
    held_back = constraints(table)
    return tuple(factor for factor in drivers(table) if factor in held_back)


def neither(table: pd.DataFrame) -> tuple[str, ...]:
    """The factors of the codebook that have no finding in one area.

    Parameters
    ----------
    table : pandas.DataFrame
        The area's table of factors.

    Returns
    -------
    tuple of str
        Each factor once, in the order of the codebook.

    Raises
    ------
    InputError
        If a column is missing, or a factor or role is not one of those allowed.

    Notes
    -----
    No finding is not the same as no effect.

    Examples
    --------
    >>> len(neither(pd.DataFrame({"factor": ["trust"], "role": ["driver"]})))   # 17 - 1
    16
    """
    named = {*drivers(table), *constraints(table)}
    return tuple(factor for factor in framework.keys("factors") if factor not in named)


def presence(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Which factor drives and which constrains, area beside area.

    Parameters
    ----------
    tables : mapping from str to pandas.DataFrame
        The table of factors of each area.

    Returns
    -------
    pandas.DataFrame of bool
        17 rows, index ``factor`` in the order of the codebook; columns (area, role). True where
        the area's table has a finding.

    Raises
    ------
    InputError
        If a column is missing, or a factor or role is not one of those allowed.

    Examples
    --------
    >>> telang = pd.DataFrame({"factor": ["trust"], "role": ["driver"]})
    >>> presence({"telang": telang}).loc["trust"].to_dict()
    {('telang', 'driver'): True, ('telang', 'constraint'): False}
    """
    tables = terms.needed(tables, Mapping, "tables", "a_dictionary")
    columns = pd.MultiIndex.from_product([list(tables), ROLES], names=["area", "role"])
    index = pd.Index(framework.keys("factors"), name="factor")
    found = {pair: index.isin(_in_role(tables[pair[0]], pair[1])) for pair in columns}
    return pd.DataFrame(found, index=index, columns=columns, dtype=bool)


def shared(tables: Mapping[str, pd.DataFrame], role: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Which factors have a role in all areas, which only in some, and which nowhere.

    Parameters
    ----------
    tables : mapping from str to pandas.DataFrame
        The table of factors of each area.
    role : {"driver", "constraint"}
        The role compared.

    Returns
    -------
    dict from tuple of str to tuple of str
        From areas to the factors that have the role in exactly those areas, most areas first;
        the empty tuple of areas holds the factors that have it nowhere.

    Raises
    ------
    InputError
        If the role is unknown, a column is missing, or a factor is not of the codebook.

    Examples
    --------
    >>> telang = pd.DataFrame({"factor": ["trust"], "role": ["driver"]})
    >>> betumpang = pd.DataFrame({"factor": ["trust", "readiness"], "role": ["driver", "driver"]})
    >>> found = shared({"telang": telang, "batu_betumpang": betumpang}, "driver")
    >>> found["telang", "batu_betumpang"], found["batu_betumpang",]
    (('trust',), ('readiness',))
    """
    if not terms.among(role, ROLES):
        raise terms.InputError("error.factors_role", found=role, allowed=", ".join(ROLES))
    tables = terms.needed(tables, Mapping, "tables", "a_dictionary")
    found = {area: _in_role(table, role) for area, table in tables.items()}
    groups: dict[tuple[str, ...], tuple[str, ...]] = {}
    for factor in framework.keys("factors"):
        areas = tuple(area for area in tables if factor in found[area])
        groups[areas] = (*groups.get(areas, ()), factor)
    return dict(sorted(groups.items(), key=lambda group: -len(group[0])))


def triangulation(table: pd.DataFrame) -> pd.DataFrame:
    """On how many kinds of source each claim rests.

    Parameters
    ----------
    table : pandas.DataFrame
        A case's table of factors (a claim is a factor in a role) or of evidence (a claim is an
        aspect of a dimension).

    Returns
    -------
    pandas.DataFrame
        One row per claim, index (factor, role) in the order of the codebook, or
        (dimension, aspect) in the order of the table. Columns: the number of findings per kind of
        source (interview, document, observation, fgd, and, apart, not_stated); ``kinds``, the
        number of different kinds stated, 0 to 4; ``convergence``, one of "several_kinds",
        "one_kind", "not_stated".

    Raises
    ------
    InputError
        If a column is missing, or a cell is not one of those allowed.

    Notes
    -----
    The paper says that its analysis triangulates (section III; source of Table 4.3), but not
    which source supports which cell (problem F5). The rule that two kinds of source are needed
    is ours. "not_stated", or a blank cell, never counts as a kind. Findings are counted, not
    weighed: whether they agree is for the reader to judge.

    Examples
    --------
    >>> table = pd.DataFrame({
    ...     "factor": ["trust", "trust"], "role": ["driver", "driver"],
    ...     "source_type": ["interview", "fgd"],
    ... })
    >>> triangulation(table).loc[("trust", "driver"), "convergence"]
    'several_kinds'
    """
    name = "factors" if "factor" in getattr(table, "columns", ()) else "evidence"
    check_cells(table, name, "source_type", (*SOURCE_TYPES, ""))
    if name == "factors":
        claim = ["factor", "role"]
        _check(table)
    else:
        claim = ["dimension", "aspect"]
        check_columns(table, name, claim)
        check_cells(table, name, "dimension", (*framework.keys("dimensions"), ""))

    kind = table["source_type"].astype(object).map(cell_text).replace("", "not_stated")
    counts = table[claim].astype(object).map(cell_text)  # no categories without a row
    for source_type in SOURCE_TYPES:
        counts[source_type] = (kind == source_type).astype(int)
    if name == "factors":
        order = {key: place for place, key in enumerate([*framework.keys("factors"), *ROLES])}
        counts = counts.sort_values(claim, key=lambda keys: keys.map(order))
    counts = counts.groupby(claim, sort=False).sum()
    stated = counts.drop(columns="not_stated")
    counts["kinds"] = (stated > 0).sum(axis=1)
    counts["convergence"] = counts["kinds"].map(
        lambda kinds: "several_kinds" if kinds > 1 else "one_kind" if kinds else "not_stated"
    )
    return counts


Passage = tuple[str, str]
Codes = frozenset[tuple[str, str]]


def coders(table: pd.DataFrame) -> dict[str, dict[Passage, Codes]]:
    """What each coder made of each passage.

    Parameters
    ----------
    table : pandas.DataFrame
        A table of factors with the columns coder and passage.

    Returns
    -------
    dict from str to dict
        Coder → passage (its source, its text) → the codes given to it, pairs of factor and role. A
        row without a coder or a passage is left out: a blank is no code.

    Raises
    ------
    InputError
        If a column is missing, or a factor or role is not one of those allowed.

    Examples
    --------
    >>> table = pd.DataFrame({
    ...     "factor": ["trust", "fairness"], "role": ["driver", "driver"], "source": ["i1", "i1"],
    ...     "coder": ["A", "B"], "passage": ["We lend seeds.", "We lend seeds."],
    ... })
    >>> [sorted(codes) for codes in coders(table)["A"].values()]
    [[('trust', 'driver')]]
    """
    check_columns(table, "factors", ("coder", "passage", "source"))
    _check(table)
    found: dict[str, dict[Passage, Codes]] = {}
    for row in table.astype(object).to_dict("records"):
        coder, passage, source = (
            " ".join(cell_text(row[column]).split()) for column in ("coder", "passage", "source")
        )
        if coder and passage:
            unit, code = (source, passage), (row["factor"], row["role"])
            given = found.setdefault(coder, {})
            given[unit] = given.get(unit, frozenset()) | {code}
    return found


def coder_alpha(table: pd.DataFrame) -> Alpha:
    """Krippendorff's nominal alpha of all coders, over the passages that two or more have coded.

    Parameters
    ----------
    table : pandas.DataFrame
        A table of factors with the columns coder and passage.

    Returns
    -------
    Alpha
        A passage with several codes agrees only with the same set of codes.

    Raises
    ------
    InputError
        If a column is missing, or a factor or role is not one of those allowed.

    Examples
    --------
    >>> table = pd.DataFrame({
    ...     "factor": ["trust"], "role": ["driver"], "source": ["i1"], "coder": ["A"],
    ...     "passage": ["We lend each other seeds."],
    ... })
    >>> coder_alpha(table).why()
    'no unit was judged by two'
    """
    return alpha(coders(table))


def coding_differences(table: pd.DataFrame) -> pd.DataFrame:
    """The passages that coders have coded differently, with the codes of each.

    Parameters
    ----------
    table : pandas.DataFrame
        A table of factors with the columns coder and passage.

    Returns
    -------
    pandas.DataFrame
        `source`, `passage`, `coder`, `factor`, `role`: one row for each code of each coder of such
        a passage, in the order of the table.

    Raises
    ------
    InputError
        If a column is missing, or a factor or role is not one of those allowed.

    Examples
    --------
    >>> table = pd.DataFrame({
    ...     "factor": ["trust", "fairness"], "role": ["driver", "driver"], "source": ["i1", "i1"],
    ...     "coder": ["A", "B"], "passage": ["We lend seeds.", "We lend seeds."],
    ... })
    >>> coding_differences(table)["factor"].tolist()
    ['trust', 'fairness']
    """
    found = coders(table)
    units = dict.fromkeys(unit for given in found.values() for unit in given)
    rows = [
        (*unit, coder, *code)
        for unit in units
        if len({given[unit] for given in found.values() if unit in given}) > 1
        for coder, given in found.items()
        for code in sorted(given.get(unit, ()))
    ]
    return pd.DataFrame(rows, columns=["source", "passage", "coder", "factor", "role"])


def _check(table: pd.DataFrame) -> None:
    check_cells(table, "factors", "factor", framework.keys("factors"))
    check_cells(table, "factors", "role", ROLES)


def _in_role(table: pd.DataFrame, role: str) -> tuple[str, ...]:
    _check(table)
    found = set(table.loc[table["role"] == role, "factor"])
    return tuple(factor for factor in framework.keys("factors") if factor in found)


# -- Codes in a file ---------------------------------------------------------------------------

_CODES = ("excerpt", "factor", "role")


def write_codes(
    codes: Mapping[int, tuple[str, str]], path: str | Path, overwrite: bool = False
) -> Path:
    """Keep one's codes in a CSV file, one row for each excerpt coded.

    Parameters
    ----------
    codes : mapping from int to tuple of str
        Number of the excerpt → keys of its factor and role.
    path : str or Path
        The file to write; ".csv" is added where the name has no ending.
    overwrite : bool
        Whether a file that is there may be replaced.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    InputError
        If the file is there already, or cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> file = write_codes({1: ("trust", "driver")}, Path(tempfile.mkdtemp()) / "mine")
    >>> file.name, read_codes(file)
    ('mine.csv', {1: ('trust', 'driver')})
    """
    codes = terms.needed(codes, Mapping, "codes", "a_dictionary")
    path = Path(terms.needed(path, (str, PathLike), "path", "a_path")).expanduser()
    path = path if path.suffix else path.with_suffix(".csv")
    rows = io.StringIO()
    writer = csv.writer(rows, lineterminator="\n")
    writer.writerows([_CODES, *((n, *code) for n, code in sorted(codes.items()))])
    try:
        write_whole(path, rows.getvalue().encode(), overwrite)
    except FileExistsError:
        raise InputError("error.file_exists", where=path.name) from None
    except OSError as error:
        raise InputError("error.codes_write", where=path.name, why=error.strerror) from None
    return path


def read_codes(path: str | Path) -> dict[int, tuple[str, str]]:
    """Read codes from a file that `write_codes` or a page has kept, one's own or a neighbour's.

    Parameters
    ----------
    path : str or Path
        The CSV file, with commas or semicolons, as a spreadsheet may save it. Factors and roles
        stand as keys or by their names in either language.

    Returns
    -------
    dict from int to tuple of str
        Number of the excerpt → keys of its factor and role; a row that is not coded is left out.

    Raises
    ------
    InputError
        If the file is not there or no such table, or a cell is not allowed.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "theirs.csv"
    >>> _ = file.write_text("excerpt;factor;role\\n2;Kepercayaan;Kendala\\n")
    >>> read_codes(file)
    {2: ('trust', 'constraint')}
    """
    path = Path(terms.needed(path, (str, PathLike), "path", "a_path")).expanduser()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("error.codes_table", where=path.name) from None
    except OSError:
        raise InputError("error.codes_no_file", where=path.name) from None
    mark = ";" if text.partition("\n")[0].count(";") else ","
    rows = csv.DictReader(text.splitlines(), delimiter=mark, restval="")
    if not {*_CODES} <= {*(rows.fieldnames or ())}:
        raise InputError("error.codes_table", where=path.name)
    found: dict[int, tuple[str, str]] = {}
    for number, row in enumerate(rows, 2):
        cells = {name: _key(name, row[name], path.name, number) for name in _CODES}
        if cells["factor"] and cells["role"]:
            if int(cells["excerpt"]) in found:
                raise InputError("error.codes_twice", where=path.name, row=number)
            found[int(cells["excerpt"])] = (cells["factor"], cells["role"])
    return found


@cache
def _known(column: str) -> dict[str, str]:
    """What may stand in a column of a file of codes → its key."""
    if column == "excerpt":
        return {key: key for key in framework.keys("excerpts")}
    names = {
        key: [framework.row("terms", f"value.{key}")[lang] for lang in terms.LANGUAGES]
        for key in ROLES
    }
    if column == "factor":
        rows = framework.table("factors")
        names = {row["factor"]: [row[f"name_{lang}"] for lang in terms.LANGUAGES] for row in rows}
    return {word.casefold(): key for key, words in names.items() for word in (key, *words)}


def _key(column: str, cell: str, where: str, row: int) -> str:
    """The key of a cell; "" where it is blank."""
    plain = cell.strip().casefold()
    if plain and plain not in _known(column) or not plain and column == "excerpt":
        allowed = ", ".join(dict.fromkeys(_known(column).values()))
        said = {"where": where, "row": row, "column": column, "found": cell}
        raise InputError("error.codes_cell", **said, allowed=allowed)
    return _known(column).get(plain, "")
