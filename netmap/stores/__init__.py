"""Where the graph lives: one contract, one file for each store."""
