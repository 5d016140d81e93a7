"""What this room keeps of a person. Each line deletes before what it points at."""

from himaya.kernel.belongings import Belonging, Declared
from himaya.tasks.models import Task, TaskStep

BELONGS: list[Declared] = [
    Belonging(TaskStep, lambda person: TaskStep.objects.filter(task__person_id=person), what="tasks", kind="file"),
    # One free sentence, of which nobody can promise that it holds no name.
    Belonging(Task, lambda person: Task.objects.filter(person_id=person), what="tasks", kind="file", naming=("words",)),
]
