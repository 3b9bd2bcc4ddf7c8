"""Long work in a thread changes how the interpreter shares its time, and puts that back."""

import gc
import sys

from workbench.tui.lanes.sparing import SWITCH_SECONDS, sparing_the_loop


def test_long_work_spares_the_loop_and_leaves_everything_as_it_was() -> None:
    threshold, interval = gc.get_threshold(), sys.getswitchinterval()
    with sparing_the_loop():
        with sparing_the_loop():
            assert gc.get_threshold()[2] > threshold[2]
        assert gc.get_threshold()[2] > threshold[2]
        assert abs(sys.getswitchinterval() - SWITCH_SECONDS) < SWITCH_SECONDS / 10
    assert gc.get_threshold() == threshold
    assert abs(sys.getswitchinterval() - interval) < interval / 10
