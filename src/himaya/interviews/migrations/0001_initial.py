"""The tables of interviews."""

from django.db import migrations

from himaya.interviews.migrations.first_tables import before, during, written
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0015_lines_of_a_plan_ended"),
        ("institutions", "0001_initial"),
        ("instruments", "0003_versions_stay"),
        ("persons", "0001_initial"),
    ]

    operations = [
        CreateTogether([*before.TABLES, *during.TABLES, *written.TABLES]),
    ]
