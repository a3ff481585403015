"""House styles: colours, fonts, logo, and whether colours can be told apart. Not here: what a pack shows."""
