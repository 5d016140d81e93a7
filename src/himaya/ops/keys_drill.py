"""`himaya keys drill`: an invented store loses its keys and gets them back from two sheets, and each step is timed."""

from himaya.ops import drills

STEPS = "import sys, django; django.setup(); from himaya.ops.keys_drill_steps import main; sys.exit(main(sys.argv[1]))"


def run(say: drills.Say) -> int:
    """Run the drill and pass on what it says. Exit 1 when a step failed."""
    return drills.run(STEPS, say)
