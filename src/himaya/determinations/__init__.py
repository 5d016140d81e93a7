"""The decision on a status, as it was taken by the body that the law or the mechanism names.

The promise of this room: no program and no desk decides; where no body is named there is no status; a decision has its
basis, reasons, day, the language in which it was told, and a way to have it looked at again; help waits for none of it.
"""
