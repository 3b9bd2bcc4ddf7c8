"""Texts become vectors as a plain calculation says, and broken models are refused in one line."""

import json
import math
import random
from pathlib import Path

import pytest

from tests.encoding.tiny_model import MARKS, Table, one_of, write_model
from workbench.encoding.finding import INSTALL, model_folder, what_is_missing
from workbench.errors import EncoderUnusable

pytest.importorskip("numpy", reason="the extra 'encoder' (numpy) is not installed")

from workbench.encoding.encoder import Encoder
from workbench.encoding.pieces import Pieces

SIZE, WIDE, HEADS = 8, 16, 2
Row = list[float]


def some_layer(chance: random.Random) -> dict[str, Table]:
    """A layer of small random numbers."""

    def table(*shape: int) -> Table:
        return list(shape), [chance.gauss(0, 0.4) for _ in range(math.prod(shape))]

    layer: dict[str, Table] = {}
    for part in ("query", "key", "value"):
        layer[f"attention.self.{part}.weight"] = table(SIZE, SIZE)
        layer[f"attention.self.{part}.bias"] = table(SIZE)
    for part, shape in (
        ("attention.output.dense", (SIZE, SIZE)),
        ("intermediate.dense", (WIDE, SIZE)),
        ("output.dense", (SIZE, WIDE)),
    ):
        layer[f"{part}.weight"], layer[f"{part}.bias"] = table(*shape), table(shape[0])
    for part in ("attention.output.LayerNorm", "output.LayerNorm"):
        layer[f"{part}.weight"], layer[f"{part}.bias"] = table(SIZE), table(SIZE)
    return layer


def by_hand(rows: list[Row], layers: list[dict[str, Table]]) -> Row:
    """What a BERT network makes of pieces, one number at a time."""

    def normed(row: Row, weight: Row, bias: Row) -> Row:
        mean = sum(row) / SIZE
        spread = math.sqrt(sum((one - mean) ** 2 for one in row) / SIZE + 1e-12)
        return [(x - mean) / spread * w + b for x, w, b in zip(row, weight, bias, strict=True)]

    def dense(row: Row, layer: dict[str, Table], name: str) -> Row:
        (out, into), numbers = layer[f"{name}.weight"]
        bias = layer[f"{name}.bias"][1]
        return [
            sum(numbers[at * into + one] * row[one] for one in range(into)) + bias[at]
            for at in range(out)
        ]

    def plus(one: Row, other: Row, layer: dict[str, Table], name: str) -> Row:
        both = [x + y for x, y in zip(one, other, strict=True)]
        return normed(both, layer[f"{name}.weight"][1], layer[f"{name}.bias"][1])

    flow = [normed(row, [1.0] * SIZE, [0.0] * SIZE) for row in rows]
    width = SIZE // HEADS
    for layer in layers:
        asked, keys, values = (
            [dense(row, layer, f"attention.self.{part}") for row in flow]
            for part in ("query", "key", "value")
        )
        told: list[Row] = []
        for query in asked:
            row: Row = []
            for head in range(HEADS):
                part = slice(head * width, (head + 1) * width)
                drawn = [
                    math.exp(
                        sum(x * y for x, y in zip(query[part], key[part], strict=True))
                        / math.sqrt(width)
                    )
                    for key in keys
                ]
                row += [
                    sum(d * value[part][at] for d, value in zip(drawn, values, strict=True))
                    / sum(drawn)
                    for at in range(width)
                ]
            told.append(row)
        after: list[Row] = []
        for row, said in zip(flow, told, strict=True):
            one = plus(
                row,
                dense(said, layer, "attention.output.dense"),
                layer,
                "attention.output.LayerNorm",
            )
            wide = [
                x * 0.5 * (1 + math.erf(x / math.sqrt(2)))
                for x in dense(one, layer, "intermediate.dense")
            ]
            after.append(plus(one, dense(wide, layer, "output.dense"), layer, "output.LayerNorm"))
        flow = after
    mean = [sum(row[at] for row in flow) / len(flow) for at in range(SIZE)]
    length = math.sqrt(sum(one * one for one in mean))
    return [one / length for one in mean]


