"""Whose signature under the audit counts as this installation's: its key of today, and public keys of before.

After a loss of `audit.key` the seals that it signed are proven by its public line, which the institutions hold: it is
put beside the keys as `audit-….pub`. Whoever can write there holds the keys anyway.
"""

from himaya.kernel import keys, sealing, signed_note
from himaya.kernel.keyfile import CannotOpen
from himaya.kernel.signed_note import PublicKey

FORMER = "audit-*.pub"


def ours() -> list[PublicKey]:
    """Today's public key first. Raises KeyMissing, and CannotOpen for a file without such a line."""
    found = [signed_note.public_of(sealing.signing_key())]
    for file in sorted(keys.ring().directory.glob(FORMER)):
        try:
            found += [signed_note.read_key(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
        except (OSError, ValueError) as fault:
            raise CannotOpen(
                f"{file.name} beside the keys holds no public line of an audit. Write it anew, or take it away."
            ) from fault
    return found
