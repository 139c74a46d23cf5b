"""The page on the command, made from the command's own help at build, so that it cannot drift."""

import re

import languages
import typer
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from typer.cli import get_docs_for_click


def help_text(app: typer.Typer, name: str) -> str:
    """The help of a command and all its subcommands as Markdown, headings from the second level."""
    command = typer.main.get_command(app)
    text = get_docs_for_click(obj=command, ctx=typer.Context(command, info_name=name), name=name)
    for known, subcommand in command.commands.items():
        # In its list of commands Typer cuts the first sentence short.
        whole = subcommand.help.split("\n\n")[0].replace("\n", " ")
        text = re.sub(rf"^\* `{known}`: .*$", f"* `{known}`: {whole}", text, flags=re.MULTILINE)
    return re.sub(r"^#", "##", text, flags=re.MULTILINE)


class CommandHelp(SphinxDirective):
    """One section for each subcommand."""

    def run(self):
        """Called by Sphinx."""
        from led_synergy.cli import app

        text = help_text(app, "led-synergy")
        return languages.silent(self, text)


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.add_directive("command-help", CommandHelp)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
