"""Clauses of the shipped instruments: each identifier stands once, and every use of one resolves.

What a form does silently wrong is the work of `himaya lint-instruments`; this only keeps the references whole.
"""

from collections.abc import Iterator

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


def _uids(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _uids(item)
    elif isinstance(node, dict):
        if isinstance(node.get("uid"), str):
            yield node["uid"]
        for value in node.values():
            yield from _uids(value)
