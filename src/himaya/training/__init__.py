"""From a need to a change in practice: needs measured, a plan that serves them, sessions held, tests, certificates.

Participants are officers: their names are sealed under a key of each session, open to their own institution, to the
trainer of that session and to themselves. The secretariat reads counts by institution. No figure is about one person.
"""
