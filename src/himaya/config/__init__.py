"""Wiring only: settings, addresses, entry points for servers.

This is the one room that may know every other. It decides nothing and holds no rule: a value that changes what
happens to a person belongs in `rules.py` or in `content/`, not here. Everything read from the environment is read
in this room, once, and a setting that would be unsafe stops the start with a sentence.
"""
