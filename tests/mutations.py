"""Ways to spoil a small case as people do, and what must hold of each: the promise of the check.

If the check finds no mistake, then assess, compare and report never refuse and never break, in both
languages; every row read is kept or told. `promise` says what it saw; the tests run a few
mutations, benchmarks/mutations.py thousands.
"""

import csv
import io
import random
from functools import cache, partial
from pathlib import Path

from openpyxl import load_workbook

import led_synergy as led
from led_synergy import terms
from led_synergy.case import areas, check_case, files, reading, workbook
from led_synergy.case.vocabulary import table_of
from led_synergy.report import case_report, comparison_report, page, tell_comparison, word

WORDS = ["", " ", "0", "-1", "2,5", "1.234", "9.640", "yes", "Ya", "=1+1", "#REF!", "<b>", "\u200b",
         "x" * 300, "system", "Sistem", "level", "term.rule", "term.1", "{0}", "9999", "-99",
         "Jumlah", "Rata-rata", "31/12/2024", "15/01/2025", "akhir", "Semester II 2024",
         "Rp 650.000", "5%",
         "pusat", "Hinterland", "Pak Budi", "3273010101800001", "0812-3456-7890", "nan", "NaT",
         "1e400", "Naik", "Turun", "4", "3", "1", "001", "H001", "h 1", "Sinergisme",
         "–", "\x07",
         3, 2.5, True, None, 10**20, -7]  # fmt: skip


@cache
def _example(lang: str) -> dict[str, list[dict]]:
    return workbook._contoh()


def small(lang: str) -> dict[str, list[dict]]:
    """A few rows of each table of the fictional area."""
    whole = _example(lang)
    rows = {name: table[: None if name == "about" else 6] for name, table in whole.items()}
    few = ("h001", "h002", "h101")
    rows["measurements"] = [row for row in whole["measurements"] if row["unit"] in few]
    return {name: [dict(row) for row in table] for name, table in rows.items()}


def mutated(lang: str, seed: int, folder: Path) -> Path:
    """A workbook or folder spoilt in some places by chance, written to the folder."""
    chance = random.Random(seed)
    with terms.speaking(lang):
        rows = small(lang)
        for _ in range(chance.randint(0, 2)):  # what a field team leaves out
            rows.pop(chance.choice([*rows]), None)
        if chance.random() < 0.6:
            _by_column(rows, chance)
        content = workbook.workbook(rows)
    if seed % 3 == 0:
        return _as_folder(content, chance, folder)
    book = load_workbook(io.BytesIO(content))
    for _ in range(chance.choice([0, 1, 1, 2, 4])):
        _spoil(book, chance)
    path = folder / "desa.xlsx"
    book.save(path)
    return path


def _by_column(rows: dict[str, list[dict]], chance: random.Random) -> None:
    """Blank, remove or repeat whole columns and rows, as a half-filled area has them."""
    for table in chance.sample([*rows], min(3, len(rows))):
        if not rows[table]:
            continue
        column = chance.choice([*rows[table][0]])
        act = chance.choice([0, 0, 1, 1, 2, 2, 3, 4, 5])
        seed_word = chance.choice(WORDS)
        for row in rows[table]:
            if act == 0 or (act == 1 and chance.random() < 0.5):
                row[column] = ""
            elif act == 2 and column in row:
                del row[column]
            elif act == 3 and seed_word is not None and chance.random() < 0.2:
                row[column] = seed_word
        if act == 4:
            rows[table] += [dict(row) for row in rows[table][:2]]
        elif act == 5:
            rows[table] = rows[table][: chance.randint(0, 2)]


def _spoil(book, chance: random.Random) -> None:
    sheet = chance.choice([s for s in book.worksheets if table_of(s.title)])
    act = chance.choice([0, 1, 2, 2, 3, 4, 4, 5, 5, 6, 7])
    if act == 0:
        sheet.delete_rows(chance.randint(1, 4), chance.randint(1, 2))
    elif act == 1:
        sheet.delete_cols(chance.randint(1, 4))
    elif act == 2:
        sheet.insert_rows(chance.randint(1, 3), chance.randint(1, 4))
        sheet.cell(1, 1).value = chance.choice(["Daftar desa", "", "Pokja"])
    elif act == 3:
        heading = sheet.cell(1, chance.randint(1, 6))
        heading.value = f"{heading.value or ''}{chance.choice(['s', ' (maks)', '?', ' baru'])}"
    elif act == 4:
        sheet.title = f"{chance.choice(['01_', 'DESA-', 'Lama - '])}{sheet.title}"[:31]
    elif act == 6:
        _as_an_office_has_it(sheet, chance)
    elif act == 7:  # a column that is no column of the table, with what should not be there
        last = sheet.max_column + 1
        sheet.cell(1, last).value = "NIK"
        for row in range(2, 6):
            sheet.cell(row, last).value = chance.choice([3273010101800001, "0812-3456-7890", "-"])
    else:
        place = chance.randint(2, 7), chance.randint(1, 8)
        sheet.cell(*place).value = _plain(chance.choice(WORDS))


