"""What was bought reaches its buyer."""
