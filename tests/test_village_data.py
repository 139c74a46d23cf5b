"""The page on village data computes what it says."""

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "how-to" / "village-data.md"


def test_the_index_on_the_page_is_what_its_code_works_out(capsys):
    text = PAGE.read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names = {}
    exec(code, names)
    assert capsys.readouterr().out.strip() == (
        "{'social': 0.8114, 'economic': 0.6167, 'ecological': 0.6667} 0.6983 Berkembang"
    )
    assert '**0.6983, "Berkembang"**' in text
    # What the published file of that village says: IKS, IKE, IKL and IDM of 2024.
    assert [round(share, 12) for share in names["shares"].values()] == [
        0.811428571429,
        0.616666666667,
        0.666666666667,
    ]
    assert round(names["index"], 14) == 0.69825396825397
    assert round(1 / 15 / 3, 4) == 0.0222 and round(1 / 175 / 3, 4) == 0.0019
    assert "0.0222" in text and "0.0019" in text
    assert round(0.7073 - names["index"], 4) == 0.0090 and "0.0090" in text
