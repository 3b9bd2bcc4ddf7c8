"""What fills the terminal: the desk, its forms, and the sheets that open over it."""
