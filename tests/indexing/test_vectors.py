"""The file of vectors: added to, read by others at the same time, made anew when it is not ours."""

from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="the extra 'encoder' (numpy) is not installed")

import numpy as np

from workbench.indexing import vectors as module
from workbench.indexing.vectors import VectorFile, Vectors, mark_of, vectors_path

SIZE = 4


def vector(*numbers: float) -> Vectors:
    made: Vectors = np.array([numbers], dtype=np.float32)
    length: np.float32 = np.sqrt((made * made).sum())
    return made / length


def opened(folder: Path) -> VectorFile:
    return VectorFile(vectors_path(folder, "project", "model"), SIZE)


def test_what_was_added_is_found_by_nearness(tmp_path: Path) -> None:
    file = opened(tmp_path)
    file.add([7], [mark_of("a")], vector(1, 0, 0, 0))
    file.add([3, 5], [1, 2], np.concatenate([vector(0, 1, 0, 0), vector(1, 1, 0, 0)]))
    assert file.nearest(vector(1, 0.1, 0, 0)[0], 10) == [7, 5, 3]
    assert file.nearest(vector(1, 0.1, 0, 0)[0], 1) == [7]
    near = file.cosines(vector(1, 1, 0, 0)[0], [3, 5, 7, 9], [1, 2, mark_of("a"), 4])
    assert near[:3] == [pytest.approx(one, abs=0.01) for one in (0.707, 1.0, 0.707)]
    assert near[3] is None
    assert file.count == 3


def test_a_claim_in_other_words_has_no_vector_until_it_is_given_one(tmp_path: Path) -> None:
    file = opened(tmp_path)
    file.add([1, 2], [10, 20], np.concatenate([vector(1, 0, 0, 0), vector(0, 1, 0, 0)]))
    assert file.lacking([1, 2, 3], [10, 21, 30]) == [1, 2]
    file.add([2], [21], vector(0, 0, 1, 0))
    assert file.lacking([1, 2, 3], [10, 21, 30]) == [2]
    assert file.cosines(vector(0, 0, 1, 0)[0], [2], [21]) == [pytest.approx(1.0)]
    assert file.cosines(vector(0, 0, 1, 0)[0], [2], [20]) == [None]
    assert file.count == 2


def test_two_programs_add_to_one_file(tmp_path: Path) -> None:
    one, other = opened(tmp_path), opened(tmp_path)
    one.add([1], [1], vector(1, 0, 0, 0))
    other.add([2], [2], vector(0, 1, 0, 0))
    assert one.lacking([1, 2], [1, 2]) == other.lacking([1, 2], [1, 2]) == []
    one.set_stamp("all of it")
    assert opened(tmp_path).stamp == other.stamp == "all of it"


def test_half_a_record_is_written_over(tmp_path: Path) -> None:
    file = opened(tmp_path)
    file.add([1], [1], vector(1, 0, 0, 0))
    with file.path.open("ab") as handle:
        handle.write(b"half")
    again = opened(tmp_path)
    assert again.lacking([1], [1]) == []
    again.add([2], [2], vector(0, 1, 0, 0))
    assert opened(tmp_path).nearest(vector(0, 1, 0, 0)[0], 5) == [2, 1]


@pytest.mark.parametrize("data", [b"", b"short", b"x" * 500], ids=["empty", "short", "foreign"])
def test_a_file_that_is_not_ours_gives_way(tmp_path: Path, data: bytes) -> None:
    path = vectors_path(tmp_path, "project", "model")
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    file = opened(tmp_path)
    assert (file.count, file.stamp, file.nearest(vector(1, 0, 0, 0)[0], 5)) == (0, "", [])
    file.add([1], [1], vector(1, 0, 0, 0))
    assert opened(tmp_path).count == 1


def test_vectors_of_another_length_give_way(tmp_path: Path) -> None:
    opened(tmp_path).add([1], [1], vector(1, 0, 0, 0))
    assert VectorFile(vectors_path(tmp_path, "project", "model"), 2 * SIZE).count == 0


def test_among_very_many_claims_vectors_only_put_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = opened(tmp_path)
    file.add([1, 2], [1, 2], np.concatenate([vector(1, 0, 0, 0), vector(0, 1, 0, 0)]))
    monkeypatch.setattr(module, "SCANNED_CLAIMS", 1)
    assert file.nearest(vector(1, 0, 0, 0)[0], 5) == []
    assert file.cosines(vector(1, 0, 0, 0)[0], [1], [1]) == [pytest.approx(1.0)]
