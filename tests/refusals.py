"""Asserting that the house refuses, and that it says so in a sentence.

    with refused(NotNow, "no_consent"):
        factories.hand_over(consent_given=False)

`as refusal` gives what was refused, for a closer look: `refusal.value.sentence`.
Where the deed is at hand as a function: `refuses(deed, NotNow, "no_consent")`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest

from himaya.kernel.errors import Refusal

Kinds = type[Refusal] | tuple[type[Refusal], ...]


@contextmanager
def refused(
    kind: Kinds = Refusal, code: str | None = None, *, says: str = "", own_words: bool = False
) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """What is done inside is refused in this way, with this code, in a sentence that contains `says`.

    `own_words`: the sentence is not the general one of its kind.
    """
    with pytest.raises(kind) as met:
        yield met
    sentence = str(met.value.sentence)
    assert code is None or met.value.code == code, f"refused as {met.value.code!r} instead of {code!r}: {sentence}"
    assert sentence, f"no sentence says why ({met.value.code!r})"
    assert says in sentence, f"{says!r} is not in {sentence!r}"
    assert not own_words or sentence != str(met.value.sentence_default), f"only the general sentence: {sentence!r}"


def refuses(deed: Callable[[], Any], kind: Kinds = Refusal, code: str | None = None, **more: Any) -> Refusal:
    """The refusal of a deed; the arguments are those of `refused`."""
    with refused(kind, code, **more) as met:
        deed()
    return met.value


# For rooms in which every refusal explains itself: `from tests.refusals import refuses_in_own_words as refuses`.
refuses_in_own_words = partial(refuses, own_words=True)
