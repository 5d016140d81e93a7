"""Agreements become a ledger: each withdrawal a line of its own, and no line is ever changed (ADR 28)."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel import clock

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


def to_lines(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Number the rows of each case in the order of their days, and add a line for each that was withdrawn."""
    consent: Any = apps.get_model("cases", "Consent")
    cases = consent.objects.order_by("case_id").values_list("case_id", flat=True).distinct()
    for case_id in list(cases):
        rows = list(consent.objects.filter(case_id=case_id).select_related("case").order_by("given_on", "pk"))
        for number, line in enumerate(_lines(apps, rows), 1):
            line.number = number
            line.save()
    if editor.connection.vendor == "postgresql":
        # The table is altered after this: nothing may wait to be checked.
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


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
    dependencies = [
        ("cases", "0009_compartments"),
        ("institutions", "0001_initial"),
    ]
    operations = [
        migrations.AddField("consent", "number", models.PositiveIntegerField(default=0), preserve_default=False),
        migrations.AddField("consent", "at", models.DateTimeField(null=True)),
        migrations.AddField(
            "consent", "word", models.CharField(default="given", max_length=16), preserve_default=False
        ),
        migrations.AddField("consent", "source", models.CharField(blank=True, default="", max_length=24), False),
        migrations.AddField("consent", "mode", models.CharField(blank=True, default="", max_length=16), False),
        migrations.AddField("consent", "until", models.DateField(null=True)),
        migrations.AddField("consent", "asked_by", models.UUIDField(null=True)),
        migrations.AddField(
            "consent",
            "desk",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
            ),
        ),
        migrations.AddField(
            "consent",
            "receiver",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution"
            ),
        ),
        migrations.AlterField(
            "consent",
            "recipient",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
            ),
        ),
        migrations.AlterField("consent", "language", models.CharField(blank=True, max_length=8)),
        migrations.AlterField("consent", "interpreter", models.CharField(blank=True, max_length=16)),
        migrations.RunPython(to_lines, migrations.RunPython.noop),
        migrations.RemoveField("consent", "given_on"),
        migrations.RemoveField("consent", "withdrawn_on"),
        migrations.RemoveField("case", "withdrawn_at"),
        migrations.AlterField("consent", "at", models.DateTimeField()),
        migrations.AlterField(
            "consent",
            "desk",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"),
        ),
        migrations.AddConstraint(
            "consent", models.UniqueConstraint(fields=("case", "number"), name="one_consent_per_number")
        ),
        migrations.AddConstraint(
            "consent",
            models.CheckConstraint(
                condition=models.Q(word__in=("asked", "given", "refused", "withdrawn", "without")),
                name="consent_word_is_known",
            ),
        ),
        migrations.AddConstraint(
            "consent",
            models.CheckConstraint(
                condition=models.Q(word="without", source__in=["child_first", "duty_to_report", "vital_interest"])
                & ~models.Q(basis="consent")
                | ~models.Q(word="without") & models.Q(basis="consent", source=""),
                name="without_agreement_has_a_source",
            ),
        ),
        migrations.AddConstraint(
            "consent",
            models.CheckConstraint(
                condition=models.Q(purpose="give_service", recipient__isnull=False, receiver__isnull=True)
                | models.Q(purpose="export", recipient__isnull=True, receiver__isnull=False),
                name="consent_has_one_recipient",
            ),
        ),
        migrations.AddConstraint(
            "consent",
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(word="given"),
                name="only_a_yes_has_an_end",
            ),
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
        migrations.RunPython(secure, migrations.RunPython.noop),
    ]
