"""Pictures of supply chains as SVG: written by hand, without scripts or styles."""
