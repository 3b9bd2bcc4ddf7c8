"""A project in a shared folder: files to which one computer each adds, read by all others.

Whatever a folder service does to these files (half of one, an old one, two of one, in any order),
every event is compared with its hash, and the log is a set; so nothing can come of it but that
something arrives later.
"""
