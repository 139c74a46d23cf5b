"""Two short forms for a phone or tablet, in both languages, and the answers that come back.

XLSForms for KoboToolbox and ODK, made from the framework and the schema of a case: one rater's
judgement, and participation by group and activity (a repeat). Only answers to these forms are read,
however they were exported; a general importer this is not.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .. import framework
from ..case.files import write_new
from ..case.schema import title
from ..case.vocabulary import plain
from ..categories import DIMENSIONS, TOP, level_row
from ..factors import SOURCE_TYPES
from ..terms import LANGUAGES, InputError, heading, label, language, spoken, text
from .xlsx import xlsx

__all__ = ["KINDS", "MARK", "Question", "answer_meant", "questions", "write_forms"]

KINDS = ("judgements", "participation")
MARK = "led_synergy_form"
"""The hidden question whose answer tells which of our forms it is."""

_VERSION = "1"
_REPEAT = "taking_part"  # no name of a table of a case, for which its sheet would be taken
_NAMES = {"en": "English (en)", "id": "Bahasa Indonesia (id)"}
_SOURCES = tuple(kind for kind in SOURCE_TYPES if kind != "not_stated")


class Question(NamedTuple):
    """One question of a form.

    Parameters
    ----------
    kind : str
        As XLSForm names it: "text", "date", "select_one", "select_multiple".
    name : str
        Its name in the form.
    labels : dict of str
        Language → what is asked.
    choices : str
        The list of choices; "" if there is none.
    group : str
        The group that it is in; "" if none.
    constraint : str
        What an answer must meet, in XPath; "" if nothing.
    """

    kind: str
    name: str
    labels: dict[str, str]
    choices: str = ""
    group: str = ""
    constraint: str = ""


def _both(key: str) -> dict[str, str]:
    return {lang: heading(key, lang) for lang in LANGUAGES}


def _of(dimension: str, column: str) -> dict[str, str]:
    """What is asked on a dimension; the dimension is named, so that no two labels are alike."""
    return {
        lang: f"{label('dimensions', dimension, lang)}: {title('judgements', column, lang)}"
        for lang in LANGUAGES
    }


@cache
def questions(form: str) -> tuple[Question, ...]:
    """The questions of one of the two forms, in their order."""
    found = [
        Question("text", "area", _both("about.name")),
        Question("text", "rater", _both("control.form_rater")),
        Question("date", "date", _both("control.form_date")),
    ]
    if form == "participation":
        return (
            *found,
            Question("text", "activity_name", _both("term.activity"), group=_REPEAT),
            Question("text", "group_name", _both("control.form_group"), group=_REPEAT),
            Question("select_one", "rung", _both("control.form_rung"), "rungs", _REPEAT),
            Question(
                "select_one", "source_type", _both("control.form_sources"), "sources", _REPEAT
            ),
        )
    for d in DIMENSIONS:
        level = f"${{{d}_level}}"
        low, high = (f"{level} = '' or number(.) {sign} number({level})" for sign in ("<=", ">="))
        because = {lang: _of(d, f"because_{lang}")[lang] for lang in LANGUAGES}
        sources = {
            lang: f"{label('dimensions', d, lang)}: {text('control.form_sources', lang)}"
            for lang in LANGUAGES
        }
        found += [
            Question("select_one", f"{d}_level", _of(d, "level"), f"levels_{d}", d),
            Question("select_one", f"{d}_lowest", _of(d, "lowest"), f"levels_{d}", d, low),
            Question("select_one", f"{d}_highest", _of(d, "highest"), f"levels_{d}", d, high),
            Question("text", f"{d}_because", because, group=d),
            Question("select_multiple", f"{d}_sources", sources, "sources", d),
        ]
    return tuple(found)


@cache
def choices(name: str) -> dict[str, dict[str, str]]:
    """The choices of a list: value → language → words. Levels and rungs begin with their number."""
    if name == "sources":
        return {k: {lang: text(f"value.{k}", lang) for lang in LANGUAGES} for k in _SOURCES}
    if name == "rungs":
        return {
            key: {lang: f"{key} {label('rungs', key, lang)}" for lang in LANGUAGES}
            for key in framework.keys("rungs")
        }
    dimension = name.removeprefix("levels_")
    rows = {level: level_row(dimension, level) for level in range(TOP[dimension] + 1)}
    return {
        str(level): {lang: f"{level} {row[f'label_{lang}']}" for lang in LANGUAGES}
        for level, row in rows.items()
    }


def groups(form: str) -> dict[str, dict[str, str]]:
    """The groups of a form: name → language → words."""
    if form == "participation":
        return {_REPEAT: _both("control.form_participation")}
    return {d: {lang: label("dimensions", d, lang) for lang in LANGUAGES} for d in DIMENSIONS}


@cache
def _meanings(name: str) -> dict[str, str]:
    found = {}
    for value, words in choices(name).items():
        found.update({plain(said): value for said in (value, *words.values())})
    if name == "rungs":  # by the bare name too, such as "None", which is a rung and no blank
        found.update({
            plain(label("rungs", key, lang)): key
            for key in framework.keys("rungs")
            for lang in LANGUAGES
        })  # fmt: skip
    return found


def answer_meant(name: str, words: str) -> str:
    """The value of a list that an answer means, by value or words; the words if it means none.

    Examples
    --------
    >>> answer_meant("rungs", "None"), answer_meant("levels_system", "0")
    ('1', '0')
    """
    return _meanings(name).get(plain(words), words) if name else words


def _survey(form: str) -> Iterator[tuple[str, ...]]:
    labels = [f"label::{name}" for name in _NAMES.values()]
    messages = [f"constraint_message::{name}" for name in _NAMES.values()]
    heads = ("type", "name", "calculation", "required", "constraint", "default")
    yield (*heads, *labels, *messages)
    blank = ("",) * len(_NAMES)
    yield ("calculate", MARK, f"'{form} {_VERSION}'", "", "", "", *blank, *blank)
    kind = "repeat" if form == "participation" else "group"
    inside = ""
    for question in questions(form):
        if question.group != inside:
            if inside:
                yield (f"end_{kind}", "", "", "", "", "", *blank, *blank)
            inside = question.group
            words = groups(form)[inside]
            opened = (words[lang] for lang in _NAMES)
            yield (f"begin_{kind}", inside, "", "", "", "", *opened, *blank)
        what = f"{question.kind} {question.choices}".strip()
        needed = "yes" if question.name in ("area", "rater") else ""
        default = "today()" if question.kind == "date" else ""
        asked = (question.labels[lang] for lang in _NAMES)
        told = (
            (text("control.form_constraint", lang) for lang in _NAMES)
            if question.constraint
            else blank
        )
        yield (what, question.name, "", needed, question.constraint, default, *asked, *told)
    yield (f"end_{kind}", "", "", "", "", "", *blank, *blank)


def _choices(form: str) -> Iterator[tuple[str, ...]]:
    yield ("list_name", "name", *(f"label::{name}" for name in _NAMES.values()))
    for name in dict.fromkeys(q.choices for q in questions(form) if q.choices):
        for value, words in choices(name).items():
            yield (name, value, *(words[lang] for lang in _NAMES))


@spoken
def write_forms(
    path: str | Path, lang: str | None = None, overwrite: bool = False
) -> tuple[Path, ...]:
    """Write the two forms as XLSForms, to be uploaded to KoboToolbox or ODK.

    Parameters
    ----------
    path : str or Path
        Name of the .xlsx files; each gets the name of its table at the end.
    lang : {"en", "id"}, optional
        The language in which the forms open; both are in them.
    overwrite : bool
        Whether files that are there may be replaced.

    Returns
    -------
    tuple of pathlib.Path
        The form for one rater's judgement, and that for participation.

    Raises
    ------
    InputError
        If the name does not end in .xlsx, or a file is there or cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [file.name for file in write_forms(Path(folder) / "desa.xlsx", "id")]
    ['desa_penilaian.xlsx', 'desa_partisipasi.xlsx']
    """
    target = Path(path)
    if target.suffix.lower() != ".xlsx":
        raise InputError("error.workbook_kind", where=target.name, found=target.suffix)
    files = [target.with_name(f"{target.stem}_{plain(title(form))}.xlsx") for form in KINDS]
    for file in files:
        if file.exists() and not overwrite:
            raise InputError("error.file_exists", where=str(file))
    settings = ("form_title", "form_id", "version", "default_language")
    for form, file in zip(KINDS, files, strict=True):
        about = (text(f"title.form_{form}"), f"led_synergy_{form}", _VERSION, _NAMES[language()])
        sheets = {
            "survey": _survey(form),
            "choices": _choices(form),
            "settings": iter((settings, about)),
        }
        write_new(file, xlsx(sheets, widths=(30, 24, 20, 10, 20, 10, 44, 44)), overwrite)
    return tuple(files)
