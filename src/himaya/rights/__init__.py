"""What a person has a right to, from which text, how sure that is, and where each request stands.

The promise of this room: nothing that was not verified is presented as law or starts a clock; a refusal shows its
reason and the day by which one can appeal; help never depends on a complaint or on cooperation.
"""
