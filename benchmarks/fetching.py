"""Many pages from a server on loopback, and bodies that are packed to fill the memory.

    python benchmarks/fetching.py [--pages 200] [--kibibytes 100]

The server and each bomb run in processes of their own. Fetching stands beside the plain HTTP
library in the same run: it reads the same pages, and the bombs in a stream that it leaves after
10 MiB, within 3 GiB of memory. The event loop's longest stall is given twice: by the clock,
which counts what other programs take of the processor, and in processor time of the loop alone.
"""

import argparse
import asyncio
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

MEBIBYTE = 1024 * 1024
BOMB_BYTES = 1024 * MEBIBYTE
CAP_BYTES = 10 * MEBIBYTE
PEER_MEMORY_BYTES = 3 * 1024 * MEBIBYTE
PEER_SECONDS = 60
BOMBS = {
    "gzip": "gzip",
    "deflate": "deflate",
    "gzip twice": "gzip, gzip",
    "brotli": "br",
    "zstd": "zstd",
    "endless": "",
}
MODULE_OF = {"brotli": "brotli", "zstd": "zstandard"}
"""Without these the plain library does not unpack such a body at all."""
CLAIM = b"About 104 people reached the port of Kerval on 5 May 2024, the council said.\n"


def page(number: int, kibibytes: int) -> bytes:
    """A made-up article of some 1,500 words in so many kibibytes, as pages are: mostly clutter."""
    article = "".join(
        f"<p>About {n + 100} people reached the port of Kerval on {n % 28 + 1} May 2024, the "
        f"council said. The mission of brigade {n * 7 % 90} cost {n % 50 + 3} million euros, "
        f"{n % 40 + 1} percent more than in the year before, and lasted {n % 9 + 2} weeks.</p>"
        for n in range(number, number + 40)
    )
    links = "".join(
        f'<li class="teaser item-{n}"><a href="/section/{n}?from=menu"><span class="kicker">Region'
        f'</span><h3>Council of Kerval looks back on day {n}</h3><img src="/pictures/{n}.jpg" '
        f'alt=""></a></li>'
        for n in range(kibibytes * 2)
    )
    state = json.dumps([{"id": n, "slot": f"slot-{n}", "seen": False} for n in range(kibibytes)])
    head = f"<!doctype html><html lang=en><head><title>Report {number}</title>"
    body = (
        f"<body><nav><ul>{links[: len(links) // 3]}</ul></nav><article><h1>Report {number}</h1>"
        f"{article}</article><aside><ul>{links}</ul></aside><footer>Imprint</footer></body></html>"
    )
    style = ".teaser{display:grid;gap:4px}" * 9000
    room = max(kibibytes * 1024 - len(head) - len(body) - len(state) - 60, 0)
    return (
        f"{head}<style>{style[:room]}</style><script>window.state={state}</script></head>{body}"
    ).encode()


def bomb(name: str) -> bytes:
    """A gibibyte of one letter, packed; what is not unpacked by us is only named so."""
    if name == "brotli":
        return b"\x00" * 809
    if name == "zstd":
        return b"\x28\xb5\x2f\xfd" + b"\x00" * 33_000
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = b"a" * (4 * MEBIBYTE)
    # after a full flush the same bytes mean the same block again, so one is enough
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    times = BOMB_BYTES // len(block)
    body = packed * times + zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    if name == "deflate":
        return body
    check = 0
    for _ in range(times):
        check = zlib.crc32(block, check)
    head = b"\x1f\x8b\x08" + b"\x00" * 7
    whole = head + body + check.to_bytes(4, "little") + BOMB_BYTES.to_bytes(4, "little")
    return gzip.compress(whole) if name == "gzip twice" else whole


