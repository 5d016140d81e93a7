"""Those we protect: who they are, how they may be reached safely, and tokens to find them again. Nothing else.

Promise: the name never shares a room with the story.
Promise: a name is looked up inside one institution only; nobody learns that a person is known elsewhere.
Promise: how a person wishes to be reached is read before any way of reaching them.
"""
