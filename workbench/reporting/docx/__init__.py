"""The format ``docx``: a Word document."""
