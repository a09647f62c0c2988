"""What the news app adds to the admin."""

from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from news.corrections_register import CorrectionsRegister
from news.viewsets import articles

modeladmin_register(CorrectionsRegister)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [articles]
