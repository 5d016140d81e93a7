import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [("institutions", "0001_initial")]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("full_name", himaya.kernel.sealed.SealedField(json_value=False, key="identity")),
                        ("other_names", himaya.kernel.sealed.SealedField(json_value=False, key="identity")),
                        ("birth", himaya.kernel.sealed.SealedField(json_value=False, key="identity")),
                        ("phone", himaya.kernel.sealed.SealedField(json_value=False, key="identity")),
                        ("document", himaya.kernel.sealed.SealedField(json_value=False, key="identity")),
                        ("safe_contact", himaya.kernel.sealed.SealedField(json_value=True, key="identity")),
                        (
                            "institution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.institution",
                            ),
                        ),
                        ("meeting_place", himaya.kernel.sealed.SealedField(json_value=False, key="identity")),
                        ("anonymous_since", models.DateField(null=True)),
                    ],
                    options={
                        "db_table": "person",
                    },
                ),
                migrations.CreateModel(
                    name="IndexToken",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=24)),
                        ("token", models.BinaryField(max_length=16)),
                        ("rule_version", models.PositiveSmallIntegerField()),
                        (
                            "institution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.institution",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="persons.person"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "index_token",
                        "indexes": [models.Index(fields=["token", "institution", "kind"], name="token_lookup")],
                    },
                ),
            ]
        ),
    ]
