"""The guard: which proposals hold against the document. Pure, and independent of the model.

A statement holds when it is made of the words of the sentence that the model quoted, in their
order, with clean cuts only. ``words`` and ``spans`` find the quoted words, ``alignment`` sets
the statement against their sentence, and the rules follow: ``insertions`` (what is added),
``cuts`` (what is left out), ``figures`` (numbers, dates and names stay whole), ``force``
(negation, modality, who says it) and ``repeats``. ``check`` puts them together.
"""
