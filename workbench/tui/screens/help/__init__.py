"""Help, tour, jump mode, sheets to read, and how far the project is."""
