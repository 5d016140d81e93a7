import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("institutions", "0007_qualifications"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnCare",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("put_off_at", models.DateTimeField(null=True)),
                ("supervised_on", models.DateField(null=True)),
                ("next_supervision_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "own_care",
            },
        ),
        migrations.CreateModel(
            name="DeskCare",
            fields=[
                (
                    "desk",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="institutions.desk",
                    ),
                ),
                ("cap", models.PositiveSmallIntegerField(null=True)),
                ("counted_on", models.DateField(null=True)),
                ("weighed_on", models.DateField(null=True)),
                ("next_supervision_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "desk_care",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cap__isnull", True), models.Q(("cap__gte", 5), ("cap__lte", 200)), _connector="OR"
                        ),
                        name="a_caseload_cap_is_no_magnifying_glass",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AboveCap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                    ),
                ),
            ],
            options={
                "db_table": "above_cap",
                "constraints": [
                    models.UniqueConstraint(fields=("desk", "account"), name="a_colleague_is_above_a_cap_once")
                ],
            },
        ),
    ]
