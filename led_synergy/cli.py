"""The led-synergy command."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import lab as lessons
from . import terms
from .case import Case, cases, check_case, load_case, privacy
from .categories import DEFAULT_RULE, RULES
from .terms import InputError, text

if TYPE_CHECKING:
    from rich.progress import TaskID

app = typer.Typer(
    help="Judge how government, market and community work together in a rural area.",
    no_args_is_help=True,
    add_completion=False,
)


class Lang(StrEnum):
    """Languages of the messages."""

    en = "en"
    id = "id"


@contextmanager
def _speaking(lang: Lang | None) -> Iterator[None]:
    """Choose the language once; a mistake of the user ends with its sentence and code 2."""
    terms.choose(lang and lang.value)
    try:
        yield
    except InputError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None


def _version(wanted: bool) -> None:
    from . import __version__

    if wanted:
        typer.echo(f"led_synergy {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="say the version, and end"
        ),
    ] = False,
) -> None:
    """Judge how government, market and community work together in a rural area."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal or pipe of an old code page shows "?" for what it does not know, no error.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


@app.command()
def new(
    path: Annotated[Path, typer.Argument(help="the .xlsx file to write; never overwrites")],
    lang: Annotated[Lang | None, typer.Option(help="language of the workbook and messages")] = None,
    example: Annotated[
        bool, typer.Option("--example", help="fill in the fictional area as an example, in grey")
    ] = False,
    folder: Annotated[
        bool, typer.Option("--folder", help="a folder of CSV files instead of a workbook")
    ] = False,
    begin: Annotated[
        str | None, typer.Option("--from", help="begin with a case: last year's workbook")
    ] = None,
) -> None:
    """Write a workbook to fill in for an area of your own."""
    with _speaking(lang):
        if begin:
            written = load_case(begin).save(path, as_folder=folder)
        else:
            written = Case.new(path, example=example, as_folder=folder)
    typer.echo(text("message.written", file=written))


@app.command()
def anonymise(
    case: Annotated[str, typer.Argument(help="path of a workbook or of a folder of CSV files")],
    out: Annotated[Path, typer.Option("--out", "-o", help="the .xlsx file to write")],
    secret: Annotated[
        Path | None, typer.Option(help="file of the secret, made if absent; beside the case")
    ] = None,
    lang: Annotated[Lang | None, typer.Option(help="language of the workbook and messages")] = None,
) -> None:
    """Write a case with codes in place of households and raters, to be passed on."""
    with _speaking(lang):
        found = load_case(case)
        secret = secret or Path(case).with_suffix(".secret")
        coded = privacy.anonymise(found, privacy.secret_of(secret))
        written = coded.save(out, as_folder=out.suffix.lower() != ".xlsx")
    typer.echo(text("message.anonymised", file=written, secret=secret))


