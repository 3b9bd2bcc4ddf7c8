"""List the keys that colleagues sign with, trust or distrust one, and sign your own work.

With --sign on, whatever you write is signed when the database is closed, with a key that lies in
your configuration folder; it is off unless you switch it on. Keys of others are taken on trust when
they are first met and shown here: compare the digits with them, and say --trust NAME.
workbench verify checks all signatures.
"""

import argparse
from typing import TYPE_CHECKING

from workbench.cli.arguments import add_json
from workbench.cli.output import data, json_line, say
from workbench.errors import EXIT_DONE
from workbench.text import counted

if TYPE_CHECKING:
    from workbench.desk.safekeeping.keyring import KnownKey


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--trust", metavar="KEY", help="a name, or the first digits of a key")
    one.add_argument("--distrust", metavar="KEY", help="a name, or the first digits of a key")
    one.add_argument("--sign", choices=("on", "off"), help="sign what you write from now on")
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """List, decide, or switch."""
    from workbench.desk.safekeeping.keyring import Keyring, KeyState
    from workbench.desk.safekeeping.signing import begin_signing, own_fingerprint

    ring = Keyring()
    if arguments.sign == "on":
        data(begin_signing())
        say("what you write is signed from now on; read these digits to your colleagues")
    elif arguments.sign == "off":
        ring.switch(on=False)
        say("nothing is signed any more; the key stays")
    elif arguments.trust or arguments.distrust:
        state = KeyState.TRUSTED if arguments.trust else KeyState.DISTRUSTED
        decided = ring.decide(arguments.trust or arguments.distrust, state)
        data(f"{decided.fingerprint}  {decided.state}  {decided.name}")
    else:
        _list(ring.keys(), own_fingerprint(), signs=ring.signs, as_json=arguments.json)
    return EXIT_DONE


def _list(keys: "tuple[KnownKey, ...]", own: str | None, *, signs: bool, as_json: bool) -> None:
    for one in keys:
        if as_json:
            json_line(
                {
                    "name": one.name,
                    "reviewer": one.reviewer,
                    "key": one.key,
                    "fingerprint": one.fingerprint,
                    "state": one.state,
                    "seen_at": one.seen_at,
                }
            )
        else:
            data(f"{one.fingerprint}  {one.state:<10}  {one.seen_at}  {one.name}")
    if own is not None:
        say(f"your own key: {own}; signing is {'on' if signs else 'off'}")
    else:
        say("you have no key; workbench keyring --sign on makes one")
    say(counted(len(keys), "key") + " of others")
