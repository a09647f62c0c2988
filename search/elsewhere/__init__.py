"""OpenSearch or Elasticsearch instead of the database (SEARCH_URL): Wagtail's backends, and what they lack."""
