"""The directory of services: for workers at desks, on a telephone at night, and for the secretariat that keeps it.

Promise: nobody is left out by silence, a number of yesterday is never shown as room today, and no page has an address
where people are kept safe.
"""
