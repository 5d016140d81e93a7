"""The year in five tables, for whoever draws it up and reviews it.

Promise: nobody sees a number here that would not be public; what is hidden is hidden from author and reviewers too.
"""
