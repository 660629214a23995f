"""The UK parliamentary groups, as mySociety publishes them."""
