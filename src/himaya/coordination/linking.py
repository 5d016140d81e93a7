"""A reply link: the secret part of its address, whether it still opens, and who comes in by it.

The address is computed from the id and the installation's secret, so that it can be shown again and mailed without
being kept. Whatever is wrong with a link (unknown, expired, withdrawn, mandate over) is one and the same answer.
"""

from base64 import b32decode, b32encode
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from himaya.coordination import states
from himaya.coordination import states_following as following
from himaya.coordination.models import ReplyLink
from himaya.institutions import queries_mandates
from himaya.institutions.models import Delegate, Mandate
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound

NO_LONGER = _("This link is no longer valid. Ask the secretariat of the round tables for a new one.")
KIND = "link"
_SALT = "himaya.coordination.reply_link"
# 16 bytes of the id and 14 of the seal make 48 letters without padding.
_SEAL, _LETTERS = 14, 48
ROLES = {following.SPEAKS_BY_LINK: states.SPEAKING, following.VALIDATES_BY_LINK: (states.VALIDATING,)}


def token_of(link: ReplyLink) -> str:
    """The secret part of the address."""
    return b32encode(link.pk.bytes + _seal(link.pk)).decode().lower()


def opened(token: str) -> ReplyLink:
    """The link of an address, while it is valid. Raises NotFound, always with the same sentence."""
    link_id = _id_of(token)
    if link_id is None:
        raise _gone()
    return standing(link_id)


def standing(link_id: UUID, *, held: bool = False) -> ReplyLink:
    """A link by its id, while it is valid: not expired, not withdrawn, the mandate running. Raises NotFound.

    `held`, inside a unit: nobody withdraws it until what is said by it is written.
    """
    rows = ReplyLink.objects.select_for_update(of=("self",)) if held else ReplyLink.objects.all()
    found = rows.select_related("institution", "delegate").filter(pk=link_id).first()
    if found is None or not stands(found):
        raise _gone()
    return found


def stands(link: ReplyLink) -> bool:
    """True while the link opens."""
    return link.revoked_at is None and clock.now() < link.expires_at and has_mandate(link)


def has_mandate(link: ReplyLink) -> bool:
    """True while the delegate may still say for the institution what the link is for."""
    return Mandate.objects.filter(
        queries_mandates.valid_on(clock.today()),
        delegate_id=link.delegate_id,
        institution_id=link.institution_id,
        role__in=ROLES[link.role],
    ).exists()


def holders(institution_id: str, roles: Sequence[str], *, on: date) -> list[Delegate]:
    """The delegates who hold one of these mandates of an institution on a day, each once, the last to begin first."""
    rows = Mandate.objects.filter(queries_mandates.valid_on(on), institution_id=institution_id, role__in=roles)
    held = rows.select_related("delegate").order_by("-valid_from", "pk")
    return list({one.delegate_id: one.delegate for one in held}.values())


def actor_of(link: ReplyLink) -> Actor:
    """Who acts by a link: the institution, with no account and no role."""
    return Actor(kind=KIND, institution_id=link.institution_id, link_id=link.pk)


def _seal(link_id: UUID) -> bytes:
    return salted_hmac(_SALT, link_id.hex, algorithm="sha256").digest()[:_SEAL]


def _id_of(token: str) -> UUID | None:
    if len(token) != _LETTERS or not token.isascii():
        return None
    try:
        raw = b32decode(token.upper())
    except ValueError:
        return None
    link_id = UUID(bytes=raw[:16])
    return link_id if constant_time_compare(raw[16:], _seal(link_id)) else None


def _gone() -> NotFound:
    return NotFound(NO_LONGER, code="reply_link")
