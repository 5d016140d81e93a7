"""Pages of what was frozen at a table, reminders, packets."""
