"""Clauses of the shipped instruments: each identifier stands once, and every use of one and all it hears resolves.

What a form does silently wrong is the work of `himaya lint-instruments`; this only keeps the references whole.
"""

from collections.abc import Iterator, Mapping, Sequence

from himaya.ops.content_rules.gap import Gap

Documents = dict[str, dict[str, object]]


def clause_gaps(documents: Documents) -> Iterator[Gap]:
    """`documents`: file name from the content root -> its top mapping, for every file under instruments/."""
    owners: dict[tuple[str, str], str] = {}
    for file, document in sorted(documents.items()):
        folder = file.rpartition("/")[0]
        for uid in _uids(document):
            if (folder, uid) in owners:
                where = owners[folder, uid]
                yield Gap(file, uid, "", f"this clause identifier stands twice (also in {where})")
            owners[folder, uid] = file
    for file, document in sorted(documents.items()):
        folder, survey = file.rpartition("/")[0], document.get("survey")
        for row in survey if isinstance(survey, list) else []:
            used = row.get("use") if isinstance(row, dict) else None
            if used is not None and (folder, str(used)) not in owners:
                yield Gap(file, str(used), "", f"clause “{used}” does not exist")


def hearing_gaps(documents: Documents, exposes: Mapping[str, Sequence[str]]) -> Iterator[Gap]:
    """Indicators that no catalogue holds, and questions that say less about what they expose than what they hear.

    `exposes`: every indicator of the catalogue, with the offences that its answer could describe.
    """
    for file, document in sorted(documents.items()):
        for row in _hearing(document):
            uid, own = str(row.get("uid", "")), row.get("exposes")
            for indicator in row["hears"]:
                if indicator not in exposes:
                    yield Gap(file, uid, "", f"it hears the indicator “{indicator}”, which does not exist")
                elif lost := [one for one in exposes[indicator] if not isinstance(own, list) or one not in own]:
                    yield Gap(file, uid, "", f"it hears {indicator}: add to exposes {', '.join(lost)}")


def _hearing(node: object) -> Iterator[dict[str, Sequence[str]]]:
    for item in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _hearing(item)
    if isinstance(node, dict) and isinstance(node.get("hears"), list):
        yield node


def _uids(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _uids(item)
    elif isinstance(node, dict):
        if isinstance(node.get("uid"), str):
            yield node["uid"]
        for value in node.values():
            yield from _uids(value)
