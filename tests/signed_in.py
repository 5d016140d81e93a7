"""A browser that is already signed in at a desk of the cast, without the pages of signing in.

In the rooms it is the fixture `sit`: `sit(cast.INSPECTOR, "ar").get("/casework/")`.
"""

from collections.abc import Callable, Mapping

from django.test import Client

from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.web.sessions import DESK, FACTORS, FULL_SIGN_IN, PROVEN

Sit = Callable[..., Client]


def signed_in(
    actor: Actor, language: str = "en", *, proven: bool = True, session: Mapping[str, object] | None = None
) -> Client:
    """Both factors are proved, and a code was shown just now, or not (`proven=False`); `session` is set besides."""
    client = Client(headers={"accept-language": language})
    client.force_login(Account.objects.get(pk=actor.account_id), backend="django.contrib.auth.backends.ModelBackend")
    kept = client.session
    kept.update({FACTORS: FULL_SIGN_IN, DESK: actor.desk_id})
    if proven:
        kept[PROVEN] = clock.now().timestamp()
    kept.update(session or {})
    kept.save()
    return client
