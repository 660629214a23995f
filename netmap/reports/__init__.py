"""From results to one document model, what of it goes out to whom, and every form that it is written in."""
