"""The job of keeping: a backup while the service runs, proof that it can be read, and the way back."""

from educluster.keep.backup import back_up
from educluster.keep.manifest import Manifest
from educluster.keep.restoring import Restored, Verified, restore, verify

__all__ = ["Manifest", "Restored", "Verified", "back_up", "restore", "verify"]
