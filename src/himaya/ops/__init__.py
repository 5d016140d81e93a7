"""Running Himaya: the command, the supervisor, the worker, set-up, checks, and what follows what.

Promise: an operator starts, checks and repairs; no command here shows a case.
Promise: a command is a thin call of the verb that its page calls.
"""
