"""The first tables of this room, in parts."""
