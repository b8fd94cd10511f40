"""What can have happened. Read models import this and no decision."""
