"""Files beside the pages: workbook and report of the fictional area, and the kit of a lecturer.

They are made by the package when the site is built, into the folder `example` of the site. A page
links one as ``{example}`laporan.html```. `{example-check}` shows what `led-synergy check` says.
"""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import languages
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

ROOT = Path(__file__).resolve().parents[2]
FOLDER = "example"
# Name of each file: what makes it, language.
FILES = {
    "area.xlsx": ("empty", "en"),
    "desa.xlsx": ("empty", "id"),
    "example.xlsx": ("filled", "en"),
    "contoh.xlsx": ("filled", "id"),
    "report.html": ("report", "en"),
    "laporan.html": ("report", "id"),
    "laporan.docx": ("report", "id"),
    "class.html": ("class", "en"),
    "kelas.html": ("class", "id"),
    "class.zip": ("six", "en"),
    "kelas.zip": ("six", "id"),
    "kit.zip": ("kit", "en"),
    "perangkat_ajar.zip": ("kit", "id"),
}
LISTED = "reference/downloads"  # without this page nobody would find them


def make(target: Path) -> None:
    """Write all files into a folder."""
    import led_synergy as led
    from led_synergy import report
    from led_synergy.case import example_class, workbook
    from led_synergy.exchange.kit import write_kit

    target.mkdir(parents=True, exist_ok=True)
    case = led.load_case("contoh")
    for name, (kind, lang) in FILES.items():
        if kind == "report":
            report.write_report(case, target / name, lang, overwrite=True)
        elif kind == "class":
            report.write_report(judged_by_six(), target / name, lang, overwrite=True)
        elif kind == "kit":
            _zip(target / name, lambda folder, lang=lang: write_kit(folder, lang))
        elif kind == "six":
            _zip(target / name, lambda folder, lang=lang: example_class(folder, lang, False))
        else:
            (target / name).unlink(missing_ok=True)
            workbook.new(target / name, lang, example=kind == "filled")


def judged_by_six():
    """The fictional area as six invented groups judge it, each with a reason."""
    from led_synergy.case import collect, example_class

    with tempfile.TemporaryDirectory() as folder:
        return collect(example_class(folder)).case


def _zip(path: Path, write: Callable[[str], object]) -> None:
    """What is written into a folder, in one file."""
    with tempfile.TemporaryDirectory() as folder:
        write(folder)
        shutil.make_archive(str(path.with_suffix("")), "zip", folder)


def fresh(target: Path) -> bool:
    """Whether the files are there and younger than all that they are made from."""
    made = [target / name for name in FILES]
    if not all(path.exists() for path in made):
        return False
    parts = [*ROOT.glob("led_synergy/**/*"), *ROOT.glob("datasets/**/*"), Path(__file__)]
    newest = max(path.stat().st_mtime for path in parts if path.suffix not in ("", ".pyc"))
    return min(path.stat().st_mtime for path in made) > newest


def _write(app: Sphinx, error: Exception | None) -> None:
    target = Path(app.outdir) / FOLDER
    if error is not None or app.builder.format != "html" or LISTED not in app.env.found_docs:
        return
    if app.config.language != "en":  # the English site has the files of both languages
        return
    if not fresh(target):
        make(target)


class ExampleRole(SphinxRole):
    """{example}`laporan.html`: a link to that file."""

    def run(self):
        """Called by Sphinx."""
        if self.text not in FILES:
            known = ", ".join(FILES)
            message = f"no example file {self.text!r}; choose from {known}"
            return [], [self.inliner.reporter.warning(message, line=self.lineno)]
        uri = f"{languages.root(self.env.app, self.env.docname)}{FOLDER}/{self.text}"
        return [nodes.reference(self.rawtext, self.text, refuri=uri, internal=True)], []


class ExampleCheck(SphinxDirective):
    """What the check says of the fictional area."""

    def run(self):
        """Called by Sphinx."""
        from led_synergy.case import check_case

        text = check_case("contoh").message("id" if self.config.language == "id" else "en")
        return [nodes.literal_block(text, text, language="text")]


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.add_role("example", ExampleRole())
    app.add_directive("example-check", ExampleCheck)
    app.connect("build-finished", _write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
