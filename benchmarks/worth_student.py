"""The pupil: the small network that ships, learnt from the teachers and put into integers.

A vector of a word begins as a projection of the encoder's own vector of it, so that words which
ClaimBuster never uses mean something too; what a word turned out to mean for check-worthiness is
added. The arithmetic is that of ``workbench.reading.worth_model.network``, in floating point.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import torch
from safetensors.torch import load_file
from torch.nn.functional import binary_cross_entropy_with_logits, conv1d, embedding, layer_norm
from torch.nn.utils.rnn import pad_sequence
from worth_data import NO_FOLD, Sentences
from worth_teacher import ENCODER, WIDTH

from workbench.reading.worth_model import surface
from workbench.reading.worth_model.network import WINDOW, Parameters

DIMENSIONS: Final = 32
FILTERS: Final = 96
COMMON_WORDS: Final = 8_000  # of the encoder's own vocabulary, commonest first
RAREST_WORD: Final = 2
EPOCHS: Final = 8
BATCH: Final = 64
RATE: Final = 3e-3
WORD_RATE: Final = 1e-3
DECAY: Final = 0.01
WARM_UP: Final = 0.15
WORDS_HIDDEN: Final = 0.05
WORDS_UNKNOWN: Final = 0.04
LENGTH_JITTER: Final = 3.0
LABEL_SHARE: Final = 0.2
LESSON_SHARE: Final = 0.24
SUREST_LESSON: Final = 6.0
CLIPPED: Final = 0.9995
EXAMPLES: Final = {
    "<n,>": "1000",
    "<n.>": "5",
    "<n:>": "30",
    "<year>": "1990",
    "<n1>": "4",
    "<n2>": "40",
    "<n3>": "400",
    "<n4>": "4000",
}


@dataclass
class Batch:
    """Sentences as tensors: form (-1 if unknown), bucket, case, presence, length."""

    forms: Any
    buckets: Any
    cases: Any
    present: Any
    lengths: Any


class Pupil:
    """The network in floating point."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        torch.manual_seed(0)
        self.vocabulary = tuple(vocabulary)
        self.index = {form: index for index, form in enumerate(vocabulary)}
        self.encoder_vectors = encoder_vectors(vocabulary)
        self.projection = _learnt(torch.randn(WIDTH, DIMENSIONS) / math.sqrt(WIDTH))
        self.words = _learnt(torch.zeros(len(vocabulary), DIMENSIONS))
        self.buckets = _learnt(0.02 * torch.randn(surface.SUFFIX_BUCKETS, DIMENSIONS))
        self.cases = _learnt(torch.zeros(surface.CASES, DIMENSIONS))
        spread = 1 / math.sqrt(WINDOW * DIMENSIONS)
        self.filters = _learnt(spread * (2 * torch.rand(FILTERS, DIMENSIONS, WINDOW) - 1))
        self.biases = _learnt(spread * (2 * torch.rand(FILTERS) - 1))
        self.weights = _learnt((2 * torch.rand(FILTERS) - 1) / math.sqrt(FILTERS))
        self.length_weight = _learnt(torch.zeros(()))
        self.constant = _learnt(torch.zeros(()))

    def groups(self) -> list[dict[str, Any]]:
        """What is learnt, and how fast."""
        others = [value for value in vars(self).values() if getattr(value, "requires_grad", False)]
        return [
            {"params": [self.words], "lr": WORD_RATE, "weight_decay": 0.0},
            {
                "params": [value for value in others if value is not self.words],
                "lr": RATE,
                "weight_decay": DECAY,
            },
        ]

    def vectors(self) -> Any:
        """The vectors of all known forms."""
        return self.encoder_vectors @ self.projection + self.words

    def logits(self, batch: Batch, *, learning: bool) -> Any:
        """The log odds of a batch."""
        forms, present = batch.forms, batch.present[..., None]
        if learning:
            unknown = (torch.rand(forms.shape) < WORDS_UNKNOWN) & (batch.buckets > 0)
            forms = torch.where(unknown, -1, forms)
            present = present * (torch.rand(forms.shape) > WORDS_HIDDEN)[..., None]
        here, places = forms.clamp(min=0).unique(return_inverse=True)
        near = self.encoder_vectors[here] @ self.projection + embedding(here, self.words)
        known = (forms >= 0)[..., None]
        vectors = torch.where(
            known, embedding(places, near), embedding(batch.buckets, self.buckets)
        )
        read = (vectors + self.cases[batch.cases]) * present
        answers = conv1d(read.transpose(1, 2), self.filters, self.biases, padding=WINDOW // 2)
        answers = answers.masked_fill(~batch.present[:, None, :], -1e4).amax(2).relu()
        return answers @ self.weights + self.length_weight * batch.lengths + self.constant

    def read(self, text: str) -> tuple[Any, Any, Any]:
        """One sentence: its forms, buckets and cases."""
        written = surface.tokens(text)
        written[:1] = map(surface.opening_form, written[:1])
        known = [surface.known_form(token) for token in written]
        cases = [surface.letter_case(token) for token in written]
        return (
            torch.tensor([self.index.get(form, -1) for form in known], dtype=torch.long),
            torch.tensor([surface.suffix_bucket(form) for form in known], dtype=torch.long),
            torch.tensor(cases, dtype=torch.long),
        )


def learn(
    sentences: Sentences,
    indices: Sequence[int],
    lessons: dict[int, float],
    practice: Sequence[tuple[str, float]],
) -> Parameters:
    """A pupil that learnt from labels, and from its teachers' lessons on these and on practice."""
    taught = [i for i in indices if i in lessons and surface.tokens(sentences.texts[i])]
    practised = [(text, logit) for text, logit in practice if surface.tokens(text)]
    pupil = Pupil(vocabulary_of([sentences.texts[i] for i in taught]))
    texts = [sentences.texts[i] for i in taught] + [text for text, _ in practised]
    read = [pupil.read(text) for text in texts]
    lengths = torch.tensor([float(len(own[0])) for own in read])
    blank = [0.0] * len(practised)
    gold = torch.tensor([float(sentences.gold[i]) for i in taught] + blank)
    weights = torch.tensor([sentences.weights[i] for i in taught] + blank)
    lesson = torch.tensor([lessons[i] for i in taught] + [logit for _, logit in practised])
    lesson = lesson.clamp(-SUREST_LESSON, SUREST_LESSON)
    groups = pupil.groups()
    optimizer = torch.optim.AdamW(groups)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        [group["lr"] for group in groups],
        total_steps=EPOCHS * math.ceil(len(read) / BATCH),
        pct_start=WARM_UP,
    )
    for _ in range(EPOCHS):
        near = torch.argsort(lengths + LENGTH_JITTER * torch.randn(len(read)))
        batches = near.split(BATCH)
        for number in torch.randperm(len(batches)).tolist():
            places = batches[number]
            logits = pupil.logits(pack([read[place] for place in places.tolist()]), learning=True)
            labels = binary_cross_entropy_with_logits(logits, gold[places], weights[places])
            loss = LABEL_SHARE * labels + LESSON_SHARE * (logits - lesson[places]).square().mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    own = [place for place, index in enumerate(taught) if sentences.folds[index] != NO_FOLD]
    return in_integers(pupil, *calibration(lesson[own], gold[own]))


