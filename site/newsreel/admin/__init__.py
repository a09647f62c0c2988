"""What the newsroom's admin has beyond Wagtail's: menus, lists, refusals, looks."""
