"""The parts of a report about the judgement: profile, category, readings, raters, steps."""

from collections.abc import Iterable, Iterator
from typing import Any

from .. import charts, factors, framework, terms, welfare
from ..case.case import Case
from ..case.comparison import in_words, next_category, outcome
from ..case.words import outcome_label, reasons, why_not
from ..categories import (
    DEFAULT_RULE,
    DIMENSIONS,
    RULES,
    changes_in_words,
    level_label,
    level_row,
)
from ..decision import decision_table
from .content import Block, Grid, Points, Words
from .parts import (
    between,
    date,
    grid,
    has,
    level,
    name_of,
    own,
    picture,
    rows_of,
    shown,
    source,
)
from .raters import together


def profile(case: Case) -> Iterable[Block]:
    """The four levels, each with its criterion, reason and source."""
    yield picture(charts.criteria_grid(case))
    rows = []
    for dimension in DIMENSIONS:
        judged = [row for row in rows_of(case, "judgements") if row["dimension"] == dimension]
        rows += [_judgement(case, dimension, row) for row in judged or [{}]]
    columns = ("dimension", "level", "criterion", "plausible", "because", "source")
    yield grid("levels_judged", columns, rows)
    if differ := case.disagreed:
        names = ", ".join(terms.label("dimensions", d) for d in differ)
        yield Words(terms.text("note.not_agreed", dimensions=names))
    yield Words(terms.text("note.levels_ours"), "note")


def _judgement(case: Case, dimension: str, row: dict[str, Any]) -> tuple[str, ...]:
    name = terms.label("dimensions", dimension)
    found = None if terms.is_blank(row.get("level")) else int(row["level"])
    several = len(case.raters) > 1 and row
    return (
        f"{name} ({shown(row.get('rater'))})" if several else name,
        level(found),
        _criterion(dimension, found),
        between(row.get("lowest"), row.get("highest")),
        terms.cell(row, "because"),
        source(case, row),
    )


def _criterion(dimension: str, found: int | None) -> str:
    words = level_label(dimension, found)
    if found is None:
        return words
    return f"{words} ({terms.place(level_row(dimension, found)['source'])})"


def category(case: Case) -> Iterable[Block]:
    """The category, on what it stands, and what each rule says."""
    first, *rest = reasons(case, DEFAULT_RULE)
    yield Words(first, "answer")
    yield Points(tuple(filter(None, (case.published(), *rest))))
    rows = [
        (
            terms.label("rules", rule),
            terms.cell(framework.row("rules", rule), "summary"),
            outcome(case, rule),
        )
        for rule in RULES
    ]
    yield grid("category_by_rule", ("rule", "asks", "category"), rows)
    yield Words(terms.text("note.rules_ours"), "note")


def others(case: Case) -> Iterable[Block]:
    """Why not another category."""
    names = {d: terms.label("dimensions", d) for d in DIMENSIONS}
    rows = []
    for found, (steps, matches) in why_not(case, DEFAULT_RULE).items():
        ways = steps if not case.profile.missing else [first_of(case)]
        met = [
            ", ".join(names[d] for d, ok in matches.items() if ok is wanted)
            for wanted in (True, False)
        ]
        either = f"\n{terms.text('term.or')} "
        rows.append(
            (terms.label("categories", found), either.join(ways), met[0] or "–", met[1] or "–")
        )
    columns = ("category", "change_to_get_there", "criteria_met", "criteria_not_met")
    yield grid("what_it_takes", columns, rows)
    yield Words(terms.text("note.steps_ours"), "note")


def first_of(case: Case) -> str:
    """What must be done before changes can be told."""
    only_differ = set(case.profile.missing) == set(case.disagreed)
    return terms.text("term.agree_first") if only_differ else terms.text("term.once_all_judged")


def readings(case: Case) -> Iterable[Block]:
    """How often each category comes out among the plausible profiles."""
    if not any(found.levels for found in case.ranges().values()):
        yield Words(terms.text("result.nothing_judged", n=len(decision_table())))
        return
    counts = case.reading_counts()
    total = int(counts.iloc[:, 0].sum())
    unjudged = [terms.label("dimensions", d) for d, r in case.ranges().items() if not r.levels]
    if unjudged:
        yield Words(terms.text("result.readings_open", dimensions=", ".join(unjudged)))
    elif total < 2:
        yield Words(terms.text("result.one_reading"))
        return
    yield Words(terms.text("result.readings", n=total))
    yield picture(charts.readings(case.readings(), case=case))
    rules = [terms.label("rules", rule) for rule in counts.columns]
    rows = [
        (outcome_label(key), *(str(n) for n in row))
        for key, *row in counts.itertuples()
        if any(row)
    ]
    yield Grid(
        terms.text("title.readings_counted"), (terms.heading("term.category"), *rules), tuple(rows)
    )
    yield Words(terms.text("note.readings"), "note")


