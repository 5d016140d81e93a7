"""The desk of a reply link: what awaits one institution's word, for a delegate who never signs in.

Promise: an address holds a secret and random ids, no name; nothing is kept in a session.
Promise: whatever is wrong with a link looks the same.
"""
