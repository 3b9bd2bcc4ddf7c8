from datetime import UTC, datetime

from tests.sourcing.archives.loopback import LoopbackArchive
from workbench.model.sourcing import ArchiveState
from workbench.sourcing.archives.memento import memento_copy, memento_timemap
from workbench.sourcing.archives.pacing import Pacing
from workbench.sourcing.archives.through_client import ThroughClient

PAGE = "https://example.org/a"
LINKS = (
    f'<{PAGE}>; rel="original",'
    '<http://archive.example/1>; rel="first memento"; datetime="Tue, 20 Jun 2000 18:02:59 GMT",'
    '<http://archive.example/2>; rel="last memento"; datetime="Wed, 21 Jun 2000 01:17:31 GMT"'
)


async def test_the_address_of_the_page_follows_the_base(
    asker: ThroughClient, archive: LoopbackArchive, pacing: Pacing
) -> None:
    archive.will_say(LINKS)
    timemap = await memento_timemap(asker, PAGE, f"{archive.base}/timemap/link/", pacing=pacing)
    assert len(timemap.mementos) == 2
    assert archive.asked[0].path == f"/timemap/link/{PAGE}"


async def test_the_newest_copy_is_given_unless_a_moment_is_named(
    asker: ThroughClient, archive: LoopbackArchive, pacing: Pacing
) -> None:
    base = f"{archive.base}/timemap/"
    archive.will_say(LINKS)
    archive.will_say(LINKS)
    newest = await memento_copy(asker, PAGE, base, pacing=pacing)
    at = datetime(1999, 1, 1, tzinfo=UTC)
    first = await memento_copy(asker, PAGE, base, at=at, pacing=pacing)
    assert (newest.url, first.url) == ("http://archive.example/2", "http://archive.example/1")
    assert newest.archive == "127.0.0.1"


async def test_a_timemap_in_parts_is_followed_into_its_last_part_only(
    asker: ThroughClient, archive: LoopbackArchive, pacing: Pacing
) -> None:
    part = f'<{archive.base}/part/2>; rel="timemap"'
    archive.will_say(f'<{archive.base}/part/1>; rel="timemap",{part}')
    archive.will_say(LINKS)
    found = await memento_copy(asker, PAGE, f"{archive.base}/timemap/", pacing=pacing)
    assert found.state is ArchiveState.ARCHIVED
    assert archive.asked[1].path == "/part/2"
    archive.will_say(f"<{archive.base}/part/1>; rel=timemap")
    archive.will_say(f"<{archive.base}/part/1>; rel=timemap")
    circle = await memento_copy(asker, PAGE, f"{archive.base}/timemap/", pacing=pacing)
    assert circle.state is ArchiveState.UNKNOWN


async def test_a_part_at_an_address_that_is_not_gone_to_leaves_it_unknown(
    asker: ThroughClient, archive: LoopbackArchive, pacing: Pacing
) -> None:
    archive.will_say("<http://169.254.169.254/latest/>; rel=timemap")
    found = await memento_copy(asker, PAGE, f"{archive.base}/timemap/", pacing=pacing)
    assert found.state is ArchiveState.UNKNOWN
    assert len(archive.asked) == 1
