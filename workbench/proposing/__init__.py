"""Claims proposed by a language model that the user runs or rents; off unless they set it up.

The model may add claims and never changes what the reader found. Whatever it says is checked
word by word against the document (``guard``) and is otherwise rejected with the reasons.
Nothing is stored here; the desk decides what to keep.
"""
