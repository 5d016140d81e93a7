"""Who belongs together: people of one event, children and those who look after them.

The promise of this room: a link opens nothing; each file goes on being seen by whoever may see it; whoever is suspected
stands in a register apart, which is off until a body with a legal basis switches it on.
"""
