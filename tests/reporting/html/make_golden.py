"""Write the page that the golden test compares with."""

from pathlib import Path

from tests.reporting.html.dossiers import full
from tests.reporting.html.pages import page_of

if __name__ == "__main__":
    (Path(__file__).parent / "golden.html").write_text(page_of(full()), "utf-8")
