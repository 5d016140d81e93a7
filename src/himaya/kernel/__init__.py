"""What every room stands on: who acts, one unit of change, sealed fields, the audit, the outbox.

Promise: no plaintext outside an `Access`, and the audit row is committed before it is shown.
Promise: a change, its audit row and what follows from it are saved together or not at all.
Promise: a refusal is a sentence that says what to do, never a traceback.
"""
