"""Lists of wagtail-modeladmin that are narrowed by their own filters, and by nothing else in an address."""

from __future__ import annotations

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest


class OwnFilters:
    """For an IndexView, before it.

    wagtail-modeladmin gives every parameter to the query. An editor who may see a list could then read, sign by sign,
    what nobody shows them: `?story__owner__password__startswith=a` has results or has none. Django's own admin asks
    `lookup_allowed()` first. Here only what a filter has taken counts; the rest is passed over.
    """

    def get_filters_params(self, params: object = None) -> dict[str, object]:
        given = super().get_filters_params(params)
        return {name: value for name, value in given.items() if self._is_of_a_filter(name)}

    def get_filters(self, request: HttpRequest) -> tuple[list, bool, dict[str, object], bool]:
        """The filters, without what they have left of the parameters."""
        filters, has_filters, _left, is_distinct = super().get_filters(request)
        return filters, has_filters, {}, is_distinct

    def get_queryset(self, request: HttpRequest | None = None) -> QuerySet:
        """Raises BadRequest for a value that its filter cannot read."""
        try:
            return super().get_queryset(request)
        except IncorrectLookupParameters as error:
            raise BadRequest("A filter of the list has a value that it cannot read.") from error

    def _is_of_a_filter(self, name: str) -> bool:
        own = [getattr(one, "parameter_name", one) for one in self.list_filter]
        return any(name == path or name.startswith(f"{path}__") for path in own if isinstance(path, str))
