"""What anyone may read without an account: forms, institutions, texts of law and indicators, each with its mark.

Promise: content only. Nothing here reads a case, a person or a desk's work.
Interviewers have a reading aid for the indicators besides; it keeps nothing.
"""
