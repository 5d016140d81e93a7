"""What can never be true of a case conference."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conferences", "0001_case_conferences")]

    operations = [
        migrations.AddConstraint(
            model_name="conference",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("called", "running", "held", "agreed", "cancelled"))),
                name="conference_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="conference",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__gte", 10), ("minutes__lte", 90)), name="conference_is_short"
            ),
        ),
        migrations.AddConstraint(
            model_name="conference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("cancel_reason__in", ("person_wishes", "danger_first", "too_few", "postponed", "error")),
                        ("state", "cancelled"),
                    ),
                    models.Q(models.Q(("state", "cancelled"), _negated=True), ("cancel_reason", "")),
                    _connector="OR",
                ),
                name="a_cancelled_conference_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="conference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("held", "agreed")), _negated=True),
                    models.Q(("begun_at__isnull", False), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="a_held_conference_began_and_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="conference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agreed_at__isnull", False), ("state", "agreed")),
                    models.Q(models.Q(("state", "agreed"), _negated=True), ("agreed_at__isnull", True)),
                    _connector="OR",
                ),
                name="agreed_minutes_have_a_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="conference",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("called", "running"))),
                fields=("case",),
                name="one_live_conference_per_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(fields=("conference", "number"), name="one_item_per_number"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ("protection", "justice"))), name="item_part_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "topic__in",
                        ("safety", "housing", "health", "child", "papers", "work", "justice_steps", "return", "other"),
                    )
                ),
                name="item_topic_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("waiting", "on", "heard", "dropped"))), name="item_state_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("topic__in", ("justice_steps",)), _negated=True), ("part", "justice"), _connector="OR"
                ),
                name="steps_of_justice_wait_for_the_justice_part",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "on")), fields=("conference",), name="one_item_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="hearer",
            constraint=models.UniqueConstraint(fields=("item", "desk"), name="one_basis_per_item_and_desk"),
        ),
        migrations.AddConstraint(
            model_name="hearer",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis__in", ("agreement", "law"))), name="hearing_has_a_basis"
            ),
        ),
        migrations.AddConstraint(
            model_name="given",
            constraint=models.UniqueConstraint(fields=("conference", "number"), name="one_action_per_number"),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.UniqueConstraint(
                fields=("conference", "number"), name="one_version_of_minutes_per_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("draft", "final"))), name="minutes_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "final")), fields=("conference",), name="minutes_are_agreed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="saying",
            constraint=models.UniqueConstraint(fields=("conference", "number"), name="one_saying_per_number"),
        ),
        migrations.AddConstraint(
            model_name="saying",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "word__in",
                        (
                            "told",
                            "agreed",
                            "refused",
                            "withdrawn",
                            "best_interest",
                            "attends",
                            "sends_words",
                            "told_after",
                        ),
                    )
                ),
                name="saying_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="saying",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("part__in", ("protection", "justice")),
                        ("word__in", ("agreed", "refused", "withdrawn", "best_interest")),
                    ),
                    models.Q(
                        models.Q(("word__in", ("agreed", "refused", "withdrawn", "best_interest")), _negated=True),
                        ("part", ""),
                    ),
                    _connector="OR",
                ),
                name="a_yes_or_no_is_about_a_part",
            ),
        ),
        migrations.AddConstraint(
            model_name="saying",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("guardian__in", ("no", "yes", "unknown")), ("word", "best_interest")),
                    models.Q(models.Q(("word", "best_interest"), _negated=True), ("guardian", "")),
                    _connector="OR",
                ),
                name="for_a_child_the_guardian_is_asked_about",
            ),
        ),
        migrations.AddConstraint(
            model_name="saying",
            constraint=models.CheckConstraint(
                condition=models.Q(("words__isnull", True), ("word", "sends_words"), _connector="OR"),
                name="only_words_sent",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                fields=("conference", "part", "desk"), name="one_seat_per_part_and_desk"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ("protection", "justice"))), name="seat_part_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("invited", "comes", "writes", "cannot"))), name="seat_state_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("enforces", True), ("part", "protection"), _negated=True),
                name="no_police_in_the_protection_part",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "writes"), ("line__isnull", True), _connector="OR"),
                name="only_who_writes_has_a_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(fields=("seat", "role"), name="one_attendance_per_role"),
        ),
    ]
