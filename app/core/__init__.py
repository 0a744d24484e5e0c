"""What every domain stands on: settings, the database, problems, time. It knows nothing of villages."""
