"""Going back, staying, or going to a third country: weighed with the person, and decided by whoever goes.

The promise of this room: one word leads back to talking until the boarding; what is not known is never safe; the
strongest thing it says is “we do not arrange this now”, with reasons, alternatives and a day to look again.
"""
