"""What Sphinx and the theme say in English whatever the language: of a page, and of its scripts.

It is replaced in the finished files of another edition by the words of the site's catalogue.
"""

import html
import json
import re
from pathlib import Path

import languages
from languages import editions
from sphinx.application import Sphinx

# Names of controls that stand in the theme's templates.
FIXED = re.compile(
    r'(?<=title=")(Toggle (?:primary|secondary) sidebar)(?=")|(?<=aria-label=")(Main|Page)(?=")'
)
# What the search says; Sphinx has some of it in Indonesian, none of it well.
SEARCH = (
    "Search Results",
    "Searching",
    "Searching...",
    "Preparing search...",
    "Your search did not match any documents. Please make sure that all words are spelled"
    " correctly and that you've selected enough categories.",
)
ONE = "Search finished, found one page matching the search query."
MANY = "Search finished, found ${resultCount} pages matching the search query."
# What the button says that copies a block.
COPY = {
    "copy": "Copy",
    "copy_to_clipboard": "Copy to clipboard",
    "copy_success": "Copied!",
    "copy_failure": "Failed to copy",
}
WORDS = (*SEARCH, ONE, MANY, *COPY.values(), "Toggle primary sidebar", "Toggle secondary sidebar")


def _write(app: Sphinx, error: Exception | None) -> None:
    language, folder = app.config.language, Path(app.outdir)
    if error or app.builder.format != "html" or language == editions.SOURCE:
        return

    def say(words: str) -> str:
        return languages.said(words, "sphinx", language)

    for path in folder.rglob("*.html"):
        _change(path, FIXED.sub(lambda found: html.escape(say(found[0])), path.read_text("utf-8")))
    # In Indonesian one and many are said alike.
    messages = {words: say(words) for words in SEARCH} | {ONE: [say(MANY)]}
    told = {"locale": language, "messages": messages, "plural_expr": "0"}
    added = f"\nDocumentation.addTranslations({json.dumps(told, ensure_ascii=False)});\n"
    path = folder / "_static" / "translations.js"
    text = path.read_text(encoding="utf-8")
    _change(path, text if added in text else text + added)
    path = folder / "_static" / "copybutton.js"
    copy = json.dumps({key: say(words) for key, words in COPY.items()}, ensure_ascii=False)
    known, ours = "const messages = {\n", f"  {language}: {copy},\n"
    text = path.read_text(encoding="utf-8").replace(ours, "")
    _change(path, text.replace(known, known + ours, 1))


def _change(path: Path, text: str) -> None:
    if text != path.read_text(encoding="utf-8"):
        path.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.connect("build-finished", _write, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
