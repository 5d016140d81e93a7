"""Word by word, what went and what came: nothing is lost, no mark leaves its letter, and it is quick."""

from functools import partial
from unicodedata import category, normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from himaya.coordination.rules_diff import DEL, INS, SAME, Piece, words
from tests.steps import steps

pytestmark = pytest.mark.capability("A5")
MARKS = "\u064b\u064e\u0651\u0652\u0653\u0655\u0670\u0640"
LETTERS = "ابتعفلمنهويءأإة" + MARKS
WORDS = (
    st.text(LETTERS, min_size=1, max_size=6)
    | st.text("abéçœ\u0301", min_size=1, max_size=5)
    | st.from_regex(r"\A[0-9]{1,4}\Z")
)
PARTS = st.one_of(WORDS, st.sampled_from([" ", "  ", "\n", "،", ",", ".", "؛", "؟", "(", "»", "-", "2016-07-22", "’"]))
TEXTS = st.lists(PARTS, max_size=30).map("".join)


def joined(pieces: tuple[Piece, ...], *ops: str) -> str:
    return "".join(piece.text for piece in pieces if piece.op in ops)


def shown(old: str, new: str) -> str:
    marks = {SAME: "{}", DEL: "[-{}-]", INS: "[+{}+]"}
    return "".join(marks[piece.op].format(piece.text) for piece in words(old, new))


@given(TEXTS, TEXTS)
@settings(max_examples=80)
def test_what_stayed_and_went_is_the_old_text_and_what_stayed_and_came_the_new(old: str, new: str) -> None:
    pieces = words(old, new)
    assert joined(pieces, SAME, DEL) == normalize("NFC", old)
    assert joined(pieces, SAME, INS) == normalize("NFC", new)


@given(TEXTS, TEXTS)
@settings(max_examples=80)
def test_no_mark_is_struck_out_without_its_letter(old: str, new: str) -> None:
    pieces = words(old, new)
    for ops in ((SAME, DEL), (SAME, INS)):
        before = ""
        for piece in (one for one in pieces if one.op in ops):
            alone = category(piece.text[0]).startswith("M") or piece.text[0] == "\u0640"
            assert not (alone and before.strip()), (before, piece)
            before = piece.text[-1]


@given(TEXTS)
@settings(max_examples=60)
def test_a_text_against_itself_shows_no_change(text: str) -> None:
    assert all(piece.op == SAME for piece in words(text, text))
    assert len(words(text, text)) <= 1


@given(TEXTS, TEXTS)
@settings(max_examples=60)
def test_runs_are_whole_and_what_goes_is_read_before_what_comes(old: str, new: str) -> None:
    ops = [piece.op for piece in words(old, new)]
    assert all((one, other) not in ((INS, DEL), (one, one)) for one, other in zip(ops, ops[1:], strict=False))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("التعرّف على الضحية", "التعرف على الضحية", "[-التعرّف -][+التعرف +]على الضحية"),
        ("الضحية", "الضـحية", "[-الضحية-][+الضـحية+]"),
        ("entendu seul.", "entendu assisté, seul.", "entendu [+assisté, +]seul."),
        ("a b", "a b c", "a b[+ c+]"),
        ("le 2016-07-22", "le 2016-07-23", "le [-2016-07-22-][+2016-07-23+]"),
        ("un, deux, trois", "six, sept, trois", "[-un, deux-][+six, sept+], trois"),
        ("rendez-vous pris", "rendez-vous pris", "rendez-vous pris"),
        ("cafe\u0301 noir", "caf\u00e9 noir", "café noir"),
        ("", "tout est neuf", "[+tout est neuf+]"),
        ("tout est parti", "", "[-tout est parti-]"),
    ],
)
def test_a_reader_sees_whole_words(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


def _clause(length: int, changed: int) -> tuple[str, str]:
    """A clause in two scripts with words that come again and again, and the same with three words exchanged for two."""
    clause = [f"كلمة{number % 37}" if number % 3 else f"mot{number % 53}" for number in range(length)]
    return " ".join(clause), " ".join(clause[:changed] + ["جديد،", "neuf"] + clause[changed + 3 :])


def test_a_clause_twice_as_long_takes_three_times_the_work_at_most() -> None:
    """Counted, not timed: forty lines of Python a word. Seen red with each word looked at for each other."""
    for place in (0, 27, 40, 79):
        once, twice = (steps(partial(words, *_clause(length, place))) for length in (90, 180))
        assert once <= 40 * 90
        assert twice <= 3 * once


def test_a_hostile_text_takes_no_more_than_its_length() -> None:
    """One word and nothing else would be compared with itself everywhere: the cube of the length.

    Seen red with LONG at ten thousand: fifty million lines for the first.
    """
    once = steps(partial(words, "a " * 400, "b a " * 200))
    assert once <= 10 * 400
    assert steps(partial(words, "a " * 800, "b a " * 400)) <= 2.2 * once
