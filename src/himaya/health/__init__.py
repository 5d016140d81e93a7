"""What a clinician keeps of a person's mind and health, apart from the case.

The promise of this room: care is offered by a health role, after needs, to children too; published scales are for
adults after the first month, and stand as their authors wrote them; a score is on no screen but the clinician's; what
leaves is a letter that the person releases, for one purpose, and can take back.
"""
