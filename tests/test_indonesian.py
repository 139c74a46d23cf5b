"""The Indonesian edition of the site as files: whole, in Indonesian, each page beside its twin."""

import gzip
import html
import re
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

pytest.importorskip("sphinx")

from led_synergy import lab

from . import sources

HOUSE = Path(__file__).resolve().parent.parent
sys.path += [str(HOUSE / "docs" / "_ext"), str(HOUSE / "scripts")]

import catalogues  # noqa: E402
import editions  # noqa: E402
from indonesian_search import STOP_WORDS  # noqa: E402

WORD = re.compile(r"[^\W\d_]{2,}")
# Names, titles of works, and heads that a table may have in either language.
QUOTED = re.compile((HOUSE / "tests" / "quoted.txt").read_text("utf-8").strip().replace("\n", "|"))
PAGES = [page for page in sources.pages() if editions.translated(page)]
ENGLISH = [page for page in sources.pages() if not editions.translated(page)]
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
SAID = ("title", "alt", "aria-label", "placeholder", "data-head")


class Texts(HTMLParser):
    """What a page says in its own language: texts and names of controls, each where it stands."""

    def __init__(self, path):
        super().__init__()
        self.open, self.found, self.links, self.language = [], [], [], ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        """Called for each tag."""
        said = dict(attrs)
        if tag == "html":
            self.language = said.get("lang")
        if tag == "a":
            self.links.append(said)
        if tag not in VOID:
            self.open.append((tag, said))
        if self._counts():
            self.found += [said[name] for name in SAID if said.get(name)]

    def handle_endtag(self, tag):
        """Called for each end."""
        while tag not in VOID and self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        """Called for each text."""
        if data.strip() and self._counts():
            self.found.append(" ".join(data.split()))

    def _counts(self):
        # Code, drawings, what is quoted in italics, what is marked as another language, and words
        # as the paper prints them.
        for tag, said in self.open:
            classes = (said.get("class") or "").split()
            if tag in ("script", "style", "code", "pre", "svg", "head", "em"):
                return False
            if said.get("lang", self.language) != self.language or {
                "of-printed",
                "citation-list",
            } & {*classes}:
                return False
        return True


@cache
def texts(path):
    return Texts(path)


# -- Each page and its twin --------------------------------------------------------------------


def switch(path):
    return [link for link in texts(path).links if link.get("class") == "edition"]


def test_every_page_leads_to_its_twin_and_back_by_a_plain_link(site):
    assert len(PAGES) > 80
    for page in PAGES:
        if page == "404":
            continue
        english, indonesian = site / f"{page}.html", site / "id" / f"{page}.html"
        for path, twin, language in ((english, indonesian, "id"), (indonesian, english, "en")):
            (link,) = switch(path)
            assert (path.parent / link["href"]).resolve() == twin, path
            assert link["lang"] == link["hreflang"] == language
            assert texts(twin).language == language


def test_a_page_that_is_in_english_only_says_so_and_the_other_edition_leads_there(site):
    assert len(ENGLISH) > 20
    for page in ENGLISH:
        if page == "py-modindex":
            assert not (site / "id" / f"{page}.html").exists()
            continue
        path, stand_in = site / f"{page}.html", site / "id" / f"{page}.html"
        (link,) = switch(path)
        assert (path.parent / link["href"]).resolve() == site / "id/reference/index.html"
        assert "hanya tersedia dalam bahasa Inggris" in path.read_text(encoding="utf-8")
        told = stand_in.read_text(encoding="utf-8")
        (address,) = {urlsplit(link["href"]).path for link in texts(stand_in).links}
        assert (stand_in.parent / address).resolve() == path and f"url={address}" in told


def test_the_indonesian_edition_has_the_pages_of_the_english_one_and_no_other(site):
    found = {
        path.relative_to(site / "id").with_suffix("").as_posix()
        for path in (site / "id").rglob("*.html")
        if "_static" not in path.parts
    }
    assert found == {*sources.pages(), "lessons/course"} - {"py-modindex"}


def test_a_lesson_in_indonesian_runs_and_gives_away_its_indonesian_notebook(site):
    lessons = [page for page in PAGES if page.startswith("lessons/")]
    assert len(lessons) == len(editions.lessons("id")) > 20
    for page in lessons:
        path, name = site / "id" / f"{page}.html", page.removeprefix("lessons/")
        links = [link["href"] for link in texts(path).links if ".ipynb" in link.get("href", "")]
        run, download = links
        assert parse_qs(urlsplit(run).query)["path"] == [f"lessons/id/{name}.ipynb"]
        assert (path.parent / urlsplit(run).path).resolve() == site / "lite/lab/index.html"
        wanted = lab.fresh((editions.notebooks("id") / f"{name}.ipynb").read_bytes())
        assert (path.parent / download).read_bytes() == wanted


