"""到岗: who of those on the roster can really sit, since a leave does not take its turns away."""
