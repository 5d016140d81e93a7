"""The round tables have a file per subject beside this one: people, tables, practice, room, papers."""

from tests.security.matrix.rows import Row

ROWS: list[Row] = []
