"""Collected static files: names with a fingerprint, also of the modules that a player's scripts import."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class FingerprintedStorage(CompressedManifestStaticFilesStorage):
    """As whitenoise's own, and imports in our modules are rewritten to the names with a fingerprint.

    Without it a browser could pair a new module with an old one from its cache. Only our own files are read for
    imports: the pattern that finds them knows strings and comments no better than code.
    """

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )
