"""From an address to text: loading files, telling encodings, and web addresses as keys."""
