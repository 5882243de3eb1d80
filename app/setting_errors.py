"""What is raised for a setting that keeps the shop from starting."""


class SettingError(Exception):
    """A setting is missing or wrong; the message names it and says what is wanted."""
