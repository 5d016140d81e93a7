"""Qualifications: what was entered, answered and ended is written once; no line is removed, by the owner neither."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import himaya.kernel.ids
from himaya.kernel.together import Guard

REFUSAL = "a qualification is written once"
# Never another than when it was entered.
FIXED = (
    "id",
    "account_id",
    "institution_id",
    "kind",
    "valid_from",
    "valid_to",
    "issuer",
    "number",
    "certificate_on",
    "entered_by_id",
    "entered_at",
)
# Empty until it happens, then never another.
ONCE = ("answered_by_id", "answered_at", "confirmed_on", "ended_by_id", "ended_on", "warned_at")
WORDS = ("refusal", "ending")


def _changes(differs: str) -> str:
    fixed = [f"OLD.{one} {differs} NEW.{one}" for one in FIXED]
    once = [f"(OLD.{one} IS NOT NULL AND OLD.{one} {differs} NEW.{one})" for one in ONCE]
    words = [f"(OLD.{one} <> '' AND OLD.{one} <> NEW.{one})" for one in WORDS]
    states = ["(OLD.state <> NEW.state AND OLD.state IN ('refused', 'ended'))"]
    states += ["(OLD.state = 'confirmed' AND NEW.state NOT IN ('confirmed', 'ended'))"]
    return " OR ".join([*fixed, *once, *words, *states])


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row triggers on both databases, and on PostgreSQL one for TRUNCATE."""
    if editor.connection.vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        editor.execute(
            f"CREATE TRIGGER qualification_once BEFORE UPDATE ON qualification WHEN {_changes('IS NOT')} {refuse}"
        )
        editor.execute(f"CREATE TRIGGER qualification_stays BEFORE DELETE ON qualification {refuse}")
        return
    editor.execute(
        "CREATE FUNCTION qualification_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    for name, verb, each in (
        ("once", "UPDATE", f"ROW WHEN ({_changes('IS DISTINCT FROM')})"),
        ("stays", "DELETE", "ROW"),
        ("truncate", "TRUNCATE", "STATEMENT"),
    ):
        editor.execute(
            f"CREATE TRIGGER qualification_{name} BEFORE {verb} ON qualification FOR EACH {each} "
            "EXECUTE FUNCTION qualification_refuse()"
        )


class Migration(migrations.Migration):
    dependencies = [("institutions", "0006_role_changes_stay")]
    operations = [
        migrations.CreateModel(
            name="Qualification",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=32)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField()),
                ("issuer", models.CharField(max_length=120)),
                ("number", models.CharField(max_length=40)),
                ("certificate_on", models.DateField()),
                ("state", models.CharField(max_length=16)),
                ("entered_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("confirmed_on", models.DateField(null=True)),
                ("refusal", models.CharField(blank=True, max_length=32)),
                ("ended_on", models.DateField(null=True)),
                ("ending", models.CharField(blank=True, max_length=32)),
                ("warned_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.institution"
                    ),
                ),
            ],
            options={
                "db_table": "qualification",
                "indexes": [models.Index(fields=["account", "kind"], name="qualification_account")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("account", "kind", "institution"),
                        name="one_waiting_qualification",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))),
                        name="qualification_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entered_by", models.F("account")), _negated=True),
                            models.Q(
                                ("answered_by__isnull", True),
                                models.Q(("answered_by", models.F("account")), _negated=True),
                                _connector="OR",
                            ),
                            models.Q(
                                ("ended_by__isnull", True),
                                models.Q(("ended_by", models.F("account")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="nobody_qualifies_themselves",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_on__isnull", True),
                                models.Q(("state__in", ["confirmed", "ended"]), _negated=True),
                            ),
                            models.Q(
                                ("answered_by__isnull", False),
                                ("confirmed_on__isnull", False),
                                ("state__in", ["confirmed", "ended"]),
                                models.Q(("answered_by", models.F("entered_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="another_person_confirms_a_qualification",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_by__isnull", False), ("ended_on__isnull", False), ("state", "ended")),
                            models.Q(models.Q(("state", "ended"), _negated=True), ("ended_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="an_ended_qualification_has_its_day",
                    ),
                ],
            },
        ),
        Guard(keep),
    ]
