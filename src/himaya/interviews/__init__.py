"""A trained person listens, once, and what was said is written down briefly and never judged.

The promise of this room: nobody is questioned before she is alone, safe and told where her words may go; she may leave
out anything, pause, stop and come back; what is written is short, is kept with its case, and is not a statement.
"""
