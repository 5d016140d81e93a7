"""Papers as documents: data in, `adapters.paper.Paper` out. Nothing here reads the store but `data`."""
