"""The year in five tables: counted, hidden where few, reviewed by two, frozen, released once, kept in a register.

Promise: what is released was attacked before, with everything released earlier, and gave no small number away.
Promise: nothing sealed is opened to make it, no figure is about somebody who works, and nobody reads a hidden number.
"""
