"""The rules, one file a subject: each has its table of rules and the functions that apply them."""
