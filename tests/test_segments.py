"""Coded passages of other programs come back whole, or what is left out is told."""

import csv
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from led_synergy import factors, load_case, terms
from led_synergy.cli import app
from led_synergy.exchange import add_segments, codes, gather, read_segments, segments
from led_synergy.report import case_report
from led_synergy.report.terminal import plain
from led_synergy.terms import InputError

# Three codings of two coders; letters of more than one byte stand before and in the passages.
TEXT = "Désa “Lor”. Kami saling meminjam benih. Harga turun, tidak ada yang tahu sebabnya."
SEED, PRICE = "Kami saling meminjam benih.", "Harga turun, tidak ada yang tahu sebabnya."
GIVEN = [
    ("ana", SEED, "trust", "driver"),
    ("budi", SEED, "agreement", "driver"),
    ("ana", PRICE, "communication", "constraint"),
]
NAMES = {(code.factor, code.role): code for code in codes("id")}
WANTED = {(who, passage, factor, role) for who, passage, factor, role in GIVEN}


def place(passage):
    start = TEXT.index(passage)
    return start, start + len(passage)


def name_of(factor, role):
    return NAMES[factor, role].name


def qualcoder_csv(folder):
    path = folder / "report.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(
            ["File", "Coder", "Coded", "Id", "Codename", "Coded_Memo"] + ["Category"] * 2
        )
        for n, (who, passage, factor, role) in enumerate(GIVEN):
            writer.writerow(
                ["i1.txt", who, passage, f"ctid:{n}", name_of(factor, role), "", "", ""]
            )
        writer.writerow(["i1.txt", "ana", SEED, "ctid:8", "cuaca", "", "", ""])
        writer.writerow(
            ["foto.jpg", "ana", "image", "imid:1", name_of("trust", "driver"), "", "", ""]
        )
    return path


def qualcoder_qda(folder):
    project = folder / "desa.qda"
    project.mkdir()
    base = sqlite3.connect(project / "data.qda")
    base.executescript(
        """create table source (id integer primary key, name text, fulltext text);
        create table code_cat (catid integer primary key, name text);
        create table code_name (cid integer primary key, name text, memo text, catid integer,
            supercid integer, color text);
        create table code_text (ctid integer primary key, cid integer, fid integer, seltext text,
            pos0 integer, pos1 integer, owner text, date text, memo text);
        create table cases (caseid integer primary key, name text);
        create table case_text (id integer primary key, caseid integer, fid integer, pos0 integer,
            pos1 integer);"""
    )
    base.execute("insert into source values (1, 'i1.txt', ?)", (TEXT,))
    base.execute("insert into cases values (1, 'Dusun Lor')")
    base.execute("insert into case_text values (1, 1, 1, 0, ?)", (len(TEXT),))
    for n, code in enumerate(codes("id"), start=1):
        base.execute("insert or ignore into code_cat values (?, ?)", (n, code.group))
        base.execute("insert into code_name values (?, ?, '', ?, null, '')", (n, code.name, n))
    base.execute("insert into code_name values (99, 'cuaca', '', null, null, '')")
    cids = {code.name: n for n, code in enumerate(codes("id"), start=1)}
    for who, passage, factor, role in GIVEN:
        base.execute(
            "insert into code_text (cid, fid, seltext, pos0, pos1, owner) "
            "values (?, 1, ?, ?, ?, ?)",
            (cids[name_of(factor, role)], passage, *place(passage), who),
        )
    base.execute(
        "insert into code_text (cid, fid, seltext, pos0, pos1, owner) "
        "values (99, 1, 'x', 0, 1, 'a')"
    )
    base.commit()
    base.close()
    return project


def taguette_rows():
    rows = [(n, "i1.txt", name_of(*code), words) for n, (_, words, *code) in enumerate(GIVEN)]
    return [("id", "document", "tag", "content"), *rows, (9, "i1.txt", "cuaca", SEED)]


