"""`himaya doctor`: what is wrong with this installation, each with what to do."""

import os
import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from himaya.adapters import mail, pdf
from himaya.coordination import states
from himaya.coordination.models import Invitation, Rendition
from himaya.institutions import legal_setup
from himaya.instruments.models import InForce
from himaya.kernel.models import OutboxMessage
from himaya.ops import store

LITTLE_SPACE = 500 * 1024 * 1024


def findings() -> list[str]:
    """Sentences, most serious first; an empty list when nothing is wrong."""
    found: list[str] = []
    for check in (store.check_keys, store.check_stamp):
        try:
            check()
        except store.CannotStart as reason:
            found.append(str(reason))
    if store.stamp() is None:
        return found
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        found.append("The tables are older than the program. Run `himaya migrate`.")
        return found
    if shutil.disk_usage(Path(settings.HIMAYA_HOME)).free < LITTLE_SPACE:
        found.append("Less than 500 MB are free on the data disk. Free space before it is full.")
    if not InForce.objects.exists():
        found.append("No instrument is in force. Run `himaya init` again with your pack.")
    if stuck := OutboxMessage.objects.filter(attempts__gte=5).count():
        found.append(f"{stuck} follow-ups failed five times. See the log for their class, then restart the worker.")
    found += _papers()
    if not settings.DEMO:
        found += _production()
    return found


def _papers() -> list[str]:
    found = []
    if absent := pdf.missing():
        found.append(f"PDFs cannot be made here; DOCX and print still work. Install {absent}.")
    if failed := Rendition.objects.filter(state=states.FAILED).count():
        found.append(f"{failed} papers could not be made. See the log for their class; they can be asked for again.")
    owed = Invitation.objects.exclude(mail_owed="")
    if mail.host_listed() and (late := owed.filter(mail_claimed_at__isnull=False).count()):
        found.append(f"{late} invitations wait for the mail host. Look whether it takes mail, then at the log.")
    return found


def _production() -> list[str]:
    found = []
    if absent := legal_setup.missing():
        found.append(f"Real identities are refused until the legal set-up is entered: {', '.join(absent)}.")
    if not settings.SESSION_COOKIE_SECURE:
        found.append("HIMAYA_INSECURE_HTTP is set: cookies travel in clear. Only for a rehearsal on one machine.")
    if connection.vendor == "postgresql" and not os.environ.get("HIMAYA_PUBLIC_DATABASE"):
        found.append(
            "The public process uses the main database account. Give it one that can read publication_bundle only "
            "(HIMAYA_PUBLIC_DATABASE)."
        )
    if os.environ.get("HIMAYA_HOSTS", "") == "":
        found.append("HIMAYA_HOSTS is not set: only localhost is answered.")
    return found
