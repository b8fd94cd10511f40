"""Whether a contract may be modified, by which ground, and what each ground asks for.

Which rules govern follows from how the contract was bought. What is not known stays so:
a test without its inputs is neither met nor failed.
"""
