"""Word by word, what went and what came: nothing is lost, no mark leaves its letter, and it is quick."""

import time
from unicodedata import category, normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from himaya.coordination.rules_diff import DEL, INS, SAME, Piece, words

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


def test_three_hundred_clauses_take_less_than_a_second_and_a_hostile_one_no_longer() -> None:
    clause = [f"كلمة{number % 37}" if number % 3 else f"mot{number % 53}" for number in range(90)]
    pairs = [
        (" ".join(clause), " ".join(clause[: k % 80] + ["جديد،", "neuf"] + clause[k % 80 + 3 :])) for k in range(300)
    ]
    start = time.perf_counter()
    for old, new in pairs:
        words(old, new)
    assert time.perf_counter() - start < 1
    start = time.perf_counter()
    words("a " * 2_000, "b a " * 1_000)
    assert time.perf_counter() - start < 1
