"""What runs in the child process: the parsers, and all that handles a page before it is text.

trafilatura, lxml and pypdfium2 are imported in here and nowhere else, and the rest of the program
imports nothing from here.
"""
