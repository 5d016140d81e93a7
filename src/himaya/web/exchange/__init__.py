"""Counting in the words of a standard, and taking in a file of the exchange standard, for the lead of a desk."""
