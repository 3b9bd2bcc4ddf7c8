"""A second process that reads the log and works out claims, while the first one writes the tables.

It helps where all tables are made anew from very many events and the computer has a second core.
It reads nothing but the log, writes nothing, and whatever becomes of it, the first one can go on
alone from where they are.
"""
