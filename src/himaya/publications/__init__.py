"""What has been made public: frozen bundles that the keyless public process serves.

Promise: nothing here was ever sealed; the public process reads this room and no other.
"""
