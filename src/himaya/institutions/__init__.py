"""Those who work here: institutions, desks, accounts, memberships, roles, opening hours.

Promise: an institution's name and role have dates; nothing about a government is written in code.
Promise: outside its institution a worker is a desk and a role, never a name.
Promise: a referral has a desk as its address, and the desk says when it is open and what it can take.
"""
