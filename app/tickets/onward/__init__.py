"""What cannot stay with its handler goes to the next on duty, through the one door, or somebody above is asked."""
