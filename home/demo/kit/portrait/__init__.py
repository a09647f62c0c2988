"""The parts of a portrait."""
