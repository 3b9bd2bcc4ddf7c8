"""Forms about the words, work and talk on a claim."""
