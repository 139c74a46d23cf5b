"""The case: its tables, its levels, its readings, and what they say in words."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import framework, terms
from ..cards import InWords
from ..categories import DEFAULT_RULE, RULES
from ..terms import InputError, choice, spoken, text
from . import raters, words
from .declared import Declared
from .doubts import settled, warnings
from .judgement import Range, keys_by_rule, levels_of
from .problems import CaseError, Check
from .reading import Progress, Rows, Table, examine, frames, from_frames, from_rows, read, with_rows
from .schema import TABLES
from .support import Supported
from .vocabulary import nearest

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Case",
    "Range",
    "as_case",
    "as_cases",
    "cases",
    "check_case",
    "load_case",
]


_BUILT_IN = ("telang", "batu_betumpang", "contoh")


def cases() -> tuple[str, ...]:
    """Names of the built-in cases: the two areas of the paper and the fictional example.

    Returns
    -------
    tuple of str

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


class Case(InWords, Supported):
    """One area with its tables; each table is an attribute (`case.activities`).

    Parameters
    ----------
    name : str
        Name of the case.
    tables : dict of DataFrame
        The tables of the case, by name; a table that the case does not have is absent.
    as_read : Check, optional
        What only the file knew, as `load_case` hands it on: notes, and rows read and kept.
    built_in : bool
        Whether it travels with the package, whose own citations are said in both languages.

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
    actions = _Table()

    def __init__(
        self,
        name: str,
        tables: "dict[str, pd.DataFrame]",
        as_read: Check | None = None,
        built_in: bool = False,
    ) -> None:
        self.name = name
        self.tables = tables
        self.built_in = built_in
        self._as_read = as_read

    def with_tables(self, tables: "dict[str, pd.DataFrame]") -> "Case":
        """The same case with other tables.

        Parameters
        ----------
        tables : dict of DataFrame
            All its tables.

        Returns
        -------
        Case

        Examples
        --------
        >>> load_case("telang").with_tables({}).title()
        'telang'
        """
        return Case(self.name, tables, built_in=self.built_in)

    def __repr__(self) -> str:
        return f"Case({self.name!r}: {', '.join(self.tables)})"

    def _said(self) -> str:
        return self.describe()

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__()} - ({*TABLES} - {*self.tables}))

    @spoken
    def fact(self, field: str, lang: str | None = None) -> str:
        """What `about` says of a field, in the language or else in the other; "" if nothing.

        Parameters
        ----------
        field : str
            Key of the row, such as "name" or "province".
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str
            "" if `about` has no such field, or nothing stands there.

        Raises
        ------
        InputError
            If the field is no text.

        Examples
        --------
        >>> load_case("telang").fact("province", "id")
        'Sumatera Selatan'
        """
        about = self.tables.get("about")
        field = terms.needed(field, str, "field", "a_text")
        fields = [] if about is None else about["field"].tolist()
        if about is None or field not in fields:
            return ""
        return terms.cell(about.iloc[fields.index(field)].to_dict(), "value")

    @spoken
    def place(self, source: Any, lang: str | None = None) -> str:
        """Where something stands: a citation of the paper in the language, one's own as it is.

        Parameters
        ----------
        source : str or missing
            A `source` cell of the case.
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str
            "" if nothing stands there.

        Examples
        --------
        >>> load_case("telang").place("Table 4.2, row 3", "id")
        'Tabel 4.2, baris 3'
        >>> Case("desa", {}).place("Journal of rice mill studies, Table 3", "id")
        'Journal of rice mill studies, Table 3'
        """
        if terms.is_blank(source):
            return ""
        return terms.place(source) if self.built_in else str(source)

    @spoken
    def published(self, lang: str | None = None) -> str:
        """The category that a study published for the area, with its place.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str
            "" if `about` names none.

        Examples
        --------
        >>> load_case("telang").published().split(" [")[0]
        'Published category: Fragmented'
        >>> load_case("contoh").published()
        ''
        """
        key = self.fact("published_category")
        if key not in framework.keys("categories"):
            return ""
        about = self.tables["about"]
        source = about.loc[about["field"] == "published_category", "source"].iloc[0]
        category = terms.label("categories", key)
        return text("result.published", category=category, source=self.place(source))

    @property
    def benchmarks(self) -> dict[str, float]:
        """What counts as good enough, by indicator, as `about` or the figures declare it.

        Examples
        --------
        >>> load_case("contoh").benchmarks["income"], load_case("telang").benchmarks
        (650.0, {})
        """
        return self.declared.benchmarks

    @property
    def declared(self) -> Declared:
        """What the case declares to measure by: benchmarks, poverty line, tolerance, units.

        Examples
        --------
        >>> load_case("contoh").declared.tolerance
        0.05
        """
        about, figures = (self.tables.get(name) for name in ("about", "figures"))
        fields = [] if about is None else about["field"]
        known = None if figures is None else figures.dropna(subset="value")
        return Declared(
            [(field, self.fact(field)) for field in fields],
            () if known is None else zip(known["measure"], known["value"], strict=True),
        )

    @property
    def fictional(self) -> bool:
        """Whether the case is invented for teaching."""
        return self.fact("fictional", "en").lower().startswith("yes")

    @spoken
    def title(self, lang: str | None = None) -> str:
        """Name of the area; a fictional one says so.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str
            The name that `about` gives, or that of the case.

        Examples
        --------
        >>> load_case("contoh").title("id")
        'Kawasan Contoh (fiktif)'
        """
        name = self.fact("name") or self.name
        return f"{name} ({text('term.fictional')})" if self.fictional else name

    @staticmethod
    @spoken
    def from_rows(name: str, rows: Rows, lang: str | None = None) -> "Case":
        """A case made of rows as if they stood in a workbook, with the same checks.

        Parameters
        ----------
        name : str
            Name of the case.
        rows : dict of list of dict
            Rows by table, each from column to cell.
        lang : {"en", "id"}, optional
            Language of the headings by which mistakes are told; that chosen now if not given.

        Returns
        -------
        Case
            The case, with what its check told.

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
        found = with_rows(examine(name, name, from_rows(rows)))
        if found.check.errors:
            raise CaseError(name, found.check.errors)
        return Case(name, frames(found.tables), found.check)

    @staticmethod
    def new(
        path: str | Path,
        lang: str | None = None,
        example: bool = False,
        as_folder: bool = False,
    ) -> Path:
        """Write an empty workbook for an area of one's own; see `workbook.new`.

        Parameters
        ----------
        path : str or Path
            File (.xlsx) or folder to write.
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.
        example : bool
            Whether it is filled in with the fictional area.
        as_folder : bool
            Whether a folder of CSV files is written instead of a workbook.

        Returns
        -------
        pathlib.Path
            What was written.

        Raises
        ------
        InputError
            If the file is there already, or cannot be written.

        Examples
        --------
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     Case.new(Path(folder) / "desa.xlsx", "id").name
        'desa.xlsx'
        """
        from . import workbook

        return workbook.new(path, lang, example, as_folder)

    def save(
        self,
        path: str | Path,
        lang: str | None = None,
        overwrite: bool = False,
        as_folder: bool = False,
    ) -> Path:
        """Write the tables of the case as a workbook or folder; see `workbook.save`.

        Parameters
        ----------
        path : str or Path
            File (.xlsx) or folder to write.
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.
        overwrite : bool
            Whether a file that is there may be replaced.
        as_folder : bool
            Whether a folder of CSV files is written instead of a workbook.

        Returns
        -------
        pathlib.Path
            What was written.

        Raises
        ------
        InputError
            If the file is there and may not be replaced, or cannot be written.

        Examples
        --------
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     load_case("telang").save(Path(folder) / "telang", as_folder=True).name
        'telang'
        """
        from . import workbook

        return workbook.save(self.tables, path, lang, overwrite, as_folder)

    def check(self) -> Check:
        """What is wrong or weak in the tables of this case; see `check_case`.

        Returns
        -------
        Check
            Looked up in the tables as they are now.

        Examples
        --------
        >>> load_case("telang").check().errors
        ()
        """
        found = examine(self.name, self.name, from_frames(self.tables))
        read = self._as_read or found.check
        return _doubted(replace(found.check, notes=read.notes, counts=read.counts,
                                warnings=read.warnings), found.tables)  # fmt: skip

    def report(self, path: str | Path | None = None, lang: str | None = None) -> tuple[Path, ...]:
        """Write the case as a page (.html) or Word document (.docx); see `report.write_report`.

        Parameters
        ----------
        path : str or Path, optional
            File to write, .html or .docx; both beside one another if not given.
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        tuple of pathlib.Path
            What was written.

        Raises
        ------
        InputError
            If a file is there already, or cannot be written.

        Examples
        --------
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     [file.name for file in load_case("telang").report(Path(folder) / "telang.html")]
        ['telang.html']
        """
        from ..report.write import write_report

        return write_report(self, path, lang)

    @spoken
    def answer(self, rule: str = DEFAULT_RULE, lang: str | None = None) -> str:
        """The category of the case, or those still open, as one sentence.

        Parameters
        ----------
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
        >>> load_case("telang").answer()
        'Category: Fragmented (rule: System-first rule)'
        """
        return words.answer(self, choice(rule, RULES, "rule"))

    @spoken
    def describe(self, rule: str = DEFAULT_RULE, lang: str | None = None) -> str:
        """The judgement of the case in words: profile, category, why, readings.

        Parameters
        ----------
        rule : {"system_gate", "strict", "weakest_dimension"}
            Rule.
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str
            Several lines.

        Raises
        ------
        InputError
            If there is no such rule or language.

        Examples
        --------
        >>> load_case("telang").describe().splitlines()[4:6]
        ['Profile', '  System: 1  Not organised, not in clusters']
        """
        return words.describe(self, choice(rule, RULES, "rule"), raters.together(self))

    def to_json(self, rule: str = DEFAULT_RULE) -> dict[str, Any]:
        """The judgement of the case as plain data, category keys or None.

        Parameters
        ----------
        rule : {"system_gate", "strict", "weakest_dimension"}
            Rule.

        Returns
        -------
        dict
            `case`, `profile`, `category`, `rule`, `strict`, `by_rule` and `readings`.

        Raises
        ------
        InputError
            If there is no such rule.

        Examples
        --------
        >>> load_case("telang").to_json()["category"]
        'fragmented'
        """
        by_rule = self.by_rule()
        return {
            "case": self.name,
            "profile": levels_of(self.profile),
            "category": by_rule[choice(rule, RULES, "rule")],
            "rule": rule,
            "strict": by_rule["strict"],
            "by_rule": by_rule,
            "readings": [
                {"profile": levels_of(profile), **keys_by_rule(profile)}
                for profile in self._plausible()
            ],
        }


