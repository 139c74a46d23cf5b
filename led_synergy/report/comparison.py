"""What the comparison of areas, or of years of one area, says."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from .. import charts, terms
from ..case.areas import check_areas, holds_areas, read_areas, tally, to_csv
from ..case.case import Case, load_case
from ..case.changes import changed_tables
from ..case.comparison import (
    MANY,
    Comparison,
    Difference,
    compare,
    in_words,
    next_category,
    outcome,
)
from ..case.district import district, holds_many, judged_often
from ..case.files import as_path, write_new
from ..case.judgement import Range
from ..case.privacy import to_be_shown
from ..case.schema import title
from ..categories import DEFAULT_RULE, DIMENSIONS, RULES, Category, changes_in_words
from ..terms import spoken
from .content import Block, Grid, Points, Report, Section, Words
from .district import PAGES, sections, tell_district
from .judgement import first_of, levels_of
from .parts import between, drawn_unchecked, grid, level, picture, readable
from .raters import together
from .terminal import plain
from .write import save

__all__ = [
    "comparison_report",
    "tell_comparison",
]


@spoken
def comparison_report(comparison: Comparison, lang: str | None = None) -> Report:
    """Say what differs between areas, or in one area over time, ready to be set.

    Parameters
    ----------
    comparison : Comparison
        What `comparison.compare` gives.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    Report

    Raises
    ------
    InputError
        If this is no comparison.

    Examples
    --------
    >>> from led_synergy import compare
    >>> found = compare("telang", "batu_betumpang")
    >>> [section.key for section in comparison_report(found).sections]
    ['levels', 'differences', 'next']
    """
    terms.needed(comparison, Comparison, "comparison", "a_comparison")
    return _drawn(_shown(comparison))


def _shown(comparison: Comparison) -> Comparison:
    """The comparison without what points to a person."""
    return replace(comparison, cases=tuple(map(to_be_shown, comparison.cases)))


@drawn_unchecked
def _drawn(comparison: Comparison) -> Report:
    """What differs, of cases that may be shown."""
    judged = _judged_by_many(comparison)
    comparison = replace(comparison, cases=tuple(map(readable, comparison.cases)))
    few = len(comparison.cases) < MANY
    parts: dict[str, Iterable[Block]] = {"levels": _side_by_side(comparison)}
    if few:
        parts["differences"] = _differences(comparison)
        parts["next"] = _next(comparison)
    told = tuple(
        Section(key, terms.text(_TITLES[key]), tuple(blocks)) for key, blocks in parts.items()
    )
    if not comparison.over_time and len(comparison.cases) > _SIDE_BY_SIDE:
        # Several judgements of one area are not several areas, so they are not counted as such.
        if not judged_often(comparison.cases):
            told += sections(district(comparison))
    told += judged
    kind = terms.text("title.over_time" if comparison.over_time else "title.compare_page")
    names = comparison.names()
    heading = " · ".join(names) if few else terms.text("term.n_areas", n=len(names))
    invented = [name for name, case in zip(names, comparison.cases, strict=True) if case.fictional]
    notice = f"{terms.text('note.fictional')}: {', '.join(invented)}" if invented else ""
    return Report(terms.language(), kind, heading, "", notice, told)


def _judged_by_many(comparison: Comparison) -> tuple[Section, ...]:
    """How the raters of an area spread, and why they differ, for each area that has several."""
    if len(comparison.cases) >= MANY:
        return ()
    named = zip(comparison.names(), comparison.cases, strict=True)
    return tuple(
        Section(f"raters_{n}", f"{terms.text('section.raters')}: {name}", tuple(together(case)))
        for n, (name, case) in enumerate(named, 1)
        if len(case.raters) > 1
    )


_SIDE_BY_SIDE = 4  # areas at most that stand beside one another


_TITLES = {
    "levels": "title.levels",
    "differences": "section.differences",
    "next": "section.next",
}


def _side_by_side(comparison: Comparison) -> Iterable[Block]:
    found, names = comparison.cases, comparison.names()
    table = comparison.table()
    if len(found) <= _SIDE_BY_SIDE and len({case.title() for case in found}) == len(found):
        yield picture(charts.side_by_side(found))
    elif len(found) <= charts.CLASS_MOST:
        yield picture(charts.class_overview(table, cases=found))
    area = terms.heading("term.area")
    heads = [terms.label("dimensions", d) for d in DIMENSIONS]
    heads += [terms.label("rules", rule) for rule in RULES]
    columns = [[*levels_of(case), *(outcome(case, rule) for rule in RULES)] for case in found]
    if len(found) <= _SIDE_BY_SIDE:  # areas beside one another, else below one another
        rows = list(zip(heads, *columns, strict=True))
        heads = list(names)
    else:
        rows = [(name, *column) for name, column in zip(names, columns, strict=True)]
    yield Grid(terms.text("title.levels_by_rule"), (area, *heads), tuple(rows))
    yield Words(terms.text("note.compare"), "note")
    if not comparison.over_time and judged_often(found):
        yield Words(terms.text("note.judged_often"), "note")


def _differences(comparison: Comparison) -> Iterator[Block]:
    for n, one in enumerate(comparison.differences(), start=1):
        yield Words(f"{one.there} → {one.here}", "answer")
        told = [*_judged(one), *_evidence(one, comparison.cases)]
        if comparison.over_time:
            told += _tables(*comparison.cases[n - 1 : n + 1])
        yield Points((*told, *_pairs(one)))
        for table, who in one.absent.items():
            yield Words(terms.text("result.not_compared", table=title(table), areas=", ".join(who)))
    key = "note.changes_over_time" if comparison.over_time else "note.changes_between"
    yield Words(terms.text(key), "note")


def _judged(one: Difference) -> list[str]:
    """In what levels and categories two areas differ."""
    told = [
        f"{terms.label('dimensions', d)}: {' → '.join(map(_span, pair))}"
        for d, pair in one.ranges.items()
    ]
    undefined = terms.text("term.no_category_or_open")
    told += [
        f"{terms.label('rules', rule)}: "
        + " → ".join(in_words((c,)) if c else undefined for c in pair)
        for rule, pair in one.categories.items()
    ]
    return told or [terms.text("result.same_levels")]


def _span(found: Range) -> str:
    """A level; "1–2" where raters differ."""
    if found.level is None and found.levels:
        return between(found.lowest, found.highest)
    return level(found.level)


_SHOWN = 12  # changes of a table that are told one by one


def _tables(there: Case, here: Case) -> Iterator[str]:
    """What effects, participation, figures and measurements say otherwise than the round before."""
    for table, found in changed_tables(there, here):
        words = [change.in_words(table) for change in found[:_SHOWN]]
        more = [f"… ({len(found)})"] if len(found) > _SHOWN else []
        yield f"{title(table).capitalize()}: {'; '.join([*words, *more])}"


def _findings(keys: Iterable[str], cases: Sequence[Case]) -> str:
    """Findings by their keys, with what they say."""
    said = {
        str(row["evidence"]): terms.cell(row, "finding")
        for case in cases
        if "evidence" in case.tables
        for row in case.evidence.to_dict("records")
    }
    return "; ".join(f"{key} ({said[key]})" if said.get(key) else key for key in keys)


def _evidence(one: Difference, cases: Sequence[Case]) -> list[str]:
    counts = "; ".join(
        f"{terms.label('dimensions', d)} {a} → {b}" for d, (a, b) in one.evidence.items()
    )
    told = [terms.text("result.evidence_counts", counts=counts)] if counts else []
    for kind in ("findings_new", "findings_gone", "findings_changed"):
        if found := getattr(one, kind):
            told.append(terms.text(f"result.{kind}", found=_findings(found, cases)))
    return told


def _pairs(one: Difference) -> Iterator[str]:
    """Which factors and links only one of the two has."""
    for kind in ("factors_new", "factors_gone", "links_new", "links_gone"):
        if kind.partition("_")[0] in one.absent:
            continue
        if kind.startswith("factors"):
            words = [
                f"{terms.label('factors', factor)} ({terms.text(f'value.{role}')})"
                for factor, role in getattr(one, kind)
            ]
        else:
            words = [f"{terms.node(a)} → {terms.node(b)}" for a, b in getattr(one, kind)]
        yield terms.text(f"result.{kind}", found="; ".join(words) or terms.text("term.none"))


def _next(comparison: Comparison) -> Iterable[Block]:
    rows = []
    for name, case in zip(comparison.names(), comparison.cases, strict=True):
        ahead = next_category(case.profile)
        if ahead:
            ways = changes_in_words(ahead[1])
            either = f"\n{terms.text('term.or')} "
            rows.append((name, terms.label("categories", ahead[0]), either.join(ways)))
        else:
            rows.append(
                (name, "–", first_of(case) if case.profile.missing else terms.text("term.highest"))
            )
    yield grid("to_next_category", ("area", "next", "change_to_get_there"), rows)
    yield Words(terms.text("note.steps_ours"), "note")


@spoken
def tell_comparison(
    names: Sequence[str],
    *,
    rule: str = DEFAULT_RULE,
    lang: str | None = None,
    as_json: bool = False,
    out: Path | None = None,
    overwrite: bool = False,
    follow: Callable[[list[Any]], Iterable[Any]] | None = None,
) -> str:
    """Compare cases, or classify a list of areas, and say in text what was found.

    Parameters
    ----------
    names : sequence of str
        Cases as `load_case` takes them; or one folder of them; or one list of areas as `read_areas`
        takes it.
    rule : {"system_gate", "strict", "weakest_dimension"}
        Rule for a list of areas.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.
    as_json : bool
        Plain data instead of words.
    out : Path, optional
        Where to write the whole: .html, .docx or .csv.
    overwrite : bool
        Whether a file that is there may be replaced.
    follow : callable, optional
        Given what is to be read, gives it back one after the other; it may tell how far it is.

    Returns
    -------
    str

    Raises
    ------
    InputError
        If something cannot be read, compared or written.

    Examples
    --------
    >>> print(tell_comparison(["telang", "batu_betumpang"]).splitlines()[1])
    Telang · Batu Betumpang
    """
    terms.choice(rule, RULES, "rule")
    out = None if out is None else as_path(out)
    terms.needed(names, (list, tuple), "names", "a_list")
    ending = out.suffix.lower() if out else ""
    if len(names) == 1 and (holds_many(names[0]) or (holds_areas(names[0]) and ending in PAGES)):
        return tell_district(names[0], as_json=as_json, out=out, overwrite=overwrite, follow=follow)
    if len(names) == 1 and holds_areas(names[0]):
        if out and ending != ".csv":
            raise terms.InputError("error.compare_ending", found=out.name)
        frame = read_areas(names[0], rule)
        content = to_csv(frame)
        counted = tally(frame["category"])
        said = json.dumps(counted) if as_json else _counted(frame, rule, names[0])
    else:
        if out and ending not in (".html", ".docx", ".csv"):
            raise terms.InputError("error.compare_ending", found=out.name)
        found = _shown(compare([load_case(name) for name in (follow or list)([*names])]))
        content = to_csv(found.table())
        told = _drawn(found)
        said = json.dumps(found.to_json(), indent=2) if as_json else plain(told)
        if out and ending != ".csv":
            save(told, out, overwrite=overwrite)
    if out and ending == ".csv":
        write_new(out, content, overwrite)
    return said


def _counted(frame: pd.DataFrame, rule: str, path: str) -> str:
    """How many areas have each category, and what is doubtful in the list."""
    name = terms.label("rules", rule)
    lines = [terms.text("result.areas_counted", n=len(frame), rule=name)]
    for key, n in tally(frame["category"]).items():
        words = terms.label("categories", Category(key)) if key else terms.text("term.no_category")
        lines.append("- " + terms.text("result.areas_count", category=words, n=n))
    check = check_areas(path)
    for kind in ("warnings", "notes"):
        if found := getattr(check, kind):
            lines += ["", terms.text(f"check.{kind}", count=len(found))]
            lines += [f"- {problem.message()}" for problem in found]
    return "\n".join(lines)
