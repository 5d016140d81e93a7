"""The linter: defects of a form that every compiler lets pass in silence, each with file, row and language.

Cells, lists, expressions and the finished XForm are looked at in turn; every finding says what to do.
"""