def weight(path):
    """What a host that compresses sends of a page and of all that it loads."""
    page = path.read_text(encoding="utf-8")
    loads = re.findall(r'<(?:script|link|img)\b[^>]*\b(?:src|href)="([^"?#:]+)', page)
    files = {(path.parent / name).resolve() for name in loads}
    return sum(
        len(gzip.compress(file.read_bytes(), 6)) for file in {path, *files} if file.is_file()
    )


def test_a_first_visit_is_as_light_in_indonesian(site):
    for page in ("index", "lessons/03_categories", "lessons/08_participation_ladder"):
        light, english = weight(site / "id" / f"{page}.html"), weight(site / f"{page}.html")
        print(f"{page}: {light / 1000:.0f} kB, in English {english / 1000:.0f} kB")
        assert 100_000 < light < min(700_000, 1.1 * english), page


# -- In Indonesian -------------------------------------------------------------------------------


def test_every_figure_has_the_marks_of_indonesian(site):
    english = re.compile(r"(?<![\d.,])\d{2,3}(?:,\d{3})+(?![\d,])|\d\.\d+ ?%|\d min\b")
    found = {
        (page, match[0])
        for page in PAGES
        for text in texts(site / "id" / f"{page}.html").found
        for match in english.finditer(text)
    }
    assert found == set()
    case = " ".join(texts(site / "id/cases/telang.html").found)
    assert "99.810" in case and "35,3%" in case


def said_of(text):
    """A text of a catalogue as a reader sees it, without marks."""
    text = re.sub(r"\{[\w:-]+\}`[^`]*`|`[^`]*`|<[^>]*>", "\0", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return html.unescape(text.replace("*", "").replace("\\", ""))


def left_in_english(page, found):
    """Texts of a page's catalogue that stand on it as the English has them."""
    path = editions.catalogues("id") / f"{page}.po"
    if page in ("search", "genindex"):
        return []
    shown = [line for text in found for line in [text.replace("’", "'")]]
    whole = "\n".join(shown)
    messages = [m for m in catalogues.read(path, "id") if m.id and m.context != "code"]
    assert messages, page
    left = []
    for message in messages:
        english, other = said_of(message.id), said_of(message.string)
        if "\0" in english or english == other or len(english.split()) < 2:
            continue
        if english in shown or (len(english.split()) > 4 and english in whole):
            left.append(english)
    return left


def test_no_text_that_has_a_translation_is_left_in_english(site):
    left = {
        page: left_in_english(page, texts(site / "id" / f"{page}.html").found) for page in PAGES
    }
    assert {page: found for page, found in left.items() if found} == {}
    english = texts(site / "how-to" / "judge-your-area.html").found  # there all are
    assert len(left_in_english("how-to/judge-your-area", english)) > 20


# Words that are English and nothing else.
ENGLISH_WORDS = re.compile(
    r"\b(the|of|and|is|are|this|that|with|from|you|your|not|which|for|by|was|has|have|its|one|each"
    r"|every|other|same|see|what|who|how|or|it|we|our|they|their|rows?|sections?|tables?|to|at|on"
    r"|in|as|here|page|file|if|none|more|than|first|last|yes|all|into|back|next|previous|no)\b",
    re.IGNORECASE,
)
# And what no Indonesian sentence does without.
INDONESIAN_WORDS = re.compile(
    rf"\b({'|'.join(sorted(STOP_WORDS))}|anda|makalah|pelajaran|tabel|baris|bagian|tingkat)\b",
    re.IGNORECASE,
)


def english(text):
    """How many words of a text are English: all of a sentence, or single ones."""
    spoken = len(ENGLISH_WORDS.findall(QUOTED.sub(" ", text)))
    sentence = spoken > len(INDONESIAN_WORDS.findall(text))
    return len(WORD.findall(text)) if spoken and sentence else spoken


def test_of_a_hundred_words_of_a_page_at_least_99_are_indonesian(site):
    said, shares = [0, 0], {}
    for page in set(PAGES) - {"genindex"}:  # an index in two languages
        found = texts(site / "id" / f"{page}.html").found
        words, foreign = sum(len(WORD.findall(t)) for t in found), sum(map(english, found))
        shares[page] = 1 - foreign / words
        said = [said[0] + words, said[1] + foreign]
    print(f"{1 - said[1] / said[0]:.2%} of {said[0]} words")
    assert said[0] > 200_000
    assert {page: f"{share:.1%}" for page, share in shares.items() if share < 0.99} == {}


def test_no_sentence_of_a_page_is_english(site):
    left = {
        text: page
        for page in set(PAGES) - {"genindex"}
        for text in texts(site / "id" / f"{page}.html").found
        if english(text) > 1
    }
    assert left == {}
    for page in ("index", "glossary", "lessons/03_categories"):  # there it would be seen
        shown = [text for text in texts(site / f"{page}.html").found if english(text) > 1]
        assert len(shown) > 20, page
