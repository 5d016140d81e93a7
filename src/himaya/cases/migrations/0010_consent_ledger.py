"""Agreements become a ledger: each withdrawal a line of its own, and no line is ever changed (ADR 28)."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel import clock
from himaya.kernel.together import Guard

REFUSAL = "a line about an agreement is never changed"
SOURCES = {"legal_duty": "duty_to_report", "danger": "vital_interest", "child": "child_first"}
BATCH = 2000


def said(name: str) -> str:
    """What was said of this, as 0008_row_security says it; NULL when nothing was."""
    return f"(SELECT nullif(current_setting('himaya.{name}', true), ''))"


DESK = said("desk")
READS = "(SELECT position('reads' in coalesce(current_setting('himaya.may', true), '')) > 0)"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
# The desk that holds the case writes every word; a desk that something was sent to, that the person took it back there.
PUTS = f"himaya_holds(case_id) OR {READS} AND desk_id = {DESK} AND recipient_id = {DESK} AND word = 'withdrawn'"


def _lines(apps: Apps, rows: list[Any]) -> Iterator[Any]:
    referral, step = apps.get_model("cases", "Referral"), apps.get_model("cases", "ReferralStep")
    moments: list[tuple[datetime, int, Any]] = []
    for row in rows:
        sent = referral.objects.filter(consent_id=row.pk).first()
        row.at = sent.sent_at if sent is not None else _noon(row.given_on)
        row.word = "given" if row.basis == "consent" else "without"
        row.source = SOURCES.get(row.basis, "")
        row.desk_id = row.case.desk_id
        row.asked_by = sent.sent_by if sent is not None else row.case.opened_by
        moments.append((row.at, 0, row))
        if row.withdrawn_on is not None:
            back = step.objects.filter(referral=sent, action="withdrawn").order_by("at").first() if sent else None
            moments.append((back.at if back else _noon(row.withdrawn_on), 1, _taken_back(row, rows, back)))
    yield from (line for _at, _after, line in sorted(moments, key=lambda one: one[:2]))


def _taken_back(row: Any, rows: list[Any], back: Any) -> Any:
    """A withdrawal was of one referral: what another one to the same desk rests on stays."""
    others = (one for one in rows if one.recipient_id == row.recipient_id and one.basis == "consent")
    kept = {name for one in others if one.withdrawn_on is None for name in one.data_classes}
    return type(row)(
        case_id=row.case_id,
        at=back.at if back else _noon(row.withdrawn_on),
        word="withdrawn",
        basis="consent",
        purpose=row.purpose,
        recipient_id=row.recipient_id,
        data_classes=sorted(set(row.data_classes) - kept),
        desk_id=back.desk_id if back else row.case.desk_id,
        given_on=row.withdrawn_on,
    )


def _noon(day: Any) -> datetime:
    return datetime.combine(day, time(12), clock.here())


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """An erasure deletes lines; nothing changes one."""
    if editor.connection.vendor == "sqlite":
        editor.execute(
            f"CREATE TRIGGER consent_no_UPDATE BEFORE UPDATE ON consent BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    editor.execute(
        "CREATE FUNCTION consent_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    editor.execute(
        "CREATE TRIGGER consent_update BEFORE UPDATE ON consent FOR EACH ROW EXECUTE FUNCTION consent_refuse()"
    )


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security on what is now a ledger; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    editor.execute("DROP POLICY consent_insert ON consent")
    editor.execute("DROP POLICY consent_update ON consent")
    editor.execute(f"CREATE POLICY consent_insert ON consent FOR INSERT WITH CHECK ({EVERYTHING} OR {PUTS})")
    editor.execute("CREATE POLICY consent_update ON consent FOR UPDATE USING (false)")


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_compartments"), ("institutions", "0001_initial")]
    operations = [
        Guard(keep),
        Guard(secure),
    ]
