"""A small reader of the GIFT format, as Moodle reads it: escapes, categories, answers, feedback."""

import re
from dataclasses import dataclass, field

_ESCAPED = {char: chr(0xE000 + n) for n, char in enumerate("\\~=#{}:n")}


@dataclass
class Answer:
    """One answer: its sign, share of the mark in percent, words, feedback."""

    sign: str
    share: float | None
    words: str
    said: str


@dataclass
class Asked:
    """One question."""

    category: str
    title: str
    text: str
    number: bool
    answers: list[Answer] = field(default_factory=list)
    general: str = ""


def read(text):
    """All questions of a file; whatever is left over is an error."""
    category, found = "", []
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = [line for line in block.splitlines() if not line.startswith("//")]
        block = "\n".join(lines).strip()
        if block.startswith("$CATEGORY:"):
            category = plain(hidden(block.removeprefix("$CATEGORY:").strip()))
        elif block:
            found.append(question(hidden(block), category))
    return found


def hidden(text):
    """Escaped signs as letters of their own."""
    return re.sub(r"\\([\\~=#{}:n])", lambda match: _ESCAPED[match[1]], text)


def plain(text):
    """Those letters as the signs that they stand for."""
    for char, letter in _ESCAPED.items():
        text = text.replace(letter, "\n" if char == "n" else char)
    return text.strip()


def question(block, category):
    """One question; every sign has its place, and none is left over."""
    parts = re.fullmatch(r"::([^:]+)::\[markdown\]([^{}~=#]*)\{(#?)([^{}]*)\}", block)
    assert parts, block[:300]
    title, text, number, inside = parts.groups()
    assert not re.search(r"[:\\]", text), text
    inside, _, general = inside.partition("####")
    asked = Asked(category, plain(title), plain(text), bool(number), general=plain(general))
    pieces = re.split(r"([~=])", inside)
    assert not pieces[0].strip(), pieces[0]
    for sign, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        words, _, said = piece.partition("#")
        share = re.match(r"%(-?[\d.]+)%", words)
        if share:
            words = words[share.end() :]
        assert "#" not in said and (number or ":" not in words), piece
        value = float(share[1]) if share else None
        asked.answers.append(Answer(sign, value, plain(words), plain(said)))
    return asked


def mark(asked, given):
    """The share of the mark and the feedback that Moodle gives to an answer."""
    for answer in asked.answers:
        if asked.number:
            value, _, near = answer.words.partition(":")
            fits = abs(float(value) - given) <= float(near or 0) + 1e-9
        else:
            fits = answer.words == given
        if fits:
            full = 100.0 if answer.sign == "=" else 0.0
            return (full if answer.share is None else answer.share), answer.said
    return 0.0, asked.general
