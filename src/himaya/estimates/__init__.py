"""Estimates: how many were never seen by anybody, from how lists of those who were seen overlap.

Numbers in, numbers out: this room keeps counts for a month, names nobody and reads no case. It promises that an
estimate never comes alone: beside it stand what other methods say, the lists, their overlaps and what it cannot carry.
Where no estimate exists it says why, and gives none.
"""
