"""The tables of the round tables: cycles, seats, tables and their agenda."""

from django.db import migrations

from himaya.coordination.migrations.first_tables import (
    consulting,
    cycles,
    decisions,
    drafts,
    following,
    letters,
    minutes,
    needs,
    papers,
    practice,
    recommendations,
    releases,
    reports,
    sessions,
    tables,
)
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [("institutions", "0001_initial"), ("instruments", "0001_initial"), ("kernel", "0001_initial")]

    operations = [
        CreateTogether(
            [
                *cycles.TABLES,
                *papers.TABLES,
                *releases.TABLES,
                *recommendations.TABLES,
                *following.TABLES,
                *tables.TABLES,
                *reports.TABLES,
                *sessions.TABLES,
                *minutes.TABLES,
                *letters.TABLES,
                *practice.TABLES,
                *decisions.TABLES,
                *needs.TABLES,
                *drafts.TABLES,
                *consulting.TABLES,
            ]
        ),
    ]
