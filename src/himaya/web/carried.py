"""What was typed in a form, carried through another page as ciphertext: nothing is lost, stored or left on screen.

Fernet (AES-128-CBC with HMAC-SHA-256) over JSON, under a key derived from the installation's secret and the session,
so that only the browser that sent the form can go on with it, and only at the same address.
"""

import base64
import json

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, QueryDict

from himaya.kernel import clock
from himaya.web import sessions

TTL_SECONDS = 10 * 3600
_LEFT_OUT = ("csrfmiddlewaretoken",)


def _cipher(request: HttpRequest) -> Fernet:
    # Not the session's key: that one changes with each proof, and a form in another tab is not lost by it.
    place = f"carried|{sessions.bound(request)}|{request.get_full_path()}".encode()
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=place)
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))


def pack(request: HttpRequest) -> str:
    """The request's method and posted fields as text for a hidden field."""
    fields = [[name, values] for name, values in request.POST.lists() if name not in _LEFT_OUT]
    plain = json.dumps([request.method, fields], ensure_ascii=False).encode()
    return _cipher(request).encrypt_at_time(plain, current_time=_now()).decode()


def unpack(request: HttpRequest, text: str) -> tuple[str, QueryDict] | None:
    """Method and fields as they were packed; None when the text is not of this session and address, or too old."""
    try:
        plain = _cipher(request).decrypt_at_time(text.encode(), ttl=TTL_SECONDS, current_time=_now())
    except (InvalidToken, UnicodeEncodeError):
        return None
    method, kept = json.loads(plain)
    fields = QueryDict(mutable=True)
    for name, values in kept:
        fields.setlist(name, values)
    return str(method), fields


def _now() -> int:
    return int(clock.now().timestamp())
