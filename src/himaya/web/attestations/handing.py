"""A letter that was made, on its way from the page that made it to a fresh one that hands it out.

Nothing of it is kept here. What the paper is made of travels with the browser, in a cookie of that page alone: as
ciphertext (Fernet) under a key from the installation's secret and the session, for ten minutes. The person's phrase is
not in it.
"""

import base64
import json
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from himaya.attestations import note, queries
from himaya.attestations.making import Made, Wish
from himaya.kernel import clock
from himaya.web import sessions

# The name says nothing of what it is. Without an age, no browser need write it to its disk; ten minutes are in it.
COOKIE, SECONDS = "handed", 600


def give(request: HttpRequest, response: HttpResponse, case_id: UUID, letter_id: UUID, made: Made, phone: str) -> None:
    """Let this browser fetch the letter, at its own address and for ten minutes."""
    plain = json.dumps([str(letter_id), made.note, made.wish.languages, phone]).encode()
    response.set_cookie(
        COOKIE,
        _cipher(request, case_id).encrypt_at_time(plain, current_time=_now()).decode(),
        path=reverse("attestations:made", args=[case_id]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def carried(request: HttpRequest, case_id: UUID) -> tuple[Made, str] | None:
    """The letter that this browser brings, with the number to print on it.

    None for every other, after its time, and for one that does not stand: what was taken back is printed no more.
    """
    try:
        sealed = request.COOKIES.get(COOKIE, "").encode()
        plain = _cipher(request, case_id).decrypt_at_time(sealed, ttl=SECONDS, current_time=_now())
    except (InvalidToken, UnicodeEncodeError):
        return None
    number, text, languages, phone = json.loads(plain)
    letter = note.read(text, [note.public_key()])
    if letter is None or not queries.standing(case_id).filter(pk=number).exists():
        return None
    wish = Wish(risk={}, kept="", text=letter.text, languages=languages, days=0, bearer=letter.bearer)
    return Made(wish, letter, text, ""), phone


def _cipher(request: HttpRequest, case_id: UUID) -> Fernet:
    place = f"letter|{sessions.bound(request)}|{case_id}".encode()
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=place)
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))


def _now() -> int:
    return int(clock.now().timestamp())
