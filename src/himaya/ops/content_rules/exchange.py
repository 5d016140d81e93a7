"""The map of codes against what was published, and against the classes of data that people agree to."""

from collections.abc import Collection, Iterator

from himaya.exchange.content import FILE, Map
from himaya.exchange.published import Published
from himaya.ops.content_rules.gap import Gap


def exchange_gaps(known: Map, lists: Published, data_classes: Collection[str]) -> Iterator[Gap]:
    """A field that the published form has not, or that is not told; a code of no list; a class that nobody knows."""
    for name in sorted(set(known.fields) ^ set(lists.fields)):
        yield Gap(FILE, name, "", "fields must be those of the published form, each once")
    for one in known.fields.values():
        if one.field.leaves and one.field.data_class not in data_classes:
            yield Gap(FILE, one.id, "", f"the class of data {one.field.data_class!r} does not exist")
    for row in known.codes:
        said = row.code
        variable = known.variables.get(said.field)
        published = lists.choices.get(said.field, ()) if said.scheme == "htcds" else variable.values if variable else ()
        if said.code not in published:
            yield Gap(FILE, row.id, "", f"{said.code} is no published value of {said.field}")
    for two in sorted(set(lists.choices["prs_Citizenship"]) ^ set(known.countries)):
        yield Gap(FILE, "countries", "", f"{two} must stand in both lists of countries")
