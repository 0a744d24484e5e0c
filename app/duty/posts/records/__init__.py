"""The quarter's record of a post: words on what was done, written by its holder, countersigned as seen."""
