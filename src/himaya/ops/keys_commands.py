"""`himaya keys …`: making, sealing, turning, retiring, splitting and restoring the master keys."""

import argparse
import shlex
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from himaya.kernel import epochs, keys, recovery, steady, unlocked
from himaya.kernel.actor import SYSTEM
from himaya.kernel.keyfile import CannotOpen
from himaya.kernel.unit import unit
from himaya.ops import ceremony, keys_drill, passphrases, store, turning
from himaya.ops.subcommands import Say, Words, group, word

# What these commands raise with a sentence for the operator.
REASONS = (CannotOpen, passphrases.NoPassphrase, ceremony.NotHeld)
SECONDS_BETWEEN = 0.5
INTERRUPTED = 130


def add(commands: Words, say: Say) -> None:
    """The words after `himaya keys`."""
    keys_of = group(commands, "keys")

    def command(name: str, handler: Callable[[argparse.Namespace, Say], int]) -> argparse.ArgumentParser:
        return word(keys_of, name, lambda parsed: handler(parsed, say))

    command("create", _create).add_argument("--passphrase", action="store_true")
    command("passphrase", _passphrase)
    command("list", _list)
    command("add-epoch", _add_epoch)
    command("rotate", _rotate).add_argument("--restarted", action="store_true")
    retiring = command("retire", _retire)
    retiring.add_argument("epoch", type=int)
    retiring.add_argument("--reason", required=True, choices=epochs.REASONS)
    retiring.add_argument("--clock-is-right", action="store_true", help="you compared it; the audit keeps that you did")
    holding = command("ceremony", _ceremony)
    holding.add_argument("--output", type=Path, required=True)
    holding.add_argument("--keepers", type=int, default=recovery.FEWEST)
    holding.add_argument("--print-with", default="", metavar="COMMAND")
    command("restore", _restore).add_argument("folder", type=Path)
    command("drill", lambda _, say: keys_drill.run(say))


def _place() -> Path:
    return Path(settings.HIMAYA_KEYS)


def _create(parsed: argparse.Namespace, say: Say) -> int:
    names = _names_to_make()
    if parsed.passphrase and not unlocked.is_sealed(_place()):
        if keys.at(_place()).names():
            raise ceremony.NotHeld("There are keys already. `himaya keys passphrase` puts them under a passphrase.")
        keys.create_sealed(_place(), passphrases.new(_place()))
    else:
        keys.create(_place(), names)
    say(f"Keys stand in {settings.HIMAYA_KEYS}. Next: `himaya keys ceremony`, so that they can be lost and restored.")
    return 0


def _names_to_make() -> tuple[str, ...]:
    """All of a new store's; of one that has records only what may be another than before."""
    if unlocked.is_sealed(_place()) or not store.has_records():
        return keys.FIRST
    found = keys.at(_place())
    if not found.epochs() or "index.key" not in found.names():
        raise ceremony.NotHeld(
            f"There is a store with records, and its keys are not in {_place()}: new ones would open none of them. "
            "Put its own keys in place (is their volume mounted, is HIMAYA_KEYS right?), or restore them: `himaya keys "
            "restore`. Nothing was made."
        )
    return keys.AGAIN


def _passphrase(_: argparse.Namespace, say: Say) -> int:
    keys.at(_place()).current_epoch()
    keys.seal(_place(), passphrases.new(_place()))
    say("The keys are under the new passphrase. Without it only a ceremony's copy opens them.")
    say("Copies of the key directory that were made before still open the old way: destroy them.")
    return 0


def _list(_: argparse.Namespace, say: Say) -> int:
    store.check_stamp()
    for epoch in epochs.listed():
        if epoch.newest:
            what = "newest, wraps every new key"
        elif epoch.wraps:
            what = "`himaya keys rotate` is not finished"
        elif epoch.until:
            what = f"may be retired from {epoch.until.isoformat()}"
        else:
            what = "no rotation on record"
        say(f"epoch {epoch.number}: wraps {epoch.wraps} data keys; {what}")
    return 0


