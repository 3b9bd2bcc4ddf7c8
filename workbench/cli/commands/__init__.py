"""One module a command: ``HELP``, ``add_arguments`` and ``run``.

A module is imported only when its command is asked for, and imports what is heavy inside
``run``, so that help and mistakes answer at once.
"""
