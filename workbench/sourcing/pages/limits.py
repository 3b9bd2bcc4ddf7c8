"""What reading one page may cost."""

from dataclasses import dataclass
from typing import Final

PDF_TIMES: Final = 3
"""How much longer than a web page a PDF may take."""
MAX_BODY_BYTES: Final = 64 * 1024 * 1024
MAX_ANSWER_BYTES: Final = 256 * 1024 * 1024
MAX_HEADER_BYTES: Final = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class PageLimits:
    """Time, memory and age of a child process.

    ``seconds`` is for one page once its parsers are loaded, as wall time and as processor time;
    a PDF, whose pages are many, has ``PDF_TIMES`` as much. ``start_seconds`` is for starting the
    process and loading them. After ``pages_per_process`` pages, or once it has held
    ``worn_bytes``, a process is replaced.
    """

    seconds: float = 10.0
    start_seconds: float = 60.0
    memory_bytes: int = 1024 * 1024 * 1024
    worn_bytes: int = 600 * 1024 * 1024
    pages_per_process: int = 200
