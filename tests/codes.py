"""Codes of a second factor, which count in their half minute alone: the one place in the tests where they are made.

One that is taken as its half minute ends is refused a moment later: that made journeys red three times in four days.
Before a server that runs by the real clock a code is taken with five seconds to spare, or it is the next one's; inside
a test's process the half minute stands still (`one_half_minute`), and nothing waits.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace

from allauth.mfa import app_settings
from allauth.mfa.totp.internal import auth

# What filling in, sending and checking may take on a busy machine.
SPARE = 5.0
_LOOK_AGAIN_MS = 250


def of(secret: str, counter: int | None = None) -> str:
    """What an authenticator with this secret shows in a half minute, without one in the present one."""
    counter = next(auth.yield_hotp_counters_from_time()) if counter is None else counter
    return str(auth.format_hotp_value(auth.hotp_value(secret, counter)))


def left() -> float:
    """How many seconds of the present half minute remain."""
    return float(app_settings.TOTP_PERIOD) - time.time() % app_settings.TOTP_PERIOD


def half_minute(pause: Callable[[float], object], *, spent: frozenset[int] = frozenset()) -> int:
    """The number of a half minute with five seconds to spare, whose code was not used before; waits for one.

    `pause` lets that many milliseconds pass where the code is needed, as `page.wait_for_timeout` does: it is looked at
    the clock again and again, for a minute at most.
    """
    for _look in range(2 * app_settings.TOTP_PERIOD * 1000 // _LOOK_AGAIN_MS):
        number = int(time.time()) // app_settings.TOTP_PERIOD
        if left() >= SPARE and number not in spent:
            return number
        pause(_LOOK_AGAIN_MS)
    raise AssertionError("no half minute came whose code was free")


@contextmanager
def one_half_minute() -> Iterator[None]:
    """For tests in this process: codes are asked for and typed in the same half minute, whenever the test runs."""
    begun, running = time.time(), auth.time
    # By hand: what is patched with pytest's own means counts as another world (tests/worlds.py).
    auth.time = SimpleNamespace(time=lambda: begun)
    try:
        yield
    finally:
        auth.time = running
