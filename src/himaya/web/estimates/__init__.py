"""The entrance to estimates: a table of overlapping lists in, every method side by side out.

Promise: no figure stands here alone, and beside each stands what it cannot carry.
"""
