"""At the own desk of the matrix: a file of the exchange standard that was taken in, and that nobody worked with."""

from tests.rooms.exchange.exchanging import ROW, taken_in
from tests.security.matrix.rows import TAKEN


def set_up() -> dict[str, str]:
    return {TAKEN: str(taken_in(ROW))}