def taguette_csv(folder):
    path = folder / "highlights.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(taguette_rows())
    return path


def taguette_xlsx(folder):
    book = Workbook()
    for row in taguette_rows():
        book.active.append(row)
    book.save(folder / "highlights.xlsx")
    return folder / "highlights.xlsx"


def taguette_sqlite(folder, logins=True):
    path = folder / "project.sqlite3"
    base = sqlite3.connect(path)
    base.executescript(
        """create table documents (id integer primary key, name text, contents text);
        create table tags (id integer primary key, path text, description text);
        create table highlights (id integer primary key, document_id integer,
            start_offset integer, end_offset integer, snippet text);
        create table highlight_tags (highlight_id integer, tag_id integer);
        create table commands (id integer primary key, user_login text, payload text);"""
    )
    base.execute("insert into documents values (1, 'i1.txt', ?)", (f"<p>{TEXT}</p>",))
    for n, (who, passage, *code) in enumerate(GIVEN, start=1):
        start = len(TEXT[: TEXT.index(passage)].encode())  # bytes, as Taguette counts
        end = start + len(passage.encode())
        snippet = "" if n == 1 else f"<b>{passage}</b>"
        base.execute("insert into highlights values (?, 1, ?, ?, ?)", (n, start, end, snippet))
        base.execute("insert into tags values (?, ?, '')", (n, name_of(*code)))
        base.execute("insert into highlight_tags values (?, ?)", (n, n))
        payload = json.dumps({"type": "highlight_add", "highlight_id": n})
        login = who if logins else "admin"
        base.execute("insert into commands values (?, ?, ?)", (n, login, payload))
    base.execute("insert into highlights values (8, 1, 0, 4, 'x')")  # without a tag
    base.commit()
    base.close()
    return path


def refi(folder):
    path = folder / "project.qdpx"
    nodes = "".join(
        f'<Code guid="g-{c.group}" name="{c.group}" isCodable="false"><Code guid="{c.guid}" '
        f'name="{c.name}" isCodable="true"/></Code>'
        for c in codes("id")
    )
    marks = "".join(
        f'<PlainTextSelection guid="s{n}" startPosition="{place(words)[0]}" '
        f'endPosition="{place(words)[1]}"><Coding guid="c{n}" creatingUser="u-{who}">'
        f'<CodeRef targetGUID="{NAMES[factor, role].guid}"/></Coding></PlainTextSelection>'
        for n, (who, words, factor, role) in enumerate(GIVEN)
    )
    project = (
        '<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="d">'
        '<Users><User guid="u-ana" name="ana"/><User guid="u-budi" name="budi"/></Users>'
        f"<CodeBook><Codes>{nodes}"
        '<Code guid="other" name="cuaca" isCodable="true"/></Codes></CodeBook>'
        '<Cases><Case guid="k" name="Dusun Lor"><SourceRef targetGUID="t1"/></Case></Cases>'
        '<Sources><TextSource guid="t1" name="i1.txt" plainTextPath="internal://t1.txt">'
        f'{marks}<Coding><CodeRef targetGUID="other"/></Coding></TextSource>'
        '<PictureSource guid="p" name="f.jpg"><PictureSelection guid="ps"><Coding>'
        f'<CodeRef targetGUID="{NAMES["trust", "driver"].guid}"/></Coding></PictureSelection>'
        "</PictureSource></Sources></Project>"
    )
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("project.qde", project)
        packed.writestr("Sources/t1.txt", TEXT)
    return path


def plain_csv(folder):
    path = folder / "codes.csv"
    lines = [f'"{words}",{who},{factor},{role}' for who, words, factor, role in GIVEN]
    path.write_text("\n".join(["passage,coder,factor,role", *lines]), encoding="utf-8")
    return path


# From what makes a file to what it keeps, what it tells, and whether it knows the coder.
KINDS = {
    qualcoder_csv: (3, 2, True),
    qualcoder_qda: (3, 1, True),
    taguette_csv: (3, 1, False),
    taguette_xlsx: (3, 1, False),
    taguette_sqlite: (3, 1, True),
    refi: (3, 2, True),
    plain_csv: (3, 0, True),
}


@pytest.mark.parametrize("make", KINDS, ids=lambda make: make.__name__)
def test_every_program_gives_the_same_passages_and_nothing_is_lost(make, tmp_path):
    kept, told, knows = KINDS[make]
    found = read_segments(make(tmp_path))
    assert (found.read, len(found.rows), sum(found.left.values())) == (kept + told, kept, told)
    given = {(r.coder, r.passage, r.factor, r.role) for r in found.rows}
    assert given == (WANTED if knows else {("", *row[1:]) for row in WANTED})
    assert list(found.table().columns) == ["case", "source", "coder", "passage", "factor", "role"]
    for lang in terms.LANGUAGES:
        words = found.message(lang)
        assert f"{found.read} " in words and words.count("\n") == len(found.left)


@pytest.mark.parametrize("make", [qualcoder_qda, refi])
def test_the_case_of_the_program_comes_along(make, tmp_path):
    assert {row.case for row in read_segments(make(tmp_path)).rows} == {"Dusun Lor"}


def test_offsets_of_taguette_are_bytes_and_places_are_characters(tmp_path):
    found = read_segments(taguette_sqlite(tmp_path))
    start, end = place(SEED)
    assert {row.source for row in found.rows if row.passage == SEED} == {f"i1.txt, {start}–{end}"}
    assert start != len(TEXT[: TEXT.index(SEED)].encode())  # or this would show nothing


def test_an_exported_taguette_project_has_lost_its_coders_and_none_is_made_up(tmp_path):
    found = read_segments(taguette_sqlite(tmp_path, logins=False))
    assert {row.coder for row in found.rows} == {""}


def test_a_project_is_only_read(tmp_path):
    base = qualcoder_qda(tmp_path) / "data.qda"
    before = base.read_bytes()
    base.chmod(0o444)
    read_segments(base)
    assert base.read_bytes() == before
    assert [path.name for path in base.parent.iterdir()] == ["data.qda"]


@pytest.mark.parametrize("lang", terms.LANGUAGES)
@pytest.mark.parametrize(
    "name, content",
    [
        ("a.sqlite3", b"SQLite format 3\0 but damaged"),
        ("a.qdpx", b"PK no zip"),
        ("a.csv", b"village,level\nA,1\n"),
        ("a.csv", b"\0\1\2"),
        ("a.docx", b"words"),
        ("none.csv", None),
    ],
)
def test_what_holds_no_coded_passages_is_refused_in_words(tmp_path, name, content, lang):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with terms.speaking(lang), pytest.raises(InputError) as error:
        read_segments(tmp_path / name)
    assert name in error.value.message(lang)


