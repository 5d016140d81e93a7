"""Whether an institution keeps two files of one person: asked for, agreed by a second person, looked at one by one.

The promise of this room: identities are opened once for a search that two people wanted, in memory, and named in the
audit first; nobody is shown two people whom they may not read anyway; a merge moves nothing and can be undone.
"""
