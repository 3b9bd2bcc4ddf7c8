"""A model of a few numbers in the very files of a large one, written by the tests themselves."""

import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

Table = tuple[list[int], list[float]]
MARKS: Final = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")


def write_weights(path: Path, tables: Mapping[str, Table]) -> None:
    """A file of weights: each table as its shape and its numbers."""
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    body = b""
    for name, (shape, numbers) in tables.items():
        raw = struct.pack(f"<{len(numbers)}f", *numbers)
        header[name] = {
            "dtype": "F32",
            "shape": shape,
            "data_offsets": [len(body), len(body) + len(raw)],
        }
        body += raw
    told = json.dumps(header).encode()
    path.write_bytes(len(told).to_bytes(8, "little") + told + body)


def write_model(
    folder: Path,
    words: Mapping[str, Sequence[float]],
    layers: Sequence[Mapping[str, Table]] = (),
    *,
    heads: int = 1,
    size: int = 8,
) -> Path:
    """A model whose pieces have the given vectors; without layers it takes their mean."""
    folder.mkdir(parents=True, exist_ok=True)
    pieces = [*MARKS, *words]
    flat = [0.0] * size * len(MARKS) + [one for vector in words.values() for one in vector]
    tables: dict[str, Table] = {
        "embeddings.word_embeddings.weight": ([len(pieces), size], flat),
        "embeddings.position_embeddings.weight": ([64, size], [0.0] * 64 * size),
        "embeddings.token_type_embeddings.weight": ([2, size], [0.0] * 2 * size),
        "embeddings.LayerNorm.weight": ([size], [1.0] * size),
        "embeddings.LayerNorm.bias": ([size], [0.0] * size),
    }
    for at, layer in enumerate(layers):
        tables |= {f"encoder.layer.{at}.{name}": table for name, table in layer.items()}
    write_weights(folder / "model.safetensors", tables)
    (folder / "vocab.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    description = {
        "hidden_size": size,
        "num_attention_heads": heads,
        "num_hidden_layers": len(layers),
        "max_position_embeddings": 64,
        "layer_norm_eps": 1e-12,
        "hidden_act": "gelu",
    }
    (folder / "config.json").write_text(json.dumps(description))
    return folder


def one_of(at: int, size: int = 8) -> list[float]:
    """A vector that points in a direction of its own."""
    return [4.0 if each == at else 0.0 for each in range(size)]
