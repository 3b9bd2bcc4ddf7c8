"""The sample project that ships with the program."""
