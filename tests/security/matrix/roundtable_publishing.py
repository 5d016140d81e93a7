"""What becomes public: the secretariat alone looks at it before, publishes it and takes it back."""

from tests.security.matrix.rows import Goes, Row, for_the_secretariat

DONE = Goes("/round-tables/public/")

ROWS: list[Row] = [
    for_the_secretariat("roundtable:publishing", "GET", 200).seen_by("secretariat"),
    # Not what was looked at: nothing goes out, whoever asks.
    for_the_secretariat("roundtable:publishing", "POST", 409, data={"do": "publish", "seen": "another"}),
    for_the_secretariat("roundtable:publishing", "POST", DONE, data={"do": "take_back"}),
    for_the_secretariat("roundtable:publishing", "POST", 404, data={"do": "nothing"}),
]
