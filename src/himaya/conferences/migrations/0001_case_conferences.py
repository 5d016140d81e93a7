"""The tables of case conferences."""

from django.db import migrations

from himaya.conferences.migrations.first_tables import (
    conference,
    seat,
)
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [("cases", "0001_initial"), ("institutions", "0001_initial"), ("persons", "0001_initial")]

    operations = [
        CreateTogether([*conference.TABLES, *seat.TABLES]),
    ]
