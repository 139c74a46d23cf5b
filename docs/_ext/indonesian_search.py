"""Search in Indonesian: Snowball's stemmer, in Python for the index, in JavaScript for the query.

Sphinx brings both and has no Indonesian. "berpartisipasi" finds *partisipasi*. A stem may be no
word (*kendala* gives "ndala"); index and query err alike, so that a word always finds itself.
"""

import snowballstemmer
from sphinx.application import Sphinx
from sphinx.search import SearchLanguage

STOP_WORDS = frozenset(
    "ada adalah agar akan antara apa atau bagi bahwa banyak belum bila bisa dalam dan dapat dari"
    " dengan di hal harus ia ini itu jadi jika juga kami karena ke kepada kita lain lebih maka"
    " masih mereka namun oleh pada para pun saat saja sangat satu seperti serta setiap sebagai"
    " suatu sudah supaya tanpa telah tentang tersebut tetapi tidak untuk yaitu yakni yang".split()
)


class SearchIndonesian(SearchLanguage):
    """How the index of an Indonesian site is made, and how its search page reads a query."""

    lang = "id"
    language_name = "Indonesian"
    js_stemmer_rawcode = "indonesian-stemmer.js"
    stopwords = STOP_WORDS

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        self.stemmer = snowballstemmer.stemmer("indonesian")

    def stem(self, word: str) -> str:
        """The stem of a word."""
        return self.stemmer.stemWord(word.lower())


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.add_search_language(SearchIndonesian)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
