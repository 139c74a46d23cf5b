"""The languages of the course: which editions readers get, and where each has its texts.

English is the source. Another language has a folder in locale/; it reaches readers (site, lab,
browser kernel, wheel) once it is named in `COMPLETE`, and not before. The tests set the variables
of the environment, and work in folders of their own.
"""

import os
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
SOURCE = "en"
# The one switch. Put "id" here when `python scripts/strings.py --missing` counts nothing.
COMPLETE: tuple[str, ...] = ("id",)
NAMES = {"en": "English", "id": "Bahasa Indonesia"}
# Pages that stay English in every edition, and say so.
ENGLISH_ONLY = ("reference/api", "reference/changelog", "py-modindex")


def complete() -> tuple[str, ...]:
    """The languages, beside English, in which there is a whole edition."""
    named = os.environ.get("LED_SYNERGY_EDITIONS")
    return COMPLETE if named is None else tuple(named.split())


def translations() -> Path:
    """The folder of all catalogues."""
    return Path(os.environ.get("LED_SYNERGY_LOCALE", HOUSE / "locale"))


def languages() -> list[str]:
    """The languages that have catalogues, whole or not."""
    return sorted(path.parent.name for path in translations().glob("*/LC_MESSAGES"))


def catalogues(language: str) -> Path:
    """The folder of the catalogues of a language."""
    return translations() / language / "LC_MESSAGES"


def notebooks(language: str = SOURCE) -> Path:
    """The folder of the lessons in a language; its solutions are in a folder below."""
    if language == SOURCE:
        return HOUSE / "notebooks"
    return Path(os.environ.get("LED_SYNERGY_NOTEBOOKS", HOUSE / "notebooks")) / language


def lessons(language: str = SOURCE) -> list[Path]:
    """All lessons and solutions of a language."""
    folder = notebooks(language)
    return [*sorted(folder.glob("*.ipynb")), *sorted(folder.glob("solutions/*.ipynb"))]


def translated(page: str) -> bool:
    """Whether a page of the site is translated."""
    return not page.startswith(ENGLISH_ONLY)
