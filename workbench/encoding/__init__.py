"""Sentences as vectors, by a small language model that lies on this computer.

Optional: it needs numpy (the extra ``encoder``) and the files of a model, from a package that
carries them or a folder. Nothing is downloaded, and of a model nothing but its numbers is read.
Where numpy is not installed, only ``finding`` may be imported.
"""

import os

# One thread: several wait for each other wherever another program keeps a core busy, and take ten
# times as long for one sentence. It is read when numpy is first loaded, hence here.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
