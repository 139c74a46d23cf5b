"""The led-synergy command. What its help says stands in terms.csv: see `_command`."""

import json
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import lab as lessons
from ._command import SpokenCommand, SpokenGroup, a_bar, at_work, one_by_one
from .case import Case, check_case, load_case, privacy
from .categories import DEFAULT_RULE
from .terms import text

if TYPE_CHECKING:
    from rich.progress import TaskID

app = typer.Typer(cls=SpokenGroup, invoke_without_command=True, add_completion=False)

# The language is read from the whole command line, before the help is written.
_Lang = Annotated[str | None, typer.Option("--lang")]
_Overwrite = Annotated[bool, typer.Option("--overwrite")]
_Area = Annotated[str, typer.Argument(metavar="area")]
_Out = Annotated[Path, typer.Option("--out", "-o", metavar="file")]
_MaybeOut = Annotated[Path | None, typer.Option("--out", "-o", metavar="file")]
_Rule = Annotated[str, typer.Option("--rule", metavar="rule")]
_Json = Annotated[bool, typer.Option("--json")]


def _version(wanted: bool) -> None:
    from . import __version__

    if wanted:
        typer.echo(f"led_synergy {__version__}")
        raise typer.Exit


@app.callback()
def main(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
    lang: _Lang = None,
) -> None:
    """Judge how government, market and community work together in a rural area."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal or pipe of an old code page shows "?" for what it does not know, no error.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


@app.command(cls=SpokenCommand)
def new(
    path: Annotated[Path, typer.Argument(metavar="file")],
    example: Annotated[bool, typer.Option("--example")] = False,
    folder: Annotated[bool, typer.Option("--folder")] = False,
    begin: Annotated[str | None, typer.Option("--from", metavar="area")] = None,
    lang: _Lang = None,
) -> None:
    """Write a workbook to fill in for an area of your own."""
    if begin:
        written = load_case(begin).save(path, as_folder=folder)
    else:
        written = Case.new(path, example=example, as_folder=folder)
    typer.echo(text("message.written", file=written))


@app.command(cls=SpokenCommand)
def anonymise(
    case: _Area,
    out: _Out,
    secret: Annotated[Path | None, typer.Option(metavar="file")] = None,
    lang: _Lang = None,
) -> None:
    """Write a case with codes in place of households and raters, to be passed on."""
    found = load_case(case)
    secret = secret or Path(case).with_suffix(".secret")
    coded = privacy.anonymise(found, privacy.secret_of(secret))
    written = coded.save(out, as_folder=out.suffix.lower() != ".xlsx")
    typer.echo(text("message.anonymised", file=written, secret=secret))


@app.command(cls=SpokenCommand)
def check(
    case: _Area,
    strict: Annotated[bool, typer.Option("--strict")] = False,
    lang: _Lang = None,
) -> None:
    """Name every mistake in a workbook at once, and what weakens the judgement."""
    with a_bar() as bar:
        tasks: dict[str, TaskID] = {}

        def tell(sheet: str, done: int, total: int) -> None:
            assert bar is not None
            if sheet not in tasks:
                tasks[sheet] = bar.add_task(sheet, total=total)
            bar.update(tasks[sheet], completed=done)

        found = check_case(case, tell if bar else None)
    typer.echo(found.message())
    raise typer.Exit(found.exit_code(strict))


@app.command(cls=SpokenCommand)
def assess(
    case: _Area, rule: _Rule = DEFAULT_RULE, as_json: _Json = False, lang: _Lang = None
) -> None:
    """Say what a case is called under the rubric, and why."""
    found = load_case(case)
    typer.echo(json.dumps(found.to_json(rule), indent=2) if as_json else found.describe(rule))


@app.command(cls=SpokenCommand)
def lab(
    folder: Annotated[Path, typer.Option("--dir", metavar="folder")] = Path(lessons.FOLDER),
    port: Annotated[int | None, typer.Option(metavar="number")] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser")] = True,
    lang: _Lang = None,
) -> None:
    """Copy the lessons to a folder of yours and open them in JupyterLab."""
    lessons.run(folder, port=port, browser=browser)


@app.command(cls=SpokenCommand)
def report(
    case: _Area,
    out: _MaybeOut = None,
    word: Annotated[bool, typer.Option("--docx")] = False,
    overwrite: _Overwrite = False,
    lang: _Lang = None,
) -> None:
    """Write a case as one page to print, and as a Word document to mark."""
    with at_work("report"):
        from .report import write_report

        files = write_report(load_case(case), out, word=word, overwrite=overwrite)
    typer.echo(text("message.reports_written", files=", ".join(map(str, files))))


@app.command(cls=SpokenCommand)
def kit(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="folder")] = Path("kit"),
    cases: Annotated[int, typer.Option(metavar="number")] = 0,
    seed: Annotated[int, typer.Option(metavar="number")] = 0,
    overwrite: _Overwrite = False,
    lang: _Lang = None,
) -> None:
    """Write what a lecturer hands out: worksheets, cards, roles, slides, questions for Moodle."""
    with at_work("kit"):
        from .exchange.kit import write_kit

        files = write_kit(out, cases=cases, seed=seed, overwrite=overwrite)
    typer.echo(text("message.kit_written", n=len(files), folder=out))


@app.command(cls=SpokenCommand)
def compare(
    cases: Annotated[list[str], typer.Argument(metavar="area")],
    out: _MaybeOut = None,
    rule: _Rule = DEFAULT_RULE,
    as_json: _Json = False,
    overwrite: _Overwrite = False,
    lang: _Lang = None,
) -> None:
    """Put areas side by side, or one area over the years, or classify a file of areas."""
    with at_work("compare") as said:
        from .report import tell_comparison

        told = tell_comparison(
            cases, rule=rule, as_json=as_json, out=out, overwrite=overwrite,
            follow=lambda files: one_by_one(files, "collect", said),
        )  # fmt: skip
    typer.echo(told)


@app.command(cls=SpokenCommand)
def codebook(out: _Out, overwrite: _Overwrite = False, lang: _Lang = None) -> None:
    """Write the codebook of factors for a program that codes interviews."""
    from .exchange import codes, write_codebook

    file = write_codebook(out, overwrite=overwrite)
    typer.echo(text("message.codes_written", file=file, n=len(codes())))


@app.command(cls=SpokenCommand)
def collect(
    files: Annotated[list[str], typer.Argument(metavar="file")],
    out: _Out,
    missing: Annotated[list[str] | None, typer.Option(metavar="word")] = None,
    overwrite: _Overwrite = False,
    lang: _Lang = None,
) -> None:
    """Put the judgements of many people on one area into one workbook."""
    from .exchange import gather

    found = gather(one_by_one(files, "collect"), missing or ())
    file = found.case.save(out, overwrite=overwrite)
    typer.echo(f"{found.message()}\n{text('message.written', file=file)}")


@app.command(cls=SpokenCommand)
def segments(
    file: Annotated[Path, typer.Argument(metavar="file")],
    into: Annotated[Path, typer.Option(metavar="file")],
    out: _MaybeOut = None,
    kind: Annotated[str, typer.Option(metavar="word")] = "not_stated",
    overwrite: _Overwrite = False,
    lang: _Lang = None,
) -> None:
    """Put coded passages of another program into the workbook of an area."""
    from .exchange import write_segments

    typer.echo(write_segments(file, into, out, kind, overwrite=overwrite))


@app.command(cls=SpokenCommand)
def form(out: _Out, overwrite: _Overwrite = False, lang: _Lang = None) -> None:
    """Write two forms for KoboToolbox or ODK: a judgement, and participation."""
    from .exchange import write_forms

    files = write_forms(out, overwrite=overwrite)
    typer.echo(text("message.reports_written", files=", ".join(map(str, files))))
