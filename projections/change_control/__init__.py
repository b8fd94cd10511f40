"""What the law and the policy make of a change, and what follows it: worked out."""