@app.command()
def check(
    case: Annotated[
        str, typer.Argument(help="path of a workbook or of a folder of CSV files; or a case")
    ],
    strict: Annotated[
        bool, typer.Option("--strict", help="end with code 1 if there are warnings")
    ] = False,
    lang: Annotated[Lang | None, typer.Option(help="language of the answer")] = None,
) -> None:
    """Name every mistake in a workbook at once, and what weakens the judgement."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with _speaking(lang):
        with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
            tasks: dict[str, TaskID] = {}

            def tell(sheet: str, done: int, total: int) -> None:
                if sheet not in tasks:
                    tasks[sheet] = bar.add_task(sheet, total=total)
                bar.update(tasks[sheet], completed=done)

            found = check_case(case, tell)
    typer.echo(found.message())
    raise typer.Exit(found.exit_code(strict))


@app.command()
def assess(
    case: Annotated[
        str,
        typer.Argument(
            help=f"one of {', '.join(cases())}; or the path of a folder of CSV files or of an "
            ".xlsx workbook"
        ),
    ],
    rule: Annotated[str, typer.Option(help=f"one of {', '.join(RULES)}")] = DEFAULT_RULE,
    lang: Annotated[Lang | None, typer.Option(help="language of the answer")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="plain data instead of words")] = False,
) -> None:
    """Say what a case is called under the rubric, and why."""
    with _speaking(lang):
        found = load_case(case)
        answer = json.dumps(found.to_json(rule), indent=2) if as_json else found.describe(rule)
    typer.echo(answer)


@app.command()
def lab(
    folder: Annotated[Path, typer.Option("--dir", help="folder for the lessons")] = Path(
        lessons.FOLDER
    ),
    lang: Annotated[Lang | None, typer.Option(help="language of the lessons and messages")] = None,
    port: Annotated[int | None, typer.Option(help="port; the first free one if not given")] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="open a browser where there is one")
    ] = True,
) -> None:
    """Copy the lessons to a folder of yours and open them in JupyterLab."""
    with _speaking(lang):
        lessons.run(folder, terms.language(), port, browser)


@app.command()
def report(
    case: Annotated[str, typer.Argument(help="name of a built-in case, or path of your own")],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="file to write, .html or .docx; named after the case"),
    ] = None,
    lang: Annotated[Lang | None, typer.Option(help="language of the report")] = None,
    word: Annotated[bool, typer.Option("--docx", help="a Word document beside the page")] = False,
    overwrite: Annotated[bool, typer.Option(help="replace files that are there")] = False,
) -> None:
    """Write a case as one page to print, and as a Word document to mark."""
    from .report import write_report

    with _speaking(lang):
        found = load_case(case)
        files = write_report(found, out, word=word, overwrite=overwrite)
    typer.echo(text("message.reports_written", files=", ".join(map(str, files))))


@app.command()
def kit(
    out: Annotated[Path, typer.Option("--out", "-o", help="folder to write into")] = Path("kit"),
    cases: Annotated[
        int, typer.Option(help="invented areas to add, one page each, with one key")
    ] = 0,
    seed: Annotated[int, typer.Option(help="which invented areas")] = 0,
    lang: Annotated[Lang | None, typer.Option(help="language of the kit")] = None,
    overwrite: Annotated[bool, typer.Option(help="replace files that are there")] = False,
) -> None:
    """Write what a lecturer hands out: worksheets, cards, roles, slides, questions for Moodle."""
    from .exchange.kit import write_kit

    with _speaking(lang):
        files = write_kit(out, cases=cases, seed=seed, overwrite=overwrite)
        typer.echo(text("message.kit_written", n=len(files), folder=out))


@app.command()
def compare(
    cases: Annotated[
        list[str],
        typer.Argument(
            help="two cases or more; one case with several rounds; one folder with a workbook for "
            "each area; or one list of areas (.csv, .xlsx) with the columns system, shared_goal, "
            "process, effect"
        ),
    ],
    rule: Annotated[str, typer.Option(help="rule for a file of areas")] = DEFAULT_RULE,
    lang: Annotated[Lang | None, typer.Option(help="language of the answer")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="plain data instead of words")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="file to write: .html, .docx or .csv")
    ] = None,
    overwrite: Annotated[bool, typer.Option(help="replace a file that is there")] = False,
) -> None:
    """Put areas side by side, or one area over the years, or classify a file of areas."""
    from .report import tell_comparison

    with _speaking(lang):
        answer = tell_comparison(cases, rule=rule, as_json=as_json, out=out, overwrite=overwrite)
    typer.echo(answer)


# -- Exchange with other programs: the help speaks the language of the command line, see __main__ --


def _help(key: str) -> str:
    return text(f"help.{key}")


_Lang = Annotated[Lang | None, typer.Option(help=_help("lang"))]
_Overwrite = Annotated[bool, typer.Option("--overwrite", help=_help("overwrite"))]


@app.command(help=_help("codebook"))
def codebook(
    out: Annotated[Path, typer.Option("--out", "-o", help=_help("codebook_out"))],
    lang: _Lang = None,
    overwrite: _Overwrite = False,
) -> None:
    """Write the codebook of factors for a program that codes interviews."""
    from .exchange import codes, write_codebook

    with _speaking(lang):
        file = write_codebook(out, overwrite=overwrite)
        typer.echo(text("message.codes_written", file=file, n=len(codes())))


@app.command(help=_help("collect"))
def collect(
    files: Annotated[list[str], typer.Argument(help=_help("collect_files"))],
    out: Annotated[Path, typer.Option("--out", "-o", help=_help("collect_out"))],
    missing: Annotated[list[str] | None, typer.Option(help=_help("collect_missing"))] = None,
    lang: _Lang = None,
    overwrite: _Overwrite = False,
) -> None:
    """Put the judgements of many people on one area into one workbook."""
    from .exchange import gather

    with _speaking(lang):
        found = gather(files, missing or ())
        file = found.case.save(out, overwrite=overwrite)
        typer.echo(f"{found.message()}\n{text('message.written', file=file)}")


@app.command(help=_help("segments"))
def segments(
    file: Annotated[Path, typer.Argument(help=_help("segments_file"))],
    into: Annotated[Path, typer.Option(help=_help("segments_into"))],
    out: Annotated[Path | None, typer.Option("--out", "-o", help=_help("segments_out"))] = None,
    kind: Annotated[str, typer.Option(help=_help("segments_kind"))] = "not_stated",
    lang: _Lang = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help=_help("segments_overwrite"))
    ] = False,
) -> None:
    """Put coded passages of another program into the workbook of an area."""
    from .exchange import write_segments

    with _speaking(lang):
        typer.echo(write_segments(file, into, out, kind, overwrite=overwrite))


@app.command(help=_help("form"))
def form(
    out: Annotated[Path, typer.Option("--out", "-o", help=_help("form_out"))],
    lang: _Lang = None,
    overwrite: _Overwrite = False,
) -> None:
    """Write two forms for KoboToolbox or ODK."""
    from .exchange import write_forms

    with _speaking(lang):
        files = write_forms(out, overwrite=overwrite)
        typer.echo(text("message.reports_written", files=", ".join(map(str, files))))
