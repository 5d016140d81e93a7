"""Pages of enquiries: asking other services with a person, what a desk was told, and the parties to the protocol."""
