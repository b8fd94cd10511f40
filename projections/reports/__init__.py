"""What goes into a report: data alone, for whichever form it is given in."""