def pack(read: Sequence[tuple[Any, Any, Any]]) -> Batch:
    """Sentences of unlike length in one batch."""
    forms, buckets, cases = (
        pad_sequence(list(column), batch_first=True) for column in zip(*read, strict=True)
    )
    lengths = torch.tensor([len(own[0]) for own in read])
    present = torch.arange(forms.shape[1])[None, :] < lengths[:, None]
    return Batch(forms, buckets, cases, present, lengths.clamp(max=50) / 25)


def vocabulary_of(texts: Iterable[str]) -> list[str]:
    """The forms that get a vector of their own: those used here, and common English words."""
    used = Counter(
        form
        for text in texts
        for form in dict.fromkeys(map(surface.known_form, surface.tokens(text)))
    )
    pieces = (ENCODER / "vocab.txt").read_text("utf-8").split("\n")
    common = [p for p in pieces if p.isascii() and p.isalpha() and len(p) > 1][:COMMON_WORDS]
    return sorted({form for form, count in used.items() if count >= RAREST_WORD} | set(common))


def encoder_vectors(vocabulary: Sequence[str]) -> Any:
    """The encoder's vector of every form: the mean over its pieces."""
    pieces = (ENCODER / "vocab.txt").read_text("utf-8").split("\n")
    number = {piece: index for index, piece in enumerate(pieces)}
    table = load_file(ENCODER / "model.safetensors")["embeddings.word_embeddings.weight"]
    table = layer_norm(table.float(), (WIDTH,))
    return torch.stack([table[_pieces(form, number)].mean(0) for form in vocabulary])


def _pieces(form: str, number: dict[str, int]) -> list[int]:
    found: list[int] = []
    for part in re.findall(r"\w+|[^\w\s]", EXAMPLES.get(form, form)):
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = part[start:end] if start == 0 else "##" + part[start:end]
                if piece in number:
                    found.append(number[piece])
                    start = end
                    break
            else:
                start += 1
    return found or [number["[UNK]"]]


def calibration(lesson: Any, gold: Any) -> tuple[float, float]:
    """Slope and offset that make log odds of teachers, who never saw the labels, probabilities."""
    slope = torch.ones((), dtype=torch.float64, requires_grad=True)
    offset = torch.zeros((), dtype=torch.float64, requires_grad=True)
    search = torch.optim.LBFGS([slope, offset], max_iter=100)
    lesson, gold = lesson.double(), gold.double()

    def closure() -> Any:
        search.zero_grad()
        loss = binary_cross_entropy_with_logits(slope * lesson + offset, gold)
        loss.backward()
        return loss

    search.step(closure)
    return slope.item(), offset.item()


def in_integers(pupil: Pupil, slope: float, offset: float) -> Parameters:
    """The pupil as it ships: vectors and filters in signed bytes, the answers calibrated."""
    with torch.no_grad():
        vectors = pupil.vectors()
        scale = torch.cat([vectors, pupil.buckets]).abs().quantile(CLIPPED, dim=0) / 127
        filters = pupil.filters * scale[None, :, None]
        unit = filters.abs().amax((1, 2)) / 127
        rows = (filters / unit[:, None, None]).permute(1, 2, 0)
        return Parameters(
            dimensions=DIMENSIONS,
            filters=FILTERS,
            vocabulary=pupil.vocabulary,
            forms=_signed_bytes(vectors / scale),
            buckets=_signed_bytes(pupil.buckets / scale),
            cases=_signed_bytes(pupil.cases / scale),
            filter_rows=_signed_bytes(rows),
            filter_biases=tuple((pupil.biases / unit).round().int().tolist()),
            weights=tuple((slope * pupil.weights * unit).double().tolist()),
            length_weight=slope * pupil.length_weight.item(),
            constant=slope * pupil.constant.item() + offset,
        )


def _learnt(start: Any) -> Any:
    return start.requires_grad_(requires_grad=True)


def _signed_bytes(values: Any) -> bytes:
    rounded = values.round().clamp(-127, 127).to(torch.int8)
    return bytes(rounded.contiguous().numpy().tobytes())
