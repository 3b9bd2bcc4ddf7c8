"""What a reviewer can do: one function an act, used by the command line and the screens alike.

Nothing here draws, prints or parses arguments, and nothing here knows SQL.
"""
