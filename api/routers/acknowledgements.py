"""What was said of findings: by whom, when, and for how long."""

from api.operation import operations
from api.readings import add_readings

router = operations("/acknowledgements", "acknowledgements")

add_readings(router, "acknowledgement", "acknowledgements")
