"""Estimates: how many were never seen by anybody, from how lists of those who were seen overlap.

Numbers in, numbers out: this room keeps nothing, names nobody and reads no case. It promises that an estimate never
comes alone: beside it stand what another method says, the lists, their overlaps and what the figure cannot carry.
Where no estimate exists it says why, and gives none.
"""
