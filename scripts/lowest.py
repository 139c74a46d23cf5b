"""Print the lowest versions that pyproject.toml allows its users, as constraints for pip.

Usage: python scripts/lowest.py > lowest.txt && pip install -c lowest.txt ".[all]"

What only tests and the site need is not among them: its newest version is as good.
"""

import re
import tomllib
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent


def main() -> None:
    """One line for each library that is named with a lower bound."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["lab"], *extras["cases"]]
    for line in sorted({*wanted}):
        if found := re.fullmatch(r"([\w-]+)(?:\[.*\])?>=([\d.]+)", line):
            print(f"{found[1]}=={found[2]}")


if __name__ == "__main__":
    main()
