"""What the report of one area says, part by part."""

import re
from collections.abc import Callable, Iterable, Iterator

from .. import terms
from ..case.case import Case, as_case
from ..case.declared import benchmarks
from ..case.privacy import guarded
from ..case.schema import TABLES, known_words
from ..categories import Category
from ..terms import InputError, spoken
from . import findings, judgement, welfare
from .content import Block, Points, Report, Section, Words
from .parts import clean, date, grid, has, indicator, name_of, readable, rows_of, say, source
from .summary import summary

__all__ = [
    "case_report",
]


@spoken
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
        case, without = guarded(case)
        doubts, answered = tuple(map(without, doubts)), [*map(without, answered)]
    weak = [clean(doubt.message()) for doubt in doubts]
    whole = case = readable(case)
    if case.rounds:  # but for the parts that tell of all rounds, a report is about the latest
        case = case.at(case.rounds[-1])
    first = _blocks(case, "", lambda case: summary(case, doubts))
    sections = [Section("summary", say("section_summary"), tuple(first))]
    for key, (table, write) in _SECTIONS.items():
        blocks = _blocks(whole if key == "raters" else case, table, write)
        if key == "missing" and weak:
            blocks += [Words(say("weak")), Points(tuple(weak))]
        if key == "missing" and answered:
            told = tuple(clean(doubt.message()) for doubt in answered)
            blocks += [Words(say("answered")), Points(told)]
        if blocks:
            sections.append(Section(key, say(f"section_{key}"), tuple(blocks)))
    about = [date(case.fact("date")), case.fact("assessed_by")]
    notice = ""
    if case.fictional:
        notice = case.fact("notice") or say("fictional")
    subtitle = " · ".join(filter(None, about))
    return Report(terms.language(), say("page"), case.title(), subtitle, notice, tuple(sections))


Writer = Callable[[Case], Iterable[Block]]


def _blocks(case: Case, table: str, write: Writer) -> list[Block]:
    """What a part says; why it cannot, if its table is absent or a measure refuses it."""
    if table and not has(case, table):
        return [Words(say(f"without_{table}"))]
    blocks: list[Block] = []
    try:
        for block in write(case):
            blocks.append(block)
    except InputError as error:
        blocks.append(Words(say("cannot_be_made", why=error.message())))
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
        rows.append((_field(field), date(value), source(case, row)))
    yield grid("about", ("field", "value", "source"), rows)
    if case.built_in and any(re.search(r"\b[A-F]\d+\b", row[2]) for row in rows):
        yield Words(say("register"), "note")


def _field(field: str) -> str:
    if field.startswith("benchmark_"):
        return say("benchmark", what=indicator(field.removeprefix("benchmark_")))
    return known_words("about", "field").get(field, (name_of(field),) * 2)[
        terms.LANGUAGES.index(terms.language())
    ]


def _missing(case: Case) -> Iterator[Block]:
    absent = [say(f"without_{table}") for table in TABLES if not has(case, table)]
    if absent:
        yield Words(say("absent"))
        yield Points(tuple(absent))
    yield Words(say("cannot_show"))


def _cite(case: Case) -> Iterator[Block]:
    from .. import __version__

    who = case.fact("assessed_by") or say("not_named")
    when = date(case.fact("date")) or say("no_date")
    if work := case.fact("source_work"):
        yield Words(say("cite_source", work=work))
    else:
        yield Words(say("cite_case", title=case.title(), who=who, when=when))
    yield Words(say("cite_framework"))
    yield Words(say("cite_package", version=__version__))


# From the key of a part to the table without which it has nothing to say, and how it is written.
_SECTIONS: dict[str, tuple[str, Writer]] = {
    "area": ("about", _area),
    "figures": ("figures", welfare.figures),
    "profile": ("judgements", judgement.profile),
    "category": ("", judgement.category),
    "why_not": ("", judgement.others),
    "readings": ("judgements", judgement.readings),
    "evidence": ("evidence", findings.evidence),
    "activities": ("activities", findings.activities),
    "participation": ("participation", findings.taking_part),
    "effects": ("", welfare.effects),
    "factors": ("factors", findings.driving),
    "map": ("links", findings.causes),
    "steps": ("", judgement.steps),
    "actions": ("actions", judgement.plan),
    "raters": ("", judgement.raters),
    "missing": ("", _missing),
    "cite": ("", _cite),
}
