"""Other people's formats: what lecturers and field teams already use."""
