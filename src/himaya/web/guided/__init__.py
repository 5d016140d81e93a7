"""The guided path of the demo: from an amendment to the officer's screen in ten minutes, for somebody who is new.

It shows where the visitor stands, computed from the store, and leads to the real pages. What it does in the visitor's
place it does by the verbs of the house, under the name of whom it stands in for, and says so. Absent outside the demo.
"""
