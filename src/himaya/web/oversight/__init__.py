"""The entrance of the data protection officer: who read a file, when and for what; never what stands in it.

Promise: nothing sealed is opened here, and each look at the list of readers is itself written down.
"""