async def serve(pages: int, kibibytes: int) -> None:
    """Serve the pages and bombs until the standard input ends."""
    packed = [gzip.compress(page(number, kibibytes)) for number in range(pages)]
    bombs = {name: bomb(name) for name in BOMBS if name != "endless"}

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        kind, _, name = head.split()[1].decode()[1:].partition("/")
        name = name.replace("%20", " ")
        body = packed[int(name)] if kind == "page" else bombs.get(name, b"")
        encoding = "gzip" if kind == "page" else BOMBS[name]
        lines = [b"HTTP/1.1 200 OK", b"Content-Type: text/html; charset=utf-8"]
        if encoding:
            lines.append(f"Content-Encoding: {encoding}".encode())
        if name != "endless":
            lines.append(b"Content-Length: %d" % len(body))
        writer.write(b"\r\n".join([*lines, b"Connection: close", b"", b""]) + body)
        try:
            while name == "endless":
                writer.write(b"some words " * 6000)
                await writer.drain()
            await writer.drain()
        except ConnectionError:
            pass
        writer.close()

    server = await asyncio.start_server(meet, "127.0.0.1", 0, backlog=1000)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


@dataclass
class Stalls:
    """The longest time in which an event loop gave nobody a turn, in milliseconds."""

    clock: float = 0.0
    processor: float = 0.0


@asynccontextmanager
async def watched() -> AsyncIterator[Stalls]:
    """Beat as fast as the loop lets one, and see how long it does not."""
    stalls = Stalls()
    last = time.perf_counter(), time.thread_time()

    def note() -> None:
        nonlocal last
        clock, processor = time.perf_counter(), time.thread_time()
        stalls.clock = max(stalls.clock, (clock - last[0]) * 1000)
        stalls.processor = max(stalls.processor, (processor - last[1]) * 1000)
        last = clock, processor

    async def beat() -> None:
        while True:
            await asyncio.sleep(0.001)
            note()

    beating = asyncio.create_task(beat())
    try:
        yield stalls
    finally:
        note()
        beating.cancel()
        await asyncio.gather(beating, return_exceptions=True)


async def timed(name: str, pages: int, work: Callable[[], Awaitable[int]]) -> str:
    """One row of the table."""
    async with watched() as stalls:
        begun, used = time.perf_counter(), time.process_time()
        done = await work()
        wall, processor = time.perf_counter() - begun, time.process_time() - used
    if done != pages:
        sys.exit(f"{name}: {done} of {pages} pages came")
    return (
        f"| {name} | {pages / wall:.0f} | {processor / pages * 1000:.1f} "
        f"| {stalls.clock:.0f} | {stalls.processor:.0f} |"
    )


async def speed(port: int, pages: int) -> list[str]:
    """Pages a second, alone and read."""
    import httpx

    from workbench.desk.sourcing.fetching import Fetched, read_exchange
    from workbench.model.sourcing import Exchange, Outcome
    from workbench.sourcing.fetching import AddressPolicy, Client
    from workbench.sourcing.pages import PageReader

    urls = [f"http://127.0.0.1:{port}/page/{number}" for number in range(pages)]
    policy = AddressPolicy(frozenset({f"127.0.0.1:{port}"}))

    async def plain() -> int:
        async with httpx.AsyncClient(trust_env=False) as client:
            room = asyncio.Semaphore(4)

            async def one(url: str) -> int:
                async with room:
                    return (await client.get(url)).status_code

            return (await asyncio.gather(*map(one, urls))).count(200)

    async def fetched() -> int:
        async with Client(policy=policy) as client:
            outcomes = [one.outcome async for one in client.fetch_all(urls)]
        return outcomes.count(Outcome.CAPTURED)

    async def read() -> int:
        """Reading goes on while more is fetched, as when many sources are attached."""
        done = 0
        async with Client(policy=policy) as client, PageReader(workers=2) as reader:

            async def one(exchange: Exchange) -> Fetched:
                return await read_exchange(exchange.requested, exchange, reader)

            running = [
                asyncio.create_task(one(exchange)) async for exchange in client.fetch_all(urls)
            ]
            for reading in asyncio.as_completed(running):
                page_read = await reading
                done += bool(page_read.readable and page_read.readable.main)
        return done

    await fetched()  # what is loaded on first use is loaded now
    return [
        await timed("plain httpx, fetched only", pages, plain),
        await timed("fetched", pages, fetched),
        await timed("fetched and read", pages, read),
    ]


