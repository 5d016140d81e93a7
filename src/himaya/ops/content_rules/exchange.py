"""The map of codes against what was published, and against the classes of data that people agree to."""

from collections.abc import Collection, Iterator

from himaya.exchange.content import FILE, Map
from himaya.exchange.published import Published
from himaya.exchange.rules_htcds import CITIZENSHIP
from himaya.ops.content_rules.gap import Gap


def exchange_gaps(known: Map, lists: Published, data_classes: Collection[str], marks: Collection[str]) -> Iterator[Gap]:
    """A field that the published form has not, or that is not told; a code of no list; a class that nobody knows.

    `marks`: the words in which the forms say what an answer could describe. Of every published code that can leave
    somebody must have said it: a code without a row of the map would go through with no mark.
    """
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
        if strange := sorted(set(said.exposes) - set(marks)):
            yield Gap(FILE, row.id, "", f"exposes names {', '.join(strange)}, which no form says")
    told = {(row.code.field, row.code.code) for row in known.codes} | set(known.words)
    for one in known.fields.values():
        codes = lists.choices.get(one.id, ()) if one.field.leaves and one.id != CITIZENSHIP else ()
        for code in codes:
            if (one.id, code) not in told:
                yield Gap(FILE, one.id, "", f"nobody said what {code} could expose: give it a row under codes")
    for two in sorted(set(lists.choices[CITIZENSHIP]) ^ set(known.countries)):
        yield Gap(FILE, "countries", "", f"{two} must stand in both lists of countries")
