"""What the pages say about the lessons, read from the notebooks at build, so that it cannot drift.

`{lesson}` is a role: with `03` it links lesson 03 by its title and gives its minutes; with
`03 short` the link reads "lesson 03"; with `03 two kinds of holes` it reads "lesson 03, step 6" and
leads there. Words of a heading are asked for, not its number: steps change places.
`{lesson-list}` is the table of all lessons; `{lesson-objectives}` has, for each lesson, its
objectives beside the exercises that show them. A heading, or an exercise of an objective, that
does not exist is a warning, and the build fails on it.
"""

import json
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import languages
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

LOG = logging.getLogger(__name__)
NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"

_MINUTES = re.compile(r"About (\d+) minutes")
_NEEDS = re.compile(r"^\*\*You need\*\* (.+)$", re.MULTILINE)
_OBJECTIVE = re.compile(r"^\d+\. (.+) · exercises? ([\d, and]+)[;.]$", re.MULTILINE)
# What a translation names an objective's exercises with: " · latihan 1 dan 2;", " (latihan 3)."
_EXERCISES = re.compile(r" (?:· [^·\d]*\d[\d, \w]*|\([^()]*\))[;.]$")
_EXERCISE = re.compile(r"^\*\*(\d+) · ([^*]+?)\.?\*\*", re.MULTILINE)
_ASKED = re.compile(r"^\*\*(\d+) · (?:.+\n?)+", re.MULTILINE)
_HEADING = re.compile(r"^###? (.+)$", re.MULTILINE)
_CHECK = re.compile(r"^check\(\"\d+\.(\d+)\"", re.MULTILINE)


@dataclass(frozen=True)
class Objective:
    """One thing that a student can do after a lesson, and the exercises that show it."""

    text: str
    exercises: tuple[int, ...]
    whole: str = ""


@dataclass(frozen=True)
class Lesson:
    """What a notebook says about itself.

    Parameters
    ----------
    name : str
        File name without ending, such as ``03_dimensions_and_categories``.
    title : str
    minutes : int
    needs : str
        What the reader has to know before.
    objectives : tuple of Objective
    exercises : dict
        Kind of each exercise ("Recall", "Same case" …) by its number.
    checked : frozenset of int
        Exercises whose answer the notebook checks.
    headings : tuple of str
        Its sections, such as "Step 1 · Who acts?" and "Exercises".
    asked : dict
        The first paragraph of each exercise, by its number.
    """

    name: str
    title: str
    minutes: int
    needs: str
    objectives: tuple[Objective, ...]
    exercises: dict[int, str]
    checked: frozenset[int]
    headings: tuple[str, ...]
    asked: dict[int, str]

    @property
    def number(self) -> str:
        """The two digits by which pages name the lesson."""
        return self.name[:2]


