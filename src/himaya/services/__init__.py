"""Who gives which service, where, when, to whom, and whether there is room today: the directory that people trust.

The promise of this room: what it shows is vetted until a day and says so; a place free this morning is not shown as
free tonight; men and boys are never forgotten by silence; and where nobody gives a service, that is counted.
"""
