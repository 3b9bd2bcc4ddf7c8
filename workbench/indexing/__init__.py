"""The cache of matching: an index of claims in one file for each project, and pairs from it.

The file is no part of ``claims.db``, can be thrown away at any time and is then made again.
What two claims have to do with each other is decided in ``matching``.
"""

from workbench.indexing.claim_index import ClaimIndex, open_index

__all__ = ["ClaimIndex", "open_index"]
