"""The parts that screens are composed of. No SQL and no acts; they speak by messages."""
