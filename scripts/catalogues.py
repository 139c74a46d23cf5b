"""Catalogues of translations (.po): read, brought up to date, written in one normal form.

A catalogue has no dates and no line numbers, and keeps the order of the page, so that the same
texts make the same file. A translation whose English changed is marked fuzzy and keeps the earlier
English (`#|`), so that a translator sees what changed. A text that another catalogue has translated
already takes that translation.
"""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import editions
from babel.messages.catalog import Catalog
from babel.messages.pofile import normalize, read_po, unescape, write_po

HEAD = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


@dataclass(frozen=True)
class Message:
    """A text to translate, what kind it is, and the cell in which it stands."""

    text: str
    context: str | None = None
    place: str = ""


Memory = dict[tuple[str, str | None], set[str]]


def read(path: Path, language: str) -> Catalog:
    """A catalogue; an empty one if there is none."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        found = read_po(file, locale=language)
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        if "#| msgid" in block:  # which Babel writes and does not read
            message = found.get(*_named(block, ""))
            if message is not None:
                message.previous_id = [_named(block, "#| ")[0]]
                message.user_comments = [c for c in message.user_comments if c[:1] != "|"]
    return found


def _named(block: str, mark: str) -> tuple[str, str | None]:
    """The id and the context of a message as the file has it, after a mark."""
    said: dict[str, str] = {}
    key = ""
    for line in block.splitlines():
        if not line.startswith(mark) or (not mark and line.startswith("#")):
            continue
        word, _, quoted = line.removeprefix(mark).partition('"')
        key = word.strip() or key
        said[key] = said.get(key, "") + unescape(f'"{quoted}')
    return said.get("msgid", ""), said.get("msgctxt")


def write(path: Path, catalogue: Catalog, language: str) -> bool:
    """Write a catalogue; whether the file changed."""
    buffer = io.BytesIO()
    for message in catalogue:
        message.flags.discard("python-format")  # a share in per cent is no gap
    write_po(buffer, catalogue, width=100, omit_header=True, ignore_obsolete=True)
    content = HEAD.format(language=language).encode()
    content += _with_earlier(buffer.getvalue().decode(), catalogue).encode()
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


def _with_earlier(text: str, catalogue: Catalog) -> str:
    # Babel would break an earlier text into lines that nothing can put together again.
    blocks = text.split("\n\n")
    for place, message in enumerate(message for message in catalogue if message.id):
        for earlier in message.previous_id:
            line = f"#| msgid {normalize(earlier, width=0)}\n"
            blocks[place] = re.sub(
                r"^(?=msg)", lambda _, line=line: line, blocks[place], count=1, flags=re.M
            )
    return "\n\n".join(blocks)


def template(messages: Iterable[Message]) -> Catalog:
    """The texts as a catalogue without translations."""
    made = Catalog()
    for message in messages:
        place = [(message.place, None)] if message.place else []
        made.add(message.text, context=message.context, locations=place)  # type: ignore[arg-type]
    return made


def update(old: Catalog, messages: Iterable[Message], memory: Memory) -> Catalog:
    """A catalogue with these texts, in their order, and every translation that it can keep."""
    before = {(m.id, m.context): m for m in old if m.id}
    order = template(messages)
    old.update(order, update_header_comment=False)
    made = Catalog(locale=old.locale)
    for wanted in order:
        if not wanted.id:
            continue
        kept = old.get(wanted.id, wanted.context)
        assert kept is not None
        earlier = before.get((kept.id, kept.context))
        previous = kept.previous_id or (earlier.previous_id if earlier and kept.fuzzy else ())
        known = memory.get((wanted.id, wanted.context), set())  # type: ignore[arg-type]
        string, flags = kept.string, set(kept.flags)
        if (not string or kept.fuzzy) and len(known) == 1:
            string, flags, previous = next(iter(known)), flags - {"fuzzy"}, ()
        made.add(
            wanted.id,
            string,
            locations=wanted.locations,
            flags=flags,
            user_comments=kept.user_comments,
            previous_id=previous,
            context=wanted.context,
        )
    return made


def remember(language: str) -> Memory:
    """All translations that somebody has made and nobody has to read again."""
    found: Memory = {}
    for path in files(language):
        for message in read(path, language):
            if message.id and message.string and not message.fuzzy:
                found.setdefault((message.id, message.context), set()).add(message.string)  # type: ignore
    return found


def files(language: str) -> list[Path]:
    """All catalogues of a language."""
    return sorted(editions.catalogues(language).rglob("*.po"))


def sayings(language: str, name: str) -> dict[tuple[str, str | None], str]:
    """What a catalogue, by its name without ending, has translated: (text, context) to text."""
    path = editions.catalogues(language) / f"{name}.po"
    return {
        (message.id, message.context): message.string  # type: ignore[misc]
        for message in read(path, language)
        if message.id and message.string and not message.fuzzy
    }


def unfinished(language: str) -> dict[str, tuple[int, int]]:
    """For each catalogue that is not whole: how many texts are untranslated, how many fuzzy."""
    found = {}
    for path in files(language):
        messages = [message for message in read(path, language) if message.id]
        counts = (sum(not m.string for m in messages), sum(m.fuzzy for m in messages))
        if any(counts):
            found[path.relative_to(editions.catalogues(language)).as_posix()] = counts
    return found
