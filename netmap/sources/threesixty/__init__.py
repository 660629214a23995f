"""360Giving grants, as JSON and as sheets."""
