"""The tables of decisions: the register, what was asked, decided and told, the period, the note."""

from django.db import migrations

from himaya.determinations.migrations.first_tables import after, asked
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [("cases", "0001_initial"), ("institutions", "0001_initial"), ("persons", "0001_initial")]

    operations = [CreateTogether([*asked.TABLES, *after.TABLES])]
