"""Releases: from an adopted text to the screens, gate by gate; what stops one; the register of harm."""
