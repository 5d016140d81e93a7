"""The relay to the keyless public process."""

from tests.security.matrix.rows import Row, closed, open_to_all

ROWS: list[Row] = [
    open_to_all("public"),
    open_to_all("public_rest", rest="fr/"),
    # Without the public process there is nothing to hand on; the form of that page needs no token and no account.
    open_to_all("public_check", language="fr"),
    open_to_all("public_check", "POST", language="fr"),
    closed("public_check", "PUT", language="fr"),
    closed("public"),
    closed("public_rest", rest="fr/"),
]
