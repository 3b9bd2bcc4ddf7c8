"""The format ``averitec``: claims, labels, questions and answers."""
