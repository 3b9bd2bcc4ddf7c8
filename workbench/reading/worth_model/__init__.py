"""How likely a fact-checker would want to check a sentence: a small trained model, as a number.

Here are the model's data file, its reader and its arithmetic, in the standard library alone. What
is not here: the reasons, which are found by rule in ``workbench.reading.worth``, and the training,
which is ``benchmarks/worth_training.py``.
"""

from workbench.reading.worth_model.scoring import THRESHOLD, score

__all__ = ["THRESHOLD", "score"]
