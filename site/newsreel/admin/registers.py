"""Registers: tables of wagtail-modeladmin that are read, searched and exported, and written elsewhere."""

from __future__ import annotations

from django.db.models import QuerySet
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from newsreel.admin.exporting import SafeExportIndexView
from newsreel.admin.typed import RegisterSearch


class ReadOnly(PermissionHelper):
    """Everyone in the newsroom may read it; nobody changes it here."""

    def user_can_list(self, user: object) -> bool:
        return user.has_perm("wagtailadmin.access_admin")

    def user_can_inspect_obj(self, user: object, obj: object) -> bool:
        return self.user_can_list(user)

    def user_can_create(self, user: object) -> bool:
        return False

    def user_can_edit_obj(self, user: object, obj: object) -> bool:
        return False

    def user_can_delete_obj(self, user: object, obj: object) -> bool:
        return False


class Register(ModelAdmin):
    """What all registers have in common. Nobody is given a right to write in them: no group's form offers one."""

    list_per_page = 50
    inspect_view_enabled = True
    history_view_enabled = False
    index_view_class = SafeExportIndexView
    search_handler_class = RegisterSearch
    permission_helper_class = ReadOnly

    def get_permissions_for_registration(self) -> QuerySet:
        return super().get_permissions_for_registration().none()
