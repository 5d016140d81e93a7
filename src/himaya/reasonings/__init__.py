"""From what is known to what the law calls it: act, means, purpose, forms, articles, and what is missing.

The promise of this room: it argues and never concludes; every article shows its source and how well it is established;
an explanation other than trafficking is written down too; under eighteen nobody asks about means.
"""
