"""What the first painting does not need is loaded beside it, so that no key waits for an import."""

import subprocess
import sys

from workbench.tui.lanes.warming import modules_of

_LOADED = "import sys; print('\\n'.join(sys.modules))"


def _modules_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; {_LOADED}"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_the_desk_is_painted_without_its_forms_and_without_markdown() -> None:
    loaded = _modules_after("import workbench.tui.app")
    assert "workbench.tui.screens.desk.desk" in loaded
    assert not {one for one in loaded if one.startswith("workbench.tui.screens.verdicts.")}
    assert not loaded & {"markdown_it", "textual.widgets._text_area", "workbench.reporting.formats"}


def test_every_screen_and_sheet_is_loaded_once_the_desk_has_warmed_up() -> None:
    loaded = _modules_after(
        "from workbench.tui.lanes.warming import load_the_rest; load_the_rest().join()"
    )
    screens = modules_of("workbench.tui.screens") + modules_of("workbench.tui.sheets")
    assert len(screens) > 40
    assert set(screens) <= loaded
    assert "textual.widgets._markdown" in loaded
