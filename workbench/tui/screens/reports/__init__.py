"""Screens that write reports and check them."""
