"""The entrance of those who answer for the law: data protection officers, legal counsel, validating authorities.

Promise: what is written here is confirmed by a second person, and nothing that a person said is shown.
"""
