"""The codebook of factors for programs that code interviews: REFI-QDA, Taguette, MAXQDA, QualCoder.

Each of the 16 factors and regulation is a group with two codes, driver and constraint. The paper
prints no codebook (problem F6): names are its own, boundaries are ours. Identifiers are the same in
each file and language, so that two people who begin apart can join their projects.

REFI-QDA 1.5 (qdasoftware.org), read by QualCoder, NVivo, MAXQDA, ATLAS.ti, f4analyse and others.
"""

import csv
import io
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from .. import framework, terms
from ..case.files import write_new
from ..case.vocabulary import plain
from ..factors import ROLES, codebook
from ..terms import LANGUAGES, InputError, spoken, text
from .xlsx import xlsx

__all__ = [
    "Code",
    "code_meant",
    "codes",
    "write_codebook",
]

_NAMESPACE = "urn:QDA-XML:codebook:1.0"
_OURS = uuid5(NAMESPACE_URL, "urn:led_synergy")
_COLOURS = {"driver": "#0072B2", "constraint": "#D55E00"}


class Code(NamedTuple):
    """One code: a factor in one role.

    Parameters
    ----------
    factor, role : str
        Keys: one of the 17 factors, "driver" or "constraint".
    group : str
        Name of the factor, under which both of its codes stand.
    name : str
        Name of the code; no other code or group has it.
    description : str
        What the factor is, how it shows in this role, what counts and what does not.
    guid : str
        Identifier, the same in each language.

    Examples
    --------
    >>> codes("id")[0].name
    'Perencanaan kolaboratif: pendorong'
    """

    factor: str
    role: str
    group: str
    name: str
    description: str
    guid: str


def _guid(*of: str) -> str:
    return str(uuid5(_OURS, "/".join(of)))


def _described(row: dict[str, str], role: str) -> str:
    return "\n".join(
        (
            row["definition"],
            f"{text(f'value.{role}').capitalize()}: {row[role]}",
            text("remark.counts", found=row["counts"]),
            text("remark.not_counts", found=row["not_counts"]),
        )
    )


@spoken
def codes(lang: str | None = None) -> tuple[Code, ...]:
    """The codes for interviews and other texts: 17 factors, each as driver and as constraint.

    Parameters
    ----------
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    tuple of Code
        34, in the order of the proposition, regulation last.

    Examples
    --------
    >>> len(codes()), codes()[12].name
    (34, 'Trust: driver')
    """
    return tuple(
        Code(
            factor,
            role,
            row["name"],
            f"{row['name']}: {text(f'value.{role}')}",
            _described(row, role),
            _guid("code", factor, role),
        )
        for factor, row in codebook().to_dict("index").items()
        for role in ROLES
    )


@cache
def _meanings() -> dict[str, tuple[str, str]]:
    """Plain name of a code → factor and role: names in both languages, and keys."""
    found = {}
    for factor in framework.keys("factors"):
        names = {factor, *(terms.label("factors", factor, lang) for lang in LANGUAGES)}
        for role in ROLES:
            roles = {role, *(text(f"value.{role}", lang) for lang in LANGUAGES)}
            found.update({plain(f"{n} {r}"): (factor, role) for n in names for r in roles})
    return found


def code_meant(name: str, group: str = "") -> tuple[str, str] | None:
    """The factor and role that a code of another program means.

    Parameters
    ----------
    name : str
        Name of the code, in either language; a path such as ``Trust > Trust: driver`` is read by
        its end.
    group : str
        Name of the group or category above it, for programs that keep it apart.

    Returns
    -------
    tuple of (str, str), or None
        Keys of factor and role; None if it is no code of ours.

    Examples
    --------
    >>> code_meant("Kepercayaan: pendorong"), code_meant("constraint", "Trust")
    (('trust', 'driver'), ('trust', 'constraint'))
    >>> code_meant("weather") is None
    True
    """
    parts = [part for part in re.split(r"[>\\/]", name) if part.strip()]
    ends = [name, *parts[-1:], " ".join(parts[-2:]), f"{group} {name}"]
    known = _meanings()
    return next((known[plain(end)] for end in ends if plain(end) in known), None)


def _qdc() -> bytes:
    from .. import __version__

    ElementTree.register_namespace("", _NAMESPACE)
    root = ElementTree.Element(f"{{{_NAMESPACE}}}CodeBook", origin=f"led_synergy {__version__}")
    top = ElementTree.SubElement(root, f"{{{_NAMESPACE}}}Codes")
    words = codebook()
    groups: dict[str, ElementTree.Element] = {}
    for code in codes():
        if code.factor not in groups:
            guid = _guid("factor", code.factor)
            # QualCoder takes a node as a category only if this says "false" in full.
            about = {"guid": guid, "name": code.group, "isCodable": "false"}
            groups[code.factor] = _node(top, about, str(words.loc[code.factor, "definition"]))
        about = {"guid": code.guid, "name": code.name, "isCodable": "true"}
        about["color"] = _COLOURS[code.role]
        _node(groups[code.factor], about, code.description)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _node(above: ElementTree.Element, about: dict[str, str], words: str) -> ElementTree.Element:
    node = ElementTree.SubElement(above, f"{{{_NAMESPACE}}}Code", about)
    ElementTree.SubElement(node, f"{{{_NAMESPACE}}}Description").text = words
    return node


def _csv() -> bytes:
    """For Taguette: one of the headings it knows, and no group, which it does not have."""
    words = io.StringIO()
    writer = csv.writer(words, lineterminator="\r\n")
    writer.writerow(("tag", "description"))
    writer.writerows((code.name, code.description) for code in codes())
    return words.getvalue().encode()


def _xlsx() -> bytes:
    """For MAXQDA: sub-codes after ">"."""
    rows = [(f"{code.group} > {code.name}", code.description) for code in codes()]
    return xlsx({text("sheet.codes"): [("Code", "Memo"), *rows]}, widths=(48, 110))


def _txt() -> bytes:
    """For QualCoder: category>>code, a tab, and the memo, on one line."""
    lines = [
        f"{code.group}>>{code.name}\t{' '.join(code.description.split())}\n" for code in codes()
    ]
    return "".join(lines).encode()


_MAKERS: dict[str, Callable[[], bytes]] = {
    ".qdc": _qdc,
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".txt": _txt,
}


@spoken
def write_codebook(path: str | Path, lang: str | None = None, overwrite: bool = False) -> Path:
    """Write the codebook of factors for a program that codes texts.

    Parameters
    ----------
    path : str or Path
        File to write. Its ending says for which program: .qdc (REFI-QDA: QualCoder, NVivo, MAXQDA,
        ATLAS.ti, f4analyse and others), .csv (Taguette), .xlsx (MAXQDA), .txt (QualCoder).
    lang : {"en", "id"}, optional
        Language of names and descriptions; that chosen now if not given.
    overwrite : bool
        Whether a file that is there may be replaced.

    Returns
    -------
    pathlib.Path
        The file written.

    Raises
    ------
    InputError
        If the name ends otherwise, or the file is there or cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = write_codebook(Path(folder) / "factors.csv", "id")
    ...     file.read_text(encoding="utf-8").splitlines()[0]
    'tag,description'
    """
    target = Path(path)
    maker = _MAKERS.get(target.suffix.lower())
    if maker is None:
        allowed = ", ".join(_MAKERS)
        raise InputError("error.codebook_ending", where=target.name, allowed=allowed)
    return write_new(target, maker(), overwrite)
