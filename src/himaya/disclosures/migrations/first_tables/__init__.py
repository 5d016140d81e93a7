"""The first tables of this room, a module for each part of it; `0001` makes them together (ADR 39)."""
