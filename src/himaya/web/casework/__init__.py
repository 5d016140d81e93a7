"""The caseworker's desk: what awaits an answer, what was sent, the desk's cases, and finding one again.

Promise: a list unseals nothing; a name is masked until somebody says why, and that is written down.
Promise: how a person may be reached without danger stands above any way to reach them.
Promise: whoever is second on a referral is told what happened, and nothing is changed twice.
"""
