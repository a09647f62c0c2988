"""Addresses of the search app."""

from django.urls import path

from search import views

urlpatterns = [
    path("", views.search, name="search"),
    path("suggest/", views.suggest, name="search_suggest"),
    path("note/", views.note, name="search_note"),
    path("opensearch.xml", views.description, name="search_description"),
]
