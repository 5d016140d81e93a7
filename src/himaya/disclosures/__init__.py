"""What leaves other than by a referral, and on whose word: an authority's demand, or an export that two people want.

The promise of this room: nobody answers an authority on the spot. A demand is written down, advised on by counsel,
decided by another person as narrowly as it can be, and the person is told as soon as that is lawful. What answers may
expose the person to never serves their removal or prosecution (do-no-harm 4, 12). A seizure is rehearsed. Records
leave as a file only where an institution switched that on, when two people want it, to one key, and it lies nowhere.
"""
