"""Minutes, official letters, and the papers that the worker makes of them."""
