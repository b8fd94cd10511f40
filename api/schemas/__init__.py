"""What replies look like, for the OpenAPI document."""
