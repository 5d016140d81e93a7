"""Every row of some tables as the store has it, to see that a refused step changed nothing."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Model

Fingerprint = dict[str, list[tuple[object, ...]]]


def fingerprint(models: Iterable[type[Model]], *, without: frozenset[str] = frozenset()) -> Fingerprint:
    """The rows by table, in no order that matters. Asked of the store directly: objects cost more than the step itself.

    `without`: columns whose reading would take most of the time, such as whole texts that stand there with their hash.
    """
    quote, found = connection.ops.quote_name, {}
    with connection.cursor() as cursor:
        for model in models:
            columns = [field.column for field in model._meta.local_concrete_fields if field.attname not in without]
            table = model._meta.db_table
            cursor.execute(f"SELECT {', '.join(map(quote, columns))} FROM {quote(table)}")  # noqa: S608  names of ours
            found[table] = sorted(cursor.fetchall(), key=repr)
    return found
