"""Pictures of the follow-up: whoever takes part at a table reads what it may know, and nobody writes."""

from tests.security.matrix.rows import Row, closed, for_the_table

TABLE = {"picture": "institutions"}
# A name that no picture has.
NO_SUCH = {"picture": "people"}

ROWS: list[Row] = [
    for_the_table("roundtable:pictures", "GET", secretariat=200, member=200, stranger=200).seen_by(
        "secretariat", "point-focal-droits"
    ),
    closed("roundtable:pictures"),
    for_the_table("roundtable:picture_table", "GET", secretariat=200, member=200, stranger=200, needs=TABLE),
    for_the_table("roundtable:picture_table", "GET", secretariat=404, member=404, needs=NO_SUCH),
    closed("roundtable:picture_table", **TABLE),
]
