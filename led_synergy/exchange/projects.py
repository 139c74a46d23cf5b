"""Project files of other programs, opened for reading only: QualCoder, Taguette, REFI-QDA.

Nothing in a project is run, and nothing is written beside it: a database is opened with mode=ro.
Columns are asked for by name, since versions of a program add and move them.
"""

import html
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree

from ..terms import InputError

__all__ = ["ENDINGS", "Coded", "codings"]

ENDINGS = (".qda", ".qdpx", ".sqlite3", ".sqlite")
_MOST = 400  # megabytes, unpacked
_LOST = "admin"  # the login under which Taguette exports every project


def not_too_big(path: Path, parts: Iterable[zipfile.ZipInfo]) -> None:
    """Refuse a packed file whose parts are too many bytes to be unpacked safely."""
    if sum(part.file_size for part in parts) > 1_000_000 * _MOST:
        raise InputError("error.case_too_big", where=path.name, found=f"{_MOST} MB")


class Coded(NamedTuple):
    """One coding as another program has it."""

    case: str
    source: str
    coder: str
    passage: str
    code: str
    group: str


def codings(path: Path) -> Iterator[Coded]:
    """The codings of a project file, one by one.

    Raises
    ------
    InputError
        If it cannot be read, or is no project of these programs.
    """
    if path.is_dir():
        path = path / "data.qda"
    try:
        if path.suffix.lower() == ".qdpx":
            return iter(_refi(path))
        return iter(_database(path))
    except (sqlite3.Error, zipfile.BadZipFile, ElementTree.ParseError, KeyError, OSError) as error:
        found = str(error).partition("\n")[0]
        raise InputError("error.segments_project", where=path.name, found=found) from None


def _database(path: Path) -> list[Coded]:
    if not path.is_file():
        raise InputError("error.segments_kind", where=path.name)
    base = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True)
    try:
        base.row_factory = sqlite3.Row
        tables = {row[0] for row in base.execute("select name from sqlite_master")}
        if {"code_text", "code_name", "source"} <= tables:
            return _qualcoder(base, tables)
        if {"highlights", "highlight_tags", "tags", "documents"} <= tables:
            return _taguette(base, tables)
    finally:
        base.close()
    raise InputError("error.segments_kind", where=path.name)


def _qualcoder(base: sqlite3.Connection, tables: set[str]) -> list[Coded]:
    codes = {row["cid"]: row for row in base.execute("select * from code_name")}
    groups = {}
    if "code_cat" in tables:
        groups = {row["catid"]: row["name"] for row in base.execute("select * from code_cat")}
    names = {row["id"]: row["name"] for row in base.execute("select id, name from source")}
    cases = []
    if {"cases", "case_text"} <= tables:
        cases = base.execute(
            "select c.name, t.fid, t.pos0, t.pos1 from case_text t join cases c using (caseid)"
        ).fetchall()
    found = []
    wanted = "select cid, fid, seltext, pos0, pos1, owner from code_text order by fid, pos0, cid"
    for row in base.execute(wanted):
        code = codes.get(row["cid"])
        group = ""
        if code is not None:
            above = code["supercid"] if "supercid" in [*code.keys()] else None
            group = codes[above]["name"] if above in codes else groups.get(code["catid"], "")
        whose = [
            case["name"]
            for case in cases
            if case["fid"] == row["fid"]
            and (case["pos0"] <= row["pos0"] and row["pos1"] <= case["pos1"])
        ]
        where = f"{names.get(row['fid'], '')}, {row['pos0']}–{row['pos1']}"
        name = code["name"] if code is not None else ""
        about = (", ".join(dict.fromkeys(whose)), where, row["owner"] or "", row["seltext"] or "")
        found.append(Coded(*about, name, group or ""))
    return found


