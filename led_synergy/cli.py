"""The led-synergy command."""

import json
import sys
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from . import lab as lessons
from .case import cases, load_case
from .categories import DEFAULT_RULE, RULES
from .terms import InputError

app = typer.Typer(
    help="Judge how government, market and community work together in a rural area.",
    no_args_is_help=True,
    add_completion=False,
)


class Lang(StrEnum):
    """Languages of the messages."""

    en = "en"
    id = "id"


@app.callback()
def main() -> None:
    """Judge how government, market and community work together in a rural area."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal or pipe of an old code page shows "?" for what it does not know, no error.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


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
    lang: Annotated[Lang, typer.Option(help="language of the answer")] = Lang.en,
    as_json: Annotated[bool, typer.Option("--json", help="plain data instead of words")] = False,
) -> None:
    """Say what a case is called under the rubric, and why."""
    try:
        found = load_case(case)
        answer = (
            json.dumps(found.to_json(rule), indent=2)
            if as_json
            else found.describe(rule, lang.value)
        )
    except InputError as error:
        typer.echo(error.message(lang.value), err=True)
        raise typer.Exit(2) from None
    typer.echo(answer)


@app.command()
def lab(
    folder: Annotated[Path, typer.Option("--dir", help="folder for the lessons")] = Path(
        lessons.FOLDER
    ),
    lang: Annotated[Lang, typer.Option(help="language of the lessons and messages")] = Lang.en,
    port: Annotated[int | None, typer.Option(help="port; the first free one if not given")] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="open a browser where there is one")
    ] = True,
) -> None:
    """Copy the lessons to a folder of yours and open them in JupyterLab."""
    try:
        lessons.run(folder, lang.value, port, browser)
    except InputError as error:
        typer.echo(error.message(lang.value), err=True)
        raise typer.Exit(2) from None
