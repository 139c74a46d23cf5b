"""What the comparison of areas, or of years of one area, says."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from .. import charts, terms
from ..case.case import load_case
from ..case.comparison import (
    MANY,
    Comparison,
    compare,
    next_category,
    outcome,
    read_areas,
    tally,
    to_csv,
)
from ..case.files import write_new
from ..categories import DEFAULT_RULE, DIMENSIONS, RULES, Category, changes_in_words
from .area import _grid, _level, _node, _picture, _readable, _say
from .content import Block, Grid, Points, Report, Section, Words
from .terminal import plain
from .write import save

__all__ = [
    "comparison_report",
    "tell_comparison",
]


def comparison_report(comparison: Comparison, lang: str = "en") -> Report:
    """Say what differs between areas, or in one area over time, ready to be set.

    Parameters
    ----------
    comparison : Comparison
        What `comparison.compare` gives.
    lang : {"en", "id"}
        Language.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> from led_synergy import compare
    >>> found = compare([load_case("telang"), load_case("batu_betumpang")])
    >>> [section.key for section in comparison_report(found).sections]
    ['levels', 'differences', 'next']
    """
    terms.choice(lang, terms.LANGUAGES, "language")
    comparison = replace(comparison, cases=tuple(map(_readable, comparison.cases)))
    few = len(comparison.cases) < MANY
    parts: dict[str, Iterable[Block]] = {"levels": _side_by_side(comparison, lang)}
    if few:
        parts["differences"] = _differences(comparison, lang)
        parts["next"] = _next(comparison, lang)
    sections = tuple(
        Section(key, _say(f"section_{key}", lang), tuple(blocks)) for key, blocks in parts.items()
    )
    kind = _say("page_over_time" if comparison.over_time else "page_compare", lang)
    names = comparison.names(lang)
    title = " · ".join(names) if few else _say("areas", lang, n=len(names))
    invented = [name for name, case in zip(names, comparison.cases, strict=True) if case.fictional]
    notice = f"{_say('fictional', lang)}: {', '.join(invented)}" if invented else ""
    return Report(lang, kind, title, "", notice, sections)


_SIDE_BY_SIDE = 4  # areas at most that stand beside one another


def _side_by_side(comparison: Comparison, lang: str) -> Iterable[Block]:
    found, names = comparison.cases, comparison.names(lang)
    table = comparison.table(lang)
    if len(found) <= _SIDE_BY_SIDE and len({case.title(lang) for case in found}) == len(found):
        yield _picture(charts.side_by_side(found, lang))
    elif len(found) <= charts.CLASS_MOST:
        yield _picture(charts.class_overview(table, lang, cases=found))
    area = terms.text("term.area", lang).capitalize()
    heads = [terms.label("dimensions", d, lang) for d in DIMENSIONS]
    heads += [terms.label("rules", rule, lang) for rule in RULES]
    columns = [
        [*map(_level, case.profile.levels), *(outcome(case.profile, rule, lang) for rule in RULES)]
        for case in found
    ]
    if len(found) <= _SIDE_BY_SIDE:  # areas beside one another, else below one another
        rows = list(zip(heads, *columns, strict=True))
        heads = list(names)
    else:
        rows = [(name, *column) for name, column in zip(names, columns, strict=True)]
    yield Grid(_say("grid_levels", lang), (area, *heads), tuple(rows))
    yield Words(terms.text("chart.compare_note", lang), "note")


def _differences(comparison: Comparison, lang: str) -> Iterable[Block]:
    for one in comparison.differences(lang):
        yield Words(f"{one.there} → {one.here}", "answer")
        told = [
            f"{terms.label('dimensions', d, lang)}: {' → '.join(map(_level, pair))}"
            for d, pair in one.levels.items()
        ]
        undefined = _say("no_category", lang)
        told += [
            f"{terms.label('rules', rule, lang)}: "
            + " → ".join(c.label(lang) if c else undefined for c in pair)
            for rule, pair in one.categories.items()
        ]
        if not told:
            told = [_say("same_levels", lang)]
        counts = "; ".join(
            f"{terms.label('dimensions', d, lang)} {a} → {b}" for d, (a, b) in one.evidence.items()
        )
        told.append(_say("evidence_counts", lang, counts=counts))
        for kind in ("factors_new", "factors_gone", "links_new", "links_gone"):
            pairs = getattr(one, kind)
            if kind.startswith("factors"):
                words = (
                    f"{terms.label('factors', factor, lang)} "
                    f"({terms.text(f'factors.{role}', lang)})"
                    for factor, role in pairs
                )
            else:
                words = (f"{_node(cause, lang)} → {_node(effect, lang)}" for cause, effect in pairs)
            told.append(_say(kind, lang, found="; ".join(words) or _say("nothing", lang)))
        yield Points(tuple(told))
    key = "changes_over_time" if comparison.over_time else "changes_between"
    yield Words(_say(key, lang), "note")


def _next(comparison: Comparison, lang: str) -> Iterable[Block]:
    rows = []
    for name, case in zip(comparison.names(lang), comparison.cases, strict=True):
        ahead = next_category(case.profile)
        if ahead:
            ways = changes_in_words(ahead[1], lang)
            either = f"\n{terms.text('classify.or', lang)} "
            rows.append((name, ahead[0].label(lang), either.join(ways)))
        else:
            key = "widget.judge_first" if case.profile.missing else "report.highest"
            rows.append((name, "–", terms.text(key, lang)))
    yield _grid("next", ("area", "next", "smallest_change"), rows, lang)
    yield Words(_say("steps_ours", lang), "note")


def tell_comparison(
    names: Sequence[str],
    *,
    rule: str = DEFAULT_RULE,
    lang: str = "en",
    as_json: bool = False,
    out: Path | None = None,
    overwrite: bool = False,
) -> str:
    """Compare cases, or classify a file of areas, and say in text what was found.

    Parameters
    ----------
    names : sequence of str
        Cases as `load_case` takes them; or one CSV file as `read_areas` takes it.
    rule : {"system_gate", "strict", "weakest_dimension"}
        Rule for a file of areas.
    lang : {"en", "id"}
        Language.
    as_json : bool
        Plain data instead of words.
    out : Path, optional
        Where to write the whole: .html or .docx for cases, .csv for either.
    overwrite : bool
        Whether a file that is there may be replaced.

    Raises
    ------
    InputError
        If something cannot be read, compared or written.

    Examples
    --------
    >>> print(tell_comparison(["telang", "batu_betumpang"]).splitlines()[1])
    Telang · Batu Betumpang
    """
    ending = out.suffix.lower() if out else ""
    if len(names) == 1 and names[0].lower().endswith(".csv"):
        if out and ending != ".csv":
            raise terms.InputError("compare.error_ending_csv", found=out.name)
        frame = read_areas(names[0], rule)
        content = to_csv(frame)
        said = json.dumps(tally(frame["category"])) if as_json else _counted(frame, rule, lang)
    else:
        if out and ending not in (".html", ".docx", ".csv"):
            raise terms.InputError("compare.error_ending", found=out.name)
        found = compare(load_case(name) for name in names)
        content = to_csv(found.table(lang))
        told = comparison_report(found, lang)
        said = json.dumps(found.to_json(), indent=2) if as_json else plain(told)
        if out and ending != ".csv":
            save(told, out, overwrite=overwrite)
    if out and ending == ".csv":
        write_new(out, content, overwrite)
    return said


def _counted(frame: pd.DataFrame, rule: str, lang: str) -> str:
    name = terms.label("rules", rule, lang)
    lines = [terms.text("compare.counted", lang, n=len(frame), rule=name)]
    for key, n in tally(frame["category"]).items():
        words = Category(key).label(lang) if key else terms.text("compare.none", lang)
        lines.append("- " + terms.text("compare.count", lang, category=words, n=n))
    return "\n".join(lines)
