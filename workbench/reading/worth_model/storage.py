r"""The file of a trained model: its layout, written and read.

All numbers are little-endian.

::

    8 bytes   "CWORTH\0" and the version of the layout, 1
    4 bytes   length of the attribution
    ...       attribution, UTF-8: what the model was trained on, by whom, under which licence
    ...       the rest, compressed with zlib, whose checksum guards it:
      5 x u32   dimensions d, filters f, forms v, buckets b, cases c
      f x i32   bias of each filter
      f x f64   weight of each filter's answer
      2 x f64   weight of the length, constant
      d rows    of 3f signed bytes: filters for left neighbour, middle, right neighbour
      c x d     signed bytes: what letter case adds to a vector
      b x d     signed bytes: vectors of the suffix buckets
      v x d     signed bytes: vectors of the forms
      ...       the v forms, UTF-8, a line each, in the order of their vectors
"""

import struct
import zlib

from workbench.errors import StorageError
from workbench.reading.worth_model.network import MOST_DIMENSIONS, WINDOW, Parameters
from workbench.reading.worth_model.surface import CASES, SUFFIX_BUCKETS

_MAGIC = b"CWORTH\0\x01"
_LENGTH = struct.Struct("<I")
_SIZES = struct.Struct("<5I")
_LARGEST_SIZE = 1 << 20
_LARGEST_PAYLOAD = 8 << 20


def encode(parameters: Parameters, attribution: str) -> bytes:
    """The bytes of a model file."""
    filters = parameters.filters
    payload = b"".join(
        (
            _SIZES.pack(
                parameters.dimensions,
                filters,
                len(parameters.vocabulary),
                SUFFIX_BUCKETS,
                CASES,
            ),
            struct.pack(f"<{filters}i", *parameters.filter_biases),
            struct.pack(f"<{filters}d", *parameters.weights),
            struct.pack("<2d", parameters.length_weight, parameters.constant),
            parameters.filter_rows,
            parameters.cases,
            parameters.buckets,
            parameters.forms,
            "\n".join(parameters.vocabulary).encode(),
        )
    )
    words = attribution.encode()
    return _MAGIC + _LENGTH.pack(len(words)) + words + zlib.compress(payload, 9)


def decode(data: bytes) -> tuple[Parameters, str]:
    """The parameters in a model file, and its attribution."""
    try:
        return _decode(data)
    except (struct.error, zlib.error, UnicodeDecodeError, ValueError) as error:
        raise StorageError(
            f"the check-worthiness model is damaged ({error}); install the program again"
        ) from error


def _decode(data: bytes) -> tuple[Parameters, str]:
    if not data.startswith(_MAGIC):
        raise ValueError("it does not begin as one")
    (length,) = _LENGTH.unpack_from(data, len(_MAGIC))
    body = len(_MAGIC) + _LENGTH.size + length
    attribution = data[body - length : body].decode()
    expander = zlib.decompressobj()
    payload = expander.decompress(data[body:], _LARGEST_PAYLOAD)
    if not expander.eof:
        raise ValueError("it is cut off")
    dimensions, filters, forms, buckets, cases = _SIZES.unpack_from(payload)
    if max(filters, forms) > _LARGEST_SIZE or 0 in (dimensions, filters, forms):
        raise ValueError("its sizes make no sense")
    if dimensions > MOST_DIMENSIONS:
        raise ValueError("its vectors are too long")
    if (buckets, cases) != (SUFFIX_BUCKETS, CASES):
        raise ValueError("its tables have other sizes than the program")
    numbers = struct.Struct(f"<{filters}i{filters}d2d")
    learnt = numbers.unpack_from(payload, _SIZES.size)
    position = _SIZES.size + numbers.size
    tables: list[bytes] = []
    for size in (WINDOW * filters, cases, buckets, forms):
        tables.append(payload[position : position + size * dimensions])
        position += size * dimensions
    vocabulary = tuple(payload[position:].decode().split("\n"))
    if len(vocabulary) != forms:
        raise ValueError("its vocabulary is cut off")
    parameters = Parameters(
        dimensions=dimensions,
        filters=filters,
        vocabulary=vocabulary,
        forms=tables[3],
        buckets=tables[2],
        cases=tables[1],
        filter_rows=tables[0],
        filter_biases=learnt[:filters],
        weights=learnt[filters : 2 * filters],
        length_weight=learnt[-2],
        constant=learnt[-1],
    )
    return parameters, attribution
