"""One file a tool: (Document, selection, options) -> Request."""
