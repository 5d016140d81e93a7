"""What people learn before they work here, and how it is known that they did.

The promise of this room: a question rests on what was checked, a test measures knowledge and nobody's worth, and what
nobody adopted says so.
"""
