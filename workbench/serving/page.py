"""The page around the terminal. It loads nothing from anywhere else and tells nobody of itself."""

from html import escape
from typing import Final

FONT_PIXELS: Final = 16
_LEAST_PIXELS, _MOST_PIXELS = 8, 48

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "font-src 'self'; img-src 'self' data:; connect-src 'self' ws://127.0.0.1:* "
        "ws://localhost:*; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""What keeps the page, and the key in its address, to itself."""

_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="static/css/xterm.css">
<style>
@font-face {{ font-family: "Roboto Mono"; font-weight: 100 700;
  src: url("static/fonts/RobotoMono-VariableFont_wght.ttf"); }}
html, body {{ margin: 0; height: 100%; background: #12161a; color: #f2f2f2;
  font-family: "Roboto Mono", monospace; }}
#terminal {{ height: 100vh; }}
#ended {{ display: none; }}
body.-closed #ended {{ display: block; padding: 2rem; }}
body.-closed #terminal {{ display: none; }}
a {{ color: #9ecbff; }}
</style>
<script src="static/js/textual.js"></script>
<script src="focus.js"></script>
</head>
<body>
<noscript>The desk needs JavaScript; workbench review does without.</noscript>
<p id="ended" role="status">You have left the desk. Everything is saved. <a href="./">Open it
again</a>.</p>
<div id="terminal" class="textual-terminal" data-session-websocket-url="{socket}"
 data-font-size="{pixels}"></div>
</body>
</html>
"""


FOCUS_SCRIPT: Final = """\
"use strict";
// Keys go to the terminal from the start, and again when the window comes back.
function focusTerminal() {
  const field = document.querySelector(".xterm-helper-textarea");
  if (field) field.focus();
}
document.addEventListener("DOMContentLoaded", () => {
  new MutationObserver(focusTerminal).observe(document.body, { attributes: true });
});
window.addEventListener("focus", focusTerminal);
"""


def page(title: str, socket: str, pixels: str) -> str:
    """The page of a desk whose terminal is at a web socket."""
    size = int(pixels) if pixels.isascii() and pixels.isdecimal() else FONT_PIXELS
    size = min(max(size, _LEAST_PIXELS), _MOST_PIXELS)
    return _PAGE.format(title=escape(title), socket=escape(socket), pixels=size)
