"""Who does what today, what is needed, what stayed open, what is asked of whom."""
