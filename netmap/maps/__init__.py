"""From results to one interactive HTML file."""
