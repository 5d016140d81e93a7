"""What was typed on a page that is left alone: sealed in the browser to a key that only the server can make again.

The page holds the public half, derived for this session and this address; nothing in the browser opens what it sealed.
ECIES over P-256, because old telephones have it: ephemeral ECDH, HKDF-SHA-256, AES-256-GCM (ADR 30).
"""

import base64
import binascii
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from himaya.kernel.actor import Actor
from himaya.kernel.errors import KeyMissing, NotValid
from himaya.web import sessions

UNREADABLE = _("What was typed before cannot be opened any more: that session has ended.")
INFO = b"himaya unattended 1"
HOLDER = "holder"
# What keeps a long form, by the name of its view: gives the secret of that form, and of those whose place it took, to
# whoever may hold it, and logs it.
Opener = Callable[[Actor, Mapping[str, Any]], AbstractContextManager[tuple[str, ...]]]
_openers: dict[str, Opener] = {}
_POINT, _NONCE = 65, 12
# The order of P-256 (FIPS 186-5): a derived number is brought below it, wide enough that none is likelier.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@dataclass(frozen=True)
class Watched:
    """What a page's script needs to know of the clock and of the way back."""

    request: HttpRequest

    @property
    def seconds(self) -> int:
        return int(settings.HIMAYA_IDLE_MINUTES * 60)

    @property
    def without_script(self) -> int:
        """A little later than the server's clock, which is written once a minute: then the desk is locked already."""
        return self.seconds + 65

    @property
    def posted(self) -> bool:
        return self.request.method != "GET"

    @property
    def back(self) -> str:
        """Where this page is found again: its own address, or the page whose form it answers."""
        here = self.request.get_full_path()
        came = urlsplit(self.request.headers.get("Referer", "")) if self.posted else None
        if came is None or came.netloc != self.request.get_host() or not came.path.startswith("/"):
            return here
        return came.path + (f"?{came.query}" if came.query else "")

    @property
    def key(self) -> str:
        return public_key(self.request, self.back)


def opens(view: str, opener: Opener) -> None:
    """Say who opens what waits in a browser for the form that this view keeps."""
    _openers[view] = opener


@contextmanager
def secrets_of(actor: Actor, where: str) -> Iterator[tuple[str, ...]]:
    """The secrets of the form at this address, inside the access that its room opens.

    Raises NotValid for an address that keeps no form, and what its room raises: NotFound, NotPermitted.
    """
    try:
        match = resolve(where)
    except Resolver404:
        match = None
    opener = _openers.get(match.view_name) if match is not None else None
    if match is None or opener is None:
        raise NotValid(UNREADABLE, code="kept_unreadable")
    try:
        with opener(actor, match.kwargs) as found:
            yield found
    except KeyMissing as fault:
        # Erased: the page lets go of what it kept.
        raise NotValid(UNREADABLE, code="kept_unreadable") from fault


def _private_key(request: HttpRequest, where: str, secret: str | None) -> ec.EllipticCurvePrivateKey:
    if secret is None:
        place = f"unattended|{sessions.bound(request)}|{where}".encode()
    elif secret:
        # The address has no say in its length: the secret, of fixed length, stands last.
        place = f"long form|{sessions.holder(request).account_id}|{where}|{secret}".encode()
    else:
        raise ValueError("A form without its secret would open to whoever knows its address.")
    derived = HKDF(algorithm=hashes.SHA256(), length=48, salt=None, info=place).derive(settings.SECRET_KEY.encode())
    return ec.derive_private_key(int.from_bytes(derived) % (_ORDER - 1) + 1, ec.SECP256R1())


def public_key(request: HttpRequest, where: str, *, secret: str | None = None) -> str:
    """The key to which a page of this session seals what was typed at this address.

    With the `secret` of a long form it is the account's, so that words not sent yet outlive a browser that was closed,
    and as long as that secret: an erasure of the form takes it (ADR 40). Only the server can make either again.
    """
    point = (
        _private_key(request, where, secret).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    )
    return base64.b64encode(point).decode()


def opened(request: HttpRequest, where: str, text: str, *, secret: str | None = None) -> str:
    """What the browser sealed. Raises NotValid when it is not of this session, or holder and secret, and address."""
    try:
        packed = base64.b64decode(text, validate=True)
        point, nonce, sealed = packed[:_POINT], packed[_POINT : _POINT + _NONCE], packed[_POINT + _NONCE :]
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        shared = _private_key(request, where, secret).exchange(ec.ECDH(), theirs)
        key = HKDF(algorithm=hashes.SHA256(), length=32, salt=point, info=INFO).derive(shared)
        return AESGCM(key).decrypt(nonce, sealed, None).decode()
    except (InvalidTag, binascii.Error, ValueError) as fault:
        raise NotValid(UNREADABLE, code="kept_unreadable") from fault


def opened_by(request: HttpRequest, where: str, text: str, secrets: tuple[str, ...]) -> str:
    """What the browser sealed to one of these secrets. Raises NotValid as `opened`."""
    for secret in secrets[:-1]:
        try:
            return opened(request, where, text, secret=secret)
        except NotValid:
            continue
    return opened(request, where, text, secret=secrets[-1])
