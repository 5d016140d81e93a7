"""Pages of pictures of the follow-up."""
