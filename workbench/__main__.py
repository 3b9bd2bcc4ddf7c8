"""``python -m workbench`` is the same program as ``workbench``.

Both begin here, and from here on Ctrl+C is one line and an exit code, also while the program is
still being loaded. What Python does before that is not ours.
"""

try:
    import os
    import signal
    from collections.abc import Callable
except KeyboardInterrupt:
    raise SystemExit(130) from None

INTERRUPTED = 130
"""What is imported takes time, and this is needed before anything is."""


def run() -> int:
    """Load the program, and run the command that is meant."""
    return _loaded("workbench.cli.main")


def merge_for_git() -> int:
    """Load what git calls to merge, and run it."""
    return _loaded("workbench.cli.git_strategy")


def _loaded(module: str) -> int:
    try:
        loading = _end_at_ctrl_c()
        from importlib import import_module

        main: Callable[[], int] = import_module(module).main
        _end_no_more(loading)
        return main()
    except KeyboardInterrupt:
        _end()
        return INTERRUPTED


def _end_at_ctrl_c() -> bool:
    """Let Ctrl+C end the process at once, unless it is ignored; there is nothing to tidy up yet."""
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return False
    signal.signal(signal.SIGINT, _end)
    return True


def _end_no_more(loading: bool) -> None:
    """Let it be an error again, which a command tells in its own way."""
    if loading:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _end(*_: object) -> None:
    os.write(2, b"workbench: interrupted; what was acknowledged is kept\n")
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    raise SystemExit(run())
