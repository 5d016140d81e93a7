"""Several desks for one need, one-time links, cases handed over: columns, tables, and the second wall on PostgreSQL."""
# ruff: noqa: S608  # Conditions are put together from the words of this file; nothing typed is among them.

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import himaya.kernel.ids
import himaya.kernel.sealed


def said(name: str) -> str:
    """What was said of this, as 0008_row_security says it; NULL when nothing was."""
    return f"(SELECT nullif(current_setting('himaya.{name}', true), ''))"


DESK, INSTITUTION = said("desk"), said("institution")
ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
NOW = "(SELECT coalesce(nullif(current_setting('himaya.now', true), '')::timestamptz, now()))"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
READS = "(SELECT position('reads' in coalesce(current_setting('himaya.may', true), '')) > 0)"
# A conflict of interest stands above everything.
FREE = f"""NOT EXISTS (
    SELECT 1 FROM case_exclusion x WHERE x.case_id = {{case}} AND x.account_id = {ACCOUNT} AND x.lifted_at IS NULL
)"""
TOLD = f"""EXISTS (
    SELECT 1 FROM case_grant g
    WHERE g.case_id = case_arrival.case_id AND g.revoked_at IS NULL AND (g.expires_at IS NULL OR g.expires_at > {NOW})
    AND (g.desk_id = {DESK} OR (g.account_id = {ACCOUNT} AND g.institution_id = {INSTITUTION}))
    AND g.level = 'full' AND g.sections @> '["story"]'
)"""
HOLDS = "himaya_holds(case_id)"
# The policy of a referral says who sees it; whoever does, sees and ends its links.
OF_REFERRAL = "EXISTS (SELECT 1 FROM referral r WHERE r.id = referral_id)"
OF_SENDER = f"EXISTS (SELECT 1 FROM referral r WHERE r.id = referral_id AND r.from_desk_id = {DESK})"
BETWEEN = f"({READS} AND (to_desk_id = {DESK} OR from_desk_id = {DESK}) OR {HOLDS})"
OFFERED = f"{BETWEEN} AND {FREE.format(case='case_handover.case_id')}"
# Per table: who sees a row, who puts one in, who changes one. Rows go in an erasure only.
POLICIES = {
    "partner_link": (OF_REFERRAL, OF_SENDER, OF_REFERRAL),
    "case_handover": (OFFERED, f"{HOLDS} AND from_desk_id = {DESK}", OFFERED),
    "case_arrival": (f"{READS} AND {TOLD} AND {FREE.format(case='case_arrival.case_id')}", HOLDS, HOLDS),
}


def secure(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    for table, (sees, puts, changes) in POLICIES.items():
        kinds = {
            "SELECT": f"USING ({EVERYTHING} OR {sees})",
            "INSERT": f"WITH CHECK ({EVERYTHING} OR {puts})",
            "UPDATE": f"USING ({EVERYTHING} OR {changes}) WITH CHECK ({EVERYTHING} OR {changes})",
            "DELETE": f"USING ({EVERYTHING})",
        }
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", params=None)
        for kind, condition in kinds.items():
            editor.execute(f"CREATE POLICY {table}_{kind.lower()} ON {table} FOR {kind} {condition}", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0013_consents_whole"),
        ("institutions", "0009_reached_by"),
        ("persons", "0003_anonymous_since"),
    ]

    operations = [
        migrations.CreateModel(
            name="Arrival",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("arrived_on", models.DateField()),
                ("story", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
            ],
            options={
                "db_table": "case_arrival",
            },
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reason", models.CharField(max_length=32)),
                ("data_classes", models.JSONField(default=list)),
                ("state", models.CharField(default="offered", max_length=16)),
                ("offered_by", models.UUIDField()),
                ("offered_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("decline_reason", models.CharField(blank=True, max_length=48)),
            ],
            options={
                "db_table": "case_handover",
            },
        ),
        migrations.CreateModel(
            name="PartnerLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("mark", models.CharField(max_length=64, unique=True)),
                ("salt", models.BinaryField(max_length=16)),
                ("packet", models.BinaryField(null=True)),
                ("made_by", models.UUIDField()),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("opened_at", models.DateTimeField(null=True)),
                ("browser", models.CharField(blank=True, max_length=64)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended", models.CharField(blank=True, max_length=16)),
            ],
            options={
                "db_table": "partner_link",
            },
        ),
        migrations.RemoveConstraint(
            model_name="referral",
            name="referral_state_is_known",
        ),
        migrations.AddField(
            model_name="case",
            name="stirred_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="referral",
            name="first_only",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="referral",
            name="group",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="referral",
            name="opened_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="referral",
            name="rest",
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("group__isnull", False)), fields=["group"], name="referrals_of_a_need"
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "sent",
                            "asked",
                            "accepted",
                            "accepted_in_part",
                            "redirected",
                            "declined",
                            "no_service",
                            "reported_back",
                            "withdrawn",
                            "stood_down",
                        ),
                    )
                ),
                name="referral_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(fields=("group", "to_desk"), name="a_need_asks_a_desk_once"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_only", False), ("group__isnull", False), _connector="OR"),
                name="the_first_is_one_of_several",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("rest", ""), ("rest__in", ("not_needed", "no_service")), _connector="OR"),
                name="what_became_of_a_rest_is_known",
            ),
        ),
        migrations.AddField(
            model_name="arrival",
            name="case",
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
        ),
        migrations.AddField(
            model_name="arrival",
            name="from_desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
            ),
        ),
        migrations.AddField(
            model_name="arrival",
            name="person",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
        ),
        migrations.AddField(
            model_name="handover",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
        ),
        migrations.AddField(
            model_name="handover",
            name="from_desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="to_desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
            ),
        ),
        migrations.AddField(
            model_name="partnerlink",
            name="referral",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.referral"),
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(fields=["to_desk", "state"], name="handovers_to_a_desk"),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("offered", "accepted", "declined", "taken_back"))),
                name="handover_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__in", ("migration_or_change_of_location", "additional_services", "other"))),
                name="handover_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_desk", models.F("to_desk")), _negated=True),
                name="a_case_is_handed_to_another_desk",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("state", "offered")),
                    models.Q(models.Q(("state", "offered"), _negated=True), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="an_answered_offer_has_a_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "offered")), fields=("case",), name="one_offer_of_a_case_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="partnerlink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("referral",),
                name="one_link_of_a_referral_stands",
            ),
        ),
        migrations.AddConstraint(
            model_name="partnerlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended", ""), ("ended_at__isnull", True), ("packet__isnull", False)),
                    models.Q(
                        ("ended__in", ("answered", "replaced", "revoked", "tries", "withdrawn", "over")),
                        ("ended_at__isnull", False),
                        ("packet__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="a_link_that_ended_keeps_no_packet",
            ),
        ),
        migrations.AddConstraint(
            model_name="partnerlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("made_at"))), name="a_link_ends_after_it_begins"
            ),
        ),
        migrations.AddConstraint(
            model_name="partnerlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("browser", ""), ("opened_at__isnull", True)),
                    models.Q(("opened_at__isnull", False), models.Q(("browser", ""), _negated=True)),
                    _connector="OR",
                ),
                name="an_opened_link_knows_its_browser",
            ),
        ),
        migrations.RunPython(secure, migrations.RunPython.noop),
    ]
