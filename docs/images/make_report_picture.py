"""Draw the picture of docs/reports.md: the HTML report of the sample, in a browser.

python docs/images/make_report_picture.py, with Chromium on PATH and the extra ``browser``
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
WIDTH, HEIGHT = 1180, 2150


def main() -> None:
    """Build the sample, report it and draw it."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("needs Chromium on PATH")
    from playwright.sync_api import sync_playwright

    from workbench.desk.opening import open_for_reading
    from workbench.desk.reporting.reports import write_report
    from workbench.desk.samples.sample import build_sample

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        os.environ["WORKBENCH_HOME"] = folder
        page = Path(folder) / "report.html"
        build_sample(Path(folder) / "sample.db")
        with open_for_reading(Path(folder) / "sample.db") as ledger, page.open("wb") as out:
            write_report(ledger, "html", out)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        window = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        window.goto(page.as_uri())
        window.screenshot(path=HERE / "report.png")
        browser.close()


if __name__ == "__main__":
    main()
