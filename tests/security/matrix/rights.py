"""The pages under /rights/."""

from tests.security.matrix.rows import Row

ROWS: list[Row] = []
