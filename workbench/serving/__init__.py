"""The desk in a browser on this computer: a door with a key, a page, and a desk behind each page.

Nothing here knows claims. What is served is the program of the desk in a process of its own, whose
screen goes through a web socket to the terminal that textual-serve brings for the browser.
"""
