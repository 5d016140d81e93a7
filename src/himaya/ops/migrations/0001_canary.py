from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Canary",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("subject_id", models.UUIDField()),
                ("song", himaya.kernel.sealed.SealedField(json_value=False, key="note")),
            ],
            options={
                "db_table": "canary",
            },
        ),
    ]
