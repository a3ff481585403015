"""What a command says besides its results, and how they are read. Not: errors (``commands.shared``)."""
