"""The page anyone may read, in a process of its own.

Promise: no key, no session, no account, no cookie, and a database connection that cannot write.
Promise: it reads `publications` and nothing else, so that a flaw here has nothing to give away.
"""
