"""Forms as versioned protocols: what is asked, in three languages, and proof that an answer fits what was asked.

Sources are YAML under `content/instruments/` (or XLSForm spreadsheets); they compile to XForms. This room reads,
lints, renders and verifies them, keeps every version unchanged, and knows which one is in force.
It decides nothing about a person: it says what answers suggest (`triage`), and `cases` what follows from that.
"""
