"""The judgement of a case in words: profile, category, why, raters, readings."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..cards import UNDECIDED
from ..categories import (
    DIMENSIONS,
    RULES,
    TOP,
    Category,
    Classification,
    changes_in_words,
    classify,
    level_label,
    named,
)
from ..categories.classification import answer_in_words
from ..decision import decision_table
from ..terms import label, text

if TYPE_CHECKING:
    from .case import Case


def answer(case: "Case", rule: str) -> str:
    """The category of the case, or those still open, as one sentence."""
    return answer_in_words(case.candidates(rule), case.deciding(rule), rule)


def reasons(case: "Case", rule: str) -> list[str]:
    """The answer, and on what it stands, line by line."""
    if not case.disagreed:
        return classify(case.profile, rule).explain().split("\n\n")[0].splitlines()
    table = named(case.candidates("strict"))
    return [answer(case, rule), text("result.strict", category=table)]


def describe(case: "Case", rule: str, together: Iterable[str] = ()) -> str:
    """The whole judgement in words; `together` tells how far raters stand together."""
    lines = [case.title(), ""]
    if published := case.published():
        lines += [published, ""]
    if len(case.rounds) > 1:
        lines.append(text("result.round", found=case.rounds[-1], all=", ".join(case.rounds)))
    lines.append(text("title.profile"))
    lines += [f"  {label('dimensions', d)}: {level_words(case, d)}" for d in DIMENSIONS]
    lines += [*_raters(case, rule), *together]
    lines += ["", *reasons(case, rule), *_others(case, rule)]
    lines += _would_decide(classify(case.profile, rule)) if not case.disagreed else []
    lines += ["", *readings(case)]
    if weighed := case.weighed(rule):
        lines += ["", weighed]
    return "\n".join(lines)


def level_words(case: "Case", dimension: str) -> str:
    """The level of a dimension; who gave which, where raters differ; or that none is judged.

    Examples
    --------
    >>> from .case import load_case
    >>> level_words(load_case("telang"), "effect")[:1]
    '3'
    """
    level, lowest, highest = case.ranges()[dimension]
    if level is not None:
        return f"{level}  {level_label(dimension, level)}"
    if lowest is None:
        return text("term.not_judged")
    given = case.given(dimension)
    if len(given) > 1:
        levels = ", ".join(f"{level} ({rater})" for rater, level in given.items())
        return text("result.not_agreed", levels=levels)
    return text("result.span", lowest=lowest, highest=highest)


def _others(case: "Case", rule: str) -> Iterator[str]:
    """Why not another category."""
    if not case.disagreed:
        for part in classify(case.profile, rule).explain().split("\n\n")[1:]:
            yield from ("", part)
        return
    yield from ("", text("title.why_not"))
    for category, (steps, met) in why_not(case, rule).items():
        words = {"category": category.label(), "steps": " / ".join(steps)}
        short = ", ".join(label("dimensions", d) for d, ok in met.items() if ok is False)
        yield "- " + text("result.why_not", **words, not_met=short or "–")


def why_not(case: "Case", rule: str) -> dict[Category, tuple[list[str], dict[str, bool | None]]]:
    """For each category that is ruled out: the smallest changes, and the criteria met.

    Criteria of a dimension on which raters differ, or that nobody judged, are left open (None).
    """
    found = classify(case.profile, rule)
    possible = case.candidates(rule)
    others = {c: found.why_not.get(c) for c in (*found.why_not, *Category) if c not in possible}
    return {
        category: (
            [_given(case, way) for way in changes_in_words(found.steps_to(category))],
            matches or {},
        )
        for category, matches in others.items()
    }


def _given(case: "Case", change: str) -> str:
    """A change of levels, with the levels given where raters differ instead of a question mark."""
    for dimension in case.disagreed:
        _, low, high = case.ranges()[dimension]
        name = label("dimensions", dimension)
        levels = f"{low}–{high}" if low != high else str(low)
        change = change.replace(f"{name} ? →", f"{name} {levels} →")
    return change


def readings(case: "Case") -> list[str]:
    """How many profiles are plausible, and what they come out as under each rule."""
    judged = [d for d, found in case.ranges().items() if found.levels]
    if not judged:
        return [text("result.nothing_judged", n=len(decision_table()))]
    counts = case.reading_counts()
    lines = [text("result.readings", n=int(counts.iloc[:, 0].sum()))]
    for rule in RULES:
        words = ", ".join(f"{outcome_label(key)} {n}" for key, n in counts[rule].items() if n)
        lines.append("  " + text("result.reading_count", rule=label("rules", rule), counts=words))
    return lines


def outcome_label(key: str) -> str:
    """A category, "not_defined" or "open" in words."""
    return text(UNDECIDED[key]) if key in UNDECIDED else label("categories", key)


def _raters(case: "Case", rule: str) -> list[str]:
    if len(case.raters) < 2:
        return []
    lines = ["", text("result.raters", names=", ".join(case.raters))]
    for dimension in DIMENSIONS:
        given = case.given(dimension)
        counts = Counter(given.values())
        values: dict[str, Any] = {
            "dimension": label("dimensions", dimension),
            "n": len(given),
            "level": next(iter(counts), ""),
            "levels": ", ".join(f"{rater} {level}" for rater, level in given.items()),
            "most": max(counts.values(), default=0),
        }
        if len(given) == 1:
            lines.append(f"  {text('result.one_gave', rater=next(iter(given)), **values)}")
        elif counts:
            key = "result.agreed" if len(counts) == 1 else "result.disagreed"
            lines.append(f"  {text(key, **values)}")
    lines += ["", text("title.by_rater")]
    for rater in case.raters:
        found = named(case.candidates(rule, rater))
        lines.append(f"  {text('result.rater_category', rater=rater, category=found)}")
    return lines


def _would_decide(answer: Classification) -> list[str]:
    """What each level of a dimension still open would lead to, if it rules a category out."""
    if len(answer.candidates) < 2:
        return []
    lines = ["", text("title.what_would_decide")]
    for dimension in answer.deciding:
        for level in range(TOP[dimension] + 1):
            then = classify(replace(answer.profile, **{dimension: level}), answer.rule)
            if then.candidates == answer.candidates:
                continue
            values = {
                "dimension": label("dimensions", dimension),
                "levels": f"{level}  {level_label(dimension, level)}",
                "category": named(then.candidates),
            }
            lines.append(f"  {text('result.would', **values)}")
    return lines
