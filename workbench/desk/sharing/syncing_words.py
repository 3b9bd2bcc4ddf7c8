"""A sync in words."""

from collections.abc import Iterator
from dataclasses import replace

from workbench.desk.sharing.merging import MergeReport
from workbench.desk.sharing.merging_words import conflicts_told, merge_lines
from workbench.ledger.segments.exchange import Device, Exchanged
from workbench.text import clean_line, counted


def sync_lines(done: Exchanged, *, dry_run: bool) -> Iterator[str]:
    """The lines that tell of a sync. All of them are clean."""
    for device in done.devices:
        if device.problem:
            yield f"left alone: {device_name(device)}: {clean_line(device.problem, 300)}"
    for device in done.devices:
        if not device.problem:
            yield f"{device_name(device)}: {device.new} of {counted(device.events, 'event')} new"
    # What has not arrived whole is not refused here: it comes with a later sync.
    yield from merge_lines(
        MergeReport(replace(done.merged, damaged=0), (), keys=done.keys), dry_run=dry_run
    )
    if done.merged.damaged:
        yield (
            f"not whole yet: {counted(done.merged.damaged, 'kept text')}; what is missing comes "
            "with a later sync"
        )
    if done.taken_out:
        yield f"taken out of the folder: {counted(done.taken_out, 'thing')} that was redacted here"
    for device in done.devices:
        if device.redacted:
            yield (
                f"{device_name(device)}: its files in the folder hold "
                f"{counted(device.redacted, 'thing')} that was redacted here; they go when "
                "that computer accepts the proposal and syncs"
            )
    if done.unfinished:
        yield (
            f"not whole yet: {counted(done.unfinished, 'file')} in the folder; what is missing "
            "comes with a later sync"
        )
    if done.withheld:
        yield (
            f"withheld: {counted(done.withheld, 'kept text')}, damaged in this database; "
            "run workbench verify"
        )


def sync_summary(done: Exchanged, *, dry_run: bool = False) -> str:
    """All of it in one line."""
    merged = done.merged
    came = counted(merged.new, "event")
    if dry_run:
        return f"{came} would come; nothing was written"
    if merged.empty and not (done.put_events or done.put_kept or done.taken_out):
        return "nothing new on either side"
    return (
        f"{came} came, {conflicts_told(merged.conflicts)}, "
        f"{counted(done.put_events, 'event')} and {counted(done.put_kept, 'kept text')} put there"
    )


def device_name(device: Device) -> str:
    """How a device is called."""
    name = clean_line(device.name, 100) or f"device {device.id[:8]}"
    return f"{name} (this one)" if device.own else name
