"""The page of a partner without an account: one link, one code, one referral, half an hour.

Promise: before the code nothing says what it is about; whatever is wrong with a link looks the same.
Promise: nothing is kept in a session; the browser holds what opens the page, the store does not.
"""
