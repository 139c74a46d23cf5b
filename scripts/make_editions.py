"""Build the site of each whole edition in a folder of its own below the English one.

Usage: python scripts/make_editions.py SITE [LANGUAGE …]   (those of scripts/editions.py)
"""

import subprocess
import sys
from pathlib import Path

import editions


def command(language: str, target: Path, trees: Path) -> list[str]:
    """How Sphinx is asked for an edition."""
    strict = ["-n", "-W", "--keep-going", "-q", "-j", "auto"]
    asked = [sys.executable, "-m", "sphinx", *strict, "-b", "html", "-D", f"language={language}"]
    return [*asked, "-d", str(trees), str(editions.HOUSE / "docs"), str(target)]


def main() -> int:
    """Build what is named, or every whole edition."""
    site = Path(sys.argv[1])
    for language in sys.argv[2:] or editions.complete():
        trees = site.parent / f"doctrees_{language}"
        done = subprocess.run(command(language, site / language, trees))
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
