"""Fingerprints of every eight words in a row of the paper, whose text is not in this repository.

Usage: python scripts/make_runs.py PAPER.txt   (writes tests/paper_runs.bin)

A fingerprint is six bytes of a sum, from which no word can be read. A text of ours that shares one
has carried a sentence of the paper over, or nearly.
"""

import hashlib
import re
import sys
from functools import cache
from pathlib import Path

RUN, SIZE = 8, 6
FILE = Path(__file__).resolve().parent.parent / "tests" / "paper_runs.bin"


def words(text: str) -> list[str]:
    """The words of a text, without case, numbers and signs."""
    return re.findall(r"[^\W\d_]+", text.casefold())


def runs(text: str) -> list[tuple[bytes, str]]:
    """Each eight words in a row, and their fingerprint."""
    found = words(text)
    rows = (" ".join(found[n : n + RUN]) for n in range(len(found) - RUN + 1))
    return [(hashlib.sha256(row.encode()).digest()[:SIZE], row) for row in rows]


@cache
def known() -> frozenset[bytes]:
    """The fingerprints of the paper."""
    held = FILE.read_bytes()
    return frozenset(held[n : n + SIZE] for n in range(0, len(held), SIZE))


if __name__ == "__main__":
    paper = Path(sys.argv[1]).read_text(encoding="utf-8")
    FILE.write_bytes(b"".join(sorted({mark for mark, _ in runs(paper)})))
