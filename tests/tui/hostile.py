"""The worst that a text from outside can hold."""

NASTY = (
    "He said [sic] that[/] it [@click=app.bell]rose[/] [red]x[/blue] [1] \x1b[31mred\x1b[0m"
    " \x1b]0;title\x07 \x1b]52;c;SEVZ\x1b\\ \x9b31m \x9d52;c;SEVZ\x9c nul\x00 bell\x07"
    " \u202eoverride\u2066isolate\u2069 tag\U000e0041 private\ue000 del\x7f cr\rlf tab\tend"
)
"""Escape sequences, C1 controls, OSC 52, bidi controls, markup, NUL: on one line."""

LONE_SURROGATE = "half \ud83d a pair"
MEGABYTE_LINE = ("A very long line goes on and on and has [sic] and \x1b[7m in it. " * 16_000)[
    :1_000_000
]

NEVER_IN_A_TERMINAL = (
    b"\x1b[31m",
    b"\x1b]0;title",
    b"]52;c;SEVZ\x1b\\",
    b"\x1b]52",
    b"\xc2\x9b",
    b"\xc2\x9d",
    b"\x9b31m",
    b"\x00",
    b"\x07",
    b"\x7f",
    "\u202e".encode(),
    "\u2066".encode(),
    "\u2069".encode(),
    "\U000e0041".encode(),
    "\ue000".encode(),
    b"\x1b[7m in it",
)
"""Bytes that the desk itself never writes and the nasty text would."""
