"""A letter that a person may carry, if she wants one after hearing what it may cost her.

The promise of this room: the title says nothing, the letter opens to whoever knows her phrase, anybody can verify it
without asking us, a desk that signs in also sees whether it was taken back, and nobody learns where it was shown.
"""
