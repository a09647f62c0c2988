"""A made-up archive, as large as one likes: for measuring, never for readers."""
