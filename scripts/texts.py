"""The texts of a notebook: where they stand, and the notebook with others in their place.

Markdown is read by MyST's own parser, so that a text of a lesson is the one that Sphinx's gettext
builder finds on its page. Of HTML only <summary> holds text. Of code, comments and what a reader
sees are texts; keys, queries and answers to `check` are not.
"""

import ast
import io
import json
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

CODE = "code"
SUMMARY = re.compile(r"<summary>(.*?)</summary>", re.DOTALL)
PARSER = create_md_parser(
    MdParserConfig(enable_extensions={"colon_fence", "deflist"}), RendererHTML
)
# Text for a reader, though it is one word: by the cell, and the word.
ALSO = {
    "source-04": {"entries"},
    "source-37": {"families"},
    "compare-25": {" and ", "nowhere"},
    "factors-12": {" and "},
    "factors-14": {" and "},
}
QUERY = re.compile(
    r"==|@| in \[|^\w+ (?:T|BB)$|^(?:Table|section) \d|^(?:Telang|Batu Betumpang):?$"
)
Say = Callable[[str, str | None], str | None]


class NotPlaced(ValueError):
    """A text that the parser found cannot be found again in the source."""


@dataclass(frozen=True)
class Piece:
    """A text in the source of a cell: from where to where, what it says, and its kind."""

    start: int
    end: int
    text: str
    context: str | None = None
    how: str = ""  # of code: "comment", "string" or "format"


def markdown(source: str) -> Iterator[Piece]:
    """The texts of Markdown, in their order."""
    starts = [0]
    for line in source.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    place = 0
    for token in PARSER.parse(source):
        if token.type not in ("inline", "html_block") or not token.content.strip():
            continue
        place = max(place, starts[token.map[0]])
        if token.type == "html_block":
            for found in SUMMARY.finditer(source, place, starts[token.map[1]]):
                if re.search(r"[^\W\d_]", found[1]):
                    yield Piece(found.start(1), found.end(1), plain(found[1]))
            place = min(starts[token.map[1]], len(source))
            continue
        # Lines that continue a text may be indented or quoted; a cell of a table escapes its bars.
        lines = [re.escape(line.strip()) for line in token.content.split("\n")]
        pattern = r"[ \t\\]*\n[ \t>]*".join(lines).replace(r"\|", r"\\?\|")
        found = re.compile(pattern).search(source, place)
        if found is None:
            raise NotPlaced(token.content)
        place = found.end()
        yield Piece(found.start(), found.end(), plain(token.content))


# Of the blocks of a page: what a program prints, and the comments of its Python.
BLOCK = re.compile(r"^( *)```(text|python)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
LINE = {
    "text": re.compile(r"\S.* .*"),
    "python": re.compile(r"(?:(?<=  # )|(?<=^# )).+", re.MULTILINE),
}


def blocks(source: str) -> Iterator[Piece]:
    """The texts within the blocks of a page, which Sphinx leaves to the programs."""
    for block in BLOCK.finditer(source):
        for line in LINE[block[2]].finditer(source, block.start(3), block.end(3)):
            yield Piece(line.start(), line.end(), line[0], CODE)


def plain(text: str) -> str:
    """A text as catalogues hold it: on one line."""
    return text.replace("\n", " ").strip()


def code(source: str, cell: str = "") -> Iterator[Piece]:
    """The texts of code, in their order."""
    found = [*_comments(source), *_strings(source, cell)]
    yield from sorted(found, key=lambda piece: piece.start)


def _comments(source: str) -> Iterator[Piece]:
    starts = _starts(source)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        text = token.string.lstrip("# ")
        if token.type == tokenize.COMMENT and text:
            end = starts[token.end[0] - 1] + token.end[1]
            yield Piece(end - len(text), end, text, CODE, "comment")


def _strings(source: str, cell: str) -> Iterator[Piece]:
    tree = ast.parse(source)
    silent: set[ast.AST] = set()  # answers, and the parts of a string with gaps
    spoken: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            silent |= set(ast.walk(node)) - {node}
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name == "check":
            silent |= set(ast.walk(node))
        elif name in ("print", "contains"):
            spoken |= set(node.args)
    for node in ast.walk(tree):
        if node in silent or not isinstance(node, ast.Constant | ast.JoinedStr):
            continue
        segment = ast.get_source_segment(source, node) or ""
        if isinstance(node, ast.JoinedStr):
            text, how = segment[2:-1], "format"
        elif isinstance(node.value, str):
            text, how = node.value, "string"
        else:
            continue
        if _for_readers(text, node in spoken or text in ALSO.get(cell, ()), how):
            start = _offset(source, node.lineno, node.col_offset)
            yield Piece(start, start + len(segment), text, CODE, how)


def _for_readers(text: str, spoken: bool, how: str) -> bool:
    words = re.sub(r"\{[^}]*\}", "", text) if how == "format" else text
    if not re.search(r"[^\W\d_]{2}", words) or QUERY.search(text):
        return False
    named = how == "format" and re.fullmatch(r"\W*\w{1,2}\W*", words)
    between = "} of {" in text
    return between or not named and (spoken or bool(re.search(r"\S\s+\S|[:,]$", words.strip())))


def _starts(source: str) -> list[int]:
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def _offset(source: str, line: int, column: int) -> int:
    start = _starts(source)[line - 1]  # the column counts bytes
    return start + len(source[start:].encode()[:column].decode())


def pieces(cell: Any) -> list[Piece]:
    """The texts of a cell."""
    if cell.cell_type == "markdown":
        return list(markdown(cell.source))
    return list(code(cell.source, cell.id)) if cell.cell_type == "code" else []


def replaced(source: str, found: list[Piece], say: Say) -> str:
    """A source with what `say` answers in place of each text; where it answers None, as it was."""
    for piece in reversed(found):
        said = say(piece.text, piece.context)
        if said is None:
            continue
        if piece.how == "string":
            said = json.dumps(said, ensure_ascii=False)
        elif piece.how == "format":
            said = f'f"{said}"'
        elif piece.context is None and "|" in said and r"\|" in source[piece.start : piece.end]:
            said = said.replace(r"\|", "|").replace("|", r"\|")
        source = source[: piece.start] + said + source[piece.end :]
    return source


_LANGUAGE = re.compile(r"\bnotebook\.setup\(\)")


def columns(source: str, language: str) -> str:
    """Code that asks for the columns of a language, and sets it: `name_en` becomes `name_id`.

    >>> columns('notebook.setup(); t[["en", "name_en"]]', "id")
    'notebook.setup("id"); t[["id", "name_id"]]'
    """
    source = _LANGUAGE.sub(f'notebook.setup("{language}")', source)
    source = re.sub(r"_en\b(?! *\()", f"_{language}", source)
    return re.sub(r'(?<=[\[ ,(])"en"', f'"{language}"', source)


def translate(book: Any, language: str, say: Say) -> Any:
    """A notebook in another language: the same cells, ids and tags, not run."""
    for cell in book.cells:
        found = pieces(cell)
        cell.source = replaced(cell.source, found, say)
        if cell.cell_type == "code":
            cell.source = columns(cell.source, language)
            ast.parse(cell.source)
            cell.outputs, cell.execution_count = [], None
    return book
