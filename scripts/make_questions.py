"""Take the questions of the checked exercises from the notebooks into the table "questions".

The English column becomes what the notebooks ask, without what only makes sense in front of a cell.
The Indonesian column stays; a row whose English has changed is named, so that somebody looks at it.

Run ``python scripts/make_questions.py`` after a question or a title of a lesson was changed.
"""

import csv
import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "datasets" / "framework" / "questions.csv"
COLUMNS = ("question", "text_en", "text_id", "source")
CHECK = re.compile(r'check\(\s*"(\d\d\.\d+)"')
# Sentences that only make sense in front of a cell of the notebook.
HERE = re.compile(
    r"(?:Put (?!R\d)|Replace |Run the cell|You get |Guess, then|Use the last cell"
    r"|Then let the computer|Write (?:it |them |all of them |the four |the two words)"
    r"|(?:[^.`]|`[^`]*`)*`[^`]*(?:[(\[]|\.\w)[^`]*`)"
)


def taken() -> dict[str, str]:
    """Number of a lesson → its title; number of a checked exercise → what it asks."""
    found = {}
    for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        texts = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
        found[path.name[:2]] = texts[0][1].partition("\n")[0].removeprefix("# ").strip()
        for place, (kind, code) in enumerate(texts):
            if kind == "code" and (check := CHECK.search(code)):
                before = [text for kind, text in texts[:place] if kind == "markdown"]
                found[check[1]] = asked(before, check[1].partition(".")[2])
    return found


def asked(before: list[str], number: str) -> str:
    """The text of an exercise: from its number to the next one, on one line."""
    start = re.compile(rf"\*\*{number} · [^*]*\*\*")
    text = next(text for text in reversed(before) if start.search(text))
    text = start.split(text, maxsplit=1)[1]
    text = re.split(rf"\*\*{int(number) + 1} · |<details|```", text)[0].strip()
    text = re.sub(r"^\(invented\)\.", "Invented:", text)
    text = re.sub(
        r",? and (?:put it in place of|replace) \S+(?=\.)"
        r"|(?:;|, and put) each between quotation marks",
        "",
        text,
    )
    text = re.sub(r"\n+- ", " • ", re.sub(r"^> ?", "", text, flags=re.MULTILINE))
    text = re.sub(r": `[^`]*\([^`]*`\.", ".", " ".join(text.split()))
    # A sentence ends neither in code nor in brackets.
    sentences = re.findall(
        r"(?:`[^`]*`|\([^()]*\)|[^.?!`(]|[.?!](?! |$|\*))+(?:[.?!]\*?\"?|$)", text
    )
    kept = [sentence.strip() for sentence in sentences if not HERE.match(sentence.strip())]
    return " ".join(kept)


def kept() -> dict[str, dict[str, str]]:
    """The rows of the table as they stand."""
    if not TABLE.exists():
        return {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["question"]: row for row in csv.DictReader(file)}


def main() -> None:
    """Write the table, and name the rows that somebody must look at."""
    before, rows = kept(), []
    for key, text in taken().items():
        row = before.get(key, {"text_en": "", "text_id": ""})
        if row["text_en"] != text or not row["text_id"]:
            print(f"{key}: look at the Indonesian of: {text}")
        rows.append((key, text, row["text_id"], "ours"))
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])


if __name__ == "__main__":
    main()
