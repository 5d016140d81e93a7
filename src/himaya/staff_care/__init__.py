"""Care for those who work here: how much one carries, an offer to talk after a hard hour, supervision once a month.

The promise of this room: what somebody carries, is offered and answers is theirs alone; nobody is counted by name, and
nothing here is a duty.
"""
