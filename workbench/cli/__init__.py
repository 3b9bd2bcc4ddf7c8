"""The command line: thin commands over the desk. Data goes to stdout, words to stderr."""
