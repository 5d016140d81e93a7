"""What anyone may read without an account: forms in force, institutions and regions, texts of law with their marks.

Promise: content only. Nothing here reads a case, a person or a desk's work.
"""
