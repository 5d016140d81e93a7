"""How a module of commands puts them into the parser of `himaya`."""

import argparse
from collections.abc import Callable

type Words = argparse._SubParsersAction[argparse.ArgumentParser]

Handler = Callable[[argparse.Namespace], int]
Say = Callable[[str], None]


def word(within: Words, name: str, handler: Handler) -> argparse.ArgumentParser:
    """One more word, and what it does."""
    made = within.add_parser(name)
    made.set_defaults(handler=handler)
    return made


def group(within: Words, name: str) -> Words:
    """A word after which another one must come."""
    return within.add_parser(name).add_subparsers(required=True)
