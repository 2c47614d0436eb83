"""The store, as Django knows it."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "xuncha.store"
    label = "store"
