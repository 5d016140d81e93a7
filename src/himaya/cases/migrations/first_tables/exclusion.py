"""The tables about exclusion, as they were first made."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed

TABLES = [
    migrations.CreateModel(
        name="Exclusion",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("reason", models.CharField(max_length=24)),
            ("excluded_by", models.UUIDField()),
            ("excluded_at", models.DateTimeField()),
            ("lifted_by", models.UUIDField(null=True)),
            ("lifted_at", models.DateTimeField(null=True)),
            (
                "account",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "case",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
            ),
        ],
        options={
            "db_table": "case_exclusion",
            "indexes": [
                models.Index(
                    condition=models.Q(("lifted_at__isnull", True)),
                    fields=["account", "case"],
                    name="exclusion_in_force",
                )
            ],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("lifted_at__isnull", True)),
                    fields=("case", "account"),
                    name="one_exclusion_per_account",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Referral",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("revision", models.PositiveIntegerField(default=0, editable=False)),
            ("reference", models.CharField(max_length=9, unique=True)),
            ("sent_by", models.UUIDField()),
            ("service", models.CharField(max_length=48)),
            ("urgency", models.CharField(max_length=16)),
            ("age_group", models.CharField(max_length=16)),
            ("language", models.CharField(blank=True, max_length=8)),
            ("state", models.CharField(max_length=24)),
            ("reason", models.CharField(blank=True, max_length=48)),
            ("sent_at", models.DateTimeField()),
            ("target_at", models.DateTimeField()),
            ("answered_at", models.DateTimeField(null=True)),
            ("reminded_at", models.DateTimeField(null=True)),
            ("escalated_at", models.DateTimeField(null=True)),
            ("report_due_on", models.DateField(null=True)),
            ("delivered", models.CharField(blank=True, max_length=16)),
            ("delivered_on", models.DateField(null=True)),
            ("next_action", models.CharField(blank=True, max_length=48)),
            ("packet_identity", himaya.kernel.sealed.SealedField(json_value=True, key="identity")),
            ("packet_story", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
            ("question", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
            ("answer", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
            ("note", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
            (
                "case",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
            ),
            (
                "consent",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.consent"),
            ),
            (
                "follows",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="cases.referral",
                ),
            ),
            (
                "from_desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                ),
            ),
            (
                "person",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
            ),
            (
                "to_desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                ),
            ),
            (
                "proposed_desk",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="institutions.desk",
                ),
            ),
            ("region", models.CharField(blank=True, max_length=64)),
            (
                "screening",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="cases.submission",
                ),
            ),
            ("services_taken", models.JSONField(default=list)),
            ("first_only", models.BooleanField(default=False)),
            ("group", models.UUIDField(null=True)),
            ("opened_at", models.DateTimeField(null=True)),
            ("rest", models.CharField(blank=True, max_length=16)),
        ],
        options={
            "db_table": "referral",
            "indexes": [
                models.Index(fields=["to_desk", "state", "target_at"], name="referral_inbox"),
                models.Index(fields=["from_desk", "state", "-sent_at"], name="referral_sent_list"),
                models.Index(fields=["state", "target_at"], name="referral_clock"),
                models.Index(fields=["from_desk", "-sent_at"], name="referral_sent_recent"),
                models.Index(
                    condition=models.Q(("group__isnull", False)),
                    fields=["group"],
                    name="referrals_of_a_need",
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("from_desk", models.F("to_desk")), _negated=True),
                    name="referral_goes_to_another_desk",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            (
                                "state__in",
                                (
                                    "accepted",
                                    "accepted_in_part",
                                    "redirected",
                                    "declined",
                                    "no_service",
                                    "reported_back",
                                ),
                            ),
                            _negated=True,
                        ),
                        ("answered_at__isnull", False),
                        _connector="OR",
                    ),
                    name="an_answer_has_a_moment",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "reported_back"), _negated=True),
                        models.Q(("delivered", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="a_report_says_what_became_of_it",
                ),
                models.UniqueConstraint(fields=("follows",), name="one_referral_follows_another"),
                models.CheckConstraint(
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
                models.UniqueConstraint(fields=("group", "to_desk"), name="a_need_asks_a_desk_once"),
                models.CheckConstraint(
                    condition=models.Q(("first_only", False), ("group__isnull", False), _connector="OR"),
                    name="the_first_is_one_of_several",
                ),
                models.CheckConstraint(
                    condition=models.Q(("rest", ""), ("rest__in", ("not_needed", "no_service")), _connector="OR"),
                    name="what_became_of_a_rest_is_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Emergency",
        fields=[
            (
                "id",
                models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
            ),
            ("reason", models.CharField(max_length=24)),
            ("begun_at", models.DateTimeField()),
            ("review_due_on", models.DateField()),
            ("outcome", models.CharField(blank=True, max_length=16)),
            ("reviewed_at", models.DateTimeField(null=True)),
            (
                "account",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "case",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
            ),
            (
                "desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                ),
            ),
            (
                "reviewed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "grant",
                models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.grant"),
            ),
        ],
        options={
            "db_table": "case_emergency",
            "indexes": [models.Index(fields=["outcome", "review_due_on"], name="emergencies_to_review")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("outcome", ""), ("reviewed_at__isnull", True), ("reviewed_by__isnull", True)),
                        models.Q(
                            ("outcome__in", ("justified", "not_needed", "misuse")),
                            ("reviewed_at__isnull", False),
                            ("reviewed_by__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="a_review_says_who_and_what",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("reviewed_by__isnull", True),
                        models.Q(("reviewed_by", models.F("account")), _negated=True),
                        _connector="OR",
                    ),
                    name="nobody_reviews_themself",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ReferralStep",
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            ("at", models.DateTimeField()),
            ("action", models.CharField(max_length=32)),
            ("role", models.CharField(max_length=32)),
            ("code", models.CharField(blank=True, max_length=48)),
            (
                "desk",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                ),
            ),
            (
                "referral",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="cases.referral"
                ),
            ),
        ],
        options={
            "db_table": "referral_step",
            "indexes": [models.Index(fields=["referral", "at"], name="steps_in_order")],
        },
    ),
]
