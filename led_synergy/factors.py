"""The 16 factors and regulation: what drives synergism, what holds it back, and on what evidence.

The paper names 16 factors in its proposition (section II) and tells for each area which of them
drive synergism, which constrain it, and which do both (section 4.3, Table 4.3). Regulation was
added by the findings (section V). The codebook, with boundaries that are ours, is the framework
table "factors"; this module only counts and compares what a case's table of factors says.

A table of factors has the columns ``factor, role, disputed, finding_en, finding_id, source_type,
source``, one row per finding. A disputed finding counts like any other.
"""

import difflib
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from . import framework, terms

__all__ = [
    "ROLES",
    "SOURCE_TYPES",
    "Agreement",
    "agreement",
    "both",
    "cell_text",
    "check_cells",
    "check_columns",
    "codebook",
    "constraints",
    "drivers",
    "neither",
    "presence",
    "shared",
    "triangulation",
]

ROLES = ("driver", "constraint")
SOURCE_TYPES = ("interview", "document", "observation", "fgd", "not_stated")


def codebook(lang: str = "en") -> pd.DataFrame:
    """The codebook of factors in one language: what counts as each, and what does not.

    Parameters
    ----------
    lang : {"en", "id"}
        Language.

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
    terms.choice(lang, terms.LANGUAGES, "term.language")
    table = pd.DataFrame(framework.table("factors")).set_index("factor")
    columns = ["name", "definition", "counts", "not_counts", "driver", "constraint"]
    words = table[[f"{column}_{lang}" for column in columns]].set_axis(columns, axis=1)
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

    Parameters and errors are those of :func:`drivers`.

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

    Examples
    --------
    >>> advice(["fairness", "trust"])
    {'R1': ('fairness',)}
    """
    wanted = {*targets}
    found = {
        row["recommendation"]: tuple(t for t in row["targets"].split("; ") if t in wanted)
        for row in framework.table("recommendations")
    }
    return {key: aims for key, aims in found.items() if aims}


def both(table: pd.DataFrame) -> tuple[str, ...]:
    """The factors that are driver and constraint at once in one area.

    That is no contradiction: the findings differ in object (E26), actor or time (E27).
    Parameters and errors are those of :func:`drivers`.

    Examples
    --------
    >>> both(pd.DataFrame({"factor": ["trust", "trust"], "role": ["driver", "constraint"]}))
    ('trust',)
    """
    held_back = constraints(table)
    return tuple(factor for factor in drivers(table) if factor in held_back)


def neither(table: pd.DataFrame) -> tuple[str, ...]:
    """The factors of the codebook that have no finding in one area.

    No finding is not the same as no effect. Parameters and errors are those of :func:`drivers`.

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
    if role not in ROLES:
        raise terms.InputError("error.factors_role", found=role, allowed=", ".join(ROLES))
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

    kind = table["source_type"].map(cell_text).replace("", "not_stated")
    counts = table[claim].map(cell_text)
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


@dataclass(frozen=True)
class Agreement:
    """How far two coders agree, from `agreement`.

    Parameters
    ----------
    n : int
        Passages that both have coded.
    same : int
        Those of them with the same code.
    share : float or None
        same / n, 0 to 1; None where n is 0.
    kappa : float or None
        Cohen's kappa, at most 1; None where n is 0 or both gave every passage one and the same
        code.
    differ : tuple
        The passages coded differently, in the order of the first coder.
    """

    n: int
    same: int
    share: float | None
    kappa: float | None
    differ: tuple[Hashable, ...]


def agreement(one: Mapping[Any, Hashable], other: Mapping[Any, Hashable]) -> Agreement:
    """How far two coders of the same passages agree, and where they do not.

    Parameters
    ----------
    one, other : mapping
        From passage to code, such as a factor, or a factor and its role. What only one of them
        has coded is left out.

    Returns
    -------
    Agreement

    Notes
    -----
    The paper does not report who coded or whether coders agreed (problem F6); this is ours.
    kappa = (p - e) / (1 - e), with p the share of the same code and e the share to be expected if
    each had given the same codes at random: the sum over all codes of the product of the
    two coders' shares (Cohen 1960, A coefficient of agreement for nominal scales, Educational and
    Psychological Measurement 20, 37-46). With few passages and many codes it says little.

    Examples
    --------
    >>> found = agreement({1: "trust", 2: "trust", 3: "fairness"}, {1: "trust", 2: "fairness"})
    >>> found.n, found.same, found.share, found.differ
    (2, 1, 0.5, (2,))
    """
    passages = [passage for passage in one if passage in other]
    n = len(passages)
    if not n:
        return Agreement(0, 0, None, None, ())
    differ = tuple(passage for passage in passages if one[passage] != other[passage])
    same = n - len(differ)
    counts = [Counter(codes[passage] for passage in passages) for codes in (one, other)]
    # In whole numbers, so that an expected share of 1 is met exactly.
    chance = sum(counts[0][code] * counts[1][code] for code in counts[0])
    kappa = None if chance == n * n else (same * n - chance) / (n * n - chance)
    return Agreement(n, same, same / n, kappa, differ)


def cell_text(cell: Any) -> str:
    """A cell as text; a blank cell, however pandas holds it, is the empty string.

    Examples
    --------
    >>> cell_text(None), cell_text(float("nan")), cell_text("trust")
    ('', '', 'trust')
    """
    return "" if pd.isna(cell) else str(cell)


def check_columns(table: pd.DataFrame, name: str, columns: Iterable[str]) -> None:
    """Raise an InputError if this is no table, or naming the first of the columns it lacks.

    Examples
    --------
    >>> check_columns(pd.DataFrame({"factor": []}), "factors", ["role"])
    Traceback (most recent call last):
    ...
    led_synergy.terms.InputError: table factors: no column 'role'. Columns found: factor
    """
    if not isinstance(table, pd.DataFrame):
        raise terms.InputError("error.not_a_table", table=name, found=type(table).__name__)
    for column in columns:
        if column not in table.columns:
            raise terms.InputError(
                "error.no_column",
                table=name,
                column=column,
                found=", ".join(map(str, table.columns)),
            )


def check_cells(table: pd.DataFrame, name: str, column: str, allowed: Iterable[str]) -> None:
    """Raise an InputError at the first cell of the column that holds none of the allowed texts.

    Rows are numbered as in a spreadsheet: the heading is row 1. Allow a blank cell with "".

    Examples
    --------
    >>> check_cells(pd.DataFrame({"role": ["driver", "drive"]}), "factors", "role", ROLES)
    Traceback (most recent call last):
    ...
    led_synergy.terms.InputError: table factors, row 3, column role: 'drive' is not allowed. \
Did you mean 'driver'? Choose from: driver, constraint
    """
    check_columns(table, name, [column])
    choices = list(allowed)
    for row, cell in enumerate(table[column].map(cell_text), start=2):
        if cell not in choices:
            near = difflib.get_close_matches(cell, choices, n=1)
            raise terms.InputError(
                "error.cell_near" if near else "error.cell",
                table=name,
                row=row,
                column=column,
                found=cell,
                near=near[0] if near else "",
                allowed=", ".join(filter(None, choices)),
            )


def _check(table: pd.DataFrame) -> None:
    check_cells(table, "factors", "factor", framework.keys("factors"))
    check_cells(table, "factors", "role", ROLES)


def _in_role(table: pd.DataFrame, role: str) -> tuple[str, ...]:
    _check(table)
    found = set(table.loc[table["role"] == role, "factor"])
    return tuple(factor for factor in framework.keys("factors") if factor in found)
