"""Whose signature under the audit counts as this installation's: its key of today, and public keys of before.

After a loss of `audit.key` the seals that it signed are proven by its public line, which the institutions hold: it is
put beside the keys as `audit-….pub`. Whoever can write there holds the keys anyway.
"""

from himaya.kernel import keys, sealing, signed_note
from himaya.kernel.errors import Fault
from himaya.kernel.signed_note import PublicKey

FORMER = "audit-*.pub"


class NoLine(Fault):
    """A file of a former public key holds none. The sentence names it."""

    def __init__(self, name: str) -> None:
        self.sentence = f"{name} beside the keys holds no public line of an audit. Write it anew, or take it away."
        super().__init__(name)


def ours() -> list[PublicKey]:
    """Today's public key first. Raises KeyMissing and NoLine."""
    found = [signed_note.public_of(sealing.signing_key())]
    for file in sorted(keys.ring().directory.glob(FORMER)):
        try:
            found += [signed_note.read_key(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
        except (OSError, ValueError) as fault:
            raise NoLine(file.name) from fault
    return found
