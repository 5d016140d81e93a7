"""In the room: the screen of the chair, positions, decisions, reservations."""
