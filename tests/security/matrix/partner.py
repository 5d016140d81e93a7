"""The pages under /partner/."""

from tests.security.matrix.rows import Row

ROWS: list[Row] = []
