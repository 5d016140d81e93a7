"""The `himaya` command. Each subcommand is a thin call of the verb that a page calls, or of a check.

Commands that need no store import no model: they run in a fresh clone before anything exists.
"""

import os
import sys
from collections.abc import Callable

USAGE = """himaya COMMAND

  without a store
    content check [--json]          three languages, source, mark and references of everything in content/
    lint-instruments [PATH]         every silent defect of a form; exit 1 on a finding
    instruments list [--json]       the instruments that Himaya ships
    verify-submission --instrument NAME [--version V] FILE.xml
    names key NAME…                 the keys under which a name is found
    names compare A B               1 or 0, then the evidence
    docs check | docs write         generated documents against the code

  a store
    init --pack NAME                tables, institutions, instruments in force
    migrate                         bring an existing store up to date
    serve [--demo] [--port N]       web, worker and the keyless public process
    worker                          only the worker
    doctor                          what is wrong, and what to do
    demo reset | demo ensure        the invented country, from the start or where absent
    keys create | keys add-epoch | keys rotate
    nation load FILE.yaml           a nation's own institutions and desks
    account add NAME --desk D --role R [--role R] [--language fr|ar|en]
    legal-setup show | set FIELD=TEXT… | override --by NAME --reason TEXT
"""

Command = Callable[[list[str]], int]


def _storeless(words: list[str]) -> tuple[Command, list[str]] | None:
    """The command that these words name and its arguments, when it needs no store."""
    from himaya.ops import storeless

    for size in (2, 1):
        command = storeless.COMMANDS.get(tuple(words[:size]))
        if command is not None:
            return command, words[size:]
    return None


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 well, 1 a finding, 2 not understood."""
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
    import django

    django.setup()
    found = _storeless(words)
    if found is not None:
        command, rest = found
        return command(rest)
    from himaya.ops import commands

    return commands.run(words, usage=USAGE)


def _home_before_settings() -> None:
    """The web secret must exist before settings read it."""
    from himaya.kernel import keys, places

    if places.mode() == "demo":
        places.home().mkdir(parents=True, exist_ok=True, mode=0o700)
        keys.create(places.keys())


if __name__ == "__main__":
    sys.exit(main())
