"""OpenRosa XPath 1.0: expressions of forms, parsed once, evaluated often.

Written for verification on a server: linear in the length of an expression, bounded in depth, and without any
function that reads files, opens a network or loops without end. JavaRosa and rxeval are the oracles of its tests.
"""
