"""Monitoring indicators: for the secretariat, the focal point of an institution, the lead of a desk.

Promise: no figure is about one worker, and none can point to one person; two views cannot be subtracted.
Promise: what a figure counts, of what and what it does not say stands as plainly as the number, in print and in files.
"""