def raters(case: Case) -> Iterable[Block]:
    """Who judged what, how far they agree, and the rounds before; nothing if there is one."""
    heads = [terms.label("dimensions", d) for d in DIMENSIONS]
    rule = terms.label("rules", DEFAULT_RULE)
    if len(case.raters) > 1:
        columns = (terms.heading("term.rater"), *heads, rule)
        yield Grid(terms.text("title.raters_and_categories"), columns, tuple(_each_rater(case)))
        rows = [
            (
                terms.label("dimensions", dimension),
                str(row["raters"]),
                between(row["lowest"], row["highest"]),
                terms.percent(row["commonest"]),
                terms.percent(row["pairwise"]),
            )
            for dimension, row in case.agreement().to_dict("index").items()
        ]
        yield grid(
            "agreement", ("dimension", "raters", "levels_given", "commonest", "pairwise"), rows
        )
        yield Words(terms.text("note.agreement"), "note")
        yield from together(case)
    if len(case.rounds) > 1:
        then = {when: case.at(when) for when in case.rounds}
        told = tuple((when, *levels_of(one), outcome(one)) for when, one in then.items())
        yield Grid(terms.text("title.rounds"), (name_of("round"), *heads, rule), told)
        yield Words(terms.text("note.changes_over_time"), "note")


def _each_rater(case: Case) -> Iterator[tuple[str, ...]]:
    for rater in case.raters:
        found = [between(r.lowest, r.highest) if r.level is None else str(r.level)
                 for r in case.ranges(rater).values()]  # fmt: skip
        found = ["?" if words == "–" else words for words in found]
        yield (rater, *found, in_words(case.candidates(DEFAULT_RULE, rater)))


def levels_of(case: Case) -> list[str]:
    """The level of each dimension: "1–2" where raters differ, "?" where nobody judged."""
    return [
        str(r.level) if r.level is not None else between(r.lowest, r.highest) if r.levels else "?"
        for r in case.ranges().values()
    ]


def steps(case: Case) -> Iterable[Block]:
    """The next category, and the advice of the paper for the constraints found."""
    yield from _next(case)
    if not has(case, "factors"):
        yield Words(terms.text("without.factors"))
        return
    wanted = list(factors.constraints(case.factors))
    if has(case, "effects") and welfare.poor_missed(case.effects):
        wanted.append("reach_of_poor")
    advice = factors.advice(wanted)
    rows = [
        (
            ", ".join(_target(target) for target in targets),
            terms.cell(row, "text"),
            terms.cell(row, "addressee"),
            terms.place(row["source"]),
        )
        for key, targets in advice.items()
        for row in [framework.row("recommendations", key)]
    ]
    yield grid("advice", ("target", "advice", "addressee", "source"), rows)
    answered = {target for targets in advice.values() for target in targets}
    alone = [_target(key) for key in wanted if key not in answered]
    if alone:
        yield Words(terms.text("result.no_advice", factors=", ".join(alone)))
    yield Words(terms.text("note.advice_of_paper"), "note")


def _next(case: Case) -> Iterator[Block]:
    ahead = next_category(case.profile)
    open_ = [d for d in case.profile.missing if d not in case.disagreed]
    if case.disagreed:
        names = ", ".join(terms.label("dimensions", d) for d in case.disagreed)
        yield Words(terms.text("result.agree_first", dimensions=names))
    if open_:
        names = ", ".join(terms.label("dimensions", d) for d in open_)
        yield Words(terms.text("result.judge_first", dimensions=names))
    if case.profile.missing:
        return
    if ahead is None:
        yield Words(terms.text("result.at_the_top"))
    else:
        category, ways = ahead
        yield Words(
            terms.text("result.next_category", category=terms.label("categories", category))
        )
        yield Points(tuple(changes_in_words(ways)))


def _target(key: str) -> str:
    table = "factors" if key in framework.keys("factors") else "effect_groups"
    return terms.label(table, key)


def plan(case: Case) -> Iterable[Block]:
    """What is to be done next, by whom and by when."""
    rows = [
        (
            own(case, row["step"]),
            terms.label("factors", row["factor"]) if shown(row["factor"]) else "–",
            own(case, row["who"]) or "–",
            date(shown(row["by_when"])) or "–",
            own(case, row["sign"]) or "–",
            terms.text(f"value.{row['done']}") if shown(row["done"]) else "–",
        )
        for row in rows_of(case, "actions")
    ]
    yield grid("actions", ("control.step", "factor", "by_whom", "by_when", "sign", "done"), rows)
