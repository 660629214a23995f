"""From results to one document model, and from that to HTML, Markdown and JSON."""