def _as_an_office_has_it(sheet, chance: random.Random) -> None:
    """Totals, numbers of the columns, the heading again, dashes, notes and who signed."""
    head = [cell.value for cell in sheet[1]]
    last = max((cell.row for row in sheet.iter_rows() for cell in row if cell.value), default=1)
    act, place = chance.randrange(5), chance.randint(2, 6)
    if act == 0:
        sheet.insert_rows(place)
        sheet.cell(place, 1).value = chance.choice(["JUMLAH", "Rata-rata", "Sub jumlah"])
        sheet.cell(place, chance.randint(2, 6)).value = 7
    elif act == 1:
        sheet.insert_rows(2)
        for n in range(1, len(head) + 1):
            sheet.cell(2, n).value = chance.choice([n, f"({n})"])
    elif act == 2:
        sheet.insert_rows(place)
        for n, words in enumerate(head, start=1):
            sheet.cell(place, n).value = words
    elif act == 3:
        for row in range(2, 8):
            sheet.cell(row, place).value = chance.choice(["-", "–"])
    else:
        foot = ["Mengetahui,", "Kepala Desa", None, "Sumber: survei", "NIP. 1965"]
        for n, words in enumerate(foot[chance.randint(0, 3) :], start=last + chance.randint(1, 3)):
            sheet.cell(n, chance.randint(1, 5)).value = words


def _plain(value):
    return value.replace("\x07", "") if isinstance(value, str) else value


def _as_folder(content: bytes, chance: random.Random, folder: Path) -> Path:
    """The same as CSV files, with lines spoilt."""
    path = folder / "desa"
    path.mkdir(exist_ok=True)
    for old in path.iterdir():
        old.unlink()
    book = load_workbook(io.BytesIO(content))
    mark, encoding = (
        chance.choice(",;\t"),
        chance.choice(["utf-8-sig", "utf-8", "utf-16", "cp1252"]),
    )
    before = chance.choice(["", "", "DESA-", "01_"])
    for sheet in book.worksheets:
        if not table_of(sheet.title):
            continue
        out = io.StringIO()
        writer = csv.writer(out, delimiter=mark)
        lines = [["" if c is None else c for c in row] for row in sheet.iter_rows(values_only=True)]
        for _ in range(chance.randint(0, 1)):
            row = chance.choice(lines)
            act = chance.randrange(4)
            if act == 0:
                row.append("lebih")
            elif act == 1 and len(row) > 1:
                row.pop()
            elif row:
                row[chance.randrange(len(row))] = chance.choice(WORDS) or ""
        if chance.random() < 0.1:
            chance.shuffle(lines)
        writer.writerows(lines)
        data = out.getvalue().encode(encoding, errors="replace")
        (path / f"{before}{sheet.title}.csv").write_bytes(data)
    return path


def cells_of(path: Path) -> dict[str, int]:
    """Sheet → rows with anything in them, as they stand in the file."""
    if path.is_dir():
        files_ = [(p, table_of(p.stem, True)) for p in sorted(path.glob("*.csv"))]
        sheets = [files.read_csv(p, partial(reading._known, table)) for p, table in files_ if table]
    else:
        sheets, _ = files.read_workbook(path)
    return {sheet.name: sum(map(any, sheet.rows)) for sheet in sheets if not sheet.fault}


def promise(path: Path, draw: bool = False) -> tuple[str, list[str]]:
    """What came of a case ("unread", "mistakes" or "clean"), and every breach of the promise."""
    broken: list[str] = []
    try:
        check = check_case(path)
    except led.InputError as error:
        return ("unread", [] if error.message("en") and error.message("id") else ["no words"])
    for lang in terms.LANGUAGES:
        check.message(lang)
    broken += _dropped(path, check)
    if check.errors:
        try:
            led.load_case(path)
        except led.InputError:
            return "mistakes", broken
        return "mistakes", [*broken, "loaded in spite of mistakes"]
    try:
        case = led.load_case(path)
        for lang in terms.LANGUAGES:
            case.describe(lang=lang)
            told = case_report(case, lang)
            broken += [f"{lang}: {block.text[:200]}" for section in told.sections
                       for block in section.blocks if _refused(block, lang)]  # fmt: skip
            content = _light(told) if not draw else told
            page.html(content), word.docx(content)
            comparison_report(led.compare(case, "contoh"), lang)
        if len(case.rounds) > 1 and "round" in case.tables.get("judgements", ()):
            tell_comparison([str(path)])
    except Exception as error:  # a refusal after a clean check is a breach as well
        broken.append(f"{type(error).__name__}: {error}"[:300])
    return "clean", broken


def _refused(block, lang: str) -> bool:
    """Whether a part of the report could not be made."""
    begin = terms.text("message.cannot_be_made", lang, why="").strip()[:24]
    return getattr(block, "text", "").startswith(begin)


def _light(told):
    """The report without its pictures, which take most of the time."""
    from dataclasses import replace

    from led_synergy.report.content import Picture, Words

    sections = []
    for section in told.sections:
        blocks = [Words(b.description) if isinstance(b, Picture) else b for b in section.blocks]
        sections.append(replace(section, blocks=tuple(blocks)))
    return replace(told, sections=tuple(sections))


def _dropped(path: Path, check) -> list[str]:
    """Rows that the counts do not account for, and sheets told nowhere."""
    broken = []
    told = {problem.table for problem in (*check.errors, *check.notes)}
    counts = {count.sheet: count for count in check.counts}
    empty = {name for note in check.notes if note.key == "check.no_rows" for name in note.allowed}
    for name, filled in cells_of(path).items():
        count = counts.get(name)
        if count is None:
            if name not in told | empty and plain_aside(name):
                broken.append(f"sheet {name} told nowhere")
            continue
        blank = dict(count.left).get("check.left_empty", 0)
        if count.read == 0 and any(p.table == name for p in check.errors):
            continue  # a sheet that cannot be read is told as a whole
        if filled - 1 != count.read - blank + dict(count.left).get("check.left_unseen", 0):
            broken.append(f"{name}: {filled} rows with something, {count.read - blank} told")
    return broken


def plain_aside(name: str) -> bool:
    """Whether a sheet is no guide of the template."""
    from led_synergy.case.vocabulary import _aside, plain

    return plain(name) not in _aside()


__all__ = ["areas", "mutated", "promise"]
