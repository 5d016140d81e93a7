"""Several institutions talk about one person, for a short time and about as little as protects her.

The promise of this room: protection first and without police; justice only if she agrees; each item says who may hear
it and on what that rests; health speaks of what she can do, not of what she has; the minutes stay in the case.
"""
