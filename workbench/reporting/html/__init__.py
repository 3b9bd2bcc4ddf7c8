"""The report as one HTML file that a publisher can put on the web as it is.

It runs no script and fetches nothing: the policy in its head forbids both. The words of the page
are in templates/, which a folder of the user's can replace one by one.
"""
