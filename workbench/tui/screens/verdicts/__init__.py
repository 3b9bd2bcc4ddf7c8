"""Forms in which verdicts are given, adjudicated and withdrawn."""
