"""Looks: themes, signs, columns, plots and how lines are broken."""