def _locate(name_or_path: str | Path) -> Path:
    """The folder or file of a case."""
    name = str(name_or_path)
    if terms.among(name_or_path, _BUILT_IN):
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
    return Case(found.name, frames(found.tables), found.check, name_or_path in _BUILT_IN)


def as_case(value: Any) -> Case:
    """A case, or the one that a name or path stands for: what every reader of a case accepts.

    Parameters
    ----------
    value : Case, str or Path
        A case, or what `load_case` takes.

    Returns
    -------
    Case

    Raises
    ------
    InputError
        If it is neither, or as by `load_case`.

    Examples
    --------
    >>> as_case("telang")
    Case('telang': about, components, activities, judgements, evidence, effects, factors, links, \
figures)
    >>> as_case(3)
    Traceback (most recent call last):
    ...
    led_synergy.terms.InputError: an area is needed, found int. Give what load_case returns, the \
path of a workbook or folder, or one of these names: telang, batu_betumpang, contoh
    """
    if isinstance(value, Case):
        return value
    if isinstance(value, (str, Path)):
        return load_case(value)
    found, allowed = type(value).__name__, ", ".join(_BUILT_IN)
    raise InputError("error.not_a_case", found=found, allowed=allowed)


def as_cases(value: Any) -> list[Case]:
    """Areas: a list of them, or one alone.

    Examples
    --------
    >>> [case.name for case in as_cases(["telang", "contoh"])]
    ['telang', 'contoh']
    """
    return [as_case(one) for one in value] if isinstance(value, (list, tuple)) else [as_case(value)]


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
    return _doubted(found.check, found.tables)


def _doubted(check: Check, tables: dict[str, Table]) -> Check:
    """A check with the doubts about its tables, and what answers some of them."""
    open_, told = settled((*check.warnings, *warnings(tables)), tables)
    return replace(check, warnings=open_, notes=(*check.notes, *told))
