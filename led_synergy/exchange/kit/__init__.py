"""What a lecturer hands out, made from the tables that the lessons use.

Worksheets with their key apart, cards to cut out, sheets for a role-play, slides for the plan of
two hours, a bank of questions for Moodle, and invented areas, one page for each student. Documents
are Word and PowerPoint files, because lecturers edit those: python-docx and python-pptx write them,
and vl-convert draws the charts (extra "cases").
"""

from pathlib import Path

from ... import terms
from ...case.files import write_new
from ...practice import draw_many
from ...terms import InputError
from .cards import card_sheets, role_sheets
from .gift import question_bank
from .slides import slides
from .worksheets import area_sheets, areas_key, worksheets, worksheets_key

__all__ = [
    "area_sheets",
    "areas_key",
    "card_sheets",
    "question_bank",
    "role_sheets",
    "slides",
    "worksheets",
    "worksheets_key",
    "write_kit",
]


@terms.spoken
def write_kit(
    folder: str | Path,
    lang: str | None = None,
    *,
    cases: int = 0,
    seed: int = 0,
    overwrite: bool = False,
) -> tuple[Path, ...]:
    """Write everything that a lecturer hands out into a folder.

    Parameters
    ----------
    folder : str or Path
        The folder; it is made if it is not there.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.
    cases : int
        How many invented areas to add, one page each, with one key; 0 for none.
    seed : int
        Which areas; the same seed gives the same areas.
    overwrite : bool
        Whether files that are there may be replaced.

    Returns
    -------
    tuple of pathlib.Path
        The files.

    Raises
    ------
    InputError
        If a file is there already, the folder cannot be made, one of the numbers is not allowed, or
        something that makes the files is not installed. Nothing is written then.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     files = write_kit(folder, "id", cases=2, seed=7)
    ...     [file.name for file in files if file.parent.name == Path(folder).name]
    ['kartu.docx', 'peran.docx', 'salindia.pptx', 'moodle.gift.txt', 'kunci_lembar_kerja.docx',
     'kawasan.docx', 'kunci_kawasan.docx']
    """
    target = Path(folder).expanduser()
    areas = draw_many(cases, seed) if cases else []
    contents: dict[str, bytes] = {
        f"{_file('cards')}.docx": card_sheets(),
        f"{_file('roles')}.docx": role_sheets(),
        f"{_file('slides')}.pptx": slides(),
        "moodle.gift.txt": question_bank().encode(),
        f"{_file('worksheets_key')}.docx": worksheets_key(),
    }
    sheets = _file("worksheets")
    for number, content in worksheets().items():
        contents[f"{sheets}/{sheets}_{number}.docx"] = content
    if areas:
        contents[f"{_file('areas')}.docx"] = area_sheets(areas)
        contents[f"{_file('areas_key')}.docx"] = areas_key(areas)
    files = {target / name: content for name, content in contents.items()}
    if not overwrite:
        for file in files:
            if file.exists():
                raise InputError("error.file_exists", where=str(file))
    try:
        (target / sheets).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError("error.kit_folder", where=str(target), why=error.strerror) from None
    return tuple(write_new(file, content, overwrite) for file, content in files.items())


def _file(key: str) -> str:
    return terms.text(f"name.file_{key}")
