"""What a notebook stores of a chart, where its Vega comes from, and re-runs that change nothing."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import altair as alt
import nbformat
import pandas as pd
import pytest

from led_synergy import notebook, terms

from .nbval import nbval

ROOT = Path(notebook.__file__).resolve().parent.parent
DESCRIPTION = "Three bars: <one>, two & three"
CELLS = [
    'from led_synergy import notebook\nnotebook.setup("id")',
    "import altair as alt\nimport pandas as pd\n"
    'frame = pd.DataFrame({"x": [1, 2, 3], "y": ["a", "b", "c"]})\n'
    f"bars = alt.Chart(frame, description={DESCRIPTION!r}).mark_bar().encode(x='x', y='y')\nbars",
    "bars",
    "choice = alt.param(value=2, bind=alt.binding_range(min=1, max=3))\n"
    'bars.transform_filter(f"datum.x <= {choice.name}").add_params(choice).interactive()',
]


@pytest.fixture(autouse=True)
def _restore():
    yield
    alt.renderers.enable("default")


def bars(values=(1, 2, 3), names=("a", "b", "c")):
    frame = pd.DataFrame({"x": values, "y": names})
    return alt.Chart(frame, description=DESCRIPTION).mark_bar().encode(x="x", y="y")


def stored(chart):
    return chart._repr_mimebundle_()


def test_unknown_language_is_refused_with_the_two_choices():
    with pytest.raises(terms.InputError, match="'ms'.*en, id"):
        notebook.setup("ms")
    with pytest.raises(terms.InputError, match="'ms'.*en, id"):
        notebook.language("ms")


def test_the_language_of_setup_holds_until_a_function_is_told_another():
    notebook.setup("id")
    assert notebook.language() == "id"
    assert notebook.language("en") == "en"
    assert notebook.language() == "id"


def test_a_chart_is_stored_as_page_and_as_words_and_nothing_else():
    notebook.setup()
    bundle = stored(bars())
    assert set(bundle) == {"text/html", "text/plain"}
    assert bundle["text/plain"] == DESCRIPTION


def test_who_sees_no_drawing_reads_the_description():
    # JupyterLab removes the script from a notebook that is not trusted, and keeps the paragraph.
    notebook.setup("id")
    page = stored(bars())["text/html"]
    assert ' lang="id"><p>Three bars: &lt;one&gt;, two &amp; three</p></div>' in page


def test_a_chart_without_description_says_so():
    notebook.setup("id")
    chart = alt.Chart(pd.DataFrame({"x": [1]})).mark_bar().encode(x="x")
    assert stored(chart)["text/plain"] == "Grafik tanpa keterangan"


def test_the_stored_page_is_the_same_each_time_and_changes_with_a_number():
    notebook.setup()
    assert stored(bars()) == stored(bars())
    one, other = stored(bars())["text/html"], stored(bars((1, 2, 4)))["text/html"]
    assert one.partition("lang=")[0] != other.partition("lang=")[0]  # the id of the div


def test_data_cannot_end_the_script():
    notebook.setup()
    page = stored(bars(names=("</script>", "<!--", "c")))["text/html"]
    assert page.count("</script>") == 1
    assert "<!--" not in page


def test_the_menu_speaks_the_language_and_opens_no_outside_editor():
    notebook.setup("id")
    page = stored(bars())["text/html"]
    assert "Simpan sebagai" in page
    assert '"editor":false' in page


def test_what_is_stored_names_no_minor_version():
    notebook.setup()
    page = stored(bars())["text/html"]
    assert re.search(r"/schema/vega-lite/v\d+\.json", page)
    assert not re.search(r"vega-lite/v\d+\.\d|vega-embed@\d+\.\d", page)


def test_scripts_and_styles_are_files_of_the_package_and_stand_in_no_python():
    folder = Path(notebook.__file__).parent
    names = {path.name for path in folder.rglob("*") if path.suffix in (".js", ".css", ".html")}
    assert {"chart.js", "explorer.js", "lookup.js", "explorer.css", "live.css"} <= names
    for path in [folder / "notebook.py", *folder.glob("widgets/*.py"), *folder.glob("charts/*.py")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"=> \{|addEventListener|\{[a-z-]+:[^}]+;[^}]*\}", text), path.name


def test_the_page_asks_the_network_last():
    notebook.setup()
    page = stored(bars())["text/html"]
    places = [page.index(w) for w in ("window.vegaEmbed)", "led_synergy/vega.js", "https://cdn")]
    assert places == sorted(places)


def test_the_vega_library_is_never_stored_in_a_notebook():
    # The library is 0.9 MB; of three bars their description, data, loader and colours are stored.
    notebook.setup()
    assert len(stored(bars())["text/html"]) < 5000


# -- The Vega library --------------------------------------------------------------------------


def test_bundle_sets_vega_on_the_page_and_is_not_written_twice(tmp_path):
    path = tmp_path / "new" / "vega.js"
    notebook.write_bundle(path)
    text = path.read_text(encoding="utf-8")
    assert "window.vegaEmbed=" in text
    assert text.startswith("// Vega-Lite 6")
    assert [p.name for p in path.parent.iterdir()] == ["vega.js"]
    path.write_text(text.partition("\n")[0] + "\nmine", encoding="utf-8")
    notebook.write_bundle(path)
    assert path.read_text(encoding="utf-8").endswith("\nmine")


def test_bundle_of_another_version_is_replaced(tmp_path):
    path = tmp_path / "vega.js"
    path.write_text("// Vega-Lite 5.8, vl-convert 1.0\nold", encoding="utf-8")
    notebook.write_bundle(path)
    assert "window.vegaEmbed=" in path.read_text(encoding="utf-8")


def test_setup_writes_the_bundle_only_where_a_jupyter_server_runs_the_notebook(
    tmp_path, monkeypatch
):
    served = tmp_path / "labextensions" / "led_synergy" / "vega.js"
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    notebook.setup()
    assert not served.exists()
    monkeypatch.setenv("JPY_SESSION_NAME", "lesson.ipynb")
    notebook.setup()
    assert served.exists()


def test_setup_goes_on_where_the_bundle_cannot_be_written(tmp_path, monkeypatch):
    (tmp_path / "labextensions").write_text("a file where a folder is needed", encoding="utf-8")
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("JPY_SESSION_NAME", "lesson.ipynb")
    notebook.setup()
    assert DESCRIPTION in stored(bars())["text/plain"]


# -- A notebook that is run again --------------------------------------------------------------


@pytest.fixture
def environment(tmp_path):
    """Jupyter folders of its own, and this package first on the path."""
    folders = {f"JUPYTER_{name}_DIR": str(tmp_path / name) for name in ("CONFIG", "RUNTIME")}
    return {
        **{k: v for k, v in os.environ.items() if k != "JPY_SESSION_NAME"},
        **folders,
        "JUPYTER_DATA_DIR": str(tmp_path / "data folder"),  # a blank, as in many Windows names
        "IPYTHONDIR": str(tmp_path / "ipython"),
        "PYTHONPATH": str(ROOT),
    }


def write_notebook(path):
    cells = [nbformat.v4.new_code_cell(text, id=f"cell-{n}") for n, text in enumerate(CELLS)]
    book = nbformat.v4.new_notebook(cells=cells)
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "", "language": "python"}
    nbformat.write(book, path)


def run_notebooks(paths, environment):
    command = ["-m", "jupyter", "nbconvert", "--to", "notebook", "--execute", "--inplace"]
    command += ["--ExecutePreprocessor.record_timing=False", *map(str, paths)]
    subprocess.run([sys.executable, *command], env=environment, check=True, capture_output=True)


def outputs(path):
    return [cell.outputs for cell in nbformat.read(path, as_version=4).cells]


def test_strict_nbval_sees_a_changed_number_and_two_runs_are_the_same(tmp_path, environment):
    path, again = tmp_path / "lesson.ipynb", tmp_path / "again.ipynb"
    write_notebook(path)
    shutil.copy(path, again)
    run_notebooks([path, again], environment)
    first = path.read_bytes()
    assert again.read_bytes() == first
    assert outputs(path)[0] == []  # setup shows nothing

    again.write_bytes(first.replace(rb"{\"x\":3,", rb"{\"x\":4,", 1))
    assert again.read_bytes() != first
    failed, report = nbval([again], environment)
    assert failed == [("again.ipynb", "Cell 1")], report
    assert "1 failed, 3 passed" in report


# -- Words and language ------------------------------------------------------------------------


def test_the_language_of_the_lab_is_the_language_of_the_lesson(monkeypatch):
    monkeypatch.setenv("LED_SYNERGY_LANG", "id")
    notebook.setup()
    assert notebook.language() == "id"
    notebook.setup("en")
    assert notebook.language() == "en"
