"""Pages of progress reports, evidence, reply links."""
