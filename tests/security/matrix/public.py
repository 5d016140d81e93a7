"""The relay to the keyless public process."""

from tests.security.matrix.rows import Row, closed, open_to_all

ROWS: list[Row] = [
    open_to_all("public"),
    open_to_all("public_rest", rest="fr/"),
    closed("public"),
    closed("public_rest", rest="fr/"),
]
