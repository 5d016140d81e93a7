"""What may be told about many without telling on one: counts with small cells hidden.

Promise: a count that could point to one person is not shown, and cannot be worked out from what is shown.
Promise: every figure stands beside what it counts; what is hidden is said to be hidden.
"""
