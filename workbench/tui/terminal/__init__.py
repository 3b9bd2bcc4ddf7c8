"""The terminal itself: writing to it, its clipboard, editors, and what a person pastes."""
