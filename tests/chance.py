"""What is left to chance in a test is the same in every run of it: random ids come from its name.

An order of random ids once made a test red one time in eight, and showed a real fault once and then not again.
`HIMAYA_TEST_CHANCE=word` makes other ids, the same for the same word; `make night` takes another word every night.
Keys, nonces and tokens stay random: nothing is asserted of them but that they are.
"""

import os
import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

WORD = os.environ.get("HIMAYA_TEST_CHANCE", "")
_now: list[random.Random] = []


class _Os:
    """The `os` of the module `uuid`, and of nothing else: its random bytes are those of the running test."""

    def urandom(self, size: int) -> bytes:
        return _now[-1].randbytes(size) if _now else os.urandom(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)


@contextmanager
def of(name: str) -> Iterator[None]:
    """Inside the block ids come from this name."""
    _now.append(random.Random(f"{WORD} {name}"))
    try:
        yield
    finally:
        _now.pop()


class Plugin:
    """Ids of each test by its name."""

    def pytest_configure(self) -> None:
        vars(uuid)["os"] = _Os()

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
        """How to have the same order again."""
        seed = config.getoption("randomly_seed", None)
        if seed is not None and not hasattr(config, "workerinput"):
            terminalreporter.write_line(f"the same order again: --randomly-seed={seed}")

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        with of(item.nodeid):
            return (yield)
