"""A printed page as cells beside the ratings they claim; no judgement of them."""
