"""Any two keepers open the recovery copy, none alone; a slip of the pen is found and named.

Planted faults, each seen red: a pair's key derived from one secret only, `keeper_of` that takes any sheet.
"""

import base64
import json
import random
from itertools import combinations

import pytest

from himaya.kernel import keyfile, recovery
from himaya.kernel.keyfile import CannotOpen
from himaya.kernel.recovery import Miscopied

pytestmark = [pytest.mark.capability("X1")]
FILES = {"kek-1.key": b"one\n", "kek-2.key": b"two\n", "index.key": b"root\n"}


@pytest.mark.parametrize("keepers", [3, 4, 9])
def test_every_pair_opens_the_copy_in_either_order(keepers: int) -> None:
    blob, secrets = recovery.make(FILES, keepers=keepers, sealed_home=False)
    sealed = recovery.read(blob)
    for one, other in combinations(range(keepers), 2):
        assert recovery.restore(sealed, secrets[one], secrets[other]) == FILES
        assert recovery.restore(sealed, secrets[other], secrets[one]) == FILES
        assert recovery.keeper_of(sealed, secrets[other]) == other + 1


def test_one_keeper_twice_or_with_a_guess_opens_nothing() -> None:
    blob, secrets = recovery.make(FILES, keepers=3, sealed_home=False)
    sealed = recovery.read(blob)
    with pytest.raises(Miscopied, match="same sheet twice"):
        recovery.restore(sealed, secrets[0], secrets[0])
    with pytest.raises(Miscopied, match="another ceremony"):
        recovery.restore(sealed, secrets[0], b"\x00" * recovery.SECRET_BYTES)
    salt = base64.b64decode(str(sealed.header["salt"]))
    pairs = sealed.header["pairs"]
    assert isinstance(pairs, dict)
    # What one keeper can compute alone: keys from their own secret with nothing, or with itself.
    own = secrets[0]
    for name, wrapped in pairs.items():
        blob_of_pair = base64.b64decode(wrapped)
        for guess in (recovery._pair_key(salt, own, own), recovery._pair_key(salt, own, b"")):
            with pytest.raises(recovery.InvalidTag):
                recovery.AESGCM(guess).decrypt(blob_of_pair[:12], blob_of_pair[12:], name.encode())


def test_the_copy_and_its_marks_hold_no_secret_in_clear() -> None:
    blob, secrets = recovery.make(FILES, keepers=3, sealed_home=True)
    for secret in [*secrets, *FILES.values()]:
        for form in (secret, secret.hex().encode(), base64.b64encode(secret)):
            assert form not in blob


def test_sheets_of_two_ceremonies_do_not_go_together() -> None:
    first, secrets = recovery.make(FILES, keepers=3, sealed_home=False)
    _second, others = recovery.make(FILES, keepers=3, sealed_home=False)
    with pytest.raises(Miscopied, match="another ceremony"):
        recovery.restore(recovery.read(first), secrets[0], others[1])


@pytest.mark.parametrize("keepers", [0, 2, 10])
def test_too_few_or_too_many_keepers_are_refused(keepers: int) -> None:
    with pytest.raises(CannotOpen, match="3 to 9 keepers"):
        recovery.make(FILES, keepers=keepers, sealed_home=False)


def test_a_passphrase_file_is_no_recovery_copy() -> None:
    header = keyfile.passphrase_header(keyfile.LEAST)
    with pytest.raises(CannotOpen, match="no recovery copy"):
        recovery.read(keyfile.seal(FILES, header=header, key=b"k" * 32))


@pytest.mark.parametrize("part", ["pairs", "salt", "keepers", "sealed_home"])
def test_a_copy_that_was_altered_with_its_digest_opens_nothing(part: str) -> None:
    blob, secrets = recovery.make(FILES, keepers=3, sealed_home=False)
    told = json.loads(blob)
    header = told["header"]
    if part == "pairs":
        header[part]["1-2"] = header[part]["1-3"]
    elif part == "keepers":
        header[part].reverse()
    else:
        header[part] = True if part == "sealed_home" else base64.b64encode(b"2" * 16).decode()
    nonce, body = base64.b64decode(told["nonce"]), base64.b64decode(told["body"])
    told["digest"] = keyfile._digest(header, nonce, body)
    with pytest.raises((CannotOpen, Miscopied)):
        recovery.restore(recovery.read(json.dumps(told).encode()), secrets[0], secrets[1])


def test_blocks_are_read_back_however_they_are_spaced_and_written() -> None:
    for seed in range(50):
        secret = random.Random(seed).randbytes(recovery.SECRET_BYTES)
        blocks = recovery.in_blocks(secret)
        assert len(blocks) == recovery.BLOCKS == 9
        assert recovery.from_blocks(" ".join(blocks)) == secret
        assert recovery.from_blocks("-".join(blocks).lower()) == secret
        assert recovery.from_blocks("".join(blocks).replace("0", "O").replace("1", "l")) == secret


def test_every_wrong_letter_is_found() -> None:
    secret = random.Random(6).randbytes(recovery.SECRET_BYTES)
    text = "".join(recovery.in_blocks(secret))
    named = 0
    for at, right in enumerate(text):
        for other in recovery.ALPHABET.replace(right, ""):
            with pytest.raises(Miscopied) as slip:
                recovery.from_blocks(text[:at] + other + text[at + 1 :])
            named += f"block {at // 5 + 1}." in str(slip.value)
    # The letter at the block's end names it in all but one case of thirty-two; the last block finds the rest.
    assert named > 0.94 * len(text) * 31


def test_blocks_that_changed_places_are_found() -> None:
    blocks = recovery.in_blocks(random.Random(7).randbytes(recovery.SECRET_BYTES))
    for one, other in combinations(range(len(blocks)), 2):
        swapped = list(blocks)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        with pytest.raises(Miscopied):
            recovery.from_blocks(" ".join(swapped))


@pytest.mark.parametrize(("typed", "said"), [("", "0 letters"), ("AB*", r"\*"), ("A" * 44, "44 letters")])
def test_what_cannot_be_a_sheet_is_told_so(typed: str, said: str) -> None:
    with pytest.raises(Miscopied, match=said):
        recovery.from_blocks(typed)
