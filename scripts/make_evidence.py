"""Write what the findings of the two areas allow, from two readings of the paper.

Two readers gave, independently of each other, the levels of its dimension that each finding of
Telang and Batu Betumpang is compatible with (`framework/readings_of_evidence.csv`). From these come
the columns `levels`, `contested`, `contested_en` and `contested_id` of the table `evidence`, by one
rule, which is ours:

1. A finding that belongs to none of the four dimensions has no levels.
2. Where both readings allow the same levels, these stand. Where they differ, the finding is
   contested, and the levels are all that at least one reading allows. A reading that sees no
   bearing on the level (blank) allows every level; levels that rule nothing out are left blank.
3. Where both allow the same, but both marked the finding as contested and each names another
   reading (column `other`), it is contested too; levels that both name in this way are added.
   What one reader alone marked, or without naming another reading, is not contested.

The reason of a contested finding gives both readings. Run ``python scripts/make_evidence.py``;
the same files come out byte for byte.
"""

import csv
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATASETS = ROOT / "datasets"
READINGS = DATASETS / "framework" / "readings_of_evidence.csv"
AREAS = ("telang", "batu_betumpang")
NEW = ("levels", "contested", "contested_en", "contested_id")
WORDS = {  # language: what two readings that differ say, and two that agree but name another
    "en": ("One reading {one}: {why_one} The other {two}: {why_two}",
           "Both readings {one}, and each names another. {why_one} And: {why_two}",
           "allows {levels}", "sees no bearing on the level", "allow {levels}",
           "see no bearing on the level"),
    "id": ("Tafsiran pertama {one}: {why_one} Tafsiran kedua {two}: {why_two}",
           "Kedua tafsiran {one}, dan masing-masing menyebut kemungkinan lain. {why_one} "
           "Lalu: {why_two}",
           "membuka {levels}", "menilai temuan ini tidak menentukan tingkat", "membuka {levels}",
           "menilai temuan ini tidak menentukan tingkat"),
}  # fmt: skip


def read(path):
    """All rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def allowed(cell, top):
    """The levels that a cell allows: "1", "0, 2–4"; blank or "any" = all."""
    if cell in ("", "any"):
        return frozenset(range(top + 1))
    ends = [part.strip().split("–") for part in cell.replace(";", ",").split(",")]
    if any(end == ["any"] for end in ends):
        return frozenset(range(top + 1))
    return frozenset(level for end in ends for level in range(int(end[0]), int(end[-1]) + 1))


def written(levels, top):
    """Levels as a cell; those that rule nothing out as a blank one."""
    if len(levels) == top + 1:
        return ""
    runs = []
    for level in sorted(levels):
        if runs and level == runs[-1][1] + 1:
            runs[-1][1] = level
        else:
            runs.append([level, level])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)


def reason(one, two, lang):
    """Why a finding is contested: both readings in words."""
    differ, alike, gives, blank, both, both_blank = WORDS[lang]
    same = one["levels"] == two["levels"]
    words = (both, both_blank) if same else (gives, blank)

    def say(cell):
        return words[0].format(levels=cell) if cell else words[1]

    return (alike if same else differ).format(
        one=say(one["levels"]),
        two=say(two["levels"]),
        why_one=one[f"why_{lang}"],
        why_two=two[f"why_{lang}"],
    )


def derive(row, one, two, top):
    """The four cells of a finding from its two readings."""
    plain = dict.fromkeys(NEW, "")
    if not row["dimension"]:
        return plain
    given = [allowed(reading["levels"], top) for reading in (one, two)]
    levels = given[0] | given[1]
    contested = given[0] != given[1]
    if not contested and all(reading["contested"] and reading["other"] for reading in (one, two)):
        contested = True
        levels |= allowed(one["other"], top) & allowed(two["other"], top)
    plain["levels"] = written(levels, top)
    if contested:
        plain |= {"contested": "yes"}
        plain |= {f"contested_{lang}": reason(one, two, lang) for lang in WORDS}
    return plain


def evidence(area):
    """Columns and rows of the area's table, the four columns derived anew."""
    tops = {
        row["dimension"]: int(row["top"]) for row in read(DATASETS / "framework/dimensions.csv")
    }
    readings = {(r["area"], r["evidence"], r["reader"]): r for r in read(READINGS)}
    rows = read(DATASETS / area / "evidence.csv")
    columns = [name for name in rows[0] if name not in NEW]
    place = columns.index("finding_id") + 1
    found = []
    for row in rows:
        one, two = (readings[area, row["evidence"], reader] for reader in ("a", "b"))
        found.append(row | derive(row, one, two, tops.get(row["dimension"], 0)))
    return [*columns[:place], *NEW, *columns[place:]], found


def main(target=DATASETS):
    """Write the two tables."""
    for area in AREAS:
        columns, rows = evidence(area)
        path = Path(target) / area / "evidence.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n", extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
