"""Print a completion script for your shell.

bash: workbench completion bash > ~/.local/share/bash-completion/completions/workbench
zsh:  workbench completion zsh > ~/.zfunc/_workbench   (with ~/.zfunc in fpath)
"""

import argparse

from workbench.cli.output import data
from workbench.errors import EXIT_DONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("shell", choices=("bash", "zsh", "tcsh"), help="the shell to write for")


def run(arguments: argparse.Namespace) -> int:
    """Print the script."""
    import shtab

    from workbench.cli.parsing import whole_parser

    data(shtab.complete(whole_parser(), shell=arguments.shell))
    return EXIT_DONE
