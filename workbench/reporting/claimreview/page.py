"""A page with the reviews of a report and their ClaimReview markup, to be put on a site.

What the markup says stands on the page, as the guidelines ask, and each review has a place of its
own that its address points at. The page runs no script: the markup is data.
"""

import html
import json
from dataclasses import replace
from typing import Any, BinaryIO

from workbench.reporting.claimreview.reviews import (
    CONTEXT,
    anchor_of,
    deciding_verdict,
    is_web_address,
    review_of,
)
from workbench.reporting.dossier import Dossier, Entry, claimant_of
from workbench.reporting.formats import ReportOptions
from workbench.reporting.manifest import CLAIM_REVIEW_PAGE as KIND
from workbench.reporting.manifest import seal_html
from workbench.reporting.stating import head_of
from workbench.text import clean_block, clean_line, escape_json, squeeze

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root{color-scheme:light dark}
body{font:1rem/1.6 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem}
h1,h2{line-height:1.25}
article{border-top:1px solid;margin-top:2rem;padding-top:1rem}
.rating{font-weight:bold}
blockquote{margin:1rem 0;padding-left:1rem;border-left:.25rem solid}
p,blockquote{overflow-wrap:anywhere;white-space:pre-line}
"""


def write(dossier: Dossier, stream: BinaryIO, _options: ReportOptions) -> None:
    """Write the page."""
    publisher = dossier.publisher
    title = f"Fact-checks: {publisher.name if publisher else dossier.project}"
    language = (publisher.language if publisher else None) or "en"
    parts = [
        f'<!doctype html>\n<html lang="{_text(language)}">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_text(title)}</title>\n<style>{_STYLE}</style>",
    ]
    told = [(entry, review) for entry in dossier.entries if (review := review_of(entry, dossier))]
    parts.extend(
        f'<script type="application/ld+json">{_script({"@context": CONTEXT, **review})}</script>'
        for _, review in told
    )
    parts.append(f"</head>\n<body>\n<main>\n<h1>{_text(title)}</h1>")
    if not told:
        parts.append("<p>No claim has been decided yet.</p>")
    parts.extend(_article(entry, review) for entry, review in told)
    if publisher is not None and is_web_address(publisher.corrections):
        parts.append(f"<p>{_link(publisher.corrections or '', 'How we correct errors')}</p>")
    parts.append("</main>\n</body>\n</html>\n")
    page = "\n".join(parts).encode("utf-8", "replace").decode()
    head = head_of(replace(dossier, count=len(told)))
    stream.write(seal_html(page, replace(head, kind=KIND)).encode())


def _article(entry: Entry, review: dict[str, Any]) -> str:
    claim = entry.claim
    verdict = deciding_verdict(claim)
    because = verdict.because if verdict else ""
    claimant = claimant_of(claim)
    changed = review["dateModified"] != review["datePublished"]
    dated = f"Published {review['datePublished']}"
    dated += f", changed {review['dateModified']}" if changed else ""
    lines = [
        f'<article id="{anchor_of(claim)}">\n<h2>{_text(claim.statement)}</h2>',
        f"<p>Said by {_text(claimant)}</p>" if claimant else "",
        f'<p class="rating">{_text(review["reviewRating"]["alternateName"])}</p>',
        f"<p>{html.escape(clean_block(because.strip()))}</p>",
    ]
    for cited in review.get("citation", ()):
        name = cited.get("name") or cited["url"]
        kept = f" ({_link(cited['archivedAt'], 'archived')})" if "archivedAt" in cited else ""
        lines.append(f"<blockquote>{html.escape(clean_block(cited.get('text', '')))}</blockquote>")
        lines.append(f"<p>{_link(cited['url'], name)}{kept}</p>")
    lines.extend(f"<p>Correction: {_text(one['text'])}</p>" for one in review.get("correction", ()))
    lines.append(f"<p>{_text(dated)}</p>\n</article>")
    return "\n".join(line for line in lines if line)


def _link(url: str, words: str) -> str:
    shown = _text(words)
    return f'<a href="{_text(url)}">{shown}</a>' if is_web_address(url) else shown


def _text(text: str) -> str:
    return html.escape(squeeze(clean_line(text)))


def _script(value: dict[str, Any]) -> str:
    """JSON that ends no script element, whatever stands in it."""
    written = escape_json(json.dumps(value, ensure_ascii=False))
    for character in "<>&":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written
