"""The pages of the round tables: for the secretariat that runs them and the institutions that sit at them.

Promise: what happened is entered once, by click, by mail or by letter, and every paper is made from it.
Promise: an institution sees its own invitations, statements and papers, and what the table shares with all.
"""
