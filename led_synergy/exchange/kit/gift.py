"""A bank of questions for Moodle in the GIFT format: every checked exercise with its feedback."""

import re

from ... import framework, terms
from .questions import Question, choices, from_memory, hint, is_number, lessons


@terms.spoken
def question_bank(lang: str | None = None) -> str:
    """All checked exercises as a GIFT file, a category for each lesson.

    Parameters
    ----------
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    str
        An exercise with one number as its answer asks for a number; any other is a choice between
        the right answer and those wrong ones that many give; five questions from memory are
        answered by writing five numbers. Each answer has its feedback.

    Examples
    --------
    >>> question_bank().splitlines()[0]
    '// led_synergy 0.1.0'
    """
    from ... import __version__

    found = [f"// led_synergy {__version__}", f"// {terms.text('note.kit_gift_note')}"]
    for lesson in lessons():
        name = escape(f"{lesson.number} {lesson.title}").replace("/", "//")
        found += ["", f"$CATEGORY: led_synergy/{name}"]
        for question in lesson.questions:
            found += ["", _question(question)]
    return "\n".join(found) + "\n"


def escape(words: str) -> str:
    r"""Words as they may stand in GIFT: what it reads as signs, and line ends, are escaped.

    Examples
    --------
    >>> escape("a = {b}")
    'a \\= \\{b\\}'
    """
    return re.sub(r"([\\~=#{}:])", r"\\\1", words.strip()).replace("\n", "\\n")


def _question(question: Question) -> str:
    exercise, text = question.exercise, question.text
    number = is_number(exercise)
    lines = []
    if asked := from_memory(text):
        text = "\n".join([asked[0], "", *asked[1:]])
    for choice in sorted(choices(exercise), key=lambda choice: number and not choice.right):
        said = f"#{escape(choice.said)}"
        if number:
            near = framework.row("exercises", exercise)["tolerance"] or "0"
            share = "" if choice.right else "%0%"
            lines.append(f"\t={share}{choice.keys[0]}:{near if choice.right else '0'}{said}")
        elif asked:  # with commas and blanks, or without
            share = "" if choice.right else "%0%"
            lines += [f"\t={share}{gap.join(choice.keys)}{said}" for gap in (", ", ",", " ", "")]
        else:
            lines.append(f"\t{'=' if choice.right else '~'}{escape(choice.words())}{said}")
    if len(lines) == 1 and not number:  # no wrong answer is known: it is written, not chosen
        key = escape(choices(exercise)[0].keys[0])
        lines = [lines[0].replace(escape(choices(exercise)[0].words()), key, 1)]
    if other := hint(exercise):
        lines.append(f"\t####{escape(other)}")
    title, opening = escape(exercise), "{#" if number else "{"
    return f"::{title}::[markdown]{escape(text)}{opening}\n" + "\n".join(lines) + "\n}"
