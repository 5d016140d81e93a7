"""The entrance for people with a browser: one folder per desk. It translates and decides nothing.

Promise: every page works as a plain form post; htmx only saves a reload.
Promise: no name, address or case content in a URL, a title or a log.
"""
