"""Telling people what touches them: in the app at once, by text message when it is not night."""