def _taguette(base: sqlite3.Connection, tables: set[str]) -> list[Coded]:
    documents = {
        row["id"]: (row["name"], _words(row["contents"] or ""))
        for row in base.execute("select id, name, contents from documents")
    }
    coders = _logins(base) if "commands" in tables else {}
    found = []
    for row in base.execute(
        "select h.id, h.document_id, h.start_offset, h.end_offset, h.snippet, t.path "
        "from highlights h left join highlight_tags ht on ht.highlight_id = h.id "
        "left join tags t on t.id = ht.tag_id order by h.document_id, h.start_offset, t.path"
    ):
        name, words = documents.get(row["document_id"], ("", ""))
        a, b = row["start_offset"], row["end_offset"]
        # Offsets count bytes of UTF-8, not characters; the snippet is kept with the highlight.
        passage = _words(row["snippet"] or "") or words.encode()[a:b].decode(errors="ignore")
        start = len(words.encode()[:a].decode(errors="ignore"))
        where = f"{name}, {start}–{start + len(passage)}" if words else name
        found.append(Coded("", where, coders.get(row["id"], ""), passage, row["path"] or "", ""))
    return found


def _logins(base: sqlite3.Connection) -> dict[int, str]:
    """Who made each highlight; nobody for a project that was exported, which has one login."""
    found: dict[int, str] = {}
    for row in base.execute("select user_login, payload from commands order by id"):
        try:
            payload = json.loads(row["payload"])
        except (TypeError, ValueError):
            continue
        if isinstance(payload, dict) and payload.get("type") == "highlight_add":
            found.setdefault(int(payload.get("highlight_id") or 0), row["user_login"] or "")
    return found if {*found.values()} - {_LOST} else {}


def _words(markup: str) -> str:
    """The text of HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def _refi(path: Path) -> list[Coded]:
    with zipfile.ZipFile(path) as packed:
        not_too_big(path, packed.infolist())
        project = next(name for name in packed.namelist() if name.endswith(".qde"))
        content = packed.read(project)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise InputError("error.segments_kind", where=path.name)
        root = ElementTree.fromstring(content)
        for node in root.iter():  # names without their namespace, which versions write differently
            node.tag = node.tag.rpartition("}")[2]
        files = {Path(name).name.casefold(): name for name in packed.namelist()}
        texts = {
            source: _text_of(packed, files, source)
            for source in [*root.iter("TextSource"), *root.iter("Representation")]
        }
    return _selections(root, texts)


def _text_of(
    packed: zipfile.ZipFile, files: dict[str, str], source: ElementTree.Element
) -> str | None:
    """The text of a source; None if it stands outside the file."""
    if (inside := source.findtext("PlainTextContent")) is not None:
        return inside
    name = re.split(r"[/\\]", source.get("plainTextPath", ""))[-1].casefold()
    if name not in files:
        return None
    return packed.read(files[name]).decode("utf-8-sig", errors="replace")


def _selections(
    root: ElementTree.Element, texts: dict[ElementTree.Element, str | None]
) -> list[Coded]:
    users = {user.get("guid"): user.get("name") or "" for user in root.iter("User")}
    codes = {code.get("guid"): (code.get("name", ""), "") for code in root.iter("Code")}
    for above in root.iter("Code"):
        for code in above.findall("Code"):
            codes[code.get("guid")] = (code.get("name", ""), above.get("name", ""))
    cases: dict[str | None, list[str]] = {}
    for case in root.iter("Case"):
        for ref in case.findall("SourceRef"):
            cases.setdefault(ref.get("targetGUID"), []).append(case.get("name", ""))
    found = []
    parts = ("TextSource", "PDFSource", "PictureSource", "AudioSource", "VideoSource")
    for source in (node for part in parts for node in root.iter(part)):
        name, whose = source.get("name", ""), ", ".join(cases.get(source.get("guid"), []))
        inner = [source, *source.iter("Representation")]
        words = next((texts[node] for node in inner if texts.get(node)), None)
        for selection in source.iter():
            for coding in selection.findall("Coding"):
                start, end = (selection.get(f"{at}Position") for at in ("start", "end"))
                plain = selection.tag == "PlainTextSelection" and words is not None
                passage = (words or "")[int(start or 0) : int(end or 0)] if plain else ""
                who = coding.get("creatingUser") or selection.get("creatingUser") or ""
                where = f"{name}, {start}–{end}" if plain else name
                for code in coding.findall("CodeRef"):
                    known = codes.get(code.get("targetGUID"), ("", ""))
                    found.append(Coded(whose, where, users.get(who, ""), passage, *known))
    return found
