"""The demo newsroom: its copy (content/), pictures, clips, the kit that drew them, and how it is loaded."""
