"""What a server can do to whoever asks it: well-behaved answers first, then the others."""

import asyncio
import gzip
import struct
import zlib

from tests.sourcing.horrors.server import Trick, Visitor

ARTICLE = (
    b"<!doctype html><html lang=en><head><title>Bridge of Kerval opens</title></head><body>"
    b"<article><h1>Bridge of Kerval opens</h1><p>About 500 people crossed the new bridge on "
    b"5 June 2023, the town council said. It had cost 12 million euros.</p></article></body></html>"
)
_BLOCK = b"a" * (1 << 20)
BROTLI_BOMB = bytes.fromhex("cffffffb07") + b"\x00" * 804
"""As small as those that unpack to a gigabyte; it must be refused before it is looked at."""


def answer(body: bytes = ARTICLE, status: str = "200 OK", **headers: str) -> Trick:
    """A well-formed answer. A header given as an empty string is left out."""
    given = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(len(body)),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value)
    return raw(f"HTTP/1.1 {status}\r\n{lines}\r\n".encode("latin-1") + body)


def redirect(location: str, status: str = "302 Found", **headers: str) -> Trick:
    return answer(b"", status, Location=location, **headers)


def packed(body: bytes, encoding: str) -> Trick:
    """These bytes, said to be packed so."""
    return answer(body, Content_Encoding=encoding)


def raw(data: bytes) -> Trick:
    """These bytes and nothing else, then the end."""

    async def trick(visitor: Visitor) -> None:
        await visitor.send(data)

    return trick


def silence(first: bytes = b"") -> Trick:
    """Nothing more after these bytes, for as long as the client waits."""

    async def trick(visitor: Visitor) -> None:
        await visitor.send(first)
        await _until_over(visitor)

    return trick


def drip(first: bytes, drop: bytes, seconds: float = 0.02) -> Trick:
    """After the beginning a few bytes now and then, for ever."""

    async def trick(visitor: Visitor) -> None:
        await visitor.send(first)
        while not visitor.over.is_set():
            await visitor.send(drop)
            await asyncio.sleep(seconds)

    return trick


def flood(first: bytes, wave: bytes) -> Trick:
    """After the beginning as many bytes as the client takes, for ever."""

    async def trick(visitor: Visitor) -> None:
        await visitor.send(first)
        while not visitor.over.is_set():
            await visitor.send(wave)

    return trick


def death(first: bytes = b"") -> Trick:
    """The connection breaks after these bytes."""

    async def trick(visitor: Visitor) -> None:
        await visitor.send(first)
        visitor.reset()

    return trick


def gzip_bomb(mebibytes: int) -> bytes:
    """One letter over and over, packed nearly a thousandfold."""
    length, check = mebibytes << 20, 0
    for _ in range(mebibytes):
        check = zlib.crc32(_BLOCK, check)
    head = bytes((31, 139, 8, 0, 0, 0, 0, 0, 0, 255))
    return head + _packed_blocks(mebibytes) + struct.pack("<II", check, length)


def deflate_bomb(mebibytes: int) -> bytes:
    """The same, packed in the other way that is asked for."""
    check = 1
    for _ in range(mebibytes):
        check = zlib.adler32(_BLOCK, check)
    return b"\x78\x9c" + _packed_blocks(mebibytes) + struct.pack(">I", check)


def stacked_bomb(mebibytes: int) -> bytes:
    """A bomb packed once more, so that a few kilobytes are left."""
    return gzip.compress(gzip_bomb(mebibytes))


def _packed_blocks(count: int) -> bytes:
    """So many blocks, each packed by itself and so to the same bytes: one is packed for all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(_BLOCK) + packer.flush(zlib.Z_FULL_FLUSH)
    return packed * count + packer.flush()


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


async def _until_over(visitor: Visitor) -> None:
    """Until the test is over or the client has gone."""
    gone = asyncio.create_task(visitor.reader.read(1))
    over = asyncio.create_task(visitor.over.wait())
    try:
        await asyncio.wait({gone, over}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (gone, over):
            task.cancel()
        await asyncio.gather(gone, over, return_exceptions=True)
