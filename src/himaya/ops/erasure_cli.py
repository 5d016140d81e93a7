"""`himaya erasure …`: turn the keys after erasures, destroy epochs when their day has come, verify a certificate."""

import argparse
import sys
from pathlib import Path

from django.conf import settings

from himaya.cases import certificates, journal, proofs, queries_retention
from himaya.cases.actions import erasures, retention
from himaya.kernel import clock, epochs, keys, signed_note, statements, steady, subjects
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import NotNow
from himaya.kernel.models import DataKey
from himaya.ops import backup_archive, backup_commands, catching_up, passphrases, store, turning
from himaya.ops.subcommands import Say, Words, group, word

AGAIN = "himaya erasure finish"


def add(commands: Words, _: Say) -> None:
    """The words after `himaya erasure`."""
    erasure = group(commands, "erasure")
    word(erasure, "list", _list)
    _may_confirm(word(erasure, "run", _run))
    finishing = _may_confirm(word(erasure, "finish", _finish))
    finishing.add_argument("--restarted", action="store_true")
    once_more = word(erasure, "anew", _anew)
    once_more.add_argument("journal", type=Path, nargs="?", help="without it, the one that is kept here")
    once_more.add_argument("--no-journal", action="store_true", help="there is none; the audit keeps that it was said")
    word(erasure, "public-key", _public_key)
    verifying = word(erasure, "verify", _verify)
    verifying.add_argument("file", type=Path)
    verifying.add_argument("--key", default="", help="the line of `himaya erasure public-key`; without it, our own")


