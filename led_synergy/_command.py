"""How the command line speaks: its help and its mistakes, in the chosen language, from terms.csv.

The help of a command has the key ``help.COMMAND``, that of a parameter ``help.COMMAND_PARAMETER``,
or ``help.PARAMETER`` where several commands share it. Typer's own words are English only.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from . import framework, terms
from .case import cases
from .categories import RULES
from .terms import InputError, text

if TYPE_CHECKING:
    from rich.progress import Progress
    from rich.status import Status


def speak(arguments: Sequence[str]) -> None:
    """Choose the language that a command line asks for; help is written before it is read."""
    found = re.search(r" --lang[ =](\S+)", " ".join(["", *arguments]))
    terms.choose(found[1] if found else None)


class SpokenCommand(TyperCommand):
    """A command with its help in the chosen language."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Called for --help."""
        write_help(self, ctx, formatter)


class SpokenGroup(TyperGroup):
    """All commands, with help and mistakes in the chosen language."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Called for --help."""
        write_help(self, ctx, formatter)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Called with what follows the program's own options."""
        if not args[0].startswith("-"):
            terms.choice(args[0], self.commands, "command")
        return super().resolve_command(ctx, args)

    def main(self, args: Any = None, *rest: Any, **others: Any) -> Any:
        """Run the command; a mistake ends with its sentence and code 2."""
        args = list(sys.argv[1:] if args is None else args)
        try:
            speak(args)
            others["standalone_mode"] = False
            sys.exit(super().main(args, *rest, **others) or 0)
        except InputError as error:
            typer.echo(str(error), err=True)
        except Exception as error:
            if not hasattr(error, "format_message"):
                raise
            typer.echo(mistake(error, self, args), err=True)
        sys.exit(2)


def parts(command: Any, ctx: Any) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The lists of a help: heading, and what is in it with its sentence."""
    for kind in ("argument", "option"):
        found = [p for p in command.get_params(ctx) if p.param_type_name == kind]
        yield text(f"help.{kind}s"), [(shown(p), help_of(command, p)) for p in found]
    commands = getattr(command, "commands", {})
    yield text("help.commands"), [(name, help_of(each)) for name, each in commands.items()]


def usage(command: Any) -> str:
    """What follows the name of a command."""
    many = [value(p) for p in command.params if p.param_type_name == "argument"]
    end = [text("help.command_value")] if hasattr(command, "commands") else many
    return " ".join([f"[{text('help.options').upper()}]", *end])


def write_help(command: Any, ctx: Any, formatter: Any) -> None:
    """Write a help as people know it from other commands."""
    formatter.write_usage(ctx.command_path, usage(command), f"{text('help.usage')}: ")
    formatter.write_paragraph()
    formatter.write_text(help_of(command))
    for heading, rows in parts(command, ctx):
        if rows:
            with formatter.section(heading):
                formatter.write_dl(rows)


def help_of(command: Any, parameter: Any = None) -> str:
    """The sentence on a command or on one of its parameters."""
    if parameter is None:
        named = "program" if hasattr(command, "commands") else command.name
        return text(f"help.{named}")
    own = f"help.{command.name}_{parameter.name}"
    key = own if own in framework.keys("terms") else f"help.{parameter.name}"
    said = text(key, areas=", ".join(cases()), rules=", ".join(RULES))
    if parameter.required:
        said += f" [{text('help.required')}]"
    elif parameter.default is not None and not isinstance(parameter.default, bool):
        said += f" [{text('help.default', value=parameter.default)}]"
    return said


def value(parameter: Any) -> str:
    """What a parameter takes, as one word in capitals; nothing for a switch."""
    if getattr(parameter, "is_flag", False):
        return ""
    if parameter.metavar is None:
        return "|".join(terms.LANGUAGES)
    many = parameter.nargs == -1 or getattr(parameter, "multiple", False)
    return text(f"term.{parameter.metavar}").upper() + ("…" if many else "")


def shown(parameter: Any) -> str:
    """A parameter as the help lists it: its names, and what it takes."""
    if parameter.param_type_name == "argument":
        return value(parameter)
    names = ", ".join([*parameter.opts, *parameter.secondary_opts])
    return f"{names} {value(parameter)}".strip()


@contextmanager
def at_work(command: str) -> Iterator["Status"]:
    """Say on a terminal what a command is doing, as long as it lasts; nothing in a pipe."""
    from rich.console import Console

    with Console(stderr=True).status(text(f"message.at_work_{command}")) as said:
        yield said


@contextmanager
def a_bar() -> Iterator["Progress | None"]:
    """A bar on a terminal; None in a pipe, where one switched off leaves a line before Rich 15."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    with Progress(console=console, transient=True) as bar:
        yield bar


def one_by_one(
    items: Iterable[Any], command: str, instead: "Status | None" = None
) -> Iterator[Any]:
    """The items, one after the other, with a bar on a terminal that says how far it is.

    The bar stands in the place of what is said there already, which is said again after it.
    """
    if instead:
        instead.stop()
    with a_bar() as bar:
        said = text(f"message.at_work_{command}")
        yield from bar.track([*items], description=said) if bar else items
    if instead:
        instead.start()


def mistake(error: Any, group: Any, arguments: Sequence[str]) -> str:
    """A mistake that Typer found, as a sentence that says what is allowed."""
    kind, name = type(error).__name__, next((a for a in arguments if a in group.commands), "")
    command, path = group.commands.get(name, group), f"led-synergy {name}".strip()
    known = {o: p for p in command.params for o in [*p.opts, *p.secondary_opts]}
    if kind == "NoSuchOption":
        allowed = ", ".join(sorted(option for option in [*known, "--help"] if option[:2] == "--"))
        said = text("error.no_option", path=path, found=error.option_name, allowed=allowed)
    elif kind == "BadOptionUsage":
        takes = value(known[error.option_name])
        key = "error.option_without_value" if takes else "error.option_with_value"
        said = text(key, path=path, option=error.option_name, takes=takes)
    elif kind == "MissingParameter":
        said = text("error.missing_parameter", path=path, what=shown(error.param))
        said += f" ({help_of(command, error.param).rpartition(' [')[0]})"
    elif kind == "BadParameter":
        said = text("error.whole_number", path=path, **given(error.param, arguments))
    elif found := re.search(r"\(([^()]*)\)$", error.format_message()):
        said = text("error.too_many_words", path=path, found=found[1], usage=usage(command))
    else:
        said = error.format_message()
    return f"{said}\n{text('help.more', command=f'{path} --help')}"


def given(parameter: Any, arguments: Sequence[str]) -> dict[str, str]:
    """Which option was written, and what was given for it."""
    for n, word in enumerate(arguments):
        option, equals, after = word.partition("=")
        if option in parameter.opts:
            return {"option": option, "found": after if equals else arguments[n + 1]}
    return {"option": parameter.opts[0], "found": ""}
