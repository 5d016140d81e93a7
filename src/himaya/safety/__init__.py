"""How to reach a person without putting her in danger, and the plan she made for the bad day.

The promise of this room: whoever is about to write or call sees the hours, the way and the word first; the plan fits
on a page that says neither her name nor ours; her own copy is offered with what it may cost her to be found with it.
"""
