"""Who may do what, and how often: tokens, and bounds on what one client asks; hides how they are kept."""

from educluster.access.limits import Limits
from educluster.access.tokens import SCOPES, Access, Token, create, listed, revoke

__all__ = ["SCOPES", "Access", "Limits", "Token", "create", "listed", "revoke"]
