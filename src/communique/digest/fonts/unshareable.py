"""Why a font stays as it was."""


class Unshareable(Exception):
    """A font that cannot be united with others. Its message says why."""


def expect(holds: bool, otherwise: str) -> None:
    """Raise Unshareable with the reason `otherwise`, unless what is expected holds."""
    if not holds:
        raise Unshareable(otherwise)
