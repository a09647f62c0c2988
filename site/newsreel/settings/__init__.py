# Empty on purpose: name the settings you want, e.g. DJANGO_SETTINGS_MODULE=newsreel.settings.production.
