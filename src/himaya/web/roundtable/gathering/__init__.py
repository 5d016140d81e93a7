"""Pages of imports, clusters, follow-up actions."""
