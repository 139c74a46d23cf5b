"""How the documentation site is made. The lessons are read from notebooks/ at the top level."""

import os
import sys
from pathlib import Path

import led_synergy

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE / "_ext"))

project = "led_synergy"
author = "the led_synergy contributors"
copyright = "2026, the led_synergy contributors"
version = release = led_synergy.__version__

extensions = [
    "lesson_pages",
    "small_icons",
    "finish_site",
    "search_words",
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx_copybutton",
    "sphinx_design",
    "numpydoc",
    "framework_tables",
    "lesson_tables",
    "data_dictionary",
    "command_help",
    "example_files",
    "sphinxcontrib.bibtex",
]
exclude_patterns = ["_build", "**.ipynb_checkpoints"]
# A page runs if it, the package or its data changed since the last build (_ext/lesson_pages.py).
# In the tests the lessons show their stored results, which nbval compares; the other pages run.
nb_execution_mode = "force"
nb_execution_excludepatterns = ["*.ipynb"] if os.environ.get("LED_SYNERGY_RUN") == "off" else []
nb_execution_raise_on_error = True
nb_execution_timeout = 120
# A page shows the twin of an explorer, not its widget view, so it needs no widget library.
nb_mime_priority_overrides = [("html", "text/html", 5)]
nb_ipywidgets_js = {}
myst_enable_extensions = ["colon_fence", "deflist"]
bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "alpha"
bibtex_reference_style = "author_year"
numpydoc_show_class_members = False
autodoc_typehints = "none"

html_theme = "sphinx_book_theme"
html_title = "led_synergy"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
templates_path = ["_templates"]
html_context = {"default_mode": "auto"}  # light or dark as the reader's machine
html_theme_options = {"use_download_button": False, "navbar_persistent": []}

locale_dirs = ["locale"]
gettext_compact = False
