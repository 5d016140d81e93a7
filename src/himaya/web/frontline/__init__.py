"""The first line: somebody is worried about someone, learns what to do now, and may hand over.

Promise: no account is needed, and nothing is stored, logged or cached before the person refuses (a count) or the
worker sends (one verb, after signing in). Everything travels in the page, encrypted; see `token`.
Promise: it works without JavaScript, and every page can be left at once.
"""