def test_vectors_are_those_of_a_plain_calculation_in_any_company(tmp_path: Path) -> None:
    chance = random.Random(5)
    words = {name: [chance.gauss(0, 1) for _ in range(SIZE)] for name in ("a", "b", "c", "d")}
    layers = [some_layer(chance) for _ in range(2)]
    encoder = Encoder(write_model(tmp_path, words, layers, heads=HEADS))
    end = [0.0] * SIZE
    texts = ["a b c", "d", "b a d c a b c d a", "c c"]
    found = encoder.vectors(texts)
    for text, vector in zip(texts, found.tolist(), strict=True):
        wanted = by_hand([end, *(words[word] for word in text.split()), end], layers)
        assert vector == pytest.approx(wanted, abs=1e-5)
        assert encoder.vectors([text]).tolist()[0] == pytest.approx(vector, abs=1e-5)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Troops deployed", "troop ##s deploy ##ed"),
        ("TROOPS,deploy!", "troop ##s , deploy [UNK]"),
        ("déploy", "deploy"),
        ("troopers", "[UNK]"),
        ("de\u200bploy\u00a0troop", "deploy troop"),
        ("\u65e5troop", "[UNK] troop"),
        ("x" * 101, "[UNK]"),
        ("", ""),
    ],
)
def test_words_are_covered_by_their_longest_pieces(tmp_path: Path, text: str, pieces: str) -> None:
    known = [*MARKS, "troop", "##s", "deploy", "##ed", ","]
    (tmp_path / "vocab.txt").write_text("\n".join(known))
    numbers = Pieces(tmp_path / "vocab.txt").numbers(text, 64)
    assert [known[one] for one in numbers] == ["[CLS]", *pieces.split(), "[SEP]"]


def test_a_text_without_end_is_cut(tmp_path: Path) -> None:
    encoder = Encoder(write_model(tmp_path, {"a": one_of(0), "b": one_of(1)}))
    long = encoder.vectors(["a " * 100_000 + "b"])
    assert long.tolist()[0] == pytest.approx(encoder.vectors(["a " * 62]).tolist()[0])


def test_models_are_told_apart_by_their_numbers(tmp_path: Path) -> None:
    one = Encoder(write_model(tmp_path / "one", {"a": one_of(0)}))
    same = Encoder(write_model(tmp_path / "same", {"a": one_of(0)}))
    other = Encoder(write_model(tmp_path / "other", {"a": one_of(1)}))
    assert one.name == same.name != other.name


def test_a_model_that_is_not_whole_is_refused_in_one_line(tmp_path: Path) -> None:
    def broken(name: str, data: bytes) -> Path:
        folder = write_model(tmp_path / f"broken-{len(list(tmp_path.iterdir()))}", {"a": one_of(0)})
        (folder / name).write_bytes(data)
        return folder

    weights = (write_model(tmp_path / "whole", {"a": one_of(0)}) / "model.safetensors").read_bytes()
    description = json.loads((tmp_path / "whole" / "config.json").read_text())
    for folder in (
        broken("model.safetensors", weights[:-5]),
        broken("model.safetensors", b"\xff" * 64),
        broken("model.safetensors", weights[:40]),
        broken("config.json", b"[]"),
        broken("config.json", b"{"),
        broken("config.json", json.dumps(description | {"num_hidden_layers": 3}).encode()),
        broken("config.json", json.dumps(description | {"hidden_act": "relu"}).encode()),
        broken("vocab.txt", b"\xff\xfe"),
        broken("vocab.txt", b"no marks"),
        broken("vocab.txt", "\n".join([*MARKS, "a", "b", "c"]).encode()),
    ):
        with pytest.raises(EncoderUnusable) as refused:
            Encoder(folder)
        assert "\n" not in str(refused.value)


def test_without_a_model_it_says_how_to_get_one(tmp_path: Path) -> None:
    assert "encoder.folder" in (what_is_missing(str(tmp_path)) or "")
    with pytest.raises(EncoderUnusable, match="encoder"):
        model_folder(str(tmp_path))
    folder = write_model(tmp_path / "model", {"a": one_of(0)})
    assert what_is_missing(str(folder)) is None
    assert model_folder(str(folder)) == folder
    assert what_is_missing() is None or INSTALL in str(what_is_missing())
