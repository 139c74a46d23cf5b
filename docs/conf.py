"""How the documentation site is made. The lessons are read from notebooks/ at the top level."""

import os
import shutil
from pathlib import Path

import led_synergy

HERE = Path(__file__).resolve().parent
shutil.copytree(HERE.parent / "notebooks", HERE / "lessons", dirs_exist_ok=True)

project = "led_synergy"
author = "the led_synergy contributors"
copyright = "2026, the led_synergy contributors"
version = release = led_synergy.__version__

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx_copybutton",
    "sphinx_design",
    "numpydoc",
]
exclude_patterns = ["_build", "**.ipynb_checkpoints"]
nb_execution_mode = os.environ.get("LED_SYNERGY_RUN", "force")
nb_execution_raise_on_error = True
nb_execution_timeout = 120
myst_enable_extensions = ["colon_fence", "deflist"]
numpydoc_show_class_members = False
autodoc_typehints = "none"

html_theme = "sphinx_book_theme"
html_title = "led_synergy"
html_static_path = ["_static"]
html_js_files = [("vega.js", {"type": "module"})]


def _vega(app):
    # The same library that a notebook is served: written once, no minified file in git.
    from led_synergy import notebook

    notebook.write_bundle(HERE / "_static" / "vega.js")


def setup(app):
    """Called by Sphinx."""
    app.connect("builder-inited", _vega)
