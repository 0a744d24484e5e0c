"""亲友代办: how a relative or a neighbour comes to act for somebody, and how that ends."""
