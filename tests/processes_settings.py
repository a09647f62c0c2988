"""Settings of processes that a test starts: those of the tests, with the database and the folders of that test."""

import json
import os

from newsreel.settings.test import *  # noqa: F403
from newsreel.settings.test import DATABASES, STORAGES

_given = json.loads(os.environ["NEWSREEL_TEST_GIVEN"])
DATABASES["default"]["NAME"] = _given["database"]
for _name, _folder in _given["folders"].items():
    STORAGES[_name]["OPTIONS"]["location"] = _folder
