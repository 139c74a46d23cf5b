"""Files as a village office has them, walked through as its clerk does: nothing lost, nothing told
wrongly, nobody named."""

import re
from collections import Counter

import pytest
from openpyxl import Workbook

import led_synergy as led
from led_synergy import terms
from led_synergy.case import check_case, privacy, schema, vocabulary
from led_synergy.report import case_report, comparison_report, tell_comparison, terminal

from .test_field_cases import EFFECT, JUDGED, desa, survey, told  # noqa: F401


def test_titles_totals_and_signatures_are_left_out_with_a_count_and_are_no_mistake(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "Penilaian"
    for row in (["DESA REKAAN"], [], ["No.", "Dimensi", "Tingkat", "Sumber"]):
        sheet.append(row)
    for n, line in enumerate(JUDGED.splitlines()[1:], start=1):
        sheet.append([n, *line.split(";"), "rapat"])
    for row in (["", "", "", "Rekaan, 12 Maret 2025"], ["Mengetahui,"], ["Kepala Desa"], ["( X )"]):
        sheet.append(row)
    measured = book.create_sheet("Pengukuran")
    for row in (["Unit", "Indikator", "Periode", "Nilai"], ["h1", "Pendapatan", "Sebelum", 5],
                ["JUMLAH", None, None, 5], ["h2", "Pendapatan", "Sebelum", 6],
                ["TOTAL KESELURUHAN", None, None, 5.5], [], ["Mengetahui,"],
                ["Kepala Desa"]):  # fmt: skip
        measured.append(row)
    book.save(tmp_path / "desa.xlsx")
    check = check_case(tmp_path / "desa.xlsx")
    assert not check.errors
    left = {count.table: dict(count.left) for count in check.counts}
    assert left["judgements"] == {"check.left_above": 1, "check.left_below": 4}
    assert left["measurements"] == {"check.left_total": 2, "check.left_empty": 1,
                                    "check.left_below": 2}  # fmt: skip
    assert all(count.read == count.kept + count.left_out for count in check.counts)


def test_numbers_of_columns_a_heading_again_and_notes_apart_are_left_out_with_a_count(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "pengukuran"
    head = ["Unit", "Indikator", "Periode", "Nilai"]
    for row in (head, ["(1)", "(2)", "(3)", "(4)"], ["h1", "Pendapatan", "Sebelum", 5], head,
                ["h2", "Pendapatan", "Sebelum", 6], [None], ["Sumber: survei"],
                ["*) data"]):  # fmt: skip
        sheet.append(row)
    book.save(tmp_path / "desa.xlsx")
    check = check_case(tmp_path / "desa.xlsx")
    assert not check.errors and check.counts[0].kept == 2
    assert dict(check.counts[0].left) == {"check.left_heading": 2, "check.left_empty": 1,
                                          "check.left_below": 2}  # fmt: skip


@pytest.mark.parametrize("heading", ["Zona / Wilayah", "Zona (pusat/hinterland)", "ZONA\nwilayah"])
def test_a_heading_that_has_a_known_one_within_is_a_warning(desa, heading):  # noqa: F811
    path = desa(pengukuran=survey(("h1", 1, 2)).replace("Zona", f'"{heading}"'))
    assert "check.column_near" in {doubt.key for doubt in _of(path)}


@pytest.mark.parametrize("foot", ["h3;Pendapatan;Sebelum;7", ";;;7", ";Pendapatan;;"])
def test_a_row_of_the_table_below_a_word_of_a_signature_is_never_taken_for_one(desa, foot):  # noqa: F811
    head = "Unit;Indikator;Periode;Nilai\nh1;Pendapatan;Sebelum;5\n"
    path = desa(pengukuran=f"{head}Mengetahui;;;\n{foot}\n")
    assert "check.left_below" not in dict(check_case(path).counts[-1].left)


def test_what_is_declared_as_missing_may_be_words_and_any_list_of_numbers(desa):  # noqa: F811
    rows = survey(("h1", 500, 550), ("h2", 500, 9999), ("h3", -99, "TT"), ("h4", 98, 88))
    for cell in ("9999; -99; TT; 98 88", "9999,-99,TT,98,88", "9999/-99/TT/98/88"):
        path = desa(tentang=f'Keterangan;Isi\nKode untuk data kosong;"{cell}"\n', pengukuran=rows)
        (note,) = [n for n in check_case(path).notes if n.key == "check.missing_codes"]
        assert (note.found, note.allowed) == ("5", ("8",)), cell
        assert led.load_case(path).measurements["value"].dropna().tolist() == [500, 550, 500]


def test_the_decimals_of_one_indicator_say_nothing_of_the_thousands_of_another(desa):  # noqa: F811
    rows = "h1;Pusat;Tidak;Tidak;Pendapatan;Sebelum;1.250\n"
    rows += "h1;Pusat;Tidak;Tidak;Hasil padi;Sebelum;4.5\n"
    head = survey().splitlines()[0]
    (problem,) = check_case(desa(pengukuran=f"{head}\n{rows}")).errors
    assert (problem.key, problem.found) == ("error.case_two_ways", "1.250")


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_every_word_that_a_report_prints_for_a_cell_is_read_as_that_cell(lang):
    """Labels of closed lists, and what stands for nothing, in both languages."""
    from led_synergy.charts.welfare import cell_in_words
    from led_synergy.problem_tree.text import basis_in_words

    seen = 0
    with terms.speaking(lang):
        for table in schema.TABLES:
            for field in schema.fields(table):
                column = field["name"]
                keys, labels = schema.values(table, column)
                if not keys or field["type"] != "string":
                    continue
                words = vocabulary._value_words(table, column)
                for key in keys:
                    printed = {schema._named(labels, key)}
                    if table == "effects" and labels == "value":
                        printed.add(cell_in_words(column, key))
                    if (table, column, key) == ("activities", "status", "inferred"):
                        printed.add(terms.text("term.inferred"))
                    if column == "basis":
                        printed.add(basis_in_words(key))
                    for word in printed:
                        seen += 1
                        assert words.key(word) == key, (table, column, word)
        nothing = ("–", "-", terms.text("term.not_judged"), basis_in_words(""))
        effects = ("agreement", "leadership", "fairness", "readiness")
        rows = [{"cause": "trust", "effect": effect, "basis": word}
                for effect, word in zip(effects, nothing, strict=True)]  # fmt: skip
        case = led.Case.from_rows("desa", {"links": rows})
    assert seen > 100 and case.links["basis"].tolist() == [""] * 4
    (note,) = [note for note in case.check().notes if note.key == "check.dash"]
    assert note.found == "4" and "4" in note.message(lang)


# --- doubts -------------------------------------------------------------------------------------

DOUBTFUL = {
    "penilaian": "Dimensi;Tingkat;Alasan;Penilai;Putaran\n"
    "Sistem;1;x;A;05/01/2025\nTujuan bersama;1;x;A;05/01/2025\n"
    "Sistem;1;x;A;03/02/2025\nTujuan bersama;1;x;A;03/02/2025\n"
    "Proses kolaborasi;2;x;A;03/02/2025\n",
    "bukti": "Bukti;Dimensi;Pelaku;Temuan;Tingkat yang cocok;Jenis sumber;Sumber;Putaran\n"
    "e1;Sistem;Bu Siti Aminah;NIK 3273010101800001;2;Wawancara;x;\n"
    "e2;Sistem;Pak Budi Santoso;kata Bu Siti, 0812-3456-7890;2;Wawancara;x;\n"
    "e3;Tujuan bersama;Camat;t;0;;y;\ne4;Tujuan bersama;Camat;t;0;;y;\n"
    "e5;Efek pada kesejahteraan;Camat;t;;;y;1/1/2020\n"
    "e6;Proses kolaborasi;Camat;t;;;y;\n",
    "komponen": "Komponen;Sektor;Nama\ndinas;Pemerintah;Dinas\nbank;Pasar;Bank\nTotal;Pasar;J\n",
    "kegiatan": "Kegiatan;Komponen;Nama;Klaster\nk1;dinas;x;Padi\nk2;dinas;x;padi\n",
    "partisipasi": "Kelompok;Kegiatan;Anak tangga\nPetani;k1;5\nPetani;k1;1\npetani;k2;\n"
    "Petani;k2;1\nPetani;k2;1\n",
    "efek": EFFECT.splitlines()[0] + "\nHasil penghidupan;Pendapatan;Turun;;Ya;\n"
    "Hasil penghidupan;Biaya kebutuhan dasar;Naik;;Ya;\n"
    "Sumber daya penghidupan;Modal alam;Turun;;Ya;\n"
    "Sumber daya penghidupan;Modal sosial;Turun;;Ya;\n",
    "tentang": "Keterangan;Isi\nPatokan: Pendapatan;5000000\n"
    "Patokan: Biaya kebutuhan dasar;5000000\nPatokan: Modal fisik;banyak\n"
    "Patokan: Modal manusia;banyak\nGaris kemiskinan;5000000\nBatas merata;5\n",
    "faktor": "Faktor;Peran;Temuan;Sumbr\nKepercayaan;Kendala;x;y\n",
    "kaitan": "Sebab;Akibat;Dasar\nKepercayaan;Kesepakatan;\nKomunikasi;Kesepakatan;Klaim\n",
}


def _doubtful():
    """Every kind of doubt twice where it can be, of households whose keys are numbers."""
    rows = [HEAD_OF_ALL]
    for n in range(1, 13):
        for indicator, before, after in (("Pendapatan", 400, 600),
                                         ("Biaya kebutuhan dasar", 400, 200)):  # fmt: skip
            for period, value in (("Sebelum", before + 10 * n), ("Sesudah", after + 10 * n)):
                rows.append(f"{n};Pusat;Tidak;Tidak;3;{indicator};{period};{value},5")
    rows += [f"{n};Pusat;Tidak;Ya;3;Pendapatan;Sebelum;50000" for n in (13, 14)]
    rows += [f"{n};Pusat;Ya;Ya;3;Pendapatan;Sebelum;9999999" for n in (15, 16)]
    rows += ["17;;;;3;Pendapatan;Sebelum;", "Total;;;;;Pendapatan;Sebelum;400"]
    rows += [f"{n};Hinterland;;;4;Rumah tangga miskin yang terjangkau;Sesudah;2" for n in (1, 2)]
    rows += ["Siti Aminah;Pusat;;;;Pendapatan;Sebelum;400", "001;Pusat;;;;Pendapatan;Sebelum;400"]
    return {**DOUBTFUL, "pengukuran": "\n".join(rows) + "\n"}


HEAD_OF_ALL = "Unit;Zona;Miskin;Termiskin;Jumlah anggota;Indikator;Periode;Nilai"


def _of(path):
    return [w for w in check_case(path).warnings if w.key != "check.confirmed_unknown"]


def test_every_kind_of_doubt_is_answered_by_a_code_of_its_own_in_either_language(desa):  # noqa: F811
    tables = _doubtful()
    found = _of(desa(**tables))
    kinds = {doubt.key for doubt in found}
    told_nowhere = set(re.findall(r'"(check\.\w+)"', _sources())) - kinds - _NO_DOUBTS
    assert not told_nowhere, told_nowhere
    codes = Counter(doubt.code for doubt in found)
    assert max(codes.values()) == 1, [d for d in found if codes[d.code] > 1]
    assert max(Counter(doubt.key for doubt in found).values()) > 1
    for word in ("Dipastikan", "Confirmed"):
        rows = "".join(f"{word}: {code};sudah diperiksa\n" for code in [*codes][::2])
        left = _of(desa(**tables | {"tentang": tables["tentang"] + rows}))
        assert [d.code for d in left] == [d.code for d in found][1::2]


def _sources():
    from led_synergy.case import doubts, oddities, privacy, unsupported

    modules = (doubts, oddities, privacy, unsupported)
    return "\n".join(open(m.__file__, encoding="utf-8").read() for m in modules)


_NO_DOUBTS = {"check.confirmed_unknown", "check.no_evidence"}


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_doubts_and_mistakes_speak_of_cells_as_their_reader_writes_them(desa, lang):  # noqa: F811
    twice = survey(("h1", 1, 2)) + "h1;Pusat;Tidak;Tidak;Pendapatan;Sebelum;3\n"
    messages = [p.message(lang) for p in check_case(desa(pengukuran=twice)).errors]
    messages += [doubt.message(lang) for doubt in _of(desa(**_doubtful()))]
    said = "\n".join(messages)
    for key in ("hinterland'", "livelihood_outcomes", "income", ", before", "4.0"):
        assert key not in said, key
    far = next(d for d in _of(desa(**_doubtful())) if d.key == "check.far_outside").message(lang)
    assert re.search(rf"\d{re.escape(terms.marked('.', lang))}\d+[;:]", far), far


# --- persons ------------------------------------------------------------------------------------

NIK, OTHER, PHONE, ACTOR, UNIT = (
    "3273010101800001", "3273010101800002", "0812-3456-7890", "Pak Budi Santoso", "Siti Aminah"
)  # fmt: skip


def _personal():
    """Numbers and names wherever somebody may write them."""
    why = f"kata {ACTOR} dan {UNIT} {NIK}"
    judged = "".join(f"{d};{n};{why};{PHONE};{rater}\n" for d in _DIMENSIONS
                     for n, rater in ((1, NIK), (2, OTHER)))  # fmt: skip
    rows = "".join(f"{unit};Desa {PHONE};Pusat;Ya;Tidak;Pendapatan;{period};{value}\n"
                   for unit, *both in ((UNIT, 100, 110), (NIK, 200, 210), (OTHER, 600, 610))
                   for period, value in zip(("Sebelum", "Sesudah"), both, strict=True))  # fmt: skip
    return {
        "tentang": f"Keterangan;Isi;Sumber\nNama kawasan;Desa {NIK};{PHONE}\nCatatan;{why};y\n",
        "komponen": f"Komponen;Sektor;Nama;Sumber\n{NIK};Pemerintah;Dinas {PHONE};{ACTOR}\n",
        "kegiatan": f"Kegiatan;Komponen;Nama;Klaster\nk1;{NIK};Tanam {OTHER};Padi {PHONE}\n",
        "penilaian": f"Dimensi;Tingkat;Alasan;Sumber;Penilai\n{judged}",
        "bukti": f"Bukti;Dimensi;Pelaku;Temuan;Sumber\n{NIK};Sistem;{ACTOR};{why};{ACTOR}\n"
                 f"{OTHER};Sistem;Kepala Desa;{why};wawancara {UNIT}\n",
        "partisipasi": f"Kelompok;Kegiatan;Anak tangga\nPetani {PHONE};k1;3\n{UNIT};k1;4\n",
        "efek": f"Kelompok efek;Indikator;Arah;Jangkauan;Optimal;Merata;Pengecualian\n"
                f"Hasil penghidupan;Pendapatan;Naik;;;;{why}\n",
        "faktor": f"Faktor;Peran;Temuan;Sumber\nKepercayaan;Kendala;{why};{ACTOR}\n",
        "kaitan": f"Sebab;Akibat;Dasar;Sumber\nKepercayaan;Kesepakatan;Temuan;{why}\n",
        "angka": f"Ukuran;Nilai;Satuan;Sumber\nNIK;{NIK};{PHONE};{ACTOR}\n",
        "pengukuran": f"Unit;Desa;Zona;Miskin;Termiskin;Indikator;Periode;Nilai\n{rows}",
        "tindak lanjut": f"Faktor;Langkah;Siapa\nKomunikasi;{why};{ACTOR}\n",
    }  # fmt: skip


_DIMENSIONS = [line.split(";")[0] for line in JUDGED.splitlines()[1:]]
_SECRETS = (NIK, OTHER, NIK[:9], PHONE, "Santoso", "Aminah")


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_nothing_that_points_to_a_person_is_in_a_report_or_a_comparison(desa, tmp_path, lang):  # noqa: F811
    path = desa(**_personal())
    case = led.load_case(path)
    said = [terminal.plain(case_report(case, lang)),
            terminal.plain(comparison_report(led.compare(case, "contoh"), lang)),
            tell_comparison([str(path), "contoh"], lang=lang, out=tmp_path / "c.html"),
            tell_comparison([str(path), "contoh"], lang=lang, as_json=True, out=tmp_path / "c.csv"),
            tell_comparison([str(tmp_path)], lang=lang, out=tmp_path / "d.html")]  # fmt: skip
    said += [
        (tmp_path / name).read_text(encoding="utf-8") for name in ("c.html", "c.csv", "d.html")
    ]
    said[-1:] = [re.sub(r"<script.*?</script>", "", said[-1], flags=re.DOTALL)]
    for words in said:
        assert len(words) > 100
        for secret in _SECRETS:
            assert secret not in words, (secret, words[:80])
    assert "Kepala Desa" in said[0]


def test_households_whose_keys_are_not_printed_stay_apart(desa):  # noqa: F811
    case = led.load_case(desa(**_personal()))
    rows = " ".join(terminal.plain(case_report(case, "id"), width=400).split())
    assert "| 3 | 300 | 310 |" in rows  # (100 + 200 + 600) / 3


def test_a_name_after_a_title_is_warned_of_and_printed_once_it_is_confirmed(desa):  # noqa: F811
    evidence = "Bukti;Dimensi;Temuan;Sumber\ne1;Sistem;Kelas Ibu Hamil ramai;wawancara Pak Joko\n"
    path = desa(bukti=evidence)
    (doubt,) = [w for w in _of(path) if w.key == "check.titled_name"]
    assert (doubt.found, doubt.column) == ("1", "Sumber")
    text = terminal.plain(case_report(led.load_case(path), "id"), width=300)
    assert "Kelas Ibu Hamil" in text and "Pak Joko" not in text
    path = desa(bukti=evidence, tentang=f"Keterangan;Isi\nDipastikan: {doubt.code};nama jalan\n")
    assert "Pak Joko" in terminal.plain(case_report(led.load_case(path), "id"), width=300)


def test_a_card_number_in_a_column_that_is_not_used_is_warned_of_too(tmp_path):
    book = Workbook()
    book.active.title = "penilaian"
    for n, line in enumerate(JUDGED.splitlines()):
        book.active.append([*line.split(";"), int(NIK) if n else "NIK"])
    book.save(tmp_path / "desa.xlsx")
    (doubt,) = [w for w in _of(tmp_path / "desa.xlsx") if w.key == "check.card_number"]
    assert (doubt.row, doubt.column, doubt.found) == (2, "NIK", "4")


def test_an_anonymised_case_has_nobody_anywhere_in_it(desa, tmp_path):  # noqa: F811
    tables = _personal()
    tables["faktor"] = tables["faktor"].replace("Sumber\n", "Sumber;Pengode\n", 1).replace(
        f";{ACTOR}\n", f";{ACTOR};{UNIT}\n")  # fmt: skip
    made = privacy.anonymise(led.load_case(desa(**tables)), b"a secret of the Pokja")
    made.save(tmp_path / "kode", as_folder=True)
    written = "\n".join(p.read_text(encoding="utf-8") for p in (tmp_path / "kode").iterdir())
    assert len(written) > 1000 and made.measurements["unit"].nunique() == 3
    for secret in _SECRETS:
        assert secret not in written, secret
    assert led.load_case(tmp_path / "kode").raters != ()