def kept(port: int, pages: int, folder: Path) -> str:
    """Pages a second as ``attach --from LIST`` does it: kept here, fetched and read aside."""
    from workbench.desk.reading.documents import add_document
    from workbench.desk.sourcing.aside import aside
    from workbench.desk.sourcing.attaching import keep_fetched
    from workbench.desk.sourcing.fetching import Fetched, Refused, fetch_sources, web
    from workbench.ledger.database import open_ledger
    from workbench.ledger.identity import IdentityStore
    from workbench.ledger.queries import claims_of_document
    from workbench.sourcing.files import decode

    urls = [f"http://127.0.0.1:{port}/page/{number}" for number in range(pages)]
    stalls = Stalls()

    async def coming() -> AsyncIterator[Fetched | Refused]:
        async with watched() as seen, web(allow_private=True, readers=2) as opened:
            async for page in fetch_sources(urls, opened):
                yield page
        stalls.clock, stalls.processor = seen.clock, seen.processor

    store = IdentityStore(folder / "config", folder / "state")
    with open_ledger(folder / "here.db", mode="create", identity=store) as ledger:
        document = add_document(ledger, decode("claim.txt", CLAIM)).document
        claim = claims_of_document(ledger, document.id)[0].id
        begun, used = time.perf_counter(), time.process_time()
        done = 0
        keeping = 0.0
        with aside(coming) as brought:
            for page in brought:
                start = time.perf_counter()
                if isinstance(page, Fetched):
                    done += keep_fetched(ledger, page, claim_id=claim).good
                keeping += time.perf_counter() - start
        wall, processor = time.perf_counter() - begun, time.process_time() - used
    if done != pages:
        sys.exit(f"{done} of {pages} pages were kept")
    return (
        f"| fetched, read and kept in claims.db, {keeping / pages * 1000:.1f} ms each "
        f"| {pages / wall:.0f} | {processor / pages * 1000:.1f} "
        f"| {stalls.clock:.0f} | {stalls.processor:.0f} |"
    )


