"""What the field says about the forms in force: counts with small cells hidden, and one press to the next agenda."""
