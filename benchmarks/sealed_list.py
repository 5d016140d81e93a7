"""A list of 50 rows with 10 sealed columns each, against the same list in plain columns.

    PYTHONPATH=src:. python benchmarks/sealed_list.py

Goal: at most 2.5 times plain, for the page that a worker waits for. Each sealed round is a whole reading: the rows
fetched, one Access, one audit event with 50 child rows committed, 50 data keys unwrapped, 500 values decrypted. Three
baselines in plain columns: `values`, fetched and touched; `audited`, with the audit rows that a reading owes whether or
not its columns are sealed; `page`, the same table rendered by a template.
"""

import json
import sys
from collections.abc import Callable

from benchmarks import stores

ROWS, COLUMNS, ROUNDS = 50, 10, 200
Use = Callable[[list[object]], None]


def child() -> None:
    import django  # noqa: PLC0415

    django.setup()
    stores.prepare()
    from django.db import connection, models, transaction  # noqa: PLC0415
    from django.template import Context, Template  # noqa: PLC0415

    from himaya.kernel import audit, subjects  # noqa: PLC0415
    from himaya.kernel.access import Access  # noqa: PLC0415
    from himaya.kernel.sealed import SealedField, SealedModel, seal  # noqa: PLC0415
    from tests import cast  # noqa: PLC0415

    names = [f"field_{n}" for n in range(COLUMNS)]
    meta = type("Meta", (), {"app_label": "kernel"})
    sealed = type(
        "Sealed",
        (SealedModel,),
        {
            "__module__": __name__,
            "SUBJECT": "subject_id",
            "subject_id": models.UUIDField(),
            "Meta": meta,
            **{name: SealedField(key="identity") for name in names},
        },
    )
    plain = type(
        "Plain",
        (models.Model,),
        {
            "__module__": __name__,
            "subject_id": models.UUIDField(),
            "Meta": type("Meta", (), {"app_label": "kernel"}),
            **{name: models.TextField() for name in names},
        },
    )
    with connection.schema_editor() as editor:
        editor.create_model(sealed)
        editor.create_model(plain)
    people = []
    with transaction.atomic():
        for number in range(ROWS):
            subject = subjects.create("person", key_kinds=[subjects.IDENTITY])
            people.append(subject.pk)
            words = {name: f"Fatima Zahra {name} {number}" for name in names}
            row = sealed(subject_id=subject.pk)
            seal(row, **words)
            row.save(force_insert=True)
            plain.objects.create(subject_id=subject.pk, **words)  # type: ignore[attr-defined]

    cells = "".join(f"<td>{{{{ row.{name} }}}}</td>" for name in names)
    page = Template(f"<table>{{% for row in rows %}}<tr>{cells}</tr>{{% endfor %}}</table>")

    def touch(rows: list[object]) -> None:
        for row in rows:
            for name in names:
                assert getattr(row, name)

    def render(rows: list[object]) -> None:
        assert page.render(Context({"rows": rows}))

    def note() -> None:
        with transaction.atomic():
            audit.write("record.read", by=cast.INSPECTOR, purpose="bench", subjects=people)

    def of_plain(use: Use, *, audited: bool = False) -> Callable[[], None]:
        def work() -> None:
            if audited:
                note()
            use(list(plain.objects.all()))  # type: ignore[attr-defined]

        return work

    def of_sealed(use: Use) -> Callable[[], None]:
        def work() -> None:
            rows = list(sealed.objects.all())  # type: ignore[attr-defined]
            with Access(cast.INSPECTOR, "bench") as access:
                access.open(*rows)
                use(rows)

        return work

    measured = {
        "plain_values": of_plain(touch),
        "plain_audited": of_plain(touch, audited=True),
        "sealed_values": of_sealed(touch),
        "plain_page": of_plain(render),
        "plain_page_audited": of_plain(render, audited=True),
        "sealed_page": of_sealed(render),
    }
    found = {name: stores.summary(stores.times(work, rounds=ROUNDS)) for name, work in measured.items()}
    pairs = {
        "values": ("sealed_values", "plain_values"),
        "values_audited": ("sealed_values", "plain_audited"),
        "page": ("sealed_page", "plain_page"),
        "page_audited": ("sealed_page", "plain_page_audited"),
    }
    ratios = {name: round(found[one]["p50_ms"] / found[base]["p50_ms"], 2) for name, (one, base) in pairs.items()}
    sys.stdout.write(json.dumps({**found, "times_plain": ratios, "goal": 2.5}) + "\n")


if __name__ == "__main__":
    child() if "--child" in sys.argv else stores.show(stores.in_each(__file__))
