"""`led-synergy` and `python -m led_synergy`: the command line, or what it needs to be installed."""

import re
import sys

from .terms import choose, text

_NEEDED = ("typer", "click", "rich", "pandas", "narwhals", "networkx", "altair", "python_calamine")


def main() -> None:
    """Run the command line; tell in a sentence what is not installed."""
    try:
        from .cli import app
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in _NEEDED:
            raise
        if found := re.search(r" --lang[ =](en|id)( |$)", " ".join(["", *sys.argv[1:]])):
            choose(found[1])
        sys.exit(text("error.command_not_installed", found=missing))
    app(prog_name="led-synergy")


if __name__ == "__main__":
    main()
