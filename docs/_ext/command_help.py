"""The page on the command, made from the command's own help at build, so that it cannot drift."""

import languages
import typer
from framework_tables import language
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


def help_text(app: typer.Typer, name: str) -> str:
    """The help of a command and all its subcommands as Markdown, headings from the second level."""
    group = typer.main.get_command(app)
    found = [(name, group), *((f"{name} {sub}", each) for sub, each in group.commands.items())]
    return "\n\n".join(section(path, command) for path, command in found)


def section(path: str, command: typer.core.TyperCommand) -> str:
    """The help of one command: the same sentences as in a terminal."""
    from led_synergy import _command as spoken

    level = "##" if hasattr(command, "commands") else "###"
    lines = [f"{level} `{path}`", "", spoken.help_of(command), ""]
    lines += ["```console", f"$ {path} {spoken.usage(command)}", "```"]
    for heading, rows in spoken.parts(command, typer.Context(command, info_name=path)):
        if rows:
            lines += ["", f"**{heading}**", "", *(f"* `{names}`: {said}" for names, said in rows)]
    return "\n".join(lines)


class CommandHelp(SphinxDirective):
    """One section for each subcommand."""

    def run(self):
        """Called by Sphinx."""
        from led_synergy import terms
        from led_synergy.cli import app

        with terms.speaking(language(self.env)):
            text = help_text(app, "led-synergy")
        return languages.silent(self, text)


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.add_directive("command-help", CommandHelp)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
