"""The source screen, and forms that attach, quote, cite and record."""