def _may_confirm(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--clock-is-right", action="store_true", help="you compared it; the audit keeps that you did")
    return parser


def _list(_: argparse.Namespace) -> int:
    store.check_stamp()
    waiting = list(queries_retention.waiting_for_epoch())
    for row in waiting:
        late = " LATE" if row.gone_by and row.gone_by < clock.today() else ""
        _say(f"{row.pk} {row.scope} erased {row.decided_on}, epoch {row.epoch}, gone by {row.gone_by}{late}")
    _say(f"{len(waiting)} erasures still open in backups. `himaya erasure finish` does what can be done today.")
    return 0


def _run(parsed: argparse.Namespace) -> int:
    """The nightly run, by hand."""
    store.check_keys()
    store.check_stamp()
    if catching_up.is_open():
        raise store.CannotStart(catching_up.OPEN)
    if parsed.clock_is_right:
        steady.confirm(by=SYSTEM)
    ran = retention.run(by=SYSTEM)
    erasures.settle(by=SYSTEM)
    _say(f"Erased: {ran.files} whole persons, {ran.identities} identities, what {ran.packets} referrals carried.")
    return 0


def _anew(parsed: argparse.Namespace) -> int:
    """Once more, what was erased after the backup that this store was restored from."""
    store.check_keys()
    store.check_stamp()
    if parsed.no_journal:
        catching_up.go_without(by=SYSTEM)
        _say("Noted. Whoever was erased since the backup is here again, and nobody knows who. `himaya doctor` says so.")
        return 0
    file = parsed.journal or next((one for one in reversed(journal.places()) if one.is_file()), None)
    if file is None:
        raise store.CannotStart("There is no journal of erasures here. Name one, or say `--no-journal`.")
    try:
        text, found = catching_up.read(file)
    except backup_archive.BackupFailed as reason:
        raise store.CannotStart(str(reason)) from None
    caught = catching_up.catch_up(text, found, by=SYSTEM)
    erasures.settle(by=SYSTEM)
    backup_commands.say_caught(caught, _say)
    return 1 if caught.refused else 0


def _finish(parsed: argparse.Namespace) -> int:
    """Settle, turn the keys, destroy old epochs: each only when it is due, so that it can be run any day and again."""
    store.check_keys()
    store.check_stamp()
    if parsed.clock_is_right:
        steady.confirm(by=SYSTEM)
    erasures.settle(by=SYSTEM)
    newest = _epoch_of_waiting()
    if newest is None:
        _say("No erasure waits for its epoch.")
        return 0
    if newest >= keys.ring().current_epoch() and not _next_epoch():
        return 1
    code = _turn(restarted=parsed.restarted)
    for epoch in [one for one in keys.ring().epochs() if one <= newest]:
        code |= _retire(epoch)
    erasures.settle(by=SYSTEM)
    left = queries_retention.waiting_for_epoch().count()
    _say(f"{left} erasures still open in backups." if left else "No backup opens anything that was erased.")
    return code


def _epoch_of_waiting() -> int | None:
    """The newest epoch that wrapped a key of an erasure which backups still open."""
    found = queries_retention.waiting_for_epoch().exclude(epoch=None).order_by("-epoch").first()
    return found.epoch if found is not None else None


def _next_epoch() -> bool:
    """Make the next epoch; False when an operator's hand comes first."""
    if passphrases.is_credential(_place() / f"kek-{keys.ring().current_epoch()}.key"):
        _say(
            "systemd holds the keys: make the next epoch's credential (docs/how-to/keys.md), restart Himaya; then run "
            f"`{AGAIN} --restarted`."
        )
        return False
    _say(f"Epoch {keys.add_epoch(_place())} made.")
    # Also where a restart was said: it came before this epoch.
    if turning.needs_restart():
        _say(f"Restart Himaya, so that it knows it; then run `{AGAIN} --restarted`.")
        return False
    return True


def _turn(*, restarted: bool) -> int:
    """Wrap anew what is not yet under the newest epoch; 1 when some of it does not open."""
    # On the later days, when nothing waits any more, nobody need say again that they restarted.
    restarted = restarted or not DataKey.objects.exclude(epoch=keys.ring().current_epoch()).exists()
    code = 0
    try:
        done = turning.turn(restarted=restarted, again=AGAIN)
    except subjects.NotTurned as fault:
        # What is due of other epochs goes on; the epoch of these is asked for below, and stays.
        _say(str(fault.sentence))
        done, code = fault.done, 1
    if done:
        _say(f"{done} keys are wrapped anew. Hold a new ceremony: the old copy does not hold the new epoch.")
    return code


def _retire(epoch: int) -> int:
    """Destroy one epoch if its day has come; else say which day that is. 1 when an operator's hand is needed."""
    try:
        epochs.check_retire(epoch)
    except NotNow as reason:
        _say(str(reason.sentence))
        return 1 if reason.code in (*steady.SENTENCES, epochs.SHUT) else 0
    if passphrases.is_credential(_place() / f"kek-{epoch}.key"):
        _say(f"Nothing needs epoch {epoch} any more, but systemd holds it: docs/how-to/keys.md, Rotation.")
        return 1
    epochs.retire(epoch, reason="erasure", by=SYSTEM)
    _say(f"Epoch {epoch} is destroyed here. Destroy old copies of the key directory and old ceremonies too.")
    return 0


def _public_key(_: argparse.Namespace) -> int:
    _say(statements.public_key().line())
    return 0


def _verify(parsed: argparse.Namespace) -> int:
    try:
        ours = [signed_note.read_key(parsed.key) if parsed.key else statements.public_key()]
    except signed_note.NotANote as fault:
        sys.stderr.write(f"--key: {fault}\n")
        return 2
    text = parsed.file.read_text(encoding="utf-8", errors="replace")
    if (proof := proofs.read(text, ours)) is not None and proof.signed:
        _say(f"Signed. An agreement was taken back on {proof.lines['taken-back']}.")
        return 0
    found = certificates.read(text, ours) or proof
    if found is None or not found.signed:
        sys.stderr.write(
            "This is no certificate of an erasure, and no proof of a withdrawal.\n"
            if found is None
            else "The signature does not fit: the text was changed, or another installation signed it.\n"
        )
        return 1
    _say(f"Signed. Key deleted on {found.lines['key-deleted']}.")
    if first := found.lines.get("first-erased"):
        _say(f"Erased first on {first.split()[0]}, and once more because a restored backup had brought it back.")
    if gone := found.lines.get("epoch-destroyed"):
        _say(f"The epoch that opened it in backups was destroyed on {gone}.")
    else:
        _say(f"Until {found.lines['backups-and-epoch-gone-by']} a backup may still open it.")
    return 0


def _place() -> Path:
    return Path(settings.HIMAYA_KEYS)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
