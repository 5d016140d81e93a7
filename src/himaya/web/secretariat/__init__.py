"""The secretariat's entrance: counts per desk, never a case.

Promise: no figure here can point to one person; what is hidden is said to be hidden.
Promise: every share stands beside its denominator, and no figure is about one worker.
"""
