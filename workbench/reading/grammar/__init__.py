"""Words of a sentence and their likely part of speech, for names, attribution and statements."""
