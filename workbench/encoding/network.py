"""A BERT network, forwards only: the vector of a sentence is the mean of those of its pieces."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from workbench.encoding.weights import Numbers
from workbench.errors import EncoderUnusable

__all__ = ["Network"]

_SLIGHT: Final = np.float32(1e-9)


@dataclass(frozen=True, slots=True)
class _Layer:
    """One layer; what asks, what is asked and what is told are joined in one table."""

    asking: Numbers
    asking_shift: Numbers
    told: Numbers
    told_shift: Numbers
    told_norm: tuple[Numbers, Numbers]
    wide: Numbers
    wide_shift: Numbers
    narrow: Numbers
    narrow_shift: Numbers
    narrow_norm: tuple[Numbers, Numbers]


class Network:
    """The layers of a model, from its description and its weights."""

    def __init__(self, description: Mapping[str, Any], weights: Mapping[str, Numbers]) -> None:
        try:
            self.size = int(description["hidden_size"])
            self.heads = int(description["num_attention_heads"])
            self.longest = int(description["max_position_embeddings"])
            self._slight = float(description.get("layer_norm_eps", 1e-12))
            if description.get("hidden_act", "gelu") != "gelu" or self.size % self.heads:
                raise ValueError("another kind of network")
            bare = {name.removeprefix("bert."): each for name, each in weights.items()}
            self._words = bare["embeddings.word_embeddings.weight"]
            self._places = (
                bare["embeddings.position_embeddings.weight"]
                + bare["embeddings.token_type_embeddings.weight"][0]
            )
            self._norm = _norm_of(bare, "embeddings.LayerNorm")
            self._layers = [
                _layer(bare, f"encoder.layer.{at}.")
                for at in range(int(description["num_hidden_layers"]))
            ]
            self._check()
        except (KeyError, ValueError, TypeError, IndexError) as error:
            raise EncoderUnusable(
                f"the model is not a BERT encoder as expected ({error})"
            ) from error

    @property
    def pieces(self) -> int:
        """How many word pieces it knows."""
        return len(self._words)

    def vectors(self, rows: list[list[int]]) -> Numbers:
        """The vectors of sentences that are given as word pieces, each of length one."""
        lengths = [len(row) for row in rows]
        longest = max(lengths)
        numbers = np.zeros((len(rows), longest), dtype=np.int64)
        present = np.zeros((len(rows), longest), dtype=np.float32)
        for at, row in enumerate(rows):
            numbers[at, : len(row)] = row
            present[at, : len(row)] = 1
        flow = self._normed(self._words[numbers] + self._places[:longest], self._norm)
        hidden = (
            (1 - present)[:, None, None, :] * np.float32(-1e9) if min(lengths) < longest else None
        )
        for layer in self._layers:
            flow = self._passed(flow, layer, hidden)
        means = (flow * present[:, :, None]).sum(axis=1) / present.sum(axis=1, keepdims=True)
        lengths_of = np.sqrt((means * means).sum(axis=1, keepdims=True))
        found: Numbers = means / np.maximum(lengths_of, _SLIGHT)
        return found

    def _passed(self, flow: Numbers, layer: _Layer, hidden: Numbers | None) -> Numbers:
        rows, length, size = flow.shape
        width = size // self.heads
        asked = (flow.reshape(-1, size) @ layer.asking + layer.asking_shift).reshape(
            rows, length, 3, self.heads, width
        )
        query, key, value = (asked[:, :, part].transpose(0, 2, 1, 3) for part in range(3))
        drawn = query @ key.transpose(0, 1, 3, 2)
        drawn *= np.float32(1 / math.sqrt(width))
        if hidden is not None:
            drawn += hidden
        drawn -= drawn.max(axis=-1, keepdims=True)
        np.exp(drawn, out=drawn)
        drawn /= drawn.sum(axis=-1, keepdims=True)
        told = (drawn @ value).transpose(0, 2, 1, 3).reshape(-1, size)
        flat = flow.reshape(-1, size)
        flat = self._normed(flat + (told @ layer.told + layer.told_shift), layer.told_norm)
        wide = _gelu(flat @ layer.wide + layer.wide_shift)
        flat = self._normed(flat + (wide @ layer.narrow + layer.narrow_shift), layer.narrow_norm)
        return flat.reshape(rows, length, size)

    def _normed(self, flow: Numbers, norm: tuple[Numbers, Numbers]) -> Numbers:
        flow = flow - flow.mean(axis=-1, keepdims=True)
        spread = (flow * flow).mean(axis=-1, keepdims=True)
        flow /= np.sqrt(spread + np.float32(self._slight))
        flow *= norm[0]
        flow += norm[1]
        return flow

    def _check(self) -> None:
        """Send two pieces through: tables whose sizes do not fit each other end here."""
        if self.vectors([[0, 0]]).shape != (1, self.size) or len(self._places) < self.longest:
            raise ValueError("sizes that do not fit")


def _layer(weights: Mapping[str, Numbers], prefix: str) -> _Layer:
    parts = [f"{prefix}attention.self.{part}" for part in ("query", "key", "value")]
    told, wide, narrow = (
        f"{prefix}{part}"
        for part in ("attention.output.dense", "intermediate.dense", "output.dense")
    )
    return _Layer(
        np.ascontiguousarray(np.concatenate([weights[f"{part}.weight"] for part in parts]).T),
        np.concatenate([weights[f"{part}.bias"] for part in parts]),
        np.ascontiguousarray(weights[f"{told}.weight"].T),
        weights[f"{told}.bias"],
        _norm_of(weights, f"{prefix}attention.output.LayerNorm"),
        np.ascontiguousarray(weights[f"{wide}.weight"].T),
        weights[f"{wide}.bias"],
        np.ascontiguousarray(weights[f"{narrow}.weight"].T),
        weights[f"{narrow}.bias"],
        _norm_of(weights, f"{prefix}output.LayerNorm"),
    )


def _norm_of(weights: Mapping[str, Numbers], name: str) -> tuple[Numbers, Numbers]:
    return weights[f"{name}.weight"], weights[f"{name}.bias"]


_GELU: Final = tuple(
    np.float32(each) for each in (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)
)
_GELU_ROWS: Final = 16
_GELU_STEP: Final = np.float32(0.3275911 / math.sqrt(2))


def _gelu(flow: Numbers) -> Numbers:
    """Each x becomes ``x * P(X < x)`` of a normal X; a few rows at a time, for the cache."""
    for start in range(0, len(flow), _GELU_ROWS):
        part = flow[start : start + _GELU_ROWS]
        np.subtract(np.maximum(part, 0), _tail(part), out=part)
    return flow


def _tail(flow: Numbers) -> Numbers:
    """``|x| * P(X > |x|)`` by formula 7.1.26 of Abramowitz and Stegun, to a ten-millionth."""
    size = np.abs(flow)
    step = size * _GELU_STEP
    step += 1
    np.reciprocal(step, out=step)
    beyond = step * _GELU[4]
    for each in reversed(_GELU[:4]):
        beyond += each
        beyond *= step
    np.multiply(flow, flow, out=step)
    step *= np.float32(-0.5)
    np.exp(step, out=step)
    beyond *= step
    beyond *= size
    beyond *= np.float32(0.5)
    return beyond