def test_an_archive_that_calls_for_other_files_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.qdpx", "w") as packed:
        packed.writestr("p.qde", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>')
    with pytest.raises(InputError):
        read_segments(tmp_path / "a.qdpx")


# -- Into an area, and on ------------------------------------------------------------------------


def test_passages_triangulate_and_stand_in_the_report_and_a_second_time_adds_nothing(tmp_path):
    found = read_segments(qualcoder_qda(tmp_path))
    case = add_segments("telang", found, "interview")
    assert len(case.factors) == len(load_case("telang").factors) + 3
    assert len(add_segments(case, found, "interview").factors) == len(case.factors)
    claims = factors.triangulation(case.factors)
    assert claims.loc[("trust", "driver"), "interview"] == 1
    differ = factors.coding_differences(case.factors)
    assert set(differ["passage"]) == {SEED} and set(differ["coder"]) == {"ana", "budi"}
    assert factors.coder_alpha(case.factors).units == 1
    words = " ".join(plain(case_report(case, "en")).split())
    assert SEED in words and "too few for a measure of agreement" in words


def test_alpha_of_coders_is_printed_where_passages_are_enough(tmp_path):
    rows = ["passage,coder,factor,role"]
    for n in range(12):
        rows += [f"p{n},A,trust,driver" if n % 2 else f"p{n},A,fairness,driver"]
        rows += [f"p{n},B,trust,driver" if n % 2 or n == 0 else f"p{n},B,fairness,driver"]
    path = tmp_path / "codes.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    case = gather([path]).case
    # 24 values: 13 trust, 11 fairness; one unit of two differs: 1 - 23 * 2 / (2 * 13 * 11)
    value = 1 - 23 * 2 / (2 * 13 * 11)
    assert factors.coder_alpha(case.factors).value == pytest.approx(value)
    assert f"{value:.3f}" in plain(case_report(case, "en"))


def test_a_blank_code_is_missing_and_not_a_code(tmp_path):
    path = tmp_path / "codes.csv"
    path.write_text("passage,coder,factor,role\np1,A,trust,driver\np1,B,,\n", encoding="utf-8")
    found = read_segments(path)
    assert len(found.rows) == 1 and sum(found.left.values()) == 1


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_the_command_writes_a_new_workbook_and_never_over_the_users(tmp_path, lang, monkeypatch):
    run = CliRunner().invoke
    area = load_case("telang").save(tmp_path / "area.xlsx", lang)
    before = area.read_bytes()
    base = ["segments", str(taguette_csv(tmp_path)), "--into", str(area), "--lang", lang]
    done = run(app, base)
    assert done.exit_code == 0, done.output
    assert area.read_bytes() == before
    new = tmp_path / f"area_{terms.text('term.segments', lang)}.xlsx"
    assert len(load_case(new).factors) == len(load_case(area).factors) + 3
    monkeypatch.setattr(segments, "read_segments", None)  # both are refused before any work
    assert run(app, base).exit_code == 2  # it is there already
    other = ["--kind", "rumour", "--out", str(tmp_path / "other.xlsx")]
    assert run(app, [*base, *other]).exit_code == 2
    monkeypatch.undo()
    assert run(app, [*base, "--overwrite"]).exit_code == 0
    assert Path(area).read_bytes() != before


def test_two_files_of_one_coder_are_refused(tmp_path):
    (tmp_path / "x").mkdir()
    with pytest.raises(InputError, match="ana"):
        gather([plain_csv(tmp_path), plain_csv(tmp_path / "x")])


def test_codes_of_two_who_practised_come_together_by_the_names_of_their_files(tmp_path):
    given = {"ana": {1: ("trust", "driver"), 2: ("agreement", "driver"), 3: ("trust", "driver")},
             "budi": {1: ("trust", "driver"), 2: ("fairness", "constraint")}}  # fmt: skip
    files = [factors.write_codes(codes, tmp_path / f"{who}.csv") for who, codes in given.items()]
    case = gather(files).case
    assert set(case.factors["coder"]) == {"ana", "budi"} and len(case.factors) == 5
    found = factors.coder_alpha(case.factors)
    assert (found.units, found.raters) == (2, 2)  # what only one has coded is missing
    assert len(set(factors.coding_differences(case.factors)["passage"])) == 1


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_a_workbook_that_is_not_there_is_told_by_its_name(lang, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    codes = plain_csv(tmp_path)
    for into in ("telang", "none.xlsx"):  # an area of ours is no file to write into
        said = CliRunner().invoke(app, ["segments", codes.name, "--into", into, "--lang", lang])
        assert said.exit_code == 2
        assert said.stderr.strip() == terms.text("error.absent", lang, where=into)


def test_what_is_blank_is_told_in_words_and_not_as_a_name_of_nothing(tmp_path):
    for make, key in ((taguette_sqlite, "remark.blank_code"), (refi, "remark.blank_text")):
        said = read_segments(make(tmp_path)).message()
        assert terms.text(key) in said and "''" not in said
