"""Keeping and correcting an identity: sealed under the person's own key, found again by tokens only."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.kernel import belongings, subjects
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import unit
from himaya.legal.gate import check_real_identities
from himaya.persons import index, policy
from himaya.persons.models import Person
from himaya.persons.ways import WAYS

CONTACT_KEYS = frozenset({"way", "who", "when", "words"})
LONGEST = 300
# Who somebody is. Under a legal hold it is added to and never replaced; how to reach them without danger cannot wait.
WHO = ("full_name", "other_names", "birth", "document")
REACHED = ("phone", "meeting_place")


@dataclass(frozen=True)
class Identity:
    """Who somebody is, as they said it. `safe_contact` has the keys way (of WAYS), who, when, words."""

    full_name: str = ""
    other_names: str = ""
    birth: str = ""
    phone: str = ""
    document: str = ""
    safe_contact: Mapping[str, str] = field(default_factory=dict)
    meeting_place: str = ""

    @property
    def says_who(self) -> bool:
        """True when anything here could lead to a person."""
        texts = (self.full_name, self.other_names, self.birth, self.phone, self.document, self.meeting_place)
        contact = (value for key, value in self.safe_contact.items() if key != "way")
        return any(text.strip() for text in (*texts, *contact))


def add(*, institution_id: str, identity: Identity, by: Actor) -> UUID:
    """Keep a person in one institution; returns the person's id. Raises NotNow while the legal set-up is missing."""
    policy.check_keep(by, institution_id)
    _check(identity)
    with unit(by=by) as u:
        if identity.says_who:
            check_real_identities(institution_id)
        subject = subjects.create("person", key_kinds=(subjects.IDENTITY, subjects.STORY))
        person = Person(id=subject.id, institution_id=institution_id)
        _seal(person, identity)
        person.save(force_insert=True)
        index.replace(person, _tokens(identity))
        u.log("person.added", object_type="person", object_id=person.pk, subjects=[person.pk])
    return person.pk


def correct(*, person_id: UUID, identity: Identity, by: Actor) -> None:
    """Replace what is kept of a person by what is right; tokens follow. The former words are gone.

    Leaving nothing by which to find somebody is no correction: that takes two persons, as an erasure.
    Raises NotFound, NotValid, NotNow (that, a legal hold, an identity that was erased).
    """
    _check(identity)
    with unit(by=by) as u:
        person = Person.objects.select_for_update(of=("self",)).filter(pk=person_id).first()
        if person is None:
            raise NotFound
        policy.check_keep(by, person.institution_id)
        check_real_identities(person.institution_id)
        if person.anonymous_since is not None:
            raise NotNow(
                _("The identity of this person was erased. Nothing is added to it: open a new file if they come back."),
                code="identity_erased",
            )
        held = belongings.on_hold(person.pk)
        if held is not None or not identity.says_who:
            with Access(by, "correct_record", action="person.compared") as access:
                _check_keeps(identity_of(person, access), identity, held)
        _seal(person, identity)
        person.save()
        index.replace(person, _tokens(identity))
        u.log("person.corrected", object_type="person", object_id=person.pk, subjects=[person.pk])


def _check_keeps(before: Identity, after: Identity, held: Promise | None) -> None:
    if before.says_who and not after.says_who:
        raise NotNow(
            _(
                "This would leave nothing by which to find the person again, and that is an erasure, which takes two. "
                "Ask for it on the page of keeping and erasing. Nothing was changed."
            ),
            code="takes_two",
        )
    replaced = any(getattr(before, name) not in ("", getattr(after, name)) for name in WHO)
    emptied = any(getattr(before, name) and not getattr(after, name) for name in REACHED)
    if held is not None and (replaced or emptied):
        raise NotNow(held, code="on_hold")


def identity_of(person: Person, access: Access) -> Identity:
    """The plain identity of a person opened in `access`, to show in a form or to copy into a packet."""
    if not access.holds(person):
        access.open(person)
    return Identity(
        full_name=person.full_name or "",
        other_names=person.other_names or "",
        birth=person.birth or "",
        phone=person.phone or "",
        document=person.document or "",
        safe_contact=person.safe_contact or {},
        meeting_place=person.meeting_place or "",
    )


def _check(identity: Identity) -> None:
    contact = identity.safe_contact
    texts = (identity.full_name, identity.other_names, identity.birth, identity.phone, identity.document)
    if any(len(text) > LONGEST for text in (*texts, identity.meeting_place, *contact.values())):
        raise NotValid(_("One of the fields is too long. Keep only what is needed to find the person again."))
    if contact and (not CONTACT_KEYS.issuperset(contact) or contact.get("way", "") not in (*WAYS, "")):
        raise NotValid(_("Choose how this person can be reached without danger. “Never” is an answer."))


def _seal(person: Person, identity: Identity) -> None:
    seal(
        person,
        full_name=identity.full_name.strip() or None,
        other_names=identity.other_names.strip() or None,
        birth=identity.birth.strip() or None,
        phone=identity.phone.strip() or None,
        document=identity.document.strip() or None,
        safe_contact=dict(identity.safe_contact) or None,
        meeting_place=identity.meeting_place.strip() or None,
    )


def _tokens(identity: Identity) -> list[tuple[str, bytes]]:
    names = index.names_in(identity.full_name, identity.other_names)
    return index.tokens(names, birth_year=index.year_of(identity.birth), document=identity.document)


@contextmanager
def opened(person: Person, *, by: Actor, purpose: str) -> Iterator[Identity]:
    """The plain identity for a verb that copies it; inside a unit the reading joins the unit's audit."""
    with Access(by, purpose, action="referral.prepared") as access:
        yield identity_of(person, access)
