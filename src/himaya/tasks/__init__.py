"""Who still has to do something, by when, and how they are told without anything being told to others.

The promise of this room: a task belongs to a desk or to somebody at it until it is closed; mail and calendar say that
something waits and nothing more; nobody is called at night for what can wait until the morning.
"""
