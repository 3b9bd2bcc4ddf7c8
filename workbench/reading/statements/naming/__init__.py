"""Who or what somebody or something is said to be: offices, appositions, ages."""
