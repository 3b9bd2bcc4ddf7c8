"""Branches: what a statement still holds that the learnt joints show to be said apart.

Patterns by hand are asked first, each with its guards; what they refuse stays in a statement.
``held`` has the words of a statement and the joints in it, ``kinds`` which branches there are,
``taking`` takes them off one after the other. Each kind of branch is a module of its own, with
its own conditions: joints err, so the words are asked as well.
"""