def attached(port: int, pages: int, folder: Path) -> str:
    """Pages a second of the program itself, from its start to its end."""
    workbench = [sys.executable, "-m", "workbench"]
    settings = {"WORKBENCH_HOME": str(folder / "home"), "PATH": os.environ.get("PATH", "")}

    def run(*words: str) -> str:
        done = subprocess.run(
            [*workbench, *words],
            cwd=folder,
            env=settings,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(done.stderr)
        return done.stdout

    (folder / "claim.txt").write_bytes(CLAIM)
    run("add", "claim.txt")
    claim = json.loads(run("claims", "--json").splitlines()[0])["id"]
    urls = (f"http://127.0.0.1:{port}/page/{number}\n" for number in range(pages))
    (folder / "list.txt").write_text("".join(urls), "ascii")
    begun = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run("attach", claim, "--from", "list.txt", "--allow-private")
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return (
        f"| `workbench attach --from LIST`, all processes | {pages / wall:.0f} "
        f"| {processor / pages * 1000:.1f} | | |"
    )


async def measure_bomb(port: int, name: str, client: str) -> None:
    """Fetch one bomb in this process and print what it took."""
    url = f"http://127.0.0.1:{port}/bomb/{name.replace(' ', '%20')}"
    fetch = _with_ours(port) if client == "ours" else _with_httpx()
    await fetch(f"http://127.0.0.1:{port}/page/0")
    before = most_memory_kibibytes()
    async with watched() as stalls:
        begun = time.perf_counter()
        said = await fetch(url)
        took = time.perf_counter() - begun
    grown = (most_memory_kibibytes() - before) / 1024
    print(json.dumps({"mib": grown, "seconds": took, "stall": stalls.clock, "said": said}))


def most_memory_kibibytes() -> int:
    """The most memory this process ever had; what the system tells of children is the parent's."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


def _with_ours(port: int) -> Callable[[str], Awaitable[str]]:
    from workbench.sourcing.fetching import AddressPolicy, Client, FetchOptions

    async def fetch(url: str) -> str:
        policy = AddressPolicy(frozenset({f"127.0.0.1:{port}"}))
        async with Client(policy=policy) as client:
            return (await client.fetch(url, FetchOptions(attempts=1))).outcome.value

    return fetch


def _with_httpx() -> Callable[[str], Awaitable[str]]:
    import httpx

    resource.setrlimit(resource.RLIMIT_AS, (PEER_MEMORY_BYTES, PEER_MEMORY_BYTES))

    async def fetch(url: str) -> str:
        count = 0
        try:
            async with (
                httpx.AsyncClient(trust_env=False) as client,
                client.stream("GET", url) as response,
            ):
                async for piece in response.aiter_bytes():
                    count += len(piece)
                    if count > CAP_BYTES:
                        return "left at 10 MiB"
        except MemoryError:
            return "no memory left"
        except httpx.HTTPError as error:
            return type(error).__name__
        return "taken as a page"

    return fetch


def bomb_row(port: int, name: str) -> str:
    """What one bomb does to both clients."""
    cells = [f"| {name} "]
    for client in ("ours", "httpx"):
        if client == "httpx" and name in MODULE_OF and not find_spec(MODULE_OF[name]):
            cells.append("| not unpacked without an extra | | ")
            continue
        command = [sys.executable, __file__, "--port", str(port), "--bomb", name]
        try:
            done = subprocess.run(
                [*command, "--client", client],
                capture_output=True,
                text=True,
                timeout=PEER_SECONDS,
                check=True,
            )
        except subprocess.TimeoutExpired:
            cells.append(f"| not done in {PEER_SECONDS} s | | ")
            continue
        except subprocess.CalledProcessError as error:
            sys.exit(error.stderr)
        found = json.loads(done.stdout)
        cells.append(
            f"| {found['said']} | {found['mib']:+.0f} MiB | {found['seconds']:.2f} s, "
            f"{found['stall']:.0f} ms "
        )
    return "".join(cells) + "|"


def main() -> None:
    """Start the server, run everything and print two tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--kibibytes", type=int, default=100)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--bomb", help=argparse.SUPPRESS)
    parser.add_argument("--client", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        asyncio.run(serve(given.pages, given.kibibytes))
        return
    if given.bomb:
        asyncio.run(measure_bomb(given.port, given.bomb, given.client))
        return
    command = [sys.executable, __file__, "--serve", "--pages", str(given.pages)]
    server = subprocess.Popen(
        [*command, "--kibibytes", str(given.kibibytes)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdin is not None
    assert server.stdout is not None
    try:
        port = int(server.stdout.readline())
        with tempfile.TemporaryDirectory() as folder:
            load = os.getloadavg()[0]
            rows = asyncio.run(speed(port, given.pages))
            rows.append(kept(port, given.pages, Path(folder)))
            rows.append(attached(port, given.pages, Path(folder)))
        print(
            f"{given.pages} pages of {given.kibibytes} KiB, packed with gzip, four at a time, on "
            f"{os.cpu_count()} cores with a load of {load:.1f} before the first:\n"
        )
        print("| what | pages a second | CPU ms a page | stall, ms by the clock | stall, ms CPU |")
        print("| --- | ---: | ---: | ---: | ---: |")
        print("\n".join(rows))
        print("\nBodies of a gibibyte once unpacked (and one that never ends):\n")
        print(
            "| packed with | fetched | memory | time, longest stall "
            "| plain httpx, in a stream | memory | time, longest stall |"
        )
        print("| --- | --- | ---: | ---: | --- | ---: | ---: |")
        for name in BOMBS:
            print(bomb_row(port, name), flush=True)
    finally:
        server.stdin.close()
        server.wait(10)


if __name__ == "__main__":
    main()
