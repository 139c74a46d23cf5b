"""What the report of one area says, part by part."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from .. import terms
from ..case.case import Case, as_case
from ..case.declared import benchmarks
from ..case.privacy import guarded
from ..case.schema import TABLES, known_words
from ..categories import Category
from ..terms import InputError, spoken
from . import findings, judgement, support, welfare
from .content import Block, Picture, Points, Report, Section, Words
from .parts import (
    clean,
    date,
    drawn_unchecked,
    figure,
    grid,
    has,
    indicator,
    name_of,
    readable,
    rows_of,
    source,
)
from .summary import summary

__all__ = [
    "case_report",
]


@spoken
@drawn_unchecked
def case_report(case: Case, lang: str | None = None) -> Report:
    """Say everything about a case, ready to be set as a page or as a Word document.

    Parameters
    ----------
    case : Case, str or Path
        The case, whatever tables it has; or its name or path.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    Report

    Raises
    ------
    InputError
        If the language is not one of the two, or it is no case.

    Examples
    --------
    >>> report = case_report("telang", "id")
    >>> report.title, [section.title for section in report.sections][:3]
    ('Telang', ['Ringkasan', 'Kawasan dan sumber', 'Angka tentang kawasan'])
    """
    case = as_case(case)
    check = case.check()
    doubts, answered = check.warnings, [note for note in check.notes if note.answer]
    if not case.built_in:  # nothing that points to a person is ever printed
        case, without = guarded(case, doubts)
        doubts, answered = tuple(map(without, doubts)), [*map(without, answered)]
    doubts = tuple(doubt.by_titles() for doubt in doubts)
    answered = [doubt.by_titles() for doubt in answered]
    weak = [clean(doubt.message()) for doubt in doubts]
    whole = case = readable(case)
    if case.rounds:  # but for the parts that tell of all rounds, a report is about the latest
        case = case.at(case.rounds[-1])
    first = _blocks(case, "", lambda case: summary(case, doubts))
    sections = [Section("summary", terms.text("section.summary"), tuple(first))]
    for key, (title, table, write) in _SECTIONS.items():
        blocks = _blocks(whole if key == "raters" else case, table, write)
        if key == "effects" and (against := [d for d in doubts if d.key == "check.contradicted"]):
            told = tuple(clean(doubt.message()) for doubt in against)
            blocks[:0] = [Words(terms.text("note.contradicted"), "notice"), Points(told)]
        if key == "missing" and weak:
            blocks += [Words(terms.text("note.weak")), Points(tuple(weak))]
        if key == "missing" and answered:
            told = tuple(clean(doubt.message()) for doubt in answered)
            blocks += [Words(terms.text("note.answered")), Points(told)]
        if key == "cite" and _names_the_register(case, sections):
            blocks.append(Words(terms.text("note.register"), "note"))
        if blocks:
            sections.append(Section(key, terms.heading(title), tuple(_said_once(blocks))))
    about = [date(case.fact("date")), case.fact("assessed_by")]
    notice = ""
    if case.fictional:
        notice = case.fact("notice") or terms.text("note.fictional")
    subtitle = " · ".join(filter(None, about))
    return Report(
        terms.language(),
        terms.text("title.report"),
        case.title(),
        subtitle,
        notice,
        tuple(sections),
    )


def _said_once(blocks: list[Block]) -> Iterator[Block]:
    """The same, but that no picture says what a paragraph of the part, or one before it, says."""
    said = [block.text for block in blocks if isinstance(block, Words)]
    for block in blocks:
        if isinstance(block, Picture):
            note = block.note
            for words in said:
                note = note.replace(words, "")
            said.append(block.note)
            block = replace(block, note=note.strip())
        yield block


Writer = Callable[[Case], Iterable[Block]]


def _blocks(case: Case, table: str, write: Writer) -> list[Block]:
    """What a part says; why it cannot, if its table is absent or a measure refuses it."""
    if table and not has(case, table):
        return [Words(terms.text(f"without.{table}"))]
    blocks: list[Block] = []
    try:
        for block in write(case):
            blocks.append(block)
    except InputError as error:
        blocks.append(Words(terms.text("message.cannot_be_made", why=error.message())))
    return blocks


def _area(case: Case) -> Iterator[Block]:
    rows = []
    for row in rows_of(case, "about"):
        field, value = row["field"], terms.cell(row, "value")
        if field in ("name", "fictional", "notice") or field.startswith("unit_"):
            continue
        if benchmarks([(field, "x")], "confirmed"):  # told where the doubts are
            continue
        if field == "published_category" and value in list(Category):
            value = terms.label("categories", value)
        rows.append((_field(field), _value(field, value), source(case, row)))
    if rows:
        yield grid("area_in_short", ("field", "value", "source"), rows)


# How texts of the package name an entry of the register of source problems.
_ENTRY = re.compile(r"(?:entry|problem|catatan|masalah) [A-F]\d{1,2}\b")


def _names_the_register(case: Case, sections: Iterable[Section]) -> bool:
    """Whether a code of the register, such as F6, stands anywhere in these parts of a report.

    The areas of the paper also cite it among their sources; in those of others it would be theirs.
    """
    said = repr([*sections])
    return bool(_ENTRY.search(said) or (case.built_in and re.search(r"\b[A-F]\d{1,2}\b", said)))


_AMOUNTS = ("poverty_line", "poorest_share", "poorest_threshold", "tolerance_even")


def _value(field: str, value: str) -> str:
    """A number that is measured by, or a date, as the language writes it; other words as they are.

    Examples
    --------
    >>> with terms.speaking("id"):
    ...     _value("tolerance_even", "0.05"), _value("date", "2024-11-18"), _value("time", "08.30")
    ('0,05', '18 November 2024', '08.30')
    """
    measures = field in _AMOUNTS or field.startswith("benchmark_")
    if measures and re.fullmatch(r"\d+|0\.\d+|\d+\.\d{1,2}", value):
        return figure(float(value), f"{float(value):.15g}")
    return date(value)


def _field(field: str) -> str:
    if field.startswith("benchmark_"):
        return terms.text("about.benchmark", indicator=indicator(field.removeprefix("benchmark_")))
    return known_words("about", "field").get(field, (name_of(field),) * 2)[
        terms.LANGUAGES.index(terms.language())
    ]


def _missing(case: Case) -> Iterator[Block]:
    absent = [terms.text(f"without.{table}") for table in TABLES if not has(case, table)]
    if absent:
        yield Words(terms.text("note.absent_tables"))
        yield Points(tuple(absent))
    yield Words(terms.text("note.cannot_show"))


def _cite(case: Case) -> Iterator[Block]:
    from .. import __version__

    who = case.fact("assessed_by") or terms.text("cite.not_named")
    when = date(case.fact("date")) or terms.text("cite.no_date")
    if work := case.fact("source_work"):
        yield Words(terms.text("cite.source", work=work))
    else:
        yield Words(terms.text("cite.case", title=case.title(), who=who, when=when))
    yield Words(terms.text("cite.framework"))
    yield Words(terms.text("cite.package", version=__version__))


# From the key of a part to its title, the table without which it has nothing to say, and how it is
# written.
_SECTIONS: dict[str, tuple[str, str, Writer]] = {
    "area": ("section.area", "about", _area),
    "figures": ("section.figures", "figures", welfare.figures),
    "profile": ("title.profile", "judgements", judgement.profile),
    "category": ("term.category", "", judgement.category),
    "why_not": ("title.why_not", "", judgement.others),
    "readings": ("section.readings", "judgements", judgement.readings),
    "evidence": ("section.evidence", "evidence", findings.evidence),
    "support": ("section.carried", "", support.carried),
    "activities": ("section.activities", "activities", findings.activities),
    "participation": ("term.participation", "participation", findings.taking_part),
    "effects": ("section.effects", "", welfare.effects),
    "factors": ("section.factors", "factors", findings.driving),
    "map": ("section.map", "links", findings.causes),
    "steps": ("section.steps", "", judgement.steps),
    "actions": ("section.actions", "actions", judgement.plan),
    "raters": ("section.raters", "", judgement.raters),
    "missing": ("section.missing", "", _missing),
    "cite": ("section.cite", "", _cite),
}
