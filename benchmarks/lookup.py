"""Find before create among a million tokens of one institution, on both databases.

    PYTHONPATH=src:. python benchmarks/lookup.py [--tokens 1000000]

Goal: p95 of 5 ms for the lookup by name, that is from a typed name to the people who share a token with it. The whole
search is shown beside it: up to 50 people opened in one audited access, names compared, reasons given. Baseline: the
plain name in a column without an index for its spellings, searched with LIKE, which finds one spelling only.
The people are invented: syllables for surnames, common first names, a skew in both so that some names are frequent.
"""

import json
import os
import random
import sys
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count

from benchmarks import sizes, stores

FIRST = ("Mohamed", "Fatima", "Hanane", "Youssef", "Khadija", "Ahmed", "Zineb", "Rachid", "Salma", "Hassan")
STARTS = ("ba", "bou", "ben", "cha", "dou", "fa", "gha", "had", "idr", "kar", "lah", "mou", "nas", "oua", "ram")
MIDDLES = ("sal", "taz", "yac", "zou", "rif", "dar", "mel", "kou", "far", "hab", "lim", "rou", "sbi", "tah")
ENDS = ("ri", "di", "oui", "ani", "mi", "ssi", "li", "ouf", "ate", "ki", "na", "zi")
SEED, LOOKUPS, TOKENS = 11, 300, sizes.size(1_000_000, 300)
PORTION = 5_000


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

    from himaya.kernel import clock, keys, sealed, subjects  # noqa: PLC0415
    from himaya.kernel.models import DataKey, Subject  # noqa: PLC0415
    from himaya.persons import index, queries  # noqa: PLC0415
    from himaya.persons.models import IndexToken, Person  # noqa: PLC0415
    from himaya.persons.names import RULE_VERSION  # noqa: PLC0415
    from tests import cast  # noqa: PLC0415

    epoch = keys.ring().current_epoch()
    sealed_columns = {field.name: field for field in sealed.sealed_fields(Person)}

    def blob(person: Person, name: str, value: str, key: AESGCM) -> bytes:
        nonce = os.urandom(sealed.NONCE)
        bound = sealed.bound_to(person, sealed_columns[name], person.revision)
        return sealed.FORMAT + nonce + key.encrypt(nonce, value.encode(), bound)

    uuid_type = "uuid" if connection.vendor == "postgresql" else "char(32)"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE plain_name (id {uuid_type}, institution varchar(64), name varchar(200))")
        cursor.execute("CREATE INDEX plain_by_institution ON plain_name (institution)")
    # As the verbs write them, without a transaction each: a million tokens are a third of a million people.
    stream, number, number_of_people = names(random.Random(SEED)), 0, 0
    who, data_keys, people, tokens, plain_rows = [], [], [], [], []

    def write() -> None:
        for rows in (who, data_keys, people, tokens):
            stores.load(rows)
        stores.put("plain_name", ("id", "institution", "name"), plain_rows)
        for rows in (who, data_keys, people, tokens, plain_rows):
            rows.clear()

    while number < wanted:
        name, year = next(stream)
        person = Person(id=uuid.uuid4(), revision=1, institution_id="labour")
        raw = AESGCM.generate_key(256)
        wrapped = subjects._wrap(raw, subject_id=person.pk, kind="identity", epoch=epoch)
        who.append(Subject(id=person.pk, kind="person"))
        data_keys.append(DataKey(subject_id=person.pk, kind="identity", epoch=epoch, wrapped=wrapped))
        key = AESGCM(raw)
        person.full_name, person.birth = blob(person, "full_name", name, key), blob(person, "birth", str(year), key)
        people.append(person)
        keyed = index.tokens([name], birth_year=year, document="")
        tokens += [
            IndexToken(person_id=person.pk, institution_id="labour", kind=kind, token=token, rule_version=RULE_VERSION)
            for kind, token in keyed
        ]
        plain_rows.append((person.pk, "labour", name))
        number, number_of_people = number + len(keyed), number_of_people + 1
        if len(people) == PORTION:
            write()
    write()
    stores.settle()

    asked, begun = names(random.Random(SEED + 1)), clock.now()

    def lookup() -> None:
        name, year = next(asked)
        tokens = index.tokens([name], birth_year=year, document="")
        queries.blocked_ids(tokens, "labour")

    hours = count(1)

    def search() -> None:
        # An hour apart each, by somebody who confirmed it: one search may open fifty people, a third one in an hour
        # is stopped by the volume budget.
        name, year = next(asked)
        with clock.stopped(begun + timedelta(hours=2 * next(hours))):
            by = replace(cast.INSPECTOR, proven_at=clock.now())
            queries.find_candidates(name=name, birth_year=year, by=by)

    def like() -> None:
        name, _year = next(asked)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM plain_name WHERE institution = %s AND lower(name) LIKE %s LIMIT 50",
                ["labour", f"%{name.lower()}%"],
            )
            cursor.fetchall()

    found = {
        "tokens": number,
        "people": number_of_people,
        "lookup": stores.summary(stores.times(lookup, rounds=LOOKUPS)),
        "whole_search": stores.summary(stores.times(search, rounds=LOOKUPS // 3)),
        "baseline_like": stores.summary(stores.times(like, rounds=60, warm=3)),
        "goal_lookup_p95_ms": 5,
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    parser = sizes.parser()
    parser.add_argument("--tokens", type=int, default=TOKENS)
    parser.add_argument("--child", action="store_true")
    chosen = parser.parse_args()
    if chosen.child:
        child(chosen.tokens)
    else:
        stores.show(stores.in_each(__file__, ("--tokens", str(chosen.tokens))))
