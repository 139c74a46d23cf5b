"""What a check finds: mistakes, doubts, and how many rows were read and kept."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from ..terms import LANGUAGES, InputError, marked, spoken, text
from .files import Number
from .schema import TABLES, _named, _twin, all_columns, other_ending, title
from .vocabulary import _COMPARED, column_of, nearest, table_of

__all__ = [
    "CaseError",
    "Check",
    "Count",
    "Problem",
]

_SHOWN = 20  # problems in a message, and choices in a problem; the rest is counted
_LISTED = 200  # problems in the message of a check


@dataclass(frozen=True)
class Problem:
    """One thing to tell about a table: where it stands, what was found, what is allowed.

    Parameters
    ----------
    table : str
        Name of the table or sheet, as its author wrote it.
    row : int or None
        Row as a spreadsheet counts (the first row of the sheet is 1); None = the table as a whole.
    column : str
        Name of the column; "" = none in particular.
    found : str
        What stands there.
    allowed : tuple of str
        What may stand there; empty if the sentence says it.
    key : str
        Key of the sentence in terms.csv.
    absent_from : str
        The table of which `column` is a key, where the file has no such heading to quote.
    answer : str
        Why it was confirmed, by whoever answered it; "" = nobody did.
    of : str
        What it is about where its place and what was found leave that open, such as a unit and an
        indicator: two doubts of a kind have two codes, and each is answered by itself.
    named : tuple of (str, str)
        Column and key of each part of what was found, to be told by its name; column "" = as it is,
        column "*" = the key is that of a column.
    labels : str
        Where the names of the allowed keys stand: "value" (terms.csv), "table", "column" and the
        name of a table ("column links"), or a table of the framework; "" = they have none.

    Examples
    --------
    >>> print(Problem("links", 3, "basis", "findng", ("finding", "table")).message("id"))
    links, baris 3, kolom basis: ditemukan 'findng'. Yang boleh: finding, table. Mungkin 'finding'?
    """

    table: str
    row: int | None = None
    column: str = ""
    found: str = ""
    allowed: tuple[str, ...] = ()
    key: str = "error.case_cell"
    labels: str = ""
    absent_from: str = ""
    answer: str = ""
    of: str = ""
    named: tuple[tuple[str, str], ...] = ()

    @property
    def code(self) -> str:
        """Four signs by which a doubt can be answered; the same wherever its row stands.

        Examples
        --------
        >>> Problem("links", 3, "basis", "x").code == Problem("kaitan", 4, "Dasar", "x").code
        True
        """
        table = self._of_table()
        column = column_of(table, self.column) if table in TABLES and self.column else None
        of = self.of or next((words for words in self.allowed[:1] if not words.isdecimal()), "")
        told = "\0".join((self.key, table, column or self.column, self.found, of))
        return hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()[:4]

    @spoken
    def message(self, lang: str | None = None) -> str:
        """The sentence in the reader's language.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str

        Examples
        --------
        >>> Problem("links", 3, "basis", "x", ("finding",)).message()
        "links, row 3, column basis: found 'x'. Allowed: finding"
        """
        place = [self.table] if self.table else []
        if self.row is not None:
            place.append(text("term.row_n", row=self.row))
        if self.column:
            column = _named(f"column {self.absent_from}", self.column) if self.absent_from else ""
            place.append(text("term.column_named", column=column or self.column))
        found = self._found()
        found = found if len(found) <= 60 else found[:59] + "…"
        mark = "; " if any(isinstance(key, Number) for key in self.allowed) else ", "
        allowed = mark.join(_worded(self.labels, key) for key in self.allowed[:_SHOWN])
        if len(self.allowed) > _SHOWN:
            allowed += f", … ({len(self.allowed)})"
        words = text(self.key, where=", ".join(place), found=found, allowed=allowed)
        if self.row is None:  # no row is named, in which it would be "here"
            words = words.replace(text("term.here_first"), "")
        listed = self.labels or self.key.startswith("error.")
        near = self._near() if listed and self.found[:1].isalpha() else ""
        words = words + text("error.near", near=near) if near else words
        return f"{words} – {text('check.confirmed', answer=self.answer)}" if self.answer else words

    def by_titles(self) -> "Problem":
        """The same where no file is at hand: by the titles of table and column, and no row.

        Returns
        -------
        Problem
            It answers to another code; the sentence is the same.

        Examples
        --------
        >>> told = Problem("links", 3, "basis", "1", ("2",), "check.no_basis").by_titles()
        >>> told.table, told.row, told.column
        ('links', None, 'Basis')
        """
        if self.table not in TABLES:
            return self
        column = self.column
        if column in all_columns(self.table):
            column = _twin(column) if column.endswith(other_ending()) else column
            column = title(self.table, column)
        return replace(self, table=title(self.table), row=None, column=column, absent_from="")

    def _of_table(self) -> str:
        return table_of(self.table, loosely=True) or self.table

    def _found(self) -> str:
        """What was found, keys by their names, and numbers of ours as the language writes them."""
        if not self.named:
            return _worded("", self.found)
        table = self._of_table()
        if table not in TABLES:
            return self.found
        kinds = {"": "", "*": f"column {table}"}
        told = (_worded(kinds.get(c, f"cell {table} {c}"), key) for c, key in self.named)
        return ", ".join(told)

    def _near(self) -> str:
        """What the allowed word that is most like the one found is called here."""
        if len(self.allowed) > _COMPARED:
            return ""
        names = {_named(self.labels, k, lang): k for k in self.allowed for lang in LANGUAGES}
        names |= {key: key for key in self.allowed}
        near = nearest(self.found, names)
        return near and _named(self.labels, names[near])


def _worded(labels: str, key: str) -> str:
    return marked(key) if isinstance(key, Number) else _named(labels, key)


class CaseError(InputError):
    """All mistakes in the tables of a case at once.

    Parameters
    ----------
    where : str
        Folder or workbook.
    problems : iterable of Problem
        The mistakes, in the order of the tables and their rows.

    Examples
    --------
    >>> error = CaseError("desa", [Problem("links", 3, "basis", "findng", ("finding",))])
    >>> len(error.problems)
    1
    """

    def __init__(self, where: str, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("error.case_problems", where=where, count=len(self.problems))

    @spoken
    def message(self, lang: str | None = None) -> str:
        """How many mistakes there are, and the first of them, in the reader's language.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str
            Several lines.

        Examples
        --------
        >>> error = CaseError("desa", [Problem("links", 3, "basis", "x", ("finding",))])
        >>> print(error.message("id"))
        kesalahan dalam desa: 1
        - links, baris 3, kolom basis: ditemukan 'x'. Yang boleh: finding
        """
        return "\n".join([super().message(), *_listed(self.problems)])

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.values["where"], self.problems)


def _listed(problems: tuple[Problem, ...], most: int = _SHOWN, codes: bool = False) -> list[str]:
    lines = [f"- {p.message()}{f' [{p.code}]' if codes else ''}" for p in problems[:most]]
    if len(problems) > most:
        lines.append(text("result.more", count=len(problems) - most))
    return lines


@dataclass(frozen=True)
class Count:
    """How many rows of one sheet were read, kept and left out, and why.

    Parameters
    ----------
    sheet : str
        Name of the sheet or file, as its author wrote it.
    table : str
        The table it is; "" = none.
    read : int
        Rows below the heading.
    left : tuple of (str, int)
        Why rows were left out (key of terms.csv) and how many; the others were kept.

    Examples
    --------
    >>> count = Count("links", "links", 26, (("check.left_empty", 1),))
    >>> count.left_out, count.kept
    (1, 25)
    """

    sheet: str
    table: str
    read: int
    left: tuple[tuple[str, int], ...] = ()

    @property
    def left_out(self) -> int:
        """Rows left out."""
        return sum(n for _, n in self.left)

    @property
    def kept(self) -> int:
        """Rows kept."""
        return self.read - self.left_out

    @spoken
    def message(self, lang: str | None = None) -> str:
        """The counts in the reader's language.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str

        Examples
        --------
        >>> print(Count("links", "links", 26, (("check.left_empty", 1),)).message())
        links: 26 read, 25 kept, 1 left out (empty row: 1)
        """
        why = ", ".join(f"{text(key)}: {n}" for key, n in self.left if n)
        key = "check.count_left" if why else "check.count"
        values: dict[str, Any] = {"sheet": self.sheet, "read": self.read, "kept": self.kept}
        return text(key, **values, left=self.left_out, why=why)


@dataclass(frozen=True)
class Check:
    """What was found in the tables of a case: mistakes, doubts, and what was left out.

    Parameters
    ----------
    name : str
        Folder, workbook or case.
    errors : tuple of Problem
        Mistakes; with any of them the case cannot be judged.
    warnings : tuple of Problem
        What weakens the judgement, such as one without evidence.
    notes : tuple of Problem
        What was left out or read in a certain way.
    counts : tuple of Count
        Rows read, kept and left out, one for each sheet.

    Examples
    --------
    >>> Check("desa").errors
    ()
    """

    name: str
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    counts: tuple[Count, ...] = ()

    def exit_code(self, strict: bool = False) -> int:
        """2 with mistakes, 1 with warnings if they count (`strict`), else 0.

        Parameters
        ----------
        strict : bool
            Whether warnings count.

        Returns
        -------
        int
            0, 1 or 2.

        Examples
        --------
        >>> Check("desa").exit_code()
        0
        """
        return 2 if self.errors else int(strict and bool(self.warnings))

    @spoken
    def message(self, lang: str | None = None) -> str:
        """Everything found, in the reader's language; of many hundred, the first are shown.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str
            Several lines.

        Examples
        --------
        >>> Check("desa").message().splitlines()[0] != ""
        True
        """
        lines = [text("check.title", where=self.name)]
        for key in ("errors", "warnings", "notes"):
            found = getattr(self, key)
            lines += ["", text(f"check.{key}", count=len(found))]
            lines += _listed(found, _LISTED, codes=key == "warnings")
            if key == "warnings" and found:
                lines.append(text("check.how_to_answer", code=found[0].code))
        lines += ["", text("check.counts")]
        lines += [f"- {count.message()}" for count in self.counts]
        return "\n".join(lines)
