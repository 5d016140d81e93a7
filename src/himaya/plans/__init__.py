"""The first days of a person who came out, and the plan made with them: by whom what is done, until when.

The promise of this room: six short questions come before anything longer; a plan is agreed with the person; several
institutions stand in one plan and each sees its own lines; when an agreement ends, so does the sight of them.
"""
