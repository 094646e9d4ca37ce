"""The names of web sites in the titles of their pages.

In: a page's title, and the site's name where it is known. Out: the title without it.
Example: “某区促进科技创新若干措施_某区人民政府门户网站” → “某区促进科技创新若干措施”.
"""

from __future__ import annotations

import re

from compare import lexicons

SEPARATOR = re.compile(r"\s*[_|｜]+\s*|\s+[-–—]+\s+|\s*--+\s*|-(?=[^-]*$)")


def trim_site(title: str, site: str) -> str:
    """A page title without the site's name and column names behind (or before) it."""
    parts = [part for part in SEPARATOR.split(title) if part and part != site]
    kept = [part for part in parts if not is_site(part)]
    if len(kept) == len(SEPARATOR.split(title)):
        return title
    return max(kept, key=len, default="")


def is_site(text: str) -> bool:
    """True for the name of a site or of its column: “某区人民政府”, “首页”."""
    return len(text) <= 30 and text.rstrip().endswith(tuple(lexicons.load("reading-html")["site_endings"]))
