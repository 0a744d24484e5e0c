"""要告诉本人的: each act that a relative does for somebody is told to that person, by phone, by app or by a slip of paper."""