def read_lesson(path: Path) -> Lesson:
    """Read one notebook."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    text = "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
    title, minutes, needs = text.splitlines()[0], _MINUTES.search(text), _NEEDS.search(text)
    if not title.startswith("# ") or not minutes or not needs:
        raise ValueError(f"{path.name}: a lesson begins with its title, minutes and what it needs")
    return Lesson(
        name=path.stem,
        title=title.removeprefix("# "),
        minutes=int(minutes[1]),
        needs=needs[1],
        objectives=tuple(
            Objective(
                found[1],
                tuple(int(n) for n in re.findall(r"\d+", found[2])),
                found[0].partition(". ")[2],
            )
            for found in _OBJECTIVE.finditer(text)
        ),
        exercises={int(found[1]): found[2] for found in _EXERCISE.finditer(text)},
        checked=frozenset(int(found[1]) for found in _CHECK.finditer(code)),
        headings=tuple(_HEADING.findall(text)),
        asked={int(found[1]): found[0] for found in _ASKED.finditer(text)},
    )


def lessons(folder: Path = NOTEBOOKS, language: str = "en") -> list[Lesson]:
    """All lessons, in their order; their words in the language of the site."""
    paths = sorted(folder.glob("[0-9][0-9]_*.ipynb"))
    found = [_read_once(path, path.stat().st_mtime_ns) for path in paths]
    return found if language == "en" else [translated(one, language) for one in found]


def translated(lesson: Lesson, language: str) -> Lesson:
    """A lesson with its title, needs, objectives and kinds of exercises from the catalogue."""

    def say(text: str) -> str:
        return languages.said(text, f"lessons/{lesson.name}", language)

    def kind(number: int, known: str) -> str:
        found = _EXERCISE.match(say(lesson.asked[number]))
        return found[2] if found else known

    return replace(
        lesson,
        title=say(lesson.title),
        needs=re.sub(r"^\*\*[^*]*\*\* ", "", say(f"**You need** {lesson.needs}")),
        objectives=tuple(
            replace(one, text=_EXERCISES.sub("", say(one.whole))) for one in lesson.objectives
        ),
        exercises={number: kind(number, known) for number, known in lesson.exercises.items()},
    )


@cache
def _read_once(path: Path, changed: int) -> Lesson:
    return read_lesson(path)  # a page asks for the lessons once for every link


def heading(lesson: Lesson, place: str) -> str | None:
    """The one section of a lesson whose heading has these words; None if none or several have."""
    found = [text for text in lesson.headings if place.lower() in text.lower()]
    return found[0] if len(found) == 1 else None


def missing(lesson: Lesson) -> list[int]:
    """Exercises that an objective names and the lesson does not have."""
    named = {number for objective in lesson.objectives for number in objective.exercises}
    return sorted(named - set(lesson.exercises))


def link(lesson: Lesson) -> str:
    """A lesson's title as Markdown that leads to its page."""
    return f"{{doc}}`{lesson.number} · {lesson.title} </lessons/{lesson.name}>`"


def short_needs(lesson: Lesson) -> str:
    """What a lesson needs: its first sentence, and those that name another lesson."""
    first, *more = re.split(r"(?<=\.) ", lesson.needs)
    return " ".join([first, *(said for said in more if re.search(r"esson|elajaran", said))])


def list_table(found: list[Lesson]) -> str:
    """All lessons with minutes and needs, as a Markdown table."""
    heads = [_("Lesson"), _("Minutes"), _("You need")]
    rows = [f"| {' | '.join(map(str, heads))} |", "|---|---:|---|"]
    rows += [f"| {link(lesson)} | {lesson.minutes} | {short_needs(lesson)} |" for lesson in found]
    every = _("all %d") % len(found)
    rows.append(f"| {every} | {sum(lesson.minutes for lesson in found)} | |")
    return "\n".join(rows)


def objectives_table(lesson: Lesson) -> str:
    """A lesson's objectives and the exercises that show them, as a Markdown table."""
    heads = [_("After it, a student can"), _("Shown in exercise"), _("Answer")]
    rows = [f"| {' | '.join(map(str, heads))} |", "|---|---|---|"]
    for objective in lesson.objectives:
        known = [n for n in objective.exercises if n in lesson.exercises]
        shown = "; ".join(f"{n} · {lesson.exercises[n]}" for n in known)
        checks = {
            _("checked in the lesson") if n in lesson.checked else _("read by you") for n in known
        }
        answer = _(" and ").join(sorted(map(str, checks)))
        rows.append(f"| {objective.text} | {shown} | {answer} |")
    return "\n".join(rows)


DEMANDS = {
    "recall": ("Recall",),
    "apply": (
        "Same case", "Other case", "By hand", "Overlap", "Code", "Missing", "What stays open",
        "An error message", "Think",
    ),
    "decide": ("Discuss", "Debate", "Write", "Write and discuss", "Do", "Contest"),
    "transfer": ("Transfer",),
}  # fmt: skip
"""What an exercise demands, by the word that it begins with."""


def demand(name: str) -> str:
    """What an exercise of this name demands."""
    return next(wanted for wanted, names in DEMANDS.items() if name in names)


def _kinds(lesson: Lesson) -> dict[int, str]:
    """How each exercise begins in the source, whatever the language of the site."""
    begun = {number: _EXERCISE.match(text) for number, text in lesson.asked.items()}
    return {number: found[2] for number, found in begun.items() if found}


