"""One file per outer system, plain functions: forms compiled, spreadsheets read, forms validated.

Promise: nothing here decides; what comes back is data of the standard library.
Promise: no adapter opens a connection, but `mail`, and that only to the host that the operator lists.
"""
