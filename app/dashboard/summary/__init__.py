"""今天全镇: counts by village and service, who is on duty, what is late, each number with its definition."""
