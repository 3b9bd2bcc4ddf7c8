"""Reading the database of somebody else without trusting it.

The file is copied first; a large one that is to be merged may be read where it lies, if the system
keeps everybody from writing in it meanwhile. A child process with little memory, little time and
no further files opens it, compares its schema word for word, checks every hash, and passes on plain
bytes. What those bytes say is checked once more on this side, where nothing of the file's own code
has ever run.
"""
