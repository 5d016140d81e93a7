"""Whether this installation may hold real people's data, and whether it may leave: the register behind both answers.

The promise of this room: each institution answers for its own files. Its data protection officer writes, a second
person of the same institution confirms; until all is there, or a named person signs an override with an end, no real
identity is stored. Nothing goes abroad without an authorisation number, and no override opens that door.
"""
