"""How the models of ``models/`` are learned from gold, and what they are worth on issuers that they have not seen."""
