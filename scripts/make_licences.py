"""Write docs/about/licences.txt: the licence of every package that ours stands on.

Usage: python scripts/make_licences.py   (when constraints.txt changes)

The names are those of constraints.txt; the licence is what each installed package says of itself.
After them come the notices of Vega and D3, whose code is in a file that we hand on without them.
"""

import re
from importlib import metadata
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
TARGET = HOUSE / "docs" / "about" / "licences.txt"
# They say it only in a file beside them.
IN_A_FILE = {"pkginfo": "MIT", "pyxform": "BSD-2-Clause"}
HEAD = """\
What led_synergy stands on, and under which licence, as each package says of itself.
None is under the GPL alone: docutils is in the public domain but for a file that is not used here,
and text-unidecode, which only the tests need, may be used under the Artistic License.

"""
NOTICES = """

Notices
=======

The file vega.js holds Vega, Vega-Lite and vega-embed,
Copyright (c) University of Washington Interactive Data Lab and contributors, under BSD-3-Clause:

Redistribution and use in source and binary forms, with or without modification, are permitted
provided that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions
   and the following disclaimer.
2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions
   and the following disclaimer in the documentation and/or other materials provided with the
   distribution.
3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse
   or promote products derived from this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR
IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR
CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE,
DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER
IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF
THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.

It also holds D3, Copyright Mike Bostock, under ISC:

Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee
is hereby granted, provided that the above copyright notice and this permission notice appear in all
copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS
SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE
AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES
WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE
OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS
SOFTWARE.
"""


def names() -> list[str]:
    """The packages of constraints.txt."""
    text = (HOUSE / "constraints.txt").read_text(encoding="utf-8")
    return sorted(re.findall(r"^([\w.-]+)==", text, re.MULTILINE), key=str.lower)


def licence(name: str) -> str:
    """What a package says of its licence."""
    if name in IN_A_FILE:
        return IN_A_FILE[name]
    said = metadata.metadata(name)
    kinds = [k.split(" :: ")[-1] for k in said.get_all("Classifier") or [] if "License ::" in k]
    expression, old = said.get("License-Expression"), said.get("License") or ""
    return expression or "; ".join(kinds) or old.split("\n")[0]


def main() -> None:
    """Write the list."""
    lines = [f"{name:32} {licence(name)}" for name in names()]
    TARGET.write_text(HEAD + "\n".join(lines) + NOTICES, encoding="utf-8")


if __name__ == "__main__":
    main()
