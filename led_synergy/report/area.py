"""What the report of one area says, section by section."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from .. import charts, components, factors, framework, participation, terms, welfare
from ..case.case import Case
from ..case.comparison import next_category, outcome
from ..case.numbers import number
from ..case.schema import TABLES
from ..categories import (
    DEFAULT_RULE,
    DIMENSIONS,
    RULES,
    Category,
    Profile,
    changes_in_words,
    classify,
    level_label,
    level_row,
)
from ..frames import cell_text
from ..problem_tree import OUTCOME, CausalMap
from .content import Block, Grid, Picture, Points, Report, Section, Words

__all__ = [
    "case_report",
]


def case_report(case: Case, lang: str = "en") -> Report:
    """Say everything about a case, ready to be set as a page or as a Word document.

    Parameters
    ----------
    case : Case
        The case; whatever tables it has.
    lang : {"en", "id"}
        Language.

    Raises
    ------
    InputError
        If the language is not one of the two.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> report = case_report(load_case("telang"), "id")
    >>> report.title, [section.title for section in report.sections][:3]
    ('Telang', ['Kawasan dan sumber', 'Profil', 'Kategori'])
    """
    terms.choice(lang, terms.LANGUAGES, "language")
    weak = [_clean(warning.message(lang)) for warning in case.check().warnings]
    whole = case = _readable(case)
    if case.rounds:  # but for the parts that tell of all rounds, a report is about the latest
        case = case.at(case.rounds[-1])
    sections = []
    for key, (table, write) in _SECTIONS.items():
        if table and not _has(case, table):
            blocks: list[Block] = [Words(_say(f"without_{table}", lang))]
        else:
            blocks = list(write(whole if key == "raters" else case, lang))
        if key == "missing" and weak:
            blocks += [Words(_say("weak", lang)), Points(tuple(weak))]
        if blocks:
            sections.append(Section(key, _say(f"section_{key}", lang), tuple(blocks)))
    about = [case.fact(field, lang) for field in ("date", "assessed_by")]
    notice = ""
    if case.fictional:
        notice = case.fact("notice", lang) or _say("fictional", lang)
    subtitle = " · ".join(filter(None, about))
    title = case.title(lang)
    return Report(lang, _say("page", lang), title, subtitle, notice, tuple(sections))


def _area(case: Case, lang: str) -> Iterable[Block]:
    left_out = {"name", "fictional", "notice"}
    rows = []
    for row in _rows(case, "about"):
        field, value = row["field"], _either(row, "value", lang)
        if field in left_out or field.startswith("unit_"):
            continue
        if field == "published_category" and value in list(Category):
            value = Category(value).label(lang)
        rows.append((_field(field, lang), value, _source(row, lang)))
    yield _grid("about", ("field", "value", "source"), rows, lang)
    if any(re.search(r"\b[A-F]\d+\b", row[2]) for row in rows):
        yield Words(_say("register", lang), "note")


def _field(field: str, lang: str) -> str:
    for start in ("benchmark_", "unit_"):
        if field.startswith(start):
            what = field.removeprefix(start)
            return _say(start.rstrip("_"), lang, what=_indicator(what, lang))
    return _name(field, lang)


def _profile(case: Case, lang: str) -> Iterable[Block]:
    yield _picture(charts.criteria_grid(case, lang))
    rows = []
    for dimension in DIMENSIONS:
        name = terms.label("dimensions", dimension, lang)
        judged = [row for row in _rows(case, "judgements") if row["dimension"] == dimension]
        for row in judged or [{}]:
            rater = cell_text(row.get("rater", ""))
            level = None if _blank(row.get("level")) else int(row["level"])
            rows.append(
                (
                    f"{name} ({rater})" if len(case.raters) > 1 else name,
                    _level(level),
                    _criterion(dimension, level, lang),
                    _between(row.get("lowest"), row.get("highest")),
                    _either(row, "because", lang),
                    _source(row, lang),
                )
            )
    columns = ("dimension", "level", "criterion", "plausible", "because", "source")
    yield _grid("profile", columns, rows, lang)
    differ = dict.fromkeys(case.disagreements()["dimension"])
    if differ:
        names = ", ".join(terms.label("dimensions", d, lang) for d in differ)
        yield Words(_say("not_agreed", lang, dimensions=names))
    yield Words(_say("levels_ours", lang), "note")


def _between(low: Any, high: Any) -> str:
    """Two levels as "1–2"; one if they are the same, a dash if there is none."""
    known = dict.fromkeys(str(int(end)) for end in (low, high) if not _blank(end))
    return "–".join(known) or "–"


def _criterion(dimension: str, level: int | None, lang: str) -> str:
    words = level_label(dimension, level, lang)
    if level is None:
        return words
    return f"{words} ({terms.place(level_row(dimension, level)['source'], lang)})"


def _category(case: Case, lang: str) -> Iterable[Block]:
    answer = classify(case.profile)
    first, *rest = answer.explain(lang).split("\n\n")[0].splitlines()
    yield Words(first, "answer")
    yield Points(tuple(filter(None, (case.published(lang), *rest))))
    rows = [
        (
            terms.label("rules", rule, lang),
            framework.row("rules", rule)[f"summary_{lang}"],
            outcome(case.profile, rule, lang),
        )
        for rule in RULES
    ]
    yield _grid("rules", ("rule", "asks", "category"), rows, lang)
    yield Words(_say("rules_ours", lang), "note")


def _why_not(case: Case, lang: str) -> Iterable[Block]:
    answer = classify(case.profile)
    names = {d: terms.label("dimensions", d, lang) for d in DIMENSIONS}
    rows = []
    for category, matches in answer.why_not.items():
        ways = [terms.text("widget.judge_first", lang)]
        if not case.profile.missing:
            ways = changes_in_words(answer.steps_to(category), lang)
        met = [
            ", ".join(names[d] for d, ok in matches.items() if ok is wanted)
            for wanted in (True, False)
        ]
        either = f"\n{terms.text('classify.or', lang)} "
        rows.append((category.label(lang), either.join(ways), met[0] or "–", met[1] or "–"))
    columns = ("category", "smallest_change", "met", "not_met")
    yield _grid("why_not", columns, rows, lang)
    yield Words(_say("steps_ours", lang), "note")


def _readings(case: Case, lang: str) -> Iterable[Block]:
    counts = case.reading_counts()
    total = int(counts.iloc[:, 0].sum())
    if total < 2:
        yield Words(_say("one_reading", lang))
        return
    yield Words(terms.text("case.readings", lang, n=total))
    yield _picture(charts.readings(case.readings(), lang, case=case))
    rules = [terms.label("rules", rule, lang) for rule in counts.columns]
    rows = [
        (_outcome(key, lang), *(str(n) for n in row))
        for key, *row in counts.itertuples()
        if any(row)
    ]
    yield Grid(_say("grid_readings", lang), (_say("column_category", lang), *rules), tuple(rows))
    yield Words(terms.text("chart.readings_note", lang), "note")


def _outcome(key: str, lang: str) -> str:
    known = {"not_defined": "classify.undefined", "open": "case.open"}
    return terms.text(known[key], lang) if key in known else Category(key).label(lang)


def _evidence(case: Case, lang: str) -> Iterable[Block]:
    table = case.evidence
    counts = factors.triangulation(table)["convergence"].value_counts()
    yield Points(
        (
            terms.text("chart.triangulation_description", lang, n=int(counts.sum())),
            *(
                f"{terms.text(f'chart.{key}', lang)}: {counts.get(key, 0)}"
                for key in ("several_kinds", "one_kind", "not_stated")
            ),
        )
    )
    names = _component_names(case, lang)
    for dimension in (*DIMENSIONS, ""):
        rows = [
            (
                _name(row["aspect"], lang, names),
                _name(row["actor"], lang, names),
                _either(row, "finding", lang),
                _kind(row, lang),
                _source(row, lang),
            )
            for row in _rows(case, "evidence")
            if cell_text(row["dimension"]) == dimension
        ]
        if rows:
            title = terms.label("dimensions", dimension, lang) if dimension else _say("none", lang)
            heads = ("aspect", "actor", "finding", "kind", "source")
            yield _grid("", heads, rows, lang, title)
    yield Words(terms.text("chart.triangulation_note", lang), "note")


def _activities(case: Case, lang: str) -> Iterable[Block]:
    if not _has(case, "components"):
        yield Words(_say("without_components", lang))
        return
    yield _picture(charts.activities_by_component(case, lang))
    names = _component_names(case, lang)
    done: dict[str, list[dict[str, Any]]] = {}
    for row in _rows(case, "activities"):
        done.setdefault(row["component"], []).append(row)
    counts = components.by_sector(case.components, case.activities)
    for sector in components.SECTORS:
        rows = []
        for component in _rows(case, "components"):
            if component["sector"] != sector:
                continue
            work = done.get(component["component"], [])
            rows.append(
                (
                    names[component["component"]],
                    "\n".join(_activity(row, lang) for row in work)
                    or terms.text("chart.no_activity", lang),
                    "\n".join(dict.fromkeys(_source(row, lang) for row in work)),
                )
            )
        if rows:
            name = terms.text(f"components.{sector}", lang)
            title = terms.text(
                "chart.sector_count", lang, sector=name, **counts.loc[sector].to_dict()
            )
            yield _grid("", ("component", "activities", "source"), rows, lang, title)
    yield Words(terms.text(components.NOT_EFFORT, lang), "note")
    yield from _together(case, names, lang)


def _activity(row: dict[str, Any], lang: str) -> str:
    said = [
        _name(row["cluster"], lang),
        terms.text(f"report.seats_{row['seats']}", lang) if cell_text(row["seats"]) else "",
        terms.text("widget.inferred", lang) if row["status"] == "inferred" else "",
    ]
    more = ", ".join(filter(None, said))
    name = _either(row, "name", lang) or _name(row["activity"], lang)
    return f"{name} ({more})" if more else name


def _together(case: Case, names: dict[str, str], lang: str) -> Iterable[Block]:
    """Clusters and what hints at overlaps."""
    found = components.clusters(case.components, case.activities)
    if len(found):
        heads = tuple(terms.text(f"components.{sector}", lang) for sector in components.SECTORS)
        rows = []
        for cluster, *counts, missing in found.itertuples():
            absent = (terms.text(f"components.{s}", lang) for s in missing.split("; ") if s)
            rows.append((_name(cluster, lang), *map(str, counts), ", ".join(absent) or "–"))
        columns = (_say("column_cluster", lang), *heads, _say("column_no_part", lang))
        yield Grid(_say("grid_clusters", lang), columns, tuple(rows))
    shared = components.overlaps(case.activities)
    if len(shared):
        who = shared.groupby("topic", sort=False)["component"].unique()
        rows = [
            (terms.label("topics", topic, lang), "\n".join(names[key] for key in keys))
            for topic, keys in who.items()
        ]
        yield _grid("overlaps", ("topic", "components"), rows, lang)
        yield Words(terms.text(components.NOT_PROOF, lang), "note")


def _participation(case: Case, lang: str) -> Iterable[Block]:
    table = case.participation
    rungs = tuple(f"{r} {terms.label('rungs', str(r), lang)}" for r in participation.RUNGS)
    activities = {
        row["activity"]: _either(row, "name", lang) or _name(row["activity"], lang)
        for row in _rows(case, "activities")
    }
    groups = {key: _name(key, lang) for key in table["group"].unique()}
    counts = participation.distribution(table, by="group")
    yield _picture(charts.ladder(counts, lang, case=case, names=groups))
    for by, names in (("group", groups), ("activity", activities)):
        counts, span = participation.distribution(table, by), participation.span(table, by)
        rows = [
            (
                names.get(key) or _name(key, lang),
                *(str(n) if n else "·" for n in counts.loc[key]),
                f"{span.loc[key, 'lowest']}–{span.loc[key, 'highest']}",
            )
            for key in counts.index
        ]
        between = terms.text("widget.from_to", lang)
        columns = (terms.text(f"widget.by_{by}", lang).capitalize(), *rungs, between)
        yield Grid(_say(f"grid_by_{by}", lang), columns, tuple(rows))
    yield Words(terms.text("widget.ladder_note", lang), "note")


def _effects(case: Case, lang: str) -> Iterable[Block]:
    reason = welfare.effect_reason(case.effects, lang)
    yield Words(terms.text("widget.effect_level", lang, reason=reason), "answer")
    level, judged = welfare.effect_level(case.effects), case.profile.effect
    if level is not None and judged is not None and level != judged:
        yield Words(_say("effect_differs", lang, level=level, judged=judged))
    yield _picture(charts.effect_groups(case.effects, lang, case=case))
    columns = ("direction", "breadth", "optimal", "even")
    rows = [
        (
            _effect_name(row, lang),
            *(_judged(column, row[column], lang) for column in columns),
            _either(row, "exception", lang),
            _source(row, lang),
        )
        for row in _rows(case, "effects")
    ]
    heads = ("effect", *columns, "exception", "source")
    yield _grid("effects", heads, rows, lang)
    yield from _measured(case, lang)
    yield Words(_say("may_be_said", lang))
    yield Points(tuple(_claims(case, lang)))


def _effect_name(row: dict[str, Any], lang: str) -> str:
    name = terms.label("effect_groups", row["effect_group"], lang)
    indicator = cell_text(row["indicator"])
    return f"{name}: {_indicator(indicator, lang)}" if indicator else name


def _judged(column: str, cell: Any, lang: str) -> str:
    return terms.text(f"chart.{column}_{cell}", lang) if cell_text(cell) else "–"


def _measured(case: Case, lang: str) -> Iterable[Block]:
    """Means before and after, against what was declared; zones side by side; who is reached."""
    means = _means(case)
    if not means:
        return
    benchmarks = case.benchmarks
    rows = [
        (
            _indicator(key, lang),
            case.fact(f"unit_{key}", lang) or "–",
            _number(before, lang),
            _number(after, lang),
            _number(benchmarks.get(key), lang),
            _number(_attained(key, after, benchmarks.get(key)), lang),
        )
        for key, (before, after, _) in means.items()
    ]
    heads = ("indicator", "unit", "before", "after", "benchmark", "attained")
    yield _grid("measured", heads, rows, lang)
    if any(capital in means for capital in _capitals()):
        units = {case.fact(f"unit_{capital}", lang) for capital in _capitals()}
        unit = units.pop() if len(units) == 1 else None
        profile = welfare.capital_profile(case.measurements)
        yield _picture(charts.capitals(profile, lang, unit=unit or None, case=case))
    zones = _means(case, "zone")
    both = [key for key in means if all((key, zone) in zones for zone in _ZONES)]
    if both:
        change = _say("column_change", lang)
        heads_of_zones = [
            f"{terms.text(f'chart.zone_{zone}', lang).capitalize()}: {words.lower()}"
            for zone in _ZONES
            for words in (_say("column_before", lang), _say("column_after", lang), change)
        ]
        moves = []
        for key in both:
            cells = [_indicator(key, lang)]
            for zone in _ZONES:
                before, after, moved = zones[key, zone]
                cells += [_number(before, lang), _number(after, lang), _percent(moved)]
            moves.append(tuple(cells))
        columns = (_say("column_indicator", lang), *heads_of_zones)
        yield Grid(_say("grid_zones", lang), columns, tuple(moves))
    reached = welfare.targeting(case.measurements)
    if len(reached):
        yield _picture(charts.targeting(reached, lang, case=case))


def _claims(case: Case, lang: str) -> Iterable[str]:
    """What may and what may not be said of the effects of this case."""
    means, benchmarks = _means(case), case.benchmarks
    yield _say("claim_stated", lang)
    declared = [_indicator(key, lang) for key in means if key in benchmarks]
    if declared:
        yield _say("claim_optimal", lang, indicators=", ".join(declared))
    else:
        yield _say("claim_no_benchmark", lang)
    measured = case.tables.get("measurements")
    zones = set() if measured is None else {*measured["zone"].map(cell_text)} - {""}
    tolerance = case.fact("tolerance_even", lang)
    if len(zones) > 1 and tolerance:
        yield _say("claim_even", lang, tolerance=_number(number(tolerance), lang))
    elif len(zones) > 1:
        yield _say("claim_no_tolerance", lang)
    else:
        yield _say("claim_no_groups", lang)
    if not means:
        yield _say("claim_not_measured", lang)
    yield _say("claim_cause", lang)


def _factors(case: Case, lang: str) -> Iterable[Block]:
    table = case.factors
    for role in factors.ROLES:
        rows = [
            (
                terms.label("factors", row["factor"], lang),
                _either(row, "finding", lang)
                + (f" ({terms.text('widget.disputed', lang)})" if row["disputed"] == "yes" else ""),
                _kind(row, lang),
                _source(row, lang),
            )
            for row in _rows(case, "factors")
            if row["role"] == role
        ]
        title = _say(f"grid_{role}s", lang)
        yield _grid("", ("factor", "finding", "kind", "source"), rows, lang, title)
    claims = factors.triangulation(table)
    if claims["kinds"].any():
        yield _picture(charts.triangulation_matrix(claims, lang, case=case))
    else:
        yield Words(_say("no_kinds", lang))
    for key, found in (("both", factors.both(table)), ("neither", factors.neither(table))):
        names = ", ".join(terms.label("factors", factor, lang) for factor in found)
        yield Words(_say(f"factors_{key}", lang, factors=names or _say("nothing", lang)))


def _map(case: Case, lang: str) -> Iterable[Block]:
    tree = CausalMap.from_links(case.links)
    yield _picture(charts.causal_map(tree, lang, case=case))
    roots = [node for node in tree.nodes if node in tree.roots()]
    rows = []
    for node in roots:
        released = tree.released_by(node)
        rows.append(
            (
                _node(node, lang),
                str(len(tree.triggers(node))),
                ", ".join(_node(n, lang) for n in tree.nodes if n in released) or "–",
            )
        )
    if rows:
        yield _grid("roots", ("root", "leads_to", "released"), rows, lang)
        yield Words(terms.text("widget.released_note", lang), "note")
    else:
        yield Words(_say("no_roots", lang))
    for cycle in tree.root_cycles():
        nodes = ", ".join(_node(n, lang) for n in tree.nodes if n in cycle)
        yield Words(_say("root_cycle", lang, nodes=nodes))
    rows = [
        (
            f"{_node(row['cause'], lang)} → {_node(row['effect'], lang)}",
            terms.text(f"map.basis_{row['basis']}", lang),
            _source(row, lang),
        )
        for row in _rows(case, "links")
    ]
    yield _grid("links", ("link", "basis", "source"), rows, lang)


def _node(node: Any, lang: str) -> str:
    return (
        terms.text("map.synergism", lang) if node == OUTCOME else terms.label("factors", node, lang)
    )


def _steps(case: Case, lang: str) -> Iterable[Block]:
    ahead = next_category(case.profile)
    if case.profile.missing:
        names = ", ".join(terms.label("dimensions", d, lang) for d in case.profile.missing)
        yield Words(_say("judge_first", lang, dimensions=names))
    elif ahead is None:
        yield Words(_say("at_the_top", lang))
    else:
        category, ways = ahead
        yield Words(_say("next_category", lang, category=category.label(lang)))
        yield Points(tuple(changes_in_words(ways, lang)))
    if not _has(case, "factors"):
        yield Words(_say("without_factors", lang))
        return
    wanted = list(factors.constraints(case.factors))
    if _has(case, "effects") and welfare.poor_missed(case.effects):
        wanted.append("reach_of_poor")
    advice = factors.advice(wanted)
    rows = [
        (
            ", ".join(_target(target, lang) for target in targets),
            row[f"text_{lang}"],
            row[f"addressee_{lang}"],
            f"{key}; {terms.place(row['source'], lang)}",
        )
        for key, targets in advice.items()
        for row in [framework.row("recommendations", key)]
    ]
    yield _grid("advice", ("target", "advice", "addressee", "source"), rows, lang)
    answered = {target for targets in advice.values() for target in targets}
    alone = [_target(key, lang) for key in wanted if key not in answered]
    if alone:
        yield Words(_say("no_advice", lang, factors=", ".join(alone)))
    yield Words(_say("advice_of_paper", lang), "note")


def _target(key: str, lang: str) -> str:
    table = "factors" if key in framework.keys("factors") else "effect_groups"
    return terms.label(table, key, lang)


def _raters(case: Case, lang: str) -> Iterable[Block]:
    """Who judged what, how far they agree, and the rounds before; nothing if there is one."""
    dimensions = {d: terms.label("dimensions", d, lang) for d in DIMENSIONS}
    rule = terms.label("rules", DEFAULT_RULE, lang)
    if len(case.raters) > 1:
        rows = []
        for row in case.by_rater().to_dict("records"):
            levels = [None if _blank(row[d]) else int(row[d]) for d in DIMENSIONS]
            found = outcome(Profile(*levels), DEFAULT_RULE, lang)
            rows.append((row["rater"], *map(_level, levels), found))
        columns = (_say("column_rater", lang), *dimensions.values(), rule)
        yield Grid(_say("grid_by_rater", lang), columns, tuple(rows))
        rows = [
            (
                dimensions[dimension],
                str(row["raters"]),
                _between(row["lowest"], row["highest"]),
                _share(row["commonest"]),
                _share(row["pairwise"]),
            )
            for dimension, row in case.agreement().to_dict("index").items()
        ]
        heads = ("dimension", "raters", "from_to", "commonest", "pairwise")
        yield _grid("agreement", heads, rows, lang)
        yield Words(_say("agreement_note", lang), "note")
    if len(case.rounds) > 1:
        rows = []
        for when in case.rounds:
            profile = case.at(when).profile
            found = outcome(profile, DEFAULT_RULE, lang)
            rows.append((when, *map(_level, profile.levels), found))
        columns = (_name("round", lang), *dimensions.values(), rule)
        yield Grid(_say("grid_rounds", lang), columns, tuple(rows))
        yield Words(_say("changes_over_time", lang), "note")


def _share(value: float) -> str:
    return "–" if _blank(value) else f"{value:.0%}"


def _missing(case: Case, lang: str) -> Iterable[Block]:
    absent = [_say(f"without_{table}", lang) for table in TABLES if not _has(case, table)]
    if absent:
        yield Words(_say("absent", lang))
        yield Points(tuple(absent))
    yield Words(_say("cannot_show", lang))


def _cite(case: Case, lang: str) -> Iterable[Block]:
    from .. import __version__

    who = case.fact("assessed_by", lang) or _say("not_named", lang)
    when = case.fact("date", lang) or _say("no_date", lang)
    if work := case.fact("source_work", lang):
        yield Words(_say("cite_source", lang, work=work))
    else:
        title = case.title(lang)
        yield Words(_say("cite_case", lang, title=title, who=who, when=when))
    yield Words(_say("cite_framework", lang))
    yield Words(_say("cite_package", lang, version=__version__))


# From the key of a part to the table without which it has nothing to say, and how it is written.
_SECTIONS: dict[str, tuple[str, Callable[[Case, str], Iterable[Block]]]] = {
    "area": ("about", _area),
    "profile": ("judgements", _profile),
    "category": ("", _category),
    "why_not": ("", _why_not),
    "readings": ("judgements", _readings),
    "evidence": ("evidence", _evidence),
    "activities": ("activities", _activities),
    "participation": ("participation", _participation),
    "effects": ("effects", _effects),
    "factors": ("factors", _factors),
    "map": ("links", _map),
    "steps": ("", _steps),
    "raters": ("", _raters),
    "missing": ("", _missing),
    "cite": ("", _cite),
}


_ZONES = ("centre", "hinterland")


def _level(level: int | None) -> str:
    return "?" if level is None else str(level)


def _say(key: str, lang: str, **values: Any) -> str:
    return terms.text(f"report.{key}", lang, **values)


# Control characters, lone halves of characters, and the two that are none: neither a page nor Word
# can hold them, and the program that draws charts breaks down over them.
_UNREADABLE = re.compile("[^\n -~\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _clean(words: str) -> str:
    return _UNREADABLE.sub("", words.replace("\t", " "))


def _readable(case: Case) -> Case:
    """The case without characters that cannot be shown."""
    tables = {
        name: frame.map(lambda cell: _clean(cell) if isinstance(cell, str) else cell)
        for name, frame in case.tables.items()
    }
    return Case(_clean(case.name), tables)


def _has(case: Case, table: str) -> bool:
    return table in case.tables and not case.tables[table].empty


def _rows(case: Case, table: str) -> list[dict[str, Any]]:
    frame = case.tables.get(table)
    return [] if frame is None else frame.to_dict("records")


def _blank(cell: Any) -> bool:
    return cell is None or bool(pd.isna(cell)) or cell == ""


def _either(row: dict[str, Any], column: str, lang: str) -> str:
    """The text in the language, or in the other one where that cell is blank."""
    cells = (row.get(f"{column}_{known}") for known in sorted(terms.LANGUAGES, key=lang.__ne__))
    return next((str(cell) for cell in cells if not _blank(cell)), "")


def _source(row: dict[str, Any], lang: str) -> str:
    return terms.place(cell_text(row.get("source", "")), lang)


def _kind(row: dict[str, Any], lang: str) -> str:
    return terms.text(f"factors.{cell_text(row['source_type']) or 'not_stated'}", lang)


def _name(key: Any, lang: str, names: dict[str, str] | None = None) -> str:
    """What a key is called: by the case, else as everywhere."""
    key = cell_text(key)
    return (names or {}).get(key) or terms.name(key, lang)


def _indicator(key: str, lang: str) -> str:
    known = key in framework.keys("effect_indicators")
    return terms.label("effect_indicators", key, lang) if known else _name(key, lang)


def _component_names(case: Case, lang: str) -> dict[str, str]:
    return {
        row["component"]: _either(row, "name", lang) or row["component"].replace("_", " ")
        for row in _rows(case, "components")
    }


def _number(value: float | None, lang: str) -> str:
    """Three digits that count, with the decimal mark of the language; a dash for none."""
    if value is None or pd.isna(value):
        return "–"
    words = f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return words.replace(".", ",") if lang == "id" else words


def _percent(value: float | None) -> str:
    return "–" if value is None or pd.isna(value) else f"{value:+.0%}".replace("-", "−")


def _capitals() -> list[str]:
    rows = framework.table("effect_indicators")
    return [r["indicator"] for r in rows if r["effect_group"] == "livelihood_resources"]


def _attained(indicator: str, after: float, benchmark: float | None) -> float | None:
    sign = welfare.polarity_of(indicator)
    if benchmark is None or benchmark <= 0 or (sign < 0 and after < 0):
        return None  # of these no share can be said
    return welfare.attainment(after, benchmark, sign)


def _means(case: Case, by: str | None = None) -> dict[Any, tuple[float, float, float]]:
    """Indicator (and zone) → mean before, mean after, relative change."""
    if not _has(case, "measurements"):
        return {}
    found = welfare.before_and_after(case.measurements, by)[["before", "after", "relative"]]
    return {key: tuple(row) for key, *row in found.itertuples()}


def _grid(
    key: str,
    columns: Iterable[str],
    rows: Iterable[tuple[str, ...]],
    lang: str,
    title: str = "",
) -> Grid:
    heads = tuple(_say(f"column_{column}", lang) for column in columns)
    return Grid(title or _say(f"grid_{key}", lang), heads, tuple(rows))


def _picture(chart: Any) -> Picture:
    title = chart.title.text
    words = title if isinstance(title, str) else " ".join(title)
    # Altair's own check of the specification takes most of the time; the tests of charts run it.
    return Picture(chart.to_dict(validate=False), words, chart.description)
