"""Write a report to a file, and never over another one unasked."""

from collections.abc import Callable
from pathlib import Path

from .. import terms
from ..case.case import Case, as_case
from ..case.files import as_path
from .area import case_report
from .content import Report
from .page import html
from .word import docx

__all__ = [
    "files",
    "save",
    "write_report",
]


@terms.spoken
def write_report(
    case: Case,
    path: str | Path | None = None,
    lang: str | None = None,
    *,
    word: bool = False,
    overwrite: bool = False,
) -> tuple[Path, ...]:
    """Write the report of a case: a page, a Word document, or both.

    Parameters
    ----------
    case : Case, str or Path
        The case, or its name or path.
    path : str or Path, optional
        Where to: a name that ends in .html or .docx. Unless given, the name of the case in the
        present folder.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.
    word : bool
        A Word document beside the page.
    overwrite : bool
        Whether files that are there may be replaced.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    InputError
        If the name ends otherwise, a file exists and may not be replaced, or something that sets
        the report is not installed. Nothing is written then.

    Examples
    --------
    >>> import tempfile
    >>> from led_synergy import load_case
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = write_report(load_case("telang"), Path(folder) / "telang.html")
    ...     [file.name for file in written]
    ['telang.html']
    """
    case = as_case(case)
    name = f"{case.name}_{terms.text('term.report_file')}.html"
    target = as_path(name if path is None else path)
    files(target, word, overwrite)  # before the work, not after it
    return save(case_report(case), target, word=word, overwrite=overwrite)


def save(
    report: Report, path: str | Path, *, word: bool = False, overwrite: bool = False
) -> tuple[Path, ...]:
    """Write a report as a page, as a Word document, or both.

    Parameters
    ----------
    report : Report
        The report.
    path : str or Path
        Where to: a name that ends in .html or .docx.
    word : bool
        A Word document beside the page.
    overwrite : bool
        Whether files that are there may be replaced.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    InputError
        If the name ends otherwise, a file is there, or something that sets the report is not
        installed. Nothing is written then.

    Examples
    --------
    >>> import tempfile
    >>> made = Report("en", "Report", "Area", "", "", ())
    >>> [file.name for file in save(made, Path(tempfile.mkdtemp()) / "area.html")]
    ['area.html']
    """
    from ..case.files import write_new

    makers: dict[str, Callable[[Report], bytes]] = {
        ".html": lambda report: html(report).encode(),
        ".docx": docx,
    }
    wanted = files(Path(path), word, overwrite)
    contents = [(file, makers[file.suffix.lower()](report)) for file in wanted]
    return tuple(write_new(file, content, overwrite) for file, content in contents)


def files(path: Path, word: bool, overwrite: bool) -> list[Path]:
    """The files to write; one that is there already is refused, unless it may be replaced.

    Parameters
    ----------
    path : Path
        Where the report goes.
    word : bool
        Whether a Word document is wanted beside the page.
    overwrite : bool
        Whether files that are there may be replaced.

    Returns
    -------
    list of Path

    Raises
    ------
    InputError
        If the name ends neither in .html nor in .docx, or a file is there.

    Examples
    --------
    >>> [file.name for file in files(Path("area.html"), True, False)]
    ['area.html', 'area.docx']
    """
    ending = path.suffix.lower()
    if ending not in (".html", ".docx"):
        raise terms.InputError("error.report_ending", found=path.name)
    wanted = [path, path.with_suffix(".docx")] if word and ending == ".html" else [path]
    for file in wanted:
        if file.exists() and not overwrite:
            raise terms.InputError("error.file_exists", where=str(file))
    return wanted
