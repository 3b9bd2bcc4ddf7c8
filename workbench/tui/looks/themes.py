"""Our themes: few colours, each with one meaning, AA contrast or better.

Slate is dark, paper is light; contrast is black and white with a few strong colours, at AAA
contrast; terminal takes the sixteen colours that the user has given to the terminal.
"""

from typing import Final

from textual.theme import Theme

from workbench.errors import UsageError
from workbench.text import clean_line

DARK = Theme(
    name="slate",
    primary="#8ab4e0",
    secondary="#9aa7b8",
    accent="#e3b768",
    warning="#e3b768",
    error="#ef958b",
    success="#98c988",
    foreground="#dde1e6",
    background="#15181d",
    surface="#1c2027",
    panel="#2a303a",
    dark=True,
    text_alpha=1.0,
    variables={
        "muted": "#9aa3af",
        "cursor-background": "#2f4a68",
        "cursor-foreground": "#ffffff",
        "resting-background": "#2a303a",
        "claim-background": "#5a4a1f",
        "select-background": "#2f4a68",
        "rule": "#3a424e",
        "border": "#8ab4e0",
        "border-blurred": "#3a424e",
        "input-cursor-background": "#dde1e6",
        "input-cursor-foreground": "#15181d",
        "input-selection-background": "#2f4a68",
        "scrollbar": "#3a424e",
        "scrollbar-background": "#1c2027",
        "scrollbar-corner-color": "#1c2027",
        "scrollbar-hover": "#556070",
        "scrollbar-active": "#8ab4e0",
        "scrollbar-background-hover": "#1c2027",
        "scrollbar-background-active": "#1c2027",
    },
)

LIGHT = Theme(
    name="paper",
    primary="#1d5a96",
    secondary="#55606c",
    accent="#855400",
    warning="#855400",
    error="#a3312a",
    success="#2c6a2e",
    foreground="#20242a",
    background="#fbfaf6",
    surface="#f3f1ea",
    panel="#e4e1d7",
    dark=False,
    text_alpha=1.0,
    variables={
        "muted": "#5a626c",
        "cursor-background": "#c9dcf0",
        "cursor-foreground": "#10151b",
        "resting-background": "#e4e1d7",
        "claim-background": "#f6e3a8",
        "select-background": "#c9dcf0",
        "rule": "#cbc7ba",
        "border": "#1d5a96",
        "border-blurred": "#cbc7ba",
        "input-cursor-background": "#20242a",
        "input-cursor-foreground": "#fbfaf6",
        "input-selection-background": "#c9dcf0",
        "scrollbar": "#cbc7ba",
        "scrollbar-background": "#f3f1ea",
        "scrollbar-corner-color": "#f3f1ea",
        "scrollbar-hover": "#a8a496",
        "scrollbar-active": "#1d5a96",
        "scrollbar-background-hover": "#f3f1ea",
        "scrollbar-background-active": "#f3f1ea",
    },
)

CONTRAST = Theme(
    name="contrast",
    primary="#7fd4ff",
    secondary="#ffffff",
    accent="#ffe45c",
    warning="#ffe45c",
    error="#ffa8a0",
    success="#8cff8c",
    foreground="#ffffff",
    background="#000000",
    surface="#101010",
    panel="#303030",
    dark=True,
    text_alpha=1.0,
    variables={
        "muted": "#e6e6e6",
        "cursor-background": "#ffffff",
        "cursor-foreground": "#000000",
        "resting-background": "#404040",
        "claim-background": "#004a80",
        "select-background": "#004a80",
        "rule": "#ffffff",
        "border": "#7fd4ff",
        "border-blurred": "#ffffff",
        "input-cursor-background": "#ffffff",
        "input-cursor-foreground": "#000000",
        "input-selection-background": "#004a80",
        "scrollbar": "#ffffff",
        "scrollbar-background": "#000000",
        "scrollbar-corner-color": "#000000",
        "scrollbar-hover": "#7fd4ff",
        "scrollbar-active": "#7fd4ff",
        "scrollbar-background-hover": "#000000",
        "scrollbar-background-active": "#000000",
    },
)

TERMINAL = Theme(
    name="terminal",
    ansi=True,
    primary="ansi_blue",
    secondary="ansi_default",
    accent="ansi_magenta",
    warning="ansi_magenta",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    dark=True,
    text_alpha=1.0,
    variables={
        "muted": "ansi_default",
        "cursor-background": "ansi_blue",
        "cursor-foreground": "ansi_bright_white",
        "resting-background": "ansi_default",
        "claim-background": "ansi_default",
        "select-background": "ansi_blue",
        "rule": "ansi_default",
        "border": "ansi_blue",
        "border-blurred": "ansi_default",
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-selection-background": "ansi_blue",
        "scrollbar": "ansi_default",
        "scrollbar-background": "ansi_default",
        "scrollbar-corner-color": "ansi_default",
        "scrollbar-hover": "ansi_blue",
        "scrollbar-active": "ansi_blue",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
    },
)

THEMES: Final = (DARK, LIGHT, CONTRAST, TERMINAL)


def after(name: str) -> str:
    """The theme that follows one; the first follows the last."""
    names = [theme.name for theme in THEMES]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]


def theme_called(name: str) -> str:
    """The name, if there is such a theme.

    Raises:
        UsageError: There is none.
    """
    names = [theme.name for theme in THEMES]
    if name not in names:
        raise UsageError(
            f"settings.toml: there is no theme {clean_line(name, 40)}; looks.theme is one of: "
            + ", ".join(names)
        )
    return name
