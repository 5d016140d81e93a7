"""What is done at once when somebody may take their life.

The promise of this room: one asks directly, acts and looks again within a day; nothing is added up and no level comes
out of it; the person is told what is shared and with whom.
"""
