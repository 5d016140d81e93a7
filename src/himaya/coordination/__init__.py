"""Round tables: how institutions that are used to working apart agree, and how what they agree binds.

Promise: only a mandate valid on the day of the meeting speaks or decides, and each institution has one voice.
Promise: quorum, decisions and minutes are frozen when they are made; what was not agreed comes back by itself.
Promise: no case, no protected person, nothing that could lead to one is kept in this room.
"""
