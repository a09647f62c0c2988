"""Wagtail’s own app of users, with our list of them: the seam that its documentation names."""

from wagtail.users.apps import WagtailUsersAppConfig


class NewsroomUsersConfig(WagtailUsersAppConfig):
    user_viewset = "newsreel.admin.users.NewsroomUserViewSet"
