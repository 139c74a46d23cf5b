"""How the documentation site is made. The lessons are read from notebooks/ at the top level."""

import os
import sys
from pathlib import Path

import led_synergy

HERE = Path(__file__).resolve().parent
sys.path += [str(HERE / "_ext"), str(HERE.parent / "scripts")]

import addresses  # noqa: E402
import editions  # noqa: E402

project = "led_synergy"
author = "the led_synergy contributors"
copyright = "2026, the led_synergy contributors"
version = release = led_synergy.__version__

extensions = [
    "languages",
    "spoken_scripts",
    "indonesian_search",
    "lesson_pages",
    "folded_answers",
    "small_icons",
    "finish_site",
    "search_words",
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.intersphinx",
    "sphinx.ext.viewcode",
    "sphinx_copybutton",
    "sphinx_design",
    "numpydoc",
    "framework_tables",
    "lesson_tables",
    "data_dictionary",
    "command_help",
    "example_files",
    "sphinxcontrib.bibtex",
    "works",
    "api_pages",
    "downloads",
    "neighbours",
    "addresses",
    "cross_links",
]
exclude_patterns = ["_build", "**.ipynb_checkpoints"]
# A page runs if it, the package or its data changed since the last build (_ext/lesson_pages.py).
# In the tests the lessons show their stored results, which nbval compares; the other pages run.
nb_execution_mode = "force"
_stored = os.environ.get("LED_SYNERGY_RUN") == "off"
nb_execution_excludepatterns = ["*.ipynb"] if _stored else []
nb_execution_raise_on_error = True
nb_execution_timeout = 120
# A page shows the twin of an explorer, not its widget view, so it needs no widget library.
nb_mime_priority_overrides = [("html", "text/html", 5)]
nb_ipywidgets_js = {}
myst_enable_extensions = ["colon_fence", "deflist"]
bibtex_bibfiles = ["references.bib"]
bibtex_default_style = bibtex_reference_style = "ours"  # _ext/works.py
numpydoc_show_class_members = False
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
# Words of a docstring that are types, and where they are described.
numpydoc_xref_param_type = True
numpydoc_xref_ignore = "all"
numpydoc_xref_aliases = {
    "DataFrame": "pandas.DataFrame",
    "pandas.DataFrame": "pandas.DataFrame",
    "Series": "pandas.Series",
    "Case": "led_synergy.Case",
    "Profile": "led_synergy.Profile",
    "Category": "led_synergy.Category",
    "CausalMap": "led_synergy.CausalMap",
    "Chart": "altair.Chart",
    "altair.Chart": "altair.Chart",
    "LayerChart": "altair.LayerChart",
    "altair.LayerChart": "altair.LayerChart",
    "InputError": "led_synergy.InputError",
}
# Only the names that we use, kept here, so that a build asks nobody (scripts/make_inventories.py).
intersphinx_mapping = {
    name: (address, str(HERE / "inventories" / f"{name}.inv"))
    for name, address in {
        "python": "https://docs.python.org/3/",
        "pandas": "https://pandas.pydata.org/docs/",
        "altair": "https://altair-viz.github.io/",
        "numpy": "https://numpy.org/doc/stable/",
        "networkx": "https://networkx.org/documentation/stable/",
    }.items()
}

# Where the project and the site live (_ext/addresses.py): [project.urls] in pyproject.toml, or two
# variables of the environment. Blank: no link is made that would lead nowhere.
_home = addresses.addresses()
led_synergy_site = os.environ.get("LED_SYNERGY_SITE_URL", _home["site"])
led_synergy_project = os.environ.get("LED_SYNERGY_PROJECT_URL", _home["project"])
led_synergy_edition = addresses.edition()
led_synergy_editions = {"en": "", **{code: f"{code}/" for code in editions.complete()}}

html_theme = "sphinx_book_theme"
html_title = "led_synergy"
html_favicon = "_static/mark.svg"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
templates_path = ["_templates"]
html_context = {"default_mode": "auto"}  # light or dark as the reader's machine
html_theme_options = {
    "use_download_button": False,
    "navbar_persistent": [],
    "footer_content_items": ["site-footer.html"],
    "article_header_end": ["editions.html", "article-header-buttons.html"],
}

# The catalogues of pages, and of what templates and extensions say (scripts/strings.py).
locale_dirs = [str(editions.translations())]
gettext_compact = False
gettext_location = False
