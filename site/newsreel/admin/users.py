"""The list of users: found by first name and surname together, which Wagtail looks for as one text in one field."""

from __future__ import annotations

from django.db.models import QuerySet
from wagtail.users.views.users import IndexView, UserViewSet

from newsreel.admin.typed import with_every_word


class UserIndexView(IndexView):
    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        return with_every_word(queryset, self.search_fields or (), self.search_query)


class NewsroomUserViewSet(UserViewSet):
    index_view_class = UserIndexView
