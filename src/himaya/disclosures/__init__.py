"""What leaves other than by a referral, and on whose word: an authority's demand, counsel, the narrowest answer.

The promise of this room: nobody answers an authority on the spot. A demand is written down, advised on by counsel,
decided by another person as narrowly as it can be, and the person is told as soon as that is lawful. What answers may
expose the person to never serves their removal or prosecution (do-no-harm 4, 12). A seizure is rehearsed.
"""
