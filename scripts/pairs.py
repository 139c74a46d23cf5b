"""What a translation must keep of the English: code, links, gaps, numbers, emphasis, our terms.

`faults` says of one pair what differs, in words for a translator. The tests ask it of every pair in
the catalogues; `python scripts/pairs.py` does so at work.
"""

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache

import catalogues
import editions
import texts

ROLE = re.compile(r"(?<!`)\{([\w:-]+)\}`([^`]*)`")
CODE = re.compile(r"(?<![}`])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
LINK = re.compile(r"\]\(([^)\s]+)")
GAP = re.compile(r"%[sd]|\{[^{}`]*\}(?!`)")
PROBLEM = re.compile(r"\b[A-G]\d{1,2}\b")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?!\w)")
# Numbers that name a place are no quantities, and stay as they are printed.
_PLACE = (
    r"(?:[Tt]ables?|[Ff]igures?|[Ss]ections?|[Tt]abel|[Gg]ambar|[Bb]agian|[Bb]ab"
    r"|Python|version|versi|CC BY)"
)
PLACED = re.compile(
    rf"{_PLACE}\s+\d[\d.]*\w?(?:(?:, | and | or | to | with |–)\d[\d.]*\w?(?![\d.,]*\s*%))*"
)
# Versions, and figures and sections of the paper that stand without their word.
NAMED = frozenset("2.1 4.1 4.2 4.3 4.4 2.0 2.2 4.0 3.11 0.1.0 0.27.7".split())
# What one looks for in a table, in the words of the table; and a message, as the tool says it.
SOUGHT = {
    "komitmen": "commitment",
    "miskin": "poor",
    "tahun": "year",
    "petani": "farmers",
    "judgements, baris 4, kolom level: ditemukan '4'. Yang boleh: 0, 1, 2, 3": (
        "judgements, row 4, column level: found '4'. Allowed: 0, 1, 2, 3"
    ),
}
ANSWER = re.compile(r'^"?\d\d\.\d"?$')


def value(number: str, language: str) -> str:
    """A number without its separators: 1,000.5 and 1.000,5 are the same."""
    group, point = (",", ".") if language == editions.SOURCE else (".", ",")
    whole, _, part = number.partition(point)
    if group in whole and not re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+", whole):
        return f"{number}?"  # no number of this language: it is equal to none of the other
    whole = whole.replace(group, "")
    return f"{whole}.{part}" if part else whole


def numbers(text: str, language: str, kept: Counter[str]) -> Counter[str]:
    """The quantities of a text by their value; places, which both texts print alike, are left."""
    found: Counter[str] = Counter()
    left = kept.copy()
    for number in NUMBER.findall(text):
        if left[number]:
            left[number] -= 1
        else:
            found[value(number, language)] += 1
    return found


def places(text: str) -> Counter[str]:
    """The numbers of tables, sections and versions, and those quoted in another language's way."""
    said = Counter(NUMBER.findall(" ".join(PLACED.findall(text))))
    found = Counter({number: n for number, n in said.items() if not number.isdigit()})
    for number, n in Counter(NUMBER.findall(text)).items():
        if number in NAMED or value(number, editions.SOURCE).endswith("?"):
            found[number] = n
    return found


def _roles(text: str) -> Counter[str]:
    # The words of a link are translated, where it leads to is not.
    found: Counter[str] = Counter()
    for name, inside in ROLE.findall(text):
        named = re.search(r"<([^<>]+)>$", inside)
        found[f"{{{name}}}`{named[1] if named else inside}`"] += 1
    return found


def _emphasis(text: str) -> Counter[str]:
    tokens = [child for token in texts.PARSER.parseInline(text) for child in token.children or ()]
    return Counter(token.type for token in tokens if token.type in ("strong_open", "em_open"))


def _bare(text: str) -> str:
    """A text without code and addresses."""
    return LINK.sub("](", CODE.sub(" ", ROLE.sub(" ", text)))


def faults(english: str, other: str, language: str, context: str | None = None) -> Iterator[str]:
    """What a translation lacks of the English, or has beyond it."""
    kinds = {
        "gaps": (Counter(GAP.findall(english)), Counter(GAP.findall(other))),
        "ids of the register": (
            Counter(PROBLEM.findall(english)),
            Counter(PROBLEM.findall(other)),
        ),
    }
    if context is None:
        said, told = (CODE.findall(ROLE.sub(" ", text)) for text in (english, other))
        kinds |= {
            "roles": (_roles(english), _roles(other)),
            "code": (
                Counter(texts.columns(c, language) for _, c in said),
                Counter(texts.columns(SOUGHT.get(c, c), language) for _, c in told),
            ),
            "links": (Counter(LINK.findall(english)), Counter(LINK.findall(other))),
            "tags": (Counter(TAG.findall(english)), Counter(TAG.findall(other))),
            "emphasis": (_emphasis(english), _emphasis(other)),
        }
    english, other = _bare(english), _bare(other)
    kept = places(english)
    kinds["numbers"] = (
        numbers(english, editions.SOURCE, kept),
        numbers(other, language, kept),
    )
    kinds["places"] = (Counter({*kept}), Counter({*kept} & {*NUMBER.findall(other)}))
    for kind, (wanted, found) in kinds.items():
        if wanted != found:
            lacks, more = sorted((wanted - found).elements()), sorted((found - wanted).elements())
            yield f"{kind}: lacks {lacks}, has beyond {more}"
    words = GAP.sub(" ", english).casefold()
    for term, ours in terms(language).items():
        if term in words and re.search(rf"\b{re.escape(term)}s?\b", words):
            if not any(word in other.casefold() for word in ours):
                yield f"term: {term!r} is {' or '.join(sorted(ours))}"


# Words of the glossary that lessons also use in their everyday sense: nothing is demanded there.
EVERYDAY = frozenset(
    "agreement case communication component consensus dimension extension factor fairness finding"
    " framework gap households household indicator leadership level market motivation none"
    " observation output overlap overlapping path profile reading reach role root round trust unit"
    " support village commitment change actor activity centre center link claim weight".split()
)


@cache
def terms(language: str) -> dict[str, set[str]]:
    """English terms of the glossary and how they may be said in the language."""
    path = editions.HOUSE / "datasets" / "framework" / "glossary.csv"
    found: dict[str, set[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if language not in row:
                return {}
            ours = _forms(row[language]) | {form for form in _forms(row["en"]) if form.isupper()}
            for term in _forms(row["en"]):
                if len(term) > 3 and term.casefold() not in EVERYDAY:
                    words = {form.casefold() for form in ours}
                    found.setdefault(term.casefold(), set()).update(words)
    return found


def _forms(text: str) -> set[str]:
    plain = re.sub(r"\s*\([^)]*\)", "", text).strip()
    short = re.findall(r"\(([A-Z]\w+)\)", text)
    return {form for form in [plain, *short] if form}


def everything(language: str) -> Iterator[tuple[str, str, str]]:
    """(catalogue, English, what is wrong) of every faulty pair of a language."""
    folder = editions.catalogues(language)
    for path in catalogues.files(language):
        name = path.relative_to(folder).with_suffix("").as_posix()
        for message in catalogues.read(path, language):
            if message.id and message.string and not message.fuzzy:
                english, other = str(message.id), str(message.string)
                for fault in faults(english, other, language, message.context):
                    yield name, english, fault


if __name__ == "__main__":
    seen = [found for language in editions.languages() for found in everything(language)]
    for name, english, fault in seen:
        print(f"{name}: {english[:70]}\n    {fault}")
    sys.exit(bool(seen))
