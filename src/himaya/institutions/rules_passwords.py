"""How long a password may be. Pure: no store, no clock. Source: ASVS 5.0 V6.2.8, V6.2.9."""

# Above what anybody types, below what costs the server: longer ones are refused, and none is ever cut.
LONGEST = 256
