"""Which claims may hold some letters in a row: a cache file with every three letters of each text.

It only narrows: what it names is looked at again, so that a text which has changed since is found
by its present words. The file is made again where it is missing, damaged or of another version.
"""

from workbench.substrings.index import SubstringIndex, index_path

__all__ = ["SubstringIndex", "index_path"]
