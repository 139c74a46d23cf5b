"""Everything that people hand in on one area, whatever it was made with, put into one case."""

from collections.abc import Iterable
from pathlib import Path

from ..case.collect import Answers, Collected, answers_of, stack
from .answers import answers_in, holds_answers
from .segments import holds_segments, segments_of

__all__ = ["gather"]


def gather(files: Iterable[str | Path], missing: Iterable[str] = ()) -> Collected:
    """Put judgements and coded passages of many files on one area into one case.

    Parameters
    ----------
    files : iterable of str or Path
        Workbooks or folders, as for `case.collect`; coded passages, as for `read_segments`; or
        answers to the forms of `write_forms`, as KoboToolbox (.xlsx, .csv) or ODK (.zip, .csv)
        export them.
    missing : iterable of str
        Marks that were used for "not judged" beside a blank.

    Returns
    -------
    Collected
        The case, and what was left out.

    Raises
    ------
    InputError
        If there is nothing to collect, two raters or coders have one name, or the files name
        different areas.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "codes.csv"
    ...     words = "passage,coder,factor,role\\nWe lend seeds.,A,trust,driver\\n"
    ...     _ = file.write_text(words)
    ...     gather([file]).case.factors["coder"].tolist()
    ['A']
    """
    marks = tuple(missing)
    return stack([_answers(Path(file), marks) for file in files])


def _answers(path: Path, marks: tuple[str, ...]) -> Answers:
    if holds_segments(path):
        return segments_of(path)
    if holds_answers(path):
        return answers_in(path)
    return answers_of(path, marks)
