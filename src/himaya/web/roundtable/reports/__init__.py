"""Pages of reports and what a cycle cost."""
