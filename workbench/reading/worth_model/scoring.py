"""The shipped model: loaded when the first sentence is scored, kept from then on."""

from functools import cache
from pathlib import Path

from workbench.reading.worth_model.network import Network
from workbench.reading.worth_model.storage import decode

MODEL_FILE = "check_worthiness.bin"
THRESHOLD = 0.5


def score(sentence: str) -> float:
    """The probability, 0 to 1, that a sentence is worth checking; from ``THRESHOLD`` on it is."""
    return network().score(sentence)


@cache
def network() -> Network:
    """The model that ships with the program."""
    parameters, _ = decode(Path(__file__).with_name(MODEL_FILE).read_bytes())
    return Network(parameters)
