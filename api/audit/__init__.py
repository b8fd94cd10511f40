"""The auditor's questions as the API takes and answers them."""
