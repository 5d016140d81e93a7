"""What may threaten a person, domain by domain, how it changes, and what was agreed to do about it.

The promise of this room: what nobody asked is never low; the worst counts and no average; her own view stands beside
the worker's and is written over by nobody; a level calls for a date and for help, and never for a judgement on her.
"""
