"""Answers to questions about all chains: figures, each with what it rests on."""
