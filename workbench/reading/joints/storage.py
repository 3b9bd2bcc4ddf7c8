r"""The file of the learnt weights: its layout, written and read.

::

    8 bytes   "CJOINTS" and the version of the layout, 1
    4 bytes   length of the attribution, little-endian
    ...       attribution, UTF-8: what was learnt from, by which teacher, under which licences
    ...       the rest, UTF-8 compressed with zlib, whose checksum guards it, in lines:
      "GS family answer answer ...", "bias bias ...", then a block for each question, ended by an
      empty line: "value TAB weight weight ..."; weights are whole numbers, a lane each
"""

import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import Final

from workbench.errors import StorageError
from workbench.reading.joints.linear import Linear, packed

__all__ = ["Learnt", "decode", "encode"]

_MAGIC: Final = b"CJOINTS\x01"
_LENGTH: Final = struct.Struct("<I")
_FAMILY: Final = "\x1d"
_LARGEST: Final = 8 << 20

# For each family: the answers, their biases, and for each question what every value speaks for.
Learnt = Mapping[
    str, tuple[tuple[str, ...], tuple[int, ...], tuple[dict[str, tuple[int, ...]], ...]]
]


def encode(learnt: Learnt, attribution: str) -> bytes:
    """The bytes of a model file."""
    lines: list[str] = []
    for family, (answers, bias, tables) in learnt.items():
        lines += [f"{_FAMILY}{family} {' '.join(answers)}", _numbers(bias)]
        for table in tables:
            lines += [f"{value}\t{_numbers(weights)}" for value, weights in sorted(table.items())]
            lines.append("")
    words = attribution.encode()
    payload = zlib.compress("".join(f"{line}\n" for line in lines).encode(), 9)
    return _MAGIC + _LENGTH.pack(len(words)) + words + payload


def decode(data: bytes) -> dict[str, Linear]:
    """The weights of every family.

    Raises:
        StorageError: the file is damaged.
    """
    try:
        return dict(_families(_payload(data)))
    except (struct.error, zlib.error, UnicodeDecodeError, ValueError) as error:
        raise StorageError(
            f"the model of joints is damaged ({error}); install the program again"
        ) from error


def _payload(data: bytes) -> str:
    if not data.startswith(_MAGIC):
        raise ValueError("it does not begin as one")
    (length,) = _LENGTH.unpack_from(data, len(_MAGIC))
    expander = zlib.decompressobj()
    payload = expander.decompress(data[len(_MAGIC) + _LENGTH.size + length :], _LARGEST)
    if not expander.eof:
        raise ValueError("it is cut off")
    return payload.decode()


def _families(payload: str) -> Iterator[tuple[str, Linear]]:
    for block in payload.split(_FAMILY)[1:]:
        head, bias, *rest = block.removesuffix("\n").split("\n")
        family, *answers = head.split(" ")
        tables: list[dict[str, int]] = []
        table: dict[str, int] = {}
        for line in rest:
            if line:
                value, _, weights = line.partition("\t")
                table[value] = packed(map(int, weights.split(" ")))
            else:
                tables.append(table)
                table = {}
        yield family, Linear(answers, [int(one) for one in bias.split(" ")], tables)


def _numbers(weights: tuple[int, ...]) -> str:
    return " ".join(map(str, weights))
