"""A report as plain text for the terminal."""

import io

from .content import Grid, Points, Report, Words

__all__ = [
    "plain",
]


def plain(report: Report, width: int = 100) -> str:
    """The report as text for a terminal, without its charts.

    Parameters
    ----------
    report : Report
        The report.
    width : int
        Characters in a line.

    Returns
    -------
    str

    Examples
    --------
    >>> print(plain(Report("en", "Report", "Area", "", "", ())))
    Report
    Area
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    lines = io.StringIO()
    screen = Console(file=lines, width=width, color_system=None, markup=False, emoji=False)
    for words in filter(None, (report.kind, report.title, report.subtitle, report.notice)):
        screen.print(Text(words))
    for section in report.sections:
        screen.print(Text(f"\n{section.title.upper()}"))
        for block in section.blocks:
            if isinstance(block, Words):
                screen.print(Text(block.text))
            elif isinstance(block, Points):
                for item in block.items:
                    screen.print(Text(f"- {item}"))
            elif isinstance(block, Grid):
                table = Table(box=box.ASCII_DOUBLE_HEAD, title=Text(block.title), show_lines=True)
                for column in block.columns:
                    table.add_column(Text(column), overflow="fold")
                for row in block.rows:
                    table.add_row(*map(Text, row))
                screen.print(table)
    return "\n".join(line.rstrip() for line in lines.getvalue().splitlines())
