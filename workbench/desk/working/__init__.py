"""Work on claims: their words, who and when, tags, comments, questions, splitting and joining."""
