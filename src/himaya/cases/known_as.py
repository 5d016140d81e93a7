"""The reference in a person's hand: which file it opens at a desk, and under which others this desk knows a file.

What a person carries is the reference of the referral that the receiving desk knows, never that of the file of whoever
sent it (ADR 83). Once the receiving desk holds a file of that person, the same reference opens the file. A reference is
kept beside a file of another house as AES-SIV (RFC 5297) under a key of the index root, bound to the house: it can be
looked up and read by the program, and joined to nothing by whoever has the store alone.
"""

from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db.models import Q, QuerySet

from himaya.cases import policy
from himaya.cases.models import Case, KnownAs, Referral
from himaya.kernel import keys, wall
from himaya.kernel.actor import Actor
from himaya.kernel.ids import tidy_reference

KEY_BYTES = 64
_INFO = b"himaya known as 1"


def token(institution_id: str, reference: str) -> bytes:
    """The ciphertext of a reference (9 characters) at one institution, always the same. Raises KeyMissing."""
    return _cipher().encrypt(reference.encode(), [institution_id.encode()])


def reference_in(row: KnownAs) -> str:
    """The reference that a row holds; `row.case` says at which institution. Raises KeyMissing."""
    return _cipher().decrypt(bytes(row.token), [row.case.institution_id.encode()]).decode()


def _cipher() -> AESSIV:
    root = keys.ring().index_root()
    return AESSIV(HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=_INFO).derive(root))


def remember(case: Case, reference: str) -> None:
    """From now on this reference opens this file at the desk that holds it, and no other one of its institution.

    The caller holds the unit.
    """
    mine = token(case.institution_id, reference)
    with wall.beyond(wall.EVERYTHING):
        KnownAs.objects.filter(token=mine).delete()
        KnownAs.objects.create(person_id=case.person_id, case=case, token=mine)


def is_taken(institution_id: str, reference: str) -> bool:
    """True where the reference opens a file of any desk of the institution. Asked beyond the wall: yes or no."""
    return KnownAs.objects.filter(token=token(institution_id, reference)).exists()


def remember_received(case: Case, of: UUID) -> None:
    """The same for every referral that the desk of a new file received of the file `of` from which it grew."""
    received = Referral.objects.filter(case_id=of, to_desk_id=case.desk_id).order_by("sent_at")
    for reference in received.values_list("reference", flat=True):
        remember(case, reference)


def opens(actor: Actor, typed: str) -> QuerySet[Case]:
    """The files that a reference opens for the actor: their own, or what grew here from a referral of that reference.

    One question to the store, whether there is such a file or not, here or elsewhere.
    """
    reference = tidy_reference(typed)
    if not reference:
        return Case.objects.none()
    grown = Q(pk__in=KnownAs.objects.filter(token=token(actor.institution_id, reference)).values("case_id"))
    came = Q(pk__in=Referral.objects.filter(reference=reference, to_desk_id=actor.desk_id).values("case_id"))
    return Case.objects.filter(
        policy.visible_cases(actor), Q(reference=reference) | Q(grown | came, desk_id=actor.desk_id)
    )


def grown_from(actor: Actor, referral: Referral) -> Case | None:
    """The file that the actor's desk holds of the person of a referral that it sent or received; None without one."""
    joined = KnownAs.objects.filter(token=token(actor.institution_id, referral.reference)).values("case_id")
    rows = Case.objects.filter(policy.held_cases(actor), Q(pk__in=joined) | Q(pk=referral.case_id))
    return rows.order_by("-opened_on", "reference").first()


def is_joined(actor: Actor, referral: Referral, case: Case) -> bool:
    """True where somebody at the desk said that this referral is of this file, or it came with the file."""
    return KnownAs.objects.filter(case=case, token=token(actor.institution_id, referral.reference)).exists()


def carried(case: Case) -> list[str]:
    """The references of referrals to this house that open a file besides its own. Of a file that the actor holds."""
    rows = KnownAs.objects.filter(case=case).select_related("case")
    return sorted(reference_in(row) for row in rows)
