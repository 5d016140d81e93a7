import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0015_lines_of_a_plan_ended"),
        ("institutions", "0007_qualifications"),
        ("instruments", "0003_versions_stay"),
        ("persons", "0001_initial"),
    ]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="Assessment",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("instance_id", models.UUIDField()),
                        ("number", models.PositiveSmallIntegerField()),
                        ("occasion", models.CharField(max_length=24)),
                        ("begun_by", models.UUIDField()),
                        ("begun_on", models.DateField()),
                        ("finished_at", models.DateTimeField(null=True)),
                        ("abandoned_on", models.DateField(null=True)),
                        ("due_on", models.DateField(null=True)),
                        ("levels", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
                        ("levels_apart", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="instruments.version"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "risk_assessment",
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "number"), name="one_assessment_per_number"),
                            models.UniqueConstraint(fields=("case", "instance_id"), name="one_assessment_per_form"),
                            models.UniqueConstraint(
                                condition=models.Q(("abandoned_on__isnull", True), ("finished_at__isnull", True)),
                                fields=("case",),
                                name="one_running_assessment_per_case",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "occasion__in",
                                        (
                                            "intake",
                                            "h72",
                                            "before_hearing",
                                            "before_move",
                                            "before_return",
                                            "before_media",
                                            "incident",
                                            "new_contact",
                                            "suspect_released",
                                            "periodic",
                                            "closure",
                                        ),
                                    )
                                ),
                                name="assessment_occasion_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("due_on__isnull", True),
                                        ("finished_at__isnull", True),
                                        ("levels__isnull", True),
                                    ),
                                    models.Q(
                                        ("abandoned_on__isnull", True),
                                        ("due_on__isnull", False),
                                        ("finished_at__isnull", False),
                                        ("levels__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_finished_assessment_has_levels",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DomainLine",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("instance_id", models.UUIDField()),
                        ("number", models.PositiveSmallIntegerField()),
                        ("domain", models.CharField(max_length=3)),
                        ("at", models.DateTimeField()),
                        ("written_by", models.UUIDField()),
                        ("answers", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
                        ("words", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
                        (
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="risks.assessment"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "risk_line",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("assessment", "domain", "number"), name="one_risk_line_per_number"
                            ),
                            models.UniqueConstraint(
                                fields=("assessment", "instance_id"), name="one_risk_line_per_form"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "domain__in",
                                        ("R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12"),
                                    )
                                ),
                                name="risk_domain_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OwnRating",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("instance_id", models.UUIDField()),
                        ("number", models.PositiveSmallIntegerField()),
                        ("domain", models.CharField(max_length=3)),
                        ("at", models.DateTimeField()),
                        ("written_by", models.UUIDField()),
                        ("level", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
                        ("words", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "risk_own_rating",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("case", "domain", "number"), name="one_own_rating_per_number"
                            ),
                            models.UniqueConstraint(fields=("case", "instance_id"), name="one_own_rating_per_form"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "domain__in",
                                        ("R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12"),
                                    )
                                ),
                                name="own_rating_domain_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Discussion",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("instance_id", models.UUIDField()),
                        ("number", models.PositiveSmallIntegerField()),
                        ("domain", models.CharField(max_length=3)),
                        ("at", models.DateTimeField()),
                        ("written_by", models.UUIDField()),
                        ("said", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
                        ("words", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                            ),
                        ),
                        (
                            "rating",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="risks.ownrating"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "risk_discussion",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("case", "domain", "number"), name="one_risk_discussion_per_number"
                            ),
                            models.UniqueConstraint(
                                fields=("case", "instance_id"), name="one_risk_discussion_per_form"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "domain__in",
                                        ("R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12"),
                                    )
                                ),
                                name="risk_discussion_domain_is_known",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
