"""`himaya audit …`: seal, verify, hand out checkpoints and the public key, make the pack that an authority asks for."""

import argparse
import json
import logging
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from django.db import DatabaseError, close_old_connections

from himaya.kernel import consistency, sealing, signed_note, signers
from himaya.kernel.errors import Fault
from himaya.kernel.merkle import SIZE
from himaya.kernel.models import AuditCheckpoint
from himaya.kernel.verifying import SENTENCES, Finding, Report, verify
from himaya.ops import breach_pack, catching_up, store
from himaya.ops.subcommands import Say, Words, group, word

log = logging.getLogger("himaya.audit")


def add(commands: Words, _: Say) -> None:
    """The words after `himaya audit`."""
    audit = group(commands, "audit")
    word(audit, "seal", _seal)
    verifying = word(audit, "verify", _verify)
    verifying.add_argument("--json", action="store_true")
    verifying.add_argument("--key", type=_keys, action="extend", help="public keys, one a line; without it, our own")
    verifying.add_argument("--since", type=_text, help="a checkpoint that was kept elsewhere")
    word(audit, "checkpoint", _checkpoint).add_argument("--output", type=Path, required=True)
    walking = word(audit, "consistency", _consistency)
    walking.add_argument("--since", type=_text, required=True, help="a checkpoint that was kept elsewhere")
    walking.add_argument("--output", type=Path, required=True)
    word(audit, "public-key", _public_key)
    pack = word(audit, "breach-pack", _breach_pack)
    pack.add_argument("--since", type=date.fromisoformat, required=True, metavar="DAY")
    pack.add_argument("--until", type=date.fromisoformat, required=True, metavar="DAY")
    pack.add_argument("--output", type=Path, required=True)


def seal_or_say() -> None:
    """Seal at a clean stop and by the clock: what hinders it is told and stops nothing else."""
    try:
        close_old_connections()
        sealing.seal()
    except Fault as fault:
        log.error("audit not sealed %s", type(fault).__name__)
    except DatabaseError as fault:
        log.error("audit not sealed", exc_info=fault)


def seal_by_the_clock(now: datetime) -> None:
    """The worker's appointment."""
    seal_or_say()


def _text(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise argparse.ArgumentTypeError(f"{name} cannot be read") from fault


def _keys(name: str) -> list[signed_note.PublicKey]:
    try:
        return [signed_note.read_key(line) for line in _text(name).splitlines() if line.strip()]
    except signed_note.NotANote as fault:
        raise argparse.ArgumentTypeError(f"{name}: {fault}") from fault


def _seal(_: argparse.Namespace) -> int:
    store.check_stamp()
    _say(f"{sealing.seal()} rows sealed.")
    return 0


def own_key() -> signed_note.PublicKey:
    """The public key of this installation. Raises KeyMissing."""
    return signed_note.public_of(sealing.signing_key())


def _public_key(_: argparse.Namespace) -> int:
    _say(own_key().line())
    return 0


def _checkpoint(parsed: argparse.Namespace) -> int:
    store.check_stamp()
    sealing.seal()
    last = AuditCheckpoint.objects.order_by("-first").first()
    if last is None:
        sys.stderr.write("The audit holds no row yet: there is no checkpoint.\n")
        return 1
    with parsed.output.open("x", encoding="utf-8") as file:
        file.write(last.note)
    _say(f"{last.first + last.count} rows stand behind {parsed.output}. Keep it where this machine cannot reach it.")
    return 0


def _consistency(parsed: argparse.Namespace) -> int:
    store.check_stamp()
    sealing.seal()
    try:
        kept = _kept(parsed.since, signers.ours())
    except signed_note.NotANote as fault:
        sys.stderr.write(f"--since: {fault}\n")
        return 2
    checkpoints = list(AuditCheckpoint.objects.order_by("first"))
    hashes = b"".join(bytes(one.hashes) for one in checkpoints)
    if kept is None or not 0 < kept.size <= len(hashes) // SIZE:
        sys.stderr.write("The audit is shorter than that checkpoint: see `himaya audit verify --since`.\n")
        return 1
    # What is not so is not smoothed over: whoever checks it finds that the proof does not lead there.
    walk = consistency.Walk(kept.size, tuple(consistency.prove(kept.size, hashes)), checkpoints[-1].note)
    parsed.output.write_text(walk.text(), encoding="utf-8")
    _say(f"From {kept.size} rows to {len(hashes) // SIZE}: give {parsed.output} to whoever keeps that checkpoint.")
    return 0


def _verify(parsed: argparse.Namespace) -> int:
    store.check_stamp()
    public = parsed.key or signers.ours()
    try:
        since = _kept(parsed.since, public)
    except signed_note.NotANote as fault:
        sys.stderr.write(f"--since: {fault}\n")
        return 2
    report = verify(public, since=since)
    restores = catching_up.restores()
    if parsed.json:
        told = [{"at": one.at.isoformat(), "had": one.had, "known": one.known} for one in restores]
        _say(json.dumps({**as_data(report), "restored": told}, indent=2))
    else:
        _say("\n".join([_in_words(report), *(one.sentence() for one in restores)]))
    return 1 if report.findings else 0


def _kept(note: str | None, public: Sequence[signed_note.PublicKey]) -> signed_note.Checkpoint | None:
    if note is None:
        return None
    found = signed_note.read(note)
    if not signed_note.signed_by(note, public):
        raise signed_note.NotANote("the kept checkpoint is not signed by the key given")
    return found


def as_data(report: Report) -> dict[str, object]:
    """The report as JSON has it."""
    return {
        "whole": not report.findings,
        "sealed": report.sealed,
        "unsealed": report.unsealed,
        "checkpoints": report.checkpoints,
        "root": report.root,
        "findings": len(report.findings),
        "first": _as_data(report.first) if report.first else None,
    }


def _as_data(found: Finding) -> dict[str, object]:
    return {"table": found.table, "id": found.row, "what": found.what, "sentence": SENTENCES[found.what]}


def _in_words(report: Report) -> str:
    waiting = f"{report.unsealed} rows are not yet sealed."
    if report.first is None:
        return f"The audit is whole: {report.sealed} rows under {report.checkpoints} checkpoints. {waiting}"
    found = report.first
    return (
        f"The audit is NOT whole. First: {found.table} {found.row or ''} (leaf {max(0, int(found.leaf + 0.5))}): "
        f"{SENTENCES[found.what]}. {len(report.findings)} findings in all. {waiting}"
    )


def _breach_pack(parsed: argparse.Namespace) -> int:
    store.check_stamp()
    if parsed.until < parsed.since:
        sys.stderr.write("--until lies before --since.\n")
        return 2
    public = own_key()
    try:
        sealing.seal()
    except sealing.SealBroken as fault:
        # An audit that somebody altered is what a pack is most needed for: it says so itself.
        log.error("audit not sealed %s", type(fault).__name__)
    report = verify(signers.ours())
    breach_pack.make(
        parsed.output, since=parsed.since, until=parsed.until, verification=as_data(report), public_key=public.line()
    )
    _say(f"{parsed.output} holds ids and counts only. Read README.txt in it before it leaves the house.")
    return 1 if report.findings else 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
