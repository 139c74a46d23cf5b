"""In a real JupyterLab a reader fills in the form with the keyboard, and loads what it saved."""

import os

import nbformat

from led_synergy.case import load_case

CELLS = ['from led_synergy.widgets import CaseBuilder\nCaseBuilder("desa.xlsx", lang="id")']


def test_a_row_typed_in_changes_the_category_and_is_saved(lab, run_all, watched):
    folder, page = lab[0], watched.page
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in CELLS])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "", "language": "python"}
    nbformat.write(book, folder / "form.ipynb")
    run_all("form")
    # As on a slow computer: the keys of a quick writer come before the page has a moment's rest.
    slow = page.context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 10})
    form = page.locator(".jp-OutputArea .widget-vbox").first
    answer = form.locator(".led-answer")
    answer.wait_for()
    cells = page.locator(".jp-Cell").count()

    def choose(label, words):
        field = form.get_by_label(label, exact=True)
        field.focus()
        page.keyboard.type(words)  # in a list a letter chooses; JupyterLab would cut the cell
        page.wait_for_function(
            "([field, words]) => field.selectedOptions[0].text.startsWith(words)",
            arg=[field.element_handle(), words],
        )

    def press(button):
        form.get_by_role("button", name=button).focus()
        page.keyboard.press("Enter")

    choose("Langkah", "4.")
    for number, (dimension, level) in enumerate((("Sistem", "3"), ("Efek", "0")), start=2):
        fresh = form.get_by_label("Dimensi", exact=True).locator("option:checked")
        fresh.filter(has_text="pilih").wait_for(state="attached")
        choose("Dimensi", dimension)
        form.locator("option", has_text=f"{level} – ").first.wait_for(state="attached")
        choose("Tingkat", level)
        press("Tambah baris")
        form.get_by_role("alert").filter(has_text=f"baris {number}").wait_for()
    answer.filter(has_text="Antagonis").wait_for()
    choose("Dimensi", "Sistem")
    press("Tambah baris")  # the dimension stands there already
    form.get_by_role("alert").filter(has_text="Tidak dilakukan").wait_for()
    press("Simpan")
    form.get_by_role("alert").filter(has_text="desa.xlsx").wait_for()
    if picture := os.environ.get("LED_SYNERGY_SCREENSHOT"):
        form.screenshot(path=picture)
    fields = form.locator("select:visible, input:visible, textarea:visible").all()
    assert len(fields) >= 3  # the step, the dimension, its level
    assert all(f.evaluate("f => f.labels[0].textContent.trim()") for f in fields)
    assert page.locator(".jp-Cell").count() == cells
    assert load_case(folder / "desa.xlsx").profile.levels == (3, None, None, 0)
    assert (watched.outside, watched.errors) == ([], [])
