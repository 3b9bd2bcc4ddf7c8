"""The desk: the list of claims, claim and article beside it, and what is done from there."""
