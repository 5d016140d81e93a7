"""The `himaya` command. Each subcommand is a thin call of the verb that a page calls, or of a check.

Commands that need no store import no model: they run in a fresh clone before anything exists.
"""

import os
import sys

USAGE = """himaya COMMAND

  without a store
    content check [--json]          three languages, source, mark and references of everything in content/
    lint-instruments [PATH]         every silent defect of a form; exit 1 on a finding
    instruments list [--json]       the instruments that Himaya ships
    verify-submission --instrument NAME [--version V] FILE.xml
    names key NAME…                 the keys under which a name is found
    names compare A B               1 or 0, then the evidence
    estimate FILE.csv [--method stepwise|bic|main] [--threshold .02] [--bootstrap N] [--seed S] [--json]
                                    how many stand on no list, from how lists overlap, with other methods and limits
    docs check | docs write         generated documents against the code, written ones against their tests
    docs claims                     what docs/claims.yaml lacks, to paste
    audit witness FILE --state KEPT --key FILE      does a newer checkpoint continue the one that was kept? 1 if not
    attestation verify FILE --key LINE              a letter by signature and phrase; 1 if it does not fit

  a store
    init --pack NAME                tables, institutions, instruments in force
    migrate                         bring an existing store up to date
    serve [--demo] [--port N]       web, worker and the keyless public process
    worker                          only the worker
    doctor [--json]                 what is well, what is wrong, and what to do
    backup --output FILE            one encrypted file of this moment, to two recipients or more
    backup verify FILE [--keys DIR] [--identity FILE] [--json]
    backup recipients list | backup recipients add KEY | backup recipients remove KEY
    backup identity FILE            a new pair of keys for a recipient
    restore FILE --keys DIR [--identity FILE] [--erased JOURNAL]   into an empty home and database
    demo reset | demo ensure        the invented country, from the start or where absent
    keys create [--passphrase]      make the keys; under a passphrase they are never on a disk in clear
    keys passphrase                 put the keys under a passphrase, or under another one
    keys list                       the epochs, what each wraps, from which day an old one may go
    keys add-epoch | keys rotate    the next master key; wrap every person's keys with it
    keys retire EPOCH --reason R    destroy an old master key that nothing needs
    keys ceremony --output DIR      a recovery copy that any two of several keepers open
    keys restore DIR                the keys from that copy and two keepers' sheets
    keys drill                      loses and restores the keys of an invented store, and times it
    drill bulk-read [--json]        a captured session opens invented persons until the budget stops it
    audit seal                      seal what the worker has not sealed yet
    audit verify [--json] [--key FILE] [--since CHECKPOINT]
    audit checkpoint --output FILE  the signed state of the audit, to be kept elsewhere
    audit consistency --since CHECKPOINT --output FILE   the newest one, with the proof that it continues that one
    audit public-key                the line by which others verify it
    audit breach-pack --since DAY --until DAY --output FILE.zip
    erasure list | erasure run      what backups still open; the nightly run over retention periods, now
    erasure anew [JOURNAL | --no-journal]   after a restore: erase again who was erased since the backup
    erasure finish                  turn the keys after erasures, destroy old epochs whose day has come
    erasure verify FILE [--key LINE] | erasure public-key
    attestation public-key          the line by which anybody verifies the letters made here
    nation load FILE.yaml           a nation's own institutions and desks
    account add NAME --desk D --role R [--role R] [--language fr|ar|en]
    legal-setup show | end-override [--institution ID]
    legal-setup override --by NAME --reason TEXT [--until DAY] [--institution ID]

  serve, worker, keys retire, erasure run and erasure finish take --clock-is-right: you compared it; the audit keeps it
"""

# By their first words: what needs no key. Everything else asks for the passphrase before anything is read.
KEYLESS = {
    ("content",),
    ("lint-instruments",),
    ("instruments",),
    ("verify-submission",),
    ("names",),
    ("estimate",),
    ("docs",),
    ("attestation", "verify"),
    ("audit", "witness"),
    ("keys", "create"),
    ("keys", "restore"),
    ("keys", "drill"),
    ("drill",),
}


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 well, 1 a finding, 2 not understood, 3 not tried."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in ("help", "-h", "--help"):
        sys.stdout.write(USAGE)
        return 0 if words else 2
    if words[0] == "demo" or "--demo" in words:
        os.environ["HIMAYA_MODE"] = "demo"
        words = [word for word in words if word != "--demo"]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "himaya.config.settings")
    if words[0] in ("serve", "demo"):
        _home_before_settings()
    if not KEYLESS & {tuple(words[:1]), tuple(words[:2])} and not _open_keys():
        return 1
    import django

    django.setup()
    from himaya.ops import storeless

    found = storeless.find(words)
    if found is not None:
        command, rest = found
        return command(rest)
    from himaya.ops import commands

    return commands.run(words, usage=USAGE)


def _open_keys() -> bool:
    """Ask for the passphrase when the keys are under one: settings need the web secret."""
    from himaya.kernel import places
    from himaya.kernel.keyfile import CannotOpen
    from himaya.ops import passphrases

    try:
        passphrases.unlock(places.keys())
    except (CannotOpen, passphrases.NoPassphrase) as reason:
        sys.stderr.write(f"{reason}\n")
        return False
    except OSError as reason:
        sys.stderr.write(f"The keys cannot be read ({reason}). Run this as the user that runs Himaya.\n")
        return False
    return True


def _home_before_settings() -> None:
    """The web secret must exist before settings read it."""
    from himaya.kernel import keys, places

    if places.mode() == "demo":
        places.home().mkdir(parents=True, exist_ok=True, mode=0o700)
        keys.create(places.keys())


if __name__ == "__main__":
    sys.exit(main())
