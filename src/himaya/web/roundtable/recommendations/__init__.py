"""Pages of recommendations: the register, one recommendation, what is entered at a table."""
