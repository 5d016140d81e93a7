"""The hand-over: one page per decision, each carried on in the sheet; only the last one sends."""
