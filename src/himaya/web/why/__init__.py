"""Why a question is asked: the clause behind it, who decided it, what was held back. For everybody who meets it.

Promise: no account is needed and nothing is kept; an address holds a version and a clause, never an answer.
Promise: what nobody adopted says so.
"""
