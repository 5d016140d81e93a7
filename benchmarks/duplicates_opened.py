"""Opening a whole register for a search of duplicates, beside fetching the same rows closed.

    PYTHONPATH=src:. python -m benchmarks.duplicates_opened [--people 20000]

What a search does before it compares anything: everybody named in the audit by portions of two hundred, their keys
unwrapped, five columns opened, turned into keys of sounds and hashes, and let go. Told are the seconds, identities a
second, and how much more memory the process took at its highest; no goal was set, so there is no gate.
"""

import json
import resource
import sys
import time

from benchmarks import sizes, stores

PEOPLE = sizes.size(20_000, 40)


def child(people: int) -> None:
    import django  # noqa: PLC0415

    django.setup()
    stores.prepare()
    from django.db import transaction  # noqa: PLC0415

    from benchmarks.duplicates import register  # noqa: PLC0415
    from himaya.duplicates import searching  # noqa: PLC0415
    from himaya.duplicates.actions import searches  # noqa: PLC0415
    from himaya.kernel import subjects  # noqa: PLC0415
    from himaya.kernel.actor import SYSTEM  # noqa: PLC0415
    from himaya.kernel.sealed import seal  # noqa: PLC0415
    from himaya.persons.models import Person  # noqa: PLC0415
    from tests.rooms.duplicates.duplicated import agreed  # noqa: PLC0415

    records = register(people)[:people]
    with transaction.atomic():
        for one in records:
            subject = subjects.create("person", key_kinds=[subjects.IDENTITY])
            row = Person(id=subject.pk, institution_id="labour")
            seal(row, full_name=one.name, birth=one.birth, document=one.document, phone=one.phone)
            row.save(force_insert=True)
    agreed()
    claimed = searches.begin(by=SYSTEM)
    if claimed is None:
        raise SystemExit("no search to do")
    began = time.monotonic()
    closed = sum(1 for _one in Person.objects.filter(institution_id="labour").iterator())
    fetched = time.monotonic() - began
    before, began = _peak(), time.monotonic()
    found = searching.opened(claimed, lambda *_said: None, by=SYSTEM)
    took = time.monotonic() - began
    said = {
        "people": closed,
        "opened": len(found.people),
        "seconds": round(took, 2),
        "a_second": round(len(found.people) / took),
        "fetched_closed_seconds": round(fetched, 2),
        "more_memory_mb": round((_peak() - before) / 1024, 1),
    }
    sys.stdout.write(json.dumps(said) + "\n")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    parser = sizes.parser()
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--child", action="store_true")
    asked = parser.parse_args()
    if asked.child:
        child(asked.people)
    else:
        stores.show(stores.in_each(__file__, ["--people", str(asked.people)]))
