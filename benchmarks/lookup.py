"""Find before create among a million tokens of one institution, on both databases.

    PYTHONPATH=src:. python benchmarks/lookup.py [--tokens 1000000]

Goal: p95 of 5 ms for the lookup by name, that is from a typed name to the people who share a token with it. The whole
search is shown beside it: up to 50 people opened in one audited access, names compared, reasons given. Baseline: the
plain name in a column without an index for its spellings, searched with LIKE, which finds one spelling only.
The people are invented: syllables for surnames, common first names, a skew in both so that some names are frequent.
"""

import argparse
import json
import os
import random
import sys
import uuid
from collections.abc import Iterator

from benchmarks import stores

FIRST = ("Mohamed", "Fatima", "Hanane", "Youssef", "Khadija", "Ahmed", "Zineb", "Rachid", "Salma", "Hassan")
STARTS = ("ba", "bou", "ben", "cha", "dou", "fa", "gha", "had", "idr", "kar", "lah", "mou", "nas", "oua", "ram")
MIDDLES = ("sal", "taz", "yac", "zou", "rif", "dar", "mel", "kou", "far", "hab", "lim", "rou", "sbi", "tah")
ENDS = ("ri", "di", "oui", "ani", "mi", "ssi", "li", "ouf", "ate", "ki", "na", "zi")
SEED, LOOKUPS = 11, 300


def names(rng: random.Random) -> Iterator[tuple[str, int]]:
    """A skewed stream of names and years of birth."""
    surnames = sorted({f"{a}{b}{c}".title() for a in STARTS for b in MIDDLES for c in ENDS})
    rng.shuffle(surnames)
    while True:
        surname = surnames[min(int(rng.paretovariate(0.6)), len(surnames)) - 1]
        yield f"{rng.choice(FIRST)} {surname}", rng.randint(1960, 2015)


def child(wanted: int) -> None:
    import django  # noqa: PLC0415

    django.setup()
    stores.prepare()
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from himaya.kernel import keys, sealed, subjects  # noqa: PLC0415
    from himaya.persons import index, queries  # noqa: PLC0415
    from himaya.persons.models import Person  # noqa: PLC0415
    from himaya.persons.names import RULE_VERSION  # noqa: PLC0415
    from tests import cast  # noqa: PLC0415

    epoch = keys.ring().current_epoch()
    fields = {field.name: field for field in sealed.sealed_fields(Person)}

    def blob(person: Person, name: str, value: str, key: AESGCM) -> bytes:
        nonce = os.urandom(sealed.NONCE)
        field = fields[name]
        return sealed.FORMAT + nonce + key.encrypt(nonce, value.encode(), sealed.bound_to(person, field, 1))

    stream = names(random.Random(SEED))
    subject_rows, key_rows, person_rows, token_rows, plain_rows = [], [], [], [], []
    while len(token_rows) < wanted:
        name, year = next(stream)
        person = Person(id=uuid.uuid4(), institution_id="labour")
        raw = AESGCM.generate_key(256)
        subject_rows.append((person.pk, "person"))
        key_rows.append(
            (person.pk, "identity", epoch, subjects._wrap(raw, subject_id=person.pk, kind="identity", epoch=epoch))
        )
        key = AESGCM(raw)
        person_rows.append(
            (person.pk, 1, "labour", blob(person, "full_name", name, key), blob(person, "birth", str(year), key))
        )
        token_rows += [
            (person.pk, "labour", kind, token, RULE_VERSION)
            for kind, token in index.tokens([name], birth_year=year, document="")
        ]
        plain_rows.append((person.pk, "labour", name))
    stores.load("subject", ("id", "kind"), subject_rows)
    stores.load("data_key", ("subject_id", "kind", "epoch", "wrapped"), key_rows)
    stores.load("person", ("id", "revision", "institution_id", "full_name", "birth"), person_rows)
    stores.load("index_token", ("person_id", "institution_id", "kind", "token", "rule_version"), token_rows)
    uuid_type = "uuid" if connection.vendor == "postgresql" else "char(32)"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE plain_name (id {uuid_type}, institution varchar(64), name varchar(200))")
        cursor.execute("CREATE INDEX plain_by_institution ON plain_name (institution)")
    stores.load("plain_name", ("id", "institution", "name"), plain_rows)
    stores.settle()

    asked = names(random.Random(SEED + 1))

    def lookup() -> None:
        name, year = next(asked)
        tokens = index.tokens([name], birth_year=year, document="")
        queries.blocked_ids(tokens, "labour")

    def search() -> None:
        name, year = next(asked)
        queries.find_candidates(name=name, birth_year=year, by=cast.INSPECTOR)

    def like() -> None:
        name, _year = next(asked)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM plain_name WHERE institution = %s AND lower(name) LIKE %s LIMIT 50",
                ["labour", f"%{name.lower()}%"],
            )
            cursor.fetchall()

    found = {
        "tokens": len(token_rows),
        "people": len(person_rows),
        "lookup": stores.summary(stores.times(lookup, rounds=LOOKUPS)),
        "whole_search": stores.summary(stores.times(search, rounds=LOOKUPS // 3)),
        "baseline_like": stores.summary(stores.times(like, rounds=60, warm=3)),
        "goal_lookup_p95_ms": 5,
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--tokens", type=int, default=1_000_000)
    parser.add_argument("--child", action="store_true")
    chosen = parser.parse_args()
    if chosen.child:
        child(chosen.tokens)
    else:
        stores.show(stores.in_each(__file__, ("--tokens", str(chosen.tokens))))