def _add_epoch(_: argparse.Namespace, say: Say) -> int:
    number = keys.add_epoch(_place())
    if unlocked.is_sealed(_place()):
        say(f"Epoch {number} made. Next: restart Himaya, so that it knows it; then `himaya keys rotate --restarted`.")
    else:
        say(f"Epoch {number} made. Next: `himaya keys rotate`.")
    say("The ceremony's copy does not hold it yet: hold a new ceremony.")
    return 0


def _rotate(parsed: argparse.Namespace, say: Say) -> int:
    store.check_keys()
    store.check_stamp()
    try:
        done = turning.turn(restarted=parsed.restarted, again="himaya keys rotate", progress=_now_and_then(say))
    except KeyboardInterrupt:
        say("Stopped. Every record stays readable; run it again to go on.")
        return INTERRUPTED
    say(f"{done} keys are wrapped anew. Every record stays readable.")
    return 0


def _now_and_then(say: Say) -> Callable[[int, int], None]:
    last = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal last
        if done >= total or time.monotonic() - last >= SECONDS_BETWEEN:
            last = time.monotonic()
            say(f"{done} of {total}")

    return tell


def _retire(parsed: argparse.Namespace, say: Say) -> int:
    store.check_keys()
    store.check_stamp()
    if parsed.clock_is_right:
        steady.confirm(by=SYSTEM)
    file = _place() / f"kek-{parsed.epoch}.key"
    if passphrases.is_credential(file) and file.exists():
        epochs.check_retire(parsed.epoch)
        raise ceremony.NotHeld(
            f"Nothing needs epoch {parsed.epoch} any more, but systemd holds its key. Destroy the encrypted credential "
            f"{file.name}, take its line out of the unit, restart, and run this again: it then stands in the audit."
        )
    epochs.retire(parsed.epoch, reason=parsed.reason, by=SYSTEM)
    say(f"The master key of epoch {parsed.epoch} is destroyed here.")
    say("Older copies of the key directory and of ceremonies still hold it: hold a new ceremony, destroy the old ones.")
    return 0


def _ceremony(parsed: argparse.Namespace, say: Say) -> int:
    store.check_keys()
    ceremony.apart(parsed.output, Path(settings.HIMAYA_HOME))
    table = ceremony.on_terminal(say, tuple(shlex.split(parsed.print_with)))
    try:
        copy = ceremony.hold(
            keys.contents(_place()),
            keepers=parsed.keepers,
            sealed_home=unlocked.is_sealed(_place()),
            output=parsed.output,
            table=table,
        )
    except (EOFError, KeyboardInterrupt):
        say("\nStopped. Nothing was written: the sheets of this ceremony open nothing, burn them.")
        return INTERRUPTED
    say(f"The copy stands in {copy}. Keep it apart from the sheets and from the data; a second medium does no harm.")
    _note("keys.ceremony_held", code=f"2of{parsed.keepers}")
    return 0


def _restore(parsed: argparse.Namespace, say: Say) -> int:
    sealed = ceremony.read(parsed.folder)
    if unlocked.is_sealed(_place()) or any(_place().glob("kek-*.key")):
        raise ceremony.NotHeld(f"{_place()} holds keys. Move them away first; nothing was changed.")
    try:
        files = ceremony.gather(sealed, ceremony.on_terminal(say))
    except (EOFError, KeyboardInterrupt):
        say("\nStopped. Nothing was restored.")
        return INTERRUPTED
    if sealed.header.get("sealed_home"):
        say("These keys lived under a passphrase. Give them a new one.")
        _place().mkdir(parents=True, exist_ok=True, mode=0o700)
        unlocked.seal_new(_place(), files, passphrases.new(_place()))
    else:
        ceremony.put(files, _place())
    keys.forget()
    say(f"Restored to {_place()}: {', '.join(sorted(files))}. Next: `himaya doctor`, and a new ceremony.")
    _note("keys.restored", code=recovery.sign(sealed))
    return 0


def _note(action: str, *, code: str) -> None:
    """Into the audit, where there is a store: keys are also made and restored before there is one."""
    try:
        if store.stamp() is not None:
            with unit(by=SYSTEM) as u:
                u.log(action, object_type="epoch", object_id=keys.ring().current_epoch(), code=code)
    except DatabaseError:
        return
