"""What the words of a unit are asked: where a clause is, what a statement is put together from."""
