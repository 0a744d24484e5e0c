"""Things that tests share: servers, browsers, people."""
