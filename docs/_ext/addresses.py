"""Where the project and the site live: one setting, and what hangs on it.

`led_synergy_project` is the address of the repository, `led_synergy_site` that of this site.
conf.py reads both from [project.urls] in pyproject.toml. With them come the links to the
repository, to its issues and to the source of each page; canonical addresses, the site map, the
card that other sites show of a page, and the links between the editions in several languages.
Without them the pages say the same and lead to nothing that does not exist.
"""

import html
import re
import subprocess
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import languages
from sphinx.application import Sphinx

HOUSE = Path(__file__).resolve().parents[2]
ISSUE = re.compile(r"\b((?:[Oo]pen(?:ing)?|raise) an issue)\b(?![^<]*</(?:a|code|h\d))")
# Where the hosts of repositories show an issue form and let a reader edit a file.
HOSTS = {
    "gitlab": ("/-/issues/new", "/-/edit/{branch}/{path}", "/-/blob/{branch}/{path}"),
    "codeberg": ("/issues/new", "/_edit/{branch}/{path}", "/src/branch/{branch}/{path}"),
    "github": ("/issues/new", "/edit/{branch}/{path}", "/blob/{branch}/{path}"),
}


def addresses(house: Path = HOUSE) -> dict[str, str]:
    """The addresses that pyproject.toml names: `site` and `project`, blank if it does not."""
    project = tomllib.loads((house / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    urls = {name.casefold(): address for name, address in project.get("urls", {}).items()}
    site = urls.get("documentation", "")
    return {
        "site": site and site.rstrip("/") + "/",
        "project": urls.get("repository", "").rstrip("/"),
    }


def edition(house: Path = HOUSE) -> str:
    """The day of the last change, from git; of the build, where there is no git."""
    command = ["git", "-C", str(house), "log", "-1", "--format=%cs"]
    try:
        day = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        day = ""
    return day or datetime.now(UTC).strftime("%Y-%m-%d")


def source(page: str) -> str:
    """The file of the repository from which a page is made; blank if it is none."""
    if page.startswith("lessons/"):
        return f"notebooks/{page.removeprefix('lessons/')}.ipynb"
    path = f"docs/{page}.md"
    return path if (HOUSE / path).exists() else ""


def links(project: str, page: str, branch: str = "main") -> dict[str, str]:
    """Where to mend a page and where to say that something is wrong; nothing without a project."""
    if not project:
        return {}
    host = next((name for name in HOSTS if name in urlsplit(project).netloc), "github")
    issues, edit, _ = HOSTS[host]
    found = {"project": project, "issues": project + issues}
    if path := source(page):
        found["edit"] = project + edit.format(branch=branch, path=path)
    return found


def summary(body: str) -> str:
    """What a page is about: its first paragraph, as plain text."""
    for found in re.findall(r"<p>(.*?)</p>", body, re.DOTALL):
        text = " ".join(html.unescape(re.sub(r"<[^>]*>", "", found)).split())
        if len(text) > 50:
            return text if len(text) <= 200 else text[:199].rsplit(" ", 1)[0] + "…"
    return ""


def head(app: Sphinx, page: str, context: dict[str, Any]) -> str:
    """The lines of a page's head that programs read."""
    config = app.config
    title = html.escape(re.sub(r"<[^>]*>", "", context.get("title", "")) or config.html_title)
    text = html.escape(summary(context.get("body", "")))
    made = [f'<meta name="description" content="{text}">'] if text else []
    if site := config.led_synergy_site:
        uri = app.builder.get_target_uri(page)
        made += [
            f'<meta property="og:title" content="{title}">',
            f'<meta property="og:description" content="{text}">',
            '<meta property="og:type" content="article">',
            f'<meta property="og:site_name" content="{html.escape(config.html_title)}">',
            f'<meta property="og:url" content="{config.html_baseurl}{uri}">',
            f'<meta property="og:image" content="{site}_static/card.png">',
            '<meta name="twitter:card" content="summary_large_image">',
        ]
        folders = config.led_synergy_editions
        alone = page in ("search", "genindex", "404") or not languages.editions.translated(page)
        if len(folders) > 1 and not alone:
            made += [
                f'<link rel="alternate" hreflang="{language}" href="{site}{folder}{uri}">'
                for language, folder in folders.items()
            ]
            made.append(f'<link rel="alternate" hreflang="x-default" href="{site}{uri}">')
    return "\n".join(made)


def _add(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    if app.builder.format != "html":
        return
    config = app.config
    context["metatags"] = context.get("metatags", "") + "\n" + head(app, page, context)
    context["led_links"] = links(config.led_synergy_project, page)
    context["led_edition"] = config.led_synergy_edition
    if page == "404" and config.led_synergy_site:
        # A host shows this page at addresses of any depth.
        base = urlsplit(config.html_baseurl or config.led_synergy_site).path or "/"
        context["metatags"] = f'<base href="{base}">' + context["metatags"]
    if issues := context["led_links"].get("issues"):
        link = rf'<a class="reference external" href="{issues}">\1</a>'
        context["body"] = ISSUE.sub(link, context.get("body", ""))


def _write(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.format != "html":
        return
    folder = Path(app.outdir)
    (folder / ".nojekyll").touch()  # or a host leaves out what begins with an underscore
    made = ("sitemap.xml", "robots.txt", "_static/card.png")
    if not app.config.led_synergy_site:
        for name in made:
            (folder / name).unlink(missing_ok=True)
        return
    base = app.config.html_baseurl or app.config.led_synergy_site
    english = app.config.language == languages.editions.SOURCE
    pages = sorted(
        page
        for page in app.env.all_docs
        if page != "404" and (english or languages.editions.translated(page))
    )
    lines = "\n".join(
        f"  <url><loc>{html.escape(base + app.builder.get_target_uri(page))}</loc></url>"
        for page in pages
    )
    (folder / made[0]).write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}\n</urlset>\n',
        encoding="utf-8",
    )
    if not english:  # what is said to robots is said once, at the root
        return
    maps = "".join(
        f"Sitemap: {base}{part}sitemap.xml\n" for part in app.config.led_synergy_editions.values()
    )
    (folder / made[1]).write_text(f"User-agent: *\nAllow: /\n{maps}", "utf-8")
    card, drawing = folder / made[2], HOUSE / "docs" / "_static" / "card.svg"
    if not card.exists() or card.stat().st_mtime < drawing.stat().st_mtime:
        import vl_convert

        card.write_bytes(vl_convert.svg_to_png(drawing.read_text(encoding="utf-8"), scale=1))


def _check(app: Sphinx, config: Any) -> None:
    if config.led_synergy_site and not config.html_baseurl:
        folder = config.led_synergy_editions.get(config.language, "")
        config.html_baseurl = config.led_synergy_site + folder


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.add_config_value("led_synergy_site", "", "html", str)
    app.add_config_value("led_synergy_project", "", "html", str)
    app.add_config_value("led_synergy_edition", "", "html", str)
    # Language of an edition: its folder below the address of the site.
    app.add_config_value("led_synergy_editions", {"en": ""}, "html", dict)
    app.connect("config-inited", _check)
    app.connect("html-page-context", _add, priority=600)
    app.connect("build-finished", _write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
