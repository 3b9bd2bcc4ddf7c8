"""Reading the database of somebody else without trusting it.

The file is copied first and never opened where it lies. A child process with little memory,
little time and no further files opens the copy, compares its schema word for word, checks every
hash, and passes on plain bytes. What those bytes say is checked once more on this side, where
nothing of the file's own code has ever run.
"""
