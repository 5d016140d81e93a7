"""What changes for you: the releases that touch the forms of a desk, in plain words, for whoever works there.

Promise: a desk sees what concerns its forms, and says on the same page that it knows, or what it found in a pilot.
"""
