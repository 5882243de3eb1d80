"""What keeps a sign-in with a provider from ending well."""


class SignInFailed(Exception):
    """It came to nothing; `said` is a sentence for whoever tried."""

    def __init__(self, said):
        super().__init__(said)
        self.said = said


class ProviderDown(Exception):
    """The provider did not answer, or not as the standard has it; the message is for the log."""
