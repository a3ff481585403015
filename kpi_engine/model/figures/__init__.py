"""One figure or one rating and what it was compared with; no file and no page."""