def demands_table(found: list[Lesson]) -> str:
    """The exercises of all lessons by what they demand, as a Markdown table."""
    heads = [_("Lesson"), *(_(wanted) for wanted in DEMANDS)]
    rows = [f"| {' | '.join(map(str, heads))} |", "|---|---|---|---|---|"]
    for lesson in found:
        by_demand: dict[str, list[str]] = {wanted: [] for wanted in DEMANDS}
        for number, name in sorted(_kinds(lesson).items()):
            by_demand[demand(name)].append(f"{number}{'*' * (number in lesson.checked)}")
        cells = [", ".join(numbers).replace("*", "\\*") for numbers in by_demand.values()]
        rows.append(f"| {link(lesson)} | {' | '.join(cells)} |")
    counts = [sum(demand(n) == w for x in found for n in _kinds(x).values()) for w in DEMANDS]
    every = _("all %d") % sum(counts)
    rows.append(f"| {every} | {' | '.join(map(str, counts))} |")
    return "\n".join(rows)


class _FromLessons:
    """What the role and the directives share."""

    def found(self) -> list[Lesson]:
        everything = lessons(language=self.config.language)  # type: ignore
        for lesson in everything:
            self.env.note_dependency(str(NOTEBOOKS / f"{lesson.name}.ipynb"))  # type: ignore
        return everything


class LessonRole(_FromLessons, SphinxRole):
    """{lesson}`03` links lesson 03 with its minutes; {lesson}`03 the map` links its step 5."""

    def run(self):
        """Called by Sphinx."""
        number, _, place = self.text.partition(" ")
        for lesson in self.found():
            if lesson.number == number:
                return self._place(lesson, place) if place else self._lesson(lesson)
        return [], [self._problem(f"no lesson has the number {number!r}")]

    def _lesson(self, lesson):
        text = f"{lesson.number} · {lesson.title}"
        refers = self._reference(lesson, text)
        return [refers, nodes.Text(" " + _("(%s min)") % lesson.minutes)], []

    def _place(self, lesson, place):
        if place == "short":
            return [self._reference(lesson, _("lesson %s") % lesson.number)], []
        found = heading(lesson, place)
        if found is None:
            return [], [self._problem(f"lesson {lesson.number} has not one heading {place!r}")]
        found = languages.said(found, f"lessons/{lesson.name}", self.config.language)
        step = found.partition(" · ")[0].lower()
        return [self._reference(lesson, _("lesson %s") % lesson.number + f", {step}", found)], []

    def _reference(self, lesson, text, section=""):
        uri = self.env.app.builder.get_relative_uri(self.env.docname, f"lessons/{lesson.name}")
        anchor = f"#{nodes.make_id(section)}" if section else ""
        return nodes.reference(self.rawtext, text, refuri=uri + anchor, internal=True)

    def _problem(self, message):
        return self.inliner.reporter.warning(message, line=self.lineno)


class LessonList(_FromLessons, SphinxDirective):
    """The table of all lessons."""

    def run(self):
        """Called by Sphinx."""
        return languages.silent(self, list_table(self.found()))


class LessonObjectives(_FromLessons, SphinxDirective):
    """One section for each lesson: objectives beside exercises."""

    def run(self):
        """Called by Sphinx."""
        parts = []
        for lesson in self.found():
            for number in missing(lesson):
                LOG.warning(
                    "%s: an objective names exercise %s, and there is none",
                    lesson.name,
                    number,
                    location=self.get_location(),
                )
            parts += [f"## {lesson.number} · {lesson.title}", objectives_table(lesson)]
        return languages.silent(self, "\n\n".join(parts))


class LessonDemands(_FromLessons, SphinxDirective):
    """The table of all exercises by what they demand."""

    def run(self):
        """Called by Sphinx."""
        return languages.silent(self, demands_table(self.found()))


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.add_role("lesson", LessonRole())
    app.add_directive("lesson-list", LessonList)
    app.add_directive("lesson-objectives", LessonObjectives)
    app.add_directive("lesson-demands", LessonDemands)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
