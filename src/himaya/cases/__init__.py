"""One person's passage, from the first worry to the last report: screening, referral, answer and report back.

The promise of this room: the first line ends in a next step (now, offer, not enough to say), never in a score or a
verdict; refusing costs nothing; what goes to another institution is what the person agreed to, what the law obliges
with a basis named, or what an urgent danger needs. `rules` says what answers mean and can be read without Django.
"""
