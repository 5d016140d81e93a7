"""The draft for ministries that work on paper: amendments as tracked changes, remarks in the margin. DOCX only."""

from collections.abc import Iterator, Mapping
from typing import Any

from himaya.adapters.paper import (
    LANGUAGES,
    Block,
    Facts,
    Marked,
    Mode,
    Paper,
    Para,
    Piece,
    Remark,
    Tracked,
    Words,
)
from himaya.coordination import rules_content, states
from himaya.coordination.papers import change_words, clause_words
from himaya.coordination.papers.phrases import joined, say, typed, words
from himaya.coordination.papers.tracked_lines import SECRETARIAT, Line, anchor, lines
from himaya.coordination.rules_diff import SAME, Op

Data = Mapping[str, Any]
Note = tuple[Words, str, Words]  # Who wrote it, when, what.


def tracked(data: Data, *, mode: Mode, exercise: bool) -> Paper:
    """The whole draft. To reject every change gives the text as it was, to accept all the amended one."""
    return Paper(
        title=say("tracked_title", title=words(data["titles"])),
        kicker=words(data["organiser"]),
        reference=f"P{data['draft']}-A",
        blocks=tuple(_numbered(_blocks(data))),
        mode=mode,
        footer=say("page_model"),
        exercise=exercise,
    )


def _blocks(data: Data) -> Iterator[Block]:
    content = data["content"]
    found, loose = lines(content, data["amendments"])
    numbers = clause_words.numbers(content)
    by_number = {row["number"]: _amendment(row, numbers) for row in data["amendments"]}
    beside: dict[int, list[Note]] = {id(line): [by_number[number] for number in line.remarks] for line in found}
    general = [by_number[number] for number in loose]
    for row in data["comments"]:
        if row["state"] == states.COMMENT_WITHDRAWN:
            continue
        line = anchor(found, row["uid"])
        (general if line is None else beside[id(line)]).append(_comment(row, gone=line is None))
    yield Tracked(_unchanged(say("tracked_note")), tone="note", remarks=_remarks(general))
    if data["whose"]:
        yield Para(say("consultation_own", institution=words(data["whose"])), "note")
    yield Facts(
        (
            (say("text_version"), say("text_draft_number", number=data["draft"])),
            (say("text_state"), say(f"draft_state_{data['state']}")),
        )
    )
    who = {str(row["number"]): row for row in data["amendments"]}
    for line in found:
        yield from _line(line, content, numbers, who, _remarks(beside[id(line)]))


def _line(
    line: Line, content: Data, numbers: Mapping[str, str], who: Mapping[str, Data], remarks: tuple[Remark, ...]
) -> Iterator[Block]:
    head = _head(line, content, numbers)
    name, at = _who(line.by, who)
    if line.op == SAME:
        yield Para(head, "label")
    else:
        yield Tracked(_all(head, line.op, name, at), line.op, name, at, tone="label")
    level = 3 if line.kind == states.SECTION else 0
    text = Marked(**{code: _pieces(line, code, who) for code in LANGUAGES})
    yield Tracked(text, line.op, name, at, level, remarks=remarks)
    clause = rules_content.clause_of(content, line.uid)
    if line.op == SAME and clause is not None:
        said = joined(clause_words.details(clause, content))
        if said:
            yield Para(said, "note")


def _head(line: Line, content: Data, numbers: Mapping[str, str]) -> Words:
    if line.variant:
        return say("tracked_variant", number=line.by)
    if not line.uid:
        return joined((say("tracked_new", number=line.by), say(f"clause_{line.kind}")), " · ")
    clause = rules_content.clause_of(content, line.uid)
    if clause is not None:
        return clause_words.line(clause, numbers[line.uid])
    return joined((typed(line.uid), say(f"clause_{line.kind}")), " · ")


def _pieces(line: Line, code: str, who: Mapping[str, Data]) -> tuple[Piece, ...]:
    return tuple(Piece(one.op, one.text, *_who(one.by, who)) for one in line.layers(code))


def _who(key: str, who: Mapping[str, Data]) -> tuple[Words, str]:
    if not key:
        return Words(), ""
    if key == SECRETARIAT:
        return say("tracked_secretariat"), ""
    return words(who[key]["institution"]), who[key]["made_at"]


def _unchanged(said: Words) -> Marked:
    return Marked(**{code: (Piece("same", said.in_language(code)),) for code in LANGUAGES})


def _all(said: Words, op: Op, by: Words, at: str) -> Marked:
    return Marked(**{code: (Piece(op, said.shown(code)[0], by, at),) for code in LANGUAGES})


# --- in the margin ---------------------------------------------------------------------------------------------------
def _amendment(row: Data, numbers: Mapping[str, str]) -> Note:
    op = change_words.operation(row, numbers)
    said = [say("tracked_amendment", number=row["number"], op=op, outcome=say(f"outcome_{row['state']}"))]
    said.append(say("tracked_reason", reason=typed(row["reason"])))
    if row["answer"]:
        said.append(say("tracked_answer", answer=typed(row["answer"])))
    head, *rest = said
    # In a language in which the change was not written, the change in the one in which it was.
    asked = {code: "" if row["texts"].get(code) else words(row["texts"]).shown(code)[0] for code in LANGUAGES}
    lines_of = {code: [head, *([typed(f"« {text} »")] if text else []), *rest] for code, text in asked.items()}
    told = {code: joined(found).in_language(code) for code, found in lines_of.items()}
    return words(row["institution"]), row["made_at"], Words(**told)


def _comment(row: Data, *, gone: bool) -> Note:
    said = [typed(f"{row['uid']}: {row['text']}" if gone and row["uid"] else row["text"])]
    if row["private"]:
        said.append(say("comment_for_secretariat"))
    if row["answer"]:
        said.append(say("tracked_answer", answer=typed(row["answer"])))
    return words(row["institution"]), row["at"], joined(said)


def _remarks(notes: list[Note]) -> tuple[Remark, ...]:
    return tuple(Remark(0, said, by, at) for by, at, said in notes)


def _numbered(blocks: Iterator[Block]) -> Iterator[Block]:
    """Each remark with its own number, in the order of the paper."""
    last = 0
    for block in blocks:
        if not isinstance(block, Tracked) or not block.remarks:
            yield block
            continue
        kept = tuple(Remark(last + n, one.words, one.by, one.at) for n, one in enumerate(block.remarks))
        last += len(kept)
        yield Tracked(block.text, block.op, block.by, block.at, block.level, block.tone, kept)
