"""Page 1 of a report, for whoever must decide: the category, why, what is weak, what next."""

import re
from collections.abc import Iterable, Iterator, Sequence

from .. import framework, terms
from ..case.case import Case
from ..case.comparison import next_category
from ..case.problems import Problem
from ..case.words import reasons
from ..categories import DEFAULT_RULE, DIMENSIONS, TOP, changes_in_words, classify, named
from .content import Block, Points, Words
from .judgement import levels_of
from .parts import between, date, has, own, rows_of, shown

__all__ = [
    "summary",
]

_MOST = 3
# From what weakens a judgement most to what weakens it least; the others come after these.
_WEAKEST = (
    "not_judged",
    "no_evidence",
    "contradicted",
    "all_against",
    "no_bearing",
    "no_kind",
    "one_kind",
    "other_unit",
    "missing_code",
    "facts_differ",
    "spelling",
    "total_row",
    "measured_once",
    "no_before",
    "no_benchmark",
    "one_rater",
)


def summary(case: Case, weak: Sequence[Problem]) -> Iterable[Block]:
    """The category, why, the weakest points, what would change it, next steps, by whom."""
    first, *more = reasons(case, DEFAULT_RULE)
    yield Words(first, "answer")
    yield Words(_why(case, more))
    yield Words(terms.text("title.weakest"), "head")
    yield Points(tuple(_weakest(case, weak)) or (terms.text("result.nothing_weak"),))
    yield Words(terms.text("title.would_change"), "head")
    yield Points(tuple(_would_change(case)))
    yield Words(terms.text("title.next_steps"), "head")
    yield Points(tuple(_next_steps(case)))
    yield Words(_by_whom(case), "note")


def _why(case: Case, reasons: Sequence[str]) -> str:
    """Two sentences: the levels judged, and what decides."""
    parts = [
        f"{terms.label('dimensions', d)} {found} {terms.text('result.of_top', top=TOP[d])}"
        for d, found in zip(DIMENSIONS, levels_of(case), strict=True)
    ]
    why = "" if case.disagreed else classify(case.profile, DEFAULT_RULE).reason(sourced=False)
    because = why or (reasons[0] if reasons else "")
    return f"{terms.text('result.levels_are', levels=', '.join(parts))} {because}".strip()


def _weakest(case: Case, weak: Sequence[Problem]) -> Iterator[str]:
    """The three weakest points: disagreement first, then doubts, one of each kind."""
    told = 0
    if case.disagreed:
        names = ", ".join(terms.label("dimensions", d) for d in case.disagreed)
        yield terms.text("result.weak_disagreed", dimensions=names)
        told = 1
    rank = {f"check.{key}": n for n, key in enumerate(_WEAKEST)}
    kinds: dict[str, list[Problem]] = {}
    for doubt in sorted(weak, key=lambda doubt: rank.get(doubt.key, len(rank))):
        kinds.setdefault(doubt.key, []).append(doubt)
    for doubts in list(kinds.values())[: _MOST - told]:
        more = " " + terms.text("result.and_more", n=len(doubts) - 1) if len(doubts) > 1 else ""
        yield f"{_plainly(doubts[0])}{more}"
        told += 1
    yield from [*_thin(case)][: _MOST - told]


def _thin(case: Case) -> Iterator[str]:
    """Where the evidence is thinnest: the fewest findings, the widest range of levels."""
    judged = [d for d, found in case.ranges().items() if found.levels]
    counts = {d: 0 for d in judged}
    for row in rows_of(case, "evidence"):
        if row["dimension"] in counts:
            counts[row["dimension"]] += 1
    if counts and has(case, "evidence"):
        fewest = min(counts, key=lambda d: counts[d])
        name = terms.label("dimensions", fewest)
        yield terms.text("result.weak_fewest", dimension=name, n=counts[fewest])
    for dimension in sorted(judged, key=lambda d: -len(case.ranges()[d].levels)):
        found = case.ranges()[dimension]
        if len(found.levels) > 1:
            name, levels = (
                terms.label("dimensions", dimension),
                between(found.lowest, found.highest),
            )
            yield terms.text("result.weak_range", dimension=name, levels=levels)


def _plainly(doubt: Problem) -> str:
    """A doubt without the cell it stands in, which the check names."""
    words = doubt.message()
    where = re.match(
        rf"{re.escape(doubt.table)}(?:, {terms.text('term.row_n', row='')}\d+)?[^:]*: ", words
    )
    words = words[where.end() :] if where and doubt.table else words
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?")) else ".")


def _would_change(case: Case) -> Iterator[str]:
    """What other readings say, and the smallest change that leads on."""
    if case.profile.missing:
        open_ = ", ".join(terms.label("dimensions", d) for d in case.deciding())
        yield (
            terms.text("result.change_open", dimensions=open_)
            if open_
            else terms.text("result.change_none_open")
        )
        return
    counts = case.reading_counts()[DEFAULT_RULE]
    total, here = int(counts.sum()), named(case.candidates())
    other = int((counts > 0).sum()) > 1
    if total > 1:
        yield terms.text(
            "result.readings_differ" if other else "result.readings_agree", n=total, category=here
        )
    ahead = next_category(case.profile)
    if ahead:
        ways = f" {terms.text('term.or')} ".join(changes_in_words(ahead[1]))
        yield terms.text(
            "result.change_ahead", category=terms.label("categories", ahead[0]), ways=ways
        )
    else:
        yield terms.text("result.at_the_top")


def _next_steps(case: Case) -> Iterator[str]:
    """The first steps of the action plan that are not done."""
    left = [row for row in rows_of(case, "actions") if shown(row["done"]) != "yes"]
    for row in left[:_MOST]:
        more = ", ".join(filter(None, (own(case, row["who"]), date(shown(row["by_when"])))))
        yield own(case, row["step"]) + (f" ({more})" if more else "")
    if not rows_of(case, "actions"):
        yield terms.text("result.no_plan")
    elif not left:
        yield terms.text("result.plan_done")
    elif len(left) > _MOST:
        yield terms.text("result.more_steps", n=len(left) - _MOST)


def _by_whom(case: Case) -> str:
    from .. import __version__

    who = case.fact("assessed_by") or ", ".join(case.raters) or terms.text("cite.not_named")
    when = date(case.fact("date") or (case.rounds[-1] if case.rounds else "")) or terms.text(
        "cite.no_date"
    )
    return terms.text(
        "result.by_whom", who=who, when=when, version=__version__, rubric=framework.rubric_code()
    )
