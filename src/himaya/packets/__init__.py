"""What a partner abroad is told of a person who returns or arrives, and nothing else.

The promise of this room: each line is chosen, shown as it will be read and agreed to for this one packet; it is sealed
to the partner's key, signed, made while it is handed out and kept nowhere; silence and a no each have a way on.
"""
